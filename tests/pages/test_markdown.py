"""Markdown: its marks go, its text stays, each character at its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skosmith.model import Source, decode
from skosmith.pages import is_markdown
from skosmith.pages.markdown import plain


def read(text: str) -> tuple[Source, Source]:
    source = decode("page.md", text.encode())
    assert isinstance(source, Source)
    return source, plain(source)


@pytest.mark.parametrize(
    ("written", "output"),
    [
        ("# Kite flying KITE", "Kite flying KITE"),
        ("### Closed ###", "Closed"),
        ("**[Level 2 - Help](https://example.org/2):** Essence: x.", "Level 2 - Help: Essence: x."),
        ('[link](https://example.org/a_(b)) and ![picture](x.png "title")', "link and picture"),
        ("| [2](a) | [3](b) |", "2 | 3"),
        (r"2 \* 3 \_ 4", "2 * 3 _ 4"),
        ("> said", "said"),
        ("<a id='x'></a>anchor", "anchor"),
        ("<https://example.org/>", "https://example.org/"),
        ("[cut off](https://example", "cut off"),
        ("snake_case_name stays", "snake_case_name stays"),
    ],
)  # fmt: skip
def test_marks_are_taken_away(written: str, output: str) -> None:
    _, source = read(f"# A\n\n{written}\n\n# B")
    assert [line.text for line in source.lines] == ["A", output, "B"]


@pytest.mark.parametrize(
    "written", ["---", "***", "| --- | :-: |", "| | |", "**", "[](x)", "#", "<a id='x'></a>", "``"]
)
def test_lines_of_marks_alone_are_left_out(written: str) -> None:
    _, source = read(f"# A\n\n{written}\n\n# B")
    assert [line.text for line in source.lines if line.text != "#"] == ["A", "B"]


@given(st.text(st.sampled_from("#*_[]()`|<>\\-! ab:\n"), max_size=60))
def test_each_character_stands_at_its_place(text: str) -> None:
    written = f"# A\n\n{text}\n\n# B"
    source, result = read(written)
    assert is_markdown(source)
    rows = written.split("\n")
    for line in result.lines:
        assert line.text == line.text.strip()
        for at, letter in enumerate(line.text):
            number, column = line.place(at)
            assert rows[number - 1][column - 1] == letter
