"""The documents of an explorer, and what each is about."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from skosmith.model import iri_of, is_link
from skosmith.web.explorer.addresses import base_of, names_of
from skosmith.web.explorer.framework_records import frameworks
from skosmith.web.explorer.records import Category, Framework, Skill
from skosmith.web.explorer.search import Entry, entries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skosmith.web.explorer.dataset import Dataset


@dataclass(frozen=True, slots=True)
class Document:
    """A document of the explorer, with a page in each language: its name, the template, the thing it is about.

    ``iri`` is the bare IRI of that thing, empty for pages of the explorer itself, such as the search.
    """

    name: str
    template: str
    iri: str = ""
    framework: Framework | None = None
    subject: Any = None


class Explorer:
    """The documents of ``dataset``, which has a framework. ``is_site`` if they become files, without a server."""

    def __init__(self, dataset: Dataset, *, is_site: bool = False) -> None:
        self.dataset, self.is_site = dataset, is_site
        self.frameworks = frameworks(dataset)
        self.base = base_of(iri_of(framework.iri) for framework in self.frameworks)
        subjects = [*dataset.graph.nodes, *dataset.provenance.nodes]
        self.names = names_of((iri_of(subject) for subject in subjects if is_link(subject)), self.base)
        self.documents = {document.name: document for document in self._documents()}

    @cached_property
    def languages(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(tag for framework in self.frameworks for tag in framework.languages))

    @cached_property
    def default_language(self) -> str:
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
        roots = [framework for framework in self.frameworks if iri.startswith(iri_of(framework.iri))]
        return max(roots, key=lambda framework: len(framework.iri), default=self.frameworks[0])

    def in_other_editions(self, framework: Framework, skill: Skill) -> list[tuple[Framework, Skill]]:
        """The skill of the same code in the other frameworks."""
        others = (other for other in self.frameworks if other is not framework)
        return [(other, same) for other in others if (same := other.concept(skill.notation))]

    @cached_property
    def search_entries(self) -> dict[str, list[Entry]]:
        return {
            language: [entry for entry in entries(self.frameworks, language) if entry.iri in self.names]
            for language in self.languages
        }


def _things(framework: Framework) -> Iterator[tuple[str, str, Any]]:
    """What a framework has pages of their own kind about: IRI, template, record."""

    def categories(parts: tuple[Category, ...]) -> Iterator[tuple[str, str, Any]]:
        for category in parts:
            yield category.iri, "category", category
            yield from categories(category.parts)

    yield framework.iri, "framework", framework
    yield framework.scheme, "levels", framework
    yield from ((level.iri, "level", level) for level in framework.levels)
    for skill in (*framework.skills, *framework.attributes):
        yield skill.iri, "skill", skill
        yield from ((skill_level.iri, "skill_level", (skill, skill_level)) for skill_level in skill.skill_levels)
    yield from categories(framework.categories)
