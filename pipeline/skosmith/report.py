"""Problems -> text and JSON: the line itself, a caret under the place, and the way out."""

import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from skosmith.graph import Build, Statement
from skosmith.model import SEVERITIES, Claim, LevelPage, Page, Problem, Span
from skosmith.source import line_text, read
from skosmith.vocabulary import DC, RDF, SKM, SKOS, Compact, cell_of

# The words that editors and build logs know for SHACL's severities.
LEVELS = {"violation": "error", "warning": "warning", "info": "info"}
_COLOURS = {"violation": "31", "warning": "33", "info": "36"}
_DOCS = "docs/problems.md"
_WIDTH = 100  # the characters of a line that are shown around a place
_BEFORE = 40
_PLACES = 4  # the places of one problem that are shown
_WORDS = {
    "en": {
        "also": "and here",
        "more": "and in {count} more places",
        "about": "about",
        "help": "help",
        "shape": "shape",
        "see": "see",
        "whole": "the framework as a whole",
    },
    "pt": {
        "also": "e aqui",
        "more": "e em mais {count} lugares",
        "about": "sobre",
        "help": "ajuda",
        "shape": "forma",
        "see": "veja",
        "whole": "o modelo como um todo",
    },
}


def text(problems: Iterable[Problem], language: str = "en", *, colour: bool = False) -> str:
    """Each problem as ``file:line:column: severity: code: message``, with its lines and the way out.

    ``language`` is that of the messages, ``en`` or ``pt``. The lines are read from the pages again.
    """
    pages = _Pages()
    return "\n".join("\n".join(_lines(problem, pages, language, colour=colour)) for problem in problems)


def _lines(problem: Problem, pages: "_Pages", language: str, *, colour: bool) -> Iterator[str]:
    words, paint = _WORDS[language], _COLOURS[problem.severity]
    first = problem.spans[0] if problem.spans else None
    level = _paint(LEVELS[problem.severity], paint, colour=colour)
    yield f"{f'{_place(first)}: ' if first else ''}{level}: {problem.code}: {problem.messages[language]}"
    yield from _excerpt(first, pages, paint, colour=colour)
    for other in problem.spans[1:_PLACES]:
        yield f"  {words['also']} {_place(other)}"
        yield from _excerpt(other, pages, paint, colour=colour)
    if len(problem.spans) > _PLACES:
        yield f"  {words['more'].format(count=len(problem.spans) - _PLACES)}"
    things = [value[1:-1].rsplit("/", 2)[-2:] for value in problem.values if value[0] == "<"]
    if things:
        yield f"  = {words['about']}: {', '.join('/'.join(thing) for thing in things)}"
    yield f"  = {words['help']}: {problem.helps[language]}"
    if problem.source_shape:
        yield f"  = {words['shape']}: {problem.source_shape[1:-1]}"
    yield f"  = {words['see']}: {_DOCS}#{problem.code}\n"


def _place(span: Span) -> str:
    path = _shown(span.path)
    if span.sheet:
        return f"{path}:{_shown(span.sheet)}!{cell_of(span.line, span.column)}"
    return f"{path}:{span.line}:{span.column}" if span.line else path


def _excerpt(span: Span | None, pages: "_Pages", paint: str, *, colour: bool) -> Iterator[str]:
    """The line of a place, cut around it where it is long, and carets under it; none for a cell of a workbook."""
    line = pages.line(span.path, span.line) if span and span.line and not span.sheet else ""
    if span is None or not line.strip():
        return
    column = min(span.column, len(line))
    end = span.end_column if span.end_line == span.line else len(line) + 1
    start = max(0, column - 1 - _BEFORE) if len(line) > _WIDTH else 0
    shown = line[start : start + _WIDTH]
    before, after = "…" if start else "", "…" if start + _WIDTH < len(line) else ""
    carets = max(1, min(end, start + len(shown) + 1) - column)
    margin = f"{span.line:>5} | "
    yield margin + before + _shown(shown) + after
    indent = " " * (len(before) + column - 1 - start)
    yield " " * (len(margin) - 2) + "| " + indent + _paint("^" * carets, paint, colour=colour)


def _shown(text: str) -> str:
    """``text`` as it can be sent to a terminal: no control character reaches it."""
    return text if text.isprintable() else "".join(letter if letter.isprintable() else "�" for letter in text)


