"""An independent judge of what was read: every line of a page is accounted for, and nothing foreign is in a text.

It knows the page as text, the graph as N-Quads, the problems as codes with lines, and the lines of the samples that
people have sorted by hand (``samples/labels``). It imports nothing of skosmith.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import pyoxigraph

SKOS, SKM = "http://www.w3.org/2004/02/skos/core#", "https://w3id.org/skosmith/ns#"
VALUE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#value"

# What the classes of the lists say of a line: that it opens a block, or that it is not a text of the page.
OPENS = {
    "title": f"{SKOS}definition",
    "guidance": f"{SKOS}scopeNote",
    "changes": f"{SKOS}changeNote",
    "understanding": "",
    "understanding/lower": f"{SKM}lowerLevelsNote",
    "understanding/higher": f"{SKM}higherLevelsNote",
    "developing": f"{SKM}developmentNote",
    "developing/lower": f"{SKM}lowerLevelsDevelopmentNote",
    "developing/higher": f"{SKM}higherLevelsDevelopmentNote",
}
FOREIGN = frozenset({"chrome", "marker", "banner", "note", "unobserved", "frame", "group", "notice"})
LABELS = frozenset({"levels", "digits", "guidance", "changes", "understanding", "developing", "lower", "higher"})
# Classes of lines that are held by being known: the words of labels and chrome, whatever block they are in.
HELD = FOREIGN | LABELS | {"title", "heading"}
TEXTS = frozenset({*OPENS.values(), VALUE, f"{SKOS}note"}) - {""}
OPENINGS = frozenset({"label-misspelt", "label-not-known", "heading-misspelt"})
SERIOUS = frozenset({"warning", "violation"})

_TELLING = 12  # characters: a shorter line may be in any text
_INVISIBLE = dict.fromkeys(
    map(ord, "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff")
)
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")
_MARKS = re.compile(r"\*\*|__|`|\\(?=[!-/:-@\[-`{-~])")
_EDGE = re.compile(r"(?:#{1,6} +|> +|[•*·-]+ +|[•·]|\d+\. (?=\[))")
_RULE = re.compile(r"(?:[-*_] *){3,}|\|?(?: *:?-+:? *\|)+(?: *:?-+:? *)?|\|[ |]*\||=+|[-•*]")
_MARKER = re.compile(r"\s*\((?:new|modified|unchanged)\)$", re.IGNORECASE)
_NUMBER = re.compile(r"(\d)\D*$")


class Found(NamedTuple):
    """A problem: its code, its severity, and its places as pairs of first and last line."""

    code: str
    severity: str
    lines: tuple[tuple[int, int], ...]


class Listed(NamedTuple):
    """A line that somebody has sorted by hand; ``role`` is its class in ``samples/labels``.

    ``is_more`` tells that only the lines above say that it is of that class, as for a sentence below a notice.
    """

    role: str
    text: str
    is_more: bool = False


class Literal(NamedTuple):
    """A text of the graph, with the subject and the property that it is said by."""

    subject: str
    predicate: str
    lines: tuple[str, ...]
    whole: str


def plain(line: str) -> str:
    """A line without bullet, marks of Markdown, invisible characters and doubled blanks."""
    text = unicodedata.normalize("NFC", line).translate(_INVISIBLE).strip()
    while edge := _EDGE.match(text):
        text = text[edge.end() :]
    text = _MARKS.sub("", _LINK.sub(r"\1", _LINK.sub(r"\1", text)))
    return " ".join(text.split())


def listed(path: Path, page: str) -> list[Listed]:
    """The list of a sample: lines as they are, and of a frame those of ``page`` between two numbers."""
    rows = [row.split("\t", 1) for row in path.read_text("utf-8").splitlines() if "\t" in row]
    lines = page.splitlines()
    values = []
    for role, text in rows:
        if role == "frame":
            first, _, last = text.partition("-")
            values += [Listed("frame", line, is_more=True) for line in lines[int(first) - 1 : int(last or first)]]
        else:
            is_more = role in {"+banner", "+notice"}
            values.append(Listed(role.lstrip("+"), text, is_more))
    return values


def literals_of(quads: str) -> list[Literal]:
    """The texts of a graph that a page may have said."""
    values = []
    for quad in pyoxigraph.parse(quads.encode(), pyoxigraph.RdfFormat.N_QUADS):
        if isinstance(quad.object, pyoxigraph.Literal) and quad.object.language:
            lines = tuple(line for part in quad.object.value.split("\n") if (line := plain(part)))
            values.append(Literal(str(quad.subject.value), quad.predicate.value, lines, " ".join(lines)))
    return values


def judge(
    page: str, quads: str, problems: Iterable[Found], known: Sequence[Listed], *, is_whole: bool = False
) -> list[str]:
    """What is wrong: a sentence for each line that is lost in silence, or in the wrong place, or foreign in a text.

    ``is_whole`` tells that the page is as it was sorted: else a sentence of a notice is foreign only below its heading.
    """
    literals = literals_of(quads)
    problems = list(problems)
    reported = _lines_of(problems, SERIOUS)
    openings = _lines_of([one for one in problems if one.code in OPENINGS], SERIOUS)
    wrong = _lines_of([one for one in problems if not one.code.endswith("left-out")], SERIOUS)
    roles: dict[str, list[str]] = {}
    by_itself: dict[str, list[str]] = {}
    for one in known:
        text = _MARKER.sub("", plain(one.text))
        roles.setdefault(text, []).append(one.role)
        if is_whole or not one.is_more:
            by_itself.setdefault(text, []).append(one.role)
    return [*_lost(page, literals, reported, openings, roles), *_foreign(page, literals, wrong, by_itself)]


def _lines_of(problems: Sequence[Found], severities: Collection[str]) -> set[int]:
    """The lines that the problems of some severities are about."""
    faults = [problem for problem in problems if problem.severity in severities]
    return {at for problem in faults for first, last in problem.lines for at in range(first, last + 1)}


class _Place(NamedTuple):
    """Where the lines below a label should be: a property of the skill, or the nodes of a level; any node for "".

    Below a notice they may be notes on changes, too.
    """

    predicate: str = ""
    level: str = ""
    is_noticed: bool = False

    def holds(self, literal: Literal) -> bool:
        if self.is_noticed and literal.predicate == f"{SKOS}changeNote":
            return True
        if self.level:
            return re.search(rf"(?:levels/[^/]*_|/lor/){self.level}(?:/essence)?$", literal.subject) is not None
        return not self.predicate or literal.predicate in {self.predicate, f"{SKOS}note", VALUE}


def _lost(
    page: str, literals: list[Literal], reported: set[int], openings: set[int], roles: dict[str, list[str]]
) -> Iterable[str]:
    """The lines that no text holds where their section says; ``openings`` are lines that a problem calls a label."""
    place, outer = _Place(), ""
    reached: dict[Literal, int] = {}
    seen: set[str] = set()
    passed: set[str] = set()
    essences = tuple(text for text, kinds in roles.items() if "essence" in kinds)
    for number, raw in enumerate(page.splitlines(), 1):
        text = _MARKER.sub("", plain(raw))
        if not text or _RULE.fullmatch(raw.strip()):
            continue
        kinds = roles.get(text, [])
        opened, outer = _opened(text, kinds, outer)
        if "notice" in kinds:
            place = place._replace(is_noticed=True)
        if (
            number in openings
            or (number in reported and text[-1].isdigit())
            or (opened is not None and "title" in kinds and "title" in passed)
        ):
            opened = _Place()
        passed |= set(kinds)
        if opened is not None:
            place = _Place() if number in reported else opened
        if number in reported or HELD.intersection(kinds) or "attribute" in kinds:
            continue
        is_again = text in seen
        seen.add(text)
        if not _is_held(text, [one for one in literals if place.holds(one)], reached, essences, is_again=is_again):
            where = "in another place" if _is_held(text, literals, {}, essences) else "nowhere"
            yield f"line {number} is held {where}: {text[:80]!r} ({place})"


def _opened(text: str, kinds: list[str], outer: str) -> tuple[_Place | None, str]:
    """The place that a line opens, None for a line of text; and the label that ``lower`` and ``higher`` belong to."""
    if "heading" in kinds or ("unobserved" in kinds and text[-1].isdigit()):
        number = _NUMBER.search(text)
        return _Place(level=number[1] if number else ""), outer
    if "attribute" in kinds:
        return _Place(), outer
    for kind in kinds:
        if kind in {"lower", "higher"}:
            return _Place(OPENS.get(f"{outer}/{kind}", "")), outer
        if kind in OPENS:
            return _Place(OPENS[kind]), kind
        if kind in {"levels", "digits"}:
            return _Place(), outer
    return None, outer


def _is_held(
    text: str, literals: list[Literal], reached: dict[Literal, int], essences: Sequence[str], *, is_again: bool = False
) -> bool:
    """Whether a text holds a line, behind the lines that it held before; anywhere, if the line comes once more."""
    parts = [text, *(text.partition(label)[2].lstrip(":： ") for label in essences if label and label in text)]
    if title := re.match(r"[^:：]{1,80}[:：]\s*[^:：]{1,60}[:：]\s*(\S.*)", text):
        parts.append(title[1])
    for part in filter(None, parts):
        for literal in literals:
            at = literal.whole.find(part, reached.get(literal, 0))
            if at >= 0 or (is_again and part in literal.whole):
                if len(part) >= _TELLING:
                    reached[literal] = max(at, reached.get(literal, 0))
                return True
    # The line of a level's title, without an essence: its title is a text of its own.
    return any(literal.whole and text.rstrip(":：").endswith(literal.whole) and len(literal.lines) == 1 and
               literal.predicate == f"{SKOS}prefLabel" for literal in literals)  # fmt: skip


def _foreign(page: str, literals: list[Literal], wrong: set[int], roles: dict[str, list[str]]) -> Iterable[str]:
    numbers: dict[str, set[int]] = {}
    for number, raw in enumerate(page.splitlines(), 1):
        numbers.setdefault(_MARKER.sub("", plain(raw)), set()).add(number)
    for literal in literals:
        if literal.predicate not in TEXTS:
            continue
        for line in literal.lines:
            kinds = set(roles.get(_MARKER.sub("", line), ()))
            if literal.predicate == f"{SKOS}changeNote":
                kinds -= {"notice"}
            places = numbers.get(_MARKER.sub("", line), set())
            if kinds & (FOREIGN | LABELS) and kinds <= HELD and not places & wrong:
                yield f"a {'/'.join(sorted(kinds))} is in a text of {literal.subject}: {line[:80]!r}"
