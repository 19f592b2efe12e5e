"""A graph without what it says about its own history, which differs from edition to edition by its nature."""

from collections.abc import Iterable

from skosmith.model import DCAT, DCTERMS, SKOS, Statement

_HISTORY = frozenset(
    {DCTERMS.isVersionOf, DCTERMS.hasVersion, DCAT.previousVersion, DCTERMS.replaces, DCTERMS.isReplacedBy}
    | {DCTERMS.created, DCTERMS.modified}
)
_MATCHES = frozenset({SKOS.exactMatch, SKOS.closeMatch})


def without_history(statements: Iterable[Statement]) -> list[Statement]:
    """``statements`` without versions, replacements, dates, and matches in the previous edition."""
    statements = list(statements)
    former = {(one.subject, one.object) for one in statements if one.predicate == DCAT.previousVersion}
    return [
        one
        for one in statements
        if one.predicate not in _HISTORY and not (one.predicate in _MATCHES and (one.subject, one.object) in former)
    ]
