"""The project file ``skosmith.toml``: the settings of a project, and its profile."""

import os
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from glob import escape, has_magic
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from skosmith.checks import Fault, Waiver, waivers_of
from skosmith.model import (
    FORMATS,
    STDIN,
    Build,
    Files,
    Problem,
    Profile,
    Retirement,
    Span,
    problem,
    read_data,
    recommended_case,
    text_of,
    whole,
)
from skosmith.pages import SUPPLEMENTS, Table
from skosmith.project.faults import faults_of
from skosmith.project.retired import retirements_of
from skosmith.project.toml_spans import nearest, place_of, statement_spans, syntax_fault

FILE = "skosmith.toml"
"""The name of a project file, looked for in the current folder."""

TRANSLATIONS = "translations.toml"
"""The name of the file of the translations, next to the project file."""

CONTRACTS = "contracts"
"""The default folder of the contracts, next to the project file."""

_PLACED = frozenset({"dates", "previous"})  # the keys whose places ``Project.places`` has

MAX_BYTES = 50_000
"""The size limit of a project file, in bytes; a real one has about 1,000."""


class Project(NamedTuple):
    """The settings of a project file, or of the command line.

    Paths are relative to the current folder, language tags in small letters, and a value that is not set is empty.
    ``formats`` are those besides Turtle and JSON-LD. ``languages`` are those that pages may be in, empty for any.
    ``profile`` names a built-in profile. ``source_language`` is that which the pages were first written in.
    ``contracts`` is the folder of the queries that consumers rely on: that of the file, else ``CONTRACTS`` next to it.
    ``folder`` is that of the project file, None without one. ``waivers`` name the accepted problems. ``labels`` are
    the words of pages that the project adds, by language tag. ``code_pattern`` is what a whole code matches, a regular
    expression; empty for four capital letters. ``previous`` is the previous edition: a file, a folder, an address or a
    git revision; ``dates`` is "git" if the commits of the pages tell the dates of skills. ``places`` are those of some
    keys of the file. The other fields are as for ``model.Profile``.
    """

    title: str = Profile().title
    titles: tuple[tuple[str, str], ...] = ()
    description: tuple[tuple[str, str], ...] = ()
    base_iri: str = Profile().base_iri
    edition: str = ""
    rights: str = ""
    licence: str = ""
    publisher: str = ""
    issued: str = ""
    modified: str = ""
    iri: Literal["edition", "stable"] = "edition"
    previous: str = ""
    dates: str = ""
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
    labels: Mapping[str, Table] = MappingProxyType({})
    code_pattern: str = ""
    retired: tuple[Retirement, ...] = ()
    places: Mapping[str, Span] = MappingProxyType({})

    @property
    def translations(self) -> str:
        """The file that records the source text of each translation: next to the project file, or in this folder."""
        return os.path.join(self.folder or "", TRANSLATIONS)


def read_project(
    path: str, files: Files, folder: str | None = None, exists: Callable[[str], bool] = os.path.isfile
) -> tuple[Project, list[Problem]]:
    """The project of the file at ``path``, and the problems of the file, in the order of its lines.

    The paths in the file are relative to ``folder``, by default that of the file. The tables of ``SUPPLEMENTS`` next to
    it are sources, too; ``exists`` tells which there are. With a problem, the project is the default.
    """
    data = files.read(path)
    if isinstance(data, Problem):
        return Project(), [data]
    if len(data) > MAX_BYTES:
        return Project(), [problem("file-too-large", whole(path), limit=MAX_BYTES)]
    written = text_of(path, data)
    if isinstance(written, Problem):
        return Project(), [written]
    written = written.replace("\r\n", "\n")
    try:
        table = tomllib.loads(written)
    except (ValueError, RecursionError) as error:  # ValueError: a number too long
        place, reason = syntax_fault(path, written, error)
        return Project(), [problem("project-syntax", place, reason=reason)]
    faults = list(faults_of(table, FORMATS))
    if faults:
        spans = statement_spans(path, written)
        problems = []
        for fault in faults:
            at = nearest(spans, fault.path)
            place = place_of(at, fault.values.get("value")) if at else whole(path)
            problems.append(_fault_problem(fault, place))
        return Project(), sorted(problems, key=lambda one: one.spans)
    folder = os.path.dirname(path) if folder is None else folder
    fields = fields_of(table, folder)
    if sources := fields.get("sources"):
        tables = (os.path.join(folder, name) for name in SUPPLEMENTS)
        fields["sources"] = (*sources, *(one for one in tables if one in files.overlay or exists(one)))
    contracts = os.path.join(folder, CONTRACTS)
    if os.path.isdir(contracts):
        fields.setdefault("contracts", contracts)
    spans = statement_spans(path, written) if table.keys() & {"retired", "waivers", *_PLACED} else {}
    fields["places"] = {key: place_of(spans[key,], table[key]) for key in _PLACED & table.keys() if (key,) in spans}
    fields["retired"] = retirements_of(table.get("retired", []), path, spans)
    if "waivers" in table:
        statements = {number: nearest(spans, ("waivers", str(number))) for number in range(len(table["waivers"]))}
        places = {number: statement.key if statement else whole(path) for number, statement in statements.items()}
        fields["waivers"] = waivers_of(table["waivers"], folder, places)
    return Project(**fields, folder=folder), []