class _Pages:
    """The pages that a report shows lines of, each read once."""

    def __init__(self) -> None:
        self.read: dict[str, bytes] = {}

    def line(self, path: str, number: int) -> str:
        """Line ``number`` of the page at ``path``; empty where there is no such line or page."""
        if path not in self.read:
            data = read(path)
            self.read[path] = b"" if isinstance(data, Problem) else data
        return line_text(self.read[path], number)


def _paint(word: str, code: str, *, colour: bool) -> str:
    return f"\x1b[1;{code}m{word}\x1b[0m" if colour else word


def as_dict(problem: Problem, language: str = "en") -> dict[str, Any]:
    """A problem as JSON has it; places in the order of ``Problem.spans``, terms as N-Triples."""
    return {
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.messages[language],
        "help": problem.helps[language],
        "places": [span._asdict() for span in problem.spans],
        "focusNode": problem.focus_node,
        "resultPath": problem.result_path,
        "values": list(problem.values),
        "sourceShape": problem.source_shape,
        "documentation": f"{_DOCS}#{problem.code}",
    }


def summarise(
    build: Build, problems: Iterable[Problem], files: Iterable[tuple[str, int]], started: float
) -> dict[str, Any]:
    """The figures of a run that ``started`` at that reading of ``time.perf_counter``.

    ``files`` are the paths written and their sizes in bytes.
    """
    found = dict.fromkeys(SEVERITIES, 0)
    for problem in problems:
        found[problem.severity] += 1
    terms = Counter(term for _, predicate, term, _ in build.statements() if predicate == RDF.type)
    languages = (term[1:-1] for _, predicate, term, _ in build.framework if predicate == DC.language)
    return {
        "pages": build.read,
        "sources": len({page.path for page in build.pages}),
        "languages": sorted(languages) if terms[SKM.Skill] or terms[SKM.Level] else [],
        "skills": terms[SKM.Skill],
        "skillLevels": terms[SKM.SkillLevel],
        "levels": terms[SKM.Level],
        "attributes": terms[SKM.Attribute],
        "categories": terms[SKOS.Collection],
        "triples": len(build) if terms[SKM.Skill] or terms[SKM.Level] else 0,
        "problems": found,
        "files": [{"path": path, "bytes": size} for path, size in files],
        "seconds": round(time.perf_counter() - started, 3),
    }


def what_was_read(build: Build) -> list[dict[str, Any]]:
    """A row for each page: ``page`` (its name), ``language``, ``about`` (what it is about) and its ``triples``."""
    compact = Compact(build.names.root)
    return [
        {
            "page": page.name,
            "language": page.language,
            "about": compact[page.skill or page.of_framework[0][0]],
            "triples": len(page.of_skill) + len(page.of_framework),
        }
        for page in build.pages
    ]


def text_report(problems: Sequence[Problem], summary: dict[str, Any], language: str, *, colour: bool) -> str:
    """What holds each line where that was asked for, the problems, then the summary as a short table for people."""
    body = _by_file(problems, language, colour=colour)
    return "".join(_coverage_table(summary.get("coverage", ()))) + body + _read_table(summary) + _table(summary)


def _by_file(problems: Sequence[Problem], language: str, *, colour: bool) -> str:
    """The problems, those of each file below a line with its name and their number where there are several files."""
    files = [
        (path, list(found)) for path, found in groupby(problems, lambda one: one.spans[0].path if one.spans else "")
    ]
    if len(files) == 1:
        return text(problems, language, colour=colour) + "\n"
    parts = []
    for path, found in files:
        counts = Counter(problem.severity for problem in found)
        named = ", ".join(_count(counts[name], LEVELS[name]) for name in SEVERITIES if counts[name])
        head = f"{_shown(path) if path else _WORDS[language]['whole']} ({named})"
        parts.append(f"{_paint(head, '1', colour=colour)}\n\n{text(found, language, colour=colour)}\n")
    return "".join(parts)


def _read_table(summary: dict[str, Any]) -> str:
    """With ``--verbose``: what each page says, and how long each step took."""
    rows = [
        f"{row['language']:<6} {row['about']:<18} {row['triples']:>5}  {row['page']}\n"
        for row in summary.get("read", ())
    ]
    steps = [f"{step:<8} {seconds:.3f} s\n" for step, seconds in summary.get("steps", {}).items()]
    return "".join([*rows, *steps, "\n"]) if rows or steps else ""


