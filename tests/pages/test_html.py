"""HTML: what a reader sees is read, on the line where it stands; what is hostile is bounded."""

import os
import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from flavours import html
from layouts import blocks_of, kite
from skosmith.model import Page, Problem, Source
from skosmith.pages import is_html, lines_of, parse_page
from skosmith.pages.html_page import decode_html
from skosmith.pages.html_page.blocks import MAX_BLOCKS

PAGE = html(blocks_of(kite("en"), "H"))


def lines(markup: str | bytes, charset: str = "") -> list[str]:
    source = decode_html("page.html", markup.encode() if isinstance(markup, str) else markup, charset)
    assert isinstance(source, Source), source
    return [line.text for line in source.lines]


def code(markup: bytes, charset: str = "") -> str:
    answer = decode_html("page.html", markup, charset)
    assert isinstance(answer, Problem)
    return answer.code


@pytest.mark.parametrize(
    ("markup", "values"),
    [
        ("<p>a <b>b</b>c<i> d</i>\n e</p>", ["a bc d e"]),
        ("<p>a<br>b<br/>c</p>", ["a", "b", "c"]),
        ("<p>a&nbsp;&amp;&#x20;b&eacute; &lt;p&gt; &zzz; & c</p>", ["a & bé <p> &zzz; & c"]),
        ("<ul><li>a<ul><li>b</li></ul></li><li><p>c</p><p>d</p></li></ul>", ["• a", "• b", "• c", "d"]),
        ("<ul><li>a<li>b</ul><ol><li>c</ol>", ["• a", "• b", "• c"]),
        ("<ul><li><ul><li>a</li></ul></li></ul>", ["• a"]),
        ("<dl><dt>a</dt><dd>b</dd></dl><blockquote>c</blockquote>", ["a", "b", "c"]),
        ("<table><tr><td><a href='x'>2</a></td><td>3</td></tr><tr><th>x<td>y</table>", ["2 | 3", "x | y"]),
        ("<pre>a\n  b\n</pre>c", ["a", "b", "c"]),
        ("<nav>n</nav><header>h</header><p>a</p><aside>x</aside><form>f</form><footer>f</footer>", ["a"]),
        ("<main><div role=navigation><ul><li>n</ul></div><p>a</p><div role=contentinfo>c</div></main>", ["a"]),
        ("<div role=banner>b</div><div role=search>s</div><p>a</p><ul role=menu><li>m</ul>", ["a"]),
        ("<p>a</p><main><header><h1>h</h1></header><p>b</p></main><p>c</p>", ["h", "b"]),
        ("<p>a</p><article><p>b</p></article><article>d</article>", ["b", "d"]),
        ("<div role=main><div><p>b</p></div>c</div><p>d</p>", ["b", "c"]),
        ("<p hidden>a</p><p style='display:none'>b</p><details><summary>c</summary>d</details>", ["a", "b", "c", "d"]),
        ("<p><i aria-hidden=true>x</i>a<script>b</script><style>c</style><!-- d --></p><noscript>e</noscript>", ["a"]),
        ("<p title='a > b\nc'>d</p><p title=>e</p>", ["d", "e"]),
        ("<svg><text>a</text></svg><p>b", ["b"]),
        ("<p>e\u0301</p>", ["é"]),
        ("<p>a < b > c</p>", ["a < b > c"]),
        ("<p>\U000f0041\U00100042x</p>", ["\ufffd\ufffdx"]),
        ("<p></p><p>\u200b</p>a", ["a"]),
    ],
)
def test_what_is_shown_is_read(markup: str, values: list[str]) -> None:
    assert lines(f"<html><body>{markup}</body></html>") == values


def test_each_character_is_on_its_line() -> None:
    markup = (
        "<!DOCTYPE html>\n<html><body><!-- a\ncomment --><p class='x\ny'>one <b>two</b>\n  thr&eacute;e</p>"
        "<p>four</p>\r\n<table\n><tr><td>5</td>\n<td>6</td></tr></table><script>\n</script>\n<p>\nseven\n</p>"
    )
    source = decode_html("page.html", markup.encode())
    assert isinstance(source, Source)
    one, four, five, seven = source.lines
    assert [one.place(one.text.index(word)) for word in ("one", "two", "thr", "e")] == [(4, 4), (4, 11), (5, 3), (4, 6)]
    assert source.span(one)[1:5] == (4, 4, 5, 15)
    assert source.span(four)[1:5] == (5, 22, 5, 26)
    assert (five.text, five.place(0), five.place(4)) == ("5 | 6", (7, 10), (8, 5))
    assert source.span(seven)[1:5] == (11, 1, 11, 6)


def test_where_the_markup_is_cut_makes_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = decode_html("page.html", PAGE.encode())
    monkeypatch.setattr("skosmith.pages.html_page.markup._CHUNK", 1)
    assert decode_html("page.html", PAGE.encode()) == whole


