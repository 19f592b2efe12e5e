"""The pages of an explorer: which there are, and each as HTML."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from skosmith.explorer.addresses import base_of, names_of
from skosmith.explorer.documents import DATA_FORMS
from skosmith.explorer.frameworks import frameworks
from skosmith.explorer.page import Page
from skosmith.explorer.policy import PAGE_POLICY
from skosmith.explorer.records import Category, Framework, Skill
from skosmith.explorer.search import Entry, entries
from skosmith.explorer.words import direction, own_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import jinja2

    from skosmith.explorer.dataset import Dataset

_BULLET = re.compile(r"^\s*• ?")


@dataclass(frozen=True, slots=True)
class Document:
    """A document of the explorer, with a page in each language: its name, the template, the thing it is about.

    ``iri`` is the bare IRI of that thing, empty for what only the explorer has, such as the search.
    """

    name: str
    template: str
    iri: str = ""
    framework: Framework | None = None
    subject: Any = None


class Explorer:
    """The documents of a dataset. ``is_site`` tells that they become files, with no server to answer."""

    def __init__(self, dataset: Dataset, *, is_site: bool = False) -> None:
        """Reads the frameworks of ``dataset``, which has at least one."""
        self.dataset, self.is_site = dataset, is_site
        self.frameworks = frameworks(dataset)
        self.base = base_of(framework.iri[1:-1] for framework in self.frameworks)
        subjects = [*dataset.nodes, *dataset.origin]
        self.names = names_of((subject[1:-1] for subject in subjects if subject[0] == "<"), self.base)
        self.documents = {document.name: document for document in self._documents()}

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages of the frameworks."""
        return tuple(sorted({tag for framework in self.frameworks for tag in framework.languages}))

    @cached_property
    def default_language(self) -> str:
        """The language of a page that is asked for without one."""
        return self.frameworks[0].default_language

    def _documents(self) -> Iterator[Document]:
        known: dict[str, tuple[str, Framework, Any]] = {}
        for framework in self.frameworks:
            known |= {iri: (template, framework, subject) for iri, template, subject in _things(framework)}
        for iri, name in self.names.items():
            template, framework, subject = known.get(f"<{iri}>", ("thing", self._framework_of(iri), None))
            yield Document(name, template, iri, framework, subject)
            if isinstance(subject, Skill) and len(framework.languages) > 1:
                yield Document(f"compare/{name}", "comparison", "", framework, subject)
            if isinstance(subject, Skill) and self.in_other_editions(framework, subject):
                yield Document(f"editions/{name}", "comparison", "", framework, subject)
        if "index" not in self.names.values():
            yield Document("index", "home")
        for name in ("search", "compare", "report", "data", *(() if self.is_site else ("query",))):
            yield Document(name, name)

    def _framework_of(self, iri: str) -> Framework:
        """The framework whose IRI begins ``iri``, else the first."""
        held = [framework for framework in self.frameworks if iri.startswith(framework.iri[1:-1])]
        return max(held, key=lambda framework: len(framework.iri), default=self.frameworks[0])

    def in_other_editions(self, framework: Framework, skill: Skill) -> list[tuple[Framework, Skill]]:
        """The skill of the same code in the other frameworks."""
        others = (one for one in self.frameworks if one is not framework)
        return [(one, found) for one in others if (found := one.coded(skill.notation))]

    @cached_property
    def searched(self) -> dict[str, list[Entry]]:
        """What can be found by words, by language."""
        return {
            language: [entry for entry in entries(self.frameworks, language) if entry.iri in self.names]
            for language in self.languages
        }

    def page(self, name: str, language: str, **more: Any) -> str:  # noqa: ANN401 - what the template shows
        """The page of a document in a language, as HTML; ``more`` is what the page shows beside."""
        document = self.documents[name]
        return self.render(Page(self, document, language), **more)

    def render(self, page: Page, **more: Any) -> str:  # noqa: ANN401 - what the template shows
        """A page as HTML."""
        template = templates().get_template(f"{page.document.template}.html")
        return template.render(page=page, subject=page.document.subject, framework=page.document.framework, **more)


def _things(framework: Framework) -> Iterator[tuple[str, str, Any]]:
    """What a framework has pages about of their own kind: IRI, template, record."""

    def categories(found: tuple[Category, ...]) -> Iterator[tuple[str, str, Any]]:
        for category in found:
            yield category.iri, "category", category
            yield from categories(category.parts)

    yield framework.iri, "framework", framework
    yield framework.scheme, "levels", framework
    yield from ((level.iri, "level", level) for level in framework.levels)
    for skill in (*framework.skills, *framework.attributes):
        yield skill.iri, "skill", skill
        yield from ((rung.iri, "rung", (skill, rung)) for rung in skill.rungs)
    yield from categories(framework.categories)


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
    import jinja2  # noqa: PLC0415 - slow to import

    from skosmith import resources  # noqa: PLC0415
    from skosmith.explorer import drawing, schema_org  # noqa: PLC0415 - they need markupsafe, of the same kin

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(resources.folder("templates")),
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
    from skosmith import resources  # noqa: PLC0415

    home = resources.folder("templates")
    folders: list[Path] = [home / "assets", *([] if is_site else [home / "editor"])]
    files = sorted(file for folder in folders for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(home).as_posix(): file.read_bytes() for file in files}
