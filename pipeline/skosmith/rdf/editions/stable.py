"""Statements of an edition -> the IRI of each resource that all editions share."""

from collections.abc import Iterable, Iterator

from skosmith.model import DCTERMS, Names, Statement


def stable_statements(statements: Iterable[Statement], names: Names) -> Iterator[Statement]:
    """What every resource of an edition is a version of; nothing if all editions share their IRIs.

    The stable IRI names a skill of any edition and is not a skill of this one: it is in no class and no scheme. It
    follows from the setting ``edition``, so it has no place.
    """
    if names.root != names.base:
        for subject in dict.fromkeys(one.subject for one in statements):
            yield Statement(subject, DCTERMS.isVersionOf, names.stable(subject))
