"""Two sides -> Diff: the changes, how grave they are, and the statements that turn one side into the other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from skosmith.checks import between_editions
from skosmith.compare.contracts.comparison import ChangedAnswer, changed_answers
from skosmith.compare.contracts.query import Contract
from skosmith.compare.diff.changes import Change, Verdict, verdict_of
from skosmith.compare.diff.comparison import compare
from skosmith.compare.diff.pair import Pair
from skosmith.model import DCAT, Triple, fails
from skosmith.project import Side
from skosmith.rdf import absolute, in_force, is_relative, recodings, retired_since, view, without_history


@dataclass(frozen=True, slots=True)
class Diff:
    """The differences between two sides; none if a side cannot be read.

    ``removed`` and ``added`` are the statements that turn OLD into NEW, in the order of their lines as N-Triples.
    ``deprecated`` holds the IRI of each thing below the root of OLD that NEW does not have, and the IRI of its
    replacement, empty if unknown. ``labels`` are those of the concepts of ``changes``. ``answers`` are the queries of
    consumers with other answers.
    """

    old: Side
    new: Side
    changes: tuple[Change, ...] = ()
    removed: tuple[Triple, ...] = ()
    added: tuple[Triple, ...] = ()
    deprecated: tuple[tuple[str, str], ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    answers: tuple[ChangedAnswer, ...] = ()

    @property
    def verdict(self) -> Verdict:
        return verdict_of(self.changes)

    @property
    def is_readable(self) -> bool:
        return self.old.is_readable and self.new.is_readable

    @property
    def is_at_fault(self) -> bool:
        """Whether a side cannot be read, or has a violation."""
        return not self.is_readable or fails((*self.old.problems, *self.new.problems))


def compare_graphs(old: Side, new: Side, source_language: str = "en", contracts: Sequence[Contract] = ()) -> Diff:
    """The differences from ``old`` to ``new``; ``source_language`` is the one that translations are made from.

    ``contracts`` are the queries of consumers to ask of both sides.
    What the graphs say about their own history is no change.
    Things are the same if their IRIs are, relative to the framework's, so two editions can be compared.
    Texts that have shifted by a level are a problem of ``new``.
    """
    if not (old.is_readable and new.is_readable):
        return Diff(old, new)
    new = replace(new, problems=(*new.problems, *between_editions(old.read.build, new.read.build)))
    before, after = old.statements(), new.statements()
    was, now = (view(without_history(side.asserted()), side.root) for side in (old, new))
    recoded = recodings(was, now)
    pair = Pair(*in_force(was.renamed(recoded), now), recoded, source_language, retired_since(was, now))
    roots = _root_changes(old, new)
    known = {change.predicate for change in roots if change.predicate}  # the edition
    changes = [*roots, *(change for change in compare(pair) if change.predicate not in known)]
    removed = sorted(name for name in was.nodes if name not in now.nodes and is_relative(name))
    concepts = {change.concept for change in changes}
    return Diff(
        old,
        new,
        changes=tuple(changes),
        removed=tuple(sorted(before - after)),
        added=tuple(sorted(after - before)),
        deprecated=tuple(
            (absolute(name, old.root), absolute(recoded[name], new.root) if name in recoded else "") for name in removed
        ),
        labels={name: (now if name in now.nodes else pair.old).label(name, source_language) for name in concepts},
        answers=tuple(changed_answers(old.read.build, new.read.build, contracts)),
    )


def _root_changes(old: Side, new: Side) -> list[Change]:
    if old.root == new.root:
        return []
    was, now = old.read.build.profile, new.read.build.profile
    if was.base_iri != now.base_iri:
        return [Change("base-iri-changed", "<>", "<>", old=was.base_iri, new=now.base_iri)]
    return [Change("edition-changed", "<>", "<>", predicate=DCAT.version, old=was.edition, new=now.edition)]
