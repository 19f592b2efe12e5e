"""Places of a page and positions of an editor: the units, odd ranges, and what an editor may do to a text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lsprotocol.types import (
    Position,
    PositionEncodingKind,
    Range,
    TextDocumentContentChangePartial,
    TextDocumentContentChangeWholeDocument,
)

from editor import offset
from skosmith.authoring.lsp.documents import Document, path_of, uri_of
from skosmith.authoring.lsp.positions import UNITS, LineIndex
from skosmith.model import Span, line_text

# Letters with marks, Hangul, marks that change places, letters beyond the first plane, what ends a line elsewhere.
LETTERS = st.text(st.sampled_from("aéíe\u0301\u0327\u1100\u1161\u11a8각\U0001f600क़\u093c\u2028\x85\x0b "), max_size=30)
TEXTS = st.lists(LETTERS, max_size=5).flatmap(
    lambda lines: st.lists(st.sampled_from(["\n", "\r\n", "\r"]), min_size=len(lines), max_size=len(lines)).map(
        lambda ends: "".join(line + end for line, end in zip(lines, ends, strict=True))
    )
)
POSITIONS = st.builds(Position, st.integers(0, 8), st.integers(0, 60))


@settings(deadline=None)
@given(TEXTS, st.sampled_from(list(UNITS)))
def test_a_place_and_its_position_go_together(text: str, encoding: str) -> None:
    lines = LineIndex(text, encoding)
    data = text.encode()
    for number in range(1, len(lines) + 1):
        output = line_text(data, number)
        for column in range(1, len(output) + 2):
            position = lines.range(Span("x", number, column, number, column)).start
            assert position.line == number - 1
            assert 0 <= position.character <= UNITS[encoding](lines.line(number))
        end = lines.range(Span("x", number, 1, number, len(output) + 1)).end
        assert end.character == UNITS[encoding](lines.line(number))
        assert lines.place(end) == (number, len(output) + 1)


def test_a_letter_beyond_the_first_plane_is_one_column() -> None:
    line = "Ni\u0301vel \U0001f600 3"
    lines = LineIndex(line)
    column = line.index("3") + 1
    assert lines.range(Span("x", 1, column, 1, column + 1)) == Range(Position(0, 10), Position(0, 11))
    assert lines.place(Position(0, 10)) == (1, column)
    assert LineIndex(line, PositionEncodingKind.Utf8).range(Span("x", 1, column, 1, column + 1)).start.character == 13
    assert LineIndex(line, PositionEncodingKind.Utf32).range(Span("x", 1, column, 1, column + 1)).start.character == 9


def test_a_byte_order_mark_is_no_column() -> None:
    lines = LineIndex("\ufeffKites KITE\n")
    assert lines.range(Span("x", 1, 7, 1, 11)) == Range(Position(0, 7), Position(0, 11))
    assert lines.place(Position(0, 7)) == (1, 7)


def test_places_that_are_no_longer_there() -> None:
    lines = LineIndex("one\ntwo")
    assert lines.range(Span("x", 9, 1, 9, 5)) == Range(Position(1, 3), Position(1, 3))
    assert lines.range(Span("x", 1, 70, 1, 75)) == Range(Position(0, 3), Position(0, 3))
    assert lines.range(Span("x", 0, 0, 0, 0)) == Range(Position(0, 0), Position(0, 3))
    assert lines.range(Span("x", 142, 19, 142, 20, "Skills")) == Range(Position(0, 0), Position(0, 0))
    assert lines.place(Position(7, 7)) == (2, 4)
    assert lines.line(3) == ""


@settings(deadline=None)
@given(TEXTS, st.lists(st.tuples(POSITIONS, POSITIONS, LETTERS), max_size=5))
def test_edits_are_the_editors_own(text: str, edits: list[tuple[Position, Position, str]]) -> None:
    """After each edit within the text both sides hold the same; one beyond it breaks nothing."""
    document = Document("file:///x", "/x", 1, text)
    for start, end, new in edits:
        before = document.text
        document = document.edited(TextDocumentContentChangePartial(Range(start, end), new))
        ends = sorted([_offset(before, start), _offset(before, end)])
        assert document.text == before[: ends[0]] + new + before[ends[1] :]
    assert document.edited(TextDocumentContentChangeWholeDocument("new")).text == "new"
    document.data.decode()


def _offset(text: str, position: Position) -> int:
    lines = LineIndex(text)
    if position.line >= len(lines):
        return len(text)
    line = lines.line(position.line + 1)
    character = min(position.character, UNITS[PositionEncodingKind.Utf16](line))
    while True:
        try:
            return offset(text, {"line": position.line, "character": character})
        except UnicodeDecodeError:  # in the middle of a letter of two units
            character -= 1


def test_a_lone_surrogate_is_a_problem_and_no_crash() -> None:
    document = Document("file:///x", "/x", 1, "a\ud800b")
    assert document.data == b"a\xed\xa0\x80b"
    assert document.lines.offset(Position(0, 2)) == 2


@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("file:///home/me/a%20b.txt", "/home/me/a b.txt"),
        ("file:///home/me/p%23%3F%25.txt", "/home/me/p#?%.txt"),
        ("file://localhost/home/x.txt", "/home/x.txt"),
        ("file:///c%3A/pages/x.txt", "c:/pages/x.txt"),
        ("file://server/share/x.txt", "//server/share/x.txt"),
        ("untitled:Untitled-1", "untitled:Untitled-1"),
        ("untitled:///a*b[c].txt", "untitled:-a-b-c-.txt"),
        ("git:/home/me/x.txt?ref", None),
        ("https://example.org/x", None),
        ("file:///a%00b", None),
        ("file://[broken", None),
        ("", None),
    ],
)
def test_the_path_of_a_document(uri: str, path: str | None) -> None:
    assert path_of(uri) == path


@settings(deadline=None)
@given(st.text(st.characters(exclude_characters="\0\\", exclude_categories=["Cs"]), min_size=1))
def test_paths_and_uris_go_together(name: str) -> None:
    path = path_of(uri_of(f"/pages/{name.replace('/', '')}x"))
    assert path == f"/pages/{name.replace('/', '')}x"
    assert uri_of("c:/x y.txt") == "file:///c:/x%20y.txt"
