"""The keys of a project file, and the faults of its values."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any, NamedTuple

from skosmith.checks import EXAMPLE, Fault, waiver_faults
from skosmith.model import LINKS, RULES, data_folder, language, link, near_names, recommended_case, text
from skosmith.pages import FREQUENT, MARKS, ROLES, built_in_tables
from skosmith.project.retired import EXAMPLE as RETIRED_EXAMPLE
from skosmith.project.retired import retired_faults

_TYPES = {str: "string", int: "integer", float: "float", bool: "boolean", list: "array", dict: "table", date: "date"}


class _Key(NamedTuple):
    """A key of the file: its TOML types, and an example."""

    types: tuple[str, ...]
    example: str
    may_be_empty: bool = False


_KEYS: dict[str, _Key] = {
    "title": _Key(("string", "table"), 'title = "Our framework", or title = { en = "Our framework" }'),
    "description": _Key(("string", "table"), 'description = "...", or description = { en = "..." }'),
    "base-iri": _Key(("string",), 'base-iri = "https://example.org/framework/"'),
    "edition": _Key(("string",), 'edition = "9"', may_be_empty=True),
    "languages": _Key(("array",), 'languages = ["en", "pt"]'),
    "source-language": _Key(("string",), 'source-language = "en"'),
    "sources": _Key(("array",), 'sources = ["pages"]'),
    "output": _Key(("string",), 'output = "output"'),
    "formats": _Key(("array",), 'formats = ["nq"]'),
    "contracts": _Key(("string",), 'contracts = "contracts"'),
    "rights": _Key(("string",), 'rights = "© Our institute"', may_be_empty=True),
    "licence": _Key(("string",), 'licence = "https://creativecommons.org/licenses/by/4.0/"', may_be_empty=True),
    "publisher": _Key(("string",), 'publisher = "Our institute"', may_be_empty=True),
    "issued": _Key(("string",), 'issued = "2026-11-23"', may_be_empty=True),
    "modified": _Key(("string",), 'modified = "2026-11-23"', may_be_empty=True),
    "profile": _Key(("string",), 'profile = "name"', may_be_empty=True),
    "retired": _Key(("array",), RETIRED_EXAMPLE.replace("\n", "; ")),
    "waivers": _Key(("array",), EXAMPLE.replace("\n", "; ")),
    "code-pattern": _Key(("string",), 'code-pattern = "[A-Z]{3}[0-9]"'),
    "labels": _Key(("table",), '[labels.nl.words], and below it level = ["Niveau"]'),
    "iri": _Key(("string",), 'iri = "stable"'),
    "previous": _Key(("string",), 'previous = "git:v8"', may_be_empty=True),
    "dates": _Key(("string",), 'dates = "git"', may_be_empty=True),
    "links": _Key(("table",), '[links], and below it skill = "https://example.org/{notation}"'),
}


# The words that a key may have.
_WORDS = {"iri": ("edition", "stable"), "dates": ("git",)}

_TABLES = {"retired": retired_faults, "waivers": waiver_faults}

# The tables of a language whose words are single strings.
_OF_MARKS: dict[str, tuple[str, ...]] = {"marks": tuple(MARKS), "coined": ("changes", "essence", *ROLES["labels"])}


def profile_names() -> list[str]:
    return sorted(file.stem for file in data_folder("project/profiles").glob("*.toml"))


def check_name(value: str, known: Collection[str]) -> tuple[str, dict[str, object]] | None:
    """The code and the values of the problem of a name that is none of ``known``; None if it is one."""
    if value in known:
        return None
    return "setting-name", {"value": value, **_suggestion(value, known)}


def _suggestion(text: str, known: Collection[str]) -> dict[str, object]:
    """The nearest of ``known``, or all of them, for the help of a problem; and the replacement, if one is near."""
    close = near_names(text, known)
    return {"meant": ", ".join(f"'{name}'" for name in close or known), "replacement": "".join(close)}


def faults_of(table: dict[str, Any], formats: Collection[str]) -> Iterator[Fault]:
    """The faults of a project file; ``formats`` are the names that the key ``formats`` may have."""
    for key, value in table.items():
        if key not in _KEYS:
            yield Fault((key,), "setting-unknown", _suggestion(key, _KEYS))
        elif (kind := _type(value)) not in _KEYS[key].types:
            yield _type_fault((key,), value, " or ".join(_KEYS[key].types))
        elif key == "labels":
            yield from _label_faults(value)
        elif kind == "table":
            yield from _table_faults(key, value)
        elif kind == "array":
            yield from _array_faults(key, value, formats)
        elif value or not _KEYS[key].may_be_empty:
            yield from _value_faults((key,), value, formats)


def _array_faults(key: str, items: list[Any], formats: Collection[str]) -> Iterator[Fault]:
    """Of the tables ``waivers`` and ``retired``, and of the arrays of strings."""
    if key in _TABLES:
        for fault in _TABLES[key](items):
            wanted = fault.values.get("wanted")
            yield _type_fault(fault.path, fault.values["value"], str(wanted)) if wanted else fault
        return
    for item in items:
        if isinstance(item, str):
            yield from _value_faults((key,), item, formats)
        else:
            yield _type_fault((key,), item, "array of strings")


def _table_faults(key: str, table: dict[str, Any]) -> Iterator[Fault]:
    """Of the tables ``title`` and ``description`` (text by language), and ``links`` (pattern by kind)."""
    if not table:
        yield Fault((key,), "setting-blank", {})
    seen = set()
    for name, value in table.items():
        code = language(name) if key != "links" else ""
        if key == "links" and name not in LINKS:
            yield Fault((key, name), "setting-unknown", _suggestion(name, LINKS))
        elif code or name.lower() in seen:
            yield Fault((key, name), code or "setting-twice", {"value": name})
        elif not isinstance(value, str):
            yield _type_fault((key, name), value, "string")
        elif code := text(value) if key != "links" else link(name, value):
            wanted = " ".join(f"{{{one}}}" for one in LINKS.get(name, ("", ()))[1])
            yield Fault((key, name), code, {"value": value, "wanted": wanted})
        seen.add(name.lower())


def _label_faults(table: dict[str, Any]) -> Iterator[Fault]:
    """Of the tables of words, ``[labels.nl.words]``: languages, tables, roles, and lists of words."""
    for tag, of_language in table.items():
        if code := language(tag):
            yield Fault(("labels", tag), code, {"value": tag})
        elif not isinstance(of_language, dict):
            yield _type_fault(("labels", tag), of_language, "table")
        else:
            yield from _language_faults(tag, of_language)


def _language_faults(tag: str, table: dict[str, Any]) -> Iterator[Fault]:
    has_level = False
    for name, roles in table.items():
        known = [*ROLES.get(name, ()), *([FREQUENT] if name == "words" else ())] or list(_OF_MARKS.get(name, ()))
        if not known:
            yield Fault(("labels", tag, name), "setting-unknown", _suggestion(name, [*ROLES, *_OF_MARKS]))
        elif not isinstance(roles, dict):
            yield _type_fault(("labels", tag, name), roles, "table")
        else:
            for role, words in roles.items():
                path = ("labels", tag, name, role)
                is_text = name in _OF_MARKS or role == FREQUENT
                if role not in known:
                    yield Fault(path, "setting-unknown", _suggestion(role, known))
                elif is_text and not isinstance(words, str):
                    yield _type_fault(path, words, "string")
                elif not is_text and not (isinstance(words, list) and all(isinstance(word, str) for word in words)):
                    yield _type_fault(path, words, "array of strings")
                elif code := next(filter(None, map(text, [words] if is_text and name == "words" else words)), ""):
                    yield Fault(path, code, {"value": words})
                has_level = has_level or (name, role) == ("words", "level")
    if not has_level and recommended_case(tag) not in built_in_tables():
        yield Fault(("labels", tag), "labels-without-level", {"language": tag})


def _value_faults(path: tuple[str, ...], value: str, formats: Collection[str]) -> Iterator[Fault]:
    (key,) = path
    known = formats if key == "formats" else profile_names() if key == "profile" else _WORDS.get(key)
    if known is None:
        if code := RULES[key](value):
            yield Fault(path, code, {"value": value})
    elif fault := check_name(value, known):
        yield Fault(path, *fault)


def _type(value: object) -> str:
    return _TYPES.get(type(value), "date or time")


def _type_fault(path: tuple[str, ...], value: object, wanted: str) -> Fault:
    more: dict[str, object] = {"wanted": wanted, "found": _type(value), "example": _KEYS[path[0]].example}
    return Fault(path, "setting-type", more)
