"""Statements -> View: what a side says, by names that two editions have in common."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from skosmith.model import DCTERMS, RDF, SKM, SKOS, TEXTS, Graph, Node, Span, Statement, is_link

KINDS: dict[str, str] = {
    SKM.Skill: "skill",
    SKM.SkillLevel: "skill-level",
    SKM.Attribute: "attribute",
    SKM.AttributeLevel: "attribute-level",
    SKM.Level: "level",
    SKM.Essence: "essence",
    SKOS.Collection: "category",
    SKM.Framework: "framework",
}
"""What a thing is, by its class; "thing" for one of another class."""


@dataclass(frozen=True)
class View:
    """What a side says: each thing by its name, an IRI relative to the framework's, ``<skills/SSUP>``."""

    graph: Graph

    @property
    def nodes(self) -> Mapping[str, Node]:
        """What is said of each thing."""
        return self.graph.nodes

    @cached_property
    def kinds(self) -> dict[str, str]:
        """What each thing is: a value of ``KINDS``, or "thing"."""
        classes = {name: node.get(RDF.type, {}) for name, node in self.nodes.items()}
        return {name: next((KINDS[term] for term in KINDS if term in of), "thing") for name, of in classes.items()}

    @cached_property
    def concepts(self) -> dict[str, str]:
        """What each thing belongs to: a skill's level to the skill, an essence to its level; most to themselves.

        Of several, where a graph is at fault, the first by name.
        """
        owners: dict[str, set[str]] = {name: set() for name in self.nodes}
        for name, node in self.nodes.items():
            owners[name] |= node.get(SKOS.broader, {}).keys() | node.get(DCTERMS.isPartOf, {}).keys()
            for essence in node.get(SKM.essence, ()):
                owners.setdefault(essence, set()).add(name)
        return {name: min(of, default=name) for name, of in owners.items()}

    @cached_property
    def members(self) -> dict[str, list[str]]:
        """The things that belong to each concept, itself among them."""
        found: dict[str, list[str]] = {}
        for name in self.nodes:
            found.setdefault(self.concepts[name], []).append(name)
        return found

    @cached_property
    def containers(self) -> dict[str, set[str]]:
        """The categories that each thing is a member of."""
        found: dict[str, set[str]] = {}
        for name, kind in self.kinds.items():
            if kind == "category":
                for member in self.nodes[name].get(SKOS.member, ()):
                    found.setdefault(member, set()).add(name)
        return found

    def of_kind(self, *kinds: str) -> list[str]:
        """The names of the things of ``kinds``, in order."""
        return sorted(name for name, kind in self.kinds.items() if kind in kinds)

    def texts(self, name: str, predicate: str) -> dict[str, dict[str, Span | None]]:
        """The texts of a property by language tag, each with its place."""
        found: dict[str, dict[str, Span | None]] = {}
        for text in self.graph.texts(name, predicate):
            found.setdefault(text.language, {})[text.value] = text.span
        return found

    def languages(self, concept: str) -> set[str]:
        """The languages that a concept, or what belongs to it, has texts in."""
        return {
            text.language
            for name in self.members.get(concept, ())
            for predicate in TEXTS
            for text in self.graph.texts(name, predicate)
        }

    def label(self, name: str, *languages: str) -> str:
        """The name of a thing in the first of ``languages`` that has one, else in any; else empty."""
        labels = self.texts(name, SKOS.prefLabel)
        found = [labels[language] for language in (*languages, *sorted(labels)) if language in labels]
        return min(found[0]) if found else ""

    def levels(self, concept: str) -> dict[int, str]:
        """The levels of a skill or an attribute: the thing that it is at each."""
        return {level.number: level.term for level in self.graph.skill_levels(concept)}

    def number(self, level: str) -> int:
        """The number of a level; 0 where it is not said."""
        return self.graph.number(level) or 0

    def renamed(self, names: Mapping[str, str]) -> "View":
        """The same under other names, as object and as subject."""
        if not names:
            return self
        return View(
            Graph(
                Statement(names.get(subject, subject), predicate, names.get(term, term), span)
                for subject, predicate, term, span in self.graph.statements
            )
        )


def view(statements: Iterable[Statement], root: str) -> View:
    """What ``statements`` say, by names relative to ``root``."""
    return View(
        Graph(
            Statement(relative(subject, root), predicate, relative(term, root), span)
            for subject, predicate, term, span in statements
        )
    )


def relative(term: str, root: str) -> str:
    """An IRI below ``root`` without it, ``<skills/SSUP>``; any other term, and what would look like one, as it is."""
    name = f"<{term[len(root) + 1 :]}" if term.startswith(root, 1) and is_link(term) else term
    return name if is_relative(name) else term


def absolute(name: str, root: str) -> str:
    """The IRI of a name that ``relative`` gave."""
    return f"<{root}{name[1:]}" if is_relative(name) else name


def is_relative(name: str) -> bool:
    """Whether a name is an IRI relative to the framework's."""
    return is_link(name) and ":" not in name.partition("/")[0]


def differing(old: View, new: View) -> Iterator[str]:
    """The names of the things that both have and of which they say different things, in order."""
    for name in sorted(old.nodes.keys() & new.nodes.keys()):
        one, other = old.nodes[name], new.nodes[name]
        if one.keys() != other.keys() or any(one[said].keys() != other[said].keys() for said in one):
            yield name
