"""Status -> text, JSON and a page of HTML."""

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from skosmith.compare.translations.table import KINDS, Finding, Kind, Status, StatusCell, StatusRow
from skosmith.model import FileLines, Span, place, read_data
from skosmith.reports import Paint, painter, words_in

_WORDS = "compare/words.toml"

_COLOURS = {
    "missing": "31",
    "untranslated": "31",
    "different": "33",
    "stale": "33",
    "untracked": "36",
    "complete": "32",
}
_STATES = ("complete", *KINDS, "unsourced")
_DETAILED: tuple[Kind, ...] = ("stale", "different", "missing")  # whose findings are listed
_WIDTH = 32  # characters of a row's name
_LONG = 100  # characters of a line that are shown


def as_text(status: Status, language: str = "en", *, colour: bool = False) -> str:
    """The table, then each text that is stale, different or missing with its lines, then the figures."""
    lines, paint = FileLines(status.files), painter(colour=colour)
    words = words_in(language, _WORDS)
    parts = [*_table(status, words, paint), ""]
    for kind in _DETAILED:
        for finding in status.findings(kind):
            head = paint(words[kind], _COLOURS[kind])
            parts.append(
                words["finding"].format(kind=head, language=finding.language, sentence=sentence(finding, words))
            )
            for tag, span in _places(finding, status):
                parts.append(f"  {tag:<5} {place(span)}  {lines.short(span, _LONG)}".rstrip())
            parts.append("")
    for tag, counts in summary(status).items():
        figures = (f"{count:,} {words[state]}" for state, count in counts.items() if count)
        parts.append(f"{tag:<5} {', '.join(figures)}")
    untracked = len(status.findings("untracked"))
    if untracked:
        parts += ["", words["accept"].format(count=untracked)]
    return "\n".join(parts) + "\n"


def _table(status: Status, words: Mapping[str, str], paint: Paint) -> Iterator[str]:
    rows = [(_name(row), [_word(cell, words) for cell in row.cells]) for row in status.rows]
    widths = [max([len(tag), *(len(texts[at]) for _, texts in rows)]) for at, tag in enumerate(status.languages)]
    first = max((len(name) for name, _ in rows), default=0)
    heads = (f"{tag:<{width}}" for tag, width in zip(status.languages, widths, strict=True))
    yield "  ".join([" " * first, *heads]).rstrip()
    for row, (name, texts) in zip(status.rows, rows, strict=True):
        cells = zip(row.cells, texts, widths, strict=True)
        parts = (paint(f"{word:<{width}}", _COLOURS.get(cell.state, "")) for cell, word, width in cells)
        yield "  ".join([f"{name:<{first}}", *parts]).rstrip()


def _name(row: StatusRow) -> str:
    name = f"{_code(row.node)}  {row.label}".rstrip()
    return name if len(name) <= _WIDTH else f"{name[: _WIDTH - 1]}…"


def _code(node: str) -> str:
    """The code of a skill or an attribute; the name of another row."""
    kind, _, rest = node.partition("/")
    return rest if kind in {"skills", "attributes"} else node


def _word(cell: StatusCell, words: Mapping[str, str]) -> str:
    """The number of findings of each kind, such as ``different 1, stale 3``; without findings the state."""
    counts = Counter(finding.kind for finding in cell.findings)
    return ", ".join(f"{words[kind]} {counts[kind]}" for kind in KINDS if counts[kind]) or words[cell.state]


def sentence(finding: Finding, words: Mapping[str, str]) -> str:
    """A finding without a full stop: ``definition of skilllevels/SSUP_4: 3 list items, 4 in the source``."""
    text = words["text"].format(field=finding.field, node=finding.node)
    if finding.counts:
        return words["items"].format(text=text, source=finding.counts[0], translation=finding.counts[1])
    if finding.kind == "different":
        return words["onlySource" if finding.source else "onlyTranslation"].format(text=text)
    return text


def _places(finding: Finding, status: Status) -> list[tuple[str, Span]]:
    """The languages and places of the two texts, as far as there are texts."""
    pairs = ((finding.language, finding.translation), (status.source_language, finding.source))
    return [(tag, span) for tag, span in pairs if span]


def summary(status: Status) -> dict[str, dict[str, int]]:
    """For each language except the source's, the number of rows in each state."""
    counts = {tag: Counter[str]() for tag in status.languages[1:]}
    for row in status.rows:
        for cell in row.cells[1:]:
            counts[cell.language][cell.state] += 1
    return {tag: {state: count[state] for state in _STATES} for tag, count in counts.items()}


def as_json(status: Status) -> str:
    """An object with the members ``sourceLanguage``, ``languages``, ``rows`` and ``summary``."""
    rows = [{"node": row.node, "label": row.label, "cells": [_cell(cell) for cell in row.cells]} for row in status.rows]
    members = {
        "sourceLanguage": status.source_language,
        "languages": list(status.languages),
        "rows": rows,
        "summary": summary(status),
    }
    return json.dumps(members, ensure_ascii=False, indent=2) + "\n"


def _cell(cell: StatusCell) -> dict[str, Any]:
    findings = [
        {
            "kind": finding.kind,
            "node": finding.node,
            "field": finding.field,
            "translation": finding.translation._asdict() if finding.translation else None,
            "source": finding.source._asdict() if finding.source else None,
            "items": {"source": finding.counts[0], "translation": finding.counts[1]} if finding.counts else None,
        }
        for finding in cell.findings
    ]
    return {"language": cell.language, "state": cell.state, "findings": findings}


def as_html(status: Status, language: str = "en") -> str:
    """A complete page: no script, no outside request; light or dark as the reader's system is."""
    import jinja2  # noqa: PLC0415 - only this form needs it

    environment = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string(read_data("compare/translations/status.html.jinja"))
    lines, words = FileLines(status.files), words_in(language, _WORDS)

    def entry(finding: Finding) -> dict[str, Any]:
        texts = [(tag, place(span), lines.text(span)) for tag, span in _places(finding, status)]
        return {"language": finding.language, "what": sentence(finding, words), "texts": texts}

    return template.render(
        status=status,
        rows=[(row, _code(row.node), [(cell, _word(cell, words)) for cell in row.cells]) for row in status.rows],
        findings=[(kind, list(map(entry, status.findings(kind)))) for kind in _DETAILED],
        summary=summary(status),
        words=words,
        lang=language,
    )


STATUS_FORMS: dict[str, Callable[[Status, str, bool], str]] = {
    "text": lambda status, language, colour: as_text(status, language, colour=colour),
    "json": lambda status, *_: as_json(status),
    "html": lambda status, language, _: as_html(status, language),
}
"""The forms of a status; their arguments are the language of the words, and whether to colour it."""


def has_any(status: Status, kinds: Collection[str]) -> bool:
    """Whether a cell of the table has a state or a finding of ``kinds``."""
    cells = (cell for row in status.rows for cell in row.cells)
    return any(cell.state in kinds or any(finding.kind in kinds for finding in cell.findings) for cell in cells)
