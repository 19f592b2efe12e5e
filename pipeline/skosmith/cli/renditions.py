"""``skosmith render`` and ``skosmith fmt``."""

import difflib
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from skosmith.authoring import RENDERERS, FormatResult, Rendition, format_page
from skosmith.cli.options import LANGUAGE, MESSAGES, QUIET, of_sources
from skosmith.cli.report import command_words, print_problems
from skosmith.cli.settings import SourceOptions, open_project, project_path, read_sourced_settings
from skosmith.cli.values import Choice
from skosmith.model import STDIN, Counted, Files, Problem, fails, in_order, is_address, printable_path, write_file
from skosmith.pages import FetchOptions, expand

_OBEYED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@click.command()
@of_sources
@MESSAGES
@QUIET
@click.option("--to", type=Choice(list(RENDERERS)), default="text", show_default=True, help="What to write.")
@click.option("--skill", "notation", default="", metavar="CODE", help="Only pages of this code, or of this level.")
@click.option(
    "-o", "--output", "target", default="", type=click.Path(readable=False), help="Folder to write the pages into."
)
def render(  # noqa: PLR0913 - click's: a parameter to an option
    source: SourceOptions, messages: str, to: str, notation: str, target: str, *, quiet: bool
) -> None:
    """Write pages from a graph (Turtle, JSON-LD, N-Quads, ...), a workbook, or from other pages.

    A page of text written as text is the same to the byte; any other is in the newest layout. --lang takes only the
    pages in one language. One page is printed, unless -o names a folder; several need one.

    \b
    skosmith render output/graph.ttl --skill SSUP --lang pt
    skosmith render output/graph.ttl --to html -o site
    skosmith render framework.xlsx --to markdown -o pages
    """
    framework = open_project(source, is_quiet=quiet, language="")
    pages, faults = framework.render(to, source.language, notation)
    problems = [*framework.reading.problems, *faults]
    if target:
        problems += _write(pages, Path(target), command_words(messages)["written"], quiet=quiet)
    elif len(pages) > 1:
        raise click.UsageError(f"{len(pages)} pages: name a folder with -o, or choose one with --skill and --lang.")
    elif pages:
        click.echo(pages[0].data, nl=False)
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
def fmt(  # noqa: PLR0913 - click's: a parameter to an option
    sources: tuple[str, ...], file: str | None, lang: str, messages: str, *, check: bool, diff: bool, quiet: bool
) -> None:
    """Rewrite pages of text and Markdown in canonical form; no statement changes.

    A page with an error is left as it is. HTML, workbooks and graphs are not formatted. Standard input (-) is printed.

    \b
    skosmith fmt pages/
    skosmith fmt --check pages/
    skosmith fmt --diff page.txt
    """
    settings: dict[str, object] = {"sources": sources} if sources else {}
    options, files = SourceOptions(settings, project_path(file), lang, FetchOptions()), Files()
    project, problems = read_sourced_settings(options, files)
    changed, words = 0, command_words(messages)
    for item in expand(project.sources) if not problems else ():
        data = item if isinstance(item, Problem) else b"" if is_address(item) else files.read(item)
        if isinstance(data, Problem):
            problems.append(data)
            continue
        path = str(item)
        page = format_page(printable_path(path), data, lang)
        problems += page.problems
        changed += page.is_changed
        if path == STDIN and not (check or diff):
            click.echo(page.after, nl=False)
        elif diff:
            click.echo("".join(_difference(page, words["noNewline"])), nl=False)
        elif page.is_changed and check:
            _print_line(f"{words['wouldChange']}  {_first_change(page, words['lines'])}", quiet=quiet)
        elif page.is_changed:
            if fault := write_file(path, page.after):
                problems.append(fault)
            else:
                _print_line(f"{words['formatted']}  {page.path}", quiet=quiet)
    _finish(problems, files, messages, is_at_fault=check and changed > 0)


def _write(pages: Sequence[Rendition], folder: Path, written: str, *, quiet: bool) -> Iterator[Problem]:
    """Writes the pages; a problem for each that cannot be written."""
    for page in pages:
        path = folder / page.name
        if fault := write_file(path, page.data):
            yield fault
        else:
            _print_line(f"{written}  {path}", quiet=quiet)


def _print_line(line: str, *, quiet: bool) -> None:
    if not quiet:
        click.echo(line)


def _sides(page: FormatResult) -> tuple[list[str], list[str]]:
    before, after = (data.decode("utf-8", "replace").splitlines(keepends=True) for data in (page.before, page.after))
    return before, after


def _first_change(page: FormatResult, lines: str) -> str:
    """The first place that would change, and how many lines would."""
    steps = difflib.SequenceMatcher(None, *_sides(page)).get_opcodes()
    changes = [(old, max(old_end - old, new_end - new)) for tag, old, old_end, new, new_end in steps if tag != "equal"]
    return f"{page.path}:{changes[0][0] + 1}  {lines.format(count=Counted(sum(count for _, count in changes)))}"


def _difference(page: FormatResult, no_newline: str) -> Iterator[str]:
    """The lines of a unified diff; characters that a terminal would obey or reorder by are escaped, ``\\u202e``."""
    for line in difflib.unified_diff(*_sides(page), page.path, page.path):
        visible = _OBEYED.sub(lambda mark: f"\\u{ord(mark[0]):04x}", line)
        yield visible if line.endswith("\n") else f"{visible}\n\\ {no_newline}\n"


def _finish(problems: Iterable[Problem], files: Files, messages: str, *, is_at_fault: bool = False) -> None:
    """Prints the problems to standard error, since a page may be on standard output; exits with 1 at a fault."""
    problems = in_order(problems)
    print_problems(problems, files, messages)
    if is_at_fault or fails(problems):
        sys.exit(1)
