"""Dataset -> Frameworks: the records of each edition in the graph."""

import re
from collections.abc import Iterable
from operator import attrgetter
from urllib.parse import unquote

from skosmith.model import (
    DC,
    DCAT,
    DCTERMS,
    MAPPINGS,
    OWL,
    PROV,
    RDF,
    SKM,
    SKOS,
    Graph,
    by_priority,
    iri_of,
    is_literal,
    language,
    parse_literal,
    value_of,
)
from skosmith.web.explorer.dataset import Dataset
from skosmith.web.explorer.records import Category, Elsewhere, Framework, Level, Lines, Skill, SkillLevel, Texts

NOTES = {
    "lower_levels": SKM.lowerLevelsNote,
    "higher_levels": SKM.higherLevelsNote,
    "development": SKM.developmentNote,
    "lower_levels_development": SKM.lowerLevelsDevelopmentNote,
    "higher_levels_development": SKM.higherLevelsDevelopmentNote,
}
"""The notes of the framework on all skills: the words that name them, and their properties."""

MATCHES = dict(zip(("same_as", "close_match", "broad_match", "narrow_match", "related_match"), MAPPINGS, strict=True))
"""The mappings to other frameworks: the words that name them, and their properties."""

_LINES = re.compile(r"line=(\d+),(\d+)")


def frameworks(dataset: Dataset) -> tuple[Framework, ...]:
    """The frameworks of ``dataset``, in the order of their IRIs."""
    terms = dataset.graph.instances_of(SKM.Framework)
    return tuple(_Reader(dataset, term, is_alone=len(terms) == 1).framework() for term in terms)


def lines_of(dataset: Dataset, subject: str) -> tuple[Lines, ...]:
    """The sources of the texts of ``subject`` (``<iri>``); none if the graph has none."""
    return tuple(
        _lines(dataset, value_of(place)) for place in _origin_of(dataset, subject).objects(subject, PROV.wasDerivedFrom)
    )


def _origin_of(dataset: Dataset, subject: str) -> Graph:
    return dataset.provenance if dataset.provenance.node(subject) else dataset.graph


def _lines(dataset: Dataset, place: str) -> Lines:
    """The place of a text, an IRI such as ``https://example.org/pages/knot.txt#line=3,5``."""
    page, _, fragment = place.partition("#")
    origin, subject = _origin_of(dataset, f"<{page}>"), f"<{page}>"
    name = next(map(value_of, origin.objects(subject, DCTERMS.identifier)), page)
    tag = next(map(value_of, origin.objects(subject, DC.language)), "")
    lines = _LINES.fullmatch(fragment)
    first, last = (int(lines[1]) + 1, int(lines[2])) if lines else (0, 0)
    cells = next(map(value_of, origin.objects(f"<{place}>", SKM.cells)), unquote(fragment))
    return Lines(page, name, first, last, tag, "" if lines else cells)


