"""Help texts and faults of the command line, in English and Portuguese."""

import inspect
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from conftest import PAGES
from skosmith.cli import main
from skosmith.cli.translation import language_of
from skosmith.reports import words_in

TABLE = "cli/portuguese.toml"


def contexts() -> list[click.Context]:
    """A context of each command, ``skosmith`` itself first."""
    root = click.Context(main, info_name="skosmith", **main.context_settings)
    commands = [(name, main.get_command(root, name)) for name in main.list_commands(root)]
    return [root, *(click.Context(command, parent=root, info_name=name) for name, command in commands if command)]


def help_texts() -> Iterator[str]:
    """The paragraphs, the remarks next to examples, and the option helps of all commands, on one line each."""
    for context in contexts():
        for paragraph in inspect.cleandoc(context.command.help or "").split("\n\n"):
            if paragraph.startswith("\b"):
                yield from re.findall(r"\(.*\)$", paragraph, re.MULTILINE)
            else:
                yield " ".join(paragraph.split())
        for option in context.command.get_params(context):
            if isinstance(option, click.Option) and not option.hidden:
                yield (option.help or "").partition("  [")[0]


def headings() -> set[str]:
    text = "".join(context.get_help() for context in contexts())
    return {"Usage", *re.findall(r"^([A-Z]\w*):$", text, re.MULTILINE)}


def test_every_help_text_has_a_translation_and_every_translation_a_help_text() -> None:
    assert {*help_texts(), *headings()} == set(words_in("help", TABLE))


def test_every_parameter_has_a_word() -> None:
    options = [one for context in contexts() for one in context.command.params if isinstance(one, click.Option)]
    metavars = [one.make_metavar(contexts()[0]) for one in options if not one.is_flag]
    usages = [piece for context in contexts() for piece in context.command.collect_usage_pieces(context)]
    words = {re.sub(r"[^A-Z =]", "", text) for text in (*usages, *metavars)} - {""}
    assert {word for text in words for word in re.split(r" (?=ARGS|NEW)", text)} == set(words_in("parameters", TABLE))


def test_places_are_the_same_in_both_languages() -> None:
    for english, portuguese in words_in("faults", TABLE).items():
        assert set(re.findall(r"{\w+}", english)) == set(re.findall(r"{\w+}", portuguese)), english


@pytest.fixture
def page_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (PAGES / "accept" / "knot.pt.txt").read_text("utf-8")
    (tmp_path / "page.txt").write_text(page, "utf-8")
    (tmp_path / "other.txt").write_text(page.replace("KNOT", "LACE"), "utf-8")
    (tmp_path / "empty.toml").touch()
    monkeypatch.chdir(tmp_path)


ERRORS = (Path(__file__).parent.parent / "data" / "usage_errors.tsv").read_text("utf-8").splitlines()[1:]


@pytest.mark.parametrize("row", ERRORS)
@pytest.mark.usefixtures("page_folder")
def test_a_usage_error_is_in_the_language_of_the_messages(row: str) -> None:
    arguments, *sentences = row.split("\t")
    for language, sentence, word in zip(("en", "pt"), sentences, ("Error: ", "Erro: "), strict=True):
        result = CliRunner().invoke(main, shlex.split(arguments), env={"SKOSMITH_MESSAGES": language})
        assert result.exit_code == 2
        assert sentence in result.stderr
        assert word in result.stderr
    assert not {"Usage", "Error", "Invalid", "Missing", "mean", "Try"} & set(re.findall(r"\w+", result.stderr))


@pytest.mark.parametrize(
    ("arguments", "variable", "language"),
    [
        ([], "", "en"),
        ([], "pt", "pt"),
        ([], "klingon", "en"),
        (["check", "--messages", "pt"], "", "pt"),
        (["check", "--messages=pt", "--zzz"], "en", "pt"),
        (["check", "--messages", "en"], "pt", "en"),
        (["check", "--messages"], "", "en"),
        (["check", "--messages", "pt_BR"], "", "en"),
    ],
)
def test_the_language_is_that_of_the_option_and_else_of_the_environment(
    arguments: list[str], variable: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SKOSMITH_MESSAGES", variable)
    assert language_of(arguments) == language


def test_no_line_of_help_is_the_same_in_both_languages(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    for command in ([], *([context.info_name] for context in contexts()[1:])):
        lines = []
        for language in ("en", "pt"):
            monkeypatch.setenv("SKOSMITH_MESSAGES", language)
            lines.append(run(*command, "--help").stdout.splitlines())
        same = {line for line in {*lines[0]} & {*lines[1]} if re.search(r"[a-z]{3} [a-z]", line)}
        assert not {line for line in same if not line.startswith("  skosmith ")}, command


def test_english_does_not_read_the_table() -> None:
    code = "import sys; from skosmith.cli import main; main(['--version'], standalone_mode=False); print(sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert "'skosmith.cli.translation'" in done.stdout
    assert "tomllib" not in done.stdout
