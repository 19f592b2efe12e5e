"""Diff -> the tables ``[[retired]]`` of the skills that NEW no longer has."""

from collections.abc import Iterator

from skosmith.compare.diff import Diff
from skosmith.model import SKOS, Names
from skosmith.project import retired_table


def retired_tables(diff: Diff) -> Iterator[str]:
    """A table for each skill that was removed and not re-coded, in the order of the codes, with its names in OLD.

    It is retired since the edition of NEW or, if that has none, since the day on which NEW was changed.
    """
    old, profile = diff.old.read.build, diff.new.read.build.profile
    names = Names(old.profile)
    for change in diff.changes:
        if change.kind == "skill-removed":
            skill = f"<{names.root}{change.node[1:]}"
            labels = {text.language: text.value for text in old.graph.texts(skill, SKOS.prefLabel)}
            yield retired_table(old.graph.literal(skill, SKOS.notation), labels, profile.edition or profile.modified)
