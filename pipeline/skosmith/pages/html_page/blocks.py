"""The elements and texts that lxml reports, as the lines that a reader sees."""

import re
from bisect import bisect_right
from collections.abc import Mapping

from skosmith.model import MAX_LINE, Line, plain_text
from skosmith.pages.html_page.markup import MARK, offset_of

MAX_DEPTH = 500
"""The deepest that elements may be nested; in a real page it is about 30."""

MAX_BLOCKS = 50_000
"""The most blocks of text in a page; a real one has about 200."""

_WHITE = " \t\n\r\f"
_WORD = re.compile(f"[{_WHITE}]+|[^{_WHITE}]+")
_UNEVEN = re.compile(r"[\t\n\r\f]|  ")  # white space that is not shown as it is

# Source: HTML Living Standard, sections 4.3 to 4.11 and 15.3.
_LEFT_OUT = frozenset({
    "head", "script", "style", "template", "noscript", "nav", "footer", "aside", "form", "svg", "math",
    "iframe", "object", "canvas", "audio", "video", "select", "search", "button", "dialog", "map", "textarea", "title",
})  # fmt: skip
# Of any element. Source: ARIA in HTML (W3C), section 4.
_LEFT_OUT_ROLES = frozenset(
    {"navigation", "contentinfo", "complementary", "form", "search", "dialog", "menu", "menubar"}
)
_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "img", "ins", "kbd", "label", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
})  # fmt: skip
_CELLS = frozenset({"td", "th"})
_LISTS = frozenset({"ul", "ol", "menu", "dir"})
_RANKS = {f"h{rank}": rank for rank in range(1, 7)}


class StoppedError(Exception):
    """A page is beyond a bound: ``code`` is that of the problem, ``limit`` the bound."""

    def __init__(self, code: str, limit: int) -> None:
        super().__init__(code, limit)
        self.code, self.limit = code, limit


