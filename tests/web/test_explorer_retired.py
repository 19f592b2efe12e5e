"""The page of a retired skill says so, and leads to what replaces it."""

from pathlib import Path

from serving import opened
from skosmith import read
from skosmith.web.explorer.page import Page
from skosmith.web.explorer.rendering import render
from two_editions import BASE, NEW, RETIREMENTS, write_edition


def test_a_retired_skill_leads_to_its_replacement(tmp_path: Path) -> None:
    read(file=write_edition(tmp_path / "9", "9", NEW[:17], RETIREMENTS)).write(tmp_path / "out", ["nq"])
    with opened(tmp_path / "out" / "graph.nq") as explorer:

        def shown(name: str, language: str) -> str:
            return render(Page(explorer, explorer.documents[name], language), {})

        assert len(explorer.frameworks[0].skills) == 17
        oar = explorer.names[f"{BASE}9/skills/OARR"]
        page = shown(oar, "en")
        assert "This skill is retired." in page
        assert "Quilts are rowed now." in page
        assert 'href="QUIT.en.html"' in page
        assert "Agora se rema com colchas." in shown(oar, "pt")
        assert "This skill is retired." not in shown(oar.replace("OARR", "QUIT"), "en")
        assert "OARR" not in {entry.notation for entry in explorer.search_entries["en"]}
