"""Page -> bytes, by way of its blocks: the table of the forms that a page is written in."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from skosmith.authoring.render.blocks import Block, labels_of, outline
from skosmith.authoring.render.form import CANONICAL, Form
from skosmith.authoring.render.html_page import as_html
from skosmith.authoring.render.markdown import as_markdown
from skosmith.authoring.render.text import as_text
from skosmith.model import LevelPage, Page
from skosmith.pages import Labels


class Renderer(NamedTuple):
    """How a page is written: what writes its blocks, and the suffix of its file."""

    write: Callable[[Sequence[Block], Form, Labels, str], bytes]
    suffix: str


RENDERERS: dict[str, Renderer] = {
    "text": Renderer(lambda blocks, form, _, __: as_text(blocks, form), ".txt"),
    "markdown": Renderer(lambda blocks, form, _, __: as_markdown(blocks, form), ".md"),
    "html": Renderer(lambda blocks, _, labels, language: as_html(blocks, labels, language), ".html"),
}
"""What a page can be written as."""


def render_page(page: Page | LevelPage, to: str = "text", form: Form = CANONICAL) -> bytes:
    """``page`` as UTF-8 bytes; ``to`` is a key of ``RENDERERS``.

    Whether they say what the page says, ``held`` tells. Raises ValueError where there are no labels for the language.
    """
    return RENDERERS[to].write(outline(page, form), form, labels_of(page), page.language)
