"""Two editions: what links one to the other, and the dates of skills."""

import csv
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import ROOT
from scripted_site import QUICK, Site
from skosmith.model import DCAT, DCTERMS, RDFS, SKOS, Build, Compact, Files, Memo, Problem, iri_of, value_of
from skosmith.project import read_project, read_sources
from skosmith.rdf import write_graph
from two_editions import BASE, NEW, OLD, RETIREMENTS, write_edition, write_editions
from versioned_project import commit, git

LINKS = {DCAT.previousVersion, SKOS.exactMatch, SKOS.closeMatch, DCTERMS.replaces, DCTERMS.isReplacedBy}


def read(file: Path) -> tuple[Build, list[Problem]]:
    project, problems = read_project(str(file), Files())
    reading = read_sources(project, Files())
    return reading.build, [*problems, *reading.problems]


def built(file: Path) -> Build:
    build, problems = read(file)
    assert problems == []
    return build


def listed(name: str) -> set[tuple[str, ...]]:
    with (ROOT / "tests" / "data" / "editions" / name).open(encoding="utf-8", newline="") as file:
        return set(map(tuple, list(csv.reader(file, delimiter="\t"))[1:]))


def links_of(build: Build) -> set[tuple[str, ...]]:
    return {
        (iri_of(subject).removeprefix(BASE), Compact()[predicate], iri_of(term).removeprefix(BASE))
        for subject, predicate, term, _ in build.statements()
        if predicate in LINKS
    }


@pytest.mark.parametrize(("settings", "name"), [("", "links.tsv"), ('iri = "stable"\n', "links-stable.tsv")])
def test_two_editions_have_the_links_that_are_listed(settings: str, name: str, tmp_path: Path) -> None:
    _, new = write_editions(tmp_path, settings)
    assert links_of(built(new)) == listed(name)


def test_what_an_edition_is_a_version_of_has_a_label_and_is_nothing_else(tmp_path: Path) -> None:
    _, new = write_editions(tmp_path)
    graph = built(new).full_graph
    stable = {term for one in graph.nodes for term in graph.objects(one, DCTERMS.isVersionOf)}
    assert {f"<{BASE}>", f"<{BASE}lor>", f"<{BASE}skills/LADX>", f"<{BASE}lor/4/essence>"} < stable
    assert stable == {one for one in graph.nodes if not one.startswith(f"<{BASE}9/") and one.startswith(f"<{BASE}")} - {
        term for one in graph.nodes for term in graph.objects(one, DCTERMS.replaces)
    }
    for one in stable:
        assert set(graph.node(one)) == {DCTERMS.hasVersion, RDFS.label}
    assert graph.objects(f"<{BASE}skills/ANCR>", RDFS.label).keys() == {
        '"Anchor keeping"@en',
        '"Anchor keeping (pt)"@pt',
    }


def test_all_editions_share_stable_iris(tmp_path: Path) -> None:
    _, new = write_editions(tmp_path, 'iri = "stable"\n')
    build = built(new)
    assert build.names.framework == f"<{BASE}>"
    assert {'"9"'} == build.graph.objects(f"<{BASE}>", DCAT.version).keys()
    assert not [one for one in build.statements() if one.predicate in {DCTERMS.isVersionOf, DCTERMS.hasVersion}]
    assert not [one for one in build.statements() if one.subject == one.object]


def dates_of(build: Build, code: str) -> tuple[str, ...]:
    node = build.graph.node(build.names.concept("skill", code))
    return tuple(
        value_of(term) for predicate in (DCTERMS.created, DCTERMS.modified) for term in node.get(predicate, ())
    )


@pytest.mark.parametrize("settings", ["", 'iri = "stable"\n'])
def test_dates_are_carried_from_edition_to_edition(settings: str, tmp_path: Path) -> None:
    """The graph of edition 9 is the previous edition of edition 10, in which one skill has another text."""
    _, new = write_editions(tmp_path, settings)
    ninth = built(new)
    assert dates_of(ninth, "FLUE") == ("2026-10-01", "2026-10-01")  # new
    assert dates_of(ninth, "ROPE") == ()  # unchanged since a time that edition 8 does not tell
    assert dates_of(ninth, "ANCR") == ("2026-10-01",)  # renamed
    assert dates_of(ninth, "LADX") == ("2026-10-01",)  # re-coded
    write_graph(ninth, tmp_path / "graphs", ["ttl"])
    skills = [one._replace(texts="other") if one.code == "GLIR" else one for one in NEW if one.code != "TILR"]
    more = f'modified = "2027-10-01"\nprevious = "../graphs/graph.ttl"\n{settings}'
    tenth = built(write_edition(tmp_path / "10", "10", skills, more))
    assert dates_of(tenth, "FLUE") == ("2026-10-01", "2026-10-01")
    assert dates_of(tenth, "GLIR") == ("2026-10-01", "2027-10-01")
    assert dates_of(tenth, "ROPE") == ()
    assert links_of(tenth) or settings


