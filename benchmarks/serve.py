"""How the server holds up: many clients on mixed pages and queries, then the same beside a runaway query.

PYTHONPATH=tests:benchmarks python benchmarks/serve.py --seconds 60
"""

import http.client
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import click

from generate import as_workbook, pages
from skosmith.model import Files
from skosmith.project import Project, read_sources
from skosmith.rdf import write_graph

if TYPE_CHECKING:
    from collections.abc import Iterator

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
_PREFIXES = "PREFIX skm: <https://w3id.org/skosmith/ns#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
QUERIES = (
    'SELECT ?text {{ ?s skos:notation "{code}" ; skm:definedAtLevel ?l . ?l skos:definition ?text }} ORDER BY ?text',
    'ASK {{ ?s skos:notation "{code}" ; skm:definedAtLevel/skm:level/skos:notation 5 }}',
    "DESCRIBE <https://example.org/framework/skills/{code}>",
    "SELECT ?name {{ ?s a skm:Skill ; skos:prefLabel ?name }} ORDER BY ?name LIMIT 20",
)
PAGES = (
    "/", "/index.pt.html", "/skills/{code}.pt.html", "/skills/{code}", "/skills/{code}.ttl", "/skills/{code}.jsonld",
    "/lor/4.pt.html", "/search.pt.html?q={code}", "/search.pt.json", "/assets/style.css",
    "/compare.pt.html?a=skills/{code}&b=skills/AAAB",
)  # fmt: skip
_QUERIES_IN_TEN = 3
_ALLOWED = 1.5  # how much a runaway query may raise the median of the others


@contextmanager
def server(graph: Path) -> "Iterator[str]":
    """The address of ``skosmith serve`` as anybody would start it."""
    command = [sys.executable, "-m", "skosmith", "serve", str(graph), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        yield process.stderr.readline().split()[1]
        process.terminate()
        process.wait()


class Notes:
    """How long the pages and the queries took, in seconds, and what went wrong."""

    def __init__(self) -> None:
        """Empty."""
        self.taken: dict[str, list[float]] = {"pages": [], "queries": []}
        self.errors: list[str] = []


def client(address: str, codes: list[str], ends: float, seed: int, notes: Notes) -> None:
    """Asks one thing after another until ``ends``; notes how long each took, and each answer that is none."""
    rng = random.Random(seed)  # noqa: S311 - pages, not secrets
    place = urlsplit(address)
    connection = http.client.HTTPConnection(str(place.hostname), place.port, timeout=60)
    while time.perf_counter() < ends:
        code = rng.choice(codes)
        kind = "queries" if rng.randrange(10) < _QUERIES_IN_TEN else "pages"
        if kind == "queries":
            path = "/sparql?query=" + quote(_PREFIXES + rng.choice(QUERIES).format(code=code))
        else:
            path = rng.choice(PAGES).format(code=code)
        started = time.perf_counter()
        try:
            connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
            answer = connection.getresponse()
            answer.read()
            if answer.status >= 400:  # noqa: PLR2004 - HTTP's
                notes.errors.append(f"{answer.status} {path}")
        except (OSError, http.client.HTTPException) as error:
            notes.errors.append(f"{error!r} {path}")
            connection.close()
        notes.taken[kind].append(time.perf_counter() - started)
    connection.close()


def runaways(address: str, ends: float, statuses: list[int]) -> None:
    """Asks what never ends, again each time it is stopped."""
    place = urlsplit(address)
    while time.perf_counter() < ends:
        connection = http.client.HTTPConnection(str(place.hostname), place.port, timeout=60)
        connection.request("GET", "/sparql?query=" + quote(RUNAWAY))
        statuses.append(connection.getresponse().status)
        connection.close()


def phase(address: str, codes: list[str], count: int, seconds: float, *, beside: bool) -> Notes:
    """What ``count`` clients note in some seconds; with a runaway query ``beside`` them, or not."""
    notes, statuses = Notes(), list[int]()
    ends = time.perf_counter() + seconds
    threads = [threading.Thread(target=client, args=(address, codes, ends, seed, notes)) for seed in range(count)]
    if beside:
        threads.append(threading.Thread(target=runaways, args=(address, ends, statuses)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if beside:
        print(f"runaway queries: {len(statuses)}, answered {sorted(set(statuses))}")
    return notes


def show(title: str, notes: Notes, seconds: float) -> dict[str, float]:
    """Prints the percentiles of each kind and of all; their medians."""
    medians = {}
    for kind, taken in {**notes.taken, "all": [*notes.taken["pages"], *notes.taken["queries"]]}.items():
        cuts = quantiles(taken, n=100)
        medians[kind] = cuts[49]
        print(
            f"{title:<15} {kind:<8} {len(taken):>6}  {len(taken) / seconds:>5.0f}/s  median {cuts[49] * 1000:>6.1f}  "
            f"p90 {cuts[89] * 1000:>6.1f}  p99 {cuts[98] * 1000:>6.1f}  max {max(taken) * 1000:>6.1f} ms"
        )
    return medians


@click.command()
@click.option("--seconds", default=60.0, show_default=True, help="How long each of the two phases takes.")
@click.option("--clients", default=50, show_default=True, help="Clients at a time.")
@click.option("--skills", default=150, show_default=True, help="Skills of the framework that is served.")
def main(seconds: float, clients: int, skills: int) -> None:
    """Serve an invented framework to many clients; the exit status is 1 where a request fails or waits too long."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        codes, texts = zip(*pages(skills), strict=True)
        (folder / "framework.xlsx").write_bytes(as_workbook(texts))
        write_graph(
            read_sources(Project(sources=(str(folder / "framework.xlsx"),)), Files(), "pt").build, folder, ["ttl", "nq"]
        )
        with server(folder / "graph.nq") as address:
            phase(address, list(codes), clients, min(3.0, seconds), beside=False)  # until pages are made once
            calm = phase(address, list(codes), clients, seconds, beside=False)
            before = show("calm", calm, seconds)
            beside = phase(address, list(codes), clients, seconds, beside=True)
            after = show("beside runaway", beside, seconds)
            figures = http.client.HTTPConnection(str(urlsplit(address).hostname), urlsplit(address).port)
            figures.request("GET", "/metrics")
            text = figures.getresponse().read().decode()
            figures.close()
            stopped = re.search(r"skosmith_queries_stopped_total (\d+)", text)
    errors = calm.errors + beside.errors
    ratios = {kind: after[kind] / before[kind] for kind in before}
    print(f"errors: {len(errors)}  stopped: {stopped[1] if stopped else '?'}")
    print("medians beside the runaway query: " + ", ".join(f"{kind} {ratio:.2f}x" for kind, ratio in ratios.items()))
    for error in errors[:10]:
        print(error)
    sys.exit(1 if errors or max(ratios.values()) > _ALLOWED else 0)


if __name__ == "__main__":
    main()