class _Reader:
    """Reads the records of one framework; ``is_alone`` if everything in the dataset is its own."""

    def __init__(self, dataset: Dataset, iri: str, *, is_alone: bool) -> None:
        self.dataset, self.graph, self.iri, self.is_alone = dataset, dataset.graph, iri, is_alone
        self.schemes = {iri, *self.graph.objects(iri, DCTERMS.hasPart)}

    def of_class(self, kind: str) -> Iterable[str]:
        for subject in self.graph.instances_of(kind):
            schemes = self.graph.objects(subject, SKOS.inScheme)
            if self.is_alone or schemes.keys() & self.schemes or (not schemes and subject.startswith(self.iri[:-1])):
                yield subject

    def texts(self, subject: str, predicate: str) -> Texts:
        """The texts of a property by language; of several in one language the first."""
        texts: Texts = {}
        for text in map(parse_literal, filter(is_literal, self.graph.objects(subject, predicate))):
            texts.setdefault(text.language.lower(), text.value)
        return texts

    def values(self, subject: str, *predicates: str) -> tuple[str, ...]:
        return tuple(value_of(term) for predicate in predicates for term in self.graph.objects(subject, predicate))

    def number(self, level: str) -> int:
        return self.graph.number(level) or 0

    def framework(self) -> Framework:
        skills, attributes = self.skills(SKM.Skill, "skill"), self.skills(SKM.Attribute, "attribute")
        levels = tuple(sorted((self.level(term) for term in self.of_class(SKM.Level)), key=attrgetter("number")))
        schemes = [scheme for level in levels for scheme in self.graph.objects(level.iri, SKOS.inScheme)]
        scheme = next((one for one in [*schemes, *sorted(self.schemes)] if one != self.iri), "")
        titles = self.texts(self.iri, DCTERMS.title)
        languages = {tag.lower() for tag in self.values(self.iri, DC.language) if not language(tag)}
        languages |= {tag for skill in skills for tag in skill.names if tag}
        return Framework(
            iri=self.iri,
            titles=titles or {"": iri_of(self.iri)},
            edition=next(iter(self.values(self.iri, DCAT.version, OWL.versionInfo)), ""),
            languages=tuple(by_priority(languages, self.priority())) or ("en",),
            rights=self.values(self.iri, DC.rights, DCTERMS.rights),
            publishers=self.values(self.iri, DC.publisher, DCTERMS.publisher),
            licences=self.values(self.iri, DCTERMS.license),
            notes={name: texts for name, predicate in NOTES.items() if (texts := self.texts(self.iri, predicate))},
            scheme=scheme,
            scheme_names=self.texts(scheme, SKOS.prefLabel),
            levels=tuple(level for level in levels if level.number),
            skills=skills,
            attributes=attributes,
            categories=self.categories({one.iri: one for one in (*skills, *attributes)}),
        )

    def priority(self) -> tuple[str, ...]:
        """The languages to fall back on that the framework states; else English."""
        stated = ",".join(self.values(self.iri, SKM.languagePriority))
        return tuple(tag.strip().lower() for tag in stated.split(",")) if stated else ("en",)

    def level(self, iri: str) -> Level:
        essences = self.graph.objects(iri, SKM.essence)
        essence = next((texts for one in essences if (texts := self.texts(one, RDF.value))), {})
        lines = lines_of(self.dataset, iri)
        titles, notes = self.texts(iri, SKOS.prefLabel), self.texts(iri, SKOS.scopeNote)
        return Level(iri, self.number(iri), titles, essence, notes, lines, self.elsewhere(iri))

    def skills(self, kind: str, name: str) -> tuple[Skill, ...]:
        """The skills, or attributes, in the order of their codes."""
        return tuple(sorted((self.skill(iri, name) for iri in self.of_class(kind)), key=attrgetter("notation")))

    def skill(self, iri: str, kind: str) -> Skill:
        skill_levels = [self.skill_level(term) for term in self.graph.objects(iri, SKM.definedAtLevel)]
        declared = {self.number(term) for term in self.graph.objects(iri, SKM.declaredLevel)}
        return Skill(
            iri=iri,
            kind=kind,
            notation=next(iter(self.values(iri, SKOS.notation)), ""),
            names=self.texts(iri, SKOS.prefLabel) or {"": iri_of(iri)},
            definition=self.texts(iri, SKOS.definition),
            scope_note=self.texts(iri, SKOS.scopeNote),
            change_note=self.texts(iri, SKOS.changeNote),
            skill_levels=tuple(sorted((one for one in skill_levels if one.number), key=attrgetter("number"))),
            declared=tuple(sorted(declared)),
            lines=lines_of(self.dataset, iri),
            elsewhere=self.elsewhere(iri),
        )

    def skill_level(self, iri: str) -> SkillLevel:
        number = max(map(self.number, self.graph.objects(iri, SKM.level)), default=0)
        notation = next(iter(self.values(iri, SKOS.notation)), "")
        names, definition = self.texts(iri, SKOS.prefLabel), self.texts(iri, SKOS.definition)
        return SkillLevel(iri, notation, number, names, definition, lines_of(self.dataset, iri), self.elsewhere(iri))

    def elsewhere(self, iri: str) -> Elsewhere:
        names = map(parse_literal, filter(is_literal, self.graph.objects(iri, SKOS.altLabel)))
        matches = {word: values for word, predicate in MATCHES.items() if (values := self.values(iri, predicate))}
        return Elsewhere(
            tuple((name.language.lower(), name.value) for name in names), self.values(iri, SKOS.hiddenLabel), matches
        )

    def categories(self, skills: dict[str, Skill]) -> tuple[Category, ...]:
        """The categories that are in no other, each with those in it."""
        collections = list(self.of_class(SKOS.Collection))
        inner = {term for iri in collections for term in self.graph.objects(iri, SKOS.member)}
        return tuple(self.category(iri, skills, frozenset(collections)) for iri in collections if iri not in inner)

    def category(self, iri: str, skills: dict[str, Skill], below: frozenset[str]) -> Category:
        """A category; ``below`` are the collections it may hold, so that a ring of them ends."""
        members = self.graph.objects(iri, SKOS.member)
        below -= {iri}
        return Category(
            iri,
            self.texts(iri, SKOS.prefLabel) or {"": iri_of(iri)},
            tuple(sorted((skills[term] for term in members if term in skills), key=attrgetter("notation"))),
            tuple(self.category(term, skills, below) for term in members if term in below),
        )
