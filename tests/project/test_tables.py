"""The tables of other names and mappings that a project has next to its pages."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

import skosmith
from conftest import ROOT
from skosmith.checks import ENGINES
from skosmith.framework import check_project
from skosmith.model import SKOS, Files, Memo, Problem
from skosmith.project import read_project
from versioned_project import PROJECT, change, commit, repository_at

Run = Callable[..., Result]

NAMES = "notation,language,kind,label\nMAPD,en,altLabel,Chart drawing\n"
HEAD = (
    "#curie_map:\n#  esco: http://data.europa.eu/esco/skill/\n#mapping_set_id: https://e.org/m\n#license: https://e.org/l\n"
    "subject_id\tpredicate_id\tobject_id\tmapping_justification\n"
)


def mapping(predicate: str, target: str = "esco:k1", subject: str = "MAPD") -> str:
    return f"{subject}\tskos:{predicate}\t{target}\tsemapv:ManualMappingCuration\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "pages").mkdir()
    shutil.copy(ROOT / "examples" / "mapd.en.txt", tmp_path / "pages")
    (tmp_path / "skosmith.toml").write_text(PROJECT, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def checked(files: Files | None = None) -> list[Problem]:
    """The problems of the project in the current folder that are in its tables."""
    files = files or Files()
    project, problems = read_project("skosmith.toml", files)
    assert problems == []
    _, problems = check_project(project, files)
    files.memo.end_run()
    return [one for one in problems if one.spans and not one.spans[0].path.startswith("pages/")]


def codes_and_places(problems: list[Problem]) -> list[tuple[str, str, int, int]]:
    return [(one.code, one.spans[0].path, one.spans[0].line, one.spans[0].column) for one in problems]


@pytest.mark.parametrize(
    ("where", "sources"),
    [
        ("names.csv", '["pages"]'),
        ("pages/names.csv", '["pages"]'),
        ("more/en.names.csv", '["pages", "more/en.names.csv"]'),
    ],
)
def test_a_table_is_found_where_people_put_it(where: str, sources: str, folder: Path) -> None:
    (folder / where).parent.mkdir(exist_ok=True)
    (folder / where).write_text(NAMES, "utf-8")
    (folder / "skosmith.toml").write_text(PROJECT.replace('["pages"]', sources), "utf-8")
    framework = skosmith.read()
    skill = framework.build.names.concept("skill", "MAPD")
    assert dict(framework.graph.objects(skill, SKOS.altLabel)) == {'"Chart drawing"@en': (where, 2, 18, 2, 31, "")}
    assert [page.path for page in framework.pages] == ["pages/mapd.en.txt"]
    assert [one.code for one in framework.problems() if one.severity != "info"] == []


def test_a_part_of_the_sources_has_the_tables_that_are_named(folder: Path) -> None:
    (folder / "names.csv").write_text(NAMES, "utf-8")
    for sources, count in ((("pages",), 0), (("pages", "names.csv"), 1)):
        statements = skosmith.read(*sources).build.statements()
        assert sum(one.predicate == SKOS.altLabel for one in statements) == count
    problems = skosmith.read("names.csv").problems()
    assert [(one.code, one.severity) for one in problems] == [("table-without-pages", "warning")]


def test_a_row_about_nothing_suggests_the_code_that_is_near(folder: Path) -> None:
    (folder / "names.csv").write_text(f"{NAMES}MADP,en,altLabel,Maps\n9,en,altLabel,Lead\n", "utf-8")
    (folder / "mappings.sssom.tsv").write_text(
        HEAD + mapping("closeMatch", subject="https://e.org/maps/skills/X"), "utf-8"
    )
    problems = checked()
    assert codes_and_places(problems) == [
        ("table-subject-unknown", "mappings.sssom.tsv", 6, 1),
        ("table-subject-unknown", "names.csv", 3, 1),
        ("table-subject-unknown", "names.csv", 4, 1),
    ]
    assert ["'MAPD'" in one.helps["pt"] for one in problems] == [False, True, False]
    assert "https://e.org/maps/skills/X'" in problems[0].message


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("names", "mappings", "expected"),
    [
        ("MAPD,en,altLabel,Map drawing\n", "", [("concept-pref-label-disjoint", "names.csv", 3, 18)]),
        ("MAPD,en,hiddenLabel,Map drawing\n", "", [("concept-pref-label-hidden-disjoint", "names.csv", 3, 21)]),
        ("MAPD,pt,hiddenLabel,Map drawing\n", "", []),
        ("MAPD,en,hiddenLabel,Chart drawing\n", "", [("concept-alt-label-disjoint", "names.csv", 3, 21)]),
        ("4,en,altLabel,Enable\n", "", [("concept-pref-label-disjoint", "names.csv", 3, 15)]),
        ("MAPD,nl,altLabel,Kaart\n", "", [("text-language", "names.csv", 3, 18)]),
        ("MAPD,en,altLabel,Map  making\n", "", [("text-double-space", "names.csv", 3, 21)]),
        (
            "",
            mapping("exactMatch") + mapping("relatedMatch"),
            [("concept-match-disjoint", "mappings.sssom.tsv", 6, 22)],
        ),
        ("", mapping("exactMatch") + mapping("closeMatch"), []),
        (
            "",
            mapping("relatedMatch") + mapping("broadMatch"),
            [("concept-related-match-disjoint", "mappings.sssom.tsv", 6, 24)],
        ),
        (
            "",
            mapping("closeMatch", "https://e.org/maps/skilllevels/MAPD_2"),
            [("concept-match-same-scheme", "mappings.sssom.tsv", 6, 22)],
        ),
    ],
)
def test_the_integrity_conditions_of_skos_hold(
    names: str, mappings: str, expected: list[tuple[str, str, int, int]], engine: str, folder: Path
) -> None:
    (folder / "names.csv").write_text(NAMES + names, "utf-8")
    (folder / "mappings.sssom.tsv").write_text(HEAD + mappings, "utf-8")
    problems = skosmith.read().problems(engine)
    assert codes_and_places([one for one in problems if "pages" not in one.spans[0].path]) == expected


def test_an_edit_of_a_table_is_seen_and_the_pages_are_not_read_again(folder: Path) -> None:
    (folder / "names.csv").write_text(NAMES, "utf-8")
    files = Files(memo=Memo(is_lasting=True))
    assert checked(files) == []
    for names, expected in (
        ("MAPD,en,altLabel,Map drawing\n", [("concept-pref-label-disjoint", "names.csv", 3, 18)]),
        ("", []),
        ("MADP,en,altLabel,Maps\n", [("table-subject-unknown", "names.csv", 3, 1)]),
    ):
        files.overlay["names.csv"] = (NAMES + names).encode()
        assert codes_and_places(checked(files)) == expected
        assert codes_and_places(checked(Files(dict(files.overlay)))) == expected
    (folder / "mappings.sssom.tsv").write_text(HEAD + mapping("exactMatch") + mapping("broadMatch"), "utf-8")
    assert [one.code for one in checked(files)] == ["concept-match-disjoint", "table-subject-unknown"]


def test_a_statement_of_a_table_has_its_row_in_the_graph_and_in_why(folder: Path, run: Run) -> None:
    (folder / "names.csv").write_text(f"{NAMES}MAPD_3,en,hiddenLabel,Maps\nMAPD,en,hiddenLabel,Mapdrawing\n", "utf-8")
    (folder / "mappings.sssom.tsv").write_text(HEAD + mapping("closeMatch"), "utf-8")
    framework = skosmith.read()
    framework.write(folder / "out", ["ttl", "nq"])
    text = (folder / "out" / "graph.nq").read_text("utf-8")
    skill = "<https://e.org/maps/skills/MAPD> <http://www.w3.org/ns/prov#wasDerivedFrom> <https://e.org/maps/pages/"
    assert f"{skill}names.csv#line=1,2>" in text
    assert f"{skill}names.csv#line=3,4>" in text
    assert f"{skill}mappings.sssom.tsv#line=5,6>" in text
    assert (
        f'<https://e.org/maps/pages/names.csv> <https://schema.org/sha256> "{framework.build.supplements[1].sha256}"'
        in text
    )
    again = skosmith.read(folder / "out" / "graph.ttl")
    assert [one for one in again.problems() if one.severity == "violation"] == []
    assert {one.triple for one in again.build.statements()} == {one.triple for one in framework.build.statements()}
    result = run("why", "MAPD", "--project", folder / "skosmith.toml")
    assert "names.csv:2:18" in result.output
    assert "mappings.sssom.tsv:6:22" in result.output


def test_names_in_another_language_make_no_translation(folder: Path, run: Run) -> None:
    (folder / "names.csv").write_text(f"{NAMES}MAPD,pt,altLabel,Desenho de mapas\n", "utf-8")
    framework = skosmith.read()
    assert framework.graph.languages == ("en",)
    assert "pt" not in run("status", "--project", folder / "skosmith.toml").output
    framework.write(folder / "out", ["ttl"])
    assert "language-incomplete" not in {one.code for one in skosmith.read(folder / "out" / "graph.ttl").problems()}
    assert [one.code for one in framework.problems() if one.severity != "info"] == []


def test_a_revision_has_the_tables_of_its_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    folder = repository_at(tmp_path)
    (folder / "names.csv").write_text(NAMES, "utf-8")
    (folder / "mappings.sssom.tsv").write_text(HEAD + mapping("closeMatch"), "utf-8")
    commit(folder)
    (folder / "names.csv").write_text(f"{NAMES.replace('Chart drawing', 'Plans')}MAPD,en,hiddenLabel,Maps\n", "utf-8")
    (folder / "mappings.sssom.tsv").unlink()
    change(folder, "Map drawing", "Plan drawing")
    monkeypatch.setattr("conftest.ROOT", folder)
    output = run("diff").output
    assert "Text added: alternative name (en)." in output
    assert "Text removed: alternative name (en)." in output
    assert "Text added: hidden name (en)." in output
    assert "git:HEAD:names.csv:2:18" in output
    assert "close match elsewhere" in output
    assert "add to names.csv: MAPD,en,hiddenLabel,Map drawing" in output
    table = run("diff", "--format", "names").output
    assert table == "notation,language,kind,label\nMAPD,en,hiddenLabel,Map drawing\n"
    (folder / "names.csv").write_text(table, "utf-8")
    assert "add to names.csv" not in run("diff").output
    assert run("diff", "--format", "names").output == "notation,language,kind,label\n"


def test_why_a_mapping_was_made_and_how_sure_it_is_are_kept(folder: Path) -> None:
    head = HEAD.replace("mapping_justification\n", "mapping_justification\tconfidence\n")
    rows = (
        "MAPD\tskos:closeMatch\thttps://example.com/a\tsemapv:ManualMappingCuration\t0.9\n"
        "MAPD_4\tskos:exactMatch\thttps://example.com/b\tsemapv:LexicalMatching\t\n"
    )
    (folder / "mappings.sssom.tsv").write_text(head + rows, "utf-8")
    framework = skosmith.read()
    (data,) = framework.export("sssom").files.values()
    lines = data.decode().splitlines()
    assert [line.split("\t")[2:] for line in lines if not line.startswith("#")] == [
        ["object_id", "mapping_justification", "confidence"],
        ["ns1:b", "semapv:LexicalMatching", ""],
        ["ns1:a", "semapv:ManualMappingCuration", "0.9"],
    ]
    (folder / "mappings.sssom.tsv").write_bytes(data)
    assert list(skosmith.read().export("sssom").files.values()) == [data]
    framework.write("out", ["nq", "ttl"])
    quads = (folder / "out" / "graph.nq").read_text("utf-8")
    row = 'mappings.sssom.tsv#line=5,6> <https://w3id.org/sssom/confidence> "0.9"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    assert row in quads
    assert "sssom" not in (folder / "out" / "graph.ttl").read_text("utf-8")


def test_a_retired_skill_can_have_other_names_and_mappings(folder: Path) -> None:
    with (folder / "skosmith.toml").open("a", encoding="utf-8") as file:
        file.write(
            '\n[[retired]]\nnotation = "OARS"\nnames = { en = "Rowing" }\nreason = "Nobody rows."\n'
            'replaced-by = "MAPD"\n'
        )
    (folder / "names.csv").write_text(NAMES + "OARS,en,altLabel,Sculling\n", "utf-8")
    (folder / "mappings.sssom.tsv").write_text(HEAD + mapping("exactMatch", subject="OARS"), "utf-8")
    framework = skosmith.read()
    assert [one.code for one in framework.problems() if one.severity == "violation"] == []
    framework.write("out", ["ttl"])
    block = (folder / "out" / "graph.ttl").read_text("utf-8").partition("<skills/OARS> a skos:Concept")[2]
    block = block.partition(" .\n")[0]
    assert 'skos:altLabel "Sculling"@en' in block
    assert "skos:exactMatch" in block
