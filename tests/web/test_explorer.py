"""What the pages show: the records of a graph, addresses, search, comparison, pictures."""

import hashlib
import json
import re
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from string import Formatter
from typing import Any

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import PAGES, ROOT, built
from framework_sheets import WORKBOOK
from invented import WORDS
from minimal_xlsx import xlsx
from serving import EDITIONS, GRAPH, opened
from skosmith.model import PREFIXES, PROV, RDF, SKM, SKOS, resources
from skosmith.model.vocabulary import ORDER
from skosmith.project import Project, read_sources
from skosmith.rdf import write_graph
from skosmith.web import Explorer, Files, open_dataset
from skosmith.web.explorer.addresses import OWN, base_of, name_of, names_of, relative
from skosmith.web.explorer.catalogue import Document
from skosmith.web.explorer.comparison import Side, compare
from skosmith.web.explorer.documents import about, whole, written
from skosmith.web.explorer.drawing import bars, cell, counts, rail, strip
from skosmith.web.explorer.files import media_type_of, queries, terms
from skosmith.web.explorer.finding import findings, problems_of
from skosmith.web.explorer.interface_words import _all, direction, own_name, words, words_language
from skosmith.web.explorer.page import Page, other_language
from skosmith.web.explorer.records import pick
from skosmith.web.explorer.rendering import assets, blocks, rendered, templates
from skosmith.web.explorer.schema_org import described
from skosmith.web.explorer.search import Entry, find, folded

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented workbook as a graph: categories, attributes, seven levels."""
    folder = tmp_path_factory.mktemp("sheets")
    (folder / "framework.xlsx").write_bytes(xlsx(WORKBOOK))
    read = read_sources(Project(sources=(str(folder / "framework.xlsx"),), edition="9"))
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
        kite = framework.coded("KITE")
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
            return rendered(Page(explorer, explorer.documents[name], "en"))

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
            found = files.file(name)
            assert found, name
            assert found.body, name
            assert found.media_type, name
        assert files.file("nothing.en.html") is None
        assert files.file("data/graph.xyz") is None
        assert files.file("search.xx.json") is None


def test_every_word_is_there_in_every_language() -> None:
    english = _all()["en"]
    assert {words_language(tag) for tag in WORDS} == _all().keys()  # those of the pages' labels
    for tag, found in _all().items():
        assert found.keys() == english.keys(), tag
        for key, text in found.items():
            fields, of_english = ({name for _, name, _, _ in Formatter().parse(said)} for said in (text, english[key]))
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
    made = {"error", "warning", "info"}  # the template puts an s behind them
    unused = [
        key for key in _all()["en"] if not re.search(rf"[\"']{key}[\"']", used) and key.removesuffix("s") not in made
    ]
    assert unused == []


# Addresses


def test_names_of_documents() -> None:
    base = "https://example.org/f/"
    assert name_of(base, base) == "index"
    assert name_of(f"{base}9/", base) == "9/index"
    assert name_of(f"{base}skills/SSUP", base) == "skills/SSUP"
    assert name_of(f"{base}a%20b", base) == "a b"
    assert name_of(f"{base}search", base) == "node/search"
    assert name_of(f"{base}.well-known/x", base) == "node/.well-known/x"
    for none in (f"{base}a#b", f"{base}a?b", f"{base}../a", f"{base}a//b", "https://elsewhere.example/"):
        assert name_of(none, base) is None
    assert names_of([f"{base}Skill", f"{base}skill"], base) == {f"{base}Skill": "Skill", f"{base}skill": "skill_"}


def test_the_base_of_several_frameworks() -> None:
    assert base_of(["https://example.org/f/9/"]) == "https://example.org/f/9/"
    assert base_of(["https://example.org/f/9/", "https://example.org/f/8/"]) == "https://example.org/f/"
    assert base_of(["https://example.org/f/9/", "https://example.org/f/"]) == "https://example.org/f/"
    assert base_of(["https://a.example/", "https://b.example/"]) == ""
    assert name_of("https://a.example/x", "") == "a.example/x"
    assert base_of(["https://example.org/f#framework"]) == "https://example.org/"


@given(
    st.lists(st.text(st.characters(codec="utf-8", exclude_characters='<>"{}|\\^`\x7f', min_codepoint=0x21)), max_size=8)
)
def test_names_are_safe_and_one_for_each(paths: list[str]) -> None:
    base = "https://example.org/"
    names = names_of((base + path for path in paths), base)
    assert len({name.casefold() for name in names.values()}) == len(names)
    for name in names.values():
        assert not name.startswith("/")
        assert not {"", ".", ".."} & set(name.split("/"))
        assert name.split("/")[0] not in OWN
        assert not set("\0\n\r\\") & set(name)


@given(
    st.lists(st.text("abc.", min_size=1), min_size=1, max_size=4),
    st.lists(st.text("abc.", min_size=1), min_size=1, max_size=4),
)
def test_relative_addresses_lead_back(here: list[str], there: list[str]) -> None:
    from urllib.parse import urljoin

    one, other = (["x" + part for part in parts] for parts in (here, there))
    found = relative("/".join(one), "/".join(other))
    assert urljoin(f"http://x/{'/'.join(one)}", found) == f"http://x/{'/'.join(other)}"


# Texts


def test_a_text_in_the_language_that_is_nearest() -> None:
    texts = {"en": "colour", "pt": "cor"}
    assert pick(texts, "pt") == ("cor", "pt")
    assert pick(texts, "pt-br") == ("cor", "pt")
    assert pick(texts, "fr") == ("colour", "en")
    assert pick({"": "x", "de": "y"}, "fr") == ("x", "")
    assert pick({"de": "y"}, "fr") == ("y", "de")
    assert pick({}, "fr") == ("", "fr")


def test_paragraphs_and_lists() -> None:
    assert blocks("a\n\n• b\n• c\n\nd\n  • e") == [("p", ["a"]), ("ul", ["b", "c"]), ("p", ["d"]), ("ul", ["e"])]
    assert blocks("") == []


@given(TEXTS, TEXTS)
def test_whatever_a_text_says_it_is_text(title: str, definition: str) -> None:
    source = "{{ m }}{% import 'macros.html' as m with context %}{{ m.body(text) }}{{ strip([1], title) }}"
    page: Any = type("", (), {"own": "en", "language": "en"})()
    made = templates().from_string(source.removeprefix("{{ m }}")).render(page=page, text=definition, title=title)
    from lxml import html

    tree = html.fromstring(f"<div>{made}</div>")
    assert {node.tag for node in tree.iter()} <= {"div", "p", "ul", "li", "svg", "rect", "text"}


@pytest.fixture(scope="module")
def explorer() -> Iterator[Explorer]:
    with opened(GRAPH) as found:
        yield found


@given(text=TEXTS)
def test_what_search_engines_read_cannot_end_its_element(text: str, explorer: Explorer) -> None:
    document = explorer.documents["skills/SSUP"]
    skill = replace(document.subject, names={"en": text})
    changed = Document("x", "skill", "https://example.org/x", document.framework, skill)
    found = str(described(Page(explorer, changed, "en")))
    assert "<" not in found
    assert json.loads(found)["name"] == {"@language": "en", "@value": text}


# Search


def test_search_finds_what_a_skill_means_at_a_level() -> None:
    with opened(GRAPH) as explorer:
        text = (
            next(skill for skill in explorer.frameworks[0].skills if skill.notation == "SSUP")
            .skill_levels[-1]
            .definition["pt"]
        )
        for word in text.replace(".", "").split():
            assert "SSUP" in {entry.notation for entry in find(explorer.searched["pt"], word.upper())}, word
        for entry in explorer.searched["pt"]:
            assert len(entry.also.split()) == len(set(entry.also.split()))


def test_search_folds_accents_and_case_and_ranks() -> None:
    made = [
        Entry("x:1", "Gestão de pedidos", "GPED", "skill", "Ajuda técnica."),
        Entry("x:2", "Ajuda", "AJUD", "skill", ""),
        Entry("x:3", "Suporte", "SUPO", "skill", "Presta ajuda a quem pede gestao."),
    ]
    assert [entry.notation for entry in find(made, "GESTAO")] == ["GPED", "SUPO"]
    assert [entry.notation for entry in find(made, "ajuda")] == ["AJUD", "GPED", "SUPO"]
    assert [entry.notation for entry in find(made, "supo")] == ["SUPO"]
    assert [entry.notation for entry in find(made, "pedidos gestão")] == ["GPED"]
    assert find(made, "  ") == []
    assert folded("Ação  É") == "acao e"


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Łódź", "lodz"),
        ("STRASSE", "straße"),
        ("Œuvre", "oeuvre"),
        ("İş", "is"),
        ("الْحَجْم", "الحجم"),
        ("حـجم", "حجم"),
        ("ガイド", "ｶﾞｲﾄﾞ"),
    ],
)
def test_search_folds_what_people_type_plainly(text: str, typed: str) -> None:
    assert find([Entry("x:1", text, "", "skill", "")], typed)


# Comparison


def test_editions_are_told_apart_word_by_word() -> None:
    with opened(EDITIONS) as explorer:
        old, new = explorer.frameworks
        one, other = old.skills[0], new.skills[0]
        rows = {(row.word, row.number): row for row in compare(Side(old, one, "en"), Side(new, other, "en"))}
        assert ("other", "gentle") in rows["definition", 0].left
        assert ("other", "strong") in rows["definition", 0].right
        assert "".join(text for _, text in rows["definition", 0].right) == other.definition["en"]
        assert rows["scope_note", 0].left == ()
        mixed = compare(Side(new, other, "en"), Side(new, other, "ar"))
        assert all(how == "same" for row in mixed for how, _ in (*row.left, *row.right))
        assert other_language(new, "en") == "ar"
        assert other_language(new, "ar") == "en"


@given(st.text("ab .\n", max_size=60), st.text("ab .\n", max_size=60))
def test_no_word_is_lost_in_a_comparison(before: str, after: str) -> None:
    from skosmith.web.explorer.comparison import _pieces

    left, right = _pieces(before, after)
    assert "".join(text for _, text in left) == before
    assert "".join(text for _, text in right) == after


def test_long_texts_are_not_told_apart() -> None:
    from skosmith.web.explorer.comparison import _pieces

    assert _pieces("a " * 5000, "b " * 5000) == ([("same", "a " * 5000)], [("same", "b " * 5000)])


# Pictures


def test_pictures_say_in_words_what_they_show() -> None:
    drawn = str(strip((2, 3), "levels <2>"))
    assert 'aria-label="levels &lt;2&gt;"' in drawn
    assert drawn.count('class="none"') == 5
    assert str(bars([0, 1, 2, 3, 4, 5, 6], 6, "x")).count("<rect") == 7
    assert str(bars([0] * 7, 0, "x")).count("<rect") == 7
    assert "circle" in str(cell(1, 0, 5))
    assert "<span>5</span>" in str(cell(1, 5, 5))
    assert 'class="l1"' in str(rail(1, is_held=True))
    assert 'class="none"' in str(rail(1, is_held=False))
    assert counts([]) == [0] * 7


# Data


def test_a_ring_that_no_tree_can_hold_is_still_data() -> None:
    with opened(EDITIONS) as explorer:
        ring = about(explorer.dataset, "https://example.org/kites/9/categories/ring", "jsonld")
        assert list(pyoxigraph.parse(ring, pyoxigraph.RdfFormat.JSON_LD))
        kite = about(explorer.dataset, "https://example.org/kites/9/skills/KITE", "ttl")
        assert b"a node without a name" in kite


def test_a_document_in_json_needs_no_other_file() -> None:
    with opened(GRAPH) as explorer:
        tree = json.loads(about(explorer.dataset, "https://example.org/framework/skills/MAPD", "jsonld"))
        assert tree["prefLabel"] == {"en": "Map drawing", "pt": "Desenho de mapas"}
        assert len(tree["definedAtLevel"]) == 4
        assert "changeNote" in tree["@context"]
        assert "versionInfo" not in tree["@context"]


@pytest.mark.parametrize("suffix", ["ttl", "rdf", "trig", "jsonld", "nq", "nt"])
def test_what_is_written_has_no_chance_in_it(suffix: str) -> None:
    with opened(GRAPH) as explorer:
        assert whole(explorer.dataset, suffix) == whole(explorer.dataset, suffix)
    text = 'says "<rdf:RDF b a>" and\n@prefix z\n@prefix a'
    triple = pyoxigraph.Triple(pyoxigraph.NamedNode("x:a"), pyoxigraph.NamedNode("x:b"), pyoxigraph.Literal(text))
    found = written([triple], "ttl")
    assert [quad.triple for quad in pyoxigraph.parse(found, pyoxigraph.RdfFormat.TURTLE)] == [triple]


def test_prefixes_are_declared_that_are_used() -> None:
    label, kind = (pyoxigraph.NamedNode(iri[1:-1]) for iri in (SKOS.prefLabel, RDF.type))
    name, page = pyoxigraph.NamedNode("https://example.org/a"), pyoxigraph.NamedNode("http://xmlns.com/foaf/0.1/page")
    triples = [pyoxigraph.Triple(name, kind, page), pyoxigraph.Triple(name, label, pyoxigraph.Literal("dcterms is it"))]
    for suffix, declared in (("ttl", "@prefix skos: "), ("trig", "@prefix skos: "), ("rdf", " xmlns:skos=")):
        text = written(triples, suffix).decode()
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
        found = terms(explorer.dataset)
    assert found["prefixes"] == PREFIXES
    assert SKM.Skill[1:-1] in found["classes"]
    assert PROV.Entity[1:-1] in found["classes"]
    assert {PROV.wasDerivedFrom[1:-1], SKOS.prefLabel[1:-1]} <= {*found["properties"]}
    assert SKOS.altLabel[1:-1] not in found["properties"]
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
        found = findings(dataset, problems_of(dataset), "en")
        assert found[0][:2] == ("warning", "warning")
        one = next(one for _, _, shown in found for one in shown if one.code == "text-replacement-character")
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
        ((_, _, found), *_) = findings(dataset, problems_of(dataset), "en")
        one = next(one for one in found if one.code == "skill-level-definition")
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
                found = files.file(name)
                assert found
                if name.endswith(".jsonld"):
                    list(pyoxigraph.parse(found.body, pyoxigraph.RdfFormat.JSON_LD))


def test_a_graph_from_elsewhere_has_its_pages() -> None:
    with opened(ROOT / "tests" / "data" / "explorer" / "odd.ttl") as explorer:
        files = Files(explorer)
        for name in files.names():
            assert files.file(name)
        assert "skill-notation" in str(files.problems)
