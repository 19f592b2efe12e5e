"""Problems -> diagnostics, by the file they are shown in."""

import os
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from lsprotocol.types import (
    CodeDescription,
    Diagnostic,
    DiagnosticRelatedInformation,
    DiagnosticSeverity,
    DiagnosticTag,
    Location,
)

from skosmith.authoring.lsp.projects import Checked
from skosmith.authoring.lsp.session import State
from skosmith.model import PROBLEMS_NS, SEVERITIES, Counted, Problem, Span, cell_of, whole
from skosmith.project import statement_spans

_SEVERITIES = {
    "violation": DiagnosticSeverity.Error,
    "warning": DiagnosticSeverity.Warning,
    "info": DiagnosticSeverity.Information,
}
# Problems of text without an effect, which an editor may fade.
_TAGS = {code: [DiagnosticTag.Unnecessary] for code in ("line-not-held", "paragraph-twice", "label-empty")}
_MOST = 500  # diagnostics of one file
_MOST_PLACES = 10  # related places of one problem


class FileProblem(NamedTuple):
    """A problem as one file shows it: its place there, its other places, and a prefix of its message."""

    problem: Problem
    span: Span
    related: tuple[Span, ...] = ()
    prefix: str = ""


def problems_by_path(state: State) -> dict[str, list[FileProblem]]:
    """The problems of every file, each in every file that it has a place in; at most the 500 gravest of a file.

    A problem that belongs to no file is shown in the project file. Without a project file, those of files that are
    neither open nor pages are left out, since nobody named them as sources.
    """
    by_path: dict[str, list[FileProblem]] = defaultdict(list)
    for checked in state.checked:
        home, build = checked.home, checked.read.build
        pages = {page.path for page in checked.read.pages} | {table.path for table in build.supplements}
        for problem in checked.of_file:
            by_path[home.file].append(FileProblem(problem, problem.spans[0]))
        for problem in checked.problems:
            for entry in _per_file(problem, checked, state):
                path = entry.span.path
                is_source = not home.folder or path in pages or path in state.documents
                if is_source and not (home.alone and home.file and not pages):  # not a file that is not a page
                    by_path[path].append(entry)
    return {path: _gravest(entries) for path, entries in by_path.items()}


def _gravest(entries: list[FileProblem]) -> list[FileProblem]:
    if len(entries) > _MOST:
        entries = sorted(entries, key=lambda entry: SEVERITIES.index(entry.problem.severity))[:_MOST]
    return sorted(entries, key=lambda entry: entry.span)


def _per_file(problem: Problem, checked: Checked, state: State) -> Iterator[FileProblem]:
    """A problem in each file that it has places in, at the first of them.

    Without any, it is shown in the project file, unless that has problems of its own, which may be the reason.
    """
    first: dict[str, Span] = {}
    for span in problem.spans:
        if span.path in state.documents or os.path.isfile(span.path):
            first.setdefault(span.path, span)
    for span in first.values():
        related = tuple(other for other in problem.spans if other != span)
        yield FileProblem(problem, span, related, f"{_cell(span)}: " if span.sheet else "")
    file = checked.home.file
    if not first and file and not checked.home.alone and not checked.of_file:
        prefix = f"{problem.spans[0].path}: " if problem.spans else ""
        yield FileProblem(problem, _sources_key(checked) if prefix else whole(file), (), prefix)


def _cell(span: Span) -> str:
    return f"{span.sheet}!{cell_of(span.line, span.column)}"


def _sources_key(checked: Checked) -> Span:
    file = checked.home.file
    data = checked.read.build.files.read(file)
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n") if isinstance(data, bytes) else ""
    sources = statement_spans(file, text).get(("sources",))
    return sources.key if sources else whole(file)


def diagnostic(entry: FileProblem, state: State) -> Diagnostic:
    """A problem as the editor shows it: its message, how to fix it, and its other places."""
    problem = entry.problem
    return Diagnostic(
        range=state.lines(entry.span.path).range(entry.span),
        message=f"{entry.prefix}{problem.messages[state.messages]}\n{problem.helps[state.messages]}",
        severity=_SEVERITIES[problem.severity],
        code=problem.code,
        code_description=CodeDescription(PROBLEMS_NS + problem.code),
        source="skosmith",
        tags=_TAGS.get(problem.code),
        related_information=list(_related(entry.related, state)) or None,
    )


def _related(spans: tuple[Span, ...], state: State) -> Iterator[DiagnosticRelatedInformation]:
    for number, span in enumerate(spans[: _MOST_PLACES + 1]):
        lines = state.lines(span.path)
        line = lines.line(span.line).strip() if span.line and not span.sheet else ""
        text = state.words["also"].format(line=line or (_cell(span) if span.sheet else span.path))
        if number == _MOST_PLACES:
            text = state.words["more"].format(count=Counted(len(spans) - _MOST_PLACES))
        yield DiagnosticRelatedInformation(Location(state.uri(span.path), lines.range(span)), text)
