"""Text: each problem with its line, a caret under the place, and how to fix it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from skosmith import pages
from skosmith.model import (
    PROBLEMS_NS,
    SEVERITIES,
    Counted,
    FileLines,
    Files,
    Problem,
    Span,
    cell_of,
    iri_of,
    place,
    safe_text,
)
from skosmith.reports.coverage_report import coverage_table
from skosmith.reports.forms import Run
from skosmith.reports.summary import counts_by_code, read_table, table
from skosmith.reports.words import (
    Paint,
    count_by_severity,
    painter,
    printable,
    severity_summary,
    short_names,
    words_in,
)

_COLOURS = {"violation": "1;31", "warning": "1;33", "info": "1;36", "file": "1;1"}
_WIDTH = 100  # characters of a line that are shown around a place
_BEFORE = 40
_PLACES = 4  # places of one problem that are shown
_SAME = 5  # problems of a file with one code, from which on only the first are shown in full
_IN_FULL = 3
_LISTED = 20  # places of the others


class _Sources(FileLines):
    """Reads the lines of pages and the cells of workbooks, each file once."""

    def __init__(self, files: Files) -> None:
        super().__init__(files)
        self._cells: dict[str, dict[tuple[str, int, int], str]] = {}

    def cell(self, span: Span) -> str:
        """The text of the cell that a place begins at, on one line; empty if there is no such cell or file."""
        if span.path not in self._cells:
            self._cells[span.path] = pages.cells_of(span.path, self.data(span.path))
        cells, position = self._cells[span.path], (span.line, span.column)
        return " ".join((cells.get((span.sheet, *position)) or cells.get(("", *position), "")).split())


def plain_text(problems: Iterable[Problem], files: Files, language: str = "en", *, colour: bool = False) -> str:
    """Each problem as ``file:line:column: severity: code: message``, with its lines and how to fix it.

    ``language`` is that of the messages, ``en`` or ``pt``. The lines are read from ``files`` again.
    """
    sources, paint = _Sources(files), painter(colour=colour)
    return "\n".join("\n".join(_lines(problem, sources, language, paint)) for problem in problems)


def _lines(problem: Problem, sources: _Sources, language: str, paint: Paint) -> Iterator[str]:
    words, code = words_in(language), _COLOURS[problem.severity]
    yield _line(problem, language, paint)
    for number, span in enumerate(problem.spans[:_PLACES]):
        if number:
            yield f"  {words['also']} {place(span)}"
        yield from _excerpt(span, sources, code, paint)
    if len(problem.spans) > _PLACES:
        yield f"  {words['more'].format(count=Counted(len(problem.spans) - _PLACES))}"
    if names := short_names(problem):
        yield f"  = {words['about']}: {', '.join(names)}"
    yield f"  = {words['help']}: {printable(problem.helps[language])}"
    if problem.source_shape:
        yield f"  = {words['shape']}: {iri_of(problem.source_shape)}"
    yield f"  = {words['see']}: skosmith explain {problem.code}, {PROBLEMS_NS}{problem.code}\n"


def _line(problem: Problem, language: str, paint: Paint) -> str:
    """``file:line:column: severity: code: message``."""
    at = f"{place(problem.spans[0])}: " if problem.spans else ""
    severity = paint(words_in(language)[problem.severity], _COLOURS[problem.severity])
    return f"{at}{severity}: {problem.code}: {printable(problem.messages[language])}"


def _excerpt(span: Span, sources: _Sources, code: str, paint: Paint) -> Iterator[str]:
    """The text of a cell; or the line of a place, a long one cut around it, with carets under it."""
    if span.sheet:
        if text := sources.cell(span):
            cut = "…" if len(text) > _WIDTH else ""
            yield f"{cell_of(span.line, span.column):>5} | {safe_text(text[:_WIDTH])}{cut}"
        return
    line = sources.line(span.path, span.line) if span.line else ""
    if not line.strip():
        return
    column = min(span.column, len(line))
    end = span.end_column if span.end_line == span.line else len(line) + 1
    start = max(0, column - 1 - _BEFORE) if len(line) > _WIDTH else 0
    part = line[start : start + _WIDTH]
    before, after = "…" if start else "", "…" if start + _WIDTH < len(line) else ""
    carets = max(1, min(end, start + len(part) + 1) - column)
    margin = f"{span.line:>5} | "
    yield margin + before + safe_text(part) + after
    indent = " " * (len(before) + column - 1 - start)
    yield " " * (len(margin) - 2) + "| " + indent + paint("^" * carets, code)


def text_report(problems: Sequence[Problem], run: Run) -> str:
    """On request what holds each line; then the problems, and the summary as a short table."""
    coverage = "".join(coverage_table(run.summary.get("coverage", ()), run.messages))
    return coverage + problems_report(problems, run) + _figures(problems, run)


def figures_report(problems: Sequence[Problem], run: Run) -> str:
    """The parts of ``text_report`` except the problems."""
    return "".join(coverage_table(run.summary.get("coverage", ()), run.messages)) + _figures(problems, run)


def _figures(problems: Sequence[Problem], run: Run) -> str:
    counts = counts_by_code(problems, run.messages) if "problems" in run.summary else ""
    return read_table(run.summary, run.messages) + counts + table(run.summary, run.messages)


def concise_report(problems: Sequence[Problem], run: Run) -> str:
    """A line for each problem, ``file:line:column: severity: code: message``, and nothing else."""
    paint, visible = painter(colour=run.colour), _most_severe(problems, run.most)
    lines = "".join(f"{_line(problem, run.messages, paint)}\n" for problem in visible)
    return lines + _left_out(problems, visible, run)


def _of_file(problems: Sequence[Problem], run: Run) -> str:
    """The problems of a file; of many with one code the first in full, the others by their places."""
    counts = Counter(problem.code for problem in problems)
    in_full: list[Problem] = []
    others: dict[str, list[Problem]] = {code: [] for code, count in counts.items() if count > _SAME}
    numbers: Counter[str] = Counter()
    for problem in problems:
        numbers[problem.code] += 1
        is_other = problem.code in others and numbers[problem.code] > _IN_FULL
        (others[problem.code] if is_other else in_full).append(problem)
    parts = [plain_text(in_full, run.files, run.messages, colour=run.colour)]
    for code, same in others.items():
        places = [place(problem.spans[0]._replace(path="")).lstrip(":") for problem in same if problem.spans]
        more = ", … (--format concise)" if len(places) > _LISTED else ""
        rest = words_in(run.messages)["rest"].format(count=Counted(len(same)))
        parts.append(f"{code}: {rest}: {', '.join(places[:_LISTED])}{more}\n")
    return "\n".join(parts)


def problems_report(problems: Sequence[Problem], run: Run) -> str:
    """The problems; with several files, those of each below a line with its name and their number."""
    visible = _most_severe(problems, run.most)
    return _by_file(visible, run) + _left_out(problems, visible, run)


def _most_severe(problems: Sequence[Problem], most: int) -> Sequence[Problem]:
    """At most so many of ``problems``, the gravest, in their order; all if ``most`` is 0."""
    if not 0 < most < len(problems):
        return problems
    ranked = sorted(range(len(problems)), key=lambda at: SEVERITIES.index(problems[at].severity))
    return [problems[at] for at in sorted(ranked[:most])]


def _left_out(problems: Sequence[Problem], visible: Sequence[Problem], run: Run) -> str:
    count = Counted(len(problems) - len(visible))
    return f"{words_in(run.messages)['leftOut'].format(count=count)}\n" if count else ""


def _by_file(problems: Sequence[Problem], run: Run) -> str:
    by_path = groupby(problems, lambda problem: problem.spans[0].path if problem.spans else "")
    files = [(path, list(of_path)) for path, of_path in by_path]
    if len(files) == 1:
        return _of_file(problems, run) + "\n"
    parts, paint = [], painter(colour=run.colour)
    for path, of_path in files:
        counts = severity_summary(count_by_severity(of_path), run.messages)
        head = f"{safe_text(path) if path else words_in(run.messages)['whole']} ({counts})"
        parts.append(f"{paint(head, _COLOURS['file'])}\n\n{_of_file(of_path, run)}\n")
    return "".join(parts)
