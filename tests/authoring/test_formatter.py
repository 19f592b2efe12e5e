"""``skosmith fmt`` and ``skosmith render``: what is written, and what is left alone."""

import os
import stat
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given, settings
from hypothesis import strategies as st

from any_skill import skills, written
from conftest import PAGES, ROOT, triples
from flavours import FLAVOURS, wide
from framework_sheets import WORKBOOK
from layout_files import FILES
from layouts import LAYOUTS, Skill, blocks_of, kite
from minimal_xlsx import xlsx
from page_files import TEXTS, language_of, page_of
from skosmith.authoring import format_page, render_pages
from skosmith.authoring.render import render_page
from skosmith.model import Files, Page, write_file
from skosmith.pages import read_pages
from skosmith.project import Project, read_sources
from skosmith.rdf import build_graph

Run = Callable[..., Result]

ACCEPT = PAGES / "accept"
KNOT = ACCEPT / "knot.pt.txt"
WRITTEN = [*TEXTS, *sorted(FILES.rglob("*.md"))]


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_page_in_canonical_form_says_the_same_and_stays(path: Path) -> None:
    language = language_of(path)
    before = path.read_bytes()
    done = format_page("page", before, language)
    assert [item.code for item in done.problems] == []
    assert triples(build_graph([page_of(done.after, language)])) == triples(build_graph([page_of(before, language)]))
    assert format_page("page", done.after, language).after == done.after


@settings(deadline=None)  # on a busy machine a page takes its time
@given(written())
def test_any_careless_page_is_formatted_once(case: tuple[str, bytes]) -> None:
    language, data = case
    done = format_page("page", data, language)
    if done.problems:
        assert done.after == data
        return
    text = done.after.decode()
    assert text.endswith("\n")
    assert {"\r", "\u00a0", "\u200b", "\ufeff", "\t", "\n\n\n"} & set(text) == set()
    assert all(line == line.rstrip() for line in text.split("\n"))
    assert triples(build_graph([page_of(done.after, language)])) == triples(build_graph([page_of(data, language)]))
    assert not format_page("page", done.after, language).is_changed


@settings(deadline=None)  # on a busy machine a page takes its time
@given(skills(), st.sampled_from(sorted(LAYOUTS)), st.sampled_from(["wide.txt", "tight.txt"]))
def test_all_flavours_of_a_skill_are_one_page(skill: Skill, layout: str, flavour: str) -> None:
    """But for the slogan, which one of the flavours leaves out."""
    blocks = [block for block in blocks_of(skill, layout) if block[0] != "slogan"]
    one = format_page("page", FLAVOURS[flavour](blocks).encode(), skill.language)
    other = format_page("page", wide(blocks).encode(), skill.language)
    assert (one.after == other.after) or one.problems


@pytest.mark.parametrize("path", sorted((PAGES / "reject").glob("*.txt")), ids=lambda path: path.name)
def test_a_page_with_an_error_is_left_alone(path: Path) -> None:
    data = path.read_bytes()
    done = format_page("page", data)
    if done.problems:
        assert not done.is_changed
    else:
        assert triples(build_graph([page_of(done.after)])) == triples(build_graph([page_of(data)]))


def test_a_form_that_would_say_something_else_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    data = (ACCEPT / "tight_bullets.pt.txt").read_bytes()
    for old, new in ((b"corda", b"cabo"), (b"2 3 4", b"2 3"), (b"\n", b"")):
        body = render_page(page_of(data)).replace(old, new)
        monkeypatch.setattr("skosmith.authoring.formatter.render_page", lambda *_, body=body: body)
        done = format_page("page", data)
        assert [item.code for item in done.problems] == ["format-changes-statements"]
        assert not done.is_changed


MARKDOWN = """# Kite flying KITE

{}

## Levels of responsibility for this skill

| [2](https://example.org/2) |
| --- |

### Kite flying: Level 2

**[Level 2 - Help](https://example.org/lor):** Essence of the level: Helps.

Does it.
"""


@pytest.mark.parametrize(
    "text",
    ["A [link](https://example.org).", "**Strong**.", "`code`.", "<b>x</b>.", "*so*.", "_so_.", "<a id='x'></a>"],
)
def test_marks_in_a_text_of_markdown_are_not_lost(text: str) -> None:
    data = MARKDOWN.format(text).encode()
    done = format_page("page.md", data)
    assert [(item.code, item.spans[0].line) for item in done.problems] == [("markup-in-text", 3)]
    assert not done.is_changed


