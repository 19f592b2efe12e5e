"""The headers of every answer: nothing is loaded from elsewhere, and no script or style is in a page itself."""

_PAGE = {
    "default-src": "'none'",
    "style-src": "'self'",
    "script-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
}

_STYLES_OF_YASGUI = (
    "'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk='",  # <style>: the grips between columns of results
    "'sha256-c0O6TmFAkgpNbHxKAa1BrveWHHopjEtC47i0PzMudxg='",  # <style>: the pointer while such a grip is drawn
    "'unsafe-hashes'",  # the next one is an attribute, and hashes alone say nothing of those
    "'sha256-EntWS0hFrz2vH7susM+dPUxvHlL6sBswmM8K80E5oUk='",  # style="...": what is expected where a query is wrong
)
"""The three styles that the query editor writes into its page; a hash allows one text and no other."""


def _policy(directives: dict[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in directives.items())


PAGE_POLICY = _policy(_PAGE)
"""The Content-Security-Policy as a page can give it itself."""

HEADERS = {
    "Content-Security-Policy": f"{PAGE_POLICY}; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}

POLICIES = {
    "query": _policy(
        _PAGE | {"style-src": " ".join([_PAGE["style-src"], *_STYLES_OF_YASGUI]), "frame-ancestors": "'none'"}
    ),
}
"""The Content-Security-Policy of those pages that need another one, by their template."""
