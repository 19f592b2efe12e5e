"""Which script a text is in, and whether it is long enough to be of one language."""

import re
from collections import Counter

# Source: the Unicode Standard, blocks of these scripts. A page in Japanese has kana next to its Han letters.
_SCRIPTS = {
    "Kana": ("\u3041", "\u30ff"),
    "Han": ("\u3400", "\u4dbf", "\u4e00", "\u9fff"),
    "Arab": ("\u0600", "\u06ff", "\u0750", "\u077f"),
    "Hang": ("\uac00", "\ud7af"),
    "Cyrl": ("\u0400", "\u04ff"),
    "Grek": ("\u0370", "\u03ff"),
    "Latn": ("A", "Z", "a", "z", "\u00c0", "\u024f"),
}
_WEIGHT = {"Latn": 0.2}  # a page in another script has names and codes in Latin letters
_ENOUGH_KANA = 0.05  # of the Han and kana of a Japanese page
_LEAST_LETTERS = 12  # of a passage in Japanese or Chinese, and
_LEAST_WORDS = 5  # of one in a script with spaces
_UNSPACED = "[\u3041-\u30ff\u3400-\u9fff]"  # compiled when a text first has such letters: that takes 10 ms


def is_passage(text: str) -> bool:
    """Whether a text is long enough to be one of one language: five words, or twelve letters without spaces between."""
    return text.count(" ") >= _LEAST_WORDS - 1 or (
        len(text) >= _LEAST_LETTERS and max(text) >= "\u3041" and len(re.findall(_UNSPACED, text)) >= _LEAST_LETTERS
    )


def script_of(text: str) -> str:
    """The script that most letters of ``text`` are in, as ISO 15924 names it; ``Jpan`` for kana and Han letters."""
    # Most pages have no letter that is neither Latin nor punctuation: to encode them is the quickest way to see it.
    if _is_western(text) or not any(
        "\u0250" <= letter <= "\u1dff" or "\u2e80" <= letter <= "\uffff" for letter in set(text)
    ):
        return "Latn"
    letters = Counter(text)
    counts = {script: _WEIGHT.get(script, 1) * _count(letters, ranges) for script, ranges in _SCRIPTS.items()}
    kana, of_east = counts.pop("Kana"), counts["Han"]
    counts["Han"] += kana
    script = max(counts, key=lambda script: counts[script])
    return "Jpan" if script == "Han" and kana > _ENOUGH_KANA * (kana + of_east) else script


def _is_western(text: str) -> bool:
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def _count(letters: Counter[str], ranges: tuple[str, ...]) -> int:
    """How many letters are in one of ``ranges``, each a first and a last letter."""
    pairs = list(zip(ranges[::2], ranges[1::2], strict=True))
    return sum(times for letter, times in letters.items() if any(first <= letter <= last for first, last in pairs))