def settle(file: str | None, overrides: Mapping[str, Any], files: Files) -> tuple[Project, list[Problem]]:
    """The project of ``file``, if any, with ``overrides`` of its fields; and the problems of the file."""
    project, problems = (Project(), []) if file is None else read_project(file, files)
    fields = dict(overrides)
    if "title" in fields:
        fields["titles"] = ()
    fields["places"] = {key: place for key, place in project.places.items() if key not in fields}
    if "sources" in fields:
        fields.setdefault("contracts", "")  # the contracts of a framework are not those of a part
    return project._replace(**fields), problems


def fields_of(table: Mapping[str, Any], folder: str) -> dict[str, Any]:
    """The fields of ``Project`` that a table without faults sets; its paths are relative to ``folder``."""
    fields: dict[str, Any] = {
        key.replace("-", "_"): tuple(value) if isinstance(value, list) else value
        for key, value in table.items()
        if key not in {"retired", "waivers"}
    }
    if isinstance(title := fields.get("title"), dict):
        del fields["title"]
        fields["titles"] = tuple((recommended_case(tag), one) for tag, one in sorted(title.items()))
    if isinstance(description := fields.get("description"), str):
        fields["description"] = (("", description),)
    elif description:
        fields["description"] = tuple((recommended_case(tag), one) for tag, one in sorted(description.items()))
    if "links" in fields:
        fields["links"] = tuple(fields["links"].items())
    if "languages" in fields:
        fields["languages"] = tuple(map(recommended_case, fields["languages"]))
    if "sources" in fields:
        fields["sources"] = tuple(_below(folder, source) for source in fields["sources"])
    if "source_language" in fields:
        fields["source_language"] = recommended_case(fields["source_language"])
    if fields.get("previous"):
        fields["previous"] = _below(folder, fields["previous"])
    for key in {"output", "contracts"} & fields.keys():
        fields[key] = os.path.join(folder, fields[key])  # Path makes "" of this folder "."
    return fields


def setting_faults(table: Mapping[str, Any]) -> list[Problem]:
    """The problems of a table of settings that is in no file."""
    return [_fault_problem(fault) for fault in faults_of(dict(table), FORMATS)]


def _fault_problem(fault: Fault, *spans: Span) -> Problem:
    return problem(fault.code, *spans, key=".".join(key for key in fault.path if not key.isdigit()), **fault.values)


def _below(folder: str, source: str) -> str:
    """A source as it is named from the current folder."""
    if source == STDIN or re.match(r"https?://|git:", source):
        return source
    return os.path.join(escape(folder) if has_magic(source) else folder, source)


def profile_of(project: Project) -> tuple[Profile, list[Problem]]:
    """The profile of the framework, with the links of its built-in profile; its own links override them.

    A problem of severity info if the built-in profile has no links for this edition.
    """
    problems: list[Problem] = []
    links = {}
    if project.profile:
        editions = tomllib.loads(read_data(f"project/profiles/{project.profile}.toml"))["editions"]
        links = editions.get(project.edition, {})
        if not links:
            values = {"profile": project.profile, "edition": project.edition, "editions": ", ".join(editions)}
            problems = [problem("no-official-identifiers", **values)]
    profile = Profile(
        project.base_iri,
        project.edition,
        project.title,
        project.rights,
        project.licence,
        project.publisher,
        project.titles,
        tuple({**links, **dict(project.links)}.items()),
        project.issued,
        project.modified,
        project.languages,
        project.iri,
        project.retired,
        project.description,
    )
    return profile, problems


def foreign_languages(build: Build, languages: Iterable[str]) -> Iterator[Problem]:
    """A problem for each page that is in none of ``languages``; empty allows all.

    ``pt`` allows ``pt-br`` and the other way round: the labels of a page do not tell them apart.
    """
    wanted = [tag.lower().split("-") for tag in languages]
    for page in build.pages:
        own = page.language.lower().split("-")
        if wanted and not any(own[: len(tag)] == tag[: len(own)] for tag in wanted):
            place = (page.of_skill[0].span if page.of_skill else None) or whole(page.path)
            yield problem("other-language", place, found=page.language, wanted=", ".join(languages))
