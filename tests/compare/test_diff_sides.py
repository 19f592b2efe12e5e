"""The sides of a diff: revisions of git, projects, graphs, and what is said where one cannot be read."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conftest import ROOT
from framework_sheets import SKILLS, WORKBOOK
from minimal_xlsx import xlsx
from skosmith.cli import main
from skosmith.compare.diff.git_command import GitError
from skosmith.compare.diff.revisions import revision, sources_at, split
from skosmith.model import Problem, read
from skosmith.pages import expand

Run = Callable[..., Result]
MAPD = (ROOT / "examples" / "mapd.en.txt").read_text("utf-8")
PROJECT = 'title = "Maps"\nbase-iri = "https://e.org/maps/"\nrights = "Ours"\nlanguages = ["en"]\nsources = ["pages"]\n'
SETTINGS = {
    "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@e.org", "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@e.org",
    "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull,
}  # fmt: skip


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, env=os.environ | SETTINGS)
    return done.stdout.decode().strip()


def commit(folder: Path, message: str = "x") -> str:
    git(folder, "add", "--all")
    git(folder, "commit", "-q", "-m", message)
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one page in its first commit, which is tagged ``v1``; the current folder."""
    folder = tmp_path / "repository"
    (folder / "pages").mkdir(parents=True)
    (folder / "pages" / "mapd.en.txt").write_text(MAPD, "utf-8")
    (folder / "skosmith.toml").write_text(PROJECT, "utf-8")
    git(folder, "init", "-q", "-b", "main")
    commit(folder)
    git(folder, "tag", "v1")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def call() -> Run:
    """Runs ``skosmith diff`` in the current folder; a traceback fails the test."""

    def invoke(*arguments: str | Path) -> Result:
        result = CliRunner().invoke(main, ["diff", *map(str, arguments)])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return invoke


def change(folder: Path, old: str = "Surveying a piece", new: str = "Surveying a plot") -> None:
    page = folder / "pages" / "mapd.en.txt"
    page.write_text(page.read_text("utf-8").replace(old, new), "utf-8")


@pytest.mark.parametrize(
    "names", [[], ["git:HEAD"], ["git:v1"], ["git:v1:pages"], ["git:v1:skosmith.toml"], ["git:v1:."]]
)
def test_one_side_is_held_against_what_stands_there_now(names: list[str], repository: Path, call: Run) -> None:
    assert "The two say the same." in call(*names).stdout
    change(repository)
    result = call(*names)
    assert "Surveying a [-piece-]{+plot+} of land" in result.stdout
    name = names[0] if names and ":" in names[0].removeprefix("git:") else f"{(names or ['git:HEAD'])[0]}:pages"
    shown = name.removesuffix("skosmith.toml").removesuffix(".").removesuffix("pages") + "pages/mapd.en.txt:5:1"
    assert f"old {shown}\n" in result.stdout
    assert "new pages/mapd.en.txt:5:1\n" in result.stdout
    assert result.exit_code == 0


def test_two_revisions_and_the_work_tree_untouched(repository: Path, call: Run) -> None:
    change(repository)
    second = commit(repository)
    change(repository, "Surveying a plot", "Surveying a field")
    before = {path: path.stat().st_mtime_ns for path in repository.rglob("*") if ".git" not in path.parts}
    index = (repository / ".git" / "index").read_bytes()
    assert "[-piece-]{+plot+}" in call("git:v1", f"git:{second}").stdout
    assert "[-plot-]{+piece+}" in call("git:HEAD", "git:HEAD~1").stdout
    assert before == {path: path.stat().st_mtime_ns for path in repository.rglob("*") if ".git" not in path.parts}
    assert index == (repository / ".git" / "index").read_bytes()


def test_the_sources_are_those_that_the_project_file_of_the_revision_names(repository: Path, call: Run) -> None:
    git(repository, "mv", "pages", "texts")
    (repository / "skosmith.toml").write_text(PROJECT.replace('"pages"', '"texts/*.txt"'), "utf-8")
    assert "The two say the same." in call("git:v1").stdout
    commit(repository)
    assert "The two say the same." in call("git:v1", "git:HEAD").stdout


def test_a_revision_from_before_the_project_file(repository: Path, call: Run) -> None:
    git(repository, "rm", "-q", "--cached", "skosmith.toml")
    git(repository, "commit", "-q", "-m", "none")
    assert "The two say the same." in call("git:HEAD").stdout
    (repository / "skosmith.toml").unlink()
    result = call("git:HEAD", "pages")
    assert result.exit_code == 1
    assert "no-sources" in result.stdout


