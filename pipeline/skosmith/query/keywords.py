"""The keywords of a query, without a parser for all of SPARQL."""

import re

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
    r"|(?:\w[\w.-]*)?:(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\.)*"
    r"|@[A-Za-z-]+"
    r"|(?P<word>[A-Za-z_]\w*)",
    re.DOTALL,
)


def keywords(query: str) -> list[str]:
    """The keywords of a query in their order, in capitals, among other words that stand alone."""
    return [word.upper() for match in _TOKENS.finditer(query) if (word := match["word"])]
