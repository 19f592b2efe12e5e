"""A text -> its words, as a reader sees them."""

import re

# A word, with an apostrophe or a hyphen inside; a sign of a script that writes no blanks between words; any other sign.
_UNSPACED = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+(?:['’\-][^\W_{_UNSPACED}]+)*|\s+|.", re.DOTALL)


def words_of(text: str) -> list[str]:
    """The words of a text; blanks and signs are words of their own."""
    return _WORD.findall(text)
