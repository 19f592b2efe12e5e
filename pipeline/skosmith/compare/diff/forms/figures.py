"""The figures of a diff, and the few words that its forms for people share."""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from skosmith.compare.diff import Diff
from skosmith.compare.diff.changes import Change, catalogue
from skosmith.compare.diff.side import Side
from skosmith.model import RDF, SKM, Span, cell_of, iri_of

WORDS = {
    "en": {
        "old": "old",
        "new": "new",
        "figures": "{skills:skill|skills} at {skillLevels:level|levels}, {statements:statement|statements}",
        "same": "The two say the same.",
        "not": "cannot be read",
        "unreadable": "Nothing is compared: a side cannot be read.",
        "change": "{count:change|changes}",
        "changes": "changes",
        "of": "problems of",
        "problems": "{count:problem|problems} of",
        "more": "and {count:more change|more changes} without room here: skosmith diff prints all.",
        "answers": "queries that answer otherwise",
        "reordered": "the same rows in another order",
        "none": "no change",
        "patch": "patch: words alone",
        "minor": "minor: something more, or elsewhere",
        "major": "major: an identifier or a level is gone",
    },
    "pt": {
        "old": "antes",
        "new": "agora",
        "figures": "{skills:habilidade|habilidades} em {skillLevels:nível|níveis}, {statements:afirmação|afirmações}",
        "same": "Os dois dizem o mesmo.",
        "not": "não pode ser lido",
        "unreadable": "Nada é comparado: um dos lados não pode ser lido.",
        "change": "{count:mudança|mudanças}",
        "changes": "mudanças",
        "of": "problemas de",
        "problems": "{count:problema|problemas} de",
        "more": "e mais {count:mudança|mudanças} sem espaço aqui: skosmith diff mostra todas.",
        "answers": "consultas que respondem de outro modo",
        "reordered": "as mesmas linhas em outra ordem",
        "none": "nenhuma mudança",
        "patch": "patch: só palavras",
        "minor": "minor: algo a mais ou em outro lugar",
        "major": "major: um identificador ou um nível deixou de existir",
    },
}


def counts(diff: Diff) -> dict[str, int]:
    """How many changes there are of each kind that there is, in the order of changes.toml: the gravest first."""
    found = Counter(change.kind for change in diff.changes)
    return {kind: found[kind] for kind in catalogue() if kind in found}


def rows(diff: Diff, language: str) -> list[tuple[str, int]]:
    """As ``counts``, for people."""
    return [(catalogue()[kind]["title"][language], count) for kind, count in counts(diff).items()]


def of_side(side: Side) -> dict[str, int]:
    """How much a side says: its skills, the levels they are defined at, and all its statements."""
    found = Counter(term for _, predicate, term in side.statements() if predicate == RDF.type)
    return {
        "skills": found[SKM.Skill],
        "skillLevels": found[SKM.SkillLevel],
        "statements": len(side.statements()) if side.is_readable else 0,
    }


def by_concept(diff: Diff) -> Iterator[tuple[str, str, list[Change]]]:
    """The changes of each concept, with its name as an IRI and for people."""
    for concept, changes in groupby(diff.changes, lambda change: change.concept):
        yield iri_of(concept) or diff.new.root, (diff.labels or {}).get(concept, ""), list(changes)


def at(span: Span) -> str:
    """A place as an editor takes it, ``page.txt:5:1``; of a workbook the cell."""
    if span.sheet:
        return f"{span.path}:{span.sheet}!{cell_of(span.line, span.column)}"
    return f"{span.path}:{span.line}:{span.column}" if span.line else span.path


def is_of_texts(change: Change) -> bool:
    """Whether what it was and is, is text to be shown word by word: names and values are in the sentence."""
    return change.kind.startswith("text-")
