"""The figures and the words of a diff that its forms for people share."""

from collections import Counter
from collections.abc import Iterator
from itertools import chain, groupby

from skosmith.compare.contracts.comparison import ChangedAnswer
from skosmith.compare.diff import Diff
from skosmith.compare.diff.changes import Change, catalogue
from skosmith.model import DCTERMS, OTHER_NAMES, RDF, SKM, SKOS, Compact, iri_of
from skosmith.project import Side
from skosmith.reports import words_in

_MOST_ROWS = 10  # of one query
_PARTS = {
    "names": (SKOS.prefLabel, *OTHER_NAMES, DCTERMS.title),
    "definitions": (SKOS.definition,),
    "guidance": (
        SKOS.scopeNote,
        SKOS.note,
        SKOS.changeNote,
        SKM.lowerLevelsNote,
        SKM.higherLevelsNote,
        SKM.developmentNote,
        SKM.lowerLevelsDevelopmentNote,
        SKM.higherLevelsDevelopmentNote,
    ),
    "levels": (),
}


def diff_words(language: str) -> dict[str, str]:
    return words_in(language, "compare/diff/forms/words.toml")


def counts(diff: Diff) -> dict[str, int]:
    """The number of changes of each kind, in the order of changes.toml: the gravest first."""
    numbers = Counter(change.kind for change in diff.changes)
    return {kind: numbers[kind] for kind in catalogue() if kind in numbers}


def text_counts(diff: Diff) -> dict[str, dict[str, int]]:
    """The number of changes of each kind that is of texts, by what the texts are: a key of ``_PARTS`` or ``other``."""
    numbers: dict[str, Counter[str]] = {kind: Counter() for kind in counts(diff) if kind.startswith("text-")}
    for change in diff.changes:
        if change.kind in numbers:
            numbers[change.kind][_part(change)] += 1
    return {kind: {part: of[part] for part in (*_PARTS, "other") if of[part]} for kind, of in numbers.items()}


def _part(change: Change) -> str:
    if change.level or change.predicate == RDF.value:
        return "levels"
    return next((part for part, properties in _PARTS.items() if change.predicate in properties), "other")


def summary(diff: Diff, language: str) -> list[tuple[str, int]]:
    """The titles and numbers of the kinds of changes, and of changed answers if there are any.

    Texts are counted by what they are: names, descriptions, guidance, texts of levels.
    """
    words, parts = diff_words(language), text_counts(diff)
    rows: list[tuple[str, int]] = []
    for kind, number in counts(diff).items():
        title = catalogue()[kind]["title"][language]
        of_parts = [(f"{title}: {words[part]}", count) for part, count in parts.get(kind, {}).items()]
        rows += of_parts or [(title, number)]
    return [*rows, *([(diff_words(language)["answers"], len(diff.answers))] if diff.answers else [])]


def of_side(side: Side) -> dict[str, int]:
    classes = Counter(term for _, predicate, term in side.statements() if predicate == RDF.type)
    return {
        "skills": classes[SKM.Skill],
        "skillLevels": classes[SKM.SkillLevel],
        "statements": len(side.statements()) if side.is_readable else 0,
    }


def by_concept(diff: Diff) -> Iterator[tuple[str, str, list[Change]]]:
    for concept, changes in groupby(diff.changes, lambda change: change.concept):
        yield iri_of(concept) or diff.new.root, diff.labels.get(concept, ""), list(changes)


def has_words(change: Change) -> bool:
    """Whether to show the old and new text word by word: names and values are in the sentence already."""
    return change.kind.startswith("text-")


def answer_rows(answer: ChangedAnswer, root: str) -> Iterator[tuple[str, str]]:
    """``-`` or ``+`` and a row, IRIs relative to ``root``; the last, with an empty sign, counts those left out."""
    compact = Compact(root)
    rows = chain((("-", row) for row in answer.gone), (("+", row) for row in answer.added))
    for number, (sign, row) in enumerate(rows):
        if number == _MOST_ROWS:
            yield "", f"… {len(answer.gone) + len(answer.added) - _MOST_ROWS}"
            return
        yield sign, " | ".join(compact[term] if term.startswith("<") else term for term in row)
