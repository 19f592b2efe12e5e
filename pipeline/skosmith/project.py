"""The project file ``skosmith.toml``: read, checked, and made into what a build needs to be told."""

import os
import re
import tomllib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from glob import escape, has_magic
from typing import Any, NamedTuple

from skosmith import resources
from skosmith.graph import Build
from skosmith.model import Problem, Profile, Span
from skosmith.policy.waivers import EXAMPLE, Waiver, waivers_of
from skosmith.policy.waivers import faults as faults_of_waivers
from skosmith.problems import problem
from skosmith.rules import RULES, language, link, text
from skosmith.slips import slip_of
from skosmith.source import STDIN, read, text_of
from skosmith.toml_places import broken, nearest, place_of, statements
from skosmith.vocabulary import LINKS

FILE = "skosmith.toml"
"""The name of a project file, looked for in the current folder."""

CONTRACTS = "contracts"
"""The folder of the contracts beside a project file that names none."""

MAX_BYTES = 50_000
"""The longest project file read, in bytes; a real one has some 1,000."""

_TYPES = {str: "string", int: "integer", float: "float", bool: "boolean", list: "array", dict: "table", date: "date"}


@dataclass(frozen=True, slots=True)
class Project:
    """What a project file, or the command line, says.

    ``sources`` and ``output`` are relative to the current folder. ``formats`` are those beside Turtle and JSON-LD.
    ``languages`` are those that pages may be in, in small letters; none means any. ``profile`` names a built-in
    profile, or is empty. ``source_language`` is that which the pages were first written in, in small letters; empty
    where it is not said. ``contracts`` is the folder of the queries that consumers rely on: the one the file names,
    else that of this name beside the file; empty where there is none. ``folder`` is that of the project file, relative
    to the current one and empty for it; None where there is no file.
    ``waivers`` name the problems that the project lives with, their paths relative to the current folder.
    The other fields are as for ``model.Profile``.
    """

    title: str = Profile().title
    titles: tuple[tuple[str, str], ...] = ()
    base_iri: str = Profile().base_iri
    edition: str = ""
    rights: str = ""
    licence: str = ""
    publisher: str = ""
    modified: str = ""
    links: tuple[tuple[str, str], ...] = ()
    profile: str = ""
    languages: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    output: str = "output"
    formats: tuple[str, ...] = ()
    source_language: str = ""
    contracts: str = ""
    folder: str | None = None
    waivers: tuple[Waiver, ...] = ()


class _Key(NamedTuple):
    """A key of the file: the TOML types it takes, and how it is written."""

    types: tuple[str, ...]
    example: str
    may_be_empty: bool = False


_KEYS: dict[str, _Key] = {
    "title": _Key(("string", "table"), 'title = "Our framework", or title = { en = "Our framework" }'),
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
    "modified": _Key(("string",), 'modified = "2026-11-23"', may_be_empty=True),
    "profile": _Key(("string",), 'profile = "name"', may_be_empty=True),
    "waivers": _Key(("array",), EXAMPLE.replace("\n", "; ")),
    "links": _Key(("table",), '[links], and below it skill = "https://example.org/{notation}"'),
}


class _Fault(NamedTuple):
    """What is wrong with the value at a path of keys."""

    path: tuple[str, ...]
    code: str
    values: dict[str, object]


