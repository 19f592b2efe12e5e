"""A project in a git repository, and ``skosmith diff`` in it."""

import os
import subprocess
from pathlib import Path

from click.testing import CliRunner, Result

from conftest import ROOT
from skosmith.cli import main

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


def repository_at(folder: Path) -> Path:
    """A project with one page in its first commit, which is tagged ``v1``."""
    (folder / "pages").mkdir(parents=True)
    (folder / "pages" / "mapd.en.txt").write_text(MAPD, "utf-8")
    (folder / "skosmith.toml").write_text(PROJECT, "utf-8")
    git(folder, "init", "-q", "-b", "main")
    commit(folder)
    git(folder, "tag", "v1")
    return folder


def call(*arguments: str | Path) -> Result:
    """Runs ``skosmith diff`` in the current folder; a traceback fails the test."""
    result = CliRunner().invoke(main, ["diff", *map(str, arguments)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def change(folder: Path, old: str = "Surveying a piece", new: str = "Surveying a plot") -> None:
    page = folder / "pages" / "mapd.en.txt"
    page.write_text(page.read_text("utf-8").replace(old, new), "utf-8")
