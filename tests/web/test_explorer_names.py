"""Other names and mappings on the pages of the explorer, in its search and in its data."""

import json
import re
from collections.abc import Iterator

import pytest

from exchanged import everything
from serving import opened
from skosmith.rdf import write_graph
from skosmith.web import Explorer, Files
from skosmith.web.explorer.search import find


@pytest.fixture(scope="module")
def explorer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Explorer]:
    folder = tmp_path_factory.mktemp("names")
    write_graph(everything(), folder, ["nq"])
    with opened(folder / "graph.nq") as result:
        yield result


def body(explorer: Explorer, name: str) -> str:
    file = Files(explorer).file(name)
    assert file
    return file.body.decode()


@pytest.mark.parametrize(
    ("name", "names", "count"),
    [
        ("skills/MAPD", ["Cartography", "Chart &#34;making&#34;"], 6),
        ("skilllevels/MAPD_2", ["Desenho simples de mapas"], 6),
        ("lor/4", ["Facilitate"], 6),
        ("skills/SSUP", [], 1),
    ],
)
def test_a_page_shows_other_names_and_what_corresponds_elsewhere(
    name: str, names: list[str], count: int, explorer: Explorer
) -> None:
    html = body(explorer, f"{name}.en.html").partition('<table class="facts">')[0]
    match = re.search(r'<p class="other-names">Other names: (.*?)</p>', html, re.DOTALL)
    assert [one for one in names if match and f">{one}</span>" in match[1]] == names
    assert (match is not None) == bool(names)
    assert "Map drawing," not in html  # a hidden name
    links = re.findall(r'<a href="(https://example.org/(?:elsewhere|official)/[^"]+)"', html)
    assert len(links) == count
    for word in ("Known", "Similar", "Broader", "Narrower", "Related") if names else ():
        assert len(re.findall(rf"<h2 id=\"[a-z-]+\">{word} elsewhere", html)) == 1


def test_search_finds_a_skill_by_its_other_names_in_any_language(explorer: Explorer) -> None:
    for language in ("en", "pt"):
        entries = explorer.search_entries[language]
        for query in ("cartography", "chart making", "desenho simples", "drawing,"):
            assert [entry.notation for entry in find(entries, query)][:1] == ["MAPD"], query
        assert "4" in [entry.notation for entry in find(entries, "facilitate")]


def test_search_engines_are_told_other_names(explorer: Explorer) -> None:
    html = body(explorer, "skills/MAPD.en.html")
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert data
    thing = json.loads(data[1])
    assert thing["alternateName"][0] == {"@value": "Cartography", "@language": "en"}
    assert len(thing["sameAs"]) == 2


@pytest.mark.parametrize("name", ["skills/MAPD", "lor/4"])
def test_the_data_of_a_page_have_names_and_mappings_as_arrays(name: str, explorer: Explorer) -> None:
    document = json.loads(body(explorer, f"{name}.jsonld"))
    assert isinstance(document["altLabel"]["en"], list)
    for kind in ("exact", "close", "broad", "narrow", "related"):
        assert isinstance(document[f"{kind}Match"], list)
