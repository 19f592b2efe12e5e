"""Two sides -> Diff: what changed between them, how grave it is, and the statements that turn one into the other."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from skosmith.checks import between_editions
from skosmith.compare.contracts.comparison import ChangedAnswer, changed_answers
from skosmith.compare.contracts.query import Contract
from skosmith.compare.diff.changes import Change, Verdict, verdict_of
from skosmith.compare.diff.comparison import compare
from skosmith.compare.diff.pair import Pair
from skosmith.compare.diff.recoded import recodings
from skosmith.compare.diff.side import Side
from skosmith.compare.diff.views import absolute, is_relative, view
from skosmith.model import OWL, Triple, fails


@dataclass(frozen=True, slots=True)
class Diff:
    """What is different between two sides.

    ``removed`` and ``added`` are the statements that turn OLD into NEW, in the order of their lines as N-Triples.
    ``deprecated`` holds the IRI of each thing of OLD below its root that NEW does not have, and of what replaces it,
    empty where that is not known. ``labels`` are the names of what ``changes`` are about. ``answers`` are the queries
    of consumers that answer otherwise, and by which rows. Where a side cannot be read, all are empty.
    """

    old: Side
    new: Side
    changes: tuple[Change, ...] = ()
    removed: tuple[Triple, ...] = ()
    added: tuple[Triple, ...] = ()
    deprecated: tuple[tuple[str, str], ...] = ()
    labels: dict[str, str] | None = None
    answers: tuple[ChangedAnswer, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """What the changes make of the whole."""
        return verdict_of(self.changes)

    @property
    def is_readable(self) -> bool:
        """Whether both sides can be read."""
        return self.old.is_readable and self.new.is_readable

    @property
    def is_at_fault(self) -> bool:
        """Whether a side cannot be read, or has a violation."""
        found = (*self.old.problems, *self.new.problems)
        return not self.is_readable or fails(found)


def compare_graphs(old: Side, new: Side, source_language: str = "en", contracts: Sequence[Contract] = ()) -> Diff:
    """What changed from ``old`` to ``new``; ``source_language`` is the one that translations are made from.

    ``contracts`` are the queries of consumers that are asked of both sides.
    Things are the same where their IRIs are, relative to the framework's, so two editions can be compared.
    Texts that have slipped by a level since are a problem of ``new``.
    """
    if not (old.is_readable and new.is_readable):
        return Diff(old, new)
    new = replace(new, problems=(*new.problems, *between_editions(old.read.build, new.read.build)))
    before, after = old.statements(), new.statements()
    was, now = view(before.values(), old.root), view(after.values(), new.root)
    recoded = recodings(was, now)
    pair = Pair(was.renamed(recoded), now, recoded, source_language)
    roots = _roots(old, new)
    said = {change.predicate for change in roots if change.predicate}  # the edition, which is no more said as a fact
    changes = [*roots, *(change for change in compare(pair) if change.predicate not in said)]
    gone = sorted(name for name in was.nodes if name not in now.nodes and is_relative(name))
    return Diff(
        old,
        new,
        tuple(changes),
        tuple(sorted(before.keys() - after.keys())),
        tuple(sorted(after.keys() - before.keys())),
        tuple(
            (absolute(name, old.root), absolute(recoded[name], new.root) if name in recoded else "") for name in gone
        ),
        {change.concept: _label(pair, change.concept) for change in changes},
        tuple(changed_answers(old.read.build, new.read.build, contracts)),
    )


def _label(pair: Pair, concept: str) -> str:
    view = pair.new if concept in pair.new.nodes else pair.old
    return view.label(concept, pair.source_language)


def _roots(old: Side, new: Side) -> list[Change]:
    """That the IRIs of the two begin with something else."""
    if old.root == new.root:
        return []
    was, now = old.read.build.profile, new.read.build.profile
    if was.base_iri != now.base_iri:
        return [Change("base-iri-changed", "<>", "<>", old=was.base_iri, new=now.base_iri)]
    return [Change("edition-changed", "<>", "<>", predicate=OWL.versionInfo, old=was.edition, new=now.edition)]