def json_report(problems: Sequence[Problem], summary: dict[str, Any], language: str, *, colour: bool) -> str:  # noqa: ARG001
    """An object with the members ``problems`` and ``summary``."""
    listed = [as_dict(problem, language) for problem in problems]
    return json.dumps({"problems": listed, "summary": summary}, ensure_ascii=False, indent=2) + "\n"


Report = Callable[..., str]

REPORTS: dict[str, Report] = {"text": text_report, "json": json_report}
"""The forms of a report: problems, summary and language in, text out."""


def _table(summary: dict[str, Any]) -> str:
    if "problems" not in summary:  # --quiet
        return ""
    found = summary["problems"]
    named = [_count(count, LEVELS[name]) for name, count in found.items() if count]
    of_files = f" (in {_count(summary['sources'], 'file')})" if summary["sources"] != summary["pages"] else ""
    rows = [
        ("pages", f"{summary['pages']:,}", ", ".join(summary["languages"]) + of_files),
        ("skills", f"{summary['skills']:,}", f"defined at {_count(summary['skillLevels'], 'level')}"),
        ("levels", f"{summary['levels']:,}", "of responsibility"),
        *((name, f"{summary[name]:,}", "") for name in ("attributes", "categories") if summary[name]),
        ("triples", f"{summary['triples']:,}", ""),
        ("problems", str(sum(found.values())), ", ".join(named)),
    ]
    for row, file in enumerate(summary["files"]):
        rows.append(("" if row else "written", _size(file["bytes"]), file["path"]))
    rows += [("older", "", f"{path}, of an earlier build") for path in summary.get("older", ())]
    if found["violation"] and "older" in summary:
        rows.append(("written", "nothing", ""))
    rows.append(("seconds", f"{summary['seconds']:.2f}", ""))
    long, wide = (max(len(row[column]) for row in rows) for column in (0, 1))
    return "".join(f"{name:<{long}} {value:>{wide}}  {more}".rstrip() + "\n" for name, value, more in rows)


def _count(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 or noun == "info" else f"{count:,} {noun}s"


def _size(size: int) -> str:
    for unit in ("B", "kB", "MB"):
        if size < 1000:  # noqa: PLR2004 - the SI step
            return f"{size:.0f} {unit}" if unit == "B" else f"{size:.1f} {unit}"
        size = size / 1000  # type: ignore[assignment]
    return f"{size:.1f} GB"


def coverage(page: Page | LevelPage, held: dict[int, list[Statement | Claim]], root: str) -> list[dict[str, Any]]:
    """For each non-blank line of a page how it begins and what holds it: statements, or a label, or chrome.

    ``held`` is what ``build.holders`` found, ``root`` the IRI that subjects are shown relative to. The rows have the
    members ``path``, ``line`` (from 1), ``text``, and ``heldBy``, empty for a line that nothing holds.
    """
    compact, rows = Compact(root), []
    for number, _, line, *_ in page.lines:
        text = _shown(line)
        begins = text if len(text) <= _BEFORE else text[: _BEFORE - 1] + "…"
        rows.append({"path": page.path, "line": number, "text": begins, "heldBy": _holders(held[number], compact)})
    return rows


def _coverage_table(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    for path, lines in groupby(rows, lambda row: row["path"]):
        yield f"{path}\n"
        for row in lines:
            yield f"{row['line']:>5}  {row['text']:<{_BEFORE}}  {row['heldBy'] or 'NOTHING'}\n"
        yield "\n"


def _holders(held: Iterable[Statement | Claim], compact: Compact) -> str:
    """Texts in full; links in full where there are no texts, else counted."""
    claims = [f"{holder.kind} {holder.role}" for holder in held if isinstance(holder, Claim)]
    made = [holder for holder in held if not isinstance(holder, Claim)]
    named = [(f"{compact[predicate]} of {compact[subject]}", term[0] == '"') for subject, predicate, term, _ in made]
    texts = [name for name, is_text in named if is_text] or [name for name, _ in named]
    more = len(named) - len(texts)
    what = ", ".join(dict.fromkeys([*claims, *texts]))
    return f"{what}, {_count(more, 'link')}" if more else what
