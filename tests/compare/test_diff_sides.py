"""The sides of a diff: projects, graphs, workbooks, the work tree, and what is said where one cannot be read."""

import json
import shutil
from pathlib import Path

import pytest

from conftest import ROOT
from framework_sheets import SKILLS, WORKBOOK
from minimal_xlsx import xlsx
from skosmith.model import Files, Problem
from versioned_project import PROJECT, call, change, commit, repository_at


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = repository_at(tmp_path / "repository")
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize(
    "names", [[], ["git:HEAD"], ["git:v1"], ["git:v1:pages"], ["git:v1:skosmith.toml"], ["git:v1:."]]
)
def test_one_side_is_held_against_what_stands_there_now(names: list[str], repository: Path) -> None:
    assert "The two say the same." in call(*names).stdout
    change(repository)
    result = call(*names)
    assert "Surveying a [-piece-]{+plot+} of land" in result.stdout
    name = names[0] if names and ":" in names[0].removeprefix("git:") else f"{(names or ['git:HEAD'])[0]}:pages"
    output = name.removesuffix("skosmith.toml").removesuffix(".").removesuffix("pages") + "pages/mapd.en.txt:5:1"
    assert f"old {output}\n" in result.stdout
    assert "new pages/mapd.en.txt:5:1\n" in result.stdout
    assert result.exit_code == 0


def test_two_projects(repository: Path, tmp_path: Path) -> None:
    shutil.copytree(repository, tmp_path / "other")
    file = tmp_path / "other" / "skosmith.toml"
    file.write_text('edition = "2"\n' + file.read_text("utf-8"), "utf-8")
    for other in (tmp_path / "other", file):
        output = call(repository, other).stdout
        assert "Another edition, with identifiers of its own: nothing is now 2." in output
        assert call(repository, other, "--edition", "2").stdout.endswith("The two say the same.\n")
    file.write_text("edition = 2\n", "utf-8")
    assert "setting-type" in call(repository, file).stderr
    file.write_text("", "utf-8")
    assert "no-sources" in call(repository, file).stderr


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("git:no-such", "git-no-revision"),
        ("git:", "git-no-revision"),
        ("git:--output=x", "git-no-revision"),
        ("git:HEAD~9", "git-no-revision"),
        ("git:HEAD..v1", "git-no-revision"),
        ("git:a\nb", "git-no-revision"),
        ("git:HEAD:nothing", "git-no-path"),
        ("git:HEAD:../outside", "git-no-path"),
        ("git:HEAD:/etc", "git-no-path"),
        ("git:HEAD:pages/*.md", "no-match"),
        ("git:HEAD:empty", "no-pages"),
        ("git:HEAD:skosmith.toml/x", "git-no-path"),
        ("git:HEAD:large/large.txt", "file-too-large"),
        ("git:HEAD:bad/skosmith.toml", "project-syntax"),
        ("git:HEAD:bare", "no-sources"),
        ("git:HEAD:bad.ttl", "graph-syntax"),
        ("git:HEAD:skosmith.toml", ""),
        ("git:HEAD^{tree}:pages", ""),
        ("git:HEAD:pages/mapd.en.txt", ""),
        ("nothing", "no-such-file"),
    ],
)
def test_what_cannot_be_read_is_a_problem_of_its_side(name: str, code: str, repository: Path) -> None:
    for file, text in (("empty/x.log", "x"), ("bad/skosmith.toml", "x"), ("bare/skosmith.toml", ""), ("bad.ttl", "<")):
        (repository / file).parent.mkdir(exist_ok=True)
        (repository / file).write_text(text, "utf-8")
    (repository / "large").mkdir()
    (repository / "large" / "large.txt").write_bytes(b"x" * 10_000_001)
    commit(repository)
    for sides in ((name, "pages"), ("pages", name)):
        result = call(*sides)
        if code:
            output = name.replace("\n", "�")
            assert f"problems of {output}\n" in result.stderr
            assert f": {code}: " in result.stderr
            assert "Nothing is compared: a side cannot be read." in result.stdout
        assert result.exit_code == (1 if code else 0)


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        ([], 0),
        (["--fail-on", "patch"], 1),
        (["--fail-on", "minor"], 0),
        (["--fail-on", "major"], 0),
        (["--fail-on", "never"], 2),
        (["--format", "xml"], 2),
        (["--source-language", "klingon"], 2),
        (["--offline"], 2),
        (["git:HEAD", "pages", "more"], 2),
    ],
)
def test_exit_status(arguments: list[str], status: int, repository: Path) -> None:
    change(repository)
    assert call(*arguments).exit_code == status


