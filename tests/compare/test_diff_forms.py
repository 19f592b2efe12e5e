"""The forms of a diff: the patches turn OLD into NEW, no text of a page is taken for markup, the rest is to be read."""

import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rdflib import OWL, SKOS, Dataset, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS

from conftest import PAGES, ROOT, page_at
from diff_cases import BASE, CASES, EDITS, case, differ, edited, side_of
from skosmith.compare import DIFF_FORMS, compare_graphs
from skosmith.compare.diff import Diff
from skosmith.compare.diff.changes import Change
from skosmith.compare.diff.forms.json_form import sha256
from skosmith.compare.diff.forms.markdown import LIMIT, literally
from skosmith.model import Triple, literal
from skosmith.project import Project, SideSettings, read_sides

Edits = list[tuple[str, int, str, str, str]]


def lines(triples: Iterable[Triple]) -> str:
    return "".join(f"{' '.join(triple)} .\n" for triple in triples)


def hash_of(ntriples: Iterable[str]) -> str:
    """The canonical hash of a graph without blank nodes: that of its sorted N-Quads."""
    return hashlib.sha256("".join(sorted(ntriples)).encode()).hexdigest()


def hash_of_store(store: pyoxigraph.Store) -> str:
    """The same of a store, its terms written as canonical N-Triples writes them."""
    values = []
    for quad in store:
        term = quad.object
        if isinstance(term, pyoxigraph.Literal):
            of_kind = "" if term.language or term.datatype.value.endswith("#string") else f"^^{term.datatype}"
            written = literal(term.value, term.language or "") + of_kind
        else:
            written = str(term)
        values.append(f"{quad.subject} {quad.predicate} {written} .\n")
    return hash_of(values)


def applied(patch: str, triples: Iterable[Triple]) -> set[str]:
    """What an RDF Patch makes of ``triples``: the rows of one transaction, in their order."""
    graph = set(re.findall(r"[^\n]*\n", lines(triples)))  # splitlines would also split at U+0085
    head, begin, *rows, end = re.findall(r"[^\n]*\n", patch)
    assert re.fullmatch(r"H id <uuid:[0-9a-f-]{36}> \.\n", head)
    assert (begin, end) == ("TX .\n", "TC .\n")
    for row in rows:
        letter, _, statement = row.partition(" ")
        if letter == "D":
            graph.remove(statement)  # what is taken away was there
        else:
            assert letter == "A"
            assert statement not in graph
            graph.add(statement)
    return graph


def write(diff: Diff, form: str, language: str = "en", *, colour: bool = False) -> str:
    return DIFF_FORMS[form].write(diff, language, colour=colour)


@settings(deadline=None)  # the machine may be busy
@given(EDITS, EDITS)
def test_the_sparql_update_turns_old_into_new(of_old: Edits, of_new: Edits) -> None:
    diff = compare_graphs(side_of(edited(of_old)), side_of(edited(of_new)))
    store = pyoxigraph.Store()
    store.load(lines(diff.old.statements()).encode(), pyoxigraph.RdfFormat.N_TRIPLES)
    store.update(write(diff, "sparql"))
    assert hash_of_store(store) == sha256(diff.new)


@settings(deadline=None)  # the machine may be busy
@given(EDITS, EDITS)
def test_the_rdf_patch_turns_old_into_new(of_old: Edits, of_new: Edits) -> None:
    diff = compare_graphs(side_of(edited(of_old)), side_of(edited(of_new)))
    assert hash_of(applied(write(diff, "rdfpatch"), diff.old.statements())) == sha256(diff.new)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_both_patches_of_each_case_with_other_programs(path: Path, tmp_path: Path) -> None:
    """rdflib has a parser for RDF Patch, which has no use for its id, and an engine for SPARQL Update."""
    _, old, new = case(path, tmp_path)
    diff = differ(old, new)
    wanted = Graph().parse(data=lines(diff.new.statements()), format="nt")
    by_update = Graph().parse(data=lines(diff.old.statements()), format="nt")
    by_update.update(write(diff, "sparql"))
    assert set(by_update) == set(wanted)
    by_patch = Dataset()
    by_patch.parse(data=lines(diff.old.statements()), format="nquads")
    by_patch.parse(data=write(diff, "rdfpatch").replace("H id <uuid:", "H id <urn:uuid:"), format="patch")
    assert {quad[:3] for quad in by_patch.quads()} == set(wanted)


