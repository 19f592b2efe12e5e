"""Languages in step: what each language has of each skill, and which translations are older than their source."""

import json
import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from conftest import ROOT
from layouts import blocks_of, kite, wide
from skosmith.compare import (
    STATUS_FORMS,
    accept,
    is_failed,
    read_fingerprints,
    status_of,
    translation_problems,
    write_fingerprints,
)
from skosmith.compare.translations.account import as_text, summary
from skosmith.compare.translations.fingerprints import Fingerprints
from skosmith.compare.translations.table import Cell, Status
from skosmith.compare.translations.texts import Field, texts_of
from skosmith.model import Build, LevelPage, Page, Problem, Profile, Source, decode
from skosmith.pages import parse_page
from skosmith.project import Project
from skosmith.project.project_file import TRANSLATIONS as FILE
from skosmith.rdf import build_graph

Run = Callable[..., Result]
PAGES = {tag: wide(blocks_of(kite(tag), "H")) for tag in ("en", "pt", "es")}
PROJECT = Project()
NOTHING = Fingerprints()


def built_of(**pages: str) -> Build:
    """The graph of some pages: a language and the text."""
    return build_graph(parsed(name, text) for name, text in pages.items())


def parsed(name: str, text: str) -> Page | LevelPage:
    source = decode(f"kite.{name}.txt", text.encode())
    assert isinstance(source, Source)
    page, _ = parse_page(source)
    assert page
    return page


BOTH = built_of(en=PAGES["en"], pt=PAGES["pt"])


def accepted(made: Build, project: Project = PROJECT) -> Fingerprints:
    return accept(made, status_of(made, project, NOTHING), NOTHING, is_whole=True)[0]


def cell(status: Status, node: str, language: str = "pt") -> Cell:
    (row,) = [row for row in status.rows if row.node == node]
    (found,) = [one for one in row.cells if one.language == language]
    return found


def line_of(text: str, part: str) -> int:
    (line,) = [number for number, line in enumerate(text.split("\n"), 1) if part in line]
    return line


def test_a_translation_that_was_never_recorded_is_untracked() -> None:
    status = status_of(BOTH, PROJECT, NOTHING)
    assert (status.source_language, status.languages) == ("en", ("en", "pt"))
    assert {row.cells[0].state for row in status.rows} == {"source"}
    assert {row.cells[1].state for row in status.rows} == {"untracked"}
    assert [row.node for row in status.rows] == ["skills/KITE", "lor/1", "lor/2", "lor/3", "lor/5", "framework"]
    assert {found.field for found in cell(status, "skills/KITE").findings} == {"definition", "prefLabel", "scopeNote"}


def test_what_is_accepted_is_complete() -> None:
    status = status_of(BOTH, PROJECT, accepted(BOTH))
    assert {row.cells[1].state for row in status.rows} == {"complete"}
    assert summary(status) == {
        "pt": {
            "complete": 6, "missing": 0, "untranslated": 0, "different": 0, "stale": 0, "untracked": 0, "unsourced": 0,
        }
    }  # fmt: skip


def test_a_text_is_stale_when_its_source_changes_and_both_lines_are_given() -> None:
    text = PAGES["en"].replace("A kite answers the wind.", "A kite answers any wind.")
    made = built_of(en=text, pt=PAGES["pt"])
    status = status_of(made, PROJECT, accepted(BOTH))
    (found,) = status.findings("stale")
    assert (found.node, found.field, found.language) == ("skills/KITE", "scopeNote", "pt")
    assert found.source
    assert found.translation
    assert (found.source.path, found.source.line) == ("kite.en.txt", line_of(text, "answers any wind."))
    assert found.translation.path == "kite.pt.txt"
    assert cell(status, "skills/KITE").state == "stale"
    shown = as_text(status)
    assert f"kite.en.txt:{found.source.line}:1" in shown
    assert f"kite.pt.txt:{found.translation.line}:1" in shown


def test_white_space_makes_nothing_stale() -> None:
    made = built_of(en=PAGES["en"].replace("A kite answers", "A  kite  answers"), pt=PAGES["pt"])
    assert status_of(made, PROJECT, accepted(BOTH)).findings("stale") == []


def test_an_edition_makes_nothing_stale() -> None:
    nine = build_graph([parsed(name, PAGES[name]) for name in ("en", "pt")], Profile(edition="9"))
    assert nine.names.root == "https://example.org/framework/9/"
    assert {row.cells[1].state for row in status_of(nine, PROJECT, accepted(BOTH)).rows} == {"complete"}


