"""The project file ``skosmith.toml``: read, checked, and made into what a build needs to be told."""

import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from glob import escape, has_magic
from typing import Any

from skosmith.checks import Waiver, waivers_of
from skosmith.model import FORMATS, STDIN, Build, Files, Problem, Profile, Span, problem, read_data, text_of
from skosmith.pages import Table
from skosmith.project.faults import faults_of
from skosmith.project.toml_spans import nearest, place_of, statement_spans, syntax_fault

FILE = "skosmith.toml"
"""The name of a project file, looked for in the current folder."""

TRANSLATIONS = "translations.toml"
"""The name of the file of the translations, beside the project file."""

CONTRACTS = "contracts"
"""The folder of the contracts beside a project file that names none."""

MAX_BYTES = 50_000
"""The longest project file read, in bytes; a real one has some 1,000."""


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
    ``labels`` are the words of pages that the project has beside the built-in ones, by language tag.
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
    labels: Mapping[str, Table] = field(default_factory=dict, hash=False)

    @property
    def translations(self) -> str:
        """The file that records of which text each translation was made: beside the project file, or in this folder."""
        return os.path.join(self.folder or "", TRANSLATIONS)


def read_project(path: str, files: Files, folder: str | None = None) -> tuple[Project, list[Problem]]:
    """The project that the file at ``path`` describes, and what is wrong with the file, in the order of its lines.

    The paths in the file are relative to ``folder``, by default that of the file. If there is a problem, the project is
    the default.
    """
    data = files.read(path)
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
        place, reason = syntax_fault(path, written, error)
        return Project(), [problem("project-syntax", place, reason=reason)]
    faults = list(faults_of(table, FORMATS))
    if faults:
        known = statement_spans(path, written)
        found = []
        for keys, code, more in faults:
            at = nearest(known, keys)
            place = place_of(at, more.get("value")) if at else whole
            found.append(problem(code, place, key=".".join(key for key in keys if not key.isdigit()), **more))
        return Project(), sorted(found, key=lambda one: one.spans)
    folder = os.path.dirname(path) if folder is None else folder
    given = fields_of(table, folder)
    beside = os.path.join(folder, CONTRACTS)
    if os.path.isdir(beside):
        given.setdefault("contracts", beside)
    project = Project(**given, folder=folder)
    if "waivers" in table:
        known = statement_spans(path, written)
        at_all = {number: nearest(known, ("waivers", str(number))) for number in range(len(table["waivers"]))}
        places = {number: at.key if at else whole for number, at in at_all.items()}
        project = replace(project, waivers=waivers_of(table["waivers"], folder, places))
    return project, []


def settle(file: str | None, given: Mapping[str, Any], files: Files) -> tuple[Project, list[Problem]]:
    """The project of ``file``, if any, with ``given`` in place of what the file says; and what is wrong with the file.

    ``given`` maps fields of ``Project`` to values.
    """
    project, problems = (Project(), []) if file is None else read_project(file, files)
    given = dict(given)
    if "title" in given:
        given["titles"] = ()
    if "sources" in given:
        given.setdefault("contracts", "")  # what is asked of the whole framework is not asked of a part
    return replace(project, **given), problems


def fields_of(table: Mapping[str, Any], folder: str) -> dict[str, Any]:
    """The fields of ``Project`` that a table without faults sets; its paths are relative to ``folder``."""
    given: dict[str, Any] = {
        key.replace("-", "_"): tuple(value) if isinstance(value, list) else value
        for key, value in table.items()
        if key != "waivers"
    }
    if isinstance(title := given.get("title"), dict):
        del given["title"]
        given["titles"] = tuple((tag.lower(), one) for tag, one in sorted(title.items()))
    if "links" in given:
        given["links"] = tuple(given["links"].items())
    if "languages" in given:
        given["languages"] = tuple(tag.lower() for tag in given["languages"])
    if "sources" in given:
        given["sources"] = tuple(_below(folder, source) for source in given["sources"])
    if "source_language" in given:
        given["source_language"] = given["source_language"].lower()
    for key in {"output", "contracts"} & given.keys():
        given[key] = os.path.join(folder, given[key])  # Path makes "" of this folder "."
    return given


def setting_faults(table: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with the keys and values of a table of settings that stands in no file."""
    return [
        problem(code, key=".".join(key for key in keys if not key.isdigit()), **more)
        for keys, code, more in faults_of(dict(table), FORMATS)
    ]


def _below(folder: str, source: str) -> str:
    """A source as it is named from the current folder."""
    if source == STDIN or re.match(r"https?://", source):
        return source
    return os.path.join(escape(folder) if has_magic(source) else folder, source)


def profile_of(project: Project) -> tuple[Profile, list[Problem]]:
    """What the project says of its framework, with the links of its built-in profile; its own links go first.

    A problem of severity info where that profile has links, and none for this edition.
    """
    problems: list[Problem] = []
    links = {}
    if project.profile:
        editions = tomllib.loads(read_data(f"project/profiles/{project.profile}.toml"))["editions"]
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
