"""A page, whatever it is written in, as lines: plain text, Markdown or HTML, told apart by what stands in it."""

from skosmith.html import decode_html, is_html
from skosmith.markdown import is_markdown, plain
from skosmith.model import Problem
from skosmith.source import Source, decode, undirected


def lines_of(path: str, data: bytes, charset: str = "") -> Source | Problem:
    """The lines of a page with the bytes ``data``; ``charset`` is what a server says of HTML."""
    source = decode_html(path, data, charset) if is_html(data) else decode(path, data)
    if isinstance(source, Problem):
        return source
    return undirected(plain(source) if not is_html(data) and is_markdown(source) else source)