def test_only_what_follows_the_change_is_accepted() -> None:
    text = (
        PAGES["en"].replace("A kite answers the wind.", "A new one.").replace("Watch is what is asked", "Watch! asks")
    )
    made, before = built_of(en=text, pt=PAGES["pt"]), accepted(BOTH)
    assert len(status_of(made, PROJECT, before).findings("stale")) == 2
    part = status_of(made, PROJECT, before, nodes=["<https://example.org/framework/skills/KITE>"])
    assert [row.node for row in part.rows] == ["skills/KITE"]
    after, new = accept(made, part, before, is_whole=False)
    assert new == 1
    (left,) = status_of(made, PROJECT, after).findings("stale")
    assert left.node == "lor/1/essence"
    other = status_of(made, PROJECT, before, languages=["es"])
    assert accept(made, other, before, is_whole=False)[1] == 0


def test_one_level_of_a_skill_is_a_part() -> None:
    part = status_of(BOTH, PROJECT, NOTHING, nodes=["<https://example.org/framework/skilllevels/KITE_3>"])
    (row,) = part.rows
    assert [(found.node, found.field) for found in row.cells[1].findings] == [("skilllevels/KITE_3", "definition")]


def test_accepting_everything_forgets_what_is_gone() -> None:
    recorded = accepted(BOTH)
    gone = Field("skills/GONE", "definition")
    recorded.recorded["pt"][gone] = "0" * 16
    status = status_of(BOTH, PROJECT, recorded)
    assert gone in accept(BOTH, status, recorded, is_whole=False)[0].recorded["pt"]
    assert gone not in accept(BOTH, status, recorded, is_whole=True)[0].recorded["pt"]


def test_a_missing_text_is_shown_where_the_source_says_it() -> None:
    without, count = re.subn(r"Notas orientativas\n.*?(?=Compreendendo)", "", PAGES["pt"], flags=re.DOTALL)
    assert count == 1
    made = built_of(en=PAGES["en"], pt=without)
    status = status_of(made, PROJECT, accepted(BOTH))
    found = cell(status, "skills/KITE")
    assert found.state == "missing"
    (finding,) = [one for one in found.findings if one.kind == "missing"]
    assert (finding.field, finding.translation) == ("scopeNote", None)
    assert finding.source
    assert finding.source.line == line_of(PAGES["en"], "A kite answers the wind.")
    (back,) = status_of(made, Project(source_language="pt"), NOTHING).findings("different")
    assert (back.language, back.field, back.source) == ("en", "scopeNote", None)


def test_a_level_that_one_language_lacks_is_a_difference() -> None:
    made = built_of(en=PAGES["en"], pt=wide(blocks_of(kite("pt", (2, 3)), "H")))
    status = status_of(made, PROJECT, NOTHING)
    (finding,) = status.findings("different")
    assert (finding.node, finding.field, finding.translation) == ("skilllevels/KITE_5", "level", None)
    assert [one.node for one in status.findings("missing")] == []
    assert cell(status, "lor/5").state == "missing"


def test_list_items_are_counted() -> None:
    made = built_of(en=PAGES["en"].replace("  • Mind the line", "  • Mind the line\n  • Mind the tail"), pt=PAGES["pt"])
    (finding,) = status_of(made, PROJECT, accepted(BOTH)).findings("different")
    assert (finding.field, finding.counts) == ("scopeNote", (4, 3))
    assert "3 list items, 4 in the source" in as_text(status_of(made, PROJECT, NOTHING))


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("Segura a linha com vento fraco 2.", "Holds the line in a light wind 2.", "definition"),
        ("A pipa responde ao vento.", "What the wind does is to be seen by all who are on the ground.", "scopeNote"),
    ],
    ids=["the source text", "another text in English"],
)
def test_a_text_that_is_english_still_is_untranslated(old: str, new: str, field: str) -> None:
    assert old in PAGES["pt"]
    made = built_of(en=PAGES["en"], pt=PAGES["pt"].replace(old, new))
    status = status_of(made, PROJECT, NOTHING)
    assert [(one.field, one.language) for one in status.findings("untranslated")] == [(field, "pt")]
    assert cell(status, "skills/KITE").state == "untranslated"
    assert "untranslated 1" in as_text(status)