def test_blocks_on_one_line_are_told_apart() -> None:
    one_line = PAGE.replace("\n", " ")
    source, page = lines_of("page", PAGE.encode()), lines_of("page", one_line.encode())
    assert isinstance(source, Source)
    assert isinstance(page, Source)
    assert {line.number for line in page.lines} == {1}
    assert parse_page(page) == parse_page(source)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "shift_jis"])
def test_the_charset_is_that_of_the_mark_the_server_or_the_page(encoding: str) -> None:
    text, output = ("<html><p>凧", "凧") if encoding == "shift_jis" else ("<html><p>pipa é", "pipa é")
    data = text.encode(encoding)
    assert is_html(data)
    if encoding.startswith("utf"):
        assert lines(data) == [output]
    else:
        assert code(data) == "charset-differs"
        assert lines(data, encoding) == [output]
        assert lines(data.replace(b"<p>", f"<meta charset='{encoding}'><p>".encode())) == [output]
    assert lines(b"<html><p>\xe9", "latin-1") == ["é"]


@pytest.mark.parametrize("charset", ["utf-7", "zlib", "rot13", "none", "unicode_escape", "idna", "\u2028"])
def test_a_charset_that_no_page_may_have(charset: str) -> None:
    assert code(f"<html><meta charset='{charset}'><p>a".encode(), charset) == "charset-not-known"


@pytest.mark.parametrize(
    ("data", "is_one"),
    [
        (b"<!doctype HTML>", True),
        (b"\xef\xbb\xbf\n <html>", True),
        (b"<!-- a --><?xml?>", False),
        (b"<?xml version='1.0'?>\n<!-- a -->\n<!DOCTYPE html>", True),
        (b"<h1>Kite KITE</h1>", True),
        (b"Kite <p>", False),
        (b"<a name='x'></a>\n# Kite KITE", False),
        (b"", False),
    ],
)
def test_html_is_told_from_text(data: bytes, is_one: bool) -> None:
    assert is_html(data) == is_one


BOUNDED = """
import resource, time
from skosmith.pages.html_page import decode_html
from hostile_markup import HOSTILE
def codes(size):
    return [
        getattr(decode_html("page.html", (b"<html>" + data)[:size]), "code", "read")
        for several in HOSTILE.values() for data in several
    ]
begun = time.process_time()
codes(2_500_000)
between = time.process_time()
found = codes(10_000_000)
end = time.process_time()
print(found == [code for code, several in HOSTILE.items() for _ in several], (end - between) / (between - begun),
      resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def test_ten_megabytes_of_hostile_markup_are_bounded_in_time_and_memory() -> None:
    """How many times the processor time of a quarter of each, and MiB at the peak: some three times as measured."""
    known = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.run(
        [sys.executable, "-c", BOUNDED], env=known, capture_output=True, text=True, check=True, timeout=600
    )
    is_as_expected, growth, peak = process.stdout.split()
    assert is_as_expected == "True"
    assert float(growth) < 10
    assert int(peak) < 2000


def test_a_page_has_so_many_blocks_and_no_more() -> None:
    assert len(lines("<html>" + "<p>a" * MAX_BLOCKS)) == MAX_BLOCKS
    assert code(b"<html>" + b"<p>a" * (MAX_BLOCKS + 1)) == "html-too-long"


@given(st.integers(0, len(PAGE.encode())), st.binary(max_size=20), st.integers(0, 40))
@example(0, b"", 0)
def test_any_page_gives_lines_or_a_problem(at: int, put: bytes, without: int) -> None:
    data = PAGE.encode()
    data = data[:at] + put + data[at + without :]
    source = decode_html("page.html", data)
    if isinstance(source, Source):
        page, problems = parse_page(source)
        assert page or problems
        ends = data.decode("utf-8", "replace").split("\n")
        for line in source.lines:
            span = source.span(line)
            assert 1 <= span.line <= span.end_line <= len(ends)


@given(st.binary(max_size=200))
def test_any_bytes_give_lines_or_a_problem(data: bytes) -> None:
    assert isinstance(decode_html("page.html", b"<html>" + data), Source | Problem)


@pytest.mark.parametrize("end", ["<", "</", "</p", "<p class='x", "<!-- a", "<!doct", "&", "&rsq", "&#8", "<p\n a=b\n"])
def test_a_page_that_ends_within_a_tag_or_an_entity_is_cut(end: str) -> None:
    answer = decode_html("page.html", f"<html><p>a\n<p>b{end}".encode())
    assert isinstance(answer, Problem)
    assert (answer.code, answer.spans[0][1:3]) == ("html-not-closed", (2, 5))


@given(st.integers(0, len(PAGE)))
def test_a_page_cut_anywhere_makes_up_nothing(length: int) -> None:
    source = lines_of("page", PAGE[:length].encode())
    whole = lines_of("page", PAGE.encode())
    assert isinstance(whole, Source)
    if isinstance(source, Source):
        page, problems = parse_page(source)
        assert isinstance(page, Page) or problems
        if isinstance(page, Page):
            assert (page.notation, page.pref_label) == (parse_page(whole)[0].notation, parse_page(whole)[0].pref_label)  # type: ignore[union-attr]
