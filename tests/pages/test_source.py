"""Bytes -> Source: every way of writing a page gives the same lines; what is no page gives a problem with its place."""

import codecs
import os
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import PAGES
from skosmith.model import MAX_BYTES, Files, Problem, Source, decode, line_text, ntriples
from skosmith.pages import expand, lines_of, parse_page, read_pages
from skosmith.rdf import build_graph

KNOT = (PAGES / "accept" / "knot.pt.txt").read_text("utf-8")

WAYS_OF_WRITING = {
    "with a byte-order mark": codecs.BOM_UTF8 + KNOT.encode(),
    "CRLF": KNOT.replace("\n", "\r\n").encode(),
    "CR": KNOT.replace("\n", "\r").encode(),
    "NFD": unicodedata.normalize("NFD", KNOT).encode(),
    "no-break spaces": KNOT.replace(" ", "\u00a0").encode(),
    "narrow no-break spaces": KNOT.replace("Nível ", "Nível\u202f").encode(),
    "trailing spaces": KNOT.replace("\n", " \u00a0 \n").encode(),
    "no line end at the end": KNOT.rstrip("\n").encode(),
    "blank lines at both ends": f"\n\n{KNOT}\n\n".encode(),
    "tabs before items": KNOT.replace("  •", "\t•").encode(),
}


def triples(data: bytes) -> set[str]:
    source = decode("page.txt", data)
    assert isinstance(source, Source)
    page, problems = parse_page(source)
    assert page
    assert not problems
    return set(ntriples(build_graph([page]).statements()).splitlines())


@pytest.mark.parametrize("way", WAYS_OF_WRITING)
def test_ways_of_writing_read_the_same(way: str) -> None:
    assert triples(WAYS_OF_WRITING[way]) == triples(KNOT.encode())


def test_a_place_in_decomposed_text_is_that_in_the_file() -> None:
    source = decode("page.txt", unicodedata.normalize("NFD", "  Nível é 1").encode())
    assert isinstance(source, Source)
    (line,) = source.lines
    assert (line.number, line.column, line.text) == (1, 3, "Nível é 1")
    assert [source.span(line, at, at + 1)[2:5:2] for at in (1, 2, 6, 8)] == [(4, 6), (6, 7), (10, 12), (13, 14)]


# Letters with marks, of which some change places, Hangul, letters that NFC takes apart, Markdown, marks of direction.
LETTERS = st.text(
    st.sampled_from("aéí \u0301\u0327\u1100\u1161\u11a8각\U0001f600\u0958\u093c\u212b`*_\u200f:."), max_size=20
)


@pytest.mark.parametrize("form", ["{}", "# Um\n\n# **Dois**\n\n{}", "<p>{}"])
@given(text=LETTERS, is_nfd=st.booleans(), data=st.data())
def test_what_stands_at_a_place_is_the_text_in_nfc(form: str, text: str, data: st.DataObject, *, is_nfd: bool) -> None:
    raw = form.format(f"É{unicodedata.normalize('NFD', text) if is_nfd else text}é")
    source = lines_of("page.txt", raw.encode())
    assert isinstance(source, Source)
    line = source.lines[-1]
    assert unicodedata.is_normalized("NFC", line.text)
    letters = [at for at in range(len(line.text) + 1) if not unicodedata.combining(line.text[at : at + 1] or "a")]
    start, end = sorted(data.draw(st.tuples(st.sampled_from(letters), st.sampled_from(letters))))
    span = source.span(line, start, end)
    output = raw.split("\n")[span.line - 1][span.column - 1 : span.end_column - 1]
    if start < end:
        assert _marked(output) == _marked(line.text[start:end])


def _marked(text: str) -> str:
    """``text`` without what Markdown and the reader of HTML may take away within."""
    return unicodedata.normalize("NFC", re.sub("[`*\u200f]|__| +", "", text))


@pytest.mark.parametrize(
    ("data", "code", "place"),
    [
        (b"", "empty-page", (0, 0)),
        (b"\xef\xbb\xbf", "empty-page", (0, 0)),
        (b"a\n\xc3\xa9\xe9", "not-utf-8", (2, 2)),
        (b"\xef\xbb\xbfa\nb\xe9", "not-utf-8", (2, 2)),
        (b"a\r\nb\r\n\xff", "not-utf-8", (3, 1)),
        ("abc".encode("utf-16-be"), "not-utf-8", (0, 0)),
        (codecs.BOM_UTF16_BE + "é".encode("utf-16-be"), "not-utf-8", (0, 0)),
        (b"one\ntwo\0", "binary-file", (2, 4)),
        (b"PK\x03\x04rest", "binary-file", (1, 1)),
    ],
)
def test_what_is_no_page(data: bytes, code: str, place: tuple[int, int]) -> None:
    problem = decode("page.txt", data)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.spans[0][1:3]) == (code, place)