def test_addresses_of_digits_and_levels_are_kept() -> None:
    done = format_page("page.md", MARKDOWN.format("Keeps kites in snake_case_air, 2 * 3.").encode())
    assert done.problems == ()
    text = done.after.decode()
    assert "| [2](https://example.org/2) |\n| --- |" in text
    assert "**[Level 2 - Help:](https://example.org/lor)** Essence of the level: Helps.\n\n---\n\nDoes it.\n" in text
    assert not format_page("page.md", done.after).is_changed


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("page.html", b"<!DOCTYPE html><html><p>x</p></html>", "HTML"),
        ("f.xlsx", xlsx(WORKBOOK), "A workbook"),
        ("f.csv", b"Code,Skill", "A workbook"),
        ("g.ttl", b"", "A file of RDF"),
        ("https://example.org/x", b"", "A page of the web"),
    ],
)
def test_what_is_not_formatted_is_named(name: str, data: bytes, what: str) -> None:
    done = format_page(name, data)
    assert [(item.code, item.severity, item.message) for item in done.problems] == [
        ("not-formatted", "info", f"{what} is not formatted.")
    ]
    assert not done.is_changed


def test_fmt_rewrites_pages_in_place_and_only_those(tmp_path: Path, run: Run) -> None:
    careless, fine, faulty = tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "c.txt"
    careless.write_bytes((ACCEPT / "tight_bullets.pt.txt").read_bytes())
    careless.chmod(0o640)
    fine.write_bytes(KNOT.read_bytes())
    faulty.write_bytes((PAGES / "reject" / "heading-lost_joined.txt").read_bytes())
    (tmp_path / "d.html").write_bytes((FILES / "pt" / "H.site.html").read_bytes())
    checked = run("fmt", "--check", tmp_path)
    assert checked.exit_code == 1
    assert checked.stdout == f"would change  {careless}:15  7 lines\n"
    assert careless.read_bytes() == (ACCEPT / "tight_bullets.pt.txt").read_bytes()
    done = run("fmt", tmp_path)
    assert done.exit_code == 1
    assert done.stdout == f"formatted  {careless}\n"
    assert "heading-lost" in done.stderr
    assert "HTML is not formatted" in done.stderr
    assert careless.read_bytes() == KNOT.read_bytes()
    assert stat.S_IMODE(careless.stat().st_mode) == 0o640
    assert faulty.read_bytes() == (PAGES / "reject" / "heading-lost_joined.txt").read_bytes()
    faulty.unlink()
    assert run("fmt", "--check", tmp_path).exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "b.txt", "d.html"]


def test_fmt_shows_what_would_change(tmp_path: Path, run: Run) -> None:
    page = tmp_path / "a.txt"
    page.write_bytes((ACCEPT / "labels_vary.pt.txt").read_bytes().removesuffix(b"\n"))
    result = run("fmt", "--diff", page)
    assert result.exit_code == 0
    assert "\n-NOTAS  orientativas\n+Notas orientativas\n" in result.stdout
    assert "\n\\ No newline at end of file\n" in result.stdout
    assert run("fmt", "--diff", "--check", page).exit_code == 1
    assert b"NOTAS" in page.read_bytes()


def test_fmt_of_standard_input_is_printed(run: Run) -> None:
    done = run("fmt", "-", stdin=(ACCEPT / "tight_bullets.pt.txt").read_bytes())
    assert (done.exit_code, done.stdout_bytes) == (0, KNOT.read_bytes())


def test_fmt_of_what_is_not_there(tmp_path: Path, run: Run) -> None:
    assert "no-such-file" in run("fmt", tmp_path / "none.txt").stderr
    assert "not-formatted" in run("fmt", "https://example.org/x").stderr
    assert run("fmt", "--lang", "xx", KNOT).exit_code == 2


def test_a_file_is_saved_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page, link = tmp_path / "page.txt", tmp_path / "link.txt"
    page.write_bytes(b"old")
    link.symlink_to(page)
    assert write_file(link, b"new") is None
    assert (page.read_bytes(), link.is_symlink()) == (b"new", True)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    problem = write_file(page, b"newer")
    assert problem is not None
    assert (problem.code, page.read_bytes()) == ("output-not-written", b"new")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.txt", "page.txt"]
    other = write_file(f"{tmp_path}/a\0b", b"")
    assert other is not None


