"""Problems that only follow from another one: one mistake is reported once."""

from collections.abc import Iterable

from skosmith.model import Problem, Span

_ENDS = frozenset(
    {
        "attribute-definition-end",
        "attribute-level-definition-end",
        "essence-value-end",
        "level-note-end",
        "level-scope-note-end",
        "skill-definition-end",
        "skill-level-definition-end",
        "text-end",
    }
)
_TRANSLATED = frozenset({"lengths-differ", "list-items-differ"})

FOLLOWS: dict[str, frozenset[str]] = {
    **dict.fromkeys(_ENDS, frozenset({"page-cut"})),
    "item-empty": _ENDS,
    "levels-shifted": _TRANSLATED,
    "list-marker": frozenset({"list-items-differ"}),
    "page-cut": _ENDS | {"skill-declared-levels", "skill-defined-at-level", "skill-level-definition"},
    "text-placeholder": _ENDS | _TRANSLATED | {"page-cut", "text-not-translated"},
}
"""The codes of the problems that a problem brings about in the same text, by its own code."""

OF_PAGE: dict[str, frozenset[str]] = {
    "language-doubtful": frozenset({"text-not-translated"}),
    "level-number": frozenset({"level-gap"}),
    "line-not-held": frozenset({"skill-scope-note"}),
}
"""The codes of the warnings that a problem brings about anywhere on its page, by its own code."""


def without_consequences(problems: Iterable[Problem]) -> list[Problem]:
    """``problems`` without those that follow from another one of them.

    A violation is left out only if all its places are within those of another violation.
    """
    all_problems = list(problems)
    causes = [one for one in all_problems if one.code in FOLLOWS or one.code in OF_PAGE]
    return [one for one in all_problems if not any(_follows(one, cause) for cause in causes)]


def _follows(problem: Problem, cause: Problem) -> bool:
    if cause.code == "page-cut" and cause.severity == "warning":  # the text says the same, and more exactly
        return False
    if problem.severity == "violation":
        if problem.code not in FOLLOWS.get(cause.code, ()) or cause.severity != "violation":
            return False
        return all(any(_is_within(one, other) for other in cause.spans) for one in problem.spans)
    if problem.code in OF_PAGE.get(cause.code, ()):
        return bool(problem.spans) and {span.path for span in problem.spans} <= {span.path for span in cause.spans}
    is_of_text = problem.code in FOLLOWS.get(cause.code, ())
    return is_of_text and any(_meet(one, other) for one in problem.spans for other in cause.spans)


def _is_within(one: Span, other: Span) -> bool:
    """Whether all of a place belongs to another one."""
    if (one.path, one.sheet) != (other.path, other.sheet):
        return False
    return other[1:3] <= one[1:3] and one[3:5] <= other[3:5]


def _meet(one: Span, other: Span) -> bool:
    """Whether two places have a line, or a cell, in common."""
    if (one.path, one.sheet) != (other.path, other.sheet):
        return False
    if one.sheet:
        return one[:3] == other[:3]
    return one.line <= other.end_line and other.line <= one.end_line
