"""``skosmith explain``: every code, from the installed package, in both languages."""

from collections.abc import Callable

import pytest
from click.testing import Result

from skosmith.checks import rules


@pytest.mark.parametrize("messages", ["en", "pt"])
def test_every_code_is_explained(messages: str, run: Callable[..., Result]) -> None:
    for code, rule in rules().items():
        result = run("explain", code, "--messages", messages)
        assert result.exit_code == 0
        assert result.stdout.startswith(f"{code} (")
        for part in (rule.means[messages], rule.helps[messages], *rule.examples[messages].split("\n")):
            assert part.strip() in result.stdout, code
        assert result.stdout.endswith(f"https://w3id.org/skosmith/problems#{code}\n")


def test_a_pattern_explains_several_and_nothing_lists_all(run: Callable[..., Result]) -> None:
    result = run("explain", "*-misspelt")
    assert [line.split()[0] for line in result.stdout.split("\n") if "-misspelt (" in line] == [
        "heading-misspelt", "label-misspelt", "level-title-misspelt",
    ]  # fmt: skip
    listed = run("explain").stdout.splitlines()
    assert [line.split()[0] for line in listed] == sorted(rules())


def test_a_misspelt_code_is_an_error_of_the_command_line(run: Callable[..., Result]) -> None:
    result = run("explain", "leve-gap")
    assert result.exit_code == 2
    assert "Did you mean 'level-gap'?" in result.stderr
    assert "skosmith explain lists them all" in run("explain", "zzz").stderr


@pytest.mark.parametrize("code", ["NO-CODE", "no_code", "No_Code"])
def test_case_and_underscores_do_not_count(code: str, run: Callable[..., Result]) -> None:
    assert run("explain", code).stdout == run("explain", "no-code").stdout != ""
    assert "'no-code'" in run("explain", "NO_COD").stderr