def read_project(path: str, formats: Collection[str], folder: str | None = None) -> tuple[Project, list[Problem]]:
    """The project that the file at ``path`` describes, and what is wrong with the file, in the order of its lines.

    ``formats`` are the names that the key ``formats`` may hold. The paths in the file are those of ``folder``, where
    it is not said those of the file's own. Where there is a problem, the project is the default.
    """
    data = read(path)
    if isinstance(data, Problem):
        return Project(), [data]
    whole = Span(path, 0, 0, 0, 0)
    if len(data) > MAX_BYTES:
        return Project(), [problem("file-too-large", whole, limit=MAX_BYTES)]
    written = text_of(path, data)
    if isinstance(written, Problem):
        return Project(), [written]
    written = written.replace("\r\n", "\n")
    try:
        table = tomllib.loads(written)
    except (ValueError, RecursionError) as error:  # ValueError: a number too long
        place, reason = broken(path, written, error)
        return Project(), [problem("project-syntax", place, reason=reason)]
    faults = list(_faults(table, formats))
    if faults:
        known = statements(path, written)
        found = []
        for keys, code, more in faults:
            at = nearest(known, keys)
            place = place_of(at, more.get("value")) if at else whole
            found.append(problem(code, place, key=".".join(key for key in keys if not key.isdigit()), **more))
        return Project(), sorted(found, key=lambda one: one.spans)
    folder = os.path.dirname(path) if folder is None else folder  # noqa: PTH120 - Path makes "" of this folder "."
    project = _project(table, folder)
    if "waivers" in table:
        known = statements(path, written)
        at_all = {number: nearest(known, ("waivers", str(number))) for number in range(len(table["waivers"]))}
        places = {number: at.key if at else whole for number, at in at_all.items()}
        project = replace(project, waivers=waivers_of(table["waivers"], folder, places))
    return project, []


def profiles() -> list[str]:
    """The names of the built-in profiles."""
    return sorted(file.stem for file in resources.folder("profiles").glob("*.toml"))


def check_name(value: str, known: Collection[str]) -> tuple[str, dict[str, object]] | None:
    """What is wrong with a name that has to be one of ``known``: code and values of the problem; None if nothing."""
    if value in known:
        return None
    return "setting-name", {"value": value, **_meant(value, known)}


def _meant(said: str, known: Collection[str]) -> dict[str, object]:
    """Which of ``known`` was meant, or all of them, for the help of a problem; and what to write, where one was."""
    close = slip_of(said, known)
    return {"meant": ", ".join(f"'{name}'" for name in close or known), "replacement": "".join(close)}


def _faults(table: dict[str, Any], formats: Collection[str]) -> Iterator[_Fault]:
    for key, value in table.items():
        if key not in _KEYS:
            yield _Fault((key,), "setting-unknown", _meant(key, _KEYS))
        elif (kind := _type(value)) not in _KEYS[key].types:
            yield _type_fault((key,), value, " or ".join(_KEYS[key].types))
        elif kind == "table":
            yield from _table_faults(key, value)
        elif kind == "array":
            yield from _array_faults(key, value, formats)
        elif value or not _KEYS[key].may_be_empty:
            yield from _value_faults((key,), value, formats)


def _array_faults(key: str, items: list[Any], formats: Collection[str]) -> Iterator[_Fault]:
    """Of the tables ``waivers``, and of the arrays of strings."""
    if key == "waivers":
        for path, code, more in faults_of_waivers(items):
            if "wanted" in more:
                yield _type_fault(path, more["value"], str(more["wanted"]))
            else:
                yield _Fault(path, code, more)
        return
    for item in items:
        if isinstance(item, str):
            yield from _value_faults((key,), item, formats)
        else:
            yield _type_fault((key,), item, "array of strings")


def _table_faults(key: str, table: dict[str, Any]) -> Iterator[_Fault]:
    """Of the tables ``title`` (title by language) and ``links`` (pattern by kind)."""
    if not table:
        yield _Fault((key,), "setting-blank", {})
    seen = set()
    for name, value in table.items():
        code = language(name) if key == "title" else ""
        if key == "links" and name not in LINKS:
            yield _Fault((key, name), "setting-unknown", _meant(name, LINKS))
        elif code or name.lower() in seen:
            yield _Fault((key, name), code or "setting-twice", {"value": name})
        elif not isinstance(value, str):
            yield _type_fault((key, name), value, "string")
        elif code := text(value) if key == "title" else link(name, value):
            wanted = " ".join(f"{{{one}}}" for one in LINKS.get(name, ("", ()))[1])
            yield _Fault((key, name), code, {"value": value, "wanted": wanted})
        seen.add(name.lower())


