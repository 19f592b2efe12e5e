"""What the tests share: where things are, how goldens are compared, how the program is run."""

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from click.testing import CliRunner, Result
from hypothesis import settings

from skosmith.cli import main
from skosmith.model import Build, Files, Page, Problem, Profile, Span, Text
from skosmith.pages import expand, read_pages
from skosmith.rdf import build_graph

# On a developer's machine the property tests look for new cases each time; in CI the same ones decide each time.
# No deadline: these machines are shared, and how fast the program is, benchmarks say.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("fast", max_examples=10, deadline=None)
settings.load_profile("ci" if "CI" in os.environ else "here")

ROOT = Path(__file__).parent.parent
PAGES = ROOT / "tests" / "data" / "pages"
SEED = ROOT.parent / "shared" / "seeds" / "000_ff3c4558211bea88.txt"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="Write what comes out now into tests/golden.")


@pytest.fixture(scope="session")
def seed() -> Path:
    """The real page; a clone without ../shared does without it, CI may not."""
    if not SEED.exists():
        assert "CI" not in os.environ, f"CI needs the real page: {SEED}"
        pytest.skip(f"the real page is not here: {SEED}")
    return SEED


@pytest.fixture(autouse=True)
def nothing_withheld(monkeypatch: pytest.MonkeyPatch) -> None:
    """A secret is withheld for as long as the process runs, which for tests is the next one, too."""
    monkeypatch.setattr("skosmith.model.confidential._withheld", set())


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs ``skosmith`` with some arguments at the top of the checkout; a traceback fails the test."""

    def invoke(*arguments: str | Path, stdin: bytes | None = None) -> Result:
        monkeypatch.chdir(ROOT)
        result = CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return invoke


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compares a text with ``tests/data/golden/<name>``, or writes it there with ``--update-golden``."""

    def compare(name: str, text: str) -> None:
        path = ROOT / "tests" / "data" / "golden" / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        assert path.read_text("utf-8") == text

    return compare


def pages_at(*sources: str | Path, language: str = "") -> tuple[list[Page], list[Problem]]:
    """The pages of ``sources``; a page of a level comes as one of these too, and the tests that want it know."""
    pages, problems = read_pages(expand(map(str, sources)), Files(), language)
    return cast("list[Page]", pages), problems


def page_at(source: str | Path) -> Page:
    (page,), problems = pages_at(source)
    assert problems == []
    return page


def built(*sources: str | Path, profile: Profile | None = None) -> Build:
    pages, problems = pages_at(*sources)
    assert problems == []
    return build_graph(pages, profile)


def hostile(texts: list[str]) -> Build:
    pages = []
    for number, text in enumerate(texts):
        span = Span(f"{number}.txt", 1, 1, 1, 2)
        name, definition = Text("x", "pt", span), Text(text, "pt", span)
        pages.append(Page(span.path, "0", "pt", Text("TEST", "", span), name, definition=definition))
    return build_graph(pages)


def needed(path: Path, what: str) -> Path:
    """What stands at ``path`` where .ci/run has put it; a developer's machine does without it, CI may not."""
    if not path.exists():
        assert "CI" not in os.environ, f"CI needs {what}: {path}"
        pytest.skip(f"{what} is not here: {path}")
    return path


def rapper() -> str:
    """The independent RDF parser; a developer's machine does without it, CI may not."""
    text = shutil.which("rapper")
    if not text:
        assert "CI" not in os.environ, "CI needs rapper (Debian's raptor2-utils)"
        pytest.skip("rapper (Debian's raptor2-utils) is not installed")
    return text


def growth(work: Callable[[int], object], small: int, large: int) -> float:
    """How many times the processor time of ``work(small)`` that of ``work(large)`` is, each the best of two."""

    def seconds(size: int) -> float:
        begun = time.process_time()
        work(size)
        return time.process_time() - begun

    return min(seconds(large) for _ in range(2)) / min(seconds(small) for _ in range(2))


def triples(build: Build) -> set[tuple[str, str, str]]:
    return {statement[:3] for statement in build.statements()}
