"""Lines that an editor has broken at some width, joined again: a paragraph of a page is a line."""

from itertools import pairwise

from skosmith.model import Line, Problem, Source, problem
from skosmith.pages.labels import key
from skosmith.pages.languages import Languages
from skosmith.pages.parse.headings import ends_as_text
from skosmith.pages.parse.marks import is_digits
from skosmith.pages.parse.reading import BULLETS

_WIDTHS = range(40, 121)  # characters at which editors break lines
_ENOUGH = 3  # lines that are broken within a sentence, to know it by
_MOST = 0.75  # of the lines within a sentence that end where the next word has no room


def unwrapped(source: Source, languages: Languages) -> tuple[Source, list[Problem]]:
    """A page with the lines joined that were broken at one width, and a problem at the first of them.

    A line is broken there if the first word of the next one has no room on it.
    """
    if source.is_html:
        return source, []
    pairs = [pair for pair in pairwise(source.lines) if _may_be_broken(*pair, languages)]
    width = max((_end(above) for above, _ in pairs), default=0)
    broken = [above for above, below in pairs if _has_no_room(above, below, width)]
    ends = {line.number for line in broken}
    within = [above.number for above, _ in pairs if not ends_as_text(above.text)]
    count = len(ends.intersection(within))
    if count < _ENOUGH or count < _MOST * len(within):
        return source, []
    lines: list[Line] = []
    is_open = False
    for line in source.lines:
        if is_open:
            lines[-1] = _joined(lines[-1], line)
        else:
            lines.append(line)
        is_open = line.number in ends
    return source._replace(lines=tuple(lines)), [problem("lines-wrapped", source.span(broken[0]), width=width)]


def _may_be_broken(above: Line, below: Line, languages: Languages) -> bool:
    """Whether two lines may be one that was broken: directly below each other, the second no item, label or digits."""
    if below.number != above.number + 1 or _end(above) not in _WIDTHS or above.rank or below.rank:
        return False
    if below.text[0] in BULLETS or is_digits(below.text) or " " not in above.text:
        return False
    return not any(_is_known(line.text, languages) for line in (above, below))


def _is_known(text: str, languages: Languages) -> bool:
    words = key(text) if len(text) <= languages.longest else ""
    return words in languages.roles or words in languages.chrome


def _end(line: Line) -> int:
    """The width of a line, with what it is indented by."""
    return line.column - 1 + len(line.text)


def _has_no_room(above: Line, below: Line, width: int) -> bool:
    return _end(above) + 1 + len(below.text.split(maxsplit=1)[0]) > width


def _joined(above: Line, below: Line) -> Line:
    """Two lines as one, each of its characters where it stands."""
    runs = above.runs or ((0, above.number, above.column),)
    shift = len(above.text) + 1
    shifted = ((at + shift, number, column) for at, number, column in below.runs or ((0, below.number, below.column),))
    return above._replace(text=f"{above.text} {below.text}", runs=(*runs, *shifted))
