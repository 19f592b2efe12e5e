"""``skosmith diff --write-retired``, and the checks of what it writes."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from skosmith import read
from two_editions import RETIREMENTS, write_editions

Run = Callable[..., Result]


@pytest.fixture
def editions(tmp_path: Path) -> tuple[Path, Path]:
    return write_editions(tmp_path)


def test_what_is_gone_is_added_to_the_project_file_once(editions: tuple[Path, Path], run: Run) -> None:
    old, new = editions
    before = new.read_bytes()
    result = run("diff", old.parent, new.parent, "--project", new, "--write-retired")
    assert (result.exit_code, result.stderr) == (0, "")
    after = new.read_bytes()
    assert after.startswith(before)
    assert after[len(before) :].decode() == (
        '\n[[retired]]\nnotation = "OARR"\nnames = { en = "Oar care" }\nsince = "9"\nreason = ""\n'
        '\n[[retired]]\nnotation = "PADE"\nnames = { en = "Paddle care", pt = "Paddle care (pt)" }\nsince = "9"\n'
        'reason = ""\n'
    )
    again = run("diff", old.parent, new.parent, "--project", new, "--write-retired")
    assert "Skill retired: Oar care." in again.stdout
    assert "skills retired " in again.stdout
    assert new.read_bytes() == after


def problems_of(file: Path) -> list[tuple[str, int]]:
    report = read(file=file).check()
    return sorted((one.code, one.spans[0].line) for one in report.problems if one.severity == "violation")


def test_a_retired_skill_has_a_reason_and_what_replaces_it_exists(editions: tuple[Path, Path], run: Run) -> None:
    """Each problem is on its line of the project file."""
    old, new = editions
    run("diff", old.parent, new.parent, "--project", new, "--write-retired")
    assert problems_of(new) == [("concept-retired-reason", 10), ("concept-retired-reason", 16)]
    text = new.read_text("utf-8").replace('reason = ""', 'reason = "Gone."\nreplaced-by = ["QUIT", "NONE"]', 1)
    new.write_text(text.replace('reason = ""', 'reason = "Gone."', 1), "utf-8")
    assert problems_of(new) == [("concept-retired-replacement", 14)]
    in_force = '\n[[retired]]\nnotation = "ROPE"\nnames = { en = "Rope care" }\nreason = "Gone."\n'
    new.write_text(text.replace('"QUIT", "NONE"', '"QUIT"').replace('reason = ""', 'reason = "Gone."') + in_force)
    assert [code for code, _ in problems_of(new)] == ["concept-retired-in-force"]


def test_without_a_project_file_there_is_nowhere_to_write(editions: tuple[Path, Path], run: Run) -> None:
    old, new = editions
    result = run("diff", old.parent, new.parent, "--write-retired")
    assert result.exit_code == 1
    assert "no-such-file" in result.stderr


def test_a_retired_skill_needs_no_translation(tmp_path: Path, run: Run) -> None:
    _, new = write_editions(tmp_path, retirements=RETIREMENTS)
    result = run("status", "--project", new)
    assert "ROPE" in result.stdout
    assert "OARR" not in result.stdout


def test_the_evidence_of_a_retired_skill_is_its_line_of_the_project_file(tmp_path: Path, run: Run) -> None:
    _, new = write_editions(tmp_path, retirements=RETIREMENTS)
    result = run("why", "OARR", "--project", new)
    assert result.exit_code == 0
    assert "  dcterms:isReplacedBy <skills/QUIT>\n      from the options or the project file\n" in result.stdout
    assert 'skosmith.toml:13:16  replaced-by = "QUIT"\n' in result.stdout
