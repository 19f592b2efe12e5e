"""Problems -> problems: which of them are to be seen, as options and the project's waivers say."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from skosmith.checks.policy.waivers import Waiver
from skosmith.model import Problem, fails, in_order, problem

if TYPE_CHECKING:
    from skosmith.checks.policy.baseline import Baseline


@dataclass(frozen=True, slots=True)
class Policy:
    """Which problems are to be seen.

    ``select`` and ``ignore`` are patterns of codes, as for ``codes.matches``; where ``select`` is empty, all are
    selected. A waiver counts to the end of the day that it names. Of a ``baseline`` the problems are known already.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    baseline: "Baseline | None" = None


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found: an iterable of the problems to be seen, in the order of their places.

    ``waived`` are those that the project file waives, each with its waiver; ``known`` those of the baseline, of which
    ``gone`` problems are no more.
    """

    problems: list[Problem] = field(default_factory=list)
    waived: list[tuple[Problem, Waiver]] = field(default_factory=list)
    known: list[Problem] = field(default_factory=list)
    gone: int = 0

    def __iter__(self) -> Iterator[Problem]:
        """The problems to be seen."""
        return iter(self.problems)

    def __len__(self) -> int:
        """The number of problems to be seen."""
        return len(self.problems)

    @property
    def conforms(self) -> bool:
        """Whether no problem is a violation."""
        return not fails(self.problems)

    def counts(self) -> dict[str, int]:
        """The numbers of problems that are not shown, by the reason; only those that are not 0."""
        counts = {"waived": len(self.waived), "known": len(self.known), "gone": self.gone}
        return {name: count for name, count in counts.items() if count}


def judge(problems: Iterable[Problem], policy: Policy, on: date | None = None, *, is_whole: bool = True) -> Report:
    """What ``policy`` leaves of ``problems`` on a day, today where none is given.

    A waiver that has expired is a problem where it would be used; one that waives nothing is a problem where
    ``is_whole`` tells that all sources of the project were read, and its code is selected.
    """
    seen = [one for one in problems if _is_selected(one.code, policy)]
    day = on or today()
    left: list[Problem] = []
    waived: list[tuple[Problem, Waiver]] = []
    used: set[int] = set()
    for one in seen:
        found = [at for at, waiver in enumerate(policy.waivers) if waiver.covers(one)]
        valid = next((at for at in found if policy.waivers[at].expires >= day), None)
        used.update(found if valid is None else [valid])
        if valid is None:
            left.append(one)
        else:
            waived.append((one, policy.waivers[valid]))
    known: list[Problem] = []
    gone = 0
    if policy.baseline:
        left, known, gone = policy.baseline.split(left)
    of_waivers = _of_waivers(policy, used, day, is_whole=is_whole)
    left += [one for one in of_waivers if _is_selected(one.code, policy)]
    return Report(in_order(left), waived, known, gone)


def matches(code: str, pattern: str) -> bool:
    """Whether ``pattern`` names ``code``: as it is, by its first words (``label``), or as a glob (``*-misspelt``)."""
    return code == pattern or code.startswith(f"{pattern.rstrip('-')}-") or fnmatchcase(code, pattern)


def _is_selected(code: str, policy: Policy) -> bool:
    return (not policy.select or any(matches(code, pattern) for pattern in policy.select)) and not any(
        matches(code, pattern) for pattern in policy.ignore
    )


def _of_waivers(policy: Policy, used: set[int], day: date, *, is_whole: bool) -> Iterator[Problem]:
    for at, waiver in enumerate(policy.waivers):
        if at in used and waiver.expires < day:
            yield problem("waiver-expired", waiver.span, waived=waiver.code, expires=waiver.expires.isoformat())
        elif at not in used and is_whole and _is_selected(waiver.code, policy):
            yield problem("waiver-unused", waiver.span, waived=waiver.code)


def today() -> date:
    """The day it is here."""
    return datetime.now().astimezone().date()
