"""Files and answers of a few hundred bytes that unfold to gigabytes are ordinary problems, in little memory."""

import gzip
import itertools
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from servers import PAUSE, Answer, Site, misbehaving
from skosmith.rdf import read_statements

pytestmark = pytest.mark.slow

Run = Callable[..., Result]

PROGRAM = Path(sys.executable).with_name("skosmith")
MEMORY = 2_500_000  # KiB of address space, of which the program itself takes most: libraries, stacks, RocksDB

HEAD = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://example.org/">'
LAUGHS = '<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefghi", "bcdefghij", strict=True)
)
LONG = f'<!ENTITY a "{"x" * 100_000}">'


def rdf_xml(declared: str, value: str = "text") -> str:
    doctype = f"<!DOCTYPE r [{declared}]>" if declared else ""
    return f'{doctype}{HEAD}<e:T rdf:about="e:a" e:p="{value}"><e:q>{value}</e:q></e:T></rdf:RDF>'


USED = rdf_xml(LAUGHS, "&j;")

BOMBS: dict[str, tuple[str, bytes, str]] = {
    "used": ("x.rdf", USED.encode(), "graph-entities"),
    "with a mark": ("x.rdf", USED.encode("utf-8-sig"), "graph-entities"),
    "in capitals": ("x.RDF", USED.encode(), "graph-entities"),
    "not used": ("x.rdf", rdf_xml(LAUGHS).encode(), "graph-entities"),
    "in a comment": ("x.rdf", rdf_xml(f"<!-- {LAUGHS} -->").encode(), "graph-entities"),
    "parameter entities": ("x.rdf", rdf_xml(LAUGHS.replace("ENTITY", "ENTITY %")).encode(), "graph-entities"),
    "a later DOCTYPE": ("x.rdf", f"{HEAD}<e:T/><!DOCTYPE r [{LAUGHS}]></rdf:RDF>".encode(), "graph-entities"),
    "one, used often": ("x.rdf", rdf_xml(LONG, "&a;" * 50_000).encode(), "graph-entities"),
    "one, declared twice": ("x.rdf", rdf_xml('<!ENTITY a "">' + LONG, "&a;" * 50_000).encode(), "graph-entities"),
    "a name with a blank": ("x.rdf", rdf_xml(LAUGHS.replace("ENTITY ", "ENTITY \xa0")).encode(), "graph-syntax"),
    "other quotation marks": ("x.rdf", rdf_xml(LAUGHS.replace('"', "'"), "&j;").encode(), "graph-syntax"),
    "from a file": ("x.rdf", rdf_xml('<!ENTITY a SYSTEM "file:///etc/passwd">', "&a;").encode(), "graph-syntax"),
    "deep": ("x.rdf", f"{HEAD}{'<e:T><e:p>' * 100_000}".encode(), "graph-syntax"),
    "UTF-16": ("x.rdf", f'<?xml version="1.0" encoding="UTF-16"?>{USED}'.encode("utf-16"), "not-utf-8"),
    "UTF-16, no mark": ("x.rdf", f'<?xml version="1.0" encoding="UTF-16"?>{USED}'.encode("utf-16-le"), "not-utf-8"),
    "UTF-7": ("x.rdf", f'<?xml version="1.0" encoding="UTF-7"?>{rdf_xml("")}'.encode(), "graph-syntax"),
    "packed": ("x.rdf", gzip.compress(gzip.compress(bytes(10_000_000))), "binary-file"),
    "owl": ("x.owl", USED.encode(), "not-a-graph"),
    "xml": ("x.xml", USED.encode(), "not-a-graph"),
    "no suffix": ("x", USED.encode(), "not-a-graph"),
    "packed by name": ("x.rdf.gz", gzip.compress(USED.encode()), "not-a-graph"),
}
"""The name of a file, what it holds, and the problem that it is to a command that takes graphs."""

OF_GRAPHS = {
    "query": ["query", "counts", "{file}"],
    "load": ["load", "{file}", "--to", "store:{folder}/db"],
    "serve": ["serve", "{file}", "--port", "0"],
    "site": ["site", "{file}", "-o", "{folder}/site"],
}
OF_SOURCES = {
    "check": ["check", "{file}"],
    "build": ["build", "{file}", "-o", "{folder}/out"],
    "export": ["export", "{file}", "--to", "skos", "-o", "{folder}/skos"],
    "why": ["why", "SSUP", "{file}"],
    "diff": ["diff", "{file}", "{file}"],
    "status": ["status", "{file}"],
    "contracts": ["contracts", "{file}", "--contracts", "{folder}"],
}


