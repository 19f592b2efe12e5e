"""Markdown as the plain lines of a page: without its marks, with its places."""

import re

from skosmith.model import Line, Source

_FENCE = "---"
_OF_YAML = r"[\w\"'-][^:#]*:|- "  # a key, or an item of a list
_BETWEEN_LINKS = " |-•·*0123456789."  # also the number of an item
_RULE = re.compile(r"(?:[-*_] *){3,}|\|?(?: *:?-+:? *\|)+(?: *:?-+:? *)?|\|[ |]*\||=+")
_EDGES = re.compile(r"#{1,6} +|> +|\| *")
_MARKS = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])|(?P<strong>\*\*|__)|`|"
    r"\[!\[[^\[\]]*\]\([^()]*\)(?P<beside>[^\[\]]*)\]\((?P<around>[^()\s]*)\)|"
    r"!?\[(?P<text>[^\[\]]*)\](?:\((?P<url>[^()\s]*(?:\([^()]*\)[^()\s]*)*)(?:\s+\"[^\"]*\")?(?:\)|$)|\[[^\[\]]*\])|"
    r"<(?P<link>https?://[^<>\s]+)>|(?P<anchor></?[A-Za-z][^<>]*>)| +#+$|\| *$"
)
_TEXTS = ("escaped", "beside", "text", "link")


def plain(source: Source) -> Source:
    """The lines without the marks of headings, strong text, links and tables; rules and empty table rows left out.

    Source: CommonMark 0.31, sections 4.1 to 4.2, 6.2 to 6.3; GitHub Flavored Markdown, section 4.10. Front matter is no
    part of either: it is the text between two lines ``---`` at the top of a file.
    """
    end = _end_of_front_matter(source)
    lines = (
        line._replace(is_link=True) if line.number < end else _plain(line)
        for line in source.lines
        if not _RULE.fullmatch(line.text)
    )
    return source._replace(lines=tuple(line for line in lines if line.text))


def _end_of_front_matter(source: Source) -> int:
    """The number of the line that ends the front matter; 0 without any."""
    if source.lines[0].number > 1 or source.lines[0].text != _FENCE:
        return 0
    for line in source.lines[1:]:
        if line.text == _FENCE:
            return line.number
        if not re.match(_OF_YAML, line.text):
            return 0
    return 0


def has_marks(text: str) -> bool:
    """Whether a line has marks within: strong text, code, links, elements; escaped characters do not count."""
    edge = _EDGES.match(text)
    return any(not mark["escaped"] for mark in _MARKS.finditer(text, edge.end() if edge else 0))


def is_rule(text: str) -> bool:
    """Whether a line is a rule, the line of dashes of a table, or an empty row."""
    return _RULE.fullmatch(text) is not None


def _plain(line: Line) -> Line:
    edge = _EDGES.match(line.text)
    at = edge.end() if edge else 0
    parts: list[tuple[int, int]] = []
    outside = ""  # the links
    marks = list(_MARKS.finditer(line.text, at))
    for mark in marks:
        parts += [(at, mark.start()), *(mark.span(group) for group in _TEXTS if mark[group])]
        outside += line.text[at : mark.start()] + (mark["escaped"] or "")
        at = mark.end()
    parts.append((at, len(line.text)))
    outside += line.text[at:]
    is_link = any(mark["url"] or mark["link"] or mark["around"] for mark in marks) and not outside.strip(_BETWEEN_LINKS)
    return line.select(parts)._replace(rank=edge[0].count("#") if edge else 0, is_link=is_link)
