"""Statements -> View: the graph of a side, by names that two editions have in common."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from skosmith.model import DCTERMS, OWL, RDF, SKM, SKOS, TEXTS, Graph, Node, Span, Statement, is_link

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
"""The kinds of things by their classes; those of any other class are a "thing"."""


@dataclass(frozen=True)
class View:
    """The graph of a side; the name of a thing is its IRI relative to the framework's, ``<skills/SSUP>``."""

    graph: Graph

    @property
    def nodes(self) -> Mapping[str, Node]:
        return self.graph.nodes

    @cached_property
    def kinds(self) -> dict[str, str]:
        """The kind of each thing: a value of ``KINDS``, "retired" or "thing"."""
        retired = {name: "retired" for name, node in self.nodes.items() if OWL.deprecated in node}
        classes = {name: node.get(RDF.type, {}) for name, node in self.nodes.items()}
        kinds = {name: next((KINDS[term] for term in KINDS if term in of), "thing") for name, of in classes.items()}
        return kinds | retired

    @cached_property
    def concepts(self) -> dict[str, str]:
        """The concept of each thing: a skill's level belongs to the skill, an essence to its level, most to themselves.

        If a faulty graph has several, the first by name.
        """
        owners: dict[str, set[str]] = {name: set() for name in self.nodes}
        for name, node in self.nodes.items():
            owners[name] |= node.get(SKOS.broader, {}).keys() | node.get(DCTERMS.isPartOf, {}).keys()
            for essence in node.get(SKM.essence, ()):
                owners.setdefault(essence, set()).add(name)
        return {name: min(of, default=name) for name, of in owners.items()}

    @cached_property
    def members(self) -> dict[str, list[str]]:
        members: dict[str, list[str]] = {}
        for name in self.nodes:
            members.setdefault(self.concepts[name], []).append(name)
        return members

    @cached_property
    def containers(self) -> dict[str, set[str]]:
        containers: dict[str, set[str]] = {}
        for name, kind in self.kinds.items():
            if kind == "category":
                for member in self.nodes[name].get(SKOS.member, ()):
                    containers.setdefault(member, set()).add(name)
        return containers

    def of_kind(self, kind: str) -> list[str]:
        return sorted(name for name, its_kind in self.kinds.items() if its_kind == kind)

    def texts(self, name: str, predicate: str) -> dict[str, dict[str, Span | None]]:
        """The texts of a property by language tag, each with its place."""
        texts: dict[str, dict[str, Span | None]] = {}
        for text in self.graph.texts(name, predicate):
            texts.setdefault(text.language, {})[text.value] = text.span
        return texts

    def languages(self, concept: str) -> set[str]:
        """The languages of the texts of a concept and of what belongs to it."""
        return {
            text.language
            for name in self.members.get(concept, ())
            for predicate in TEXTS
            for text in self.graph.texts(name, predicate)
        }

    def label(self, name: str, language: str) -> str:
        """The label of a thing in ``language``, else in any; else empty."""
        labels = self.texts(name, SKOS.prefLabel)
        return min(labels.get(language) or next((labels[tag] for tag in sorted(labels)), [""]))

    def levels(self, concept: str) -> dict[int, str]:
        """The name of a skill or an attribute at each of its levels."""
        return {level.number: level.term for level in self.graph.skill_levels(concept)}

    def number(self, level: str) -> int:
        """The number of a level; 0 if it has none."""
        return self.graph.number(level) or 0

    def renamed(self, names: Mapping[str, str]) -> "View":
        return _mapped(self.graph.statements, lambda term: names.get(term, term)) if names else self


def view(statements: Iterable[Statement], root: str) -> View:
    return _mapped(statements, lambda term: relative(term, root))


def _mapped(statements: Iterable[Statement], name: Callable[[str], str]) -> View:
    return View(
        Graph(Statement(name(subject), predicate, name(term), span) for subject, predicate, term, span in statements)
    )


def relative(term: str, root: str) -> str:
    """An IRI below ``root`` without it, ``<skills/SSUP>``; other terms, and any that would look absolute, as is."""
    name = f"<{term[len(root) + 1 :]}" if term.startswith(root, 1) and is_link(term) else term
    return name if is_relative(name) else term


def absolute(name: str, root: str) -> str:
    """The inverse of ``relative``."""
    return f"<{root}{name[1:]}" if is_relative(name) else name


def is_relative(name: str) -> bool:
    return is_link(name) and ":" not in name.partition("/")[0]


def differing(old: View, new: View) -> Iterator[str]:
    """The names of the things in both with different statements, in order."""
    for name in sorted(old.nodes.keys() & new.nodes.keys()):
        was, now = old.nodes[name], new.nodes[name]
        if was.keys() != now.keys() or any(was[predicate].keys() != now[predicate].keys() for predicate in was):
            yield name


def retired_since(old: View, new: View) -> dict[str, Span | None]:
    """The skills in force in OLD that NEW states as retired, each with its place there."""
    return {
        name: next(iter(new.nodes[name][OWL.deprecated].values()))
        for name in new.of_kind("retired")
        if old.kinds.get(name) == "skill"
    }


def in_force(old: View, new: View) -> tuple[View, View]:
    """Both views without the skills that are retired in one of them and in force in the other."""
    return _without(old, retired_since(new, old)), _without(new, retired_since(old, new))


def _without(of: View, names: Container[str]) -> View:
    return View(Graph(one for one in of.graph.statements if one.subject not in names)) if names else of
