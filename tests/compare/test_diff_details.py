"""Details of a diff: which skills are the same, the words of a change, the notes and the rows of each form."""

from pathlib import Path

import pytest

from conftest import ROOT
from diff_cases import case, differ
from skosmith.compare import DIFF_FORMS
from skosmith.compare.contracts.comparison import ChangedAnswer
from skosmith.compare.contracts.query import Contract
from skosmith.compare.diff import Diff
from skosmith.compare.diff.changes import Change
from skosmith.compare.diff.forms.figures import answer_rows
from skosmith.compare.diff.forms.markdown import LIMIT
from skosmith.compare.translations.forms import sentence
from skosmith.compare.translations.table import Finding
from skosmith.model import SKM, Span
from skosmith.rdf import read_statements
from skosmith.rdf.editions.recoded import recodings
from skosmith.rdf.editions.views import View, view
from skosmith.reports import words_in

DATA = ROOT / "tests" / "data" / "diff"
BASE = "https://example.org/framework/1/"


def skills(**texts: tuple[str, str]) -> View:
    """Skills by their codes, with a name and a description."""
    lines = [
        f'<skills/{code}> a <{SKM.NS}Skill> ; skos:prefLabel "{name}"@en ; skos:definition "{definition}"@en .'
        for code, (name, definition) in texts.items()
    ]
    head = f"@base <{BASE}> .\n@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    statements, problems = read_statements("x.ttl", (head + "\n".join(lines)).encode())
    assert problems == []
    return view(statements, BASE)


def test_the_name_of_a_skill_decides_before_its_texts() -> None:
    old = skills(KITE=("Kites", "Keeping kites in the air."), KNOT=("Knots", "Joining two ends of a rope."))
    new = skills(AAAA=("Kites", "Joining two ends of a rope."), BBBB=("Knots", "Keeping kites in the air."))
    assert recodings(old, new) == {"<skills/KITE>": "<skills/AAAA>", "<skills/KNOT>": "<skills/BBBB>"}
    new = skills(AAAA=("Ropes", "Joining two ends of a rope."), BBBB=("Wind", "Keeping kites in the air."))
    assert recodings(old, new) == {"<skills/KITE>": "<skills/BBBB>", "<skills/KNOT>": "<skills/AAAA>"}


@pytest.mark.parametrize(
    ("levels", "sentences"),
    [
        ((), ("Skill added: X, at no level.", "Habilidade acrescentada: X, em nenhum nível.")),
        ((4,), ("Skill added: X, at level 4.", "Habilidade acrescentada: X, em nível 4.")),
        ((4, 5), ("Skill added: X, at levels 4, 5.", "Habilidade acrescentada: X, em níveis 4, 5.")),
    ],
)
def test_the_sentence_of_a_change_names_its_levels(levels: tuple[int, ...], sentences: tuple[str, str]) -> None:
    change = Change("skill-added", "<skills/X>", "<skills/X>", "X", levels=levels)
    assert (change.sentence("en"), change.sentence("pt")) == sentences


def test_a_removed_thing_has_its_note_at_its_old_iri(tmp_path: Path) -> None:
    _, old, new = case(DATA / "skill-removed_with_its_level.toml", tmp_path)
    new.write_text(new.read_text("utf-8").replace("example.org", "example.net"), "utf-8")
    turtle = DIFF_FORMS["turtle"].write(differ(old, new), "en", colour=False)
    assert f'<{BASE}skills/WALK> owl:deprecated true ;\n    skos:changeNote "Skill removed: Long walks."@en' in turtle


def test_several_notes_on_one_thing_are_a_list(tmp_path: Path) -> None:
    _, old, new = case(DATA / "skill-renamed_with_its_levels.toml", tmp_path)
    diff = differ(old, new)
    one = diff.changes[0]
    for changes, note in (
        ([one], f'"{one.sentence()}"@en'),
        ([one, one], f'"""• {one.sentence()}\n• {one.sentence()}"""@en'),
    ):
        turtle = DIFF_FORMS["turtle"].write(Diff(diff.old, diff.new, tuple(changes)), "en", colour=False)
        assert f"skos:changeNote {note}" in turtle


