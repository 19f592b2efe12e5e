"""Pages from the web: a real server on this machine plays what servers do."""

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from conftest import PAGES
from flavours import html
from layouts import blocks_of, kite
from scripted_site import QUICK, Site, code, data, fetch, in_turn, says
from skosmith.model import Problem
from skosmith.pages.fetch.failure import retry_after
from skosmith.pages.fetch.fetcher import Fetched, Fetcher
from skosmith.pages.fetch.robots import read_rules


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield server
        server.shutdown()


def test_a_page_comes_with_what_its_answer_and_its_address_say(site: Site) -> None:
    site.answers["/pt/sfia-8/skills/sales"] = says(200, b"<p>", Content_Type='Text/HTML; charset="ISO-8859-1"')
    answer = fetch(f"{site.url}/pt/sfia-8/skills/sales#x")
    url = f"{site.url}/pt/sfia-8/skills/sales"
    assert answer == Fetched(url, b"<p>", "text/html", "iso-8859-1", "8", "pt")
    assert [path for path, _, _ in site.asked] == ["/robots.txt", "/pt/sfia-8/skills/sales"]
    headers = site.asked[1][2]
    assert headers["User-Agent"].startswith("skosmith/")


def test_redirects_are_followed_so_far(site: Site) -> None:
    site.answers["/a"] = says(302, Location="/b")
    site.answers["/b"] = says(301, Location=f"{site.url}/en/9/c")
    site.answers["/en/9/c"] = says(200, b"c")
    site.answers["/loop"] = says(307, Location="/loop")
    answer = fetch(f"{site.url}/a")
    assert isinstance(answer, Fetched)
    assert (answer.url, answer.data, answer.edition, answer.language) == (f"{site.url}/en/9/c", b"c", "9", "en")
    assert code(f"{site.url}/loop") == "url-redirects"
    assert site.paths().count("/loop") == QUICK.redirects + 1


@pytest.mark.parametrize(
    "wait", [{}, {"Retry_After": "0"}, {"Retry_After": "Thu, 01 Jan 1970 00:00:00 GMT"}, {"Retry_After": "soon"}]
)
@pytest.mark.parametrize("status", [429, 500, 503])
def test_what_may_pass_is_asked_for_again(status: int, wait: dict[str, str], site: Site) -> None:
    site.answers["/a"] = in_turn(says(status, **wait), says(status, **wait), says(200, b"a"))
    assert data(f"{site.url}/a") == b"a"
    assert len(site.paths()) == 3


def test_retry_after_is_waited_for_and_has_a_limit(site: Site) -> None:
    at = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
    site.answers["/a"] = in_turn(says(503, Retry_After="1"), says(200, b"a"))
    site.answers["/b"] = says(429, Retry_After=at)
    patient = QUICK._replace(longest_wait=1.5)
    begun = time.monotonic()
    assert data(f"{site.url}/a", patient) == b"a"
    assert time.monotonic() - begun >= 1
    assert code(f"{site.url}/b", patient) == "url-status"
    assert site.paths().count("/b") == 1


def test_retries_are_used_up(site: Site) -> None:
    site.answers["/a"] = says(503)
    assert code(f"{site.url}/a") == "url-status"
    assert len(site.paths()) == QUICK.retries + 1


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 204, 418])
def test_what_will_not_pass_is_asked_for_once(status: int, site: Site) -> None:
    site.answers["/a"] = says(status)
    answer = fetch(f"{site.url}/a")
    assert isinstance(answer, Problem)
    assert answer.code == "url-status"
    assert str(status) in answer.message
    assert len(site.paths()) == 1


@pytest.mark.parametrize(
    ("status", "rules", "expected"),
    [
        (200, b"User-agent: *\nDisallow: /a", "url-robots"),
        (200, b"User-agent: skosmith\nDisallow: /\n\nUser-agent: *\nAllow: /", "url-robots"),
        (200, b"User-agent: *\nDisallow: /\nAllow: /a", ""),
        (200, b"User-agent: other\nDisallow: /", ""),
        (404, b"", ""),
        (403, b"", ""),
        (500, b"", "url-robots-not-read"),
    ],
)
def test_robots_txt_is_obeyed(status: int, rules: bytes, expected: str, site: Site) -> None:
    site.answers["/robots.txt"] = says(status, rules)
    site.answers["/a"] = says(200, b"a")
    if expected:
        assert code(f"{site.url}/a") == expected
        assert site.paths() == []
    else:
        assert data(f"{site.url}/a") == b"a"


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("User-agent: *\nDisallow: /a*b$", "/axxb", False),
        ("User-agent: *\nDisallow: /a*b$", "/axxbc", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: a\nUser-agent: skosmith\nDisallow: /", "/x", False),
        ("user-AGENT: SkoSmith/9 # it\n  disallow : /x", "/x", False),
        ("User-agent: *\nDisallow: /é", "/%C3%A9", False),
        ("User-agent: *\nDisallow: /a?b", "/a?bc", False),
        ("Disallow: /", "/a", True),
        ("\ufeffUser-agent: *\r\nDisallow: /a\r\n", "/a", False),
        ("User-agent: sko\nDisallow: /", "/a", True),
        ("User-agent: *\nDisallow: /", "/robots.txt", True),
        ("User-agent: skosmith\nSitemap: /s\nUser-agent: a\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /" + "*a" * 1000 + "*b", "/" + "a" * 2000, True),
        ("".join(f"User-agent: a{n}\n" for n in range(15_000)) + "Disallow: /a\n" * 15_000, "/a", True),
    ],
)
def test_the_rules_of_rfc_9309(rules: str, path: str, allowed: bool) -> None:
    assert read_rules(rules.encode(), "skosmith").allow(f"https://example.org{path}") == allowed


