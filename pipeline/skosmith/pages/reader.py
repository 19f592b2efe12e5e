"""A page, whatever it is written in, as lines: plain text, Markdown or HTML, told apart by what stands in it."""

from skosmith.model import Problem, Source, decode
from skosmith.pages.bidi import undirected
from skosmith.pages.html_page import decode_html, is_html
from skosmith.pages.markdown import is_markdown, plain


def lines_of(path: str, data: bytes, charset: str = "") -> Source | Problem:
    """The lines of a page with the bytes ``data``; ``charset`` is what a server says of HTML."""
    if is_html(data):
        source = decode_html(path, data, charset)
    else:
        source = decode(path, data)
        source = plain(source) if isinstance(source, Source) and is_markdown(source) else source
    return undirected(source) if isinstance(source, Source) else source
