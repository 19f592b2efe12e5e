"""Which concepts have a name in which language."""

from collections.abc import Iterator

from skosmith.checks.lint.index import Index, fault
from skosmith.model import SKOS, Problem, Span


def _languages(index: Index) -> dict[str, set[str]]:
    """The languages in which each concept has a text, of those that have any."""
    found: dict[str, set[str]] = {}
    for (subject, _), passages in index.texts.items():
        if SKOS.Concept in index.types.get(subject, ()):
            found.setdefault(subject, set()).update(passage.language for passage in passages)
    return found


def _place(index: Index, concept: str) -> Span | None:
    passages = index.texts.get((concept, SKOS.prefLabel)) or [
        passage for (subject, _), several in index.texts.items() if subject == concept for passage in several
    ]
    return passages[0].span


def incomplete(index: Index) -> Iterator[Problem]:
    """A problem for each language that some concepts have texts in and others have not."""
    languages = _languages(index)
    for language in sorted(set().union(*languages.values())):
        lacking = [concept for concept, several in languages.items() if language not in several]
        if lacking:
            values = {"language": language, "count": len(lacking), "all": len(languages)}
            yield fault("language-incomplete", lacking[0], [_place(index, one) for one in lacking[:_SHOWN]], **values)


_SHOWN = 20  # the places of concepts without a language that one problem holds


def none_in_common(index: Index) -> Iterator[Problem]:
    """A problem where there is no language in which all concepts have a text."""
    languages = _languages(index)
    if languages and not set.intersection(*languages.values()):
        first = min(languages, key=lambda concept: len(languages[concept]))
        other = next((one for one in languages if not languages[one] & languages[first]), first)
        yield fault("no-common-language", first, [_place(index, first), _place(index, other)])
