"""How long an editor waits: from a change of one page of many to its diagnostics, over the streams of the protocol."""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from editor import Editor, Process
from generate import pages

_LABEL = "Notas orientativas"


def _timed(times: list[float], work: Callable[[], object]) -> None:
    started = time.perf_counter()
    work()
    times.append(1000 * (time.perf_counter() - started))


def measure(folder: Path, count: int, rounds: int) -> Iterator[tuple[str, list[float]]]:
    """What was measured, and the milliseconds of each time."""
    path = folder / "AAAA.pt.txt"
    for code, text in pages(count):
        (folder / f"{code}.pt.txt").write_text(text, "utf-8")
    text = path.read_text("utf-8")
    line = text.split("\n").index(_LABEL)
    begin: list[float] = []
    changes: list[float] = []
    hovers: list[float] = []
    offers: list[float] = []
    started = time.perf_counter()
    with Editor(Process()) as editor:
        editor.begin(folder)
        uri = editor.open(path)
        editor.at("hover", uri, line, 0)
        begin.append(1000 * (time.perf_counter() - started))
        for number in range(rounds):
            at = {"line": line, "character": 3}
            place = {"start": at, "end": {"line": line, "character": 4} if number % 2 else at}
            pushes = editor.pushes
            started = time.perf_counter()
            editor.change(uri, {"range": place, "text": "" if number % 2 else "x"}, version=number + 2)
            editor.wait(lambda pushes=pushes: editor.pushes > pushes)  # type: ignore[misc]
            changes.append(1000 * (time.perf_counter() - started))
            _timed(hovers, lambda: editor.at("hover", uri, 2, 3))
            _timed(offers, lambda: editor.at("completion", uri, line, 0))
    yield "start to first check", begin
    yield "change to diagnostics", changes
    yield "hover", hovers
    yield "completion", offers


@click.command()
@click.option("--count", default=147, show_default=True, help="How many pages.")
@click.option("--rounds", default=100, show_default=True, help="How many changes.")
def main(count: int, rounds: int) -> None:
    """Print a table of medians and worst cases."""
    with tempfile.TemporaryDirectory() as folder:
        for what, times in measure(Path(folder), count, rounds):
            print(f"| {what} | {statistics.median(times):.0f} (worst {max(times):.0f}) |")


if __name__ == "__main__":
    main()
