"""Status -> text, JSON and a page of HTML."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from skosmith.compare.translations.table import KINDS, Cell, Finding, Kind, Row, Status
from skosmith.model import FileLines, Span, place, read_data

_COLOURS = {
    "missing": "31",
    "untranslated": "31",
    "different": "33",
    "stale": "33",
    "untracked": "36",
    "complete": "32",
}
_WORDS = {"unsourced": "no source"}
_STATES = ("complete", *KINDS, "unsourced")
_WIDTH = 32  # characters of a row's name
_LONG = 100  # characters of a line that are shown


def as_text(status: Status, *, colour: bool = False) -> str:
    """The table, then each text that is stale, different or missing with its lines, then the figures."""
    lines = FileLines()
    parts = [*_table(status, colour=colour), ""]
    for kind in ("stale", "different", "missing"):
        for found in status.findings(kind):
            parts += [*_finding(found, status.source_language, lines, colour=colour), ""]
    parts += _figures(status)
    untracked = len(status.findings("untracked"))
    if untracked:
        parts += ["", f"{untracked:,} untracked: 'skosmith status --accept' records of which text each was translated."]
    return "\n".join(parts) + "\n"


def _table(status: Status, *, colour: bool) -> Iterator[str]:
    rows = [(_name(row), [_word(cell) for cell in row.cells]) for row in status.rows]
    wide = [max([len(tag), *(len(words[at]) for _, words in rows)]) for at, tag in enumerate(status.languages)]
    first = max((len(name) for name, _ in rows), default=0)
    yield "  ".join([" " * first, *(f"{tag:<{wide[at]}}" for at, tag in enumerate(status.languages))]).rstrip()
    for row, (name, words) in zip(status.rows, rows, strict=True):
        painted = [
            _paint(f"{word:<{wide[at]}}", _COLOURS.get(row.cells[at].state, ""), colour=colour)
            for at, word in enumerate(words)
        ]
        yield "  ".join([f"{name:<{first}}", *painted]).rstrip()


def _name(row: Row) -> str:
    name = f"{_code(row.node)}  {row.label}".rstrip()
    return name if len(name) <= _WIDTH else f"{name[: _WIDTH - 1]}…"


def _code(node: str) -> str:
    """The code of a skill, or what else a row is called."""
    kind, _, rest = node.partition("/")
    return rest if kind in {"skills", "attributes"} else node


def _word(cell: Cell) -> str:
    """The state of a cell; of how many texts it is so, and what else there is: ``different 1, stale 3``."""
    counts = Counter(found.kind for found in cell.findings)
    return ", ".join(f"{kind} {counts[kind]}" for kind in KINDS if counts[kind]) or _WORDS.get(cell.state, cell.state)


def sentence(found: Finding) -> str:
    """What is found, in a sentence without end: ``definition of skilllevels/SSUP_4: 3 list items, 4 in the source``."""
    what = f"{found.field} of {found.node}"
    if found.counts:
        return f"{what}: {found.counts[1]} list items, {found.counts[0]} in the source"
    if found.kind == "different":
        return f"{what}: only in {'the source' if found.source else 'the translation'}"
    return what


def _finding(found: Finding, source: str, lines: FileLines, *, colour: bool) -> Iterator[str]:
    yield f"{_paint(found.kind, _COLOURS[found.kind], colour=colour)} in {found.language}: {sentence(found)}"
    for tag, span in ((found.language, found.translation), (source, found.source)):
        if span:
            yield f"  {tag:<5} {place(span)}  {lines.short(span, _LONG)}".rstrip()


def _figures(status: Status) -> Iterator[str]:
    """For each language but the source's, how many rows are in which state."""
    for tag, counts in summary(status).items():
        yield f"{tag:<5} {', '.join(f'{count:,} {_WORDS.get(name, name)}' for name, count in counts.items() if count)}"


def summary(status: Status) -> dict[str, dict[str, int]]:
    """For each language but the source's, the number of rows in each state."""
    counts = {tag: Counter[str]() for tag in status.languages[1:]}
    for row in status.rows:
        for cell in row.cells[1:]:
            counts[cell.language][cell.state] += 1
    return {tag: {state: count[state] for state in _STATES} for tag, count in counts.items()}


def _paint(word: str, code: str, *, colour: bool) -> str:
    return f"\x1b[{code}m{word}\x1b[0m" if colour and code else word


def as_json(status: Status) -> str:
    """An object with the members ``sourceLanguage``, ``languages``, ``rows`` and ``summary``."""
    rows = [{"node": row.node, "label": row.label, "cells": [_cell(cell) for cell in row.cells]} for row in status.rows]
    found = {
        "sourceLanguage": status.source_language,
        "languages": list(status.languages),
        "rows": rows,
        "summary": summary(status),
    }
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _cell(cell: Cell) -> dict[str, Any]:
    findings = [
        {
            "kind": found.kind,
            "node": found.node,
            "field": found.field,
            "translation": _span(found.translation),
            "source": _span(found.source),
            "items": {"source": found.counts[0], "translation": found.counts[1]} if found.counts else None,
        }
        for found in cell.findings
    ]
    return {"language": cell.language, "state": cell.state, "findings": findings}


def _span(span: Span | None) -> dict[str, Any] | None:
    return span._asdict() if span else None


def as_html(status: Status) -> str:
    """A page by itself: no script, nothing fetched; light or dark as the reader's system is."""
    import jinja2  # noqa: PLC0415 - only this form needs it

    environment = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string(read_data("compare/translations/status.html.jinja"))
    lines = FileLines()
    shown: list[tuple[Kind, list[dict[str, Any]]]] = [
        (kind, [_shown(found, status.source_language, lines) for found in status.findings(kind)])
        for kind in ("stale", "different", "missing")
    ]
    return template.render(
        status=status,
        rows=[(row, _code(row.node), [(cell, _word(cell)) for cell in row.cells]) for row in status.rows],
        findings=shown,
        summary=summary(status),
        words=_WORDS,
    )


def _shown(found: Finding, source: str, lines: FileLines) -> dict[str, Any]:
    places = ((found.language, found.translation), (source, found.source))
    texts = [(tag, place(span), lines.text(span)) for tag, span in places if span]
    return {"language": found.language, "what": sentence(found), "texts": texts}


STATUS_FORMS: dict[str, Callable[[Status, bool], str]] = {
    "text": lambda status, colour: as_text(status, colour=colour),
    "json": lambda status, _: as_json(status),
    "html": lambda status, _: as_html(status),
}
"""The forms of the table: a status, and whether it is coloured, in; text out."""


def is_failed(status: Status, kinds: Iterable[str]) -> bool:
    """Whether anything of ``kinds`` (``missing``, ``different``, ``stale``, ``untracked``) is in the table."""
    wanted = set(kinds)
    return any(
        cell.state in wanted or any(found.kind in wanted for found in cell.findings)
        for row in status.rows
        for cell in row.cells
    )
