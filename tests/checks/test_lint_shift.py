"""Texts one level off: how often that is found, and how often it is said where it is not so, over invented pages."""

import math
import random

import pytest

from skosmith.checks.lint.shift import _Shape, shifted_levels, swapped_levels

TRIALS = 1000


def skill(rng: random.Random, levels: int) -> list[list[float]]:
    """Levels with one to six sentences of some 75 letters."""
    return [
        [max(15, rng.lognormvariate(math.log(75), 0.45)) for _ in range(rng.choice([1, 2, 2, 3, 3, 4, 4, 5, 6]))]
        for _ in range(levels)
    ]


def translated(rng: random.Random, levels: list[list[float]]) -> list[list[float]]:
    """Each sentence longer or shorter by some 15 %, one of fourteen made into two, one of fourteen joined."""
    longer = rng.uniform(0.4, 1.4)
    result = []
    for sentences in levels:
        values: list[float] = []
        for sentence in sentences:
            width, chance = sentence * longer * rng.lognormvariate(0, 0.15), rng.random()
            if chance < 0.07:
                values += [width / 2, width / 2]
            elif chance < 0.14 and values:
                values[-1] += width
            else:
                values.append(width)
        result.append(values)
    return result


def shapes(levels: list[list[float]]) -> dict[int, _Shape]:
    return {number: _Shape(len(parts), round(sum(parts))) for number, parts in enumerate(levels, 1)}


@pytest.mark.parametrize("levels", [4, 5, 6, 7])
def test_what_is_straight_is_not_said_to_be_off(levels: int) -> None:
    rng = random.Random(levels)  # noqa: S311 - texts, not secrets
    rows = [skill(rng, levels) for _ in range(TRIALS)]
    pairs = [(shapes(one), shapes(translated(rng, one))) for one in rows]
    assert sum(shifted_levels(*pair) is not None for pair in pairs) <= 1
    assert sum(swapped_levels(*pair) is not None for pair in pairs) == 0


@pytest.mark.parametrize("levels", [4, 5, 6, 7])
def test_what_is_off_is_found_mostly(levels: int) -> None:
    rng = random.Random(levels)  # noqa: S311 - texts, not secrets
    count = 0
    for _ in range(TRIALS):
        one = skill(rng, levels)
        other = translated(rng, one)
        up = rng.random() < 0.5
        other = skill(rng, 1) + other[:-1] if up else other[1:] + skill(rng, 1)
        off = shifted_levels(shapes(one), shapes(other))
        count += off is not None and all(here - there == (1 if up else -1) for here, there in zip(*off, strict=True))
    assert count >= 0.75 * TRIALS, count


@pytest.mark.parametrize("levels", [2, 3, 4, 7])
def test_two_that_are_swapped_are_found_where_they_clearly_differ(levels: int) -> None:
    rng = random.Random(levels)  # noqa: S311 - texts, not secrets
    count = clear = 0
    for _ in range(TRIALS):
        one = skill(rng, levels)
        other = translated(rng, one)
        at = rng.randrange(levels - 1)
        below, above = sorted(map(sum, one[at : at + 2]))
        other[at : at + 2] = reversed(other[at : at + 2])
        clear += above > 2.5 * below and above - below > 200
        two = swapped_levels(shapes(one), shapes(other))
        assert two in {None, (at + 1, at + 2)}
        count += two is not None and above > 2.5 * below and above - below > 200
    assert clear > 0.1 * TRIALS
    assert count >= 0.6 * clear, (count, clear)


def test_two_short_texts_are_swapped_by_chance() -> None:
    assert swapped_levels({1: _Shape(1, 20), 2: _Shape(1, 70)}, {1: _Shape(1, 70), 2: _Shape(1, 20)}) is None
    assert swapped_levels({1: _Shape(1, 20), 2: _Shape(1, 170)}, {1: _Shape(1, 170), 2: _Shape(1, 20)}) == (1, 2)


def test_levels_of_which_all_are_alike_tell_nothing() -> None:
    same = {number: _Shape(2, 150) for number in range(1, 7)}
    assert shifted_levels(same, same) is None


def test_two_levels_are_too_few() -> None:
    assert shifted_levels({1: _Shape(1, 10), 2: _Shape(9, 900)}, {2: _Shape(1, 10), 3: _Shape(9, 900)}) is None
