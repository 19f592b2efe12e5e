"""Editing pages: rendering, formatting, and the language server."""

from typing import TYPE_CHECKING

from skosmith.model import members

if TYPE_CHECKING:
    from skosmith.authoring.formatter import FormatResult, format_page
    from skosmith.authoring.lsp.server import serve
    from skosmith.authoring.render import RENDERERS
    from skosmith.authoring.renditions import Rendition, render_pages

__all__ = ["RENDERERS", "FormatResult", "Rendition", "format_page", "render_pages", "serve"]

if not TYPE_CHECKING:
    __getattr__ = members(
        __name__,
        {
            "formatter": "FormatResult format_page",
            "lsp.server": "serve",
            "render": "RENDERERS",
            "renditions": "Rendition render_pages",
        },
    )
