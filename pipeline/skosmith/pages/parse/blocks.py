"""The lines of a page, sorted into the blocks they stand in."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from skosmith.model import Claim, Line
from skosmith.pages.parse.marks import DIGITS, Heading, Mark
from skosmith.pages.parse.reading import PageReading

# The blocks whose lines become a text. "lower" and "higher" say something else below each of the two labels above them.
TEXT_BLOCKS = frozenset(
    {
        "title",
        "changes",
        "guidance",
        "understanding/lower",
        "understanding/higher",
        "developing",
        "developing/lower",
        "developing/higher",
    }
)
_WITHIN = frozenset({"marker", "notice", "banner"})  # the chrome below which a block goes on


@dataclass(slots=True)
class Blocks:
    """The lines of a page by block; those that no block takes are ``left``, and found by ``build``."""

    claims: list[Claim] = field(default_factory=list)
    texts: dict[str, list[Line]] = field(default_factory=dict)
    digits: list[tuple[Line, int]] = field(default_factory=list)
    sections: list[tuple[Heading, Line, list[Line]]] = field(default_factory=list)
    twice: list[Claim] = field(default_factory=list)
    left: list[Line] = field(default_factory=list)

    def opened(self, label: Claim) -> str:
        """The block that ``label`` opens; none where it has a text, which would hold all that stands in between.

        A label that comes twice is noted, but for the words for changes, of which one may follow the other.
        """
        has_text = label.role in self.texts and label.role != "changes"
        if has_text or (label.role != "changes" and any(claim.role == label.role for claim in self.claims)):
            self.twice.append(label)
        self.claims.append(label)
        return "" if has_text else label.role


def blocks_of(reading: PageReading) -> Blocks:
    """Each line into the block it stands in: a label opens a block, a level heading a section."""
    source, title, marks = reading.source, reading.title, reading.marks
    blocks = Blocks()
    block = outer = ""
    section: list[Line] | None = None
    for number, (line, role, is_chrome, heading, digits) in enumerate(marks):
        if line is title:
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
            block = block if is_again else blocks.opened(claim)
            blocks.claims += [claim] if is_again else []
            blocks.digits += [(line, digits)] if digits else []
        elif heading:
            section = []
            blocks.sections.append((heading, line, section))
        elif section is not None:
            section.append(line)
        elif DIGITS.fullmatch(line.text) and (block == "levels" or _stands_above_its_label(marks, number)):
            blocks.digits.append((line, 0))
        elif block in TEXT_BLOCKS:
            blocks.texts.setdefault(block, []).append(line)
        else:
            blocks.left.append(line)
    return blocks


def _stands_above_its_label(marks: Sequence[Mark], number: int) -> bool:
    """Whether a line of digits stands right above the levels label. Source: the page layouts, C."""
    return number + 1 < len(marks) and marks[number + 1].role == "levels"
