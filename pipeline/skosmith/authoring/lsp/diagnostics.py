"""Problems -> diagnostics, by the file they are shown in."""

import os
from collections.abc import Iterable, Iterator
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
from skosmith.authoring.lsp.state import State
from skosmith.model import SEVERITIES, Counted, Problem, Span, cell_of, read, whole
from skosmith.project import statement_spans

SOURCE = "skosmith"
DOCS = "https://w3id.org/skosmith/problems#"
"""Where docs/problems.md is read on the web; the code of a problem follows."""

_SEVERITIES = {
    "violation": DiagnosticSeverity.Error,
    "warning": DiagnosticSeverity.Warning,
    "info": DiagnosticSeverity.Information,
}
# What an editor may fade: it is on the page and in vain.
_TAGS = {
    "line-not-held": [DiagnosticTag.Unnecessary],
    "paragraph-twice": [DiagnosticTag.Unnecessary],
    "label-empty": [DiagnosticTag.Unnecessary],
}
_MOST = 500  # diagnostics of one file
_MOST_PLACES = 10  # other places of one problem
_WORDS = {
    "en": {"also": "Here, too: {line}", "more": "In {count:more place|more places}."},
    "pt": {"also": "Aqui também: {line}", "more": "Em mais {count:lugar|lugares}."},
}


class Found(NamedTuple):
    """A problem in one file, its place there, its other places, and what is to be said before its sentence."""

    problem: Problem
    span: Span
    others: tuple[Span, ...] = ()
    before: str = ""


def found_by_path(state: State) -> dict[str, list[Found]]:
    """The problems of every file, each in every file that has a place of it; of too many, the gravest.

    What belongs to no file is shown in the project file. Without a project file, those of files that are neither open
    nor pages are left out: nobody said that they are sources.
    """
    found: dict[str, list[Found]] = {}
    for checked in state.checked:
        pages = {page.path for page in checked.read.pages}
        for one in checked.of_file:
            found.setdefault(checked.home.file, []).append(Found(one, one.spans[0]))
        for one in checked.problems:
            shown = list(_shown(one, checked, state))
            for span, others, before in shown:
                if checked.home.folder and span.path not in pages and span.path not in state.documents:
                    continue
                if checked.home.alone and checked.home.file and not pages:  # a file of the project that is no page
                    continue
                found.setdefault(span.path, []).append(Found(one, span, others, before))
    return {path: _gravest(several) for path, several in found.items()}


def _gravest(several: list[Found]) -> list[Found]:
    if len(several) > _MOST:
        several = sorted(several, key=lambda one: SEVERITIES.index(one.problem.severity))[:_MOST]
    return sorted(several, key=lambda one: one.span)


def _shown(problem: Problem, checked: Checked, state: State) -> Iterator[tuple[Span, tuple[Span, ...], str]]:
    """The place of a problem in each file that it has places in, with its other places.

    Where there is none, a place in the project file, unless that has problems of its own: it may be what they hide.
    """
    first: dict[str, Span] = {}
    for span in problem.spans:
        if span.path in state.documents or os.path.isfile(span.path):
            first.setdefault(span.path, span)
    for span in first.values():
        before = f"{span.sheet}!{cell_of(span.line, span.column)}: " if span.sheet else ""
        yield span, tuple(one for one in problem.spans if one != span), before
    if not first and checked.home.file and not checked.home.alone and not checked.of_file:
        named = f"{problem.spans[0].path}: " if problem.spans else ""
        yield _sources_key(checked.home.file) if named else whole(checked.home.file), (), named


def _sources_key(file: str) -> Span:
    data = read(file)
    written = data.decode("utf-8-sig", "replace").replace("\r\n", "\n") if isinstance(data, bytes) else ""
    known = statement_spans(file, written).get(("sources",))
    return known.key if known else whole(file)


def diagnostic(found: Found, state: State) -> Diagnostic:
    """A problem as the editor shows it: the sentence, the way out, and the other places."""
    problem = found.problem
    message = f"{found.before}{problem.messages[state.messages]}\n{problem.helps[state.messages]}"
    return Diagnostic(
        range=state.lines(found.span.path).range(found.span),
        message=message,
        severity=_SEVERITIES[problem.severity],
        code=problem.code,
        code_description=CodeDescription(DOCS + problem.code),
        source=SOURCE,
        tags=_TAGS.get(problem.code),
        related_information=list(_related(found.others, state)) or None,
    )


def _related(others: Iterable[Span], state: State) -> Iterator[DiagnosticRelatedInformation]:
    words = _WORDS[state.messages]
    several = list(others)
    for span in several[:_MOST_PLACES]:
        lines = state.lines(span.path)
        line = lines.line(span.line).strip() if span.line and not span.sheet else ""
        said = line or (f"{span.sheet}!{cell_of(span.line, span.column)}" if span.sheet else span.path)
        location = Location(state.uri(span.path), lines.range(span))
        yield DiagnosticRelatedInformation(location, words["also"].format(line=said))
    if len(several) > _MOST_PLACES:
        span = several[_MOST_PLACES]
        location = Location(state.uri(span.path), state.lines(span.path).range(span))
        yield DiagnosticRelatedInformation(location, words["more"].format(count=Counted(len(several) - _MOST_PLACES)))
