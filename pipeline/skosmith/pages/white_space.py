"""Tabs and no-break spaces between the words of a text: they are read as spaces, and came in with a paste."""

import re
from collections.abc import Iterator, Sequence

from skosmith.model import LevelPage, Page, Problem, Span, Text, problem

_TABS = "\t\x0b\x0c"
_NO_BREAK = "\xa0\u202f\u2007"
_SEVERAL = 2  # no-break spaces in one text: one alone is on real pages, and may be meant
# A tab after a word, other than behind what begins an item of a list; a no-break space between two words, of which the
# first is not one of those that typographers keep with the next, such as an initial, a title or a preposition.
_AMONG_WORDS = re.compile(
    rf"(?:(?<=[^\W\d_]{{2}})|(?<=[^\W\d_]{{2}}[,.;:!?)]))[{_TABS}](?= *\S)"
    rf"|(?<=[^\W\d_]{{3}})[{_NO_BREAK}](?=[^\W\d_]{{2}})"
)
_LINE_END = re.compile(r"\r\n|\r|\n")


def white_space_problems(page: Page | LevelPage, data: bytes) -> Iterator[Problem]:
    """A problem for each text of a page that is no HTML with such a character between two words.

    ``data`` are the bytes of the page, of UTF-8 or Windows-1252.
    """
    if not any(blank.encode() in data for blank in _TABS + _NO_BREAK):
        return
    lines = _LINE_END.split(data.decode("utf-8-sig", "replace"))
    for text in _texts(page):
        problems = list(_found(text.span, lines))
        is_tab = any(blank in _TABS for blank, _ in problems)
        if is_tab or len(problems) >= _SEVERAL:
            what = ("a tab", "uma tabulação") if is_tab else ("a no-break space", "um espaço não separável")
            yield problem("text-white-space", *(span for _, span in problems), what=what[0], what_pt=what[1])


def _found(span: Span, lines: Sequence[str]) -> Iterator[tuple[str, Span]]:
    """The characters within ``span`` that are reported, each with its place."""
    for number in range(span.line, span.end_line + 1):
        for match in _AMONG_WORDS.finditer(lines[number - 1]):
            column = match.start() + 1
            if number > span.line or column > span.column:
                yield match[0], span._replace(line=number, column=column, end_line=number, end_column=column + 1)


def _texts(page: Page | LevelPage) -> Iterator[Text]:
    """The texts of a page except names and titles, in no order."""
    if isinstance(page, LevelPage):
        texts = [page.essence, page.scope_note, *(one.definition for one in page.attributes)]
    else:
        texts = [page.definition, page.change_note, page.scope_note]
        texts += [page.lower_levels_note, page.higher_levels_note, page.development_note]
        texts += [page.lower_levels_development_note, page.higher_levels_development_note]
        texts += [text for section in page.sections for text in (section.essence, section.definition)]
    yield from (text for text in texts if text is not None)
