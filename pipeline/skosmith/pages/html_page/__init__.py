"""HTML as the plain lines of a page that a reader sees, with the places in the HTML."""

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

    ``charset`` is the one that the server names; a byte-order mark goes before it, the one in the page after, UTF-8
    last. If the page has a ``main``, or else an ``article``, only that is read; navigation, footers, forms and scripts
    never are. Hidden text is read: real pages hide the levels until a click. Items begin with ``• ``; the cells of a
    row have `` | `` between them.
    A problem if the bytes are not of that charset, elements are nested deeper than ``MAX_DEPTH``, there are more blocks
    than ``MAX_BLOCKS``, a block is longer than ``MAX_LINE``, or the page has no text.
    """
    from lxml import etree  # noqa: PLC0415

    text = decoded(path, data, charset)
    if isinstance(text, Problem):
        return text
    text = plain_text(re.sub(r"\r\n?", "\n", text).removeprefix("\ufeff"))
    text = REPLACED.sub("\N{REPLACEMENT CHARACTER}", text)
    blocks = Blocks(text)
    fault: tuple[str, dict[str, object]] | None = None
    try:
        _feed(blocks, text)
    except StoppedError as error:
        fault = error.code, {"limit": error.limit}
    except etree.LxmlError as error:
        fault = "html-not-read", {"reason": str(error).partition("\n")[0]}
    at = max(blocks.at, blocks.fed)
    if blocks.unclosed:
        at, opening = blocks.unclosed
        fault = "html-not-closed", {"what": opening}
    if fault:
        code, values = fault
        line, column = blocks.place(at)
        return problem(code, Span(path, line, column, line, column + 1), **values)
    lines = blocks.lines()
    if not lines:
        return problem("empty-page", whole(path))
    return Source(path, hashlib.sha256(data).hexdigest(), lines, blocks.language, is_html=True)


def _feed(blocks: Blocks, text: str) -> None:
    from lxml import etree  # noqa: PLC0415

    target: Any = blocks  # lxml's stubs ask for tags that may be bytes, which those of HTML never are
    parser = etree.HTMLParser(target=target, encoding="utf-8", huge_tree=True, no_network=True)
    for piece in marked(text):
        blocks.fed, blocks.unclosed = piece.start, piece.unclosed
        if piece.is_too_long:
            raise StoppedError("html-block-too-long", MAX_LINE)
        parser.feed(piece.markup)
    parser.close()
