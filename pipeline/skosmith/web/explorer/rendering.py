"""Pages -> HTML: the templates, what they know, and the files that the pages load."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

import jinja2

from skosmith.model import data_folder
from skosmith.web.explorer import drawing, schema_org
from skosmith.web.explorer.documents import DATA_FORMS
from skosmith.web.explorer.interface_words import direction, own_name
from skosmith.web.explorer.policy import PAGE_POLICY

if TYPE_CHECKING:
    from pathlib import Path

    from skosmith.web.explorer.page import Page

_BULLET = re.compile(r"^\s*• ?")


def rendered(page: Page, **more: Any) -> str:  # noqa: ANN401 - what the template shows
    """A page as HTML; ``more`` is what its template shows beside its subject."""
    template = templates().get_template(f"{page.document.template}.html")
    return template.render(page=page, subject=page.document.subject, framework=page.document.framework, **more)


def blocks(text: str) -> list[tuple[str, list[str]]]:
    """A text as paragraphs (``p``) of one string each and lists (``ul``) of their items."""
    found: list[tuple[str, list[str]]] = []
    for line in text.split("\n"):
        if _BULLET.match(line):
            item = _BULLET.sub("", line)
            if found and found[-1][0] == "ul":
                found[-1][1].append(item)
            else:
                found.append(("ul", [item]))
        elif line.strip():
            found.append(("p", [line.strip()]))
    return found


@cache
def templates() -> jinja2.Environment:
    """The templates: everything is escaped, and a name that is not there is an error."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(data_folder("web/templates")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals |= {
        "strip": drawing.strip, "strips": drawing.strips, "strip_again": drawing.strip_again, "bars": drawing.bars,
        "rail": drawing.rail, "counts": drawing.counts,
        "blocks": blocks, "own_name": own_name, "direction": direction, "forms": DATA_FORMS, "LEVELS": drawing.LEVELS,
        "described": schema_org.described, "cell": drawing.cell,
        "policy": PAGE_POLICY,
    }  # fmt: skip
    return environment


def assets(*, is_site: bool) -> dict[str, bytes]:
    """What the pages load, by the names of the files; a site has no editor, and nothing of it."""
    home = data_folder("web/templates")
    folders: list[Path] = [home / "assets", *([] if is_site else [home / "editor"])]
    files = sorted(file for folder in folders for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(home).as_posix(): file.read_bytes() for file in files}