@pytest.mark.parametrize(
    "text", [r"\u0041", r"\\u0041", r"C:\users", r"\U00000041", "\\", '"', "\u0001abcd\x7f", "a\nb\\n"]
)
def test_a_backslash_before_a_u_stays_one(text: str) -> None:
    """Oxigraph reads escaped characters with the string, rdflib before anything else: both find the text."""
    subject, predicate = "<https://e.org/s>", "<https://e.org/p>"
    base = [triple for triple in BASE if "Framework" in triple[2]]
    diff = compare_graphs(side_of(base), side_of([*base, (subject, predicate, literal(text, "en"))]))
    store = pyoxigraph.Store()
    store.update(write(diff, "sparql"))
    assert [quad.object.value for quad in store] == [text]
    graph = Graph()
    graph.update(write(diff, "sparql"))
    assert [str(term) for term in graph.objects()] == [text]


def test_the_same_sides_give_the_same_bytes_whatever_the_order_of_hashes() -> None:
    code = (
        "from skosmith.compare import DIFF_FORMS as FORMS, compare_graphs as diff\n"
        "from skosmith.project import Project, SideSettings, read_sides\n"
        f"found = diff(*read_sides({str(PAGES / 'accept')!r}, 'examples', SideSettings(Project())))\n"
        "for form in FORMS.values():\n    print(form.write(found, 'en', colour=True))\n"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, env={"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(printed) == 1


# Turtle


def test_change_notes_stand_on_what_changed_in_two_languages(tmp_path: Path) -> None:
    _, old, new = case(ROOT / "tests" / "data" / "diff" / "skill-recoded_and_reworded.toml", tmp_path)
    graph = Graph().parse(data=write(differ(old, new), "turtle"), format="turtle")
    base = "https://example.org/framework/"
    for name in ("skills/MAPS", "skilllevels/MAPS_5"):
        notes = [note for note in graph.objects(URIRef(base + name), SKOS.changeNote) if isinstance(note, Literal)]
        assert sorted(str(note.language) for note in notes) == ["en", "pt"]
    assert (URIRef(f"{base}skills/MAPD"), OWL.deprecated, Literal(True)) in graph
    assert (URIRef(f"{base}skills/MAPD"), DCTERMS.isReplacedBy, URIRef(f"{base}skills/MAPS")) in graph


def test_a_deprecation_without_heir_is_a_line_to_do(tmp_path: Path) -> None:
    _, old, new = case(ROOT / "tests" / "data" / "diff" / "skill-removed_with_its_level.toml", tmp_path)
    text = write(differ(old, new), "deprecations")
    assert text.count("# To do") == 2
    graph = Graph().parse(data=text, format="turtle")
    assert len(graph) == len(list(graph.subjects(OWL.deprecated, Literal(True)))) == 2


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_turtle_is_turtle(path: Path, tmp_path: Path) -> None:
    _, old, new = case(path, tmp_path)
    diff = differ(old, new)
    graph = Graph().parse(data=write(diff, "turtle"), format="turtle")
    assert {str(subject) for subject in graph.subjects()} >= {gone[1:-1] for gone, _ in diff.deprecated}
    assert len(list(graph.subjects(SKOS.changeNote))) >= 2
    assert len(Graph().parse(data=write(diff, "deprecations"), format="turtle")) >= len(diff.deprecated)


# Markdown

ANY = st.text(st.sampled_from("ab*_`<>&#@[]()!|~\\-+=.:/1 \n\"'$w") | st.characters(), max_size=40)


def markdown() -> MarkdownIt:
    return MarkdownIt("gfm-like", {"linkify": False}).enable("table")


def visible(html: str) -> str:
    """The text of a piece of HTML that has no tags but line breaks and comments."""
    text = html.replace("<!-- -->", "").replace("<br>", "\n")
    assert "<" not in text, text
    for entity, letter in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        text = text.replace(entity, letter)
    return text


@settings(deadline=None)  # the machine may be busy
@given(ANY)
def test_a_text_in_markdown_is_that_text(text: str) -> None:
    output = literally(text)
    assert "\n" not in output
    answer = markdown().render(f"- x\n  <br>{output}\n  <br>y\n")
    begin, end = "<ul>\n<li>x\n<br>", "\n<br>y</li>\n</ul>\n"
    assert answer.startswith(begin)
    assert answer.endswith(end)
    wanted = re.sub(
        r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]", "�", re.sub("\r\n?", "\n", text)
    )
    assert visible(answer[len(begin) : -len(end)]).split() == wanted.split()
    assert not re.search(r"[@#](?!<)|://|www\.", output, re.IGNORECASE)


@settings(deadline=None)  # the machine may be busy
@given(ANY.filter(lambda text: text.strip()))
def test_a_text_that_begins_a_line_begins_nothing_else(text: str) -> None:
    answer = markdown().render(f"{literally(text).strip()}\n")
    assert answer.startswith("<p>")
    assert answer.count("<p>") == 1
    visible(answer.removeprefix("<p>").removesuffix("</p>\n"))


HOSTILE = "</details><script>x</script> **b** [l](javascript:x) @team #1 | `c` <!-- \n# h"


def test_no_page_puts_markup_into_a_pull_request(tmp_path: Path) -> None:
    _, old, new = case(ROOT / "tests" / "data" / "diff" / "text-reworded_description.toml", tmp_path)
    diff = differ(old, new)
    (change, *_) = diff.changes
    bad = [
        Change("text-reworded", HOSTILE, HOSTILE, HOSTILE, change.predicate, "en", HOSTILE, f"{HOSTILE} more"),
        Change("skill-renamed", HOSTILE, HOSTILE, HOSTILE, change.predicate, "en", HOSTILE, "x"),
    ]
    text = write(Diff(diff.old, diff.new, tuple(bad), labels={HOSTILE: HOSTILE}), "markdown")
    html = markdown().render(text)
    tags = set(re.findall(r"</?(\w+)", html))
    assert tags <= {"h3", "p", "table", "thead", "tbody", "tr", "th", "td", "details", "summary", "b", "ul", "li"} | {
        "br", "del", "ins", "sub", "s"
    }  # fmt: skip
    assert html.count("<details>") == html.count("</details>") == 1
    assert "@team" not in html
    assert "<strong>" not in html


def test_markdown_has_a_table_and_folds_the_rest(tmp_path: Path) -> None:
    _, old, new = case(ROOT / "tests" / "data" / "diff" / "skill-renamed_with_its_levels.toml", tmp_path)
    text = write(differ(old, new), "markdown")
    assert "| skills renamed | 1 |\n| translations gone stale | 1 |" in text
    assert text.count("<details>") == text.count("</details>") == 1
    assert "habilidades renomeadas" in write(differ(old, new), "markdown", "pt")


def test_markdown_fits_into_a_comment(tmp_path: Path) -> None:
    _, old, new = case(ROOT / "tests" / "data" / "diff" / "text-reworded_description.toml", tmp_path)
    diff = differ(old, new)
    one = diff.changes[0]
    many = tuple(Change(one.kind, f"<x/{n}>", f"<x/{n}>", old="a " * 500, new="b " * 500) for n in range(100))
    text = write(Diff(diff.old, diff.new, many, labels={}), "markdown")
    assert LIMIT * 0.9 < len(text) < LIMIT + 200
    left = re.search(r"and (\d+) more changes", text)
    assert left
    assert int(left[1]) + text.count("<details>") == 100


# Text and JSON


def test_text_shows_words_places_and_verdict(tmp_path: Path) -> None:
    _, old, new = case(ROOT / "tests" / "data" / "diff" / "text-reworded_description.toml", tmp_path)
    diff = differ(old, new)
    output = write(diff, "text")
    assert "Surveying a [-piece-]{+plot+} of land and drawing it so that others f…\n" in output
    assert f"      old {old}/mapd.en.txt:5:1\n      new {new}/mapd.en.txt:5:1\n" in output
    assert output.endswith(
        "texts reworded: descriptions      1\ntranslations gone stale           1\n\npatch: words alone\n"
    )
    coloured = write(diff, "text", colour=True)
    assert "\x1b[31;9mpiece\x1b[0m\x1b[32;4mplot\x1b[0m" in coloured
    assert "nível" not in output
    assert "texto" in write(diff, "text", "pt").lower()


def test_no_control_character_reaches_a_terminal(tmp_path: Path) -> None:
    _, old, new = case(ROOT / "tests" / "data" / "diff" / "text-reworded_description.toml", tmp_path)
    diff = differ(old, new)
    bad = Change("text-added", "<x>", "<x>", "\x1b[2J", language="en", new="\x1b[2J\x07 text\n\nand more")
    output = write(Diff(diff.old, diff.new, (bad,), labels={"<x>": "\x1b]0;x"}), "text")
    assert "\x1b" not in output
    assert "\x07" not in output


def test_nothing_changed_is_said(tmp_path: Path) -> None:
    _, old, _ = case(CASES[0], tmp_path)
    diff = differ(old, old)
    assert "The two say the same." in write(diff, "text")
    assert "The two say the same." in write(diff, "markdown")
    assert json.loads(write(diff, "json"))["verdict"] == "none"
    assert write(diff, "sparql") == "# 0 statements less, 0 more.\n"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_json_says_all_of_it(path: Path, tmp_path: Path) -> None:
    table, old, new = case(path, tmp_path)
    diff = differ(old, new)
    report: dict[str, Any] = json.loads(write(diff, "json"))
    assert report["summary"] == {kind: table["expect"][kind] for kind in report["summary"]}
    assert (report["verdict"], report["old"]["name"], report["new"]["name"]) == (table["verdict"], str(old), str(new))
    assert len(report["changes"]) == sum(table["expect"].values())
    assert report["old"]["sha256"] != report["new"]["sha256"]
    for change, one in zip(report["changes"], diff.changes, strict=True):
        assert (change["old"], change["new"], change["level"]) == (one.old or None, one.new or None, one.level or None)
        assert change["oldPlace"] or change["newPlace"] or change["concept"] == ""
        if change["words"]:
            assert "".join(run for mark, run in change["words"] if mark != "+") == (change["old"] or "")
    assert [one["isReplacedBy"] or "" for one in report["deprecated"]] == [new[1:-1] for _, new in diff.deprecated]
    # An edit between two editions: all the rest of the sides is as it was.
    assert report["old"]["problems"] == report["new"]["problems"] == []


Run = Callable[..., Any]


def test_a_graph_is_compared_with_its_pages_under_its_own_settings(run: Run, tmp_path: Path) -> None:
    options = [
        "--base-iri",
        "https://e.org/x/",
        "--edition",
        "7",
        "--title",
        "Ours",
        "--rights",
        "R",
        "--publisher",
        "P",
    ]
    assert run("build", "examples", "-o", tmp_path, *options).exit_code == 0
    for sides in ((tmp_path / "graph.ttl", "examples"), ("examples", tmp_path / "graph.jsonld")):
        result = run("diff", *sides)
        assert "The two say the same." in result.stdout, result.stdout
    other = run("diff", tmp_path / "graph.ttl", "examples", "--edition", "8")
    assert "edition changed" in other.stdout


def test_settings(tmp_path: Path) -> None:
    """Titles by language and IRIs for publisher, rights and licence come over, too."""
    graph = (ROOT / "tests" / "data" / "diff" / "framework.ttl").read_text("utf-8")
    more = (
        'dcterms:title "A"@en, "Um"@pt ;\n    dcterms:publisher <https://e.org/p> ;\n    '
        "dcterms:license <https://e.org/l>"
    )
    (tmp_path / "g.ttl").write_text(graph.replace('dcterms:title "A framework"', more), "utf-8")
    _, pages = read_sides(str(tmp_path / "g.ttl"), str(ROOT / "examples"), SideSettings(Project()))
    profile = pages.read.build.profile
    assert profile.titles == (("en", "A"), ("pt", "Um"))
    assert (profile.publisher, profile.licence, profile.rights) == ("https://e.org/p", "https://e.org/l", "Ours")


@pytest.fixture
def reworded(tmp_path: Path) -> Path:
    """The examples with another text and without a skill."""
    for page in (ROOT / "examples").glob("mapd*.txt"):
        text = page.read_text("utf-8").replace("fair copies", "clean | <b>copies</b>")
        (tmp_path / page.name).write_text(text, "utf-8")
    return tmp_path


def test_the_queries_of_consumers_that_answer_otherwise_are_said_with_their_rows(reworded: Path, run: Run) -> None:
    arguments = ("diff", "examples", reworded, "--contracts", "examples/contracts")
    value = run(*arguments).stdout
    assert "levels-of-a-skill.rq  code | level | title\n  - " in value
    assert "queries that answer otherwise" in value
    answer = json.loads(run(*arguments, "--format", "json").stdout)["answers"]
    assert [Path(one["query"]).stem for one in answer] == [
        "credential",
        "every-level-has-an-essence",
        "levels-of-a-skill",
    ]
    (row,) = answer[0]["added"]
    assert "clean | <b>copies</b>" in row[2]
    assert (len(answer[2]["removed"]), answer[2]["added"]) == (6, [])
    markdown = run(*arguments, "--format", "markdown").stdout
    assert "<details><summary><b>credential.rq</b></summary>" in markdown
    assert "clean \\| &lt;b&gt;copies&lt;/b&gt;" in markdown
    assert "<b>copies</b>" not in markdown


def test_queries_that_answer_the_same_are_not_mentioned(run: Run) -> None:
    result = run("diff", "examples", "examples", "--contracts", "examples/contracts", "--format", "json")
    assert json.loads(result.stdout)["answers"] == []


def test_texts_that_slipped_by_a_level_since_are_a_problem_of_the_new_side(tmp_path: Path, run: Run) -> None:
    """The fault of a missing cell that shifts what stands below it."""
    shifted = (ROOT / "examples" / "mapd.en.txt").read_text("utf-8")
    sections = page_at(ROOT / "examples" / "mapd.en.txt").sections
    values = [section.definition.value for section in sections if section.definition]
    assert len(values) == 4
    for number, value in enumerate(values):
        shifted = shifted.replace(value, f"\0{number}")
    for number, value in enumerate(["Carries what the others need for the day.", *values[:-1]]):
        shifted = shifted.replace(f"\0{number}", value)
    (tmp_path / "new.txt").write_text(shifted, "utf-8")
    result = run("diff", "examples/mapd.en.txt", tmp_path / "new.txt")
    assert "warning: levels-shifted-since" in result.stderr
    assert "levels-shifted-since" not in run("diff", "examples", "examples").stderr
