"""The tables ``[[retired]]`` of a project file: skills that earlier editions had."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from skosmith.checks import Fault
from skosmith.model import RULES, Retirement, Span, Text, language, near_names, recommended_case, text, whole
from skosmith.project.toml_spans import Statement, nearest, place_of

EXAMPLE: Final = """\
[[retired]]
notation = "KITE"
names = { en = "Kite flying" }
since = "9"
replaced-by = "DRON"
reason = { en = "Kites are drones now." }"""

_KEYS: Final[dict[str, tuple[str, tuple[type, ...]]]] = {
    "notation": ("string", (str,)),
    "names": ("table", (dict,)),
    "since": ("string or date", (str, date)),
    "replaced-by": ("string or array of strings", (str, list)),
    "reason": ("string or table", (str, dict)),
}
"""The keys of a table and the types they take, by their names in TOML."""

_NO_CODE = re.compile(r"[\s/?#%<>\"{}|\\^`]")  # what the last part of an IRI cannot have


def _code(value: str) -> str:
    return text(value) or ("retired-code" if _NO_CODE.search(value) else "")


_RULES = {"notation": _code, "replaced-by": _code, "since": RULES["edition"]}

_REQUIRED: Final = ("notation", "names")


def retired_faults(items: list[Any]) -> Iterator[Fault]:
    """The faults of the value of the key ``retired``; a reason that lacks is for the shapes to find."""
    seen = set()
    for number, item in enumerate(items):
        above = ("retired", str(number))
        if not isinstance(item, dict):
            yield Fault(above, "setting-type", {"wanted": "table", "value": item})
            continue
        for key, value in item.items():
            yield from _value_faults((*above, key), value)
        for key in _REQUIRED:
            if not item.get(key):
                yield Fault(above, "retired-incomplete", {"lacks": key})
        notation = str(item.get("notation"))
        if notation in seen:
            yield Fault((*above, "notation"), "retired-twice", {"value": notation})
        seen.add(notation)


def _value_faults(path: tuple[str, ...], value: object) -> Iterator[Fault]:
    key = path[-1]
    if key not in _KEYS:
        yield Fault(
            path, "setting-unknown", {"meant": ", ".join(f"'{one}'" for one in near_names(key, _KEYS) or _KEYS)}
        )
        return
    wanted, types = _KEYS[key]
    if type(value) not in types:  # a time is a date for Python
        yield Fault(path, "setting-type", {"wanted": wanted, "value": value})
    elif isinstance(value, dict):
        for tag, one in value.items():
            if code := language(tag):
                yield Fault((*path, tag), code, {"value": tag})
            else:
                yield from _text_faults((*path, tag), one, text)
    elif isinstance(value, list):
        for one in value:
            yield from _text_faults(path, one, _code)
    elif isinstance(value, str) and value:
        yield from _text_faults(path, value, _RULES.get(key, text))


def _text_faults(path: tuple[str, ...], value: object, rule: Callable[[str], str]) -> Iterator[Fault]:
    if not isinstance(value, str):
        yield Fault(path, "setting-type", {"wanted": "string", "value": value})
    elif code := rule(value):
        yield Fault(path, code, {"value": value})


def retirements_of(
    items: list[dict[str, Any]], path: str, spans: Mapping[tuple[str, ...], Statement]
) -> tuple[Retirement, ...]:
    """The retired skills of a value without faults, each text with its place in the project file at ``path``."""

    def texts(number: int, key: str, values: Mapping[str, str]) -> tuple[Text, ...]:
        """Texts by language; by "" where the value of the key is the text itself."""
        return tuple(
            Text(value, recommended_case(tag), _place(spans, path, ("retired", str(number), key, tag), value))
            for tag, value in values.items()
            if value
        )

    retirements = []
    for number, item in enumerate(items):
        reason, since, codes = item.get("reason", ""), item.get("since", ""), item.get("replaced-by", [])
        first = next(iter(item["names"]))
        (notation,) = texts(number, "notation", {"": item["notation"]})
        reasons = texts(number, "reason", reason if isinstance(reason, dict) else {first: reason})
        replacements = [
            texts(number, "replaced-by", {"": one})[0] for one in ([codes] if isinstance(codes, str) else codes)
        ]
        retirements.append(
            Retirement(
                notation,
                texts(number, "names", item["names"]),
                next(iter(texts(number, "since", {"": str(since)})), None),
                tuple(replacements),
                reasons,
            )
        )
    return tuple(retirements)


def _place(spans: Mapping[tuple[str, ...], Statement], path: str, keys: tuple[str, ...], value: str) -> Span:
    statement = nearest(dict(spans), keys)
    return place_of(statement, value) if statement else whole(path)


def retired_table(notation: str, names: Mapping[str, str], since: str) -> str:
    """The table of a skill that is retired ``since`` an edition or a day, empty if unknown; its reason is left blank.

    ``names`` are by language. Source: TOML 1.0, basic strings, which have the escapes of JSON.
    """
    quoted = ", ".join(f"{_key(tag)} = {json.dumps(name, ensure_ascii=False)}" for tag, name in sorted(names.items()))
    lines = ["[[retired]]", f"notation = {json.dumps(notation, ensure_ascii=False)}", f"names = {{ {quoted} }}"]
    lines += [f"since = {json.dumps(since, ensure_ascii=False)}"] if since else []
    return "\n".join([*lines, 'reason = ""', ""])


def _key(tag: str) -> str:
    return tag if re.fullmatch("[A-Za-z0-9_-]+", tag) else json.dumps(tag)


def with_tables(data: bytes, tables: Iterable[str]) -> bytes:
    """The project file ``data`` and ``tables`` at its end, with its line ends; all else as it is."""
    end = b"\r\n" if b"\r\n" in data else b"\n"
    text = b"".join(end + table.encode().replace(b"\n", end) for table in tables)
    return data + (b"" if not data or data.endswith(b"\n") else end) + text
