"""Pages -> HTML: the templates, their functions, and the files that the pages load."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import jinja2

from skosmith.model import data_folder
from skosmith.web.explorer import drawing, schema_org
from skosmith.web.explorer.documents import DATA_FORMS
from skosmith.web.explorer.interface_words import direction, own_name
from skosmith.web.explorer.policy import PAGE_POLICY

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from skosmith.web.explorer.page import Page

_BULLET = re.compile(r"^\s*• ?")


def render(page: Page, context: Mapping[str, object]) -> str:
    """A page as HTML; ``context`` has the further variables of its template."""
    template = templates().get_template(f"{page.document.template}.html")
    return template.render(context, page=page, subject=page.document.subject, framework=page.document.framework)


def blocks(text: str) -> list[tuple[str, list[str]]]:
    """A text as paragraphs (``p``) of one string each and lists (``ul``) of their items."""
    parts: list[tuple[str, list[str]]] = []
    for line in text.split("\n"):
        if _BULLET.match(line):
            item = _BULLET.sub("", line)
            if parts and parts[-1][0] == "ul":
                parts[-1][1].append(item)
            else:
                parts.append(("ul", [item]))
        elif line.strip():
            parts.append(("p", [line.strip()]))
    return parts


@cache
def templates() -> jinja2.Environment:
    """The templates: everything is escaped, and an unknown name is an error."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(data_folder("web/templates")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals |= {
        "strip": drawing.strip, "strips": drawing.strips, "strip_reference": drawing.strip_reference,
        "bars": drawing.bars, "rail": drawing.rail, "counts": drawing.counts,
        "blocks": blocks, "own_name": own_name, "direction": direction, "forms": DATA_FORMS, "LEVELS": drawing.LEVELS,
        "structured_data": schema_org.structured_data, "cell": drawing.cell,
        "policy": PAGE_POLICY,
    }  # fmt: skip
    return environment


def assets(*, is_site: bool) -> dict[str, bytes]:
    """What the pages load, by the names of the files; a site has no editor."""
    home = data_folder("web/templates")
    folders: list[Path] = [home / "assets", *([] if is_site else [home / "editor"])]
    files = sorted(file for folder in folders for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(home).as_posix(): file.read_bytes() for file in files}
