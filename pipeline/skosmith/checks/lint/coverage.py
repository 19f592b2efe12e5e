"""The languages of concepts."""

from collections.abc import Iterator

from skosmith.checks.lint.index import Part, fault
from skosmith.model import OTHER_NAMES, SKOS, Problem, Span

_MAX_PLACES = 20  # of one problem


def _languages(part: Part) -> dict[str, set[str]]:
    """The languages of the texts of each concept in force that has any, other names left out."""
    languages: dict[str, set[str]] = {}
    for (subject, predicate), passages in part.graph.texts_by_property():
        if predicate in OTHER_NAMES or part.graph.is_retired(subject):
            continue
        if part.graph.is_a(subject, SKOS.Concept):
            languages.setdefault(subject, set()).update(passage.language for passage in passages)
    return languages


def _place(part: Part, concept: str) -> Span | None:
    of_name = part.graph.texts(concept, SKOS.prefLabel)
    return next(iter(of_name or (text for text in part.graph.passages() if text.subject == concept))).span


def incomplete_languages(part: Part) -> Iterator[Problem]:
    """A problem for each language in which some concepts have texts and others have none."""
    languages = _languages(part)
    for language in sorted(set().union(*languages.values())):
        lacking = [concept for concept, own in languages.items() if language not in own]
        if lacking:
            values = {"language": language, "count": len(lacking), "all": len(languages)}
            yield fault(
                "language-incomplete", lacking[0], [_place(part, one) for one in lacking[:_MAX_PLACES]], **values
            )


def no_common_language(part: Part) -> Iterator[Problem]:
    """A problem if there is no language in which all concepts have a text."""
    languages = _languages(part)
    if languages and not set.intersection(*languages.values()):
        first = min(languages, key=lambda concept: len(languages[concept]))
        other = next((one for one in languages if not languages[one] & languages[first]), first)
        yield fault("no-common-language", first, [_place(part, first), _place(part, other)])