@pytest.mark.parametrize(
    ("gone", "added", "last"), [(4, 6, ("+", "5")), (4, 7, ("", "… 1")), (12, 3, ("", "… 5")), (0, 1, ("+", "0"))]
)
def test_ten_rows_of_an_answer_are_visible(gone: int, added: int, last: tuple[str, str]) -> None:
    rows = [tuple((str(number),) for number in range(count)) for count in (gone, added)]
    answer = ChangedAnswer(Contract("x", "x.rq", "", ()), gone=rows[0], added=rows[1])
    visible = list(answer_rows(answer, BASE))
    assert (len(visible), visible[-1]) == (min(gone + added, 11), last)


def test_the_limit_of_markdown_counts_the_line_ends(tmp_path: Path) -> None:
    """Short blocks, of which the line ends are a good part."""
    _, old, new = case(DATA / "skill-renamed_with_its_levels.toml", tmp_path)
    diff = differ(old, new)
    many = tuple(Change("skill-removed", f"<x/{n}>", f"<x/{n}>") for n in range(2000))
    text = DIFF_FORMS["markdown"].write(Diff(diff.old, diff.new, many), "en", colour=False)
    block = text.index("<b>x/1</b>") - text.index("<b>x/0</b>")
    assert LIMIT - 2 * block < text.index("more changes") <= LIMIT


@pytest.mark.parametrize(
    ("kind", "source", "counts", "text"),
    [
        ("stale", True, None, "definition of skills/X"),
        ("different", True, None, "definition of skills/X: only in the source"),
        ("different", False, None, "definition of skills/X: only in the translation"),
        ("different", True, (4, 3), "definition of skills/X: 3 list items, 4 in the source"),
    ],
)
def test_the_sentence_of_a_finding(kind: str, source: bool, counts: tuple[int, int] | None, text: str) -> None:
    span = Span("x.txt", 1, 1, 1, 2)
    finding = Finding(kind, "skills/X", "definition", "pt", span if source else None, span, counts)  # type: ignore[arg-type]
    assert sentence(finding, words_in("en", "compare/words.toml")) == text


@pytest.mark.parametrize(("common", "is_same"), [(40, True), (33, True), (31, False), (0, False)])
def test_skills_of_different_names_are_the_same_from_four_fifths_of_their_words(common: int, is_same: bool) -> None:
    words = [f"word{number}" for number in range(40)]
    others = [*words[:common], *(f"other{number}" for number in range(40 - common))]
    old, new = skills(KITE=("Kites", " ".join(words))), skills(WIND=("Winds", " ".join(others)))
    assert recodings(old, new) == ({"<skills/KITE>": "<skills/WIND>"} if is_same else {})


def test_skills_of_one_name_are_matched_once_the_most_similar_first() -> None:
    old = skills(AAAA=("Kites", "Flies them high."), BBBB=("Kites", "Keeping kites in the air."))
    new = skills(CCCC=("Kites", "Keeping kites in the air."))
    assert recodings(old, new) == {"<skills/BBBB>": "<skills/CCCC>"}


def test_a_skill_that_both_editions_have_is_not_matched_with_another() -> None:
    one = skills(AAAA=("Kites", "Keeping kites in the air."))
    two = skills(AAAA=("Kites", "Keeping kites in the air."), BBBB=("Kites", "Keeping kites in the air."))
    assert (recodings(one, two), recodings(two, one)) == ({}, {})


