"""How a page is written, as against what it says: bullets, blank lines, the wording of labels, the order of blocks."""

from dataclasses import dataclass
from typing import NamedTuple

BLOCKS = (
    "title",
    "definition",
    "levels",
    "digits",
    "changes",
    "guidance",
    "understanding",
    "understanding/lower",
    "understanding/higher",
    "developing",
    "developing/lower",
    "developing/higher",
    "sections",
)
"""The blocks of a page of a skill in the order of the newest layout. Source: the page layouts, H."""


def literally(text: str) -> str:
    """``text`` as a part of a frame, whatever braces it has."""
    return text.replace("{", "{{").replace("}", "}}")


Gap = tuple[str, ...]
"""The blank lines between two lines of a page; each entry is the white space on one of them, mostly none."""

_BLANK: Gap = ("",)

# Labels on undefined levels stand tight against the lists around them. Source: the page layouts, block 7.
_TIGHT = (
    (("item", "item"), ()),
    (("lower", "item"), ()),
    (("higher", "item"), ()),
    (("item", "lower"), ()),
    (("item", "higher"), ()),
)


class Digits(NamedTuple):
    """What stands before, between and after the digits of the levels."""

    before: str = ""
    between: str = " "
    after: str = ""


_SPACED = Digits()


class Chrome(NamedTuple):
    """A line that says nothing of the skill, its ``role`` as in ``Claim``; an item of a list begins with ``• ``.

    ``above`` is what it stands above: a block, ``level 3`` (the section of that level), or ``end``.
    """

    above: str
    role: str
    text: str


class Odd(NamedTuple):
    """How one line is written otherwise than its page writes such lines; None where it is not.

    ``line`` counts the lines that are not blank, from 0. ``spaces`` is the white space before the first word of the
    line, between each two, and after the last.
    """

    line: int
    gap: Gap | None = None
    bullet: str | None = None
    spaces: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """How a page is written; as it stands, the canonical form of layout H, without chrome.

    ``blocks`` are the blocks in their order. ``labels`` holds pairs of a role and the wording of its label, where it is
    not that of the language; the role ``essence`` names the word in the line of a level's title.
    ``frames`` holds pairs of a line and how it is written around what it says: ``title`` with ``{name}`` and
    ``{code}``, ``heading`` with ``{heading}``, ``level`` with ``{number}`` (``{digit}`` where others have ordinals),
    ``{title}`` and ``{essence}``, ``essence`` (on the page of a level) with ``{essence}``; ``heading 3`` is that of
    level 3 alone. A line end in a frame ends the line.
    ``gap`` is the blank lines between two lines, ``gaps`` those of a pair of kinds, ``end`` what follows the last one.
    ``links`` are the addresses of a page in Markdown, by ``digit 3`` and ``level 3``.
    """

    blocks: tuple[str, ...] = BLOCKS
    labels: tuple[tuple[str, str], ...] = ()
    chrome: tuple[Chrome, ...] = ()
    frames: tuple[tuple[str, str], ...] = ()
    digits: Digits = _SPACED
    bullet: str = "  • "
    nested: str = "    • "
    gap: Gap = _BLANK
    gaps: tuple[tuple[tuple[str, str], Gap], ...] = _TIGHT
    end: Gap = _BLANK
    byte_order_mark: bool = False
    line_end: str = "\n"
    odd: tuple[Odd, ...] = ()
    links: tuple[tuple[str, str], ...] = ()

    def label(self, role: str) -> str:
        """The wording of a label as the page has it; empty where it is not its own."""
        return dict(self.labels).get(role, "")

    def frame(self, line: str, number: int = 0) -> str:
        """The frame of a line, at a level where it has one of its own; empty where the page has none."""
        frames = dict(self.frames)
        return frames.get(f"{line} {number}") or frames.get(line, "")


CANONICAL = Form()
"""The form in which pages are written that have none."""
