"""Time and memory of a build, as ratios measured in one run: ``make bench`` prints what docs/performance.md holds."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click

from generate import as_html, as_workbook, pages
from plain import prepare

HERE = Path(__file__).parent
INPUT_OUTPUT = """
import pathlib, sys
pages, ours, copied = map(pathlib.Path, sys.argv[1:])
copied.mkdir(exist_ok=True)
for page in pages.iterdir():
    page.read_bytes()
for file in ours.iterdir():
    (copied / file.name).write_bytes(file.read_bytes())
"""


class Cost(NamedTuple):
    """Of a process and its children: CPU seconds, wall seconds, and the most memory any of them held, in MiB."""

    cpu: float
    wall: float
    memory: float


def cost(*command: str | Path) -> Cost:
    """The cost of one run; raises CalledProcessError where it fails."""
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, *command], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, [str(part) for part in command])
    return Cost(usage.ru_utime + usage.ru_stime, time.perf_counter() - start, usage.ru_maxrss / 1024)


def median(costs: list[Cost]) -> Cost:
    """The medians, figure by figure."""
    return Cost(*(statistics.median(figures) for figures in zip(*costs, strict=True)))


def in_turn(runs: int, *commands: tuple[str | Path, ...]) -> list[Cost]:
    """The median costs of ``commands``, run in turn so that a noisy machine is noisy for all."""
    rounds = [[cost(*command) for command in commands] for _ in range(runs)]
    return [median(list(costs)) for costs in zip(*rounds, strict=True)]


def beside_plain(folder: Path, runs: int, count: int = 147) -> Iterator[str]:
    """A framework of the usual size as HTML and as a workbook, beside rdflib that only adds and serialises."""
    html = folder / "html"
    html.mkdir()
    texts = [text for _, text in pages(count)]
    for number, text in enumerate(texts):
        (html / f"{number:03}.html").write_text(as_html(text), "utf-8")
    workbook = folder / "framework.xlsx"
    workbook.write_bytes(as_workbook(texts))
    for name, source in (("HTML pages", html), ("rows of a workbook", workbook)):
        out, prepared = folder / f"of {name}", folder / "prepared"
        build = ("-m", "skosmith", "build", source, "-o", out, "-f", "nt", "--rights", "x", "--lang", "pt")
        cost(*build)
        prepare(out / "graph.nt", prepared)
        plain = (HERE / "plain.py", prepared, folder / "plain", "--formats")
        ours, one, three = in_turn(runs, build, (*plain, "ttl"), (*plain, "ttl,jsonld,nt"))
        yield (
            f"{count} {name}, validated, in Turtle, JSON-LD and N-Triples: {ours.cpu:.2f} s CPU, "
            f"{ours.memory:.0f} MiB\n"
            f"  rdflib that adds and serialises the same triples: {one.cpu:.2f} s CPU in Turtle alone "
            f"({one.cpu / ours.cpu:.1f} x ours), {three.cpu:.2f} s in the three ({three.cpu / ours.cpu:.1f} x)"
        )


@click.command()
@click.option("--runs", default=5, show_default=True, help="How often each command runs; medians are printed.")
@click.option("--large/--no-large", default=True, show_default=True, help="Also 15,000 pages.")
def main(runs: int, *, large: bool) -> None:
    """Print time and memory of a build beside its peers."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        counts = (1, 150, 1500, *([15000] if large else []))
        for count in counts:
            (folder / str(count)).mkdir()
            for code, text in pages(count):
                (folder / str(count) / f"{code}.txt").write_text(text, "utf-8")

        def build(count: int) -> tuple[str | Path, ...]:
            return ("-m", "skosmith", "build", folder / str(count), "-o", folder / "ours", "-f", "nq", "--rights", "x")

        start, one = in_turn(2 * runs + 1, ("-c", "import click, pyoxigraph, shacl"), build(1))
        (small,) = in_turn(runs, build(150))
        ours, peer = in_turn(runs, build(1500), (HERE / "peer.py", folder / "1500", folder / "peer"))
        (copied,) = in_turn(runs, ("-c", INPUT_OUTPUT, folder / "1500", folder / "ours", folder / "copied"))
        costs = {150: small, 1500: ours}
        rows = list(beside_plain(folder, runs))
        if large:
            (costs[15000],) = in_turn(max(1, runs // 2), build(15000))

    def each(count: int) -> float:
        return 1000 * (costs[count].cpu - start.cpu) / count

    print(f"one page, from a cold start: {one.wall:.3f} s wall, {one.wall / start.wall:.2f} x the imports alone")
    print(f"1,500 pages, validated, in Turtle, JSON-LD and N-Quads: {ours.cpu:.2f} s CPU, {ours.memory:.0f} MiB")
    print(f"  rdflib + pySHACL pipeline: {peer.cpu:.2f} s CPU, {peer.memory:.0f} MiB, {peer.cpu / ours.cpu:.1f} x ours")
    print(f"  reading and writing bytes: {copied.cpu:.3f} s CPU; ours is {ours.cpu / copied.cpu:.1f} x that")
    print("\n".join(rows))
    for count, figures in costs.items():
        print(
            f"{count:,} pages: {each(count):.2f} ms CPU a page after start-up, {each(count) / each(150):.2f} x 150's; "
            f"{figures.cpu:.1f} s CPU, {figures.wall:.1f} s wall, {figures.memory:.0f} MiB at most"
        )


if __name__ == "__main__":
    main()