def test_fmt_says_where_it_cannot_write(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "a.txt"
    page.write_bytes((ACCEPT / "tight_bullets.pt.txt").read_bytes())
    monkeypatch.setattr(
        "skosmith.model.writing.tempfile.mkstemp", lambda **_: (_ for _ in ()).throw(OSError(30, "Read-only"))
    )
    done = run("fmt", page)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "output-not-written" in done.stderr
    done = run("render", KNOT, "-o", tmp_path / "out")
    assert (done.exit_code, done.stdout) == (1, "")


def test_render_prints_a_page_to_the_byte(run: Run, seed: Path) -> None:
    for path in (KNOT, ACCEPT / "white_space.pt.txt", seed):
        done = run("render", path)
        assert (done.exit_code, done.stdout_bytes) == (0, path.read_bytes())


def test_a_page_of_mixed_line_ends_and_parted_letters_is_rendered_to_the_byte(
    tmp_path: Path, run: Callable[..., Result]
) -> None:
    data = unicodedata.normalize("NFD", KNOT.with_name("knot.pt.txt").read_text("utf-8")).encode()
    page = tmp_path / "knot.pt.txt"
    page.write_bytes(data.replace(b"\n", b"\r\n", 3))
    assert run("render", page, "-o", tmp_path / "out").exit_code == 0
    assert (tmp_path / "out" / "knot.pt.txt").read_bytes() == page.read_bytes()


def test_render_of_a_graph(tmp_path: Path, run: Run) -> None:
    assert run("build", "examples", "-o", tmp_path, "--rights", "x").exit_code == 0
    result = run("render", tmp_path / "graph.ttl", "--to", "html", "-o", tmp_path / "pages")
    assert (result.exit_code, result.stderr) == (0, "")
    names = [f"{tmp_path}/pages/{name}.html" for name in ("mapd.en", "mapd.pt", "ssup.pt")]
    assert sorted(result.stdout.split("\n")) == ["", *(f"written  {name}" for name in names)]
    assert run("build", tmp_path / "pages", "-o", tmp_path / "again", "--rights", "x").exit_code == 0
    assert (tmp_path / "again" / "graph.ttl").read_bytes() == (tmp_path / "graph.ttl").read_bytes()
    one = run("render", tmp_path / "graph.jsonld", "--skill", "mapd", "--lang", "en", "--to", "markdown")
    assert one.stdout.startswith("# Map drawing MAPD\n")


def test_render_of_several_pages_needs_a_folder(run: Run) -> None:
    done = run("render", "examples")
    assert done.exit_code == 2
    assert "3 pages" in done.stderr
    assert run("render", "examples", "--lang", "en").exit_code == 0
    assert "There is no page to write: NONE pt" in run("render", "examples", "--skill", "NONE", "--lang", "pt").stderr


def test_render_of_a_workbook(tmp_path: Path, run: Run) -> None:
    (tmp_path / "f.xlsx").write_bytes(xlsx(WORKBOOK))
    done = run("render", tmp_path / "f.xlsx", "-o", tmp_path / "pages", "-q")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "category-not-on-page" in done.stderr
    assert len(list((tmp_path / "pages").iterdir())) == 6
    assert run("check", tmp_path / "pages", "-q").exit_code == 0


def test_render_leaves_out_a_page_with_an_error(tmp_path: Path, run: Run) -> None:
    path = PAGES / "reject" / "line-not-held_before_the_levels.txt"
    done = run("render", path, KNOT, "-o", tmp_path)
    assert done.exit_code == 1
    assert [path.name for path in tmp_path.iterdir()] == ["knot.pt.txt"]


def test_of_two_pages_of_one_name_the_second_is_left_out(tmp_path: Path, run: Run) -> None:
    done = run("render", KNOT, ACCEPT / "falling.pt.txt", "-o", tmp_path)
    assert "page-named-twice" in done.stderr
    assert done.exit_code == 1


def test_render_of_a_graph_at_fault(tmp_path: Path, run: Run) -> None:
    graph = tmp_path / "graph.ttl"
    graph.write_text('<https://a.example/> <https://b.example/> "x" .')
    done = run("render", graph)
    assert done.exit_code == 1
    assert done.stderr.count("violation:") == 1


def test_render_of_a_page_whose_file_has_changed(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes((ACCEPT / "tight_bullets.pt.txt").read_bytes())
    read = read_sources(Project(sources=(str(path),)), Files())
    path.write_bytes(b"something else")
    (one,), problems = render_pages(read)
    assert (one.name, one.data, problems) == ("knot.pt.txt", KNOT.read_bytes(), [])


def test_render_of_a_language_without_labels() -> None:
    read = read_sources(Project(sources=(str(KNOT),)), Files())
    read.pages[:] = [replace(page, language="nl") for page in read.pages]
    renditions, problems = render_pages(read)
    assert (renditions, [item.code for item in problems]) == ([], ["language-without-words"])


def test_render_of_markdown_keeps_its_addresses(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text(MARKDOWN.format("Keeps kites."))
    read = read_sources(Project(sources=(str(path),)), Files())
    (one,), _ = render_pages(read, "markdown")
    assert b"[2](https://example.org/2)" in one.data
    (one,), _ = render_pages(read, "text")
    assert b"](" not in one.data
    pages, _ = read_pages([str(FILES / "pt" / "H.site.html")], Files())
    assert isinstance(pages[0], Page)
    assert kite("pt").name == (pages[0].pref_label and pages[0].pref_label.value)


def test_a_page_that_cannot_be_printed_is_said(run: Run) -> None:
    """A full disk, and a standard output that the shell has closed."""
    program = [sys.executable, "-m", "skosmith", "render", str(KNOT)]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(program, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "Error: the output cannot be printed: No space left on device\n")
    closed = subprocess.run(["sh", "-c", 'exec "$@" >&-', "sh", *program], capture_output=True, text=True, check=False)
    assert "Traceback" not in closed.stderr
    assert run("render", KNOT, "-o", "/dev/full/x").exit_code == 1
