"""The tests that ``make test-fast`` takes for a change."""

import pytest

from affected import TESTS, affected_tests, packages


def test_the_packages_are_those_of_the_layers_from_left_to_right() -> None:
    assert packages()[:4] == ["model", "pages", "rdf", "checks"]
    assert packages()[-3:] == ["framework", "cli", "repository"]
    assert {path.name for path in TESTS.iterdir() if any(path.glob("test_*.py"))} <= set(packages())


@pytest.mark.parametrize(
    ("changed", "tests"),
    [
        ("pipeline/skosmith/web/site.py", ["web", "cli", "repository"]),
        ("pipeline/skosmith/framework.py", ["cli", "repository"]),
        ("docs/diff.md", ["repository"]),
        ("tests/pages/test_html.py", ["pages/test_html.py"]),
        ("tests/hostile_markup.py", ["pages/test_html.py"]),
        ("tests/web_servers.py", ["web/test_hosting.py"]),
    ],
)
def test_what_a_change_can_affect(changed: str, tests: list[str]) -> None:
    assert affected_tests([changed]) == [TESTS / name for name in tests]


@pytest.mark.parametrize(
    "changed", ["pipeline/skosmith/model/terms.py", "pyproject.toml", "examples/ssup.pt.txt", "tests/data/diff/x.toml"]
)
def test_some_changes_can_affect_everything(changed: str) -> None:
    assert affected_tests([changed])[0] == TESTS / "model"


def test_a_support_module_affects_the_tests_that_import_it_by_another_one() -> None:
    assert TESTS / "compare" / "test_status.py" in affected_tests(["tests/flavours.py"])
