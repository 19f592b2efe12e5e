"""What the path of a URL says of its page: edition and language, as in ``/pt/sfia-8/skills/sales-support``."""

import re
from functools import cache
from urllib.parse import unquote, urlsplit

from skosmith.pages.labels import fold, unaccent
from skosmith.pages.languages import all_labels, labels_for

# Language, script and region of BCP 47: no more, or "it-support" would be Italian.
_LANGUAGE = re.compile(r"[a-z]{2,3}(-(latn|hans|hant|arab|jpan))?(-([a-z]{2}|[0-9]{3}))?", re.IGNORECASE)
_NUMBER = r"(?P<edition>[1-9][0-9]{0,3}(?:\.[0-9]{1,3}){0,2})"
_NAMED = re.compile(rf"(?P<name>[^\W\d_]+(?:-[^\W\d_]+)*)-?v?{_NUMBER}")
_BARE = re.compile(rf"v?{_NUMBER}", re.IGNORECASE)
# Names of folders whose number is no edition; "v" is for a number by itself.
_COUNTED = frozenset({"chapter", "page", "part", "section", "v"})


def _segments(url: str) -> list[str]:
    """The folders of a path: what follows the last slash is the page itself."""
    return [unquote(segment) for segment in urlsplit(url).path.split("/")[1:-1]]


def _is_language(segment: str) -> bool:
    return bool(_LANGUAGE.fullmatch(segment)) and labels_for(segment) is not None


@cache
def _level_words() -> frozenset[str]:
    return frozenset(unaccent(fold(labels.level)) for labels in all_labels().values())


def _is_of_framework(name: str) -> bool:
    """Whether a name before a number may be a framework's; ``level-4`` is none, in no language."""
    return unaccent(fold(name)) not in _level_words() | _COUNTED


def language_of(url: str) -> str:
    """The language that a folder of the path names, a BCP 47 tag in lower case; empty where none does.

    Only languages that there are labels for: of any other two letters the path would be guessed at.
    """
    return next((segment.lower() for segment in _segments(url) if _is_language(segment)), "")


def edition_of(url: str) -> str:
    """The edition that a folder of the path names, as in ``sfia-8``, ``sfia-v9``; empty where none does.

    A number by itself, as in ``/9/skills/``, counts as the first folder or right behind the language: elsewhere it is
    a date or a page number.
    """
    before = True
    for segment in _segments(url):
        found = _NAMED.fullmatch(segment)
        if found and _is_of_framework(found["name"]):
            return found["edition"]
        bare = _BARE.fullmatch(segment)
        if bare and before:
            return bare["edition"]
        before = _is_language(segment)
    return ""
