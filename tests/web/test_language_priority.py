"""The order of ``languages`` is that in which every consumer looks for a text, also one that has only the graph."""

from pathlib import Path

import pytest
import requests

import skosmith
from conftest import ROOT
from serving import opened, serving
from skosmith.web.serve.negotiation import language

PAGES = ROOT / "examples"


def graph(folder: Path, *languages: str) -> Path:
    framework = skosmith.read(PAGES, rights="x", languages=languages)
    framework.write(folder, ["ttl", "nq"])
    return folder / "graph.nq"


@pytest.mark.parametrize(("languages", "order"), [((), ("en", "pt")), (("pt", "en"), ("pt", "en"))])
def test_the_graph_states_the_order_and_the_explorer_uses_it(
    languages: tuple[str, ...], order: tuple[str, ...], tmp_path: Path
) -> None:
    file = graph(tmp_path, *languages)
    assert ('skm:languagePriority "pt, en"' in (tmp_path / "graph.ttl").read_text("utf-8")) == bool(languages)
    with opened(file) as explorer:
        assert (explorer.languages, explorer.default_language) == (order, order[0])


@pytest.mark.parametrize(("languages", "title"), [((), "Follow"), (("pt", "en"), "Segue")])
def test_a_page_falls_back_on_the_first_language(languages: tuple[str, ...], title: str, tmp_path: Path) -> None:
    with serving(graph(tmp_path, *languages)) as address:
        page = requests.get(f"{address}lor/1", headers={"Accept": "text/html", "Accept-Language": "ja"}, timeout=60)
    assert f">{title}<" in page.text


def test_an_export_begins_with_the_first_language(tmp_path: Path) -> None:
    for languages, first in (((), "en"), (("pt", "en"), "pt")):
        read = skosmith.read(graph(tmp_path, *languages), modified="2026-11-27", publisher="x")
        assert next(iter(read.export("xlsx").files)).endswith(f"{first}.xlsx")


@pytest.mark.parametrize(
    ("header", "offers", "answer"),
    [
        ("fr", ["en", "fr-ca"], "fr-ca"),
        ("fr-CA", ["en", "fr"], "fr"),
        ("ja, fr;q=0.5", ["en", "fr-ca"], "fr-ca"),
        ("ja", ["pt", "en"], "pt"),
    ],
)
def test_a_language_is_found_in_both_directions(header: str, offers: list[str], answer: str) -> None:
    assert language(header, offers, offers[0]) == answer
