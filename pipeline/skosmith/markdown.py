"""Markdown as the plain lines of a page: its marks taken away, its places kept."""

import re
from dataclasses import replace

from skosmith.model import Line
from skosmith.source import Source

_HEADING = re.compile(r"#{1,6} +\S")
_ENOUGH = 2  # headings, to know Markdown by: a page of plain text has none
_RULE = re.compile(r"(?:[-*_] *){3,}|\|?(?: *:?-+:? *\|)+(?: *:?-+:? *)?|\|[ |]*\||=+")
_EDGES = re.compile(r"#{1,6} +|> +|\| *")
_MARKS = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])|(?P<strong>\*\*|__)|`|"
    r"!?\[(?P<text>[^\[\]]*)\](?:\((?P<url>[^()\s]*(?:\([^()]*\)[^()\s]*)*)(?:\s+\"[^\"]*\")?(?:\)|$)|\[[^\[\]]*\])|"
    r"<(?P<link>https?://[^<>\s]+)>|(?P<anchor></?[A-Za-z][^<>]*>)| +#+$|\| *$"
)


def is_markdown(source: Source) -> bool:
    """Whether two lines or more are headings as Markdown writes them, ``# Title``."""
    found = 0
    for line in source.lines:
        if line.text[0] == "#" and _HEADING.match(line.text):
            found += 1
            if found == _ENOUGH:
                return True
    return False


def plain(source: Source) -> Source:
    """The lines without what marks headings, strong text, links and tables; rules and empty table rows left out.

    Source: CommonMark 0.31, sections 4.1 to 4.2, 6.2 to 6.3; GitHub Flavored Markdown, section 4.10.
    """
    lines = (_plain(line) for line in source.lines if not _RULE.fullmatch(line.text))
    return replace(source, lines=tuple(line for line in lines if line.text))


def has_marks(text: str) -> bool:
    """Whether a line has marks within: strong text, code, links, elements; an escaped character is none."""
    edge = _EDGES.match(text)
    return any(not mark["escaped"] for mark in _MARKS.finditer(text, edge.end() if edge else 0))


def is_rule(text: str) -> bool:
    """Whether a line is a rule, the line of dashes of a table, or an empty row: it separates and says nothing."""
    return _RULE.fullmatch(text) is not None


def _plain(line: Line) -> Line:
    edge = _EDGES.match(line.text)
    start = edge.end() if edge else 0
    rank = edge[0].count("#") if edge else 0
    kept: list[tuple[int, int]] = []
    at = start
    for mark in _MARKS.finditer(line.text, start):
        kept.append((at, mark.start()))
        kept += [mark.span(group) for group in ("escaped", "text", "link") if mark[group]]
        at = mark.end()
    kept.append((at, len(line.text)))
    text = ""
    runs: list[tuple[int, int, int]] = []
    for first, end in kept:
        if end > first:
            runs.append((len(text), line.number, line.column + first))
            text += line.text[first:end]
    if not text.strip(" "):
        return Line(line.number, line.column, "", line.indent)
    blanks = len(text) - len(text.lstrip(" "))
    runs = [(max(at - blanks, 0), number, column + max(blanks - at, 0)) for at, number, column in runs]
    runs = [run for run, below in zip(runs, [*runs[1:], (len(text), 0, 0)], strict=True) if run[0] < below[0]]
    text = text.strip(" ")
    runs = [run for run in runs if run[0] < len(text)]
    return Line(line.number, runs[0][2], text, line.indent, tuple(runs) if len(runs) > 1 else (), rank)
