"""Page -> bytes: text, Markdown or HTML, in a form; and whether the bytes say what the page says."""

from skosmith.render.rendering import RENDERERS, render
from skosmith.render.reading import canonical, form_of
from skosmith.render.text import text_form

__all__ = ["RENDERERS", "canonical", "form_of", "render", "text_form"]
