"""Graphs to exchange: all that a graph can hold, and what comes out of an export, read again by others."""

from typing import Any

import pyoxigraph

from conftest import ROOT, pages_at
from framework_sheets import RESPONSIBILITY, WORKBOOK
from minimal_xlsx import xlsx
from skosmith.exchange import ExportOptions, export_graph
from skosmith.model import (
    MAPPINGS,
    SKOS,
    Build,
    Profile,
    Retirement,
    Span,
    Statement,
    Supplement,
    SupplementRow,
    Text,
    literal,
    value_of,
)
from skosmith.pages import read_workbook, with_level_titles
from skosmith.rdf import build_graph

GIVEN = ExportOptions("2026-11-23", "Us")
LINKS = (
    ("skill", "https://example.org/official/{notation}"),
    ("skill-level", "https://example.org/official/{notation}_{level}"),
    ("level", "https://example.org/official/{level}"),
)
_PLACE = Span("skosmith.toml", 1, 1, 1, 2)
RETIRED = Retirement(
    Text("FISH", "", _PLACE),
    (Text("Fishing", "en", _PLACE), Text("Pesca", "pt", _PLACE)),
    Text("2026-10-01", "", _PLACE),
    (Text("KITE", "", _PLACE),),
    (Text("Nobody fishes from kites.", "en", _PLACE),),
)
PROFILE = Profile(
    edition="3",
    rights="© <&> Us",
    publisher="Us",
    descriptions=(("en", "Kites, and who flies them."), ("pt", "Pipas, e quem as solta.")),
    licence="https://example.org/licence",
    links=LINKS,
    retired=(RETIRED,),
)
SHEETS = {
    **WORKBOOK,
    "Levels of responsibility": [[row[0], row[7]] for row in RESPONSIBILITY],
}  # the pages have the others


def _row(notation: str, predicate: str, term: str) -> SupplementRow:
    place = Span("names.csv", 2, 1, 2, 2)
    return SupplementRow(Text(notation, "", place), predicate, term, place)


NAMES = Supplement(
    "names.csv",
    "0",
    (
        _row("MAPD", SKOS.altLabel, literal("Cartography", "en")),
        _row("MAPD", SKOS.altLabel, literal('Chart "making"', "en")),
        _row("MAPD_2", SKOS.altLabel, literal("Desenho simples de mapas", "pt")),
        _row("MAPD", SKOS.hiddenLabel, literal("Map drawing,", "en")),
        _row("4", SKOS.altLabel, literal("Facilitate", "en")),
        *(
            _row(notation, predicate, f"<https://example.org/elsewhere/{notation}/{number}>")
            for notation in ("MAPD", "MAPD_2", "4")
            for number, predicate in enumerate(MAPPINGS)
        ),
    ),
)
"""Other names of a skill, a skill level and a level, and their mappings."""


def everything() -> Build:
    """Two languages, lists, quotes, notes, attributes, categories, links, rights, an edition, other names, mappings."""
    pages, _ = pages_at(ROOT / "examples")
    rows, problems = read_workbook("framework.xlsx", xlsx(SHEETS))
    assert problems == []
    build = build_graph([*pages, *rows], PROFILE, supplements=[NAMES])
    assert {one.code for one in build.problems} == {"not-in-workbook"}
    level = build.names.level(4)
    build.framework += [
        Statement(level, SKOS.scopeNote, literal('What "enabling" is\nand is not.', "en")),
        Statement(level, SKOS.note, literal("Independência\n\nDecide \\ pergunta.", "pt")),
    ]
    return build


def files_of(build: Build, form: str, options: ExportOptions = GIVEN) -> dict[str, bytes]:
    done = export_graph(build, form, options)
    assert done.problems == []
    return done.files


def quads_of(data: bytes, form: pyoxigraph.RdfFormat) -> list[Any]:
    return list(pyoxigraph.parse(data, form))


def texts_of(build: Build) -> set[str]:
    """The texts in a language that a graph holds."""
    return {value_of(term) for _, _, term, _ in build.statements() if term[0] == '"' and term[-1] not in '">'}


def read_again(files: dict[str, bytes], build: Build) -> Build:
    """The graph of some sheets or workbooks, each in its own language, said to be of the same framework."""
    pages = []
    for name, data in files.items():
        items, problems = read_workbook(name, data)
        assert [one.code for one in problems] == []
        pages += items
    return build_graph(with_level_titles(pages), build.profile)
