"""The command line: options, calls, prints, exit status; no rule of its own.

Exit status: 0 done, 1 the data is at fault, 2 the command line is.
"""

import gc
import os
import re
import signal
import sys
import time
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

import click

from skosmith import __version__
from skosmith.build import build as build_graph
from skosmith.build import holders
from skosmith.graph import Build
from skosmith.labels import all_labels, labels_for
from skosmith.model import Problem, Profile
from skosmith.parse import read_pages
from skosmith.report import REPORTS, Report, coverage, summarise
from skosmith.source import expand
from skosmith.validate import ENGINES, validate
from skosmith.vocabulary import is_iri
from skosmith.write import WRITERS, WriteError, Written, older, write

_LONG_WORK = 200  # pages, from which a progress bar is worth its line

Command = TypeVar("Command", bound=Callable[..., Any])


def _text(_: click.Context, parameter: click.Parameter, value: str) -> str:
    """A text that can stand in a graph."""
    if value != parameter.default and not value.strip():
        raise click.BadParameter("it is blank; leave the option out or say something")
    if not value.isprintable():
        raise click.BadParameter("it holds characters that cannot be printed")
    return value


def _base_iri(context: click.Context, parameter: click.Parameter, value: str) -> str:
    value = _text(context, parameter, value)
    if not is_iri(value) or "://" not in value or re.search(r"[?#]|/\.{1,2}/", value):
        raise click.BadParameter(f"{value!r} is no absolute IRI; try one such as https://example.org/framework/")
    if not value.endswith("/"):
        raise click.BadParameter(f"it must end with a slash: try {value}/")
    return value


def _edition(_: click.Context, __: click.Parameter, value: str) -> str:
    if value and not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", value):
        raise click.BadParameter(f"{value!r} becomes part of each IRI: use letters, digits, '.', '_' and '-' only")
    return value


def _licence(context: click.Context, parameter: click.Parameter, value: str) -> str:
    value = _text(context, parameter, value)
    if value and not is_iri(value):
        raise click.BadParameter(
            f"{value!r} is no IRI; try https://creativecommons.org/licenses/by/4.0/, or say it in words with --rights"
        )
    return value


def _language(_: click.Context, __: click.Parameter, value: str) -> str:
    if value and (not labels_for(value) or not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", value)):
        raise click.BadParameter(f"there are no labels for {value!r}, only for {', '.join(all_labels())}")
    return value.lower()


def _folder(_: click.Context, __: click.Parameter, value: str) -> Path:
    if not value or "\0" in value:
        raise click.BadParameter("name a folder, for example -o output")
    return Path(value)


_OPTIONS = [
    click.argument("sources", nargs=-1, required=True, metavar="SOURCE..."),
    click.option("--lang", default="", callback=_language, help="Language of all pages, a BCP 47 tag; else found."),
    click.option("--base-iri", default=Profile().base_iri, show_default=True, callback=_base_iri, help="Begins IRIs."),
    click.option("--edition", default="", callback=_edition, help="Edition of the framework; a part of the IRIs."),
    click.option("--title", default=Profile().title, show_default=True, callback=_text, help="Title of the framework."),
    click.option(
        "--rights", default="", callback=_text, help="Rights statement of the owner of the texts, or its IRI."
    ),
    click.option("--licence", "--license", default="", callback=_licence, help="IRI of the licence of the texts."),
    click.option(
        "--engine", type=click.Choice(list(ENGINES)), default="shacl", show_default=True, help="SHACL engine."
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
    click.option(
        "--messages",
        type=click.Choice(["en", "pt"]),
        default="en",
        show_default=True,
        envvar="SKOSMITH_MESSAGES",
        help="Language of the messages; also from SKOSMITH_MESSAGES.",
    ),
]


def _common(command: Command) -> Command:
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="skosmith")
def main() -> None:
    """Turn the pages of a skills framework into a validated knowledge graph.

    A SOURCE is a page, a folder with pages (*.txt), a pattern, or - for standard input.
    """
    gc.disable()  # a run makes no cycles; looking for them doubles its time
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # so that half-written files are cleared
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # a shell can close them
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]