def test_a_side_without_name_needs_a_project(repository: Path) -> None:
    (repository / "skosmith.toml").unlink()
    assert "Missing argument 'OLD'" in call().stderr
    assert "Missing argument 'NEW'" in call("pages").stderr
    assert "no-sources" in call("", "pages").stderr
    (repository / "skosmith.toml").write_text("x", "utf-8")
    assert "project-syntax" in call("pages").stderr


def test_problems_of_a_side_come_first_and_the_diff_nevertheless(repository: Path) -> None:
    change(repository)
    page = repository / "pages" / "mapd.en.txt"
    page.write_text("A line that nothing holds.\n" + page.read_text("utf-8"), "utf-8")
    result = call("git:HEAD")
    assert result.exit_code == 1
    assert result.stderr.startswith("problems of skosmith.toml\n\npages/mapd.en.txt:1:1: violation: line-not-held")
    assert "[-piece-]{+plot+}" in result.stdout
    update = call("git:HEAD", "--format", "sparql")
    assert "line-not-held" in update.stderr
    assert update.stdout.startswith("# ")
    assert "line-not-held" in call("git:HEAD", "--format", "markdown").stdout
    assert "line-not-held" in call("git:HEAD", "--format", "json").stdout
    unreadable = call("git:nope", "--format", "rdfpatch")
    assert (unreadable.stdout, "git-no-revision" in unreadable.stderr) == ("", True)
    assert "### Nothing is compared" in call("git:nope", "--format", "markdown").stdout


def test_blank_nodes_are_said_and_left_out(tmp_path: Path) -> None:
    graph = (ROOT / "tests" / "data" / "diff" / "framework.ttl").read_text("utf-8")
    (tmp_path / "old.ttl").write_text(graph, "utf-8")
    (tmp_path / "new.ttl").write_text(graph + "\n<x> rdf:value [ rdf:value 1 ] .\n", "utf-8")
    result = call(tmp_path / "old.ttl", tmp_path / "new.ttl")
    assert result.exit_code == 1
    assert "blank-node: The comparison leaves out 2 statements about blank nodes." in result.stderr
    assert "The two say the same." in result.stdout


def test_the_source_language_is_the_projects_first(repository: Path) -> None:
    (repository / "pages" / "mapd.pt.txt").write_bytes((ROOT / "examples" / "mapd.pt.txt").read_bytes())
    (repository / "skosmith.toml").write_text(PROJECT.replace('["en"]', '["pt", "en"]'), "utf-8")
    commit(repository)
    change(repository)
    assert "gone stale" not in call().stdout
    assert "gone stale" in call("--source-language", "en").stdout
    assert isinstance(Files().read("nothing"), Problem)


def test_how_a_page_is_laid_out_is_no_change() -> None:
    pages = sorted((ROOT / "tests" / "data" / "pages" / "layouts" / "en").glob("H.*"))
    assert len(pages) == 4
    for page in pages[1:]:
        assert "The two say the same." in call(pages[0], page).stdout, page


def test_the_real_page_with_a_digit_less(seed: Path, tmp_path: Path) -> None:
    less = tmp_path / "less.txt"
    less.write_bytes(seed.read_bytes().replace(b"2 3 4", b"3 4", 1))
    report = json.loads(call(seed, less, "--format", "json").stdout)
    assert report["summary"] == {"statement-changed": 1}
    assert [place["line"] for place in (report["changes"][0]["oldPlace"],)] == [9]
    assert json.loads(call(seed, seed, "--format", "json").stdout)["verdict"] == "none"


def test_a_place_in_a_workbook_is_its_cell(tmp_path: Path) -> None:
    (tmp_path / "old.xlsx").write_bytes(xlsx(WORKBOOK))
    skills = [["Hanging on." if cell == "Does long walks as level 3 asks." else cell for cell in row] for row in SKILLS]
    moved = [["Water" if row[10:11] == ["Long walks"] and cell == "Air" else cell for cell in row] for row in skills]
    (tmp_path / "new.xlsx").write_bytes(xlsx({**WORKBOOK, "Skills": moved}))
    output = call(tmp_path / "old.xlsx", tmp_path / "new.xlsx").stdout
    assert f"old {tmp_path}/old.xlsx:Skills!R5\n" in output
    assert "~ Moved from Air / Paths to Water / Paths." in output
    assert "+ Category added: Paths." in output


def test_numbers_that_are_none_and_names_of_no_text_are_read(tmp_path: Path) -> None:
    graph = (ROOT / "tests" / "data" / "diff" / "framework.ttl").read_text("utf-8")
    (tmp_path / "old.ttl").write_text(graph, "utf-8")
    (tmp_path / "new.ttl").write_text(graph.replace("skos:notation 2", f"skos:notation {'9' * 5000}"), "utf-8")
    assert "minor" in call(tmp_path / "old.ttl", tmp_path / "new.ttl").stdout
