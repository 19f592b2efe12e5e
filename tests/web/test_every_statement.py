"""Nothing is hidden: pages and documents show every statement about a thing, its property known or not."""

import json
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import pyoxigraph
import pytest
from click.testing import Result
from pyld import jsonld

import skosmith
from conftest import ROOT
from serving import opened
from skosmith.model import PREFIXES, iri_of, parse_literal
from skosmith.web import Explorer, Files
from skosmith.web.explorer.documents import DATA_FORMS, document_data

BASE = "https://example.org/framework/"
SKILL = f"<{BASE}skills/MAPD>"
MORE = f"""
{SKILL} <https://example.com/terms#weight> "heavy" .
{SKILL} <https://example.com/terms#weight> "7"^^<http://www.w3.org/2001/XMLSchema#integer> .
{SKILL} <http://purl.org/dc/terms/creator> <https://example.com/people/ada> .
{SKILL} <http://www.w3.org/2004/02/skos/core#editorialNote> "Look at this again."@en .
{SKILL} <http://www.w3.org/2004/02/skos/core#exactMatch> <https://example.com/maps> .
<{BASE}lor/3> <https://example.com/terms#colour> "green"@en .
<{BASE}skilllevels/MAPD_3> <https://example.com/terms#seen> <https://example.com/there> .
<{BASE}> <https://example.com/terms#seen> "once" .
{SKILL} <http://purl.org/dc/terms/contributor> _:ada .
_:ada <http://xmlns.com/foaf/0.1/name> "Ada L." .
_:ada <https://example.com/terms#of> _:club .
_:club <http://xmlns.com/foaf/0.1/name> "The club" .
{SKILL} <http://www.w3.org/2004/02/skos/core#editorialNote> "From another graph."@en <https://example.com/graph9> .
"""
THINGS = ("skills/MAPD", "skilllevels/MAPD_3", "lor/3", "lor/3/essence", "lor", "")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("more")
    skosmith.read(ROOT / "examples", rights="x").write(folder, ["nq"])
    file = folder / "graph.nq"
    file.write_text(file.read_text("utf-8") + MORE, "utf-8")
    return file


@pytest.fixture(scope="module")
def explorer(data: Path) -> Iterator[Explorer]:
    with opened(data) as explorer:
        yield explorer


def statements_about(data: Path, thing: str) -> set[tuple[str, str]]:
    quads = pyoxigraph.parse(data.read_bytes(), pyoxigraph.RdfFormat.N_QUADS)
    return {(str(quad.predicate), str(quad.object)) for quad in quads if str(quad.subject) == f"<{BASE}{thing}>"}


@pytest.mark.parametrize("thing", THINGS)
def test_a_document_has_every_statement_in_every_form(thing: str, data: Path, explorer: Explorer) -> None:
    wanted = statements_about(data, thing)
    assert len(wanted) > 1
    for suffix, media_type in DATA_FORMS.items():
        body = document_data(explorer.dataset, f"{BASE}{thing}", suffix)
        if suffix == "jsonld":
            quads = jsonld.to_rdf(json.loads(body), {"format": "application/n-quads"})
            result = pyoxigraph.parse(quads, pyoxigraph.RdfFormat.N_QUADS)
        else:
            result = pyoxigraph.parse(body, pyoxigraph.RdfFormat.from_media_type(media_type))
        pairs = {
            (str(one.predicate), str(one.object).lower()) for one in result if str(one.subject) == f"<{BASE}{thing}>"
        }
        named = {(predicate, term.lower()) for predicate, term in wanted if not term.startswith("_:")}
        assert named <= pairs, suffix
        assert ("The club" in body.decode()) == (thing == "skills/MAPD")


@pytest.mark.parametrize("thing", THINGS)
def test_a_page_has_every_statement(thing: str, data: Path, explorer: Explorer) -> None:
    name = explorer.names[f"{BASE}{thing}"]
    file = Files(explorer).file(f"{name}.en.html")
    assert file is not None
    page = unescape(file.body.decode())
    table = page[page.index('<table class="facts">') :]
    for predicate, term in statements_about(data, thing):
        known = [one for one in PREFIXES.items() if predicate[1:].startswith(one[1])]
        short = f"{known[0][0]}:{predicate[1:-1].removeprefix(known[0][1])}" if known else predicate[1:-1]
        assert f"<code>{short}</code>" in table, predicate
        if term.startswith("_:"):
            assert all(name in table for name in ("Ada L.", "The club"))
        elif term.startswith('"'):
            assert all(line.strip(" •") in table for line in parse_literal(term).value.split("\n")), term
        else:
            iri = iri_of(term)
            assert iri in table or iri.rpartition("/")[2] in table or iri.rpartition("#")[2] in table, term


def test_why_and_query_print_every_statement(data: Path, run: Callable[..., Result]) -> None:
    printed = run("why", "MAPD", str(data)).stdout
    for words in ("weight", "heavy", "creator", "editorialNote", "Look at this again.", "exactMatch", "wasDerivedFrom"):
        assert words in printed
    for words in ("From another graph.", "Ada L.", "The club"):
        assert words in printed
    described = run("query", f"DESCRIBE {SKILL}", str(data), "--format", "nt").stdout
    for line in MORE.strip().splitlines():
        is_plain = line.startswith(SKILL) and "_:" not in line and "graph9" not in line
        assert not is_plain or line in described.splitlines()


def test_a_document_names_the_levels_and_the_category_it_mentions(explorer: Explorer) -> None:
    body = document_data(explorer.dataset, f"{BASE}skills/MAPD", "nt").decode()
    for number, title in ((2, "Assist"), (5, "Ensure, advise")):
        level = f"<{BASE}lor/{number}>"
        assert f'{level} <http://www.w3.org/2004/02/skos/core#prefLabel> "{title}"@en .' in body
        assert f'{level} <http://www.w3.org/2004/02/skos/core#notation> "{number}"^^' in body
    assert f"<{BASE}lor/1>" not in body