def slow(request: Any, _: int) -> None:  # noqa: ANN401
    time.sleep(1)
    request.answer(200, b"late")


def drip(request: Any, _: int) -> None:  # noqa: ANN401
    request.send_response(200)
    request.send_header("Content-Type", "text/plain")
    request.send_header("Content-Length", "1000")
    request.end_headers()
    for _byte in range(1_000):
        request.wfile.write(b"x")
        request.wfile.flush()
        time.sleep(0.1)


def test_a_slow_server_is_given_up(site: Site) -> None:
    site.answers |= {"/slow": slow, "/drip": drip}
    assert code(f"{site.url}/slow", QUICK._replace(read_timeout=0.4, retries=0)) == "url-unreachable"
    begun = time.monotonic()
    assert code(f"{site.url}/drip", QUICK._replace(time_limit=0.6)) == "url-too-slow"
    assert time.monotonic() - begun < 60  # of 100


def test_what_is_too_large_is_not_read(site: Site) -> None:
    site.answers["/said"] = says(200, b"", Content_Length="999999999")
    site.answers["/unsaid"] = says(200, b"x" * 200_000, Connection="close")
    site.answers["/bomb"] = says(200, gzip.compress(bytes(50_000_000)), Content_Encoding="gzip")
    site.answers["/packed"] = says(200, gzip.compress(b"small"), Content_Encoding="gzip")
    site.answers["/odd"] = says(200, b"x", Content_Encoding="br")
    for path in ("/said", "/unsaid", "/bomb"):
        assert code(f"{site.url}{path}") == "url-too-large", path
    assert data(f"{site.url}/packed") == b"small"
    assert code(f"{site.url}/odd") == "url-media-type"


@pytest.mark.parametrize(
    ("media_type", "is_page"),
    [
        ("text/html", True),
        ("application/xhtml+xml; charset=utf-8", True),
        ("text/markdown", True),
        ("", True),
        ("application/pdf", False),
        ("image/png", False),
        ("application/json", False),
    ],
)
def test_only_pages_are_taken(media_type: str, is_page: bool, site: Site) -> None:
    site.answers["/a"] = says(200, b"a", Content_Type=media_type)
    assert (data(f"{site.url}/a") == b"a") if is_page else (code(f"{site.url}/a") == "url-media-type")


@pytest.mark.parametrize("header", [("ETag", '"1"', "If-None-Match"), ("Last-Modified", "x", "If-Modified-Since")])
def test_a_page_kept_is_asked_for_only_if_it_changed(header: tuple[str, str, str], site: Site, tmp_path: Path) -> None:
    name, value, condition = header
    options = QUICK._replace(cache=tmp_path / "cache")

    def answer(request: Any, _: int) -> None:  # noqa: ANN401
        is_kept = request.headers.get(condition) == value
        request.answer(304 if is_kept else 200, b"" if is_kept else b"a", **{name.replace("-", "_"): value})

    site.answers["/a"] = answer
    assert data(f"{site.url}/a", options) == data(f"{site.url}/a", options) == b"a"
    assert [condition in headers for path, _, headers in site.asked if path == "/a"] == [False, True]
    site.answers["/a"] = says(200, b"b")
    assert data(f"{site.url}/a", options) == b"b"
    assert data(f"{site.url}/a", options._replace(offline=True)) == b"b"


def test_offline_nothing_is_asked_for(site: Site, tmp_path: Path) -> None:
    options = QUICK._replace(cache=tmp_path, offline=True)
    assert code(f"{site.url}/a", options) == "url-not-cached"
    site.answers["/a"] = says(200, b"a")
    assert data(f"{site.url}/a", options._replace(offline=False)) == b"a"
    before = len(site.asked)
    assert data(f"{site.url}/a", options) == b"a"
    assert len(site.asked) == before
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    for broken in (b"", b"{}", whole[:-1], whole + b"x", b"\xff" * 99, b"[" * 99_999):
        file.write_bytes(broken)
        assert code(f"{site.url}/a", options) == "url-not-cached"


