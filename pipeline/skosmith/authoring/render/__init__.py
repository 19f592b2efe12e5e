"""Page -> bytes: text, Markdown or HTML, in a form; and whether the bytes say what the page says."""

from skosmith.authoring.render.blocks import labels_of
from skosmith.authoring.render.form import CANONICAL, Form
from skosmith.authoring.render.markup import links_of, lost_marks
from skosmith.authoring.render.reading import canonical, form_of
from skosmith.authoring.render.rendering import RENDERERS, render_page
from skosmith.authoring.render.reread import as_held, held, name_of, place_of

__all__ = [
    "CANONICAL",
    "RENDERERS",
    "Form",
    "as_held",
    "canonical",
    "form_of",
    "held",
    "labels_of",
    "links_of",
    "lost_marks",
    "name_of",
    "place_of",
    "render_page",
]
