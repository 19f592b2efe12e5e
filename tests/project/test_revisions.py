"""Revisions of git as the sides of a diff."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from conftest import ROOT
from skosmith.cli import main
from skosmith.model import Files
from skosmith.pages import expand
from skosmith.project.reading.git_command import GitError
from skosmith.project.reading.revisions import revision, sources_at, split
from versioned_project import MAPD, PROJECT, call, change, commit, git, repository_at


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = repository_at(tmp_path / "repository")
    monkeypatch.chdir(folder)
    return folder


def test_two_revisions_and_the_work_tree_untouched(repository: Path) -> None:
    change(repository)
    second = commit(repository)
    change(repository, "Surveying a plot", "Surveying a field")
    before = {path: path.stat().st_mtime_ns for path in repository.rglob("*") if ".git" not in path.parts}
    index = (repository / ".git" / "index").read_bytes()
    assert "[-piece-]{+plot+}" in call("git:v1", f"git:{second}").stdout
    assert "[-plot-]{+piece+}" in call("git:HEAD", "git:HEAD~1").stdout
    assert before == {path: path.stat().st_mtime_ns for path in repository.rglob("*") if ".git" not in path.parts}
    assert index == (repository / ".git" / "index").read_bytes()


def test_the_sources_are_those_that_the_project_file_of_the_revision_names(repository: Path) -> None:
    git(repository, "mv", "pages", "texts")
    (repository / "skosmith.toml").write_text(PROJECT.replace('"pages"', '"texts/*.txt"'), "utf-8")
    assert "The two say the same." in call("git:v1").stdout
    commit(repository)
    assert "The two say the same." in call("git:v1", "git:HEAD").stdout


def test_a_revision_from_before_the_project_file(repository: Path) -> None:
    git(repository, "rm", "-q", "--cached", "skosmith.toml")
    git(repository, "commit", "-q", "-m", "none")
    assert "The two say the same." in call("git:HEAD").stdout
    (repository / "skosmith.toml").unlink()
    result = call("git:HEAD", "pages")
    assert result.exit_code == 1
    assert "no-sources" in result.stderr


def test_a_project_in_a_folder_of_the_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
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


def test_the_commit_where_two_branches_parted(repository: Path) -> None:
    git(repository, "checkout", "-q", "-b", "work")
    change(repository, "Holds the staff", "Carries the staff")
    commit(repository)
    git(repository, "checkout", "-q", "main")
    change(repository)
    commit(repository)
    git(repository, "checkout", "-q", "work")
    assert "plot" in call("git:main").stdout
    for name in ("git:main...", "git:main...work", "git:...main"):
        output = call(name).stdout
        assert "plot" not in output
        assert "[-Holds-]{+Carries+} the staff" in output
    git(repository, "checkout", "-q", "--orphan", "alone")
    commit(repository)
    assert "git-no-revision" in call("git:main...alone").stderr


def test_a_graph_at_a_revision(repository: Path) -> None:
    CliRunner().invoke(main, ["build"])
    commit(repository)
    change(repository)
    result = call("git:HEAD:output/graph.ttl", "pages")
    assert "[-piece-]{+plot+}" in result.stdout
    assert "old git:HEAD:output/graph.ttl:" in result.stdout
    assert call("git:HEAD:output/graph.ttl", "git:HEAD").stdout.endswith("The two say the same.\n")


def test_no_repository_and_no_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    (tmp_path / "mapd.en.txt").write_text(MAPD, "utf-8")
    for name in ("git:HEAD", "git:HEAD:pages"):
        result = call(name, "mapd.en.txt")
        assert (result.exit_code, "git-no-repository" in result.stderr) == (1, True)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "git-missing" in call("git:HEAD:pages", "mapd.en.txt").stderr
    assert "git-missing" in call("git:HEAD:pages").stderr


def test_a_shallow_clone_says_that_it_is_one(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change(repository)
    commit(repository)
    git(repository.parent, "clone", "-q", "--depth", "1", "--no-tags", f"file://{repository}", "shallow")
    monkeypatch.chdir(repository.parent / "shallow")
    result = call("git:v1")
    assert result.exit_code == 1
    assert "git-shallow" in result.stderr
    assert "fetch-depth: 0" in result.stderr
    for name in ("git:HEAD", "git:origin/main", "git:origin/main..."):
        assert "The two say the same." in call(name).stdout


def test_a_damaged_repository(repository: Path) -> None:
    oid = git(repository, "rev-parse", "HEAD:pages/mapd.en.txt")
    (repository / ".git" / "objects" / oid[:2] / oid[2:]).unlink()
    assert "git-failed" in call("git:HEAD").stderr
    (repository / ".git" / "HEAD").write_text("ref: refs/heads/x")
    assert "git-no-revision" in call("git:HEAD").stderr
    (repository / ".git" / "objects").rename(repository / ".git" / "gone")
    assert "git-no-repository" in call("git:HEAD").stderr


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
    at, kept = revision("HEAD"), Files()
    for source in (
        "pages", "links", "pages/*.txt", "pages/**/*.txt", "**/*.txt", "pages/**", "pages/q[1].txt", "pages/[bc]*",
        "pages/deep/.hidden.txt", "*/*.HTML", "pages/?.md", "links/folder", "pages/deep/.*",
    ):  # fmt: skip
        now = [item if isinstance(item, str) else item.code for item in expand([source])]
        now = [item for item in now if item != "files-not-read"]  # of today's files only
        then = [item if isinstance(item, str) else item.code for item in sources_at(at, [source], kept)]
        assert then == [item if item.startswith("no-") else f"git:HEAD:{item}" for item in now], source
    assert sources_at(at, ["https://e.org/x", "-"], kept) == ["-", "https://e.org/x"]
    assert kept.read("git:HEAD:pages/ç ü.txt") == "pages/ç ü.txt".encode()


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


def test_what_git_itself_refuses_is_said(repository: Path) -> None:
    page = git(repository, "rev-parse", "HEAD:pages/mapd.en.txt")
    assert "git-failed: git cannot read this revision: not a tree object." in call(f"git:{page}").stderr
