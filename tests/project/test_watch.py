"""Waiting for edits: in the library, and ``skosmith check --watch`` in a process of its own."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from queue import Empty, Queue
from threading import Event, Thread
from typing import IO

import pytest

from conftest import PAGES
from skosmith.project import Project, changes

KNOT = PAGES / "accept" / "knot.pt.txt"


def waiting(project: Project, file: str | None = None) -> tuple["Queue[list[str]]", Event]:
    queue: Queue[list[str]] = Queue()
    stop = Event()

    def wait() -> None:
        for edited in changes(project, file, stop):
            queue.put(edited)

    Thread(target=wait, daemon=True).start()
    time.sleep(0.5)  # until the system watches
    return queue, stop


@pytest.mark.parametrize("source", ["pages", "pages/a.txt", "pages/*.txt"])
def test_an_edit_is_seen_and_what_is_no_source_is_not(
    source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pages").mkdir()
    page = tmp_path / "pages" / "a.txt"
    page.write_bytes(KNOT.read_bytes())
    queue, stop = waiting(Project(sources=(source,)), "skosmith.toml")
    (tmp_path / "pages" / "notes.pdf").write_bytes(b"x")
    (tmp_path / "pages" / ".a.txt.swp").write_bytes(b"x")
    with pytest.raises(Empty):
        queue.get(timeout=1)
    page.write_bytes(b"x")
    assert queue.get(timeout=60) == ["pages/a.txt"]
    (tmp_path / "skosmith.toml").write_bytes(b"")
    assert queue.get(timeout=60) == ["skosmith.toml"]
    page.unlink()
    assert queue.get(timeout=60) == ["pages/a.txt"]
    stop.set()


def test_an_edit_of_what_stands_beside_the_pages_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pages").mkdir()
    (tmp_path / "contracts").mkdir()
    queue, stop = waiting(Project(sources=("pages",), contracts="contracts", folder=""), "skosmith.toml")
    (tmp_path / "contracts" / "codes.rq").write_text("ASK {}")
    assert queue.get(timeout=60) == ["contracts/codes.rq"]
    (tmp_path / "translations.toml").write_text("")
    assert queue.get(timeout=60) == ["translations.toml"]
    (tmp_path / "names.csv").write_text("")
    assert queue.get(timeout=60) == ["names.csv"]
    (tmp_path / "pages" / "esco.sssom.tsv").write_text("")
    assert queue.get(timeout=60) == ["pages/esco.sssom.tsv"]
    stop.set()


def pass_on(out: IO[str], lines: "Queue[str]") -> None:
    for line in out:
        lines.put(line)


def test_check_watch_shows_the_problem_of_an_edit_and_ends_with_ctrl_c(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_bytes(KNOT.read_bytes())
    command = [sys.executable, "-m", "skosmith", "check", "--watch", "-q", "--rights", "x", str(page)]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment) as it:
        assert it.stdout is not None
        lines: Queue[str] = Queue()
        Thread(target=pass_on, args=(it.stdout, lines), daemon=True).start()

        def until(text: str) -> str:
            while text not in (line := lines.get(timeout=60)):
                pass
            return line

        until("waiting for an edit")
        time.sleep(0.5)  # until the system watches
        page.write_bytes(KNOT.read_bytes().replace(b"2 3 4", b"2 3 4 5"))
        assert "page.txt:9:7: violation: skill-declared-levels" in until("violation")
        until("waiting for an edit")
        page.write_bytes(KNOT.read_bytes())
        until("waiting for an edit")
        it.send_signal(signal.SIGINT)
        assert it.wait(60) == 0
