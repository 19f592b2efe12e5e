"""Bytes -> Source: the lines of a page with their places, whatever the page was written with."""

import hashlib
import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from skosmith.model.confidential import masked
from skosmith.model.lines import Line, Span
from skosmith.model.problems import problem
from skosmith.model.records import Problem

MAX_BYTES = 10_000_000
"""The longest page read, in bytes; a real one has about 6,000."""

MAX_GRAPH_BYTES = 200_000_000
"""The longest file of RDF read, in bytes; 1,500 skills make about 25,000,000 of N-Quads."""

MAX_LINE = 20_000
"""The longest line read, in characters; a real one has about 700."""

STDIN = "-"

# The white space of Unicode except the space itself and line ends: one space for each, so that columns stay.
_BLANKS = "\t\x0b\x0c\x85\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000"
# What is stripped from both ends of a line: also zero-width space, word joiner, byte-order mark.
_OUTER = " \u200b\u2060\ufeff"

WHITE = _BLANKS + _OUTER
"""The characters that are read as white space, or ignored at the ends of a line."""

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_SURROGATE = re.compile(r"\\u(dc[89a-f][0-9a-f])")  # of a byte. Source: PEP 383
_SECRET = re.compile(r"(?<=://)[^/?#]*@")
_LINE_END = re.compile(r"\r\n|\r|\n")
# The byte-order marks of encodings that are not UTF-8, and the first bytes of files that are no text at all.
_OTHER_ENCODINGS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}
_MAGIC = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\x1f\x8b", b"\x7fELF", b"\xd0\xcf\x11\xe0")
_HELD = 5  # the bytes of a broken character that are worth showing


class Source(NamedTuple):
    """A page as lines; ``sha256`` is the hex digest of its bytes.

    ``language`` is the BCP 47 tag that the page is marked with, or its address; it may be wrong, or empty.
    ``is_html`` tells that each line is a block of HTML, whatever is between them in the file. ``conflicts`` are the
    lines left out because a merge failed: the marks of each conflict and its second side. ``problems`` are
    those of its bytes.
    """

    path: str
    sha256: str
    lines: tuple[Line, ...]
    language: str = ""
    is_html: bool = False
    conflicts: tuple[tuple[Line, ...], ...] = ()
    problems: tuple[Problem, ...] = ()

    def span(self, line: Line, start: int = 0, end: int | None = None) -> Span:
        """The place of ``line.text[start:end]``."""
        return line.span(self.path, start, end)


def is_address(source: str) -> bool:
    """Whether a source is a page on the web."""
    return _ADDRESS.match(source) is not None


def printable_path(path: str) -> str:
    """A path as it can be printed: a name may hold bytes that are no text, which Python has as surrogates."""
    return path.encode("utf-8", "backslashreplace").decode()


def raw_path(path: str) -> str:
    """The path that ``printable_path`` made printable."""
    return _SURROGATE.sub(lambda byte: chr(int(byte[1], 16)), path)


def whole(path: str) -> Span:
    """The place of a source as a whole, without the name and the password that an address may hold."""
    return Span(masked(_SECRET.sub("", path)) if is_address(path) else printable_path(path), 0, 0, 0, 0)


def decode(path: str, data: bytes) -> Source | Problem:
    """The lines of a page of UTF-8 bytes, with or without byte-order mark.

    Lines end as editors end them: LF, CRLF or CR.
    Text is NFC, its places those in the file; tabs and no-break spaces are spaces.
    A problem where the bytes are no text, not UTF-8, or a line is longer than ``MAX_LINE``.
    """
    text = text_of(path, data)
    if isinstance(text, Problem):
        return text
    if _is_binary(data):
        return _binary(path, data)
    if "\r" in text:
        text = _LINE_END.sub("\n", text)
    return _lines(path, hashlib.sha256(data).hexdigest(), plain_text(text))


def text_of(path: str, data: bytes) -> str | Problem:
    """The text of UTF-8 bytes, without byte-order mark; a problem where they are of another encoding, or no text."""
    if refused := _other_encoding(path, data):
        return refused
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if _is_binary(data):
            return _binary(path, data)
        at = error.start + (3 if data.startswith(b"\xef\xbb\xbf") else 0)  # utf-8-sig counts from behind the mark
        broken = data[at : at + min(error.end - error.start, _HELD)]
        return problem("not-utf-8", span_of_byte(path, data, at), byte=broken.hex(" ").upper(), encoding="Windows-1252")


def _is_binary(data: bytes) -> bool:
    return b"\0" in data or data.startswith(_MAGIC)


def _binary(path: str, data: bytes) -> Problem:
    return problem("binary-file", span_of_byte(path, data, max(data.find(b"\0"), 0)))


def _other_encoding(path: str, data: bytes) -> Problem | None:
    encoding = next((name for mark, name in _OTHER_ENCODINGS.items() if data.startswith(mark)), None)
    if encoding:
        return problem("not-utf-8", whole(path), byte=data[:2].hex(" ").upper(), encoding=encoding)
    if data.count(0) > len(data) // 3:
        return problem("not-utf-8", whole(path), byte=data[:4].hex(" ").upper(), encoding="UTF-16")
    return None


def plain_text(text: str) -> str:
    """``text`` with a plain space for each blank."""
    for blank in _BLANKS[:3] if text.isascii() else _BLANKS:
        text = text.replace(blank, " ")
    return text


def _lines(path: str, sha256: str, text: str) -> Source | Problem:
    lines = []
    is_composed = text.isascii() or unicodedata.is_normalized("NFC", text)
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip(_OUTER)
        if not line:
            continue
        if len(line) > MAX_LINE:
            return problem("line-too-long", Span(path, number, 1, number, 1), length=len(line), limit=MAX_LINE)
        column = raw.index(line[0]) + 1
        lines.append(Line(number, column, line, column))
        if not is_composed:
            lines[-1] = lines[-1].composed()
    if not lines:
        return problem("empty-page", whole(path))
    return Source(path, sha256, tuple(lines))


def span_of_byte(path: str, data: bytes, at: int) -> Span:
    """The place of a byte; the column counts the characters before it on its line, a broken one as one."""
    before = data[:at].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    line = before.count(b"\n") + 1
    column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8-sig", "replace")) + 1
    return Span(path, line, column, line, column + 1)


def line_text(data: bytes, number: int) -> str:
    """Line ``number`` of a page, to show next to a problem: its blanks plain spaces, so that columns stay."""
    return plain_text(raw_line(data, number))


def raw_line(data: bytes, number: int) -> str:
    """Line ``number`` of a file exactly, a broken character as U+FFFD; empty if there is none."""
    lines = _all_lines(data)
    return lines[number - 1] if 0 < number <= len(lines) else ""


@lru_cache(maxsize=8)
def _all_lines(data: bytes) -> list[str]:
    """Every line of a file, blank ones too; cached, since a page with one problem has more."""
    return _LINE_END.split(data.decode("utf-8-sig", "replace"))


def count_lines(data: bytes) -> int:
    """The lines of a file, that behind the last line end left out where it is empty."""
    lines = _all_lines(data)
    return len(lines) - (lines[-1] == "")
