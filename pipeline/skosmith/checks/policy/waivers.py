"""The waivers of a project file: problems that the project accepts, for a reason and until a day."""

import os
from collections.abc import Iterator, Mapping
from datetime import date
from fnmatch import fnmatchcase
from typing import Any, Final, NamedTuple

from skosmith import checks
from skosmith.model import Problem, Span, is_address, near_names, text

EXAMPLE: Final = """\
[[waivers]]
code = "skill-definition"
path = "pages/pt"
reason = "The descriptions come with the next edition."
expires = 2027-01-31"""

_KEYS: Final[dict[str, str]] = {
    "code": "string",
    "path": "string",
    "about": "string",
    "reason": "string",
    "expires": "date",
}
"""The keys of a waiver and the TOML types they take."""

_REQUIRED: Final = ("code", "reason", "expires")


class Fault(NamedTuple):
    """The problem of the value at a path of keys, ``("waivers", "0", "code")``: its code and its values."""

    path: tuple[str, ...]
    code: str
    values: dict[str, object]


class Waiver(NamedTuple):
    """A problem that the project accepts until the end of the day ``expires``.

    ``path`` is a file, a folder or a pattern, ``about`` an IRI or its end (``skills/SSUP``); an empty one covers all.
    ``span`` is the place of the waiver in the project file.
    """

    code: str
    reason: str
    expires: date
    path: str = ""
    about: str = ""
    span: Span = Span("", 0, 0, 0, 0)

    def covers(self, problem: Problem) -> bool:
        """Whether the waiver is for ``problem``, at any of its places."""
        return (
            problem.code == self.code
            and (not self.path or any(_is_at(span.path, self.path) for span in problem.spans))
            and (not self.about or any(_is_about(term, self.about) for term in (problem.focus_node, *problem.values)))
        )


def _is_at(path: str, wanted: str) -> bool:
    if is_address(wanted) or is_address(path):
        return path == wanted or fnmatchcase(path, wanted)
    path, wanted = (os.path.abspath(one).replace(os.sep, "/") for one in (path, wanted))
    return path == wanted or path.startswith(f"{wanted}/") or fnmatchcase(path, wanted)


def _is_about(term: str | None, wanted: str) -> bool:
    iri = (term or "").removeprefix("<").removesuffix(">")
    return iri == wanted or iri.endswith(f"/{wanted}")


def waiver_faults(items: list[Any]) -> Iterator[Fault]:
    """The faults of the value of the key ``waivers``."""
    for number, item in enumerate(items):
        above = ("waivers", str(number))
        if not isinstance(item, dict):
            yield Fault(above, "setting-type", {"wanted": "table", "value": item})
            continue
        for key, value in item.items():
            yield from (Fault((*above, key), code, values) for code, values in _value_faults(key, value))
        for key in _REQUIRED:
            if key not in item:
                yield Fault(above, "setting-missing", {"lacks": key})


def _value_faults(key: str, value: object) -> Iterator[tuple[str, dict[str, object]]]:
    if key not in _KEYS:
        yield "setting-unknown", {"meant": ", ".join(f"'{name}'" for name in near_names(key, _KEYS) or _KEYS)}
    elif _KEYS[key] == "date":
        if type(value) is not date:
            yield "setting-type", {"wanted": "date", "value": value}
    elif not isinstance(value, str):
        yield "setting-type", {"wanted": "string", "value": value}
    elif code := text(value):
        yield code, {"value": value}
    elif key == "code" and value not in checks.rules():
        yield "waiver-code", {"value": value, "meant": checks.suggestions(value) or "…"}


def waivers_of(items: list[dict[str, Any]], folder: str, places: Mapping[int, Span]) -> tuple[Waiver, ...]:
    """The waivers of a value without faults; their paths are relative to ``folder``, their places by number."""
    return tuple(
        Waiver(
            code=item["code"],
            reason=item["reason"],
            expires=item["expires"],
            path=_below(folder, item.get("path", "")),
            about=item.get("about", "").removeprefix("<").removesuffix(">").lstrip("/"),
            span=places[number],
        )
        for number, item in enumerate(items)
    )


def _below(folder: str, path: str) -> str:
    return path if not path or is_address(path) else os.path.normpath(os.path.join(folder, path))