class Blocks:
    """Takes the elements and texts of a page from lxml and makes lines of them.

    ``fed`` is the character that the piece begins at which lxml has now, ``unclosed`` as in ``Piece``.
    """

    def __init__(self, text: str) -> None:
        self.fed = 0
        self.language = ""
        self.unclosed: tuple[int, str] | None = None
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self._depth = 0
        self._text: list[str] = []  # not yet looked at: lxml gives it in pieces
        self._at = 0  # where the text before that ends
        self._skipped: list[str] = []  # the text that was left out since
        self._left_out = 0
        self._main = self._articles = self._pre = self._lists = 0
        self._bullet = self._row = False
        self._rank = 0  # of the heading that the text is in
        self._pieces: list[tuple[str, int]] = []
        self._length = 0
        self._lines: tuple[list[Line], list[Line], list[Line]] = ([], [], [])  # of the page, an article, the main part

    def lines(self) -> tuple[Line, ...]:
        """A line to a block: of the main part of the page, or else of its articles, or else of all of it."""
        of_page, of_articles, of_main = self._lines
        return tuple(of_main or of_articles or of_page)

    def place(self, offset: int) -> tuple[int, int]:
        """The line and the column of a character of the file."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    @property
    def at(self) -> int:
        """How far in the file lxml has come, in characters."""
        marks = MARK.split("".join(self._skipped))[1:]
        return offset_of(*marks[-3:-1]) + len(marks[-1]) if marks else self._at

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._take_text()
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise StoppedError("html-too-deep", MAX_DEPTH)
        if self._left_out or self._is_left_out(tag, attributes):
            self._left_out += 1
            return
        if tag == "html":
            self.language = (attributes.get("lang") or attributes.get("xml:lang") or "").strip()
        if tag in _INLINE:
            return
        if tag in _CELLS:
            if self._pieces and self._row:
                self._pieces.append((" | ", -1))
            return
        self._flush()
        self._main += tag == "main" or (self._main > 0) or attributes.get("role") == "main"
        self._articles += tag == "article" or self._articles > 0
        self._pre += tag == "pre"
        self._lists += tag in _LISTS
        self._row = tag == "tr"
        self._rank = _RANKS.get(tag, self._rank)
        self._bullet = tag == "li" or (self._bullet and tag not in _LISTS)

    def end(self, tag: str) -> None:
        self._take_text()
        self._depth -= 1
        if self._left_out:
            self._left_out -= 1
            return
        if tag in _INLINE or tag in _CELLS:
            return
        self._flush()
        self._main -= self._main > 0
        self._articles -= self._articles > 0
        self._pre -= tag == "pre"
        self._lists -= tag in _LISTS
        self._row = self._row and tag != "tr"
        self._rank = 0 if tag in _RANKS else self._rank
        self._bullet = self._bullet and tag != "li"

    def data(self, text: str) -> None:
        self._text.append(text)

    def close(self) -> None:
        self._take_text()
        self._flush()

    def _is_left_out(self, tag: str, attributes: Mapping[str, str]) -> bool:
        role = attributes.get("role", "")
        is_icon = tag in _INLINE and attributes.get("aria-hidden") == "true"
        if tag in _LEFT_OUT or role in _LEFT_OUT_ROLES or is_icon:
            return True
        return (tag == "header" or role == "banner") and not (self._main or self._articles)

    def _take_text(self) -> None:
        if not self._text:
            return
        texts, self._text = self._text, []
        if self._left_out:
            self._skipped = texts
            return
        parts = MARK.split("".join(texts))
        pieces = [(parts[0], self.at)] if parts[0] else []
        pieces += [
            (part, offset_of(high, low)) for high, low, part in zip(parts[1::3], parts[2::3], parts[3::3], strict=True)
        ]
        self._skipped = []
        for part, at in pieces:
            self._at = at + len(part)
            if part:
                self._add(part, at)

    def _add(self, text: str, at: int) -> None:
        self._length += len(text.strip(_WHITE))
        if self._length > MAX_LINE:
            raise StoppedError("html-block-too-long", MAX_LINE)
        if not self._pre:
            self._pieces.append((text, at))
            return
        for line in text.splitlines(keepends=True):
            self._pieces.append((line.rstrip("\n"), at))
            at += len(line)
            if line.endswith("\n"):
                self._flush()

    def _flush(self) -> None:
        if not self._pieces:
            return
        pieces, self._pieces, self._length = self._pieces, [], 0
        value, runs = self._folded(pieces)
        if not value.strip(" |\u200b\u2060\ufeff") or not runs:
            return
        if self._bullet:
            value = "• " + value
            runs = [(0, *runs[0][1:]), *((at + 2, line, column) for at, line, column in runs)]
            self._bullet = False
        if len(self._lines[0]) == MAX_BLOCKS:
            raise StoppedError("html-too-long", MAX_BLOCKS)
        _, number, column = runs[0]
        line = Line(number, column, value, 2 * self._lists, tuple(runs) if len(runs) > 1 else (), self._rank).composed()
        for lines, is_inside in zip(self._lines, (True, self._articles, self._main), strict=True):
            if is_inside:
                lines.append(line)

    def _folded(self, pieces: list[tuple[str, int]]) -> tuple[str, list[tuple[int, int, int]]]:
        """The text of a block, its white space folded as a browser shows it, and its ``Line.runs``."""
        words: list[str] = []
        length = 0
        runs: list[tuple[int, int, int]] = []
        for text, at in pieces:  # each on one line of the file
            line, begin = self.place(max(at, 0))
            plain = plain_text(text)
            parts = (
                [(part[0], part.start()) for part in _WORD.finditer(plain)] if _UNEVEN.search(plain) else [(plain, 0)]
            )
            for part, start in parts:
                visible = part if part.strip(_WHITE) else " "
                skipped = visible[0] == " " and (not words or words[-1][-1] == " ")
                word = visible[skipped:]
                if not word:
                    continue
                column = begin + start + skipped
                if at >= 0 and (not runs or (line, column) != (runs[-1][1], runs[-1][2] + length - runs[-1][0])):
                    runs.append((length, line, column))
                words.append(word)
                length += len(word)
        value = "".join(words).rstrip(" ")
        return value, [run for run in runs if run[0] < len(value)]
