"""Pages as editors and extractors may leave them: lines inserted, deleted, exchanged, two pages spliced.

It knows lines and nothing of their meaning; the same number gives the same page.
"""

import random
from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Mutation(NamedTuple):
    """A page, what was done to it, and the samples that its lines are from."""

    text: str
    what: str
    samples: tuple[str, ...]


def mutation(number: int, pages: Mapping[str, Sequence[str]], texts: Mapping[str, str]) -> Mutation:
    """The mutation of that number; ``pages`` are the names of the samples by language, ``texts`` theirs by name."""
    rng = random.Random(number)  # noqa: S311 - no secret
    language = rng.choice(sorted(pages))
    name, other = rng.choice(pages[language]), rng.choice(pages[language])
    if rng.random() < 0.2:
        other = rng.choice(pages[rng.choice(sorted(pages))])
    change = rng.choice((_insert, _delete, _swap, _splice))
    lines, what = change(rng, texts[name].splitlines(), texts[other].splitlines())
    return Mutation("\n".join(lines) + "\n", f"{number}: {name} {what} ({other})", (name, other))


def _full(lines: Sequence[str]) -> list[int]:
    return [at for at, line in enumerate(lines) if line.strip()]


def _insert(rng: random.Random, lines: list[str], others: list[str]) -> tuple[list[str], str]:
    """A line of another page somewhere: as a paragraph of its own, or between two lines."""
    taken, at = others[rng.choice(_full(others))], rng.randrange(len(lines) + 1)
    new = ["", taken, ""] if rng.random() < 0.6 else [taken]
    return [*lines[:at], *new, *lines[at:]], f"inserted {taken[:40]!r} at {at + 1}"


def _delete(rng: random.Random, lines: list[str], _: list[str]) -> tuple[list[str], str]:
    at = rng.choice(_full(lines))
    return [*lines[:at], *lines[at + 1 :]], f"deleted {lines[at][:40]!r} at {at + 1}"


def _swap(rng: random.Random, lines: list[str], _: list[str]) -> tuple[list[str], str]:
    first, second = sorted(rng.choices(_full(lines), k=2))
    lines = list(lines)
    lines[first], lines[second] = lines[second], lines[first]
    return lines, f"exchanged {first + 1} and {second + 1}"


def _splice(rng: random.Random, lines: list[str], others: list[str]) -> tuple[list[str], str]:
    """The beginning of one page and the end of another, as when a file is pasted into a file."""
    cut, start = rng.randrange(1, len(lines) + 1), rng.randrange(len(others))
    return [*lines[:cut], *others[start:]], f"cut at {cut}, with another from {start + 1}"
