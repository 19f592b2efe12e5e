"""The languages of a run: those that come with the package, and the words and languages that a project adds.

Like a locale, they are in force for a run: see ``using``.
"""

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any

from skosmith.model import data_folder, recommended_case
from skosmith.pages.labels import FREQUENT, Labels, Table
from skosmith.pages.languages import Languages
from skosmith.pages.word_tables import labels_of


@cache
def built_in_tables() -> dict[str, Table]:
    """The words of each language that comes with the package, as its file has them."""
    tables = (tomllib.loads(file.read_text("utf-8")) for file in sorted(data_folder("pages/labels").glob("*.toml")))
    return {table["language"]: table for table in tables}


@cache
def built_in() -> Languages:
    return _languages(built_in_tables())


@cache
def _built_in_with(code_pattern: str) -> Languages:
    return _languages(built_in_tables(), code_pattern=code_pattern) if code_pattern else built_in()


def _languages(
    tables: Mapping[str, Table], own: Mapping[str, Table] | None = None, code_pattern: str = ""
) -> Languages:
    labels = {tag: labels_of(table, tables.get(table.get("extends", ""), {})) for tag, table in sorted(tables.items())}
    return Languages(labels, own or {}, code_pattern)


def with_own(own: Mapping[str, Table], code_pattern: str = "") -> Languages:
    """The languages that come with the package, with the words that a project has in addition, by language tag.

    A language that is not built in needs a word for the level, ``[labels.nl.words] level = ["Niveau"]``.
    """
    if not own:
        return _built_in_with(code_pattern)
    languages = in_force()
    if languages.own is own and languages.code_pattern == code_pattern:
        return languages
    tables = dict(built_in_tables())
    for tag, table in own.items():
        name = recommended_case(tag)
        tables[name] = _merged(tables.get(name, {"language": name}), table)
    return _languages(tables, own, code_pattern)


def _merged(table: Table, own: Table) -> dict[str, Any]:
    """``table`` with the words of ``own`` behind those of the same role; the marks of a language replace its own."""
    merged = dict(table)
    for name, roles in own.items():
        merged[name] = dict(table.get(name, {}))
        for role, words in roles.items():
            before = merged[name].get(role, [])
            is_list = isinstance(words, list)
            merged[name][role] = [*before, *words] if is_list else f"{before} {words}" if role == FREQUENT else words
    return merged


_in_force: ContextVar[Languages] = ContextVar("languages")


def in_force() -> Languages:
    """The languages of this run: those that come with the package, unless ``using`` replaces them."""
    return _in_force.get(None) or built_in()


@contextmanager
def using(own: Mapping[str, Table], code_pattern: str = "") -> Iterator[Languages]:
    """The languages with the words and codes of a project, in force within the block, as ``decimal.localcontext``."""
    token = _in_force.set(with_own(own, code_pattern))
    try:
        yield in_force()
    finally:
        _in_force.reset(token)


def all_labels() -> Mapping[str, Labels]:
    return in_force().by_tag


def labels_for(tag: str) -> Labels | None:
    """The words of a language in force; see ``Languages.lookup``."""
    return in_force().lookup(tag)