def _value_faults(path: tuple[str, ...], value: str, formats: Collection[str]) -> Iterator[_Fault]:
    (key,) = path
    known = formats if key == "formats" else profiles() if key == "profile" else None
    if known is None:
        if code := RULES[key](value):
            yield _Fault(path, code, {"value": value})
    elif fault := check_name(value, known):
        yield _Fault(path, *fault)


def _type(value: object) -> str:
    return _TYPES.get(type(value), "date or time")


def _type_fault(path: tuple[str, ...], value: object, wanted: str) -> _Fault:
    more: dict[str, object] = {"wanted": wanted, "found": _type(value), "example": _KEYS[path[0]].example}
    return _Fault(path, "setting-type", more)


def _project(table: dict[str, Any], folder: str) -> Project:
    """The project of a table without faults; its paths are those of ``folder``."""
    said: dict[str, Any] = {
        key.replace("-", "_"): tuple(value) if isinstance(value, list) else value for key, value in table.items()
    }
    if isinstance(title := said.get("title"), dict):
        del said["title"]
        said["titles"] = tuple((tag.lower(), one) for tag, one in sorted(title.items()))
    said.pop("waivers", None)
    said["links"] = tuple(said.get("links", {}).items())
    said["languages"] = tuple(tag.lower() for tag in said.get("languages", ()))
    said["sources"] = tuple(_below(folder, source) for source in said.get("sources", ()))
    for key in {"output", "contracts"} & said.keys():
        said[key] = os.path.join(folder, said[key])  # noqa: PTH118 - Path makes "" of this folder "."
    beside = os.path.join(folder, CONTRACTS)  # noqa: PTH118 - as above
    if os.path.isdir(beside):  # noqa: PTH112 - as above
        said.setdefault("contracts", beside)
    said["source_language"] = said.get("source_language", "").lower()
    return Project(**said, folder=folder)


def _below(folder: str, source: str) -> str:
    """A source as it is named from the current folder."""
    if source == STDIN or re.match(r"https?://", source):
        return source
    return os.path.join(escape(folder) if has_magic(source) else folder, source)  # noqa: PTH118 - patterns, too


def profile_of(project: Project) -> tuple[Profile, list[Problem]]:
    """What the project says of its framework, with the links of its built-in profile; its own links go first.

    A problem of severity info where that profile has links, and none for this edition.
    """
    problems: list[Problem] = []
    links = {}
    if project.profile:
        editions = tomllib.loads(resources.read(f"profiles/{project.profile}.toml"))["editions"]
        links = editions.get(project.edition, {})
        if not links:
            more = {"profile": project.profile, "edition": project.edition, "editions": ", ".join(editions)}
            problems = [problem("no-official-identifiers", **more)]
    profile = Profile(
        project.base_iri,
        project.edition,
        project.title,
        project.rights,
        project.licence,
        project.publisher,
        project.titles,
        tuple({**links, **dict(project.links)}.items()),
        project.modified,
    )
    return profile, problems


def other_languages(build: Build, languages: Iterable[str]) -> Iterator[Problem]:
    """A problem for each page that is in none of ``languages``, tags in small letters; none where there are none.

    ``pt`` and ``pt-br`` go together, either way: the labels of a page do not tell them apart.
    """
    wanted = [tag.split("-") for tag in languages]
    for page in build.pages:
        said = page.language.lower().split("-")
        if wanted and not any(said[: len(tag)] == tag[: len(said)] for tag in wanted):
            place = page.of_skill[0][3] if page.of_skill else None
            place = place or Span(page.path, 0, 0, 0, 0)
            yield problem("other-language", place, found=page.language, wanted=", ".join(languages))
