"""The static site: whole, the same each time, its links right, its data that of the graph."""

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urljoin, urlsplit

import pyoxigraph
import pytest
from click.testing import Result
from lxml import etree, html

from conftest import PAGES, ROOT, built
from serving import EDITIONS, GRAPH, opened
from skosmith.model import FORMATS
from skosmith.rdf import write_graph
from skosmith.web import Files, write_site
from skosmith.web.explorer.documents import DATA_FORMS
from skosmith.web.explorer.files import MEDIA_TYPES
from skosmith.web.site import MARK, contents

pytestmark = pytest.mark.slow

FORMS = {"ttl": "TURTLE", "jsonld": "JSON_LD", "nt": "N_TRIPLES", "rdf": "RDF_XML", "nq": "N_QUADS", "trig": "TRIG"}


@pytest.fixture(scope="module", params=[GRAPH, EDITIONS], ids=lambda path: path.name)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published") / "site"
    with opened(request.param, is_site=True) as explorer:
        count, problems = write_site(Files(explorer), folder)
    assert problems == []
    assert count == sum(path.is_file() for path in folder.rglob("*"))
    return folder


def pages(site: Path) -> Iterator[tuple[str, html.HtmlElement]]:
    for path in sorted(site.rglob("*.html")):
        yield path.relative_to(site).as_posix(), html.fromstring(path.read_bytes())


def test_every_link_leads_to_a_file_and_to_a_part_of_it(site: Path) -> None:
    count = 0
    parts = {name: set(page.xpath("//@id")) for name, page in pages(site)}
    for name, page in pages(site):
        ids = page.xpath("//@id")
        assert not page.xpath("//@srcset"), name
        assert len(ids) == len(set(ids)), name
        for link in page.xpath("//@href | //@src | //@action | //@data-index | //@data-root"):
            place = urlsplit(link)
            if place.scheme:
                assert place.scheme in {"http", "https"}, (name, link)
                continue
            target = unquote(urlsplit(urljoin(f"http://x/{quote(name)}", link)).path).removeprefix("/")
            assert (site / target).is_file(), (name, link)
            assert not place.fragment or unquote(place.fragment) in parts[target], (name, link)
            count += 1
    assert count > 1000


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    for name, page in pages(site):
        loaded = page.xpath(
            "//script/@src | //img/@src | //link[@rel='stylesheet' or @rel='icon']/@href | //form/@action"
        )
        assert not [link for link in loaded if urlsplit(link).netloc], name
        assert not page.xpath("//style | //@style | //iframe | //object | //base"), name
        assert not page.xpath("//@*[starts-with(name(), 'on')]"), name
        assert not page.xpath("//script[not(@src) and not(@type='application/ld+json')]"), name
        assert page.xpath("//meta[@http-equiv='Content-Security-Policy']"), name
        assert not [link for link in page.xpath("//@href") if link.lower().startswith(("javascript:", "data:"))], name


def test_a_site_has_nothing_of_the_editor(site: Path) -> None:
    assert not [path for path in site.rglob("*") if "editor" in path.name or "query" in path.name]


def test_every_page_is_well_made(site: Path) -> None:
    for name, page in pages(site):
        assert len(page.xpath("//h1")) == 1, name
        assert page.xpath("//title/text()"), name
        levels = [int(heading.tag[1]) for heading in page.xpath("//main//h1 | //main//h2 | //main//h3 | //main//h4")]
        assert all(after - before <= 1 for before, after in pairwise(levels)), (name, levels)
        assert page.get("lang"), name
        assert not page.xpath("//svg[@role='img' and not(@aria-label)]"), name


def test_texts_are_escaped(site: Path) -> None:
    for path in site.rglob("*.html"):
        text = path.read_text("utf-8")
        assert "<script>alert" not in text
        assert "<img" not in text
        for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL):
            assert json.loads(block)["@context"] == "https://schema.org/"


def test_right_to_left_is_right(tmp_path: Path) -> None:
    with opened(EDITIONS, is_site=True) as explorer:
        write_site(Files(explorer), tmp_path / "site")
    page = html.fromstring((tmp_path / "site" / "9" / "skills" / "KITE.ar.html").read_bytes())
    assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")
    guidance = "//h2[@id='guidance']/following-sibling::div"
    assert page.xpath(f"string({guidance}/@lang)") == "en"
    assert page.xpath(f"string({guidance}/@dir)") == "ltr"
    english = html.fromstring((tmp_path / "site" / "9" / "skills" / "KITE.en.html").read_bytes())
    assert english.get("dir") == "ltr"


def test_the_data_beside_the_pages_is_the_graph(site: Path) -> None:
    dump = set(pyoxigraph.parse(path=str(site / "data" / "graph.nq")))
    whole = {(str(quad.subject), str(quad.predicate), str(quad.object)) for quad in dump}
    values = set()
    for path in site.rglob("*"):
        form = FORMS.get(path.suffix[1:])
        if form and path.parent.name not in {"data", ".well-known"} and path.stem not in {"ontology", "context"}:
            quads = list(pyoxigraph.parse(path=str(path), format=getattr(pyoxigraph.RdfFormat, form)))
            assert quads, path
            if path.suffix == ".nt":
                values |= {(str(quad.subject), str(quad.predicate), str(quad.object)) for quad in quads}
    assert {one for one in values if "_:" not in "".join(one)} <= whole
    missing = {one[0] for one in whole - values if "_:" not in "".join(one)}
    assert not [
        one
        for one in missing
        if "#" not in one and "?" not in one and "/kites/9/../" not in one and "escape" not in one
    ]


