"""skosmith export on the command line: where the files go, what is printed, what is wrong."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from conftest import PAGES, ROOT, built
from skosmith.rdf import write_graph

Run = Callable[..., Result]
KNOT = PAGES / "accept" / "knot.pt.txt"


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    write_graph(built(ROOT / "examples"), tmp_path, ["ttl"])
    return tmp_path / "graph.ttl"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize(
    ("form", "files"),
    [
        ("ctdlasn", ["framework.ctdlasn.jsonld"]),
        ("schema", ["framework.schema.jsonld"]),
        ("skos", ["framework.skos.ttl"]),
        ("sssom", ["mappings.sssom.tsv"]),
        ("case", ["framework.case.en.json", "framework.case.pt.json"]),
        ("csv", ["levels.en.csv", "levels.pt.csv", "skills.en.csv", "skills.pt.csv"]),
        ("xlsx", ["framework.en.xlsx", "framework.pt.xlsx"]),
    ],
)
def test_each_format_from_pages_and_from_their_graph(
    form: str, files: list[str], run: Run, graph: Path, tmp_path: Path
) -> None:
    more = ["--to", form, "--modified", "2026-11-23", "--publisher", "Us"]
    for source, folder in (("examples", tmp_path / "a"), (graph, tmp_path / "b")):
        result = run("export", source, *more, "-o", folder)
        assert result.exit_code == 0, result.output
        assert names(folder) == files
        assert f"lost in {form}: " in result.stdout
        assert files[-1] in result.stdout


def test_one_file_can_be_named(run: Run, tmp_path: Path) -> None:
    assert run("export", KNOT, "--to", "xlsx", "-o", tmp_path / "new" / "knots.xlsx").exit_code == 0
    assert names(tmp_path / "new") == ["knots.xlsx"]
    assert run("export", "examples", "--to", "skos", "--texts", "pt", "-o", tmp_path / "x.ttl").exit_code == 0
    assert "@en" not in (tmp_path / "x.ttl").read_text("utf-8")
    several = run("export", "examples", "--to", "xlsx", "-o", tmp_path / "both.xlsx")
    assert several.exit_code == 1
    assert "export-several-files" in several.stderr
    (tmp_path / "folder.ttl").mkdir()
    assert run("export", KNOT, "--to", "skos", "-o", tmp_path / "folder.ttl").exit_code == 0
    assert names(tmp_path / "folder.ttl") == ["framework.skos.ttl"]


def test_the_ledger_as_a_file_and_in_the_report(run: Run, tmp_path: Path) -> None:
    options = ("--to", "ctdlasn", "-o", tmp_path, "--ledger", tmp_path / "lost.json", "--format", "json")
    result = run("export", "examples", *options)
    ledger = json.loads((tmp_path / "lost.json").read_text("utf-8"))
    assert json.loads(result.stdout)["summary"]["ledger"] == ledger
    assert ledger["format"] == "ctdlasn"
    assert {"class": "skm:Skill", "property": "skm:declaredLevel", "language": "", "count": 10}.items() <= {
        key: value for key, value in ledger["lost"][0].items() if key != "nodes"
    }.items()
    assert len(ledger["lost"][0]["nodes"]) == 2
    assert run("export", "examples", "--to", "ctdlasn", "-o", tmp_path, "-q").stdout.count("lost in") == 0


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["nothing.ttl", "--to", "skos"], "no-such-file"),
        (["broken.ttl", "--to", "skos"], "graph-syntax"),
        (["empty.ttl", "--to", "csv"], "graph-empty"),
        (["other.ttl", "--to", "xlsx"], "graph-without-framework"),
        (["graph.ttl", "examples/ssup.pt.txt", "--to", "skos"], "page-beside-graph"),
        (["graph.ttl", "--to", "case"], "export-without-day"),
        (["graph.ttl", "--to", "case"], "export-without-publisher"),
        (["graph.ttl", "--to", "skos", "--texts", "fr"], "export-without-texts"),
        (["graph.ttl", "--to", "skos", "-o", "broken.ttl/below"], "output-not-written"),
        (["graph.ttl", "--to", "skos", "--ledger", "."], "output-not-written"),
        (["graph.ttl", "--to", "skos", "-o", "broken.ttl/below", "--ledger", "lost.json"], "output-not-written"),
        ([PAGES / "reject" / "level-number_eight.txt", "--to", "skos"], "level-number"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(
    arguments: list[str], code: str, run: Run, graph: Path, tmp_path: Path
) -> None:
    (tmp_path / "broken.ttl").write_text("<a", "utf-8")
    (tmp_path / "empty.ttl").write_text("", "utf-8")
    (tmp_path / "other.ttl").write_text("<a:a> <a:b> <a:c> .", "utf-8")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    placed = [tmp_path / one if isinstance(one, str) and (tmp_path / one).exists() else one for one in arguments]
    placed = [tmp_path / one if one in {"broken.ttl/below", "lost.json"} else one for one in placed]
    more = [] if "-o" in arguments else ["-o", tmp_path / "out"]
    result = run("export", *placed, *more)
    assert result.exit_code == 1
    assert f": {code}: " in result.stderr
    assert "lost in" not in result.stdout
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == before
    assert not (tmp_path / "out").exists() or names(tmp_path / "out") == []
    assert graph.exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([KNOT], "--to"),
        ([KNOT, "--to", "odt"], "'odt' is not one of"),
        ([KNOT, "--to", "skos", "-o", ""], "name a folder"),
        ([KNOT, "--to", "skos", "--texts", "p t"], "no BCP 47 tag"),
        ([KNOT, "--to", "skos", "--modified", "23.11.2026"], "is not a date"),
        ([KNOT, "--to", "skos", "--modified", "2026-02-30"], "is not a date"),
    ],
)
def test_a_wrong_command_line(arguments: list[str], says: str, run: Run) -> None:
    result = run("export", *arguments)
    assert result.exit_code == 2
    assert says in " ".join(result.output.split())


def test_a_project_says_the_day_and_the_publisher(run: Run, tmp_path: Path) -> None:
    (tmp_path / "knot.pt.txt").write_bytes(KNOT.read_bytes())
    (tmp_path / "skosmith.toml").write_text(
        'sources = ["knot.pt.txt"]\nmodified = "2026-11-23"\npublisher = "Us"\noutput = "made"\n', "utf-8"
    )
    result = run("export", "--project", tmp_path / "skosmith.toml", "--to", "case")
    assert result.exit_code == 0, result.output
    (document,) = (json.loads(path.read_text("utf-8"))["CFDocument"] for path in (tmp_path / "made").iterdir())
    assert (document["creator"], document["lastChangeDateTime"]) == ("Us", "2026-11-23T00:00:00Z")
    (tmp_path / "skosmith.toml").write_text('sources = ["knot.pt.txt"]\nmodified = "tomorrow"\n', "utf-8")
    assert "setting-day" in run("check", "--project", tmp_path / "skosmith.toml").stdout


def test_the_sheets_are_read_again_on_the_command_line(run: Run, tmp_path: Path) -> None:
    assert run("export", "examples", "--to", "csv", "--texts", "pt", "-o", tmp_path / "sheets").exit_code == 0
    result = run("build", tmp_path / "sheets", "-o", tmp_path / "again")
    assert result.exit_code == 0, result.output
    again = (tmp_path / "again" / "graph.ttl").read_text("utf-8")
    assert '<skills/SSUP> a skm:Skill, skos:Concept ;\n    skos:notation "SSUP" ;' in again


def test_a_device_is_written_to_and_not_replaced(run: Run, graph: Path, tmp_path: Path) -> None:
    for name, code in (("full", 1), ("null", 0)):
        (tmp_path / name).symlink_to(f"/dev/{name}")
        result = run("export", graph, "--to", "skos", "-o", tmp_path / "out", "--ledger", tmp_path / name)
        assert result.exit_code == code
        assert (tmp_path / name).is_char_device()
        assert ("No space left on device" in result.stderr) == bool(code)
