"""The file of fingerprints: written, read back, merged by git, and what is wrong with one."""

import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skosmith.compare import (
    accept,
    read_fingerprints,
    status_of,
    write_fingerprints,
)
from skosmith.compare.translations.fingerprints import Fingerprints
from skosmith.compare.translations.texts import Field
from skosmith.project.project_file import TRANSLATIONS as FILE
from translated_kite import NOTHING, PAGES, PROJECT, accepted, built_of

GOOD = '# x\nsource-language = "en"\n\n[pt]\n"skills/KITE definition" = "0123456789abcdef"\n'
NODES = st.sampled_from(["skills/SSUP", "skilllevels/SSUP_4", "framework", "lor/4/essence", 'https://example.org/"\\ç'])


@given(
    st.dictionaries(
        st.sampled_from(["pt", "es", "fr-CA"]),
        st.dictionaries(st.builds(Field, NODES, st.just("value")), st.just("0123456789abcdef"), min_size=1),
    )
)
def test_what_is_written_is_read_back(recorded: dict[str, dict[Field, str]]) -> None:
    path = f"{os.environ.get('TMPDIR', '/tmp')}/skosmith-{os.getpid()}-{FILE}"  # noqa: S108 - one file, written over
    assert write_fingerprints(path, Fingerprints("en", recorded)) == []
    assert read_fingerprints(path) == (Fingerprints("en", recorded, exists=True), [])
    lines = Path(path).read_text("utf-8").splitlines()
    assert sum(line.endswith('"0123456789abcdef"') for line in lines) == sum(map(len, recorded.values()))
    Path(path).unlink()


@pytest.mark.parametrize(
    ("text", "code", "lines"),
    [
        ("", "translations-entry", [0]),
        ("<<<<<<< HEAD\n=======\n>>>>>>> main\n" + GOOD, "translations-conflict", [1, 2, 3]),
        (GOOD.replace("[pt]", "<<<<<<< ours\n[pt]\n||||||| base"), "translations-conflict", [4, 6]),
        (GOOD + "garbage\n", "translations-syntax", [6]),
        (GOOD[:-4], "translations-syntax", [5]),
        (GOOD + '"skills/KITE definition" = "0123456789abcdef"\n', "translations-syntax", [6]),
        (GOOD + '"skills/KITE scopeNote" = "0123"\n', "translations-entry", [6]),
        (GOOD + '"skills/KITE" = "0123456789abcdef"\n', "translations-entry", [6]),
        (GOOD + '"a b" = 3\n', "translations-entry", [6]),
        (GOOD + "[no_language]\n", "translations-entry", [6]),
        (GOOD.replace('"en"', "3"), "translations-entry", [2]),
        ('{"version": 1}', "translations-syntax", [1]),
        ("[tool.other]\nx = 1\n", "translations-entry", [0, 1]),
    ],
)
def test_a_file_that_is_not_ours_is_a_problem_with_its_line(
    text: str, code: str, lines: list[int], tmp_path: Path
) -> None:
    (tmp_path / FILE).write_text(text)
    fingerprints, (fault,) = read_fingerprints(str(tmp_path / FILE))
    assert not fingerprints.exists
    assert fault.code == code
    assert [span.line for span in fault.spans][: len(lines)] == lines


def test_other_files_of_that_name(tmp_path: Path) -> None:
    assert read_fingerprints(str(tmp_path / FILE)) == (Fingerprints(), [])
    (tmp_path / FILE).write_bytes(b"\xff")
    assert [one.code for one in read_fingerprints(str(tmp_path / FILE))[1]] == ["not-utf-8"]
    (tmp_path / FILE).unlink()
    (tmp_path / FILE).mkdir()
    assert [one.code for one in read_fingerprints(str(tmp_path / FILE))[1]] == ["unreadable-file"]
    assert [one.code for one in write_fingerprints(str(tmp_path / FILE), NOTHING)] == ["output-not-written"]
    (tmp_path / FILE).rmdir()
    (tmp_path / FILE).write_bytes(GOOD.replace("\n", "\r\n").encode())
    assert read_fingerprints(str(tmp_path / FILE))[1] == []


def git(folder: Path, *arguments: str) -> None:
    settings = ["-c", "user.name=Ana", "-c", "user.email=ana@example.org"]
    subprocess.run(["git", *settings, *arguments], cwd=folder, check=True, capture_output=True)


def test_git_merges_what_two_people_record(tmp_path: Path) -> None:
    """One translates a text into Portuguese, the other one into Spanish; and both another text."""
    first = built_of(**PAGES)
    path, recorded = str(tmp_path / FILE), accepted(first)
    write_fingerprints(path, recorded)
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "one")
    text = (
        PAGES["en"].replace("A kite answers the wind.", "A new one.").replace("Watch is what is asked", "Watch! asks")
    )
    build = built_of(en=text, pt=PAGES["pt"], es=PAGES["es"])
    for tag in ("pt", "es"):
        git(tmp_path, "checkout", "-qb", tag, "main")
        status = status_of(build, PROJECT, read_fingerprints(path)[0], languages=[tag])
        write_fingerprints(path, accept(build, status, read_fingerprints(path)[0], is_whole=False)[0])
        git(tmp_path, "commit", "-qam", tag)
    git(tmp_path, "merge", "-q", "pt")
    merged, problems = read_fingerprints(path)
    assert problems == []
    assert merged == accepted(build)


LINES = st.sampled_from([*GOOD.split("\n"), "<<<<<<< HEAD", "=======", "[es]", '"a b" = """', "x = [", "[pt.x]", "\r"])


@given(st.lists(st.one_of(LINES, st.text(max_size=12)), max_size=9).map("\n".join))
def test_any_text_is_a_record_or_a_problem(text: str) -> None:
    path = Path(f"{os.environ.get('TMPDIR', '/tmp')}/skosmith-{os.getpid()}-any-{FILE}")  # noqa: S108 - as above
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    fingerprints, problems = read_fingerprints(str(path))
    assert fingerprints.exists != bool(problems)
    assert all(span.line <= text.count("\n") + 1 for one in problems for span in one.spans)
    path.unlink()
