"""All files or none: what stood there before a run that fails or is killed stands there after it."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from conftest import PAGES, ROOT, built, hostile
from skosmith.model import Build, ntriples
from skosmith.rdf import WriteError, write_graph


@pytest.fixture(scope="module")
def build() -> Build:
    return built(PAGES / "accept" / "knot.pt.txt")


def lines_of(file: Path) -> set[str]:
    return set(file.read_text("utf-8").splitlines())


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_a_failed_run_leaves_the_old_files(build: Build, tmp_path: Path) -> None:
    write_graph(hostile(["old"]), tmp_path, ["ttl", "jsonld"])
    before = contents(tmp_path)
    (tmp_path / "graph.nq").mkdir()  # the third file cannot be moved into place
    with pytest.raises(WriteError):
        write_graph(build, tmp_path, ["ttl", "jsonld", "nq"])
    assert contents(tmp_path) == before
    assert {path.name for path in tmp_path.iterdir()} == {"graph.ttl", "graph.jsonld", "graph.nq", "metadata.ttl"}


def test_a_failed_run_takes_new_files_away_again(build: Build, tmp_path: Path) -> None:
    (tmp_path / "graph.nq").mkdir()
    with pytest.raises(WriteError):
        write_graph(build, tmp_path, ["ttl", "nq"])
    assert [path.name for path in tmp_path.iterdir()] == ["graph.nq"]


@pytest.mark.parametrize("cut", [1, 2])
def test_a_signal_between_two_moves_leaves_the_old_files(
    build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cut: int
) -> None:
    write_graph(hostile(["old"]), tmp_path, ["ttl", "jsonld"])
    before = contents(tmp_path)
    replace_file, moves = Path.replace, []

    def interrupted(path: Path, target: Path) -> Path:
        if path.suffix != ".old":
            moves.append(path)
            if len(moves) == cut + 1:
                raise SystemExit(143)
        return replace_file(path, target)

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(SystemExit):
        write_graph(build, tmp_path, ["ttl", "jsonld", "nq"])
    assert contents(tmp_path) == before
    assert len(list(tmp_path.iterdir())) == 3


def test_the_mode_of_a_file_stays(build: Build, tmp_path: Path) -> None:
    write_graph(build, tmp_path, ["ttl"])
    (tmp_path / "graph.ttl").chmod(0o640)
    write_graph(build, tmp_path, ["ttl", "jsonld"])
    assert (tmp_path / "graph.ttl").stat().st_mode & 0o777 == 0o640


def test_no_second_name_no_harm(build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(95, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    write_graph(hostile(["old"]), tmp_path, ["nt"])
    write_graph(build, tmp_path, ["nt"])
    assert lines_of(tmp_path / "graph.nt") == set(ntriples(build.statements()).splitlines())


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ("file", "it is a file, not a folder"),
        ("file/below", "it is a file, not a folder"),
        ("\0", "embedded null byte"),
    ],
)
def test_a_folder_that_cannot_be_made(build: Build, tmp_path: Path, place: str, reason: str) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(WriteError) as caught:
        write_graph(build, tmp_path / place, ["ttl"])
    assert [problem.message.rstrip(".").rpartition(": ")[2] for problem in caught.value.problems] == [reason]


def test_the_folders_above_are_created(build: Build, tmp_path: Path) -> None:
    write_graph(build, tmp_path / "a" / "b", ["ttl"])
    assert (tmp_path / "a" / "b" / "graph.ttl").exists()


def test_what_a_killed_run_left_is_cleared(build: Build, tmp_path: Path) -> None:
    last = int(Path("/proc/sys/kernel/pid_max").read_text("utf-8"))
    ended = next(number for number in range(last, 1, -1) if not Path(f"/proc/{number}").exists())
    mine = [".skosmith-notes", ".skosmith-1-abcdefgh", ".skosmith-99999999999-abcdefgh"]  # process 1 lives
    for name in (f".skosmith-{ended}-abcdefgh", *mine):
        (tmp_path / name).mkdir()
    write_graph(build, tmp_path, ["ttl"])
    assert {path.name for path in tmp_path.iterdir()} == {*mine, "graph.ttl", "metadata.ttl"}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_a_killed_run_leaves_the_old_files(number: signal.Signals, tmp_path: Path) -> None:
    write_graph(hostile(["old"]), tmp_path, ["ttl", "jsonld"])
    before = contents(tmp_path)
    script = (
        "import sys\n"
        "def stuck(*a):\n    print('writing', flush=True); sys.stdin.read()\n"
        "import skosmith.rdf.write.files as files\n"
        "files.WRITERS['jsonld'] = files.WRITERS['jsonld']._replace(tail=stuck)\n"
        "from skosmith.cli import main\n"
        f"main(['build', 'examples', '-o', {str(tmp_path)!r}])\n"
    )
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", script], stdin=pipe, stdout=pipe, cwd=ROOT) as process:
        assert process.stdout
        assert process.stdout.readline() == b"writing\n"
        process.send_signal(number)
        assert process.wait() != 0
    assert contents(tmp_path) == before
    leftover = list(tmp_path.glob(".skosmith-*"))
    assert bool(leftover) == (number == signal.SIGKILL)


def test_the_command_line_says_why_nothing_was_written(tmp_path: Path, run: Callable[..., Result]) -> None:
    (tmp_path / "out").write_text("in the way")
    result = run("build", "examples", "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert "output-not-written" in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="no /proc here")
def test_a_folder_that_takes_no_file_is_the_place_named(run: Callable[..., Result]) -> None:
    result = run("build", "examples", "-o", "/proc")
    assert "/proc: violation: output-not-written:" in result.stderr
