"""What is wrong with how the blocks of a page are laid out."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from skosmith.model import Number, Problem, Source, Span, Text, problem
from skosmith.pages.labels import fold, unaccent
from skosmith.pages.parse.blocks import TEXT_BLOCKS, Blocks
from skosmith.pages.parse.headings import BULLETS
from skosmith.pages.parse.reading import PageReading


def label_problems(blocks: Blocks, *, is_whole: bool) -> list[Problem]:
    """Labels that come twice, in one problem; of two that belong together, one missing; those that hold nothing.

    A page that is not whole, since it ends before its levels, lacks the label that would follow its last one.
    """
    problems = []
    if blocks.twice:
        places = []
        for again in blocks.twice:
            before = next(claim.span for claim in blocks.claims if claim.role == again.role)
            places += [again.span, before]
        problems.append(problem("label-twice", *places))
    of_labels = [claim for claim in blocks.claims if claim.kind == "label"]
    places_of = {claim.role: claim.span for claim in reversed(of_labels)}
    last = of_labels[-1].role if of_labels and not is_whole else ""
    for outer in ("understanding", "developing"):
        pair = [places_of[role] for side in ("lower", "higher") if (role := f"{outer}/{side}") in places_of]
        if (len(pair) == 1 and last != f"{outer}/lower") or pair != sorted(pair):
            problems.append(problem("label-pair", *pair))
    owed = TEXT_BLOCKS - {"developing"} - blocks.texts.keys()
    empty = [claim for claim in of_labels if claim.role in owed and claim.role != last]
    return problems + [problem("label-empty", claim.span) for claim in empty]


def digit_problems(numbers: Sequence[Number]) -> Iterator[Problem]:
    """A problem for each level that comes twice in the digits."""
    seen: dict[int, Number] = {}
    for number in numbers:
        if seen.setdefault(number.value, number) is not number:
            yield problem("digit-twice", number.span, seen[number.value].span, level=number.value)


def no_digits(blocks: Blocks, title: Span) -> Iterator[Problem]:
    """A problem where the line of digits is missing: a page has none only where the levels fall.

    One level alone does not fall; there the old site's lines around the page tell. Source: the page layouts, A.
    """
    label = next((claim.span for claim in blocks.claims if claim.role == "levels"), None)
    numbers = [heading.number for heading, _, _ in blocks.sections]
    is_old = any(claim.role == "site" for claim in blocks.claims)
    falls = numbers == sorted(numbers, reverse=True) and len(numbers) > (0 if is_old else 1)
    if label or not falls:
        yield problem("no-digits", label or title)


def lost_headings(reading: PageReading, name: Text | None, blocks: Blocks) -> list[Problem]:
    """The lines in which a level heading is hidden: they begin as one does, or hold one among other text."""
    if name is None:
        return []
    begins = f"{unaccent(fold(name.value))}:"
    held = f"{begins} {unaccent(fold(reading.labels.level))}"
    problems = []
    for lines in (*blocks.texts.values(), *(lines for _, _, lines in blocks.sections)):
        for line in lines:
            text = unaccent(fold(line.text)).replace(" :", ":").lstrip("*_# ")
            if text.startswith(begins) or held in text:
                written = f"{name.value}: {reading.labels.level} 3"
                problems.append(problem("heading-lost", reading.source.span(line), written=written))
    return problems


def text_in_changes(source: Source, blocks: Blocks) -> Iterator[Problem]:
    """A warning for notes on changes that have another form than a sentence and a list: they may hold other texts."""
    lines = blocks.texts.get("changes", [])
    if not lines:
        return
    labels = {claim.span.line for claim in blocks.claims}
    for above, line in pairwise(lines):
        is_first = any(above.number < number < line.number for number in labels)
        if line.text[0] not in BULLETS and not is_first:
            yield problem("text-in-changes", source.span(line), source.span(lines[0]).to(source.span(lines[-1])))
            return
