"""IRIs and the documents that describe them: each below the base has a name, the same on a server and in a site."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import takewhile
from posixpath import relpath
from urllib.parse import quote, unquote

OWN = frozenset(
    {
        "assets", "compare", "context", "data", "editions", "editor", "ontology", "query", "report", "search", "sparql",
    }
)  # fmt: skip
"""The first parts of names that pages of the explorer itself have."""

_UNSAFE = re.compile(r"[\x00-\x1f\x7f\\:*?\"<>|]")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:/*")
_HOST = re.compile(r"[a-z][a-z0-9+.-]*://[^/]+/")


def base_of(roots: Iterable[str]) -> str:
    """The longest IRI ending with ``/`` that all ``roots`` (bare IRIs) begin with; "" if they share no host."""
    parts = [root.split("/")[:-1] for root in roots]
    shared = [column[0] for column in takewhile(lambda column: len(set(column)) == 1, zip(*parts, strict=False))]
    base = "/".join([*shared, ""])
    return base if _HOST.match(base) else ""


def name_of(iri: str, base: str) -> str | None:
    """The name of the document about a bare IRI: what follows the base, decoded, ``index`` for a folder.

    None for an IRI elsewhere, and for one with a fragment or a query.
    """
    if not iri.startswith(base) or "#" in iri or "?" in iri:
        return None
    rest = iri[len(base) :] if base else _SCHEME.sub("", iri)
    rest = rest + "index" if not rest or rest.endswith("/") else rest
    plain = unquote(rest)
    parts = plain.split("/")
    if len(parts) != rest.count("/") + 1 or _UNSAFE.search(plain) or "\ufffd" in plain:
        parts = quote(rest, safe="/%").split("/")
    if parts[0] in OWN or parts[0].startswith("."):
        parts.insert(0, "node")
    return None if any(part in {"", ".", ".."} for part in parts) else "/".join(parts)


def names_of(iris: Iterable[str], base: str) -> dict[str, str]:
    """The name of the document of each of the bare ``iris`` that has one.

    Two that a file system may not keep apart have names that end differently.
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for iri in sorted(set(iris)):
        name = name_of(iri, base)
        while name is not None and name.casefold() in taken:
            name += "_"
        if name is not None:
            taken.add(name.casefold())
            names[iri] = name
    return names


def relative(here: str, there: str) -> str:
    """The address of the document ``there`` as the document ``here`` links to it, both by their file names."""
    folder, _, name = there.rpartition("/")
    path = _path(here.rpartition("/")[0], folder)
    return quote(name if path == "." else f"{path}/{name}", safe="/~+,@$&'()!=;-._")


@lru_cache(maxsize=1024)
def _path(here: str, there: str) -> str:
    """The path from one folder to another; there are few folders, and very many links."""
    return relpath(there or ".", here or ".")