def test_languages_are_those_of_the_pages_and_those_that_are_owed() -> None:
    status = status_of(BOTH, Project(languages=("en", "pt", "de")), NOTHING)
    assert status.languages == ("en", "de", "pt")
    assert {row.cells[1].state for row in status.rows} == {"missing"}
    assert status_of(BOTH, Project(languages=("pt", "en")), NOTHING).source_language == "en"
    assert status_of(BOTH, Project(source_language="pt"), NOTHING).languages == ("pt", "en")
    assert status_of(built_of(pt=PAGES["pt"], es=PAGES["es"]), PROJECT, NOTHING).source_language == "es"
    assert status_of(build_graph([]), PROJECT, NOTHING).rows == ()


def test_a_skill_that_the_source_language_lacks_is_said() -> None:
    made = built_of(pt=PAGES["pt"])
    found = status_of(made, Project(source_language="en"), NOTHING)
    assert [one.state for one in found.rows[0].cells] == ["missing", "unsourced"]
    assert "no source" in as_text(found)


SENTENCES = ["A kite answers the wind.", "Watch the tail", "Keeping kites in the air.", "One wind at a time."]


@given(st.sets(st.sampled_from(SENTENCES)))
def test_exactly_what_changed_is_stale(changed: set[str]) -> None:
    text = PAGES["en"]
    for sentence in changed:
        assert text.count(sentence) == 1
        text = text.replace(sentence, f"Now {sentence}")
    made = built_of(en=text, pt=PAGES["pt"])
    before, after = texts_of(BOTH)["en"].fields, texts_of(made)["en"].fields
    differ = {said for said in before if before[said].values != after[said].values}
    status = status_of(made, PROJECT, accepted(BOTH))
    assert {Field(found.node, found.field) for found in status.findings("stale")} == differ
    again, new = accept(made, status, accepted(BOTH), is_whole=True)
    assert new == len(differ)
    assert status_of(made, PROJECT, again).findings("stale") == []


NODES = st.sampled_from(["skills/SSUP", "skilllevels/SSUP_4", "framework", "lor/4/essence", 'https://example.org/"\\ç'])


@given(
    st.dictionaries(
        st.sampled_from(["pt", "es", "fr-ca"]),
        st.dictionaries(st.builds(Field, NODES, st.just("value")), st.just("0123456789abcdef"), min_size=1),
    )
)
def test_what_is_written_is_read_back(recorded: dict[str, dict[Field, str]]) -> None:
    path = f"{os.environ.get('TMPDIR', '/tmp')}/skosmith-{os.getpid()}-{FILE}"  # noqa: S108 - one file, written over
    assert write_fingerprints(path, Fingerprints("en", recorded)) == []
    assert read_fingerprints(path) == (Fingerprints("en", recorded, is_there=True), [])
    lines = Path(path).read_text("utf-8").splitlines()
    assert sum(line.endswith('"0123456789abcdef"') for line in lines) == sum(map(len, recorded.values()))
    Path(path).unlink()


GOOD = '# x\nsource-language = "en"\n\n[pt]\n"skills/KITE definition" = "0123456789abcdef"\n'


@pytest.mark.parametrize(
    ("text", "code", "lines"),
    [
        ("", "translations-entry", [0]),
        ("<<<<<<< HEAD\n=======\n>>>>>>> main\n" + GOOD, "translations-conflict", [1, 2, 3]),
        (GOOD.replace("[pt]", "<<<<<<< ours\n[pt]\n||||||| base"), "translations-conflict", [4, 6]),
        (GOOD + "garbage\n", "translations-syntax", [6]),
        (GOOD[:-4], "translations-syntax", [5]),
        (GOOD + '"skills/KITE definition" = "0123456789abcdef"\n', "translations-syntax", [6]),
        (GOOD + '"skills/KITE scopeNote" = "0123"\n', "translations-entry", [6]),
        (GOOD + '"skills/KITE" = "0123456789abcdef"\n', "translations-entry", [6]),
        (GOOD + '"a b" = 3\n', "translations-entry", [6]),
        (GOOD + "[no_language]\n", "translations-entry", [6]),
        (GOOD.replace('"en"', "3"), "translations-entry", [2]),
        ('{"version": 1}', "translations-syntax", [1]),
        ("[tool.other]\nx = 1\n", "translations-entry", [0, 1]),
    ],
)
def test_a_file_that_is_not_ours_is_a_problem_with_its_line(
    text: str, code: str, lines: list[int], tmp_path: Path
) -> None:
    (tmp_path / FILE).write_text(text)
    found, (fault,) = read_fingerprints(str(tmp_path / FILE))
    assert not found.is_there
    assert fault.code == code
    assert [span.line for span in fault.spans][: len(lines)] == lines