def test_the_same_graph_gives_the_same_bytes() -> None:
    values = []
    for _ in range(2):
        with opened(EDITIONS, is_site=True) as explorer:
            values.append(dict(contents(Files(explorer))))
    assert values[0].keys() == values[1].keys()
    # What has no name has another one in each run; ours never is without one.
    differ = [name for name in values[0] if values[0][name] != values[1][name]]
    assert not [name for name in differ if not re.search(r"KITE|graph\.|void\.", name)], differ  # void has checksums


def test_sitemap_and_search_index(site: Path) -> None:
    data = (site / "sitemap.xml").read_bytes()
    root = etree.fromstring(data)
    base = (root.findtext("{*}url/{*}loc") or "").partition(".well-known")[0]
    base = base[: base.index("/", len("https://example.org/")) + 1]
    # As sitemaps.org says: the namespace, urlset/url/loc, absolute and escaped addresses, each once, not too many.
    assert root.tag == "{http://www.sitemaps.org/schemas/sitemap/0.9}urlset"
    assert {url.tag for url in root} == {"{http://www.sitemaps.org/schemas/sitemap/0.9}url"}
    addresses = [url[0].text or "" for url in root]
    assert 10 < len(addresses) == len(set(addresses)) <= 50_000
    assert len(data) < 50_000_000
    assert all(re.fullmatch(r"https://example\.org/[!-~]*", one) and len(one) < 2_048 for one in addresses)
    assert {unquote(one.removeprefix(base)) for one in addresses} == {
        path.relative_to(site).as_posix()
        for index in site.glob("search.*.json")
        for path in site.rglob(f"*.{index.name.split('.')[1]}.html")
    }
    for url in root:
        links = {link.get("hreflang"): link.get("href") for link in list(url)[1:]}
        assert len(links) > 1  # each names its translations and itself
        assert url[0].text in links.values()
        assert set(links.values()) <= set(addresses)
        assert all((href or "").endswith(f".{tag}.html") for tag, href in links.items())
    assert "Sitemap: https://example.org/" in (site / "robots.txt").read_text()
    rows = json.loads((site / "search.en.json").read_text("utf-8"))
    for name, _, kind, _, file, _ in rows:
        assert name
        assert kind
        assert (site / unquote(file)).is_file()


def test_the_headers_for_hosts_that_read_them(site: Path) -> None:
    """The rules for Apache and nginx are held by test_hosting."""
    text = (site / "_headers").read_text()
    assert text.startswith("/*\n  Content-Security-Policy: default-src 'none'")
    rules = dict(re.findall(r"^/\*\.(\w+)\n  Content-Type: (.+)$", text, re.MULTILINE))
    assert rules.keys() == FORMS.keys()
    assert rules["ttl"] == "text/turtle; charset=utf-8"


def test_a_site_takes_the_place_of_an_older_one_and_of_nothing_else(run: Callable[..., Result], tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "site"
    assert run("site", GRAPH, "-o", folder).exit_code == 0
    (folder / "CNAME").write_text("x")
    refused = run("site", GRAPH, "-o", folder)
    assert (refused.exit_code, "1 file that skosmith site did not write, such as CNAME" in refused.output) == (1, True)
    (folder / "CNAME").unlink()
    again = run("site", GRAPH, "-o", folder, "--address", "https://elsewhere.example/x/")
    assert again.exit_code == 0
    assert "https://elsewhere.example/x/skills/SSUP.pt.html" in (folder / "sitemap.xml").read_text()
    (folder / MARK).unlink()
    refused = run("site", GRAPH, "-o", folder)
    assert (refused.exit_code, "site-not-ours" in refused.output) == (1, True)
    assert (folder / "index.html").exists()
    file = tmp_path / "file"
    file.write_text("x")
    for place in (file, file / "site"):
        result = run("site", GRAPH, "-o", place)
        assert (result.exit_code, "output-not-written" in result.output) == (1, True)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".skosmith")] == []


@pytest.mark.parametrize("address", ["example.org", "https://example.org/x", "ftp://example.org/", "https://a b/"])
def test_an_address_that_is_none(address: str, run: Callable[..., Result]) -> None:
    assert run("site", GRAPH, "--address", address).exit_code == 2


def test_a_move_that_is_cut_short_leaves_the_old_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "site"
    with opened(GRAPH, is_site=True) as explorer:
        write_site(Files(explorer), folder)
        before = (folder / "index.html").stat().st_ino
        rename = Path.rename

        def broken(self: Path, target: Path) -> Path:
            if self.name == "new":
                raise OSError(5, "Input/output error")
            return rename(self, target)

        monkeypatch.setattr(Path, "rename", broken)
        count, (problem,) = write_site(Files(explorer), folder)
    assert (count, problem.code) == (0, "output-not-written")
    assert (folder / "index.html").stat().st_ino == before


