"""Build and fingerprints -> which language has what of each skill, and which translations are out of step."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from skosmith.compare.translations.fingerprints import Fingerprints, Recorded, read_fingerprints
from skosmith.compare.translations.texts import Field, FieldText, Texts, row_of, row_order, texts_of
from skosmith.model import Build, Problem, Span, problem
from skosmith.pages import in_force, is_passage
from skosmith.project import Project
from skosmith.rdf import FRAMEWORK, relative_name

Kind = Literal["missing", "untranslated", "different", "stale", "untracked"]

State = Literal["source", "complete", "missing", "untranslated", "different", "stale", "untracked", "unsourced"]

KINDS: tuple[Kind, ...] = ("missing", "untranslated", "different", "stale", "untracked")
"""What can be found of a translation, the worst first."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What is out of step in one text of a translation.

    ``field`` is the property without prefix, ``level`` where it is a whole level that one language has and the other
    has not. ``source`` and ``translation`` are the places of the two texts, None where there is none; ``counts`` are
    the list items of each where they differ.
    """

    kind: Kind
    node: str
    field: str
    language: str
    source: Span | None
    translation: Span | None
    counts: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """How a language stands with the texts of a row: ``state`` is the worst of its findings.

    ``missing`` without a finding: nothing of the row is there. ``unsourced``: the source language has nothing of it.
    """

    language: str
    state: State
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A skill, an attribute, a level, the categories or the framework, named below the framework.

    ``label`` is its name in the source language, else in another one, empty where it has none.
    """

    node: str
    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Status:
    """The table: a cell for each language in each row, the source language's first."""

    source_language: str
    languages: tuple[str, ...]
    rows: tuple[Row, ...]

    def findings(self, kind: Kind) -> list[Finding]:
        """All findings of one kind, row by row."""
        return [found for row in self.rows for cell in row.cells for found in cell.findings if found.kind == kind]


def status_of(
    made: Build,
    project: Project,
    fingerprints: Fingerprints,
    languages: Collection[str] = (),
    nodes: Iterable[str] = (),
) -> Status:
    """How each language stands with each row.

    ``languages`` are the tags of the translations that are looked at, in small letters; none means all. ``nodes`` are
    the things that are, as N-Triples terms; none means all, that of a skill its levels, too.
    """
    texts = texts_of(made)
    source, tags = _languages(project, texts, fingerprints)
    tags = [tag for tag in tags if not languages or tag in languages]
    wanted = {relative_name(made, node) or FRAMEWORK for node in nodes}
    labels = _labels(texts, source)
    parts = {tag: _by_row(texts.get(tag, Texts()), wanted) for tag in (source, *tags)}
    rows = []
    for node in sorted({row for by_row in parts.values() for row in by_row}, key=row_order):
        of_source = parts[source].get(node, Texts())
        first = Cell(source, "source" if of_source.fields or of_source.levels else "missing")
        others = [
            _cell(of_source, parts[tag].get(node, Texts()), tag, fingerprints.recorded.get(tag, {})) for tag in tags
        ]
        rows.append(Row(node, labels.get(node, ""), (first, *others)))
    return Status(source, (source, *tags), tuple(rows))


def _languages(project: Project, texts: Collection[str], fingerprints: Fingerprints) -> tuple[str, list[str]]:
    """The source language and the others: those of the pages, and those that the project says there are."""
    owed = [tag for tag in project.languages if not any(one == tag or one.startswith(f"{tag}-") for one in texts)]
    found = [*sorted(texts), *owed]
    first = next(iter(project.languages or found), "en")
    source = project.source_language or fingerprints.source_language or ("en" if "en" in found else first)
    return source, sorted(tag for tag in found if tag != source)


def _labels(texts: dict[str, Texts], source: str) -> dict[str, str]:
    labels: dict[str, str] = {}
    for _, one in sorted(texts.items(), key=lambda pair: (pair[0] != source, pair[0])):
        for said, text in one.fields.items():
            if said.name == "prefLabel" and row_of(said.node) == said.node:
                labels.setdefault(said.node, text.values[0])
    return labels


def _by_row(texts: Texts, wanted: Collection[str]) -> dict[str, Texts]:
    """What a language has of each row; of the nodes that are ``wanted`` only, where there are any."""
    found: dict[str, Texts] = {}
    for said, text in texts.fields.items():
        row = row_of(said.node)
        if not wanted or row in wanted or said.node in wanted:
            found.setdefault(row, Texts()).fields[said] = text
    for node, heading in texts.levels.items():
        row = row_of(node)
        if not wanted or row in wanted or node in wanted:
            found.setdefault(row, Texts()).levels[node] = heading
    return found


