"""The options that several commands have; a value is checked by the rule of the setting of its name."""

from collections.abc import Callable, Collection, Sequence
from functools import wraps
from typing import Any, NamedTuple, TypeVar

import click

from skosmith.cli.report import CheckOptions
from skosmith.cli.settings import source_options
from skosmith.cli.translation import LANGUAGES, VARIABLE
from skosmith.cli.values import (
    Choice,
    complete_code,
    complete_profile,
    complete_tag,
    folder,
    patterns,
    profile,
    setting,
    tag,
)
from skosmith.model import FORMATS, SEVERITIES, Severity
from skosmith.pages import FetchOptions
from skosmith.project import FILE, Project
from skosmith.reports import REPORTS

Command = TypeVar("Command", bound=Callable[..., Any])
Decorated = Callable[..., None]


# Taken as text, whatever is there: a file that cannot be read is a problem with a help text, not a usage error.
_FILE = click.Path(readable=False)

_PROJECT = Project()

LANGUAGE = click.option(
    "--lang",
    default="",
    callback=tag,
    shell_complete=complete_tag,
    help="Language of all pages, a BCP 47 tag; else found.",
)

_SOURCES = [
    click.argument("sources", nargs=-1, metavar="[SOURCE]...", type=_FILE),
    click.option("--project", "file", type=_FILE, help=f"Project file; else {FILE} in the current folder."),
    click.option("--base-iri", default=_PROJECT.base_iri, show_default=True, callback=setting, help="Begins IRIs."),
    click.option("--edition", default="", callback=setting, help="Edition of the framework; a part of the IRIs."),
    click.option(
        "--title", default=_PROJECT.title, show_default=True, callback=setting, help="Title of the framework."
    ),
    click.option(
        "--rights", default="", callback=setting, help="Rights statement of the owner of the texts, or its IRI."
    ),
    click.option("--licence", "--license", default="", callback=setting, help="IRI of the licence of the texts."),
    click.option("--publisher", default="", callback=setting, help="Publisher of the framework: a name or an IRI."),
    click.option("--issued", default="", callback=setting, help="Day the edition was published, such as 2026-11-23."),
    click.option(
        "--modified", default="", callback=setting, help="Day of the framework's last change, such as 2026-11-23."
    ),
    click.option(
        "--profile",
        default="",
        callback=profile,
        shell_complete=complete_profile,
        help="Name of a built-in profile, which links to official identifiers.",
    ),
    click.option(
        "--cache",
        default="",
        type=_FILE,
        help="Folder to keep pages from the web in; asked for again only if changed.",
    ),
    click.option("--offline", is_flag=True, help="Take pages of the web from --cache alone."),
    click.option("--allow-private", is_flag=True, help="Ask servers of a private network, too."),
    click.option(
        "--rate",
        type=click.FloatRange(0.01, 100),
        default=FetchOptions().rate,
        show_default=True,
        help="Most requests a second to one host.",
    ),
]

MESSAGES = click.option(
    "--messages",
    type=Choice(LANGUAGES),
    default=LANGUAGES[0],
    show_default=True,
    envvar=VARIABLE,
    help=f"Language of the messages; also from {VARIABLE}.",
)

QUIET = click.option("-q", "--quiet", is_flag=True, help="Print problems only: no figures, no list, no progress.")

_CHECK = [
    click.option(
        "--engine", type=Choice(["shacl", "pyshacl"]), default="shacl", show_default=True, help="SHACL engine."
    ),
    click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Pages validated at a time."),
    click.option(
        "--format",
        "report",
        type=Choice(list(REPORTS)),
        default="text",
        show_default=True,
        help="Form of the report.",
    ),
    click.option(
        "--max-problems",
        type=click.IntRange(1),
        metavar="COUNT",
        help="Print only so many problems, the gravest; the figures count all.",
    ),
    MESSAGES,
    QUIET,
    click.option("-v", "--verbose", is_flag=True, help="Print also what each page is about, and the timings."),
]

_OUTPUT = [
    click.option(
        "-o",
        "--output",
        default=_PROJECT.output,
        callback=folder,
        show_default=True,
        type=click.Path(readable=False),
        help="Folder to write the files into.",
    ),
    click.option(
        "-f", "--rdf", "formats", type=Choice(list(FORMATS)), multiple=True, help="Write this form of RDF, too."
    ),
    click.option("--coverage", "show_coverage", is_flag=True, help="Print for each line of each page what holds it."),
]


class PolicyOptions(NamedTuple):
    """The options of a command that judges problems."""

    report_file: str | None
    fail_on: Severity
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    baseline: str | None
    write_baseline: str | None


_POLICY = [
    click.option(
        "-o", "--report-file", type=_FILE, help="Write the report into this file, and its text to the terminal."
    ),
    click.option(
        "--fail-on",
        type=Choice(SEVERITIES),
        default="violation",
        show_default=True,
        help="Exit with 1 from this severity on.",
    ),
    click.option(
        "--select",
        metavar="CODE",
        multiple=True,
        callback=patterns,
        shell_complete=complete_code,
        help="Show this problem only: a code, its first words (label), or a pattern ('*-misspelt').",
    ),
    click.option(
        "--ignore",
        metavar="CODE",
        multiple=True,
        callback=patterns,
        shell_complete=complete_code,
        help="Leave this problem out; as for --select, and after it.",
    ),
    click.option("--baseline", type=_FILE, help="Show only problems that this file does not hold."),
    click.option("--write-baseline", type=_FILE, help="Write the problems that are there now into this file."),
]


def takes(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """A decorator that gives a command ``options``, in the order in which its help lists them."""

    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def _takes_record(
    name: str,
    names: Collection[str],
    record: Callable[[dict[str, Any]], object],
    options: Sequence[Callable[[Decorated], Decorated]],
) -> Callable[[Decorated], Decorated]:
    """A decorator that gives a command ``options``; the values of those in ``names`` are one argument, ``name``."""

    def decorate(command: Decorated) -> Decorated:
        @wraps(command)
        def collect(**values: Any) -> None:  # noqa: ANN401 - click's
            own = {key: values.pop(key) for key in list(values) if key in names}
            command(**{name: record(own)}, **values)

        return takes(*options)(collect)

    return decorate


_SOURCE_NAMES = {
    "file",
    "lang",
    "cache",
    "offline",
    "allow_private",
    "rate",
    *Project._fields,
}

of_policy = _takes_record("policy", PolicyOptions._fields, lambda values: PolicyOptions(**values), _POLICY)
"""The options of a command that judges problems, as ``policy``."""

of_checks = _takes_record("options", CheckOptions._fields, lambda values: CheckOptions(**values), _CHECK)
"""The options of a command that checks a graph and reports problems, as ``options``."""

of_languages = _takes_record("source", _SOURCE_NAMES, source_options, _SOURCES)
"""The options of a command that reads sources of several languages, as ``source``."""

of_sources = _takes_record("source", _SOURCE_NAMES, source_options, [*_SOURCES, LANGUAGE])
"""The options of a command that reads sources, as ``source``."""

of_sides = _takes_record("source", _SOURCE_NAMES, source_options, [LANGUAGE, *_SOURCES[1:]])
"""The options of a command that reads two sides, which are no list of sources, as ``source``."""

of_output = takes(*_OUTPUT)
"""The options of a command that writes a graph; the command has to take ``source``."""

of_contracts = click.option(
    "--contracts", default="", callback=setting, help="Folder with the queries; else as skosmith.toml says."
)
"""The option of a command that runs the queries of the contracts; the command has to take ``source``."""