def test_many_pages_have_several_sitemaps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("skosmith.web.site._MOST", 20)
    with opened(GRAPH, is_site=True) as explorer:
        table = dict(contents(Files(explorer)))
    assert b"sitemapindex" in table["sitemap.xml"]
    assert b"sitemap-2.xml" in table["sitemap.xml"]
    assert table["sitemap-2.xml"].count(b"<loc>") == 10
    assert table["sitemap-2.xml"].count(b"<xhtml:link") == 20


def test_pages_of_the_fixtures_can_be_published(run: Callable[..., Result], tmp_path: Path) -> None:
    for name in ("accept/attribute_page.en.txt", "accept/level_page.en.txt", "accept/escapes.pt.txt"):
        assert run("build", PAGES / name, "-o", tmp_path / "out", "-f", "nq").exit_code == 0
        for file in ("graph.nq", "graph.ttl", "graph.jsonld"):
            assert run("site", tmp_path / "out" / file, "-o", tmp_path / "site").exit_code == 0


def test_the_description_says_what_the_files_are_and_how_much_they_hold(site: Path) -> None:
    """The one description, by the rules of DCAT-AP: each distribution has what a catalogue asks for."""
    store = pyoxigraph.Store()
    store.load(path=site / ".well-known" / "void.ttl", format=pyoxigraph.RdfFormat.TURTLE)
    answer: Any = store.query("""
        PREFIX dcat: <http://www.w3.org/ns/dcat#> PREFIX void: <http://rdfs.org/ns/void#>
        PREFIX spdx: <http://spdx.org/rdf/terms#> PREFIX dcterms: <http://purl.org/dc/terms/>
        SELECT ?url ?type ?size ?sum ?triples ?entities WHERE {
            ?dataset a dcat:Dataset, void:Dataset ; dcterms:title ?title ; dcat:distribution ?file ;
                void:dataDump ?file ; void:triples ?triples ; void:entities ?entities .
            ?file a dcat:Distribution ; dcat:accessURL ?page ; dcat:downloadURL ?url ; dcat:mediaType ?type ;
                dcat:byteSize ?size ; spdx:checksum/spdx:checksumValue ?sum .
            FILTER (lang(?title) = "" || lang(?title) = "en")
        }""")
    rows = [[value.value for value in row] for row in answer]
    dump = {quad.triple for quad in pyoxigraph.parse(path=str(site / "data" / "graph.nt"))}
    assert {url.rpartition("/")[2] for url, *_ in rows} == {f"graph.{form}" for form in FORMATS}
    for url, kind, size, digest, triples, entities in rows:
        body = (site / "data" / url.rpartition("/")[2]).read_bytes()
        assert (int(size), digest) == (len(body), hashlib.sha256(body).hexdigest())
        assert kind.endswith(MEDIA_TYPES[url.rpartition(".")[2]])
        assert int(triples) == len(dump)
        assert int(entities) == len({str(triple.subject) for triple in dump})
    forms = [pyoxigraph.parse(path=str(site / ".well-known" / f"void.{form}")) for form in DATA_FORMS]
    assert len({frozenset(quad.triple for quad in one) for one in forms}) == 1


def test_the_description_is_that_of_the_build(tmp_path: Path) -> None:
    """Counts of one graph are the same in ``metadata.ttl`` and on the site."""
    build = built(ROOT / "examples")
    write_graph(build, tmp_path, ["nq"])
    with opened(tmp_path / "graph.nq", is_site=True) as explorer:
        by_site = dict(contents(Files(explorer)))[".well-known/void.ttl"]
    partitions = []
    for text in (by_site, (tmp_path / "metadata.ttl").read_bytes()):
        store = pyoxigraph.Store()
        store.load(text, format=pyoxigraph.RdfFormat.TURTLE)
        answer: Any = store.query("""
            PREFIX void: <http://rdfs.org/ns/void#>
            SELECT ?of ?count { { ?part void:property ?of ; void:triples ?count }
                UNION { ?part void:class ?of ; void:entities ?count } }""")
        partitions.append(sorted(str(row["of"]) + str(row["count"]) for row in answer))
    assert len(partitions[0]) > 20
    assert partitions[0] == partitions[1]


@pytest.mark.parametrize(("length", "is_written"), [(220, True), (221, False)])
def test_an_iri_that_makes_a_name_too_long_is_named(
    length: int, run: Callable[..., Result], tmp_path: Path, *, is_written: bool
) -> None:
    graph = tmp_path / "graph.nq"
    graph.write_text(GRAPH.read_text("utf-8").replace("skills/MAPD", f"skills/{'M' * length}"), "utf-8")
    result = run("site", graph, "-o", tmp_path / "site", "--address", "https://example.org/")
    assert (result.exit_code == 0) == is_written, result.output
    assert ("site-name-too-long" in result.output) != is_written
    assert is_written or f"skills/{'M' * length} makes a file name" in result.output
    assert (tmp_path / "site").exists() == is_written
