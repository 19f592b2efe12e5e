"""The lines of a page, sorted into its blocks."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from skosmith.model import Claim, Line
from skosmith.pages.parse.marks import is_digits, is_list_of_digits
from skosmith.pages.parse.reading import Heading, Mark, PageReading

# The blocks whose lines become a text. "lower" and "higher" mean something else below each of two other labels.
TEXT_BLOCKS = frozenset({
    "title", "changes", "guidance", "understanding/lower", "understanding/higher",
    "developing", "developing/lower", "developing/higher",
})  # fmt: skip
_WITHIN = frozenset({"marker", "notice", "banner"})  # the chrome below which a block goes on


class Section(NamedTuple):
    """A level heading, the line that it is on, and the lines below it."""

    heading: Heading
    line: Line
    lines: list[Line]


@dataclass(slots=True)
class Blocks:
    """The lines of a page by block; ``build`` reports those that are ``unplaced``, as no block takes them.

    ``unlabelled`` is the line of digits if the page lacks its label.
    """

    claims: list[Claim] = field(default_factory=list)
    texts: dict[str, list[Line]] = field(default_factory=dict)
    digits: list[tuple[Line, int]] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    repeats: list[Claim] = field(default_factory=list)
    unplaced: list[Line] = field(default_factory=list)
    unlabelled: Line | None = None

    def open(self, label: Claim) -> str:
        """The block that ``label`` opens; none if it has a text already, which would hold all that is in between.

        A label that comes twice is noted, except the words for changes, of which one may follow the other.
        """
        has_text = label.role in self.texts and label.role != "changes"
        if has_text or (label.role != "changes" and any(claim.role == label.role for claim in self.claims)):
            self.repeats.append(label)
        self.claims.append(label)
        return "" if has_text else label.role


def blocks_of(reading: PageReading) -> Blocks:
    """Each line in its block: a label opens a block, a level heading a section."""
    source, marks = reading.source, reading.marks
    blocks = Blocks(unlabelled=_digits_without_label(marks))
    block = outer = ""
    section: list[Line] | None = None
    for number, (line, role, is_chrome, heading, digits) in enumerate(marks):
        if line is reading.title:
            block = "title"
        elif is_chrome:
            blocks.claims.append(Claim("chrome", role, source.span(line)))
            block = block if role in _WITHIN else ""
        elif role:
            section = None
            is_again = role == block == "levels" and not blocks.digits  # "Levels", then "Defined at ...: 2 3"
            outer = outer if role in {"lower", "higher"} else role
            block = role if role == outer else f"{outer}/{role}"
            claim = Claim("label", block, source.span(line))
            if is_again:
                blocks.claims.append(claim)
            else:
                block = blocks.open(claim)
            blocks.digits += [(line, digits)] if digits else []
        elif heading:
            section = []
            blocks.sections.append(Section(heading, line, section))
        elif section is not None:
            section.append(line)
        elif line is blocks.unlabelled or (
            is_digits(line.text) and (block == "levels" or _role_below(marks, number) == "levels")
        ):
            blocks.digits.append((line, 0))
        elif block in TEXT_BLOCKS:
            blocks.texts.setdefault(block, []).append(line)
        else:
            blocks.unplaced.append(line)
    return blocks


def _digits_without_label(marks: Sequence[Mark]) -> Line | None:
    """The line of digits of a skill page that lacks the label above it."""
    first = next((at for at, mark in enumerate(marks) if mark.heading), len(marks))
    has_names = any(mark.heading and mark.heading.start >= 0 for mark in marks)
    if not has_names or any(mark.role == "levels" for mark in marks):
        return None
    return next((mark.line for mark in marks[:first] if mark.is_unknown and is_list_of_digits(mark.line.text)), None)


def _role_below(marks: Sequence[Mark], number: int) -> str:
    """The role of the next line: the digits may be directly above their label. Source: the page layouts, C."""
    return marks[number + 1].role if number + 1 < len(marks) else ""
