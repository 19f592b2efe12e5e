"""Diff -> JSON: everything in the forms for people, for programs."""

import hashlib
import json
from typing import Any

from skosmith.compare.contracts.comparison import ChangedAnswer
from skosmith.compare.diff import Diff
from skosmith.compare.diff.changes import Change
from skosmith.compare.diff.forms.figures import counts, has_words, of_side, text_counts
from skosmith.compare.diff.words import word_diff
from skosmith.model import Compact, iri_of
from skosmith.project import Side
from skosmith.reports import as_dict


def as_json(diff: Diff, language: str = "en") -> str:
    """An object, as docs/diff.md describes it; its ``verdict`` is null if a side cannot be read."""
    members = {
        "verdict": diff.verdict if diff.is_readable else None,
        "old": _side(diff.old, language),
        "new": _side(diff.new, language),
        "summary": counts(diff),
        "texts": text_counts(diff),
        "statements": {"removed": len(diff.removed), "added": len(diff.added)},
        "changes": [_change(change, language) for change in diff.changes],
        "deprecated": [{"iri": iri_of(old), "isReplacedBy": iri_of(new) or None} for old, new in diff.deprecated],
        "answers": [_answer(answer, language) for answer in diff.answers],
    }
    return json.dumps(members, ensure_ascii=False, indent=2) + "\n"


def sha256(side: Side) -> str:
    """The canonical hash of a side: that of its sorted N-Quads, since there are no blank nodes (RDFC-1.0)."""
    lines = sorted(" ".join(triple) + " .\n" for triple in side.statements())
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _side(side: Side, language: str) -> dict[str, Any]:
    problems = [as_dict(problem, language) for problem in side.problems]
    return {"name": side.name, "root": side.root, **of_side(side), "sha256": sha256(side), "problems": problems}


def _answer(answer: ChangedAnswer, language: str) -> dict[str, Any]:
    return {
        "query": answer.contract.path,
        "variables": list(answer.variables),
        "removed": [list(row) for row in answer.gone],
        "added": [list(row) for row in answer.added],
        "isReordered": answer.is_reordered,
        "problems": [as_dict(problem, language) for problem in answer.problems],
    }


def _change(change: Change, language: str) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "verdict": change.verdict,
        "node": iri_of(change.node),
        "concept": iri_of(change.concept),
        "label": change.label,
        "sentence": change.sentence(language),
        "property": Compact()[change.predicate] if change.predicate else None,
        "language": change.language or None,
        "level": change.level or None,
        "old": change.old or None,
        "new": change.new or None,
        "words": [list(run) for run in word_diff(change.old, change.new)] if has_words(change) else None,
        "namesRow": change.names_row or None,
        "oldPlace": change.old_place._asdict() if change.old_place else None,
        "newPlace": change.new_place._asdict() if change.new_place else None,
    }
