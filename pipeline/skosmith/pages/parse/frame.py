"""What a site writes around a page that was saved or copied whole: navigation above it, and links below."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from skosmith.model import Claim, Line, Page, Problem, Source, Text, problem
from skosmith.pages.labels import key
from skosmith.pages.languages import Languages
from skosmith.pages.parse.headings import ends_as_text, reads_like_a_heading
from skosmith.pages.parse.marks import is_digits
from skosmith.pages.parse.reading import BULLETS, Mark, PageReading

_NAVIGATION = frozenset({"site", "breadcrumb"})
_ENOUGH = 2  # lines of the site, to know by that a page was copied with its navigation
_MENU = 3  # other lines, to take them for its menu: fewer may be about the skill
_LONGEST, _LONGEST_WORDS = 30, 3  # of a line that is above links as a heading is, such as ``Keywords``


class Frame(NamedTuple):
    """The lines around a page, and of these the names of related skills."""

    above: Sequence[Line] = ()
    below: Sequence[Line] = ()
    related: Sequence[Line] = ()


def frame_of(source: Source, languages: Languages) -> Frame:
    """The frame of a page of Markdown; empty for any other, and for one that has no links around it.

    Above, it ends at the first heading of the first rank. Below, it begins after the last line that names a level, at
    the first line that is nothing but links, or at the headings above that.
    """
    lines = source.lines
    links = [at for at, line in enumerate(lines) if line.is_link and not line.rank and not is_digits(line.text)]
    if not links:
        return Frame()
    title = next((at for at, line in enumerate(lines) if line.rank == 1), 0)
    above = lines[:title] if links[0] < title else ()
    last = next((at for at in range(len(lines) - 1, title - 1, -1) if languages.names_level(lines[at].text)), -1)
    if last < 0:
        return Frame(above)
    begin = next((at for at in links if at > last), len(lines))
    while last + 1 < begin < len(lines) and _is_heading(lines[begin - 1]):
        begin -= 1
    below = lines[begin:]
    return Frame(above, below, _related(below, languages))


def without_navigation(reading: PageReading) -> tuple[PageReading, list[Problem]]:
    """A page of text with the navigation above its title as chrome, and an info that it is left out.

    It was copied out of a browser: above a line of the site, or its slogan, others of the site are among it. What reads
    like a text stays, to be reported.
    """
    marks = list(reading.marks)
    title = next(at for at, mark in enumerate(marks) if mark.line is reading.title)
    above = [at for at in range(title) if marks[at].is_unknown or marks[at].role in _NAVIGATION]
    known = [at for at in above if marks[at].role or _is_of_site(marks[at].line, reading.languages)]
    end = max([*known, *(at for at in range(title) if marks[at].role == "slogan")], default=0)
    left_out = [at for at in above if at <= end and (at in known or reads_like_a_heading(marks[at].line))]
    if len(known) < _ENOUGH or len(left_out) - len(known) < _MENU:
        return reading, []
    for at in left_out:
        marks[at] = Mark(marks[at].line, marks[at].role or "frame", is_chrome=True)
    first, last = (reading.source.span(marks[at].line) for at in (left_out[0], left_out[-1]))
    return reading._replace(marks=tuple(marks)), [problem("frame-left-out", first.to(last), count=len(left_out))]


def _is_of_site(line: Line, languages: Languages) -> bool:
    """Whether a line is known to be above the title, or in the frame of a page."""
    words = key(line.text)
    return languages.frame.has(words) or any(words.startswith(begin) for begin, _ in languages.beginnings)


def _is_heading(line: Line) -> bool:
    """Whether a line above links is a heading of theirs."""
    is_short = len(line.text) <= _LONGEST and len(line.text.split()) <= _LONGEST_WORDS
    return line.rank > 0 or (is_short and line.text[0] not in BULLETS and not ends_as_text(line.text))


def _related(lines: Sequence[Line], languages: Languages) -> Sequence[Line]:
    """The links below the heading of related skills."""
    start = next((at for at, line in enumerate(lines) if line.rank and key(line.text) in languages.related), len(lines))
    end = next((at for at in range(start + 1, len(lines)) if not lines[at].is_link), len(lines))
    return lines[start + 1 : end]


def without_frame(source: Source, frame: Frame) -> Source:
    """The page between what is above and what is below."""
    return source._replace(lines=source.lines[len(frame.above) : len(source.lines) - len(frame.below)])


def with_frame(page: Page, source: Source, frame: Frame) -> Page:
    """``page`` with the lines of its frame, and the related skills named there."""
    claims = [Claim("chrome", "frame", source.span(line)) for line in (*frame.above, *frame.below)]
    related = [Text(line.text.lstrip(f"{BULLETS} "), page.language, source.span(line)) for line in frame.related]
    return replace(page, lines=source.lines, claims=(*page.claims, *claims), related=tuple(related))


def frame_problems(source: Source, frame: Frame, languages: Languages) -> list[Problem]:
    """An info for the frame as a whole, and a warning for the paragraphs in it that no site is known to write there."""
    parts = [part for part in (frame.above, frame.below) if part]
    if not parts:
        return []
    name = source.lines[len(frame.above)].text.rpartition(" ")[0]
    places = [source.span(part[0]).to(source.span(part[-1])) for part in parts]
    problems = [problem("frame-left-out", *places, count=sum(map(len, parts)))]
    foreign = [source.span(line) for part in parts for line in part if not _is_known(line, name, languages)]
    return [*problems, problem("text-in-frame", *foreign, count=len(foreign))] if foreign else problems


def _is_known(line: Line, name: str, languages: Languages) -> bool:
    """Whether a line is a link or a heading, has known words, or is the title of the page once more."""
    if line.is_link or line.rank > 0 or (name and line.text.lstrip(f"{BULLETS} 0123456789.").startswith(name)):
        return True
    words = key(line.text)
    return words in languages.chrome or languages.frame.has(words)
