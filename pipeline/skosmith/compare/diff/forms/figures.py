"""The figures and the words of a diff that its forms for people share."""

from collections import Counter
from collections.abc import Iterator
from itertools import chain, groupby

from skosmith.compare.contracts.comparison import ChangedAnswer
from skosmith.compare.diff import Diff
from skosmith.compare.diff.changes import Change, catalogue
from skosmith.compare.diff.side import Side
from skosmith.model import RDF, SKM, Compact, iri_of
from skosmith.reports import words_in

_MOST_ROWS = 10  # of one query


def diff_words(language: str) -> dict[str, str]:
    return words_in(language, "compare/diff/forms/words.toml")


def counts(diff: Diff) -> dict[str, int]:
    """The number of changes of each kind, in the order of changes.toml: the gravest first."""
    numbers = Counter(change.kind for change in diff.changes)
    return {kind: numbers[kind] for kind in catalogue() if kind in numbers}


def summary(diff: Diff, language: str) -> list[tuple[str, int]]:
    """The titles and numbers of the kinds of changes, and of changed answers if there are any."""
    rows = [(catalogue()[kind]["title"][language], number) for kind, number in counts(diff).items()]
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
