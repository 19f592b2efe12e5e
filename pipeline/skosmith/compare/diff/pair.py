"""Two views of one framework: what is in both, what was added, what was removed."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from skosmith.compare.diff.changes import Change
from skosmith.model import SKM, Span
from skosmith.rdf import View

NAMED = frozenset({"skill", "attribute", "level", "category"})
"""The kinds of things that people know by their names."""

AT_LEVEL = frozenset({"skill-level", "attribute-level"})
"""The kinds of things that are another thing at a level."""


@dataclass(frozen=True)
class Pair:
    """Two views with the same names: ``recoded`` maps names of OLD to those of NEW, and is applied to ``old`` already.

    ``source_language`` is the one that translations are made from. ``retired`` are the skills of OLD that NEW retires,
    each with its place; the views hold what is in force.
    """

    old: View
    new: View
    recoded: dict[str, str]
    source_language: str
    retired: Mapping[str, Span | None]

    @cached_property
    def removed(self) -> set[str]:
        """The things that NEW does not have."""
        return self.old.nodes.keys() - self.new.nodes.keys()

    @cached_property
    def added(self) -> set[str]:
        """The things that OLD does not have."""
        return self.new.nodes.keys() - self.old.nodes.keys()

    @cached_property
    def level_changes(self) -> set[str]:
        """The concepts that gained or lost a level, by their names; ``level`` if levels of responsibility did."""
        sides = [(view, name) for view, names in ((self.old, self.removed), (self.new, self.added)) for name in names]
        concepts = {view.concepts[name] for view, name in sides}
        return concepts | ({"level"} & {view.kinds[name] for view, name in sides})

    def kind(self, name: str) -> str:
        """The kind of a thing in NEW, else in OLD."""
        return self.new.kinds.get(name) or self.old.kinds.get(name, "thing")

    def concept(self, name: str) -> str:
        """The concept of a thing in NEW, else in OLD."""
        return self.new.concepts.get(name) or self.old.concepts.get(name, name)

    def change(self, kind: str, name: str, view: View | None = None) -> Change:
        """A change of ``kind`` of a thing, with its label and level in ``view``, else in NEW."""
        view = view or self.new
        level = 0
        if self.kind(name) in AT_LEVEL:
            level = min(map(view.number, view.nodes[name].get(SKM.level, ())), default=0)
        return Change(kind, name, self.concept(name), view.label(name, self.source_language), level=level)
