"""The words of the explorer itself, by language: ``templates/words/<tag>.toml``."""

import tomllib
from functools import cache

from skosmith.model import data_folder, lookup

_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})

# What varieties of a language call themselves, whose words are those of the language.
_NAMES = {"fr-ca": "Français (Canada)"}


@cache
def _all() -> dict[str, dict[str, str]]:
    """The words of each language with a file, by its tag, with its own ``name`` among them."""
    tables = (
        tomllib.loads(file.read_text("utf-8"))
        for file in sorted((data_folder("web/templates") / "words").glob("*.toml"))
    )
    return {table["language"]: {**table["words"], "name": table["name"]} for table in tables}


@cache
def words(language: str) -> dict[str, str]:
    """The words in ``language``, else in the language it is a variety of, else in English."""
    return _all()[words_language(language)]


def words_language(language: str) -> str:
    return lookup(language, _all()) or "en"


def own_name(language: str) -> str:
    """The name of a language in that language, else its tag."""
    return _all()[language]["name"] if language in _all() else _NAMES.get(language, language)


def direction(language: str) -> str:
    """``rtl`` for a language that is written from right to left, else ``ltr``."""
    return "rtl" if language.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"