def within(*command: str, environment: dict[str, str] | None = None) -> "subprocess.CompletedProcess[str]":
    """A command that may take so much memory and no more."""
    limited = ["sh", "-c", f'ulimit -v {MEMORY}; exec "$@"', "sh", *command]
    return subprocess.run(limited, capture_output=True, text=True, check=False, timeout=300, env=environment)


def printed(command: list[str], name: str, data: bytes, folder: Path) -> str:
    """What a command prints that ends with status 1 and without a traceback."""
    (folder / name).write_bytes(data)
    (folder / "all.rq").write_text("SELECT ?s { ?s ?p ?o }")
    (folder / "all.csv").write_text("s\n")
    result = within(str(PROGRAM), *(part.format(file=folder / name, folder=folder) for part in command))
    output = result.stdout + result.stderr
    assert (result.returncode, "Traceback" in output) == (1, False), output
    return output


@pytest.mark.parametrize(
    ("command", "bomb"), [*(("query", bomb) for bomb in BOMBS), *itertools.product(OF_GRAPHS, ("used", "not used"))]
)
def test_a_bomb_is_a_problem_to_what_takes_graphs(command: str, bomb: str, tmp_path: Path) -> None:
    name, data, code = BOMBS[bomb]
    assert f"violation: {code}: " in printed(OF_GRAPHS[command], name, data, tmp_path)


@pytest.mark.parametrize(
    ("command", "bomb"),
    [
        *(("check", bomb) for bomb in ("UTF-16", "deep", "xml", "packed by name")),
        *itertools.product(OF_SOURCES, ("used", "not used")),
    ],
)
def test_a_bomb_is_a_problem_to_what_takes_sources(command: str, bomb: str, tmp_path: Path) -> None:
    name, data, code = BOMBS[bomb]
    output = printed(OF_SOURCES[command], name, data, tmp_path)
    codes = (code,) if name.endswith(".rdf") else ("nothing-read", "binary-file")
    assert any(f"violation: {one}: " in output for one in codes), output


def test_the_limit_holds_a_bomb_that_is_not_seen(tmp_path: Path) -> None:
    """Else the tests above would prove nothing: what pyoxigraph does with the same bytes."""
    (tmp_path / "x.rdf").write_bytes(BOMBS["not used"][1])
    code = "import pyoxigraph, sys; list(pyoxigraph.parse(path=sys.argv[1], format=pyoxigraph.RdfFormat.RDF_XML))"
    assert within(sys.executable, "-c", code, str(tmp_path / "x.rdf")).returncode != 0