def test_a_project_in_a_folder_of_the_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: Run) -> None:
    inner = tmp_path / "inner [1]"
    (inner / "pages").mkdir(parents=True)
    (inner / "pages" / "mapd.en.txt").write_text(MAPD, "utf-8")
    (inner / "skosmith.toml").write_text(PROJECT.replace('"pages"', '"pages/*.txt"'), "utf-8")
    git(tmp_path, "init", "-q")
    commit(tmp_path)
    change(inner)
    monkeypatch.chdir(inner)
    for names in ([], ["git:HEAD:./pages"], ["git:HEAD:inner [1]"], ["git:HEAD:."], ["git:HEAD:../inner [1]/pages"]):
        assert "old git:HEAD:inner [1]/pages/mapd.en.txt:5:1" in call(*names).stdout, names
    monkeypatch.chdir(tmp_path)
    assert "[-piece-]{+plot+}" in call("--project", "inner [1]/skosmith.toml").stdout


def test_the_commit_where_two_branches_parted(repository: Path, call: Run) -> None:
    git(repository, "checkout", "-q", "-b", "work")
    change(repository, "Holds the staff", "Carries the staff")
    commit(repository)
    git(repository, "checkout", "-q", "main")
    change(repository)
    commit(repository)
    git(repository, "checkout", "-q", "work")
    assert "plot" in call("git:main").stdout
    for name in ("git:main...", "git:main...work", "git:...main"):
        shown = call(name).stdout
        assert "plot" not in shown
        assert "[-Holds-]{+Carries+} the staff" in shown
    git(repository, "checkout", "-q", "--orphan", "alone")
    commit(repository)
    assert "git-no-revision" in call("git:main...alone").stdout


def test_a_graph_at_a_revision(repository: Path, call: Run) -> None:
    CliRunner().invoke(main, ["build"])
    commit(repository)
    change(repository)
    result = call("git:HEAD:output/graph.ttl", "pages")
    assert "[-piece-]{+plot+}" in result.stdout
    assert "old git:HEAD:output/graph.ttl:" in result.stdout
    assert call("git:HEAD:output/graph.ttl", "git:HEAD").stdout.endswith("The two say the same.\n")


def test_two_projects(repository: Path, call: Run, tmp_path: Path) -> None:
    shutil.copytree(repository, tmp_path / "other")
    file = tmp_path / "other" / "skosmith.toml"
    file.write_text('edition = "2"\n' + file.read_text("utf-8"), "utf-8")
    for other in (tmp_path / "other", file):
        shown = call(repository, other).stdout
        assert "Another edition, with identifiers of its own: nothing is now 2." in shown
        assert call(repository, other, "--edition", "2").stdout.endswith("The two say the same.\n")
    file.write_text("edition = 2\n", "utf-8")
    assert "setting-type" in call(repository, file).stdout
    file.write_text("", "utf-8")
    assert "no-sources" in call(repository, file).stdout


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
def test_what_cannot_be_read_is_a_problem_of_its_side(name: str, code: str, repository: Path, call: Run) -> None:
    for file, text in (("empty/x.log", "x"), ("bad/skosmith.toml", "x"), ("bare/skosmith.toml", ""), ("bad.ttl", "<")):
        (repository / file).parent.mkdir(exist_ok=True)
        (repository / file).write_text(text, "utf-8")
    (repository / "large").mkdir()
    (repository / "large" / "large.txt").write_bytes(b"x" * 10_000_001)
    commit(repository)
    for sides in ((name, "pages"), ("pages", name)):
        result = call(*sides)
        if code:
            shown = name.replace("\n", "�")
            assert f"problems of {shown}\n" in result.stdout
            assert f": {code}: " in result.stdout
            assert "Nothing is compared: a side cannot be read." in result.stdout
        assert result.exit_code == (1 if code else 0)


def test_no_repository_and_no_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: Run) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    (tmp_path / "mapd.en.txt").write_text(MAPD, "utf-8")
    for name in ("git:HEAD", "git:HEAD:pages"):
        result = call(name, "mapd.en.txt")
        assert (result.exit_code, "git-no-repository" in result.stdout) == (1, True)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "git-missing" in call("git:HEAD:pages", "mapd.en.txt").stdout
    assert "git-missing" in call("git:HEAD:pages").stdout


