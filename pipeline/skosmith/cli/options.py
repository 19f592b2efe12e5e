"""The options that commands share, each value held to the rule of the setting of its name."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from skosmith import checks
from skosmith.model import FORMATS, RULES, SEVERITIES, language, problem
from skosmith.pages import FetchOptions, all_labels
from skosmith.project import FILE, Project, check_name, profile_names
from skosmith.reports import REPORTS

Command = TypeVar("Command", bound=Callable[..., Any])
Item = TypeVar("Item")


def _refused(code: str, **values: object) -> click.BadParameter:
    found = problem(code, **values)
    return click.BadParameter(f"{found.message} {found.helps['en']}")


def _setting(_: click.Context, parameter: click.Parameter, value: str) -> str:
    """A value that the rule of the option's name takes."""
    key = (parameter.name or "").replace("_", "-")
    code = RULES[key](value) if value != parameter.default else ""
    if code:
        raise _refused(code, key=key, value=value)
    return value


def _profile(_: click.Context, parameter: click.Parameter, value: str) -> str:
    fault = check_name(value, profile_names()) if value != parameter.default else None
    if fault:
        raise _refused(fault[0], **fault[1])
    return value


def tags(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Language tags in small letters, each held to the rule of its kind."""
    for value in values:
        if language(value):
            raise click.BadParameter(f"{value!r} is no BCP 47 tag, such as pt or pt-BR")
    return tuple(value.lower() for value in values)


def labelled(_: click.Context, __: click.Parameter, value: str) -> str:
    """A language tag in small letters; whether there are labels for it, the project file says, too."""
    if value and language(value):
        raise click.BadParameter(f"{value!r} is no BCP 47 tag, such as pt or pt-BR")
    return value.lower()


def patterns(_: click.Context, __: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """Patterns of codes, each of which names one."""
    for pattern, meant in checks.unknown_patterns(value):
        raise click.BadParameter(
            f"no problem has the code {pattern!r}; {f'try {meant}' if meant else 'skosmith explain lists them all'}."
        )
    return value


def folder(_: click.Context, __: click.Parameter, value: str) -> str:
    """A name that a folder can have."""
    if not value or "\0" in value:
        raise click.BadParameter("name a folder, for example -o output")
    return value


# Taken as text, whatever is there: what cannot be read is a problem with a way out, not an error of the command line.
_FILE = click.Path(readable=False)

_PROJECT = Project()

LANGUAGE = click.option(
    "--lang",
    default="",
    callback=labelled,
    shell_complete=lambda _, __, begun: [tag for tag in all_labels() if tag.startswith(begun)],
    help="Language of all pages, a BCP 47 tag; else found.",
)

_SOURCES = [
    click.argument("sources", nargs=-1, metavar="[SOURCE]...", type=_FILE),
    click.option("--project", "file", type=_FILE, help=f"Project file; else {FILE} in the current folder."),
    click.option("--base-iri", default=_PROJECT.base_iri, show_default=True, callback=_setting, help="Begins IRIs."),
    click.option("--edition", default="", callback=_setting, help="Edition of the framework; a part of the IRIs."),
    click.option(
        "--title", default=_PROJECT.title, show_default=True, callback=_setting, help="Title of the framework."
    ),
    click.option(
        "--rights", default="", callback=_setting, help="Rights statement of the owner of the texts, or its IRI."
    ),
    click.option("--licence", "--license", default="", callback=_setting, help="IRI of the licence of the texts."),
    click.option("--publisher", default="", callback=_setting, help="Publisher of the framework: a name or an IRI."),
    click.option(
        "--modified", default="", callback=_setting, help="Day of the framework's last change, such as 2026-11-23."
    ),
    click.option(
        "--profile",
        default="",
        callback=_profile,
        shell_complete=lambda _, __, begun: [name for name in profile_names() if name.startswith(begun)],
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
    type=click.Choice(["en", "pt"]),
    default="en",
    show_default=True,
    envvar="SKOSMITH_MESSAGES",
    help="Language of the messages; also from SKOSMITH_MESSAGES.",
)

QUIET = click.option("-q", "--quiet", is_flag=True, help="Print problems only: no figures, no list, no progress.")

_CHECK = [
    click.option(
        "--engine", type=click.Choice(["shacl", "pyshacl"]), default="shacl", show_default=True, help="SHACL engine."
    ),
    click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Pages validated at a time."),
    click.option(
        "--format",
        "report",
        type=click.Choice(list(REPORTS)),
        default="text",
        show_default=True,
        help="Form of the report.",
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
        "-f", "--rdf", "formats", type=click.Choice(list(FORMATS)), multiple=True, help="Write this form of RDF, too."
    ),
    click.option("--coverage", "show_coverage", is_flag=True, help="Print for each line of each page what holds it."),
]


def _codes(_: click.Context, __: click.Parameter, begun: str) -> list[str]:
    return [code for code in checks.rules() if code.startswith(begun)]


_POLICY = [
    click.option(
        "-o", "--report-file", type=_FILE, help="Write the report into this file, and its text to the terminal."
    ),
    click.option(
        "--fail-on",
        type=click.Choice(SEVERITIES),
        default="violation",
        show_default=True,
        help="Exit with 1 from this severity on.",
    ),
    click.option(
        "--select",
        metavar="CODE",
        multiple=True,
        callback=patterns,
        shell_complete=_codes,
        help="Show this problem only: a code, its first words (label), or a pattern ('*-misspelt').",
    ),
    click.option(
        "--ignore",
        metavar="CODE",
        multiple=True,
        callback=patterns,
        shell_complete=_codes,
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


of_policy = takes(*_POLICY)
"""What a command takes that judges problems."""

of_languages = takes(*_SOURCES)
"""What a command takes that reads sources of several languages."""

of_sources = takes(*_SOURCES, LANGUAGE)
"""What a command takes that reads sources."""

of_pages = takes(*_SOURCES, LANGUAGE, *_CHECK)
"""What a command takes that reads sources and reports problems."""

of_sides = takes(LANGUAGE, *_SOURCES[1:], MESSAGES)
"""What a command takes that reads two sides, which are no list of sources."""

of_output = takes(*_OUTPUT)
"""What a command takes that writes a graph."""

of_contracts = click.option(
    "--contracts", default="", callback=_setting, help="Folder with the queries; else as skosmith.toml says."
)
"""What a command takes that asks the queries of the contracts."""
