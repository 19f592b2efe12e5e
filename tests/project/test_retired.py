"""Retired skills: tables of the project file, and what the graph states of them."""

from pathlib import Path

import pytest

from skosmith.model import RDF, SKM, SKOS, Files
from skosmith.project import read_project, read_sources
from skosmith.project.retired import retired_table, with_tables
from two_editions import BASE, NEW, RETIREMENTS, write_edition

OARR, PADE = f"<{BASE}9/skills/OARR>", f"<{BASE}9/skills/PADE>"


def test_a_retired_skill_is_a_concept_that_stays(tmp_path: Path) -> None:
    """Each statement has its place in the project file, and no skill in force is one more."""
    file = write_edition(tmp_path, "9", NEW[:17], RETIREMENTS)
    project, problems = read_project(str(file), Files())
    build = read_sources(project, Files()).build
    assert problems == []
    assert len(build.graph.skills) == 17
    node = build.graph.node(OARR)
    assert node[RDF.type].keys() == {SKOS.Concept}
    assert node[SKOS.historyNote].keys() == {'"Quilts are rowed now."@en', '"Agora se rema com colchas."@pt'}
    assert node[SKM.retiredSince].keys() == {'"9"'}
    lines = file.read_text("utf-8").split("\n")
    texts = {
        term: lines[span.line - 1][span.column - 1 : span.end_column - 1]
        for subject in (OARR, PADE)
        for terms in build.graph.node(subject).values()
        for term, span in terms.items()
        if span
    }
    assert texts['"Paddle care (pt)"@pt'] == "Paddle care (pt)"
    assert texts['"Agora se rema com colchas."@pt'] == "Agora se rema com colchas."
    assert texts['"Nobody paddles any more."@en'] == "Nobody paddles any more."
    assert texts['"2026-10-01"^^<http://www.w3.org/2001/XMLSchema#date>'] == "2026-10-01"
    assert texts[f"<{BASE}9/skills/QUIT>"] == "QUIT"


@pytest.mark.parametrize(
    ("written", "code", "line"),
    [
        ("retired = [1]", "setting-type", 1),
        ('[[retired]]\nnotation = "KITE"', "retired-incomplete", 1),
        ('[[retired]]\nnames = { en = "Kite" }', "retired-incomplete", 1),
        ('[[retired]]\nnotation = "KITE"\nnames = {}', "retired-incomplete", 1),
        ('[[retired]]\nnotation = "KITE"\nnames = "Kite"', "setting-type", 3),
        ('[[retired]]\nnotation = "KITE"\nnames = { en = 1 }', "setting-type", 3),
        ('[[retired]]\nnotation = "KITE"\nnames = { "e n" = "Kite" }', "setting-language", 3),
        ('[[retired]]\nnotation = "KITE"\nnames = { en = " " }', "setting-blank", 3),
        ('[[retired]]\nnotation = "KITE"\nnames = { en = "Kite" }\nsince = "9/1"', "setting-edition", 4),
        ('[[retired]]\nnotation = "KITE"\nnames = { en = "Kite" }\nsince = 9', "setting-type", 4),
        ('[[retired]]\nnotation = "KITE"\nnames = { en = "Kite" }\nsince = 2026-10-01T10:00:00', "setting-type", 4),
        ('[[retired]]\nnotation = "KI TE"\nnames = { en = "Kite" }', "retired-code", 2),
        ('[[retired]]\nnotation = "KITE"\nnames = { en = "Kite" }\nreplaced-by = ["KNOT", "a>b"]', "retired-code", 4),
        ('[[retired]]\nnotation = "KITE"\nnames = { en = "Kite" }\nreplaced-by = [1]', "setting-type", 4),
        ('[[retired]]\nnotation = "KITE"\nnames = { en = "Kite" }\nreasons = "x"', "setting-unknown", 4),
    ],
)
def test_a_fault_of_a_table_is_on_its_line(written: str, code: str, line: int, tmp_path: Path) -> None:
    (tmp_path / "skosmith.toml").write_text(written, "utf-8")
    _, problems = read_project(str(tmp_path / "skosmith.toml"), Files())
    assert [(one.code, one.spans[0].line) for one in problems] == [(code, line)]


@pytest.mark.parametrize("before", [b"", b'title = "A"', b'title = "A"\r\n# kept\r\n', b'title = "A"\n\n\n'])
def test_tables_are_added_and_all_else_is_kept(before: bytes, tmp_path: Path) -> None:
    table = retired_table("KITE", {"pt-BR": 'Pipas "novas" \\', "en": "Kites\t"}, "9")
    after = with_tables(before, [table, retired_table("KNOT", {"en": "Knots"}, "")])
    assert after.startswith(before)
    assert after.count(b"\r\n") in {0, after.count(b"\n")}
    file = tmp_path / "skosmith.toml"
    file.write_bytes(after.replace(b"\\t", b""))
    project, problems = read_project(str(file), Files())
    assert problems == []
    kite, knot = project.retired
    assert [(name.language, name.value) for name in kite.names] == [("en", "Kites"), ("pt-BR", 'Pipas "novas" \\')]
    assert (kite.since and kite.since.value, knot.since, kite.reasons) == ("9", None, ())
