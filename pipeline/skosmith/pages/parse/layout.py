"""What is wrong with how the blocks of a page are laid out: labels, digits, and where the page breaks off."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from skosmith.model import Kind, LevelSection, Number, Problem, Quoted, Source, Span, Text, problem
from skosmith.pages.labels import fold, unaccent
from skosmith.pages.parse.blocks import TEXT_BLOCKS, Blocks
from skosmith.pages.parse.headings import ends_as_text
from skosmith.pages.parse.reading import BULLETS, Mark, PageReading

_LEADS_IN = (":", "：", ";", "；")
_LONGEST = 40  # characters of the last line, in a message


def label_problems(blocks: Blocks, *, is_whole: bool) -> list[Problem]:
    """Labels that come twice, in one problem; of two that belong together, one missing; those without a text.

    A page that is not whole, since it ends before its levels, lacks the label that would follow its last one.
    Where the text of a missing label belongs to no block, that text is the problem: see ``rdf/lines.py``.
    """
    first: dict[str, Span] = {}
    for claim in blocks.claims:
        first.setdefault(claim.role, claim.span)
    repeats = [
        label
        for label in blocks.repeats
        if "developing" in first or not label.role.startswith("understanding/")  # without it, it is what is missing
    ]
    places = [span for label in repeats for span in (label.span, first[label.role])]
    problems = [problem("label-twice", *places)] if places else []
    labels = [claim for claim in blocks.claims if claim.kind == "label"]
    roles = {claim.role for claim in labels}
    last = labels[-1].role if labels and not is_whole else ""
    for outer in ("understanding", "developing"):
        pair = [first[role] for side in ("lower", "higher") if (role := f"{outer}/{side}") in roles]
        is_single = (
            len(pair) == 1 and last != f"{outer}/lower" and not _has_lost_text(blocks, first.get(outer), pair[0])
        )
        if is_single or pair != sorted(pair):
            problems.append(problem("label-pair", *pair))
    owed = TEXT_BLOCKS - {"developing"} - blocks.texts.keys()
    empty = [claim for claim in labels if claim.role in owed and claim.role != last]
    return problems + [problem("label-empty", claim.span) for claim in empty]


def _has_lost_text(blocks: Blocks, outer: Span | None, label: Span) -> bool:
    """Whether a text between the label ``outer`` and ``label`` belongs to no block."""
    return outer is not None and any(outer.line < line.number < label.line for line in blocks.unplaced)


def digit_problems(numbers: Sequence[Number]) -> Iterator[Problem]:
    """A problem for each level that comes twice in the digits."""
    first: dict[int, Number] = {}
    for number in numbers:
        if first.setdefault(number.value, number) is not number:
            yield problem("digit-twice", number.span, first[number.value].span, level=number.value)


def unlabelled_digits(reading: PageReading, blocks: Blocks) -> Iterator[Problem]:
    """A problem for a line of digits without its label."""
    if line := blocks.unlabelled:
        labels = Quoted([reading.labels.words["levels"]])
        yield problem("line-not-held", reading.source.span(line), text=line.text, count=1, labels=labels)


def no_digits(blocks: Blocks, title: Span) -> Iterator[Problem]:
    """A problem where the line of digits is missing: a page has none only where the levels fall.

    One level alone does not fall; there the old site's lines around the page tell. Source: the page layouts, A.
    """
    label = next((claim.span for claim in blocks.claims if claim.role == "levels"), None)
    numbers = [section.heading.number for section in blocks.sections]
    is_old = any(claim.role == "site" for claim in blocks.claims)
    falls = numbers == sorted(numbers, reverse=True) and len(numbers) > (0 if is_old else 1)
    if label or not falls:
        yield problem("no-digits", label or title, digits=" ".join(map(str, sorted(set(numbers)))))


def lost_headings(reading: PageReading, name: Text | None, blocks: Blocks) -> list[Problem]:
    """The lines in which a level heading is hidden: they begin as one does, or hold one among other text."""
    if name is None:
        return []
    begin = f"{unaccent(fold(name.value))}:"
    heading = f"{begin} {unaccent(fold(reading.labels.level))}"
    written = f"{name.value}: {reading.labels.level} 3"
    problems = []
    for lines in (*blocks.texts.values(), *(section.lines for section in blocks.sections)):
        for line in lines:
            text = unaccent(fold(line.text)).replace(" :", ":").lstrip("*_# ")
            if text.startswith(begin) or heading in text:
                problems.append(problem("heading-lost", reading.source.span(line), written=written))
    return problems


def text_in_changes(source: Source, blocks: Blocks) -> Iterator[Problem]:
    """A warning for notes on changes that have another form than a sentence and a list: they may hold other texts."""
    lines = blocks.texts.get("changes", [])
    labels = {claim.span.line for claim in blocks.claims}
    for above, line in pairwise(lines):
        is_first = any(above.number < number < line.number for number in labels)
        if line.text[0] not in BULLETS and not is_first:
            yield problem("text-in-changes", source.span(line), source.span(lines[0]).to(source.span(lines[-1])))
            return


def page_cut(
    reading: PageReading, sections: Sequence[LevelSection], numbers: Sequence[Number], kind: Kind
) -> Iterator[Problem]:
    """A problem at the end of a skill or attribute page that breaks off: before its levels, after a heading, in a text.

    ``numbers`` are the digits: a page may end between two of its levels. Further places are the digits of the levels
    that are lost, the title if all are, and the heading of a level without text. A warning if nothing is known to be
    lost: a text may just lack a full stop.
    """
    last = reading.marks[-1]
    is_before_levels = kind == "skill" and not sections
    is_after_heading = last.heading is not None or last.role == "cut" or (bool(last.role) and not last.is_chrome)
    has_no_text = bool(sections) and sections[-1].skill_label is not None and sections[-1].definition is None
    lost = _levels_below([section.number for section in sections], numbers)
    is_cut = is_before_levels or is_after_heading or has_no_text
    if is_cut or is_cut_in_text(last) or len(lost) > 1:  # of a single level the digit may be wrong
        cut = cut_after(reading, last)
        titles = [reading.source.span(reading.title)] if is_before_levels else []
        headings = [sections[-1].heading.span] if has_no_text else []
        spans = tuple(dict.fromkeys([*cut.spans, *titles, *headings, *(number.span for number in lost)]))
        yield cut._replace(spans=spans, severity="violation" if is_cut or lost else cut.severity)


def _levels_below(sections: Sequence[int], numbers: Sequence[Number]) -> Sequence[Number]:
    """The digits without a section that are all after that of the last section; none if another one is without."""
    missing = [number for number in numbers if number.value not in sections]
    is_rising = list(sections) == sorted(sections)
    if not sections or (is_rising and all(number.value > sections[-1] for number in missing)):
        return missing
    return ()


def is_cut_in_text(last: Mark) -> bool:
    """Whether the last line of a page is text that does not end as a text does; an item of a list need not."""
    text = last.line.text
    return last.is_unknown and not last.is_item and (not ends_as_text(text) or text.endswith(_LEADS_IN))


def cut_after(reading: PageReading, last: Mark) -> Problem:
    """What reports that a page breaks off after a line; its place is the end of the line, or all of it if it is cut.

    A warning, since of a text only the full stop may be missing.
    """
    text = last.line.text
    begin = 0 if last.role or last.heading else max(len(text) - 1, 0)
    end = text if len(text) <= _LONGEST else f"…{text[-_LONGEST:]}"
    return problem("page-cut", reading.source.span(last.line, begin, len(text)), text=end)._replace(severity="warning")
