"""Problems -> Report: the problems to report, after the options, the waivers and the baseline."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, NamedTuple

from skosmith.checks.policy.waivers import Waiver
from skosmith.model import Problem, fails, in_order, problem

if TYPE_CHECKING:
    from skosmith.checks.policy.baseline import Baseline


class Policy(NamedTuple):
    """The problems to report.

    ``select`` and ``ignore`` are patterns of codes, as for ``matches``; an empty ``select`` selects all. A waiver is
    valid to the end of its day. The problems of ``baseline`` are known.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    baseline: "Baseline | None" = None


@dataclass(frozen=True, slots=True)
class Report:
    """The result of a check; iterating gives ``problems``, in the order of their places.

    ``waived`` are the problems that the project file waives, each with its waiver; ``known`` are those of the baseline,
    of which ``gone`` do not occur any more.
    """

    problems: list[Problem] = field(default_factory=list)
    waived: list[tuple[Problem, Waiver]] = field(default_factory=list)
    known: list[Problem] = field(default_factory=list)
    gone: int = 0

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.problems)

    def __len__(self) -> int:
        return len(self.problems)

    @property
    def conforms(self) -> bool:
        """Whether no problem is a violation."""
        return not fails(self.problems)

    def counts(self) -> dict[str, int]:
        """The numbers of problems that are left out, by reason, without those that are 0."""
        counts = {"waived": len(self.waived), "known": len(self.known), "gone": self.gone}
        return {name: count for name, count in counts.items() if count}


def judge(problems: Iterable[Problem], policy: Policy, on: date | None = None, *, is_whole: bool = True) -> Report:
    """The report of ``problems`` under ``policy`` on a day, by default today.

    An expired waiver that covers a problem is a problem itself; so is one that covers none, if ``is_whole`` tells that
    all sources of the project were read, and its code is selected.
    """
    selected = [one for one in problems if _is_selected(one.code, policy)]
    day = on or today()
    left: list[Problem] = []
    waived: list[tuple[Problem, Waiver]] = []
    used: set[int] = set()
    for one in selected:
        covering = [at for at, waiver in enumerate(policy.waivers) if waiver.covers(one)]
        valid = next((at for at in covering if policy.waivers[at].expires >= day), None)
        used.update(covering if valid is None else [valid])
        if valid is None:
            left.append(one)
        else:
            waived.append((one, policy.waivers[valid]))
    known: list[Problem] = []
    gone = 0
    if policy.baseline:
        left, known, gone = policy.baseline.split(left)
    of_waivers = _waiver_problems(policy, used, day, is_whole=is_whole)
    left += [one for one in of_waivers if _is_selected(one.code, policy)]
    return Report(in_order(left), waived, known, gone)


def matches(code: str, pattern: str) -> bool:
    """Whether ``pattern`` names ``code``: as it is, by its first words (``label``), or as a glob (``*-misspelt``)."""
    return code == pattern or code.startswith(f"{pattern.rstrip('-')}-") or fnmatchcase(code, pattern)


def _is_selected(code: str, policy: Policy) -> bool:
    return (not policy.select or any(matches(code, pattern) for pattern in policy.select)) and not any(
        matches(code, pattern) for pattern in policy.ignore
    )


def _waiver_problems(policy: Policy, used: set[int], day: date, *, is_whole: bool) -> Iterator[Problem]:
    for at, waiver in enumerate(policy.waivers):
        if at in used and waiver.expires < day:
            yield problem("waiver-expired", waiver.span, waived=waiver.code, expires=waiver.expires.isoformat())
        elif at not in used and is_whole and _is_selected(waiver.code, policy):
            yield problem("waiver-unused", waiver.span, waived=waiver.code)


def today() -> date:
    return datetime.now().astimezone().date()
