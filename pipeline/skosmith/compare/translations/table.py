"""Build and fingerprints -> the state of each language in each skill, and the findings about translations."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from skosmith.compare.translations.fingerprints import Fingerprints, Recorded, read_fingerprints
from skosmith.compare.translations.texts import Field, FieldText, Texts, row_of, row_order, texts_of
from skosmith.model import Build, Files, Problem, Span, by_priority, problem
from skosmith.pages import in_force, is_passage
from skosmith.project import Project
from skosmith.rdf import FRAMEWORK, relative_name

Kind = Literal["missing", "untranslated", "different", "stale", "untracked"]

State = Literal["source", "complete", "missing", "untranslated", "different", "stale", "untracked", "unsourced"]

KINDS: tuple[Kind, ...] = ("missing", "untranslated", "different", "stale", "untracked")
"""The kinds of findings, the worst first."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A text of a translation that does not match its source.

    ``field`` is the property without prefix, or ``level`` for a level that only one of the languages defines.
    ``source`` and ``translation`` are the places of the two texts, None without a text; ``counts`` are their numbers of
    list items, if these differ.
    """

    kind: Kind
    node: str
    field: str
    language: str
    source: Span | None
    translation: Span | None
    counts: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class StatusCell:
    """The texts of a row in one language: ``state`` is the kind of the worst finding.

    ``missing`` without a finding: the language has no text of the row. ``unsourced``: the source language has none.
    """

    language: str
    state: State
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class StatusRow:
    """A skill, an attribute, a level, the categories or the framework; ``node`` is the name below the framework.

    ``label`` is its name in the source language, else in another one, else empty.
    """

    node: str
    label: str
    cells: tuple[StatusCell, ...]


@dataclass(frozen=True, slots=True)
class Status:
    """A table with a cell for each language in each row, the source language first; its places are in ``files``."""

    source_language: str
    languages: tuple[str, ...]
    rows: tuple[StatusRow, ...]
    files: Files

    def findings(self, kind: Kind) -> list[Finding]:
        return [one for row in self.rows for cell in row.cells for one in cell.findings if one.kind == kind]


def status_of(
    build: Build,
    project: Project,
    fingerprints: Fingerprints,
    languages: Collection[str] = (),
    nodes: Iterable[str] = (),
) -> Status:
    """The state of each language in each row.

    ``languages`` are the tags of the translations to include, in lower case, ``nodes`` the things, as N-Triples terms,
    a skill with its levels; empty for all.
    """
    texts = texts_of(build)
    source, tags = _languages(project, texts, fingerprints)
    tags = [tag for tag in tags if not languages or tag in languages]
    names = {relative_name(build, node) or FRAMEWORK for node in nodes}
    labels = _labels(texts, source)
    parts = {tag: _by_row(texts.get(tag, Texts()), names) for tag in (source, *tags)}
    rows = []
    for node in sorted({row for by_row in parts.values() for row in by_row}, key=row_order):
        of_source = parts[source].get(node, Texts())
        first = StatusCell(source, "source" if of_source.fields or of_source.levels else "missing")
        cells = (
            _cell(of_source, parts[tag].get(node, Texts()), tag, fingerprints.recorded.get(tag, {})) for tag in tags
        )
        rows.append(StatusRow(node, labels.get(node, ""), (first, *cells)))
    return Status(source, (source, *tags), tuple(rows), build.files)


def _languages(project: Project, texts: Collection[str], fingerprints: Fingerprints) -> tuple[str, list[str]]:
    """The source language and the others: those of the pages, and those that the project requires."""
    owed = [tag for tag in project.languages if not any(one == tag or one.startswith(f"{tag}-") for one in texts)]
    tags = [*sorted(texts), *owed]
    first = next(iter(project.languages or tags), "en")
    source = project.source_language or fingerprints.source_language or ("en" if "en" in tags else first)
    return source, [tag for tag in by_priority(tags, project.languages) if tag != source]


def _labels(texts: dict[str, Texts], source: str) -> dict[str, str]:
    labels: dict[str, str] = {}
    for tag in sorted(texts, key=lambda tag: (tag != source, tag)):
        for (node, name), text in texts[tag].fields.items():
            if name == "prefLabel" and row_of(node) == node:
                labels.setdefault(node, text.values[0])
    return labels


def _by_row(texts: Texts, nodes: Collection[str]) -> dict[str, Texts]:
    """The texts of each row; with ``nodes``, only theirs."""
    by_row: dict[str, Texts] = {}

    def texts_in_row(node: str) -> Texts:
        row = row_of(node)
        return by_row.setdefault(row, Texts()) if not nodes or row in nodes or node in nodes else Texts()

    for field, text in texts.fields.items():
        texts_in_row(field.node).fields[field] = text
    for node, heading in texts.levels.items():
        texts_in_row(node).levels[node] = heading
    return by_row


def _cell(source: Texts, texts: Texts, tag: str, recorded: dict[Field, str]) -> StatusCell:
    if not texts.fields and not texts.levels:
        return StatusCell(tag, "missing")
    if not source.fields and not source.levels:
        return StatusCell(tag, "unsourced")
    findings = sorted(
        [*_levels(source, texts, tag), *_fields(source, texts, tag, recorded)],
        key=lambda one: (KINDS.index(one.kind), one.translation or one.source or Span("", 0, 0, 0, 0)),
    )
    return StatusCell(tag, findings[0].kind if findings else "complete", tuple(findings))


def _levels(source: Texts, texts: Texts, tag: str) -> Iterator[Finding]:
    for node in sorted(source.levels.keys() ^ texts.levels.keys()):
        here, there = source.levels.get(node, FieldText()), texts.levels.get(node, FieldText())
        yield Finding("different", node, "level", tag, here.span, there.span)


def _fields(source: Texts, texts: Texts, tag: str, recorded: dict[Field, str]) -> Iterator[Finding]:
    apart = source.levels.keys() ^ texts.levels.keys()
    for key in sorted(source.fields.keys() | texts.fields.keys()):
        if key.node in apart:
            continue  # its level is a finding already
        here, there = source.fields.get(key), texts.fields.get(key)
        common = *key, tag, here.span if here else None, there.span if there else None
        if here is None or there is None:
            yield Finding("missing" if there is None else "different", *common)
        elif _is_untranslated(here, there, tag):
            yield Finding("untranslated", *common)
        else:
            counts = here.items(), there.items()
            if not set(counts[0]) & set(counts[1]):  # a language that disagrees with itself is another problem
                yield Finding("different", *common, (counts[0][0], counts[1][0]))
            if key not in recorded:
                yield Finding("untracked", *common)
            elif recorded[key] != here.fingerprint():
                yield Finding("stale", *common)


def _is_untranslated(source: FieldText, translation: FieldText, tag: str) -> bool:
    """Whether a translation still is the source text, or a text in another language than its tag says."""
    is_source = any(value in source.values and is_passage(value) for value in translation.values)
    return is_source or any(in_force().foreign_in(tag, value) for value in translation.values)


def accept(build: Build, status: Status, fingerprints: Fingerprints, *, is_whole: bool) -> tuple[Fingerprints, int]:
    """``fingerprints`` with a record that every translation in ``status`` matches its source, and how many are new.

    ``is_whole`` tells that ``status`` is that of the whole framework: records of texts that no longer exist are then
    left out.
    """
    texts = texts_of(build)
    source = texts.get(status.source_language, Texts())
    recorded: Recorded = {tag: dict(fields) for tag, fields in fingerprints.recorded.items()}
    findings = [*status.findings("stale"), *status.findings("untracked")]
    for finding in findings:
        key = Field(finding.node, finding.field)
        recorded.setdefault(finding.language, {})[key] = source.fields[key].fingerprint()
    if is_whole:
        existing = {tag: texts.get(tag, Texts()).fields.keys() & source.fields.keys() for tag in recorded}
        recorded = {
            tag: {key: value for key, value in fields.items() if key in existing[tag]}
            for tag, fields in recorded.items()
        }
    updated = replace(fingerprints, source_language=status.source_language, recorded=recorded, exists=True)
    return updated, len(findings)


def translation_problems(build: Build, project: Project) -> list[Problem]:
    """The problems of the translations for ``skosmith check``; none without a file of fingerprints.

    A stale text is a warning on its line and on that of the source text; a fault of the file is a violation on its
    line.
    """
    fingerprints, problems = read_fingerprints(project.translations)
    problems += language_problems(project, fingerprints)
    if problems or not fingerprints.exists:
        return problems
    for stale in status_of(build, project, fingerprints).findings("stale"):
        spans = [span for span in (stale.translation, stale.source) if span]
        values = {"field": stale.field, "node": stale.node, "language": stale.language}
        problems.append(problem("translation-stale", *spans, source=fingerprints.source_language, **values))
    return problems


def language_problems(project: Project, fingerprints: Fingerprints) -> list[Problem]:
    """A problem if the source language of the project is not the one of its fingerprints."""
    recorded, declared = fingerprints.source_language, project.source_language
    if not recorded or not declared or recorded == declared:
        return []
    place = Span(project.translations, 2, 1, 2, 1)
    return [problem("translations-language", place, recorded=recorded, said=declared)]
