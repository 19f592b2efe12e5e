"""``skosmith render`` and ``skosmith fmt``."""

import difflib
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from skosmith.authoring import RENDERERS, FormatResult, Rendition, format_page
from skosmith.cli.options import LANGUAGE, MESSAGES, QUIET, of_sources
from skosmith.cli.settings import opened, settled
from skosmith.model import STDIN, Counted, Files, Problem, fails, in_order, is_address, printable_path, write_file
from skosmith.pages import expand
from skosmith.reports import plain_text


@click.command()
@of_sources
@MESSAGES
@QUIET
@click.option("--to", type=click.Choice(list(RENDERERS)), default="text", show_default=True, help="What to write.")
@click.option("--skill", "notation", default="", metavar="CODE", help="Only pages of this code, or of this level.")
@click.option("-o", "--output", default="", type=click.Path(readable=False), help="Folder to write the pages into.")
def render(  # noqa: PLR0913 - click's: a parameter to an option
    file: str | None,
    messages: str,
    to: str,
    notation: str,
    output: str,
    *,
    quiet: bool,
    **options: Any,  # noqa: ANN401 - click's
) -> None:
    """Write pages from a graph (Turtle, JSON-LD, N-Quads, ...), a workbook, or from other pages.

    A page of text written as text is the same to the byte; any other is in the newest layout. --lang takes only the
    pages in one language. One page is printed, unless -o names a folder; several need one.

    \b
    skosmith render output/graph.ttl --skill SSUP --lang pt
    skosmith render output/graph.ttl --to html -o site
    skosmith render framework.xlsx --to markdown -o pages
    """
    language = options["lang"]
    framework = opened(file, options, is_quiet=quiet, language="")
    made, found = framework.render(to, language, notation)
    problems = [*framework.reading.problems, *found]
    if output:
        problems += _write(made, Path(output), quiet=quiet)
    elif len(made) > 1:
        raise click.UsageError(f"{len(made)} pages: name a folder with -o, or choose one with --skill and --lang.")
    elif made:
        _print(made[0].data)
    _finish(problems, framework.build.files, messages)


@click.command()
@click.argument("sources", nargs=-1, metavar="[SOURCE]...", type=click.Path(readable=False))
@click.option("--project", "file", type=click.Path(readable=False), help="Project file; else that of the folder.")
@LANGUAGE
@click.option(
    "--check", is_flag=True, help="Write nothing, say which pages would change and where; exit with 1 if any."
)
@click.option("--diff", is_flag=True, help="Write nothing; print what would change.")
@MESSAGES
@QUIET
def fmt(
    file: str | None,
    messages: str,
    *,
    check: bool,
    diff: bool,
    quiet: bool,
    **options: Any,  # noqa: ANN401 - click's
) -> None:
    """Rewrite pages of text and Markdown in canonical form; no statement changes.

    A page with an error is left as it is. HTML, workbooks and graphs are not formatted. Standard input (-) is printed.

    \b
    skosmith fmt pages/
    skosmith fmt --check pages/
    skosmith fmt --diff page.txt
    """
    files = Files()
    project, problems = settled(file, options, files)
    changed = 0
    for item in expand(project.sources) if not problems else ():
        data = item if isinstance(item, Problem) else b"" if is_address(item) else files.read(item)
        if isinstance(data, Problem):
            problems.append(data)
            continue
        path = str(item)
        done = format_page(printable_path(path), data, options["lang"])
        problems += done.problems
        changed += done.is_changed
        if path == STDIN and not (check or diff):
            _print(done.after)
        elif diff:
            _print("".join(_difference(done)))
        elif done.is_changed and (check or not (fault := write_file(path, done.after))):
            _say(f"would change  {_what(done)}" if check else f"formatted  {done.path}", quiet=quiet)
        elif done.is_changed and fault:
            problems.append(fault)
    _finish(problems, files, messages, is_at_fault=check and changed > 0)


def _write(made: Sequence[Rendition], folder: Path, *, quiet: bool) -> Iterator[Problem]:
    """Writes the pages; a problem for each that cannot be written."""
    for one in made:
        path = folder / one.name
        if fault := write_file(path, one.data):
            yield fault
        else:
            _say(f"written  {path}", quiet=quiet)


def _say(line: str, *, quiet: bool) -> None:
    if not quiet:
        _print(f"{line}\n")


def _print(said: str | bytes) -> None:
    """Prints what was asked for. Raises ClickException where the standard output takes nothing."""
    try:
        click.echo(said, nl=False)
        if sys.stdout is not None:  # a shell can close it
            sys.stdout.flush()
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise  # click's: who reads has read enough
        sys.stdout = None  # or the interpreter tries again, and complains
        raise click.ClickException(f"the page cannot be printed: {error.strerror}") from error


def _sides(done: FormatResult) -> tuple[list[str], list[str]]:
    before, after = (data.decode("utf-8", "replace").splitlines(keepends=True) for data in (done.before, done.after))
    return before, after


def _what(done: FormatResult) -> str:
    """The first place that would change, and how many lines would."""
    steps = difflib.SequenceMatcher(None, *_sides(done)).get_opcodes()
    changed = [(old, max(old_end - old, new_end - new)) for tag, old, old_end, new, new_end in steps if tag != "equal"]
    return f"{done.path}:{changed[0][0] + 1}  {Counted(sum(count for _, count in changed)):line|lines}"


def _difference(done: FormatResult) -> Iterator[str]:
    """What would change, line by line, as patches say it."""
    for line in difflib.unified_diff(*_sides(done), done.path, done.path):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _finish(problems: Iterable[Problem], files: Files, messages: str, *, is_at_fault: bool = False) -> None:
    """Prints the problems on the standard error stream, since a page may be on the other; exits with 1 at a fault."""
    found = in_order(problems)
    colour = sys.stderr is not None and sys.stderr.isatty() and "NO_COLOR" not in os.environ
    click.echo(plain_text(found, files, messages, colour=colour), nl=False, err=True, color=colour)
    if is_at_fault or fails(found):
        sys.exit(1)
