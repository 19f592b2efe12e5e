"""Which line of a page names its skill, or what kind of page it is instead."""

import re
from collections.abc import Sequence
from functools import cache

from skosmith.model import Line, Problem, Quoted, Source, problem, shortened
from skosmith.pages.labels import Labels, fold
from skosmith.pages.languages import Languages
from skosmith.pages.parse.marks import ITEM, bare_title
from skosmith.pages.parse.reading import PageReading

# Source: the page layouts, block 2. A first line is a title with a misspelt code, too: the shapes judge the code.
_TITLE = r"(?P<name>.+?[^\s:：|–—-]) +(?P<code>{code})"
_FIRST_TITLE = r"(?:(?P<name>.*[^\s:：|–—-]) +)?(?P<code>{code})"
_TWO_CODES = r"(?P<name>.+?)[\s,/|&+(]+(?P<other>{code})[\s,/|&+)]+(?<=\s)(?P<code>{code})"
_CODE = "[A-Z]{4}"
_FIRST_CODE = "[A-Z][A-Z0-9]+"
_LONGEST = 100
_LIKE_A_LEVEL = r"[^:：]+[:：]\s*\w+\s*\d{1,2}"
_ENOUGH = 2  # labels, or levels of one name, that tell a skill page


def title_of(reading: PageReading) -> Line | Problem:
    """The line that holds the skill's name and code, or the problem that says what kind of page this is instead."""
    source, marks = reading.source, reading.marks
    first = next((mark.line for mark in marks if not mark.is_chrome), source.lines[0])
    titles = [line for line in source.lines if is_title(line, reading.languages, reading.labels)]
    headings = [(mark.line.text, mark.heading) for mark in marks if mark.heading]
    names = {fold(text[heading.start : heading.end]) for text, heading in headings} - {""}
    roles = {mark.role for mark in marks if mark.role and not mark.is_chrome}
    title = _choose(reading, first, titles, names)
    if len(titles) > 1 and not headings and "levels" not in roles:
        return problem("category-page", *map(source.span, titles), count=len(titles))
    if title is None or (title is not first and not roles and not headings):
        is_skill = len(roles) >= _ENOUGH or (names and len(headings) >= _ENOUGH)
        if not is_skill:
            return problem("other-page", source.span(first), text=shortened(first.text))
        exactly = _in_capitals(first.text, names, reading.languages)
        pattern = reading.languages.code_pattern
        values = {"text": shortened(first.text), "title": Quoted(exactly), "replacement": "".join(exactly)}
        codes = {"capitals": Quoted([] if pattern else [_CODE]), "pattern": Quoted([pattern] if pattern else [])}
        return problem("no-code", source.span(first), **values, **codes)
    second = _second(reading, title, titles, names)
    if second:
        names_of = {"title": bare_title(title.text, reading.labels), "second": bare_title(second.text, reading.labels)}
        return problem("two-skills", source.span(title), source.span(second), **names_of)
    return title


def with_one_code(reading: PageReading) -> tuple[PageReading, list[Problem]]:
    """A page with the last of two codes in its title alone, and a problem that reports both.

    The level headings tell that the first one is no part of the skill's name.
    """
    title = reading.title
    two_codes = _TWO_CODES.replace("{code}", reading.languages.code_pattern or _CODE)
    match = re.fullmatch(two_codes, bare_title(title.text, reading.labels))
    headings = [(mark.line.text, mark.heading) for mark in reading.marks if mark.heading]
    names = {fold(text[heading.start : heading.end]) for text, heading in headings}
    if match is None or fold(match["name"]) not in names or _name(title, reading.labels) in names:
        return reading, []
    span = reading.source.span(title, match.start("other"), match.end("code"))
    values = {"name": match["name"], "other": match["other"], "notation": match["code"]}
    one = title.select([(0, match.end("name")), (match.start("code") - 1, len(title.text))])
    lines = tuple(one if line is title else line for line in reading.source.lines)
    marks = tuple(mark._replace(line=one) if mark.line is title else mark for mark in reading.marks)
    reading = reading._replace(source=reading.source._replace(lines=lines), title=one, marks=marks)
    return reading, [problem("title-two-codes", span, **values)]