def test_only_what_both_editions_are_in_decides_whether_a_skill_is_the_same(tmp_path: Path) -> None:
    old, new = tmp_path / "8", tmp_path / "9"
    write_edition(old, "8", [NEW[0]])
    for languages, levels, expected in (
        (("en",), NEW[0].levels, "skos:exactMatch"),
        (("pt",), NEW[0].levels, "skos:exactMatch"),
        (("en", "pt"), NEW[0].levels[:2], "skos:closeMatch"),
    ):
        skill = NEW[0]._replace(languages=languages, levels=levels)
        shutil.rmtree(new, ignore_errors=True)
        build = built(write_edition(new, "9", [skill], 'previous = "../8"\n'))
        assert ("9/skills/ANCR", expected, "8/skills/ANCR") in links_of(build)


@pytest.mark.parametrize(
    ("place", "skill", "level", "modified"),
    [
        ("", "skos:exactMatch", "skos:exactMatch", ""),
        ("ANCR.pt.txt:1", "skos:closeMatch", "skos:exactMatch", "2026-10-01"),  # one of two languages is enough
        ("ANCR.en.txt:1", "skos:closeMatch", "skos:exactMatch", "2026-10-01"),
        ("ANCR.pt.txt:6", "skos:exactMatch", "skos:closeMatch", "2026-10-01"),
    ],
)
def test_a_text_in_one_language_makes_a_skill_or_its_level_another(
    place: str, skill: str, level: str, modified: str, tmp_path: Path
) -> None:
    write_edition(tmp_path / "8", "8", [NEW[0]])
    settings = 'modified = "2026-10-02"\nissued = "2026-10-01"\nprevious = "../8"\n'
    project = write_edition(tmp_path / "9", "9", [NEW[0]], settings)
    if place:
        file, _, line = place.partition(":")
        lines = (tmp_path / "9" / "pages" / file).read_text("utf-8").split("\n")
        lines[int(line)] = f"Also {lines[int(line)]}"
        (tmp_path / "9" / "pages" / file).write_text("\n".join(lines), "utf-8")
    build = built(project)
    links = links_of(build)
    assert ("9/skills/ANCR", skill, "8/skills/ANCR") in links
    assert ("9/skilllevels/ANCR_1", level, "8/skilllevels/ANCR_1") in links
    dates = {(one.subject, one.object) for one in build.statements() if one.predicate == DCTERMS.modified}
    assert {term for subject, term in dates if "ANCR" in subject} == (
        {f'"{modified}"^^<http://www.w3.org/2001/XMLSchema#date>'} if modified else set()
    )
    assert not [subject for subject, _ in dates if "skilllevels" in subject]


def test_editions_without_a_common_language_have_no_skill_that_is_the_same(tmp_path: Path) -> None:
    write_edition(tmp_path / "8", "8", [NEW[0]._replace(languages=("en",))])
    build = built(write_edition(tmp_path / "9", "9", [NEW[0]._replace(languages=("pt",))], 'previous = "../8"\n'))
    assert ("9/skills/ANCR", "skos:closeMatch", "8/skills/ANCR") in links_of(build)


def test_the_first_edition_does_not_tell_when_a_skill_was_created(tmp_path: Path) -> None:
    assert dates_of(built(write_edition(tmp_path / "9", "9", [NEW[0]], 'issued = "2026-10-01"\n')), "ANCR") == ()


