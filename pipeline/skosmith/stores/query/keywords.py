"""The keywords of a query, without a parser for all of SPARQL."""

import re
from collections.abc import Container

# What can hold a word that is no keyword: strings, IRIs, comments, variables, prefixed names, language tags.
# Source: SPARQL 1.1, section 19.8.
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
    r"|(?P<word>[A-Za-z_]\w*)",
    re.DOTALL,
)


def keywords(query: str) -> list[str]:
    """The keywords of a query in their order, in capitals, among other words that stand alone."""
    return [word.upper() for match in _TOKENS.finditer(query) if (word := match["word"])]


def undeclared(query: str, known: Container[str]) -> tuple[str, int] | None:
    """The first prefix that ``query`` uses, and neither it declares nor ``known`` holds, and where that stands."""
    declared, before = {"_"}, ""
    for match in _TOKENS.finditer(query):
        prefix, word = match["prefix"], (match["word"] or "").upper()
        if prefix is not None and before == "PREFIX":
            declared.add(prefix)
        elif prefix is not None and prefix not in declared and prefix not in known:
            return prefix, match.start()
        before = word
    return None
