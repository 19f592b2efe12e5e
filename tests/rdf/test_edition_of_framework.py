"""The edition of a framework and its day: as a graph states them, and as skosmith 0.1 did."""

from pathlib import Path

import pyoxigraph
import pytest

import skosmith
from conftest import PAGES, built
from skosmith.model import ProblemError, Profile
from skosmith.rdf import WRITERS, write_graph

KNOT = PAGES / "accept" / "knot.pt.txt"
EDITION = '<http://www.w3.org/ns/dcat#version> "3" .'
DAY = '<http://purl.org/dc/terms/issued> "2026-10-01"^^<http://www.w3.org/2001/XMLSchema#date> .'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_graph(built(KNOT, profile=Profile(edition="3", issued="2026-10-01")), tmp_path, list(WRITERS))
    return tmp_path


@pytest.mark.parametrize("form", WRITERS)
def test_every_file_states_edition_and_day(form: str, folder: Path) -> None:
    path = folder / f"graph.{form}"
    kind = pyoxigraph.RdfFormat.from_extension(form)
    assert kind
    quads = {f"{quad.triple} ." for quad in pyoxigraph.parse(path.read_bytes(), kind)}
    framework = "<https://example.org/framework/3/>"
    assert {f"{framework} {EDITION}", f"{framework} {DAY}"} <= quads
    assert not any("owl#version" in quad for quad in quads)


def test_the_older_form_is_read_as_the_newer(folder: Path) -> None:
    path = folder / "graph.nt"
    text = path.read_text("utf-8")
    framework = "<https://example.org/framework/3/>"
    owl = f"{framework} <http://www.w3.org/2002/07/owl#"
    older = text.replace(f"{framework} {EDITION}", f'{owl}versionInfo> "3" .\n{owl}versionIRI> {framework} .')
    assert older != text
    (folder / "older.nt").write_text(older, "utf-8")
    now, before = skosmith.read(path), skosmith.read(folder / "older.nt")
    assert {one[:3] for one in before.build.statements()} == {one[:3] for one in now.build.statements()}
    assert not before.diff(now).changes


@pytest.mark.parametrize("day", ["tomorrow", "2026-02-30", "23.11.2026"])
def test_a_day_that_is_none_is_a_problem(day: str) -> None:
    with pytest.raises(ProblemError) as refused:
        skosmith.read(KNOT, issued=day)
    assert [problem.code for problem in refused.value.problems] == ["setting-day"]


def test_the_day_is_that_of_the_project_file_and_of_schema_org(tmp_path: Path) -> None:
    (tmp_path / "knot.pt.txt").write_bytes(KNOT.read_bytes())
    file = tmp_path / "skosmith.toml"
    file.write_text('sources = ["knot.pt.txt"]\nissued = "2026-10-01"\n', "utf-8")
    files = skosmith.read(file=file).export("schema").files
    assert b'"datePublished": "2026-10-01"' in b"".join(files.values())