def categories(**members: str) -> View:
    """Categories by their names, ``_`` for a stroke, with the names of their members; ten skills, and an attribute."""
    lines = [f"<skills/S{number}> a <{SKM.NS}{'Skill' if number < 10 else 'Attribute'}> ." for number in range(11)]
    for name, of in members.items():
        terms = ", ".join(f"<skills/S{one}>" if one.isdigit() else f"<categories/{one}>" for one in of.split())
        lines.append(f"<categories/{name.replace('_', '/')}> a skos:Collection ; skos:member {terms} .")
    head = f"@base <{BASE}> .\n@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    statements, problems = read_statements("x.ttl", (head + "\n".join(lines)).encode())
    assert problems == []
    return view(statements, BASE)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ({"a": "0 1"}, {"b": "0 1"}, {"a": "b"}),
        ({"a": "0 1"}, {"b": "0"}, {"a": "b"}),  # half of them
        ({"a": "0 1 2 3 4"}, {"b": "0 1 2 3 4 5 6 7 8 9 10"}, {}),  # 5 of 11
        ({"a": "0 1"}, {"b": "2 3"}, {}),
        ({"a": "0 1", "b": "2"}, {"a": "0 1", "c": "2"}, {"b": "c"}),
        ({"a": "0 1"}, {"a": "0 1", "b": "0 1"}, {}),  # it is still there
        ({"a": "0 1", "b": "0 1"}, {"a": "0 1"}, {}),
        # A category and the only one in it have the same skills.
        ({"a": "a/x", "a_x": "0 1"}, {"b": "b/x", "b_x": "0 1"}, {"a": "b", "a/x": "b/x"}),
        ({"b": "a/x", "a_x": "0 1"}, {"c": "d/x", "d_x": "0 1"}, {"a/x": "d/x", "b": "c"}),
        ({"a": "10"}, {"b": "10"}, {"a": "b"}),
        ({"a": "a/x", "a_x": "a 0"}, {"b": "b/x", "b_x": "b 0"}, {"a": "b", "a/x": "b/x"}),  # within each other
    ],
)
def test_a_category_is_the_same_if_half_of_its_skills_are(
    old: dict[str, str], new: dict[str, str], expected: dict[str, str]
) -> None:
    names = {f"<categories/{one}>": f"<categories/{other}>" for one, other in expected.items()}
    assert recodings(categories(**old), categories(**new)) == names


FORMER = "<https://example.org/framework/0/skills/KITE>"


@pytest.mark.parametrize(
    ("statements", "is_change"),
    [
        ("dcterms:isVersionOf <https://example.org/framework/skills/KITE>", False),
        ("dcterms:hasVersion <https://example.org/framework/2/skills/KITE>", False),
        ("dcterms:replaces <https://example.org/framework/0/skills/KYTE>", False),
        ("dcterms:isReplacedBy <https://example.org/framework/2/skills/KYTE>", False),
        ('dcterms:created "2026-10-01"^^<http://www.w3.org/2001/XMLSchema#date>', False),
        ('dcterms:modified "2026-10-01"^^<http://www.w3.org/2001/XMLSchema#date>', False),
        (f"dcat:previousVersion {FORMER}", False),
        (f"dcat:previousVersion {FORMER} ; skos:exactMatch {FORMER}", False),
        (f"dcat:previousVersion {FORMER} ; skos:closeMatch {FORMER}", False),
        (f"dcat:previousVersion {FORMER} ; skos:broadMatch {FORMER}", True),
        (f"dcat:previousVersion {FORMER} ; skos:exactMatch <https://example.org/esco/kite>", True),
        ("skos:closeMatch <https://example.org/esco/kite>", True),
    ],
)
def test_the_history_of_a_skill_is_no_change_and_its_mappings_are(
    statements: str, is_change: bool, tmp_path: Path
) -> None:
    text = (DATA / "framework.ttl").read_text("utf-8")
    prefixes = "@prefix dcat: <http://www.w3.org/ns/dcat#> .\n@prefix dcterms: <http://purl.org/dc/terms/> .\n"
    files = tmp_path / "without.ttl", tmp_path / "with.ttl"
    files[0].write_text(text, "utf-8")
    files[1].write_text(f"{prefixes}{text}\n<skills/KITE> {statements} .\n", "utf-8")
    for old, new in (files, files[::-1]):
        assert bool(differ(old, new).changes) == is_change
