"""The tokens of a query that tell what it does, without a parser for all of SPARQL.

Source: SPARQL 1.1, section 19.8.
"""

import re
from collections.abc import Container, Iterator
from typing import Literal, NamedTuple

# What may contain a word that is no keyword comes first: strings, IRIs, comments, variables, names, language tags.
_TOKENS = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*'"
    r'|<[^<>"{}|^`\\\x00-\x20]*>'
    r"|\#[^\n\r]*"
    r"|[?$]\w+"
    r"|(?P<prefix>(?:\w[\w.-]*)?):(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\.)*"
    r"|@[A-Za-z-]+"
    r"|(?P<brace>[{}])"
    r"|(?P<word>[A-Za-z_]\w*)",
    re.DOTALL,
)


class Token(NamedTuple):
    """A keyword in capitals (or another word by itself), a brace, or the prefix of a name; ``start`` is its offset."""

    kind: Literal["word", "brace", "prefix"]
    text: str
    start: int


def tokens(query: str) -> Iterator[Token]:
    for match in _TOKENS.finditer(query):
        if (word := match["word"]) is not None:
            yield Token("word", word.upper(), match.start())
        elif match["brace"]:
            yield Token("brace", match["brace"], match.start())
        elif match["prefix"] is not None:
            yield Token("prefix", match["prefix"], match.start())


def keywords(query: str) -> list[str]:
    """The keywords of a query in their order, in capitals, among other words that are no names."""
    return [token.text for token in tokens(query) if token.kind == "word"]


def is_ordered(query: str) -> bool:
    """Whether the query itself, not one within its braces, has an ORDER BY."""
    depth, before = 0, ""
    for _, text, _ in tokens(query):
        depth += {"{": 1, "}": -1}.get(text, 0)
        if (depth, before, text) == (0, "ORDER", "BY"):
            return True
        before = text
    return False


def undeclared_prefix(query: str, known: Container[str]) -> tuple[str, int] | None:
    """The first prefix that ``query`` does not declare and ``known`` does not have, and its offset."""
    declared, before = {"_"}, ""
    for kind, text, start in tokens(query):
        if kind == "prefix" and before == "PREFIX":
            declared.add(text)
        elif kind == "prefix" and text not in declared and text not in known:
            return text, start
        before = text if kind == "word" else ""
    return None