def test_a_change_note_alone_does_not_make_a_skill_another(tmp_path: Path) -> None:
    write_edition(tmp_path / "8", "8", [NEW[0]])
    file = write_edition(tmp_path / "9", "9", [NEW[0]], 'previous = "../8"\n')
    page = file.parent / "pages" / "ANCR.en.txt"
    name, text, *rest = page.read_text("utf-8").split("\n")
    page.write_text("\n".join([name, text, *rest[:2], "Revision notes", "Moved.", *rest[2:]]), "utf-8")
    build = built(file)
    assert build.graph.texts(f"<{BASE}9/skills/ANCR>", SKOS.changeNote)
    assert ("9/skills/ANCR", "skos:exactMatch", "8/skills/ANCR") in links_of(build)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with edition 8 in its first commit, on an old day, and edition 9 in the work tree."""
    monkeypatch.setenv("GIT_AUTHOR_DATE", "2025-10-01T12:00:00")
    file = write_edition(tmp_path / "repository", "8", OLD[:3])
    git(file.parent, "init", "-q", "-b", "main")
    commit(file.parent)
    git(file.parent, "tag", "v8")
    shutil.rmtree(file.parent / "pages")
    write_edition(
        file.parent, "9", [OLD[0]._replace(name="Anchors"), *OLD[1:3]], 'previous = "git:v8"\ndates = "git"\n'
    )
    return file


def test_the_previous_edition_is_a_revision(repository: Path) -> None:
    links = links_of(built(repository))
    assert ("9/skills/ANCR", "skos:closeMatch", "8/skills/ANCR") in links
    assert ("9/skills/BAST", "skos:exactMatch", "8/skills/BAST") in links


def test_dates_are_those_of_the_commits_of_pages_whatever_their_names(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert dates_of(built(repository), "ANCR") == ("2025-10-01", "2025-10-01")  # the change is not committed
    monkeypatch.setenv("GIT_AUTHOR_DATE", "2026-10-01T12:00:00")
    git(repository.parent, "mv", "pages/BAST.en.txt", "pages/basket.txt")
    commit(repository.parent)
    build = built(repository)
    assert dates_of(build, "ANCR") == ("2025-10-01", "2026-10-01")
    assert dates_of(build, "BAST") == ("2025-10-01", "2026-10-01")
    assert dates_of(build, "CANE") == ("2025-10-01", "2025-10-01")


def test_a_shallow_clone_has_no_dates(repository: Path, tmp_path: Path) -> None:
    commit(repository.parent)
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{repository.parent}", "shallow")
    build, problems = read(tmp_path / "shallow" / "skosmith.toml")
    assert {(one.code, one.spans[0].line) for one in problems} == {
        ("dates-shallow-clone", 7),
        ("previous-unreadable", 6),
    }
    assert dates_of(build, "ANCR") == ()


def test_dates_outside_of_a_repository_are_a_problem(tmp_path: Path) -> None:
    _, problems = read(write_edition(tmp_path, "9", NEW[:1], 'dates = "git"\n'))
    assert [(one.code, one.spans[0].line) for one in problems] == [("git-no-repository", 6)]


@pytest.fixture
def site() -> Iterator[Site]:
    server = Site()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def test_the_previous_edition_is_at_an_address(site: Site, tmp_path: Path) -> None:
    write_graph(built(write_edition(tmp_path / "8", "8", NEW[:2])), tmp_path / "graphs", ["ttl"])
    data = (tmp_path / "graphs" / "graph.ttl").read_bytes()
    site.answers["/8/"] = lambda request, _: request.answer(200, data, Content_Type="text/turtle; charset=utf-8")
    site.answers["/page"] = lambda request, _: request.answer(200, b"<html>", Content_Type="text/html")
    file = write_edition(tmp_path / "9", "9", NEW[:2], f'previous = "{site.url}/8/"\n')
    project, _ = read_project(str(file), Files())
    reading = read_sources(project, Files(), options=QUICK)
    assert reading.problems == []
    assert ("9/skills/BAST", "skos:exactMatch", "8/skills/BAST") in links_of(reading.build)
    page = project._replace(previous=f"{site.url}/page")
    assert [one.code for one in read_sources(page, Files(), options=QUICK).problems] == ["previous-unreadable"]


@pytest.mark.parametrize(
    ("settings", "names"),
    [("", ("links.tsv", "links-retired.tsv")), ('iri = "stable"\n', ("links-stable.tsv", "links-retired-stable.tsv"))],
)
def test_retired_skills_have_the_links_that_are_listed(settings: str, names: tuple[str, ...], tmp_path: Path) -> None:
    _, new = write_editions(tmp_path, settings, RETIREMENTS)
    assert links_of(built(new)) == set().union(*map(listed, names))


def test_what_has_not_changed_is_linked_once(tmp_path: Path) -> None:
    _, new = write_editions(tmp_path)
    files = Files(memo=Memo(is_lasting=True))
    project, _ = read_project(str(new), files)
    first = read_sources(project, files).build
    files.memo.end_run()
    page = new.parent / "pages" / "ROPE.en.txt"
    page.write_text(page.read_text("utf-8").replace("Rope care", "Rope keeping"), "utf-8")
    second = read_sources(project, files).build
    assert {skill for skill in second.skills if second.skills[skill] is not first.skills[skill]} == {
        f"<{BASE}9/skills/ROPE>"
    }
