"""The kind of a file by its bytes, whatever its name: HTML, Markdown, or neither a page nor a workbook.

Source: the signatures that the specifications of these formats give.
"""

import codecs
import json
import re
from collections.abc import Callable
from typing import NamedTuple

from skosmith.model import Problem, Source, problem, whole

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_WORKBOOK = b"xl/workbook.xml"  # which may have a document or a presentation embedded
_IMAGES = (
    b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*", b"\x00\x00\x01\x00", b"8BPS",
)  # fmt: skip
_SVG = rb"(?s)\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*|<!DOCTYPE svg[^>]*>\s*)*<svg[\s>]"
_BEGINNING = 4096  # bytes that tell what a file is
_MOST_JSON = 10_000_000  # bytes
_LITTLE = 200  # characters of a page of HTML without markup; a page about a skill has thousands
_HEADINGS = 2  # that tell Markdown: a page of plain text has none

BOMS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
"""The byte-order marks that HTML may begin with, and the encodings that they mean."""

_HTML = (
    r"(?is)\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    r"<(?:!doctype\s+html|html|head|body|meta|title|link|main|article|section|header|nav|div|h[1-6]|p|table|ul|ol)\b"
)


def is_html(data: bytes) -> bool:
    """Whether ``data`` begins as a page of HTML does: with its document type, or an element that holds others."""
    mark = next((mark for mark in BOMS if data.startswith(mark)), b"")
    head = data[len(mark) : len(mark) + _BEGINNING].decode(BOMS.get(mark, "latin-1"), "replace")
    return head.lstrip()[:1] == "<" and re.match(_HTML, head) is not None


def is_markdown(source: Source) -> bool:
    """Whether two lines or more are headings as Markdown writes them, ``# Title``."""
    marked = [line.text for line in source.lines if line.text[0] == "#"]
    return sum(re.match(r"#{1,6} +\S", text) is not None for text in marked) >= _HEADINGS


class Kind(NamedTuple):
    """A kind of file: the code of the problem that names it, and the test of its bytes."""

    code: str
    matches: Callable[[bytes], bool]


def _begins(*marks: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(marks)


def _has_stream(*names: str) -> Callable[[bytes], bool]:
    """Of a compound file, the format of Office 97, one with a stream of such a name."""
    streams = [name.encode("utf-16-le") + b"\0\0" for name in names]
    return lambda data: data.startswith(_OLE) and any(stream in data for stream in streams)


def _has_part(*names: bytes) -> Callable[[bytes], bool]:
    """Of a zip, one with a part of such a name and no workbook in it; also where the zip is cut short."""
    return lambda data: data.startswith(_ZIP) and any(name in data for name in names) and _WORKBOOK not in data


def _is_of_type(media_type: bytes) -> Callable[[bytes], bool]:
    """Of a zip, one whose first part is ``mimetype`` (OpenDocument 1.3, part 2, section 3.3)."""
    return lambda data: data[:100].startswith(_ZIP) and b"mimetype" + media_type in data[:200]


def _is_image(data: bytes) -> bool:
    is_riff = data.startswith(b"RIFF") and data[8:12] == b"WEBP"
    is_heif = data[4:12] in {b"ftypheic", b"ftypheif", b"ftypavif", b"ftypmif1"}
    is_bitmap = data.startswith(b"BM") and b"\0" in data[:20]
    is_svg = b"<svg" in data[:_BEGINNING] and re.match(_SVG, data[:_BEGINNING]) is not None
    return data.startswith(_IMAGES) or is_riff or is_heif or is_bitmap or is_svg


def _is_json(data: bytes) -> bool:
    data = data.removeprefix(b"\xef\xbb\xbf").strip()
    if not data.startswith((b"{", b"[")) or not data.endswith((b"}", b"]")) or len(data) > _MOST_JSON:
        return False
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True


KINDS = (
    Kind("word-document", _has_part(b"word/document.xml")),
    Kind("word-document", _has_stream("WordDocument")),
    Kind("opendocument-text", _is_of_type(b"application/vnd.oasis.opendocument.text")),
    Kind("rtf-document", _begins(b"{\\rtf")),
    Kind("pdf-document", _begins(b"%PDF-")),
    Kind("other-workbook", _has_stream("Workbook", "Book")),
    Kind("other-workbook", _has_part(b"xl/workbook.bin")),
    Kind("other-workbook", _is_of_type(b"application/vnd.oasis.opendocument.spreadsheet")),
    Kind("presentation", _has_part(b"ppt/presentation.xml")),
    Kind("presentation", _has_stream("PowerPoint Document")),
    Kind("presentation", _is_of_type(b"application/vnd.oasis.opendocument.presentation")),
    Kind("image-file", _is_image),
    Kind("json-file", _is_json),
)
"""The kinds of files, of which the first that matches is in use."""


def other_kind(path: str, data: bytes) -> Problem | None:
    """The kind of a file that cannot be read as a page or a workbook; None for any other file."""
    code = next((kind.code for kind in KINDS if kind.matches(data)), "")
    return problem(code, whole(path)) if code else None


def filled_by_script(path: str, data: bytes, source: Source | Problem) -> Problem | None:
    """A page of HTML with scripts and next to no text, whose text a browser would fetch; None for any other."""
    if isinstance(source, Problem):
        is_bare = source.code == "empty-page"
    else:
        is_bare = source.is_html and sum(len(line.text) for line in source.lines) < _LITTLE
    return problem("page-filled-by-script", whole(path)) if is_bare and b"<script" in data.lower() else None