def _cell(source: Texts, texts: Texts, tag: str, recorded: dict[Field, str]) -> Cell:
    if not texts.fields and not texts.levels:
        return Cell(tag, "missing")
    if not source.fields and not source.levels:
        return Cell(tag, "unsourced")
    findings = sorted(
        [*_levels(source, texts, tag), *_fields(source, texts, tag, recorded)],
        key=lambda found: (KINDS.index(found.kind), found.translation or found.source or Span("", 0, 0, 0, 0)),
    )
    return Cell(tag, findings[0].kind if findings else "complete", tuple(findings))


def _levels(source: Texts, texts: Texts, tag: str) -> Iterator[Finding]:
    """The levels that one language defines and the other does not."""
    for node in sorted(source.levels.keys() ^ texts.levels.keys()):
        here, there = source.levels.get(node, FieldText()), texts.levels.get(node, FieldText())
        yield Finding("different", node, "level", tag, here.span, there.span)


def _fields(source: Texts, texts: Texts, tag: str, recorded: dict[Field, str]) -> Iterator[Finding]:
    apart = source.levels.keys() ^ texts.levels.keys()
    for said in sorted(source.fields.keys() | texts.fields.keys()):
        if said.node in apart:
            continue  # its level is a finding already
        here, there = source.fields.get(said), texts.fields.get(said)
        places = here.span if here else None, there.span if there else None
        if here is None or there is None:
            yield Finding("missing" if there is None else "different", *said, tag, *places)
            continue
        if _is_untranslated(here, there, tag):
            yield Finding("untranslated", *said, tag, *places)
            continue
        counts = here.items(), there.items()
        if not set(counts[0]) & set(counts[1]):  # a language that disagrees with itself is another problem
            yield Finding("different", *said, tag, *places, (counts[0][0], counts[1][0]))
        if said not in recorded:
            yield Finding("untracked", *said, tag, *places)
        elif recorded[said] != here.fingerprint():
            yield Finding("stale", *said, tag, *places)


def _is_untranslated(source: FieldText, translation: FieldText, tag: str) -> bool:
    """Whether a translation is the source text still, or a text in another language than it is tagged with."""
    is_source = any(value in source.values and is_passage(value) for value in translation.values)
    return is_source or any(in_force().foreign_in(tag, value) for value in translation.values)


def accept(made: Build, status: Status, fingerprints: Fingerprints, *, is_whole: bool) -> tuple[Fingerprints, int]:
    """``fingerprints`` with a record that every translation in ``status`` matches its source now; how many are new.

    ``is_whole`` tells that the table is that of the whole framework: what is recorded of texts that are no more is then
    left out.
    """
    texts = texts_of(made)
    source = texts.get(status.source_language, Texts())
    recorded: Recorded = {tag: dict(fields) for tag, fields in fingerprints.recorded.items()}
    new = 0
    for found in (found for kind in ("stale", "untracked") for found in status.findings(kind)):
        said = Field(found.node, found.field)
        recorded.setdefault(found.language, {})[said] = source.fields[said].fingerprint()
        new += 1
    if is_whole:
        there = {tag: texts.get(tag, Texts()).fields.keys() & source.fields.keys() for tag in recorded}
        recorded = {
            tag: {said: value for said, value in fields.items() if said in there[tag]}
            for tag, fields in recorded.items()
        }
    return replace(fingerprints, source_language=status.source_language, recorded=recorded, is_there=True), new


def translation_problems(made: Build, project: Project) -> list[Problem]:
    """What ``skosmith check`` says of the translations: nothing where there is no file of fingerprints.

    A stale text is a problem of severity warning, on its line and on that of the source text; what is wrong with the
    file is a violation on its line.
    """
    fingerprints, problems = read_fingerprints(project.translations)
    problems += language_problems(project, fingerprints)
    if problems or not fingerprints.is_there:
        return problems
    return [
        stale_problem(found, fingerprints.source_language)
        for found in status_of(made, project, fingerprints).findings("stale")
    ]


def language_problems(project: Project, fingerprints: Fingerprints) -> list[Problem]:
    """That the project has another source language than its fingerprints were taken of."""
    said = {project.source_language, fingerprints.source_language} - {""}
    if len(said) < 2:  # noqa: PLR2004 - two differ
        return []
    place = Span(project.translations, 2, 1, 2, 1)
    values = {"recorded": fingerprints.source_language, "said": project.source_language}
    return [problem("translations-language", place, **values)]


def stale_problem(found: Finding, source: str) -> Problem:
    """A stale text as a problem."""
    spans = [span for span in (found.translation, found.source) if span]
    values = {"field": found.field, "node": found.node, "source": source, "language": found.language}
    return problem("translation-stale", *spans, **values)