def test_other_files_of_that_name(tmp_path: Path) -> None:
    assert read_fingerprints(str(tmp_path / FILE)) == (Fingerprints(), [])
    (tmp_path / FILE).write_bytes(b"\xff")
    assert [one.code for one in read_fingerprints(str(tmp_path / FILE))[1]] == ["not-utf-8"]
    (tmp_path / FILE).unlink()
    (tmp_path / FILE).mkdir()
    assert [one.code for one in read_fingerprints(str(tmp_path / FILE))[1]] == ["unreadable-file"]
    assert [one.code for one in write_fingerprints(str(tmp_path / FILE), NOTHING)] == ["output-not-written"]
    (tmp_path / FILE).rmdir()
    (tmp_path / FILE).write_bytes(GOOD.replace("\n", "\r\n").encode())
    assert read_fingerprints(str(tmp_path / FILE))[1] == []


def git(folder: Path, *arguments: str) -> None:
    settings = ["-c", "user.name=Ana", "-c", "user.email=ana@example.org"]
    subprocess.run(["git", *settings, *arguments], cwd=folder, check=True, capture_output=True)


def test_git_merges_what_two_people_record(tmp_path: Path) -> None:
    """One translates a text into Portuguese, the other one into Spanish; and both another text."""
    first = built_of(**PAGES)
    path, recorded = str(tmp_path / FILE), accepted(first)
    write_fingerprints(path, recorded)
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "one")
    text = (
        PAGES["en"].replace("A kite answers the wind.", "A new one.").replace("Watch is what is asked", "Watch! asks")
    )
    made = built_of(en=text, pt=PAGES["pt"], es=PAGES["es"])
    for tag in ("pt", "es"):
        git(tmp_path, "checkout", "-qb", tag, "main")
        status = status_of(made, PROJECT, read_fingerprints(path)[0], languages=[tag])
        write_fingerprints(path, accept(made, status, read_fingerprints(path)[0], is_whole=False)[0])
        git(tmp_path, "commit", "-qam", tag)
    git(tmp_path, "merge", "-q", "pt")
    merged, problems = read_fingerprints(path)
    assert problems == []
    assert merged == accepted(made)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "pages").mkdir()
    for tag in ("en", "pt"):
        (tmp_path / "pages" / f"kite.{tag}.txt").write_text(PAGES[tag], "utf-8")
    (tmp_path / "skosmith.toml").write_text('sources = ["pages"]\nrights = "x"\nsource-language = "en"\n')
    return tmp_path / "skosmith.toml"


def test_status_from_one_end_to_the_other(run: Run, project: Path) -> None:
    page = project.parent / "pages" / "kite.en.txt"
    shown = run("status", "--project", project)
    assert shown.exit_code == 0
    assert "untracked 6" in shown.output
    assert run("status", "--project", project, "--fail-on", "stale").exit_code == 0
    assert run("status", "--project", project, "--fail-on", "untracked").exit_code == 1
    assert run("check", "--project", project, "-q").output.count("translation") == 0

    done = run("status", "--project", project, "--accept")
    assert (done.exit_code, done.output) == (0, f"recorded 19 in {project.parent}/translations.toml\n")
    assert run("status", "--project", project, "--fail-on", "untracked", "--fail-on", "missing").exit_code == 0

    page.write_text(PAGES["en"].replace("A kite answers", "Any kite answers"), "utf-8")
    line = line_of(PAGES["pt"], "A pipa responde ao vento.")
    stale = run("status", "KITE", "--project", project, "--fail-on", "stale")
    assert stale.exit_code == 1
    assert f"{project.parent}/pages/kite.pt.txt:{line}:1" in stale.output
    checked = run("check", "--project", project)
    assert checked.exit_code == 0
    assert f"{project.parent}/pages/kite.pt.txt:{line}:1: warning: translation-stale" in checked.output

    assert "recorded 0" in run("status", "--accept", "KITE_3", "--project", project).output
    assert "recorded 0" in run("status", "--accept", "--lang", "es", "--project", project).output
    assert "recorded 1" in run("status", "--accept", "KITE", "--lang", "pt", "--project", project).output
    assert "translation-stale" not in run("check", "--project", project).output


