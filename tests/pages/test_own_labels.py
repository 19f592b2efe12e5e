"""Words of pages that a project adds in skosmith.toml: labels, notices, languages."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conftest import PAGES, ROOT
from skosmith.checks import ENGINES
from skosmith.cli import main
from skosmith.pages import built_in, in_force, using

DUTCH = (PAGES / "reject" / "language-not-found_dutch.txt").read_text("utf-8")
PROJECT = 'base-iri = "https://example.org/x/"\nrights = "x"\nsources = ["pages"]\n'
WORDS = """
[labels.nl.labels]
levels = ["Niveaus"]
guidance = ["Toelichting"]

[labels.nl.words]
level = ["Niveau"]
essence = ["Kern van het niveau"]
scheme = ["Verantwoordelijkheidsniveaus"]
"""
SAMPLES = ROOT / "tests" / "data" / "samples" / "pages"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs ``skosmith`` in a project with words of its own, and one page."""

    def invoke(words: str, page: str, *arguments: str, name: str = "page.txt") -> Result:
        (tmp_path / "pages").mkdir()
        (tmp_path / "pages" / name).write_text(page, "utf-8")
        (tmp_path / "skosmith.toml").write_text(PROJECT + words, "utf-8")
        monkeypatch.chdir(tmp_path)
        return CliRunner().invoke(main, arguments or ("check",), catch_exceptions=False)

    return invoke


def test_a_language_that_is_not_built_in_is_named_and_not_guessed(project: Callable[..., Result]) -> None:
    result = project("", DUTCH)
    assert result.exit_code == 1
    assert "language-not-found" in result.output
    assert "[labels.<tag>] to skosmith.toml" in result.output


@pytest.mark.parametrize("engine", ENGINES)
def test_a_project_adds_a_language(project: Callable[..., Result], tmp_path: Path, engine: str) -> None:
    result = project(WORDS, DUTCH, "build", "--engine", engine)
    assert result.exit_code == 0, result.output
    graph = (tmp_path / "output" / "graph.ttl").read_text("utf-8")
    assert '"Verantwoordelijkheidsniveaus"@nl' in graph
    assert graph.count("a skm:SkillLevel") == 3


def test_the_words_of_a_project_are_shown_and_end_with_its_run(project: Callable[..., Result]) -> None:
    result = project(WORDS, DUTCH, "labels", "nl")
    assert "nl  skosmith.toml" in result.output
    assert "Toelichting" in result.output
    assert in_force() is built_in()


def test_a_page_is_rendered_with_the_words_of_its_project(project: Callable[..., Result]) -> None:
    result = project(WORDS, DUTCH, "render", "--to", "markdown")
    assert result.exit_code == 0, result.output
    assert "Toelichting" in result.stdout
    assert "Touwknopen: Niveau 3" in result.stdout


def test_a_language_may_be_named_that_the_project_adds(project: Callable[..., Result]) -> None:
    assert project(WORDS, DUTCH, "check", "--lang", "nl").exit_code == 0


def test_a_label_of_a_built_in_language(project: Callable[..., Result]) -> None:
    """A notice as real pages have them, of which no file knows the words."""
    page = (SAMPLES / "en-9-PROG-dev.txt").read_text("utf-8").replace("SFIA 9 is in development", "SFIA 9 comes soon")
    text = project("", page, "check", "--format", "json").output
    assert "unknown-block" in text


def test_a_notice_of_a_built_in_language(project: Callable[..., Result]) -> None:
    page = (SAMPLES / "en-9-PROG-dev.txt").read_text("utf-8").replace("SFIA 9 is in development", "SFIA 9 comes soon")
    text = project('[labels.en.chrome]\nnotice = ["SFIA # comes soon"]\n', page, "check", "--format", "json").output
    assert "unknown-block" not in text
    assert "notice-left-out" in text


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ('[labels.nl.labels]\nguidance = ["Toelichting"]\n', "labels-without-level"),
        ('[labels.nl.labels]\nguidence = ["x"]\n[labels.nl.words]\nlevel = ["Niveau"]\n', "setting-unknown"),
        ('[labels.nl.label]\nguidance = ["x"]\n', "setting-unknown"),
        ('[labels.nl.words]\nlevel = "Niveau"\n', "setting-type"),
        ("[labels.nl.words]\nlevel = [3]\n", "setting-type"),
        ('[labels.nl.words]\nlevel = [""]\n', "setting-blank"),
        ('[labels.nl]\nwords = ["Niveau"]\n', "setting-type"),
        ('[labels]\nnl = "Niveau"\n', "setting-type"),
        ('[labels.dutch-is-no-tag.words]\nlevel = ["Niveau"]\n', "setting-language"),
        ('labels = ["nl"]\n', "setting-type"),
    ],
)
def test_a_fault_in_the_words_is_shown_on_its_line(project: Callable[..., Result], words: str, code: str) -> None:
    result = project(words, DUTCH)
    assert result.exit_code == 1
    assert re.search(rf"^skosmith\.toml:[4-9]:\d+: violation: {code}:", result.output, re.MULTILINE), result.output


def test_words_nest() -> None:
    with using({"nl": {"words": {"level": ["Niveau"]}}}) as outer:
        assert outer.lookup("nl-BE") is not None
        with using({}):
            assert in_force().lookup("nl") is None
        assert in_force() is outer
