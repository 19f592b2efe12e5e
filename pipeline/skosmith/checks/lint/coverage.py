"""Which concepts have a name in which language."""

from collections.abc import Iterator

from skosmith.checks.lint.index import Part, fault
from skosmith.model import SKOS, Problem, Span


def _languages(part: Part) -> dict[str, set[str]]:
    """The languages in which each concept has a text, of those that have any."""
    found: dict[str, set[str]] = {}
    for (subject, _), passages in part.graph.texts_by_property():
        if part.graph.is_a(subject, SKOS.Concept):
            found.setdefault(subject, set()).update(passage.language for passage in passages)
    return found


def _place(part: Part, concept: str) -> Span | None:
    of_name = part.graph.texts(concept, SKOS.prefLabel)
    return next(iter(of_name or (text for text in part.graph.passages() if text.subject == concept))).span


def incomplete(part: Part) -> Iterator[Problem]:
    """A problem for each language that some concepts have texts in and others have not."""
    languages = _languages(part)
    for language in sorted(set().union(*languages.values())):
        lacking = [concept for concept, several in languages.items() if language not in several]
        if lacking:
            values = {"language": language, "count": len(lacking), "all": len(languages)}
            yield fault("language-incomplete", lacking[0], [_place(part, one) for one in lacking[:_SHOWN]], **values)


_SHOWN = 20  # the places of concepts without a language that one problem holds


def none_in_common(part: Part) -> Iterator[Problem]:
    """A problem where there is no language in which all concepts have a text."""
    languages = _languages(part)
    if languages and not set.intersection(*languages.values()):
        first = min(languages, key=lambda concept: len(languages[concept]))
        other = next((one for one in languages if not languages[one] & languages[first]), first)
        yield fault("no-common-language", first, [_place(part, first), _place(part, other)])