def test_status_refuses_what_it_cannot_trust(run: Run, project: Path) -> None:
    (project.parent / FILE).write_text(GOOD + "<<<<<<< HEAD\n")
    for arguments in (["status"], ["status", "--accept"], ["check"]):
        done = run(*arguments, "--project", project)
        assert (done.exit_code, done.output.count("translations.toml:6:1: error: translations-conflict")) == (1, 1)
    (project.parent / FILE).write_text(GOOD.replace('"en"', '"de"'))
    assert "translations.toml:2:1: error: translations-language" in run("status", "--project", project).output
    (project.parent / FILE).unlink()
    (project.parent / "pages" / "kite.pt.txt").write_bytes(b"\xff")
    done = run("status", "--accept", "--project", project)
    assert (done.exit_code, "not-utf-8" in done.output) == (1, True)
    assert not (project.parent / FILE).exists()
    assert run("status", "--project", project).exit_code == 1
    assert run("status", "KITX", "--project", project).exit_code == 2
    assert run("status", "--lang", "no tag", "--project", project).exit_code == 2


def test_json_and_html_say_the_same_as_the_text(run: Run, project: Path) -> None:
    name = '<b>Kite & "fly" \\ land</b>'
    page = project.parent / "pages" / "kite.en.txt"
    page.write_text(PAGES["en"].replace("Kite flying", name), "utf-8")
    found = json.loads(run("status", "--project", project, "--format", "json").stdout)
    assert found["sourceLanguage"] == "en"
    assert found["rows"][0]["label"] == name
    assert name in run("status", "--project", project).stdout
    assert found["rows"][0]["cells"][1]["state"] == "untracked"
    assert found["rows"][0]["cells"][1]["findings"][0]["translation"]["path"].endswith("kite.pt.txt")
    page.write_text(PAGES["en"].replace("Kite flying", name).replace("  • Mind the line\n", ""), "utf-8")
    text = run("status", "--project", project, "--format", "html").stdout
    tree = html.document_fromstring(text)
    assert tree.get("lang") == "en"
    assert name in "".join(map(str, tree.findall(".//table")[0].itertext()))
    assert not tree.xpath("//b | //script | //link | //img")
    assert len(tree.findall(".//tbody/tr/th[@scope='row']")) == len(found["rows"])
    assert tree.xpath("//blockquote/@lang") == ["pt", "en"]
    assert "prefers-color-scheme: dark" in text


def test_colours_are_for_terminals() -> None:
    status = status_of(BOTH, PROJECT, NOTHING)
    assert "\x1b[36m" in as_text(status, colour=True)
    assert "\x1b" not in as_text(status)
    assert set(STATUS_FORMS) == {"text", "json", "html"}


@pytest.mark.parametrize(("kind", "is_wrong"), [("missing", True), ("untracked", True), ("stale", False)])
def test_what_fails_a_build_is_chosen(kind: str, *, is_wrong: bool) -> None:
    status = status_of(BOTH, Project(languages=("de",)), NOTHING)
    assert is_failed(status, [kind]) is is_wrong


def test_problems_of_check_are_those_of_the_file(tmp_path: Path) -> None:
    project = Project(folder=str(tmp_path))
    assert translation_problems(BOTH, project) == []
    write_fingerprints(str(tmp_path / FILE), accepted(BOTH))
    assert translation_problems(BOTH, project) == []
    made = built_of(en=PAGES["en"].replace("One wind", "Two winds"), pt=PAGES["pt"])
    (found,) = translation_problems(made, project)
    assert isinstance(found, Problem)
    assert (found.code, found.severity, len(found.spans)) == ("translation-stale", "warning", 2)
    assert "framework" in found.message


def test_a_graph_has_its_status_too(run: Run, tmp_path: Path) -> None:
    run("build", ROOT / "examples", "-o", tmp_path)
    found = json.loads(run("status", tmp_path / "graph.ttl", "--format", "json").stdout)
    pages = json.loads(run("status", ROOT / "examples", "--format", "json").stdout)
    assert found["summary"] == pages["summary"]


LINES = st.sampled_from([*GOOD.split("\n"), "<<<<<<< HEAD", "=======", "[es]", '"a b" = """', "x = [", "[pt.x]", "\r"])


@given(st.lists(st.one_of(LINES, st.text(max_size=12)), max_size=9).map("\n".join))
def test_any_text_is_a_record_or_a_problem(text: str) -> None:
    path = Path(f"{os.environ.get('TMPDIR', '/tmp')}/skosmith-{os.getpid()}-any-{FILE}")  # noqa: S108 - as above
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    found, problems = read_fingerprints(str(path))
    assert found.is_there != bool(problems)
    assert all(span.line <= text.count("\n") + 1 for one in problems for span in one.spans)
    path.unlink()
