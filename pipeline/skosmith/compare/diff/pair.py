"""Two views held side by side: what is in both, what came, what is gone."""

from dataclasses import dataclass
from functools import cached_property

from skosmith.compare.diff.changes import Change
from skosmith.compare.diff.views import View
from skosmith.model import SKM

NAMED = frozenset({"skill", "attribute", "level", "category"})
"""The kinds of things whose name is what people know them by."""

AT_LEVEL = frozenset({"skill-level", "attribute-level"})
"""The kinds of things that are something else at a level."""


@dataclass(frozen=True)
class Pair:
    """Two views under the same names: ``recoded`` says which name of OLD has become which of NEW, applied to ``old``.

    ``source_language`` is the one that translations are made from.
    """

    old: View
    new: View
    recoded: dict[str, str]
    source_language: str

    @cached_property
    def gone(self) -> set[str]:
        """The things that NEW does not have."""
        return self.old.nodes.keys() - self.new.nodes.keys()

    @cached_property
    def come(self) -> set[str]:
        """The things that OLD does not have."""
        return self.new.nodes.keys() - self.old.nodes.keys()

    @cached_property
    def moved(self) -> set[str]:
        """The concepts that gained or lost a level, by their names; "level" where levels of responsibility did."""
        found = {view.concepts[name] for view, names in self._both for name in names}
        kinds = {view.kinds[name] for view, names in self._both for name in names}
        return found | ({"level"} & kinds)

    @property
    def _both(self) -> tuple[tuple[View, set[str]], tuple[View, set[str]]]:
        return (self.old, self.gone), (self.new, self.come)

    def kind(self, name: str) -> str:
        """What a thing is, by NEW where it is there."""
        return self.new.kinds.get(name) or self.old.kinds.get(name, "thing")

    def concept(self, name: str) -> str:
        """What a thing belongs to, by NEW where it is there."""
        return self.new.concepts.get(name) or self.old.concepts.get(name, name)

    def change(self, kind: str, name: str, view: View | None = None) -> Change:
        """A change of ``kind`` of a thing, named as in ``view``, else as in NEW."""
        view = view or self.new
        level = 0
        if self.kind(name) in AT_LEVEL:
            level = min(map(view.number, view.nodes[name].get(SKM.level, ())), default=0)
        label = view.label(name, self.source_language)
        return Change(kind, name, self.concept(name), label, level=level)
