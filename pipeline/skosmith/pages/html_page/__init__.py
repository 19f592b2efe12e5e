"""HTML as the plain lines of a page: what a reader sees of it, with the places in the HTML."""

import hashlib
import re
from typing import Any

from skosmith.model import MAX_LINE, Problem, Source, Span, plain_text, problem, whole
from skosmith.pages.html_page.blocks import MAX_BLOCKS, MAX_DEPTH, Blocks, StoppedError
from skosmith.pages.html_page.encoding import decoded
from skosmith.pages.html_page.markup import REPLACED, marked

__all__ = ["MAX_BLOCKS", "MAX_DEPTH", "decode_html"]


def decode_html(path: str, data: bytes, charset: str = "") -> Source | Problem:
    """The lines of a page of HTML: a line to a block, an item, a row of a table.

    ``charset`` is what the server says; a byte-order mark goes before it, what the page says of itself after, UTF-8
    last. Where the page has a ``main``, or else an ``article``, only that is read; navigation, footers, forms and
    scripts never are. What is hidden is read: real pages hide the levels until they are asked for. Items begin with
    ``• ``; the cells of a row have `` | `` between them.
    A problem where the bytes are not of that charset, elements stand deeper than ``MAX_DEPTH`` in each other, there are
    more blocks than ``MAX_BLOCKS``, a block is longer than ``MAX_LINE``, or nothing is left.
    """
    from lxml import etree  # noqa: PLC0415

    text = decoded(path, data, charset)
    if isinstance(text, Problem):
        return text
    text = plain_text(re.sub(r"\r\n?", "\n", text).removeprefix("\ufeff"))
    text = REPLACED.sub("\N{REPLACEMENT CHARACTER}", text)
    reader = Blocks(text)
    stopped: tuple[str, dict[str, object]] | None = None
    try:
        _feed(reader, text)
    except StoppedError as error:
        stopped = error.code, {"limit": error.limit}
    except etree.LxmlError as error:
        stopped = "html-not-read", {"reason": str(error).partition("\n")[0]}
    at = max(reader.at, reader.fed)
    if reader.unclosed:
        at, what = reader.unclosed
        stopped = "html-not-closed", {"what": what}
    if stopped:
        line, column = reader.place(at)
        return problem(stopped[0], Span(path, line, column, line, column + 1), **stopped[1])
    lines = reader.lines()
    if not lines:
        return problem("empty-page", whole(path))
    return Source(path, hashlib.sha256(data).hexdigest(), lines, reader.language, is_html=True)


def _feed(reader: Blocks, text: str) -> None:
    from lxml import etree  # noqa: PLC0415

    target: Any = reader  # lxml's stubs ask for tags that may be bytes, which those of HTML never are
    parser = etree.HTMLParser(target=target, encoding="utf-8", huge_tree=True, no_network=True)
    for piece in marked(text):
        reader.fed, reader.unclosed = piece.start, piece.unclosed
        if piece.is_too_long:
            raise StoppedError("html-block-too-long", MAX_LINE)
        parser.feed(piece.markup)
    parser.close()
