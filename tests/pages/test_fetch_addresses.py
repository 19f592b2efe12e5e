"""The addresses that pages are fetched from: which are allowed, and that it is these which are connected to."""

import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripted_site import QUICK, Site, code, data, fetch, says
from skosmith.model import Problem
from skosmith.pages.fetch.addresses import edition_of, is_public, language_of


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield server
        server.shutdown()


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("ftp://example.org/", "url-malformed"),
        ("http://a:b@127.0.0.1/", "url-credentials"),
        ("http://[", "url-malformed"),
    ],
)
def test_a_redirect_is_checked_as_the_first_address(location: str, expected: str, site: Site) -> None:
    site.answers["/a"] = says(302, Location=location)
    assert code(f"{site.url}/a") == expected


def test_addresses_of_this_machine_are_refused(site: Site) -> None:
    strict = QUICK._replace(allow_private=False)
    for url in (
        site.url,
        f"http://localhost:{site.server_port}",
        "http://[::1]/",
        "http://0.0.0.0/",
        "http://2130706433/",
    ):
        assert code(url, strict) == "url-refused", url
    assert site.asked == []


def test_a_redirect_to_this_machine_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first host counts as public; its answer leads to one that does not."""
    led: list[bool] = []
    monkeypatch.setattr("skosmith.pages.fetch.addresses.is_public", lambda address: address == "127.0.0.1" and not led)

    def lead(request: Any, _: int) -> None:  # noqa: ANN401
        led.append(True)
        request.answer(302, Location="http://localhost:1/")

    site.answers["/a"] = lead
    assert code(f"{site.url}/a", QUICK._replace(allow_private=False)) == "url-refused"


def test_a_name_that_has_one_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answers)
    assert code("http://example.org/", QUICK._replace(allow_private=False)) == "url-refused"


def test_the_address_connected_to_is_the_one_that_was_checked(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another answer of the name server a moment later changes nothing (DNS rebinding)."""
    site.answers["/a"] = says(200, b"a")
    asked: list[str] = []
    real = socket.getaddrinfo

    def once(host: str, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401
        asked.append(host)
        return real("127.0.0.1" if host == "rebound.example" else host, *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", once)
    assert data(f"http://rebound.example:{site.server_port}/a") == b"a"
    assert asked.count("rebound.example") == 1  # its connection is kept for robots.txt and the page


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://", "url-malformed"),
        ("http:///a", "url-malformed"),
        ("ftp://example.org/a", "url-malformed"),
        ("file:///etc/passwd", "url-malformed"),
        ("http://example.org:99999/", "url-malformed"),
        ("http://example.org:0/", "url-malformed"),
        ("http://ex ample.org/", "url-malformed"),
        ("http://[::1", "url-malformed"),
        (f"http://{'a' * 64}.org/", "url-malformed"),
        ("http://user:secret@example.org/", "url-credentials"),
        ("http://user@example.org/", "url-credentials"),
    ],
)
def test_an_address_that_is_none(url: str, expected: str) -> None:
    answer = fetch(url)
    assert isinstance(answer, Problem)
    assert answer.code == expected
    assert "secret" not in answer.message + answer.spans[0].path


@given(st.text(max_size=40))
def test_any_text_is_an_address_or_a_problem(text: str) -> None:
    offline = QUICK._replace(offline=True, cache=Path("/nonexistent"))
    for url in (text, f"http://{text}", f"https://example.org/{text}"):
        assert isinstance(fetch(url, offline), Problem)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("93.184.216.34", True), ("8.8.8.8", True), ("2606:2800:220:1::1", True),
        ("127.0.0.1", False), ("127.9.9.9", False), ("10.1.2.3", False), ("172.16.0.1", False), ("192.168.1.1", False),
        ("169.254.169.254", False), ("100.64.0.1", False), ("255.255.255.255", False),
        ("0.0.0.0", False),  # noqa: S104 - no server here
        ("224.0.0.1", False), ("240.0.0.1", False), ("192.0.2.1", False), ("198.18.0.1", False),
        ("192.0.0.8", False), ("192.88.99.1", False), ("3fff::1", False),
        ("::1", False), ("::", False), ("fc00::1", False), ("fd12::1", False), ("fe80::1", False), ("ff02::1", False),
        ("::ffff:127.0.0.1", False), ("::ffff:8.8.8.8", True), ("64:ff9b::7f00:1", False), ("64:ff9b::808:808", True),
        ("2002:7f00:1::", False), ("2001:db8::1", False), ("4000::1", False),
    ],
)  # fmt: skip
def test_which_addresses_are_public(address: str, expected: bool) -> None:
    assert is_public(address) == expected


@pytest.mark.parametrize(
    ("path", "edition", "language"),
    [
        ("/pt/sfia-8/skills/sales-support", "8", "pt"),
        ("/en/sfia-9/skills/x", "9", "en"),
        ("/fr-ca/sfia-9/x", "9", "fr-CA"),
        ("/zh-Hans/framework-v2.1/x", "2.1", "zh-Hans"),
        ("/9/skills/SSUP", "9", ""),
        ("/ja/v8/x", "8", "ja"),
        ("/en/level-4/x", "", "en"),
        ("/en/news/2024/x", "", "en"),
        ("/it-support/x", "", ""),
        ("/x", "", ""),
        ("", "", ""),
        ("/en/sfia-9", "", "en"),
    ],
)
def test_what_an_address_says_of_its_page(path: str, edition: str, language: str) -> None:
    url = f"https://example.org{path}?a=/pt/sfia-7/"
    assert (edition_of(url), language_of(url)) == (edition, language)


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed")
    path = tmp_path / "both.pem"
    subprocess.run(
        [
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
            "-addext", "subjectAltName=DNS:localhost", "-keyout", tmp_path / "key.pem", "-out", tmp_path / "cert.pem",
        ],
        check=True, capture_output=True,
    )  # fmt: skip
    path.write_bytes((tmp_path / "key.pem").read_bytes() + (tmp_path / "cert.pem").read_bytes())
    return path


def test_a_certificate_is_held_to_the_name(site: Site, certificate: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    site.socket = context.wrap_socket(site.socket, server_side=True)
    site.answers["/a"] = says(200, b"a")
    trusting = QUICK._replace(certificates=certificate.with_name("cert.pem"))
    assert data(f"https://localhost:{site.server_port}/a", trusting) == b"a"
    for url, options in (
        (f"https://localhost:{site.server_port}/a", QUICK),
        (f"https://127.0.0.1:{site.server_port}/a", trusting),
    ):
        answer = fetch(url, options)
        assert isinstance(answer, Problem)
        assert (answer.code, "certificate" in answer.message) == ("url-unreachable", True)
