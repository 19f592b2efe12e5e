"""What the pages show: the records of a graph, words, data, the report."""

import hashlib
import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import PAGES, ROOT, built
from framework_sheets import WORKBOOK
from invented import WORDS
from minimal_xlsx import xlsx
from serving import EDITIONS, GRAPH, opened
from skosmith import model
from skosmith.model import PREFIXES, PROV, RDF, SKM, SKOS, Statement, literal, resources
from skosmith.model.vocabulary import ORDER
from skosmith.project import Project, read_sources
from skosmith.rdf import write_graph
from skosmith.web import Explorer, Files, open_dataset
from skosmith.web.explorer.documents import document_data, serialise_statements, whole_graph
from skosmith.web.explorer.files import media_type_of, queries, terms
from skosmith.web.explorer.finding import findings, problems_of
from skosmith.web.explorer.interface_words import _all, direction, own_name, words, words_language
from skosmith.web.explorer.page import Page
from skosmith.web.explorer.rendering import assets, render


@pytest.fixture(scope="module")
def explorer() -> Iterator[Explorer]:
    with opened(GRAPH) as result:
        yield result


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented workbook as a graph: categories, attributes, seven levels."""
    folder = tmp_path_factory.mktemp("sheets")
    (folder / "framework.xlsx").write_bytes(xlsx(WORKBOOK))
    read = read_sources(Project(sources=(str(folder / "framework.xlsx"),), edition="9"), model.Files())
    write_graph(read.build, folder, ["nq", "ttl"])
    return folder / "graph.nq"


def test_the_records_of_a_workbook(sheets: Path) -> None:
    with opened(sheets) as explorer:
        (framework,) = explorer.frameworks
        assert (framework.edition, framework.languages, framework.default_language) == ("9", ("en",), "en")
        assert [skill.notation for skill in framework.skills] == ["KITE", "KNOT", "MAPS", "RAFT", "WALK"]
        assert [level.number for level in framework.levels] == list(range(1, 8))
        (autonomy,) = framework.attributes
        assert autonomy.levels == tuple(range(1, 8))
        kite = framework.concept("KITE")
        assert kite
        assert kite.levels == kite.declared == (2, 3, 5)
        assert kite.lines[0].cells.startswith("Skills!")
        air = next(one for one in framework.categories if one.names == {"en": "Air"})
        assert {skill.notation for skill in air.all_skills} == {"KITE", "MAPS", "WALK"}
        page = Page(explorer, explorer.documents["skills/KITE"], "en")
        assert [category.names["en"] for category in page.categories(kite)] == ["Air", "Wind"]
        assert page.without_category(framework) == []
        chart = {row.category.names["en"]: row.counts for row in page.chart(framework)}
        assert chart["Air"] == [0, 2, 3, 0, 1, 0, 0]
        assert "Attributes" not in chart


def test_the_pages_of_a_workbook_show_all_of_it(sheets: Path) -> None:
    with opened(sheets) as explorer:

        def shown(name: str) -> str:
            return render(Page(explorer, explorer.documents[name], "en"), {})

        for word in ("Kite flying", "Knot tying", "Raft building", "Long walks", "Inspire", "Autonomy", "Paths"):
            assert word in shown("index")
        assert "Decides as level 4 asks." in shown("lor/4")
        assert "Does kite flying as level 3 asks." in shown("skills/KITE")
        assert "Skills!" in shown("skills/KITE")
        assert "Autonomy" in shown("lor")


@pytest.mark.parametrize("data", [GRAPH, EDITIONS], ids=lambda path: path.name)
def test_every_page_is_there_in_every_language(data: Path) -> None:
    with opened(data) as explorer:
        files = Files(explorer)
        for name in files.names():
            file = files.file(name)
            assert file, name
            assert file.body, name
            assert file.media_type, name
        assert files.file("nothing.en.html") is None
        assert files.file("data/graph.xyz") is None
        assert files.file("search.xx.json") is None


def test_every_word_is_there_in_every_language() -> None:
    english = _all()["en"]
    assert {words_language(tag) for tag in WORDS} == _all().keys()  # those of the pages' labels
    for tag, table in _all().items():
        assert table.keys() == english.keys(), tag
        for key, text in table.items():
            fields, of_english = ({name for _, name, _, _ in Formatter().parse(item)} for item in (text, english[key]))
            assert fields - {None} == of_english - {None}, (tag, key)
    assert words("pt-br") == words("pt")
    assert words("xx") == words("en")
    assert (words_language("pt-br"), words_language("xx")) == ("pt", "en")
    assert (own_name("pt"), own_name("ja"), own_name("xx")) == ("Português", "日本語", "xx")
    assert (direction("ar"), direction("fa-IR"), direction("en")) == ("rtl", "rtl", "ltr")


def test_a_number_takes_its_noun() -> None:
    with opened(GRAPH) as explorer:
        for language, text in (("en", "1 skill, 6 levels of"), ("pt", "1 habilidade, 6 níveis de"), ("zh", "1 项技能")):
            page = Page(explorer, explorer.documents["data"], language)
            assert page.word("summary", skills=1, levels=6, languages="x").startswith(text)


def test_every_word_is_used() -> None:
    folder = ROOT / "pipeline" / "skosmith" / "web"
    used = "".join(
        path.read_text("utf-8") for path in [*folder.glob("templates/*.html"), *folder.glob("explorer/*.py")]
    )
    values = {"error", "warning", "info"}  # the template puts an s behind them
    unused = [
        key for key in _all()["en"] if not re.search(rf"[\"']{key}[\"']", used) and key.removesuffix("s") not in values
    ]
    assert unused == []


# Data


def test_a_ring_that_no_tree_can_hold_is_still_data() -> None:
    with opened(EDITIONS) as explorer:
        ring = document_data(explorer.dataset, "https://example.org/kites/9/categories/ring", "jsonld")
        assert list(pyoxigraph.parse(ring, pyoxigraph.RdfFormat.JSON_LD))
        kite = document_data(explorer.dataset, "https://example.org/kites/9/skills/KITE", "ttl")
        assert b"a node without a name" in kite


def test_a_document_in_json_needs_no_other_file() -> None:
    with opened(GRAPH) as explorer:
        tree = json.loads(document_data(explorer.dataset, "https://example.org/framework/skills/MAPD", "jsonld"))
        assert tree["prefLabel"] == {"en": "Map drawing", "pt": "Desenho de mapas"}
        assert len(tree["definedAtLevel"]) == 4
        assert "changeNote" in tree["@context"]
        assert "issued" not in tree["@context"]


@pytest.mark.parametrize("suffix", ["ttl", "rdf", "trig", "jsonld", "nq", "nt"])
def test_what_is_written_has_no_chance_in_it(suffix: str) -> None:
    with opened(GRAPH) as explorer:
        assert whole_graph(explorer.dataset, suffix) == whole_graph(explorer.dataset, suffix)
    text = 'says "<rdf:RDF b a>" and\n@prefix z\n@prefix a'
    (quad,) = pyoxigraph.parse(
        serialise_statements([Statement("<x:a>", "<x:b>", literal(text))], "ttl"), pyoxigraph.RdfFormat.TURTLE
    )
    assert [str(term) for term in quad.triple] == ["<x:a>", "<x:b>", literal(text)]


def test_prefixes_are_declared_that_are_used() -> None:
    statements = [
        Statement("<https://example.org/a>", RDF.type, "<http://xmlns.com/foaf/0.1/page>"),
        Statement("<https://example.org/a>", SKOS.prefLabel, literal("dcterms is it")),
    ]
    for suffix, declared in (("ttl", "@prefix skos: "), ("trig", "@prefix skos: "), ("rdf", " xmlns:skos=")):
        text = serialise_statements(statements, suffix).decode()
        assert declared in text
        assert not re.search("(?:@prefix |xmlns:)(?:dcterms|prov|its)", text), text
        assert len(list(pyoxigraph.parse(text.encode(), pyoxigraph.RdfFormat.from_extension(suffix)))) == 2


def test_media_types() -> None:
    assert media_type_of("a.ttl") == "text/turtle; charset=utf-8"
    assert media_type_of("a.jsonld") == "application/ld+json"
    assert media_type_of("a.json") == "application/json; charset=utf-8"
    assert media_type_of("a.svg") == "image/svg+xml"
    assert media_type_of("a.unheard") == "application/octet-stream"
    assert {f"assets/{name}" for name in ("style.css", "search.js", "compare.js", "icon.svg")} == {
        *assets(is_site=True)
    }
    assert {"editor/query.js", "editor/query.css", "assets/style.css"} <= assets(is_site=False).keys()


def test_what_others_made_is_as_they_made_it() -> None:
    """The README beside the vendored files has the sum of each, and no file is there without one."""
    (folder,) = resources.data_folder("web/templates").glob("editor/yasgui-*")
    rows = re.findall(
        r"^\| `([^`]+)` .* \| `([0-9a-f]{64})` \|$", (folder / "README.md").read_text("utf-8"), re.MULTILINE
    )
    files = [file for file in folder.iterdir() if file.name != "README.md"]
    assert dict(rows) == {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
    assert {"LICENSE.txt", "yasgui.min.js.LICENSE.txt"} <= dict(rows).keys()
    assert folder.name in (resources.data_folder("web/templates") / "query.html").read_text("utf-8")


def test_the_editor_offers_what_the_data_has() -> None:
    with opened(GRAPH) as explorer:
        table = terms(explorer.dataset)
    assert table["prefixes"] == PREFIXES
    assert SKM.Skill[1:-1] in table["classes"]
    assert PROV.Entity[1:-1] in table["classes"]
    assert {PROV.wasDerivedFrom[1:-1], SKOS.prefLabel[1:-1]} <= {*table["properties"]}
    assert SKOS.altLabel[1:-1] not in table["properties"]
    with opened(ROOT / "tests" / "data" / "explorer" / "odd.ttl") as explorer:
        assert all(iri[0] != "<" and not iri.startswith(("_:", '"')) for iri in terms(explorer.dataset)["classes"])


def test_the_queries_to_begin_with_are_queries() -> None:
    store = pyoxigraph.Store()
    store.load(path=str(GRAPH))
    for name, about_it, text in queries():
        assert name
        assert about_it.endswith(".")
        store.query(text)


# The report


def test_the_report_shows_the_line_of_the_data_and_of_the_page(tmp_path: Path) -> None:
    text = GRAPH.read_text("utf-8").replace('"Holds the staff and notes the readings.', '"\ufffdHolds the staff and')
    (tmp_path / "graph.nq").write_text(text, "utf-8")
    with open_dataset([str(tmp_path / "graph.nq")]) as (dataset, problems):
        assert (problems, dataset is None) == ([], False)
        assert dataset
        pairs = findings(dataset, problems_of(dataset), "en")
        assert pairs[0][:2] == ("warning", "warning")
        one = next(one for _, _, item in pairs for one in item if one.code == "text-replacement-character")
        place, line = one.places[0]
        assert place.startswith("graph.nq:")
        assert "\ufffdHolds the staff" in line
        page = Files(Explorer(dataset)).file("report.pt.html")
        assert page
        assert "graph.nq:" in page.body.decode()
        assert one.code in page.body.decode()


def test_the_report_of_two_editions_holds_each_to_the_shapes() -> None:
    with open_dataset([str(EDITIONS)]) as (dataset, _):
        assert dataset
        codes = {problem.code for problem in problems_of(dataset)}
    assert "graph-without-framework" not in codes


def test_the_report_of_a_store_has_the_lines_of_the_pages(tmp_path: Path) -> None:
    store = pyoxigraph.Store(tmp_path / "db")
    store.bulk_load(path=str(GRAPH))
    place = pyoxigraph.NamedNode("https://example.org/framework/skilllevels/MAPD_2")
    for quad in list(
        store.quads_for_pattern(place, pyoxigraph.NamedNode("http://www.w3.org/2004/02/skos/core#definition"), None)
    ):
        store.remove(quad)
    store.flush()
    del store
    with open_dataset([f"store:{tmp_path / 'db'}"]) as (dataset, problems):
        assert problems == []
        assert dataset
        ((_, _, items), *_) = findings(dataset, problems_of(dataset), "en")
        one = next(one for one in items if one.code == "skill-level-definition")
        assert one.thing == place.value
        assert one.places == ()
        assert {lines.name for lines in one.lines} == {"mapd.en.txt", "mapd.pt.txt"}


def test_a_graph_that_is_larger_than_any_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("skosmith.model.source.MAX_BYTES", 1000)
    with opened(GRAPH) as explorer:
        assert len(explorer.frameworks[0].skills) == 2
        assert problems_of(explorer.dataset) == []


def test_a_graph_of_what_is_only_built_in_memory(tmp_path: Path) -> None:
    write_graph(built(PAGES / "accept" / "knot.pt.txt"), tmp_path, ["ttl"])
    with opened(tmp_path / "graph.ttl") as explorer:
        assert explorer.languages == ("pt",)
        assert explorer.default_language == "pt"
        assert "compare/skills/" not in " ".join(explorer.documents)


NODES = [f"<https://x.example/f/{name}>" for name in "abcd"] + ["<https://x.example/f>", "<urn:x:y>"]
VALUES = [
    *NODES,
    '"text"',
    '"text"@en',
    '"نص"@ar',
    "3",
    "77",
    '"x"^^<x:y>',
    "_:blank",
    *(SKM.Skill, SKM.Level, SKOS.Collection),
]
PREDICATES = [*ORDER, "<https://x.example/own>"]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(NODES), st.sampled_from(PREDICATES), st.sampled_from(VALUES)), max_size=40))
def test_any_graph_has_its_pages(triples: list[tuple[str, str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph.ttl"
        lines = [(NODES[4], RDF.type, SKM.Framework), *triples]
        path.write_text("".join(f"{' '.join(line)} .\n" for line in lines), "utf-8")
        with opened(path) as explorer:
            files = Files(explorer)
            for name in files.names():
                file = files.file(name)
                assert file
                if name.endswith(".jsonld"):
                    list(pyoxigraph.parse(file.body, pyoxigraph.RdfFormat.JSON_LD))


def test_a_graph_from_elsewhere_has_its_pages() -> None:
    with opened(ROOT / "tests" / "data" / "explorer" / "odd.ttl") as explorer:
        files = Files(explorer)
        for name in files.names():
            assert files.file(name)
        assert "skill-notation" in str(files.problems)