def test_a_page_that_asks_not_to_be_kept_is_not(site: Site, tmp_path: Path) -> None:
    site.answers["/a"] = says(200, b"a", Cache_Control="private, no-store")
    assert data(f"{site.url}/a", QUICK._replace(cache=tmp_path)) == b"a"
    assert list(tmp_path.iterdir()) == []


def test_a_cache_that_cannot_be_written_is_a_problem(site: Site, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    site.answers["/a"] = says(200, b"a")
    assert code(f"{site.url}/a", QUICK._replace(cache=tmp_path / "file" / "cache")) == "cache-not-written"


def test_a_host_is_asked_so_often_and_no_more(site: Site) -> None:
    site.answers |= {f"/{number}": says(200, b"a") for number in range(4)}
    begun = time.monotonic()
    with Fetcher(QUICK._replace(rate=10)) as fetcher:
        for number in range(4):
            assert isinstance(fetcher.fetch(f"{site.url}/{number}"), Fetched)
    assert len(site.asked) == 5  # robots.txt, once
    assert time.monotonic() - begun >= 0.39


def test_connections_are_kept(site: Site) -> None:
    site.answers |= {f"/{number}": says(200, b"a") for number in range(3)}
    values: list[object] = []
    real = site.get_request
    site.get_request = lambda: values.append(0) or real()  # type: ignore[func-returns-value, method-assign]
    with Fetcher(QUICK) as fetcher:
        for number in range(3):
            assert isinstance(fetcher.fetch(f"{site.url}/{number}"), Fetched)
    assert len(values) == 1


def test_who_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert code(f"http://127.0.0.1:{port}/") == "url-unreachable"

    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    answer = fetch("http://none.invalid/")
    assert isinstance(answer, Problem)
    assert (answer.code, "Name or service not known" in answer.message) == ("url-unreachable", True)


def test_a_server_that_breaks_off_is_asked_again(site: Site) -> None:
    def broken(request: Any, _: int) -> None:  # noqa: ANN401
        request.send_response(200)
        request.send_header("Content-Length", "100")
        request.end_headers()
        request.wfile.write(b"x")
        request.close_connection = True

    site.answers["/a"] = in_turn(broken, says(200, b"a"))
    assert data(f"{site.url}/a") == b"a"


def test_retry_after_is_a_number_or_a_date() -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    assert retry_after("120", now) == 120
    assert retry_after("Thu, 01 Jan 2026 00:01:00 GMT", now) == 60
    assert retry_after("Wed, 31 Dec 2025 00:00:00 GMT", now) == 0
    for nothing in ("", "-5", "soon", "1e9", "9" * 400):
        assert retry_after(nothing, now) == 0


def test_a_page_of_the_web_is_built_with_edition_language_and_address(
    site: Site, tmp_path: Path, run: Callable[..., Result]
) -> None:
    page = html(blocks_of(kite("pt"), "H")).encode()
    site.answers["/pt/sfia-8/skills/kite"] = says(200, page, Content_Type="text/html")
    site.answers["/en/sfia-9/skills/knot"] = says(200, (PAGES / "accept" / "name_in_text.en.txt").read_bytes())
    kite_url, knot_url = f"{site.url}/pt/sfia-8/skills/kite", f"{site.url}/en/sfia-9/skills/knot"
    private = ["--allow-private", "--rate", "100", "--rights", "x"]
    refused = run("build", kite_url, "-o", tmp_path / "a")
    assert (refused.exit_code, "url-refused" in refused.output) == (1, True)
    result = run("build", kite_url, "-o", tmp_path / "a", "-f", "nq", *private)
    assert result.exit_code == 0, result.output
    assert "/8/skills/KITE" in (tmp_path / "a" / "graph.nq").read_text("utf-8")
    quads = (tmp_path / "a" / "graph.nq").read_text("utf-8")
    assert f"<http://www.w3.org/ns/prov#wasDerivedFrom> <{kite_url}#line=" in quads
    both = run("build", kite_url, knot_url, "-o", tmp_path / "b", *private)
    assert (both.exit_code, "editions-differ" in both.output) == (1, True)
    broken = page.replace("Voo de pipas: Nível 3".encode(), b"Voo de pipas: Nivel 3")
    site.answers["/pt/sfia-8/skills/kite"] = says(200, broken, Content_Type="text/html")
    output = run("check", kite_url, *private).output
    assert f"{kite_url}:" in output
    assert "| " in output
    assert "heading-misspelt" in output
    offline = run("check", kite_url, "--offline")
    assert (offline.exit_code, "--cache" in offline.output) == (2, True)
