"""A real server on loopback, in a thread, for the tests; and the graphs that it serves."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import requests

from conftest import ROOT
from skosmith.web import Explorer, Files, Limits, listen, open_dataset
from skosmith.web.serve.run_server import server

GRAPH = ROOT / "output" / "graph.nq"
EDITIONS = ROOT / "tests" / "data" / "explorer" / "editions.trig"
LIMITS = Limits(seconds=1.5, short=0.4, long=8, rows=1_000, request=1.5, patience=5.0)
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@contextmanager
def serving(*data: str | Path, limits: Limits = LIMITS) -> Iterator[str]:
    """The address of a server of ``data``, ending with ``/``."""
    with open_dataset([str(one) for one in data]) as (dataset, problems):
        assert problems == []
        assert dataset is not None
        listening = listen("127.0.0.1", 0)
        assert not hasattr(listening, "code")
        addresses: list[str] = []
        is_ready = threading.Event()

        def ready(address: str) -> None:
            addresses.append(address)
            is_ready.set()

        result = server(Files(Explorer(dataset)), limits, ready)
        thread = threading.Thread(target=result.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            assert is_ready.wait(60)
            yield addresses[0]
        finally:
            result.should_exit = True
            thread.join(60)
            assert not thread.is_alive()


@contextmanager
def opened(data: str | Path, *, is_site: bool = False) -> Iterator[Explorer]:
    """The explorer of ``data``."""
    with open_dataset([str(data)]) as (dataset, problems):
        assert problems == []
        assert dataset is not None
        yield Explorer(dataset, is_site=is_site)


BASE = "https://example.org/framework/"
FORMS = {"ttl": "TURTLE", "jsonld": "JSON_LD", "nt": "N_TRIPLES", "rdf": "RDF_XML"}


def get(address: str, path: str = "", *, follow: bool = False, **headers: str) -> requests.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return requests.get(address + path, headers=named, allow_redirects=follow, timeout=60)


def ask(address: str, query: str, **headers: str) -> requests.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return requests.post(f"{address}sparql", data={"query": query}, headers=named, timeout=300)


def is_alive(address: str) -> bool:
    """Whether the server answers again, at once or as soon as a process that was killed has its successor."""
    for _ in range(50):
        response = ask(address, "ASK {}")
        if response.status_code != 503:
            break
        time.sleep(0.2)
    return get(address, "health").json()["status"] == "ok" and response.json()["boolean"] is True


END = b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
POST = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"


def host_and_port(address: str) -> tuple[str, int]:
    place = urlsplit(address)
    return str(place.hostname), int(place.port or 0)