def page_without_language(source: Source, keys: Sequence[str], languages: Languages) -> Problem:
    """What reports a page whose language is not clear: a list of skills has no labels to find it by."""
    pairs = list(zip(source.lines, keys, strict=True))
    first = next((line for line, words in pairs if words not in languages.chrome), source.lines[0])
    titles = [line for line in source.lines if is_title(line, languages)]
    if len(titles) > 1:
        return problem("category-page", *map(source.span, titles), count=len(titles))
    levels = sum(re.fullmatch(_LIKE_A_LEVEL, line.text) is not None for line in source.lines)
    if first not in titles and levels < _ENOUGH and not _is_first_title(first.text, languages):
        return problem("other-page", source.span(first), text=shortened(first.text))
    tags = {line.text: languages.tags_by_key[words] for line, words in pairs if words in languages.tags_by_key}
    labels = ", ".join(f"'{text}' ({', '.join(among)})" for text, among in tags.items())  # 'Leitfaden' (de)
    return problem("language-not-found", source.span(first), found=labels or "-")


@cache
def title_pattern(code_pattern: str) -> re.Pattern[str]:
    """Matches the name and the code of a title line; an empty ``code_pattern`` stands for four capitals."""
    return re.compile(_TITLE.replace("{code}", code_pattern or _CODE))


@cache
def first_title_pattern(code_pattern: str) -> re.Pattern[str]:
    """As ``title_pattern``, for the first line of a page, which may have no name, and a code that is misspelt."""
    either = f"{code_pattern}|{_FIRST_CODE}" if code_pattern else _FIRST_CODE
    return re.compile(_FIRST_TITLE.replace("{code}", either))


def is_title(line: Line, languages: Languages, labels: Labels | None = None) -> bool:
    """Whether a line is a name and a code, and no item of a list.

    With ``labels`` a marker and the word for a beta may follow. Source: the page layouts, block 2; E and F.
    """
    text = bare_title(line.text, labels) if labels else line.text
    code_pattern = languages.code_pattern
    if not (code_pattern or text[-1:].isupper()) or len(text) > _LONGEST or ITEM.match(text):
        return False
    match = title_pattern(code_pattern).fullmatch(text)
    return match is not None and match["code"] not in languages.frameworks


def _is_first_title(text: str, languages: Languages) -> bool:
    match = first_title_pattern(languages.code_pattern).fullmatch(text) if len(text) <= _LONGEST else None
    return match is not None and match["code"] not in languages.frameworks


def _choose(reading: PageReading, first: Line, titles: Sequence[Line], names: set[str]) -> Line | None:
    """The title whose name the level headings repeat; else the first line, if it can be one; else the first title."""
    if fold(first.text) in names:  # the name alone, which happens to end as a code does
        return None
    if named := next((line for line in titles if _name(line, reading.labels) in names), None):
        return named
    is_title = _is_first_title(bare_title(first.text, reading.labels), reading.languages)
    return first if is_title else next(iter(titles), None)


def _in_capitals(text: str, names: set[str], languages: Languages) -> list[str]:
    """The title that ``text`` is, but for a code in small letters; none if the level headings have another name."""
    name, _, code = text.rpartition(" ")
    title = f"{name} {code.upper()}"
    return [title] if fold(name) in names and title_pattern(languages.code_pattern).fullmatch(title) else []


def _name(line: Line, labels: Labels) -> str:
    return fold(bare_title(line.text, labels).rpartition(" ")[0])


def _second(reading: PageReading, title: Line, titles: Sequence[Line], names: set[str]) -> Line | None:
    """The first line that opens another skill: a levels label, or level headings of its name, follow it below others.

    A line of text that happens to end with four capitals opens none.
    """
    levels = [mark.line.number for mark in reading.marks if mark.role == "levels"]
    for line in titles:
        is_between = bool(levels) and title.number < levels[0] < line.number < levels[-1]
        name = _name(line, reading.labels)
        if is_between or (name in names and name != _name(title, reading.labels)):
            return line
    return None