def test_entities_for_namespaces_are_read(tmp_path: Path) -> None:
    """As Protege writes them; one may stand in another."""
    declared = '<!ENTITY e "http://example.org/skills/of/a/framework/"><!ENTITY f "&e;more/">'
    nodes = "".join(f'<e:T rdf:about="&f;{number}"/>' for number in range(20_000))
    data = f"<!DOCTYPE rdf:RDF [ {declared} ]>\n{HEAD}{nodes}</rdf:RDF>".encode()
    statements, problems = read_statements(str(tmp_path / "x.rdf"), data)
    assert (len(statements), problems) == (20_000, [])
    (tmp_path / "x.rdf").write_bytes(data)
    result = within(str(PROGRAM), "query", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", str(tmp_path / "x.rdf"))
    assert "20000" in result.stdout


TWICE = gzip.compress(gzip.compress(bytes(50_000_000)) * 100)
"""Of 5 GB; gzip may be written in parts, each of which is unpacked in turn."""

ONCE = gzip.compress(b" " * 250_000_000)
PACKED = {"Content-Encoding": "gzip, gzip", "Content-Type": "text/plain"}
FOUND: Answer = (302, {**PACKED, "Location": "/elsewhere"}, TWICE)
ASKS: Answer = (401, {**PACKED, "WWW-Authenticate": 'Digest realm="r", nonce="n"'}, TWICE)
ROWS = {"Content-Type": "application/sparql-results+json"}
NO_ROBOTS: Answer = (404, {}, b"")
RDF = {"Content-Type": "application/rdf+xml"}


def test_the_body_is_a_bomb() -> None:
    assert len(TWICE) < 20_000


@pytest.mark.parametrize(
    ("answers", "code", "words"),
    [
        ([(404, PACKED, TWICE), (404, PACKED, TWICE)], "url-status", "404"),
        ([FOUND, NO_ROBOTS, (404, {}, b"")], "url-status", "404"),
        ([NO_ROBOTS, FOUND, (404, {}, b"")], "url-status", "404"),
        ([NO_ROBOTS, (503, PACKED, TWICE)], "url-status", "503"),
        ([(500, PACKED, TWICE)], "url-robots-not-read", "500"),
        ([(200, PACKED, TWICE)], "url-media-type", "gzip, gzip"),
        ([NO_ROBOTS, (200, PACKED, TWICE)], "url-media-type", "gzip, gzip"),
        ([NO_ROBOTS, (200, {**PACKED, "Content-Encoding": "gzip"}, ONCE)], "url-too-large", "10000000"),
    ],
)
def test_a_body_that_is_a_bomb_of_a_site(answers: list[Answer], code: str, words: str) -> None:
    with misbehaving() as site:
        site.answers = answers
        result = within(str(PROGRAM), "check", site.address, "--allow-private", "--rate", "100")
    output = result.stdout + result.stderr
    assert (result.returncode, "Traceback" in output) == (1, False), output
    assert f"violation: {code}: " in output
    assert words in output


REFUSALS: list[tuple[Answer, str, str]] = [
    ((500, PACKED, TWICE), "store-refuses", "Internal Server Error"),
    ((500, {"Content-Encoding": "gzip"}, TWICE), "store-refuses", "Internal Server Error"),
    ((500, {"Content-Encoding": "gzip"}, gzip.compress(b"<p>The disk\x1b[1m is full")), "store-refuses", "is full"),
    ((500, {"Content-Encoding": "gzip"}, b"no gzip"), "store-refuses", "Internal Server Error"),
    (FOUND, "store-redirects", "/elsewhere"),
    (ASKS, "store-not-allowed", "401"),
    ((200, {**ROWS, **PACKED}, TWICE), "answer-broken", "gzip, gzip"),
    ((200, {**ROWS, "Content-Encoding": "gzip"}, TWICE), "answer-broken", ""),
]


def told(site: Site, *command: str) -> str:
    """What a command says of a store that wants a password; it ends with status 1 and without a traceback."""
    known = {**os.environ, "SKOSMITH_USER": "me", "SKOSMITH_PASSWORD": "of my own"}
    result = within(str(PROGRAM), *command, site.address, environment=known)
    output = result.stdout + result.stderr
    assert (result.returncode, "Traceback" in output) == (1, False), output
    return output


@pytest.mark.parametrize(("answer", "code", "words"), REFUSALS)
def test_a_body_that_is_a_bomb_of_a_store(answer: Answer, code: str, words: str, tmp_path: Path) -> None:
    file = tmp_path / "graph.nt"
    file.write_text(
        "<https://example.org/> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
        " <https://w3id.org/skosmith/ns#Framework> .\n"
    )
    with misbehaving() as site:
        site.answers = [answer]
        output = told(site, "load", str(file), "--to")
    assert f"violation: {code}: " in output
    assert words in output


@pytest.mark.parametrize(
    ("answer", "code", "words"),
    [
        *REFUSALS,
        ((200, {**ROWS, "Content-Encoding": "gzip"}, ONCE), "answer-broken", "longer than 200000000 bytes"),
        ((200, RDF, BOMBS["used"][1]), "graph-entities", ""),
        ((200, RDF, BOMBS["in a comment"][1]), "graph-entities", ""),
        ((200, RDF, BOMBS["deep"][1]), "graph-syntax", "are nested"),
    ],
)
def test_a_body_that_is_a_bomb_of_an_endpoint(answer: Answer, code: str, words: str) -> None:
    with misbehaving() as site:
        site.answers = [answer]
        output = told(site, "query", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    assert f"violation: {code}: " in output
    assert words in output


def test_a_body_that_does_not_end_is_not_waited_for(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("skosmith.pages.fetch.bodies._SECONDS", 0.3)
    monkeypatch.setattr("skosmith.stores.sessions.WHOLE", 0.3)
    drip = {PAUSE: "0.05", **ROWS}
    with misbehaving() as site:
        site.answers = [(500, drip, b"busy" * 10_000)]
        assert (
            "violation: store-refuses: The store rejects the request (status 500): b"
            in run("query", "ASK {}", site.address).output
        )
        site.answers = [(200, drip, b"{" * 10_000)]
        assert "it was not there after 0.3 seconds" in run("query", "ASK {}", site.address).output
        site.answers = [NO_ROBOTS, (404, {**drip, "Content-Type": "text/plain"}, b"none" * 10_000)]
        assert "violation: url-status: " in run("check", site.address, "--allow-private", "--rate", "100").output