def test_a_shallow_clone_says_that_it_is_one(repository: Path, monkeypatch: pytest.MonkeyPatch, call: Run) -> None:
    change(repository)
    commit(repository)
    git(repository.parent, "clone", "-q", "--depth", "1", "--no-tags", f"file://{repository}", "shallow")
    monkeypatch.chdir(repository.parent / "shallow")
    result = call("git:v1")
    assert result.exit_code == 1
    assert "git-shallow" in result.stdout
    assert "fetch-depth: 0" in result.stdout
    for name in ("git:HEAD", "git:origin/main", "git:origin/main..."):
        assert "The two say the same." in call(name).stdout


def test_a_damaged_repository(repository: Path, call: Run) -> None:
    oid = git(repository, "rev-parse", "HEAD:pages/mapd.en.txt")
    (repository / ".git" / "objects" / oid[:2] / oid[2:]).unlink()
    assert "git-failed" in call("git:HEAD").stdout
    (repository / ".git" / "HEAD").write_text("ref: refs/heads/x")
    assert "git-no-revision" in call("git:HEAD").stdout
    (repository / ".git" / "objects").rename(repository / ".git" / "gone")
    assert "git-no-repository" in call("git:HEAD").stdout


def test_a_revision_has_what_the_work_tree_has(repository: Path) -> None:
    """The same files in the same order for folders, patterns and links; hidden and other files left out."""
    files = [
        "pages/b.md", "pages/deep/a.txt", "pages/deep/.hidden.txt", "pages/.git-like/x.txt", "pages/~$x.csv",
        "pages/x.log",
        "pages/ç ü.txt", "pages/q[1].txt", "pages/q1.txt", "other/z.HTML", "pages/deep/er/one.txt",
    ]  # fmt: skip
    for file in files:
        (repository / file).parent.mkdir(parents=True, exist_ok=True)
        (repository / file).write_text(file, "utf-8")
    (repository / "links").mkdir()
    (repository / "links" / "one.txt").symlink_to("../pages/b.md")
    (repository / "links" / "folder").symlink_to("../pages/deep")
    (repository / "links" / "again.txt").symlink_to("one.txt")
    (repository / "links" / "nowhere.txt").symlink_to("/nowhere")
    (repository / "pages" / "deep" / "up").symlink_to("..")
    commit(repository)
    (repository / "links" / "nowhere.txt").unlink()
    (repository / "pages" / "deep" / "up").unlink()
    at = revision("HEAD")
    for source in (
        "pages", "links", "pages/*.txt", "pages/**/*.txt", "**/*.txt", "pages/**", "pages/q[1].txt", "pages/[bc]*",
        "pages/deep/.hidden.txt", "*/*.HTML", "pages/?.md", "links/folder", "pages/deep/.*",
    ):  # fmt: skip
        now = [item if isinstance(item, str) else item.code for item in expand([source])]
        now = [item for item in now if item != "files-not-read"]  # of today's files only
        then = [item if isinstance(item, str) else item.code for item in sources_at(at, [source])]
        assert then == [item if item.startswith("no-") else f"git:HEAD:{item}" for item in now], source
    assert sources_at(at, ["https://e.org/x", "-"]) == ["-", "https://e.org/x"]
    kept = read("git:HEAD:pages/ç ü.txt")
    assert kept == "pages/ç ü.txt".encode()


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        ("git:HEAD", ("HEAD", "")),
        ("git:HEAD:a:b", ("HEAD", "a:b")),
        ("git:main@{2026-01-31 10:00}:x", ("main@{2026-01-31 10:00}", "x")),
        ("git:a{b:c", ("a{b", "c")),
        ("git:", ("", "")),
        ("git::x", ("", "x")),
    ],
)
def test_a_revision_and_its_path(source: str, parts: tuple[str, str]) -> None:
    assert split(source) == parts


def test_what_is_no_revision_is_an_error() -> None:
    with pytest.raises(ValueError, match="pages"):
        split("pages")
    with pytest.raises(GitError, match="git cannot read this revision"):
        revision("a\0b", str(ROOT))


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
def test_exit_status(arguments: list[str], status: int, repository: Path, call: Run) -> None:
    change(repository)
    assert call(*arguments).exit_code == status


def test_a_side_without_name_needs_a_project(repository: Path, call: Run) -> None:
    (repository / "skosmith.toml").unlink()
    assert "Missing argument 'OLD'" in call().stderr
    assert "Missing argument 'NEW'" in call("pages").stderr
    assert "no-sources" in call("", "pages").stdout
    (repository / "skosmith.toml").write_text("x", "utf-8")
    assert "project-syntax" in call("pages").stdout


