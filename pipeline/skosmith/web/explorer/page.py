"""A page as its template sees it: the words, the texts, the links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from skosmith.model import DCTERMS, SKOS, Compact, Counted, Literal, iri_of, is_literal, parse_literal
from skosmith.web.explorer.addresses import relative
from skosmith.web.explorer.drawing import counts
from skosmith.web.explorer.framework_records import lines_of
from skosmith.web.explorer.interface_words import own_name, words, words_language
from skosmith.web.explorer.records import Category, Framework, Lines, Retirement, Skill, SkillLevel, Texts, pick

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from skosmith.web.explorer.catalogue import Document, Explorer


@dataclass(frozen=True, slots=True)
class Page:
    explorer: Explorer
    document: Document
    language: str

    @property
    def file(self) -> str:
        return f"{self.document.name}.{self.language}.html"

    @property
    def own(self) -> str:
        """The language of the explorer's own words."""
        return words_language(self.language)

    def word(self, key: str, **values: object) -> str:
        """A word of the explorer, filled with ``values``; a noun after a number agrees with it."""
        counted = {name: Counted(value) if isinstance(value, int) else value for name, value in values.items()}
        return words(self.language)[key].format(**counted)

    def text(self, texts: Texts) -> str:
        """A text in the language of the page, else in another."""
        return self.pick(texts)[0]

    def pick(self, texts: Texts) -> tuple[str, str]:
        """A text as ``text`` returns it, and its language."""
        return pick(texts, self.language, self.document.framework.languages if self.document.framework else ())

    def to(self, name: str, language: str = "") -> str:
        """The address of the page of a document, as this page links to it."""
        return relative(self.file, f"{name}.{language or self.language}.html")

    def link(self, iri: str) -> str:
        """The address of the page about an IRI, as this page links to it; the IRI itself if it is elsewhere."""
        bare = iri.strip("<>")
        name = self.explorer.names.get(bare) or self.explorer.names.get(bare.partition("#")[0])
        return self.to(name) if name else bare if bare.startswith(("http://", "https://")) else ""

    def at(self, name: str) -> str:
        """The address of a file, such as a style sheet, as this page links to it."""
        return relative(self.file, name)

    def short(self, term: str) -> str:
        return Compact(self.explorer.base)[term].strip("<>")

    def lines(self, iri: str) -> tuple[Lines, ...]:
        return lines_of(self.explorer.dataset, iri)

    def facts(self, node: str = "") -> list[tuple[str, list[Literal | str]]]:
        """The statements about a node, by default the thing of the page: each predicate, with its values."""
        return [
            (predicate, [parse_literal(term) if is_literal(term) else term for term in terms])
            for graph in (self.explorer.dataset.graph, self.explorer.dataset.provenance)
            for predicate, terms in graph.node(node or f"<{self.document.iri}>").items()
        ]

    def retirement(self) -> Retirement | None:
        """Why the skill of the page is retired, and what replaces it; None if it is in force."""
        graph, term = self.explorer.dataset.graph, f"<{self.document.iri}>"
        if not graph.is_retired(term):
            return None

        def texts(subject: str, predicate: str) -> Texts:
            return {text.language.lower(): text.value for text in graph.texts(subject, predicate)}

        replacements = graph.objects(term, DCTERMS.isReplacedBy)
        return Retirement(
            texts(term, SKOS.prefLabel) or {"": self.document.iri},
            texts(term, SKOS.historyNote),
            tuple((one, texts(one, SKOS.prefLabel) or {"": iri_of(one)}) for one in replacements),
        )

    def title(self) -> str:
        framework = self.document.framework or self.explorer.frameworks[0]
        return self.text(framework.titles)

    def home_title(self) -> str:
        """The title of the framework, or the word for several of them."""
        framework, *others = self.explorer.frameworks
        return self.word("frameworks") if others else self.text(framework.titles)

    def names_of(self, languages: Iterable[str]) -> str:
        return ", ".join(map(own_name, languages))

    def places(self) -> list[tuple[str, str]]:
        """The pages that every page links to: the names of their documents, and the words that name them."""
        framework = self.document.framework or self.explorer.frameworks[0]
        names = [(framework.iri, "framework"), (framework.scheme, "levels")]
        own = ["compare", *(["query"] if "query" in self.explorer.documents else []), "report", "data"]
        named = [(self.explorer.names.get(iri_of(iri), ""), word) for iri, word in names]
        return [*((name, word) for name, word in named if name), *((name, name) for name in own)]

    def chart(self, framework: Framework) -> list[ChartRow]:
        """The number of skills of each category at each level, inner categories below outer ones."""
        return [row for row in _chart(framework.categories, 0) if any(row.counts)]

    def categories_of_skills(self, framework: Framework) -> list[Category]:
        """The categories that hold skills, not attributes."""
        return [one for one in framework.categories if any(skill.kind == "skill" for skill in one.all_skills)]

    def without_category(self, framework: Framework) -> list[Skill]:
        in_categories = {skill.iri for category in framework.categories for skill in category.all_skills}
        return [skill for skill in framework.skills if skill.iri not in in_categories]

    def categories(self, skill: Skill) -> list[Category]:
        """The categories that a skill is in, the widest first."""
        framework = self.document.framework
        return _path_to(skill, framework.categories) if framework else []

    def other_language(self) -> str:
        """The language that this one is compared with; empty if there is no other."""
        framework = self.document.framework
        return other_language(framework, self.language) if framework else ""

    def editions(self) -> list[Framework]:
        """The other editions that have the skill of this page."""
        skill, framework = self.document.subject, self.document.framework
        return [one for one, _ in self.explorer.in_other_editions(framework, skill)][:1] if framework else []

    def neighbours(self, skill: Skill, skill_level: SkillLevel) -> tuple[SkillLevel | None, SkillLevel | None]:
        """The levels of a skill below and above one of them."""
        neighbours = [None, *skill.skill_levels, None]
        place = neighbours.index(skill_level)
        return neighbours[place - 1], neighbours[place + 1]

    def skills_at(self, number: int) -> list[Skill]:
        framework = self.document.framework
        return [skill for skill in framework.skills if number in skill.levels] if framework else []


@dataclass(frozen=True, slots=True)
class ChartRow:
    """A category in the chart: its depth, and how many of its skills are defined at each level."""

    category: Category
    depth: int
    counts: list[int]


def _chart(categories: Iterable[Category], depth: int) -> Iterator[ChartRow]:
    for category in categories:
        yield ChartRow(category, depth, counts([one for one in category.all_skills if one.kind == "skill"]))
        yield from _chart(category.parts, depth + 1)


def _path_to(skill: Skill, categories: Iterable[Category]) -> list[Category]:
    for category in categories:
        if any(one.iri == skill.iri for one in category.skills):
            return [category]
        below = _path_to(skill, category.parts)
        if below:
            return [category, *below]
    return []


def other_language(framework: Framework, language: str) -> str:
    """The language that texts in ``language`` are compared with: the default one, or for that the next one."""
    return next((tag for tag in framework.languages if tag != language), "")