@main.command()
@_common
@click.option(
    "-o",
    "--output",
    default="output",
    callback=_folder,
    show_default=True,
    help="Folder to write the files into.",
)
@click.option(
    "-f", "--rdf", "formats", type=click.Choice(list(WRITERS)), multiple=True, help="Write this form of RDF, too."
)
@click.option("--coverage", "show_coverage", is_flag=True, help="Print for each line of each page what holds it.")
def build(
    output: Path,
    formats: tuple[str, ...],
    report: str,
    messages: str,
    *,
    show_coverage: bool,
    **options: Any,  # noqa: ANN401 - click's
) -> None:
    """Build the graph of the pages, validate it, and write graph.ttl and graph.jsonld.

    \b
    skosmith build page.txt
    skosmith build pages/ -o output -f nq -f trig
    skosmith build pages/ --base-iri https://example.org/skills/ --edition 9
    """  # noqa: D301 - the escape is click's
    started = time.perf_counter()
    made, problems, covered = _checked(**options, show_coverage=show_coverage)
    written: list[Written] = []
    wanted = list(dict.fromkeys(("ttl", "jsonld", *formats)))
    if not _is_at_fault(problems):
        try:
            written = write(made, output, wanted)
        except WriteError as error:
            problems += error.problems
    summary = summarise(made, problems, [(str(file.path), file.size) for file in written], started)
    summary["older"] = [str(path) for path in older(output, wanted)] if written else []
    if show_coverage:
        summary["coverage"] = covered
    _finish(problems, summary, REPORTS[report], messages)


@main.command()
@_common
def check(report: str, messages: str, **options: Any) -> None:  # noqa: ANN401 - click's
    """Check the pages and write nothing.

    \b
    skosmith check page.txt
    skosmith check pages/ --format json
    """  # noqa: D301 - the escape is click's
    started = time.perf_counter()
    made, problems, _ = _checked(**options)
    _finish(problems, summarise(made, problems, [], started), REPORTS[report], messages)


def _checked(
    sources: tuple[str, ...], lang: str, engine: str, jobs: int, *, show_coverage: bool = False, **profile: str
) -> tuple[Build, list[Problem], list[dict[str, Any]]]:
    """The graph, its problems, and where asked for what holds each line; the pages are let go once it is made."""
    paths = list(expand(sources))
    hidden = len(paths) < _LONG_WORK or sys.stderr is None or not sys.stderr.isatty()
    with click.progressbar(paths, label="Reading pages", file=sys.stderr, hidden=hidden) as bar:
        pages, problems = read_pages(bar, lang)
    made = build_graph(pages, Profile(**profile))
    rows = (coverage(page, holders(page, made.names), made.names.root) for page in pages) if show_coverage else ()
    covered = list(chain(*rows))
    del pages, rows
    problems += made.problems
    if made.pages:
        problems += validate(made, engine, jobs)
    in_order = sorted(problems, key=lambda problem: (not problem.spans, problem.spans[:1]))  # those of no page last
    return made, in_order, covered


def _is_at_fault(problems: list[Problem]) -> bool:
    return any(problem.severity == "violation" for problem in problems)


def _finish(problems: list[Problem], summary: dict[str, Any], report: Report, messages: str) -> None:
    """Prints the report; exits with 1 where the data is at fault, or where the report cannot be printed."""
    colour = sys.stdout is not None and sys.stdout.isatty() and "NO_COLOR" not in os.environ
    try:
        click.echo(report(problems, summary, messages, colour=colour), nl=False, color=colour)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise  # click's: who reads has read enough
        sys.stdout = None  # or the interpreter tries again, and complains
        raise click.ClickException(f"the report cannot be printed: {error.strerror}") from error
    if _is_at_fault(problems):
        sys.exit(1)
