"""What is small and asks for gigabytes: refused, in bounded memory, with a problem that names it."""

import gzip
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result

from servers import Site, misbehaving
from skosmith.fetch.body import Body
from skosmith.stores.refused import Refused
from skosmith.stores.session import body_of

PROGRAM = Path(sys.executable).with_name("skosmith")
MEMORY = 1_200_000_000  # bytes of address space; a run without a bomb takes some 400,000,000
RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://example.org/">{}</rdf:RDF>'
DESCRIPTION = '<rdf:Description rdf:about="http://example.org/x"><e:p{}>{}</e:p></rdf:Description>'


def laughs(text: str = "&a9;", attribute: str = "", encoding: str = "utf-8") -> bytes:
    """A billion laughs: each entity is ten of the one before."""
    entities = "".join(f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' for level in range(1, 10))
    head = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE r [<!ENTITY a0 "ha ha ha ha">{entities}]>'
    return (head + RDF.format(DESCRIPTION.format(attribute, text))).encode(encoding)


def quadratic() -> bytes:
    """One long entity, a hundred thousand times."""
    head = f'<!DOCTYPE r [<!ENTITY a "{"ha" * 50_000}">]>'
    return (head + RDF.format(DESCRIPTION.format("", "&a;" * 100_000))).encode()


BOMBS = {
    "text": laughs(),
    "attribute": laughs("", ' e:q="&a9;"'),
    "utf-16": laughs(encoding="utf-16"),
    "quadratic": quadratic(),
}

COMMANDS = {
    "query": ["query", "counts", "{file}"],
    "load": ["load", "{file}", "--to", "store:{folder}/store"],
    "serve": ["serve", "{file}", "--port", "0"],
    "site": ["site", "{file}", "-o", "{folder}/site"],
    "check": ["check", "{file}"],
    "build": ["build", "{file}", "-o", "{folder}/out"],
    "diff": ["diff", "{file}", "{file}"],
    "export": ["export", "{file}", "--to", "skos", "-o", "{folder}/skos.ttl"],
    "status": ["status", "{file}"],
}


def bounded(*arguments: str) -> "subprocess.CompletedProcess[str]":
    """A run of the program that is killed by the system if it takes more memory than ``MEMORY``."""
    return subprocess.run(
        [PROGRAM, *arguments],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
    )


@pytest.mark.parametrize("bomb", BOMBS)
@pytest.mark.parametrize("command", COMMANDS)
def test_rdf_xml_that_expands_without_end_is_a_syntax_error(command: str, bomb: str, tmp_path: Path) -> None:
    file = tmp_path / "graph.rdf"
    file.write_bytes(BOMBS[bomb])
    result = bounded(*(word.format(file=file, folder=tmp_path) for word in COMMANDS[command]))
    assert result.returncode == 1, result.stderr
    assert "graph-syntax" in result.stdout + result.stderr or "not-utf-8" in result.stdout + result.stderr
    assert "Traceback" not in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_file_that_rdf_xml_names_is_not_opened(tmp_path: Path, run: Callable[..., Result]) -> None:
    (tmp_path / "secret").write_text("s3cret", "utf-8")
    doctype = f'<!DOCTYPE r [<!ENTITY % a SYSTEM "file://{tmp_path}/secret">%a;<!ENTITY b SYSTEM "file://{tmp_path}/secret">]>'
    (tmp_path / "graph.rdf").write_text(doctype + RDF.format(DESCRIPTION.format("", "&b;")), "utf-8")
    result = run("query", "counts", tmp_path / "graph.rdf")
    assert result.exit_code == 1
    assert "s3cret" not in result.output


@pytest.fixture
def site() -> Iterator[Site]:
    with misbehaving() as made:
        yield made


ZEROS = gzip.compress(gzip.compress(bytes(100_000_000)) * 30)  # 3 GB
TWICE = {"Content-Encoding": "gzip, gzip", "Content-Type": "text/html"}
ONCE = {"Content-Encoding": "gzip", "Content-Type": "text/html"}


@pytest.mark.parametrize("headers", [TWICE, ONCE], ids=["twice", "once"])
@pytest.mark.parametrize("status", [200, 301, 304, 404])
def test_a_packed_answer_of_a_web_server_fills_no_memory(site: Site, status: int, headers: dict[str, str]) -> None:
    """The first answer is robots.txt's, the next the page's; each is packed twice."""
    leads_on = {"Location": "/elsewhere"} if status == 301 else {}
    site.answers = [(status, {**headers, **leads_on}, ZEROS)]
    page = site.address.replace("/store", "/page.html")
    result = bounded("check", page, "--allow-private", "--rate", "100")
    assert result.returncode == 1, result.stderr
    assert "error: " in result.stdout
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("headers", [TWICE, ONCE], ids=["twice", "once"])
@pytest.mark.parametrize("status", [200, 401, 404, 500])
@pytest.mark.parametrize("command", ["query", "load"])
def test_a_packed_answer_of_a_store_fills_no_memory(
    site: Site, command: str, status: int, headers: dict[str, str], tmp_path: Path
) -> None:
    site.answers = [(status, {**headers, "Content-Type": "application/n-triples"}, ZEROS)]
    graph = tmp_path / "graph.nt"
    type_of = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    graph.write_text(f"<https://example.org/f/> {type_of} <https://w3id.org/skosmith/ns#Framework> .\n", "utf-8")
    asked = ["query", "counts", site.address] if command == "query" else ["load", str(graph), "--to", site.address]
    result = bounded(*asked)
    assert result.returncode == 1, result.stdout + result.stderr
    assert "Traceback" not in result.stderr


class Packed:
    """An answer whose body is packed as it says."""

    def __init__(self, data: bytes, coding: str) -> None:
        import io

        import urllib3

        self.headers = {"Content-Encoding": coding}
        self.raw = urllib3.HTTPResponse(io.BytesIO(data), headers=self.headers, preload_content=False)


def test_an_answer_is_unpacked_no_further_than_asked() -> None:
    body = Body(Packed(gzip.compress(bytes(50_000_000)), "gzip"))  # type: ignore[arg-type]
    pieces = []
    while piece := body.read(1000):
        pieces.append(len(piece))
    assert max(pieces) == 1000
    assert sum(pieces) == 50_000_000


def test_an_answer_of_an_endpoint_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("skosmith.stores.session.MAX_ANSWER", 1_000_000)
    with pytest.raises(Refused) as caught:
        body_of("https://example.org/query", Packed(gzip.compress(bytes(1_100_000)), "gzip"))  # type: ignore[arg-type]
    assert caught.value.problem.code == "answer-too-large"
