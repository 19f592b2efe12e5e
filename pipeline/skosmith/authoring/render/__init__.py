"""Page -> bytes, by way of its outline: the table of the formats that a page is written in."""

from collections.abc import Callable
from typing import NamedTuple

from skosmith.authoring.render.blocks import Outline, outline
from skosmith.authoring.render.form import CANONICAL, Form
from skosmith.authoring.render.html_page import as_html
from skosmith.authoring.render.markdown import as_markdown
from skosmith.authoring.render.text import as_text
from skosmith.model import LevelPage, Page


class Renderer(NamedTuple):
    """How an outline is written, and the suffix of the file."""

    write: Callable[[Outline], bytes]
    suffix: str


RENDERERS: dict[str, Renderer] = {
    "text": Renderer(as_text, ".txt"),
    "markdown": Renderer(as_markdown, ".md"),
    "html": Renderer(as_html, ".html"),
}
"""The formats that a page is written in."""


def render_page(page: Page | LevelPage, to: str = "text", form: Form = CANONICAL) -> bytes:
    """``page`` as UTF-8 bytes; ``to`` is a key of ``RENDERERS``.

    ``reread.losses`` tells whether they say what the page says. Raises ValueError without labels for the language.
    """
    return RENDERERS[to].write(outline(page, form))
