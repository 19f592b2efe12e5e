"""How a page is written, as opposed to what it says: the order of its blocks, the wording of labels, its chrome."""

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


class Digits(NamedTuple):
    """The text before, between and after the digits of the levels."""

    before: str = ""
    between: str = " "
    after: str = ""


_SPACED = Digits()


class Chrome(NamedTuple):
    """A text that is not about the skill, with its ``role`` as in ``Claim``; an item of a list begins with ``• ``.

    ``above`` is what follows it: a block, ``level 3`` (the section of that level), or ``end``.
    """

    above: str
    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Form:
    """How a page is written; the default is the canonical form of layout H, without chrome.

    ``blocks`` are the blocks in their order. ``labels`` holds pairs of a role and the wording of its label, if it is
    not that of the language; the role ``essence`` names the word in the line of a level's title.
    ``frames`` holds pairs of a line and its text around the values: ``title`` with ``{name}`` and ``{code}``,
    ``heading`` with ``{heading}``, ``level`` with ``{number}`` (``{digit}`` where others have ordinals), ``{title}``
    and ``{essence}``, ``essence`` (on the page of a level) with ``{essence}``; ``heading 3`` is the frame at level 3
    alone. A line end in a frame ends the line.
    ``links`` are the addresses of a page in Markdown, by ``digit 3`` and ``level 3``.
    """

    blocks: tuple[str, ...] = BLOCKS
    labels: tuple[tuple[str, str], ...] = ()
    chrome: tuple[Chrome, ...] = ()
    frames: tuple[tuple[str, str], ...] = ()
    digits: Digits = _SPACED
    links: tuple[tuple[str, str], ...] = ()

    def label(self, role: str) -> str:
        """The page's own wording of a label, else an empty text."""
        return dict(self.labels).get(role, "")

    def frame(self, line: str, number: int = 0) -> str:
        """The page's own frame of a line, at level ``number`` if that has one of its own, else an empty text."""
        frames = dict(self.frames)
        return frames.get(f"{line} {number}") or frames.get(line, "")


CANONICAL = Form()
"""The form of pages that have none of their own."""
