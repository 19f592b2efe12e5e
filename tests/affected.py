"""Runs the tests that a change can affect, for half a minute: ``make test-fast``.

A change is what differs from the commit where the branch left ``main``, or, on ``main``, from the commit before.
It can affect the tests of its package and of those that may import it, by the layers in pyproject.toml; a support
module of the tests, the tests that import it. The nearest come first. Tests marked ``slow`` are left out, and the rest
when the time is over: the last lines say which. ``make test`` leaves nothing out.
"""

import os
import re
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

SECONDS = 25
ROOT = Path(__file__).parent.parent
TESTS = ROOT / "tests"
_END = "SKOSMITH_TESTS_END"
_FROM = {"shapes": "checks", "docs": "repository", ".github": "repository", ".ci": "repository"}
"""The first package that what lies in a folder can affect; what is not here or in a package can affect all."""


def changed_files() -> list[str]:
    """The paths from the top of the checkout, of what is not committed and of what is."""
    base = _git("merge-base", "HEAD", "main")
    if base == _git("rev-parse", "HEAD") and not _git("status", "--porcelain"):
        base = ["HEAD~1"]
    return sorted({*_git("diff", "--name-only", *base), *_git("ls-files", "--others", "--exclude-standard")})


def _git(*arguments: str) -> list[str]:
    done = subprocess.run(["git", *arguments], cwd=ROOT, check=True, capture_output=True, text=True)
    return done.stdout.splitlines()


def packages() -> list[str]:
    """The packages from left to right, each with its folder of tests, and last the repository."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    (layers,) = (contract["layers"] for contract in contracts if contract["type"] == "layers")
    return [*(name.strip() for layer in reversed(layers) for name in layer.split("|")), "repository"]


def affected_tests(changed: Iterable[str]) -> list[Path]:
    """The files and folders of tests that changes of these files can affect, the nearest first."""
    order = packages()
    files: list[Path] = []
    first = len(order)
    for path in changed:
        folder, _, rest = path.partition("/")
        if folder == "tests" and re.fullmatch(r"(\w+/)?test_\w+\.py", rest):
            files.append(ROOT / path)
        elif folder == "tests" and re.fullmatch(r"\w+\.py", rest) and rest != "conftest.py":
            files += _importers(Path(rest).stem)
        else:
            package = _FROM.get(folder) or Path(path.removeprefix("pipeline/skosmith/")).parts[0].removesuffix(".py")
            first = min(first, order.index(package) if package in order else 0)
    paths = [*files, *(TESTS / name for name in order[first:])]
    return [path for path in dict.fromkeys(paths) if path.exists()]


def _importers(module: str) -> Iterator[Path]:
    """The tests that import a support module, themselves or by another one."""
    for path in sorted(TESTS.rglob("*.py")):
        if re.search(rf"^ *(?:from|import) {module}\b", path.read_text("utf-8"), re.MULTILINE):
            if path.parent != TESTS:
                yield path
            elif path.stem != module:
                yield from _importers(path.stem)


def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """Ends a run when the time is over; pytest loads this module as a plugin."""
    if nextitem and time.time() > float(os.environ[_END]):
        items = item.session.items
        item.session.shouldstop = f"time is over: {len(items) - items.index(nextitem)} of these tests are left out"


def main() -> int:
    tests = affected_tests(changed_files())
    files, folders = ([path for path in tests if path.is_file() == is_file] for is_file in (True, False))
    runs = [run for run in (files, *([folder] for folder in folders)) if run]
    end = time.time() + SECONDS
    options = ["-q", "-p", "affected", "-m", "not slow", "--hypothesis-profile", "fast"]
    environment = {**os.environ, _END: str(end), "PYTHONPATH": os.pathsep.join(sys.path)}
    while runs and time.time() < end:
        paths = [str(path.relative_to(ROOT)) for path in runs.pop(0)]
        print("Tests that are not slow of", *paths, flush=True)
        command = [sys.executable, "-m", "pytest", *options, *paths]
        status = subprocess.run(command, cwd=ROOT, check=False, env=environment).returncode
        is_over = status == pytest.ExitCode.INTERRUPTED and time.time() > end
        if status not in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED} and not is_over:
            return status
    print(
        "Left out: slow tests, all but 10 examples of most properties",
        *(path.relative_to(ROOT) for run in runs for path in run),
        sep=", ",
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
