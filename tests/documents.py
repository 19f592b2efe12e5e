"""The examples of the documents as steps to run: commands with what they print, edits, files and Python.

In a document, a comment above a block tells what it is where its language does not:

* ``<!-- file: NAME -->``: the block is written into this file;
* ``<!-- part of: NAME -->``: each paragraph of the block is in this file;
* ``<!-- not run: REASON -->``: the block is left out.

``<!-- run: COMMAND -->`` does what the prose tells the reader to do.

A block of ``diff`` changes the file that was last named in backticks before it.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, Self

from servers import free_port

_BLOCK = re.compile(
    r"(?:^<!-- (?P<role>file|part of|not run): (?P<path>[^\n]*) -->\n)?^```(?P<language>\w+)\n(?P<text>.*?)^```$"
    r"|^<!-- run: (?P<command>[^\n]*) -->$",
    re.MULTILINE | re.DOTALL,
)
_COMMAND = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
_SIDES = ("- \n", "+ \n")  # how the lines of the old text begin, and those of the new
_FILE = re.compile(r"`([\w./-]+\.[a-z]+)`")


class Step(NamedTuple):
    """One thing that a reader does, or sees: ``text`` is a command, a text or a program."""

    kind: str  # run, shown, edit, file, part of, python
    text: str
    output: str = ""  # what a "shown" command prints
    path: str = ""  # of an edit, a file or a part
    start: int = 0  # where the output begins in the document
    end: int = 0


def steps(document: str) -> Iterator[Step]:
    for block in _BLOCK.finditer(document):
        role, argument, language, text = block.group("role", "path", "language", "text")
        if role == "not run":
            continue
        if block["command"]:
            yield Step("run", block["command"])
        elif role in {"file", "part of"}:
            yield Step(role, text, path=argument)
        elif language == "console":
            for command in _COMMAND.finditer(text):
                start, end = (block.start("text") + offset for offset in command.span(2))
                yield Step("shown", command[1], command[2], start=start, end=end)
        elif language == "sh":
            lines = text.replace("\\\n", " ").splitlines()
            yield from (Step("run", line) for line in lines if line and not line.startswith("#"))
        elif language == "python":
            yield Step("python", text)
        elif language == "diff":
            yield Step("edit", text, path=_FILE.findall(document[: block.start()])[-1])


def edit(path: Path, diff: str) -> None:
    """Replaces the lines that begin with ``-``, which follow each other in the file, by those with ``+``."""
    lines = diff.splitlines(keepends=True)
    old, new = ("".join(line.removeprefix(line[0].strip("\n")) for line in lines if line[0] in kept) for kept in _SIDES)
    text = path.read_text("utf-8")
    assert text.count(old) == 1, f"{path}: {old}"
    path.write_text(text.replace(old, new), "utf-8")


def comparable(output: str) -> list[str]:
    """Lines without what differs from run to run: the seconds, and blanks at the ends of lines."""
    output = re.sub(r"^(seconds) +[\d.]+$", r"\1", output, flags=re.MULTILINE)
    return [line.rstrip() for line in output.rstrip().splitlines()]


def is_shown(output: str, printed: str) -> bool:
    """Whether ``shown`` is ``printed``, where a line ``...`` is any lines, and nothing shown is anything."""
    if not output:
        return True
    parts = [re.escape(line) if line != "..." else r"(?:.*\n)*?.*" for line in comparable(output)]
    return re.fullmatch("\n".join(parts), "\n".join(comparable(printed))) is not None


class Reader:
    """Does the steps of a document in a folder; a server that is started answers until the end."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.folder, self.environment = folder, environment
        self.port = str(free_port())
        self.servers: list[subprocess.Popen[str]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for server in self.servers:
            server.terminate()
            server.communicate(timeout=60)

    def follow(self, step: Step) -> str:
        """Does a step and checks that it works; the value is what a command prints."""
        path = self.folder / step.path
        if step.kind == "edit":
            edit(path, step.text)
        elif step.kind == "file":
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(step.text, "utf-8")
        elif step.kind == "part of":
            text = path.read_text("utf-8")
            assert all(part.strip("\n") in text for part in step.text.split("\n\n")), f"{path}\n{text}"
        elif step.kind == "python":
            self.run([sys.executable, "-c", step.text])
        elif step.text.startswith("cd "):
            self.folder /= step.text.removeprefix("cd ")
        elif step.text.startswith("skosmith serve"):
            return self.serve(step.text)
        else:
            command = step.text.replace(":8000", f":{self.port}")
            return self.run(["sh", "-c", command], may_fail=bool(step.output))
        return ""

    def run(self, arguments: list[str], *, may_fail: bool = False) -> str:
        """What a program prints; one that ``may_fail`` may find a problem and exit with 1."""
        done = subprocess.run(
            arguments,
            cwd=self.folder,
            env=self.environment,
            check=False,
            encoding="utf-8",
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        assert done.returncode == 0 or (may_fail and done.returncode == 1), f"{arguments[-1]}\n{done.stdout}"
        return done.stdout.replace(f":{self.port}", ":8000")

    def serve(self, command: str) -> str:
        """Starts a server, on a free port for that of the document; the value is the line it prints."""
        arguments = ["sh", "-c", f"exec {command} --port {self.port}"]
        server = subprocess.Popen(
            arguments,
            cwd=self.folder,
            env=self.environment,
            encoding="utf-8",
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self.servers.append(server)
        assert server.stdout
        return server.stdout.readline().replace(f":{self.port}", ":8000")