def test_problems_of_a_side_come_first_and_the_diff_nevertheless(repository: Path, call: Run) -> None:
    change(repository)
    page = repository / "pages" / "mapd.en.txt"
    page.write_text("A line that nothing holds.\n" + page.read_text("utf-8"), "utf-8")
    result = call("git:HEAD")
    assert result.exit_code == 1
    assert result.stdout.startswith("problems of skosmith.toml\n\npages/mapd.en.txt:1:1: error: line-not-held")
    assert "[-piece-]{+plot+}" in result.stdout
    update = call("git:HEAD", "--format", "sparql")
    assert "line-not-held" in update.stderr
    assert update.stdout.startswith("# ")
    assert "line-not-held" in call("git:HEAD", "--format", "markdown").stdout
    assert "line-not-held" in call("git:HEAD", "--format", "json").stdout
    unreadable = call("git:nope", "--format", "rdfpatch")
    assert (unreadable.stdout, "git-no-revision" in unreadable.stderr) == ("", True)
    assert "### Nothing is compared" in call("git:nope", "--format", "markdown").stdout


def test_blank_nodes_are_said_and_left_out(tmp_path: Path, call: Run) -> None:
    graph = (ROOT / "tests" / "data" / "diff" / "framework.ttl").read_text("utf-8")
    (tmp_path / "old.ttl").write_text(graph, "utf-8")
    (tmp_path / "new.ttl").write_text(graph + "\n<x> rdf:value [ rdf:value 1 ] .\n", "utf-8")
    result = call(tmp_path / "old.ttl", tmp_path / "new.ttl")
    assert result.exit_code == 1
    assert "blank-node: Statements about blank nodes are left out of the comparison: 2." in result.stdout
    assert "The two say the same." in result.stdout


def test_the_source_language_is_the_projects_first(repository: Path, call: Run) -> None:
    (repository / "pages" / "mapd.pt.txt").write_bytes((ROOT / "examples" / "mapd.pt.txt").read_bytes())
    (repository / "skosmith.toml").write_text(PROJECT.replace('["en"]', '["pt", "en"]'), "utf-8")
    commit(repository)
    change(repository)
    assert "gone stale" not in call().stdout
    assert "gone stale" in call("--source-language", "en").stdout
    assert isinstance(read("nothing"), Problem)


def test_how_a_page_is_laid_out_is_no_change(call: Run) -> None:
    pages = sorted((ROOT / "tests" / "data" / "pages" / "layouts" / "en").glob("H.*"))
    assert len(pages) == 4
    for page in pages[1:]:
        assert "The two say the same." in call(pages[0], page).stdout, page


def test_the_real_page_with_a_digit_less(seed: Path, tmp_path: Path, call: Run) -> None:
    less = tmp_path / "less.txt"
    less.write_bytes(seed.read_bytes().replace(b"2 3 4", b"3 4", 1))
    report = json.loads(call(seed, less, "--format", "json").stdout)
    assert report["summary"] == {"statement-changed": 1}
    assert [place["line"] for place in (report["changes"][0]["oldPlace"],)] == [9]
    assert json.loads(call(seed, seed, "--format", "json").stdout)["verdict"] == "none"


def test_what_git_itself_refuses_is_said(repository: Path, call: Run) -> None:
    page = git(repository, "rev-parse", "HEAD:pages/mapd.en.txt")
    assert "git-failed: git cannot read this revision: not a tree object." in call(f"git:{page}").stdout


def test_a_place_in_a_workbook_is_its_cell(tmp_path: Path, call: Run) -> None:
    (tmp_path / "old.xlsx").write_bytes(xlsx(WORKBOOK))
    skills = [["Hanging on." if cell == "Does long walks as level 3 asks." else cell for cell in row] for row in SKILLS]
    moved = [["Water" if row[10:11] == ["Long walks"] and cell == "Air" else cell for cell in row] for row in skills]
    (tmp_path / "new.xlsx").write_bytes(xlsx({**WORKBOOK, "Skills": moved}))
    shown = call(tmp_path / "old.xlsx", tmp_path / "new.xlsx").stdout
    assert f"old {tmp_path}/old.xlsx:Skills!R5\n" in shown
    assert "~ Moved from Air / Paths to Water / Paths." in shown
    assert "+ Category added: Paths." in shown


def test_numbers_that_are_none_and_names_of_no_text_are_read(tmp_path: Path, call: Run) -> None:
    graph = (ROOT / "tests" / "data" / "diff" / "framework.ttl").read_text("utf-8")
    (tmp_path / "old.ttl").write_text(graph, "utf-8")
    (tmp_path / "new.ttl").write_text(graph.replace("skos:notation 2", f"skos:notation {'9' * 5000}"), "utf-8")
    assert "minor" in call(tmp_path / "old.ttl", tmp_path / "new.ttl").stdout