@given(st.binary(max_size=200))
def test_any_bytes_are_lines_or_a_problem(data: bytes) -> None:
    source = decode("page.txt", data)
    if isinstance(source, Source):
        for line in source.lines:
            assert line_text(data, line.number).strip(" \u200b\u2060\ufeff") == line.text
            assert line_text(data, line.number)[line.column - 1 :].startswith(line.text)
    else:
        assert source.spans[0].line >= 0


def test_a_line_that_is_not_there_is_empty() -> None:
    assert line_text(b"one\ntwo", 3) == ""


def test_expand_finds_pages_once_and_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "sub/c.txt", ".hidden/d.txt", "sub/.e.txt", "notes.doc", "~$a.xlsx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    names = [f"{tmp_path}/{name}" for name in ("a.txt", "b.txt", "sub/c.txt")]
    unread, *pages = expand([str(tmp_path)])
    assert isinstance(unread, Problem)
    assert (unread.code, "notes.doc" in unread.message, pages) == ("files-not-read", True, names)
    (tmp_path / "notes.doc").unlink()
    assert list(expand([f"{tmp_path}/**/*.txt", str(tmp_path), names[1], f"{tmp_path}/./b.txt"])) == names
    assert list(expand([f"{tmp_path}/notes.md"])) == [f"{tmp_path}/notes.md"]
    assert list(expand(["https://example.org/a//b?*"])) == ["https://example.org/a//b?*"]


def test_expand_reads_a_file_whose_name_looks_like_a_pattern(tmp_path: Path) -> None:
    (tmp_path / "a[1].txt").write_text("x")
    assert list(expand([f"{tmp_path}/a[1].txt"])) == [f"{tmp_path}/a[1].txt"]


@pytest.mark.parametrize(
    ("source", "code"),
    [("nothing/*.txt", "no-match"), ("{empty}", "no-pages")],
)
def test_expand_says_what_names_nothing(source: str, code: str, tmp_path: Path) -> None:
    (problem,) = expand([source.format(empty=tmp_path)])
    assert isinstance(problem, Problem)
    assert problem.code == code


def test_read_says_what_cannot_be_read(tmp_path: Path) -> None:
    pipe, large, loop = tmp_path / "pipe", tmp_path / "large.txt", tmp_path / "loop"
    os.mkfifo(pipe)
    with large.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    loop.symlink_to(loop)
    codes = {
        str(tmp_path / "none.txt"): "no-such-file",
        str(large / "below.txt"): "no-such-file",
        str(tmp_path): "unreadable-file",
        str(pipe): "not-a-file",
        "/dev/null": "not-a-file",
        str(large): "file-too-large",
        str(loop): "unreadable-file",
        "": "no-such-file",
        "nul\0byte": "unreadable-file",
    }
    for path, code in codes.items():
        problem = Files().read(path)
        assert isinstance(problem, Problem), path
        assert problem.code == code, path


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="no /proc here")
def test_a_file_that_fails_while_it_is_read() -> None:
    problem = Files().read("/proc/self/mem")
    assert isinstance(problem, Problem)
    assert problem.code == "unreadable-file"


def test_a_name_that_is_no_text_can_be_shown(tmp_path: Path) -> None:
    name = os.fsdecode(os.fsencode(tmp_path) + b"/n\xf3.txt")
    _, (missing,) = read_pages([name], Files())
    assert missing.spans[0].path.endswith("/n\\udcf3.txt")
    Path(name).write_text(KNOT, "utf-8")
    (page,), _ = read_pages([name], Files())
    assert page.path.encode()


MARKS = st.text(st.sampled_from("\u200f\u200e\u202b\u202c\u2067\u2069\u061c"), max_size=2)


@given(st.lists(st.tuples(MARKS, st.text(st.sampled_from("ab: .凧ت"), min_size=1, max_size=4)), max_size=4), MARKS)
def test_marks_of_direction_are_left_out_and_places_stay(parts: list[tuple[str, str]], last: str) -> None:
    raw = "x" + "".join(mark + text for mark, text in parts) + last
    source = lines_of("page.txt", raw.encode())
    assert isinstance(source, Source)
    (line,) = source.lines
    unmarked = "".join(letter for letter in raw if letter not in "\u200f\u200e\u202b\u202c\u2067\u2069\u061c")
    assert ":" not in raw or line.text == unmarked.strip(" ")
    assert [raw[line.place(at)[1] - 1] for at in range(len(line.text))] == list(line.text)
