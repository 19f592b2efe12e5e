"""The words of problems: the same placeholders in both languages, and a value for each where the problem arises."""

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from skosmith.model import catalogue

PACKAGE = Path(__file__).parents[2] / "pipeline" / "skosmith"


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def values_given() -> Iterator[tuple[str, set[str]]]:
    """The code of each call of ``problem`` or ``fault`` that names it and all its values, with their names."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(ast.Name("problem" | "fault"), [ast.Constant(str(code)), *_], keywords):
                    names = {keyword.arg for keyword in keywords}
                    if None not in names:
                        yield code, {str(name) for name in names}


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_both_languages_have_the_same_texts_and_placeholders(code: str) -> None:
    entry = catalogue()[code]
    for name in ("message", "help", "means", "example"):
        if name in entry:
            assert entry[name].keys() == {"en", "pt"}
            assert all(text.strip() for text in entry[name].values())
    for name in ("message", "help"):
        of_pt = {one.removesuffix("_pt") for one in placeholders(entry[name]["pt"])}
        assert placeholders(entry[name]["en"]) == of_pt


def test_each_placeholder_has_a_value() -> None:
    calls = list(values_given())
    assert len(calls) > 100
    for code, values in calls:
        entry = catalogue()[code]
        assert placeholders(entry["message"]["en"] + entry["help"]["en"]) <= values, code
