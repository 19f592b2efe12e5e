"""Who asks stays a secret, whatever a store says of it; real servers on this machine say it."""

from base64 import b64encode
from collections.abc import Callable
from itertools import product
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest
from click.testing import Result

from servers import REASON, Answer, misbehaving
from skosmith.model import masked, withhold
from skosmith.model.confidential import MASK

Run = Callable[..., Result]

USER = "editor"
PASSWORD = "geheim & täglich/neu <7>"  # noqa: S105 - invented
TOKEN = "tk-0123/4567+89ab=="  # noqa: S105 - invented
BASIC = b64encode(f"{USER}:{PASSWORD}".encode()).decode()
CONSTRUCT = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


@pytest.fixture(autouse=True)
def nothing_known(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No secret of this machine."""
    for name in ("TOKEN", "USER", "PASSWORD"):
        monkeypatch.delenv(f"SKOSMITH_{name}", raising=False)
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    path = tmp_path / "graph.nt"
    kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    path.write_text(f"<https://example.org/> {kind} <https://w3id.org/skosmith/ns#Framework> .\n")
    return path


def latin(text: str) -> str:
    """A text as it must be given to a header for its bytes to be UTF-8."""
    return text.encode().decode("latin-1")


FORMS: dict[str, Callable[[str], str]] = {
    "plain": str,
    "percent-encoded": lambda secret: quote(secret, safe=""),
    "in lower case": lambda secret: quote(secret, safe="").lower(),
    "as a form": quote_plus,
    "as HTML": lambda secret: secret.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"),
    "in base64": lambda secret: b64encode(secret.encode()).decode(),
}

ECHOES: dict[str, Callable[[str], Answer]] = {
    "reason": lambda text: (500, {REASON: f"No {latin(text)}"}, b""),
    "body": lambda text: (400, {}, f"Who is {text}? {'x' * 400}".encode()),
    "body, cut": lambda text: (400, {}, f"{'x ' * 145}{text}".encode()),
    "Location": lambda text: (302, {"Location": f"http://h.example/?key={latin(text)}"}, b""),
    "userinfo": lambda text: (302, {"Location": f"http://me:{latin(text)}@h.example/"}, b""),
    "answer": lambda text: (200, {"Content-Type": f"text/{latin(text)}"}, text.encode()),
}


ASKS: Answer = (401, {"WWW-Authenticate": "Basic"}, b"")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", ["token", "password", "both", "netrc"])
def test_no_secret_is_printed(  # noqa: PLR0913, PLR0917 - the parameters
    kind: str, form: str, graph: Path, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    secret = {"token": TOKEN, "password": PASSWORD, "both": BASIC, "netrc": "of-netrc+1/2"}[kind]
    if kind == "token":
        monkeypatch.setenv("SKOSMITH_TOKEN", TOKEN)
    elif kind == "netrc":
        (tmp_path / "netrc").write_text(f"machine 127.0.0.1 login {USER} password {secret}\n")
    else:
        monkeypatch.setenv("SKOSMITH_USER", USER)
        monkeypatch.setenv("SKOSMITH_PASSWORD", PASSWORD)
    written = FORMS[form](secret)
    with misbehaving() as site:
        for (place, echo), arguments in product(ECHOES.items(), (("query", CONSTRUCT), ("load", graph, "--to"))):
            site.answers = [ASKS, echo(written)] if kind != "token" else [echo(written)]
            output = run(*arguments, site.address).output
            assert "Authorization" in site.asked[-1][2]
            assert "violation: " in output
            for one in {secret, written, latin(written), written[: len(written) // 2]}:
                assert one not in output
            assert MASK in output or place in {"userinfo", "body, cut", "answer"}


def test_a_secret_in_an_answer_is_not_printed(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the rows of a query, a long one alone: a short one may be a word of the data."""
    rows = b'{"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"type": "literal", "value": "%b dba"}}]}}'
    monkeypatch.setenv("SKOSMITH_TOKEN", TOKEN)
    with misbehaving() as site:
        site.answers = [(200, {"Content-Type": "application/sparql-results+json"}, rows % TOKEN.encode())]
        output = run("query", "SELECT ?s { ?s ?p ?o }", site.address).output
        assert TOKEN not in output
        assert f"{MASK} dba" in output
        monkeypatch.setenv("SKOSMITH_TOKEN", "dba")
        assert f"{MASK} dba" in run("query", "SELECT ?s { ?s ?p ?o }", site.address).output


def test_a_short_secret_is_hidden_as_a_word() -> None:
    withhold("dba", user="me")
    assert masked("dba may not, DBA; dbase, feedback") == f"{MASK} may not, {MASK}; dbase, feedback"
    assert masked("Basic bWU6ZGJh") == f"Basic {MASK}"
    withhold("\udcffno text at all")  # as an environment may hold it
    assert masked("%FFno%20text%20at%20all") == MASK
    withhold("")
    assert masked("abc") == "abc"


def test_a_password_in_an_address_is_not_printed(run: Run, graph: Path) -> None:
    address = "http://me:open%20sesame@127.0.0.1:9/"
    for arguments in (("load", graph, "--to", address), ("query", CONSTRUCT, address), ("check", address)):
        output = run(*arguments).output
        assert "url-credentials" in output
        assert "sesame" not in output


@pytest.mark.parametrize(
    "challenge",
    [
        "Digest",
        "digest",
        "Digest realm",
        'Digest realm="r"',
        'Digest nonce="n"',
        'Digest realm="r", nonce',
        'Digest realm="r", nonce="n", algorithm=ROT13',
        'Digest realm="r", nonce="n", qop="auth-int"',
        "Digest =,=,",
        "Negotiate, Digest",
    ],
)
@pytest.mark.parametrize("command", ["query", "load"])
def test_a_challenge_that_cannot_be_answered_is_a_problem(
    command: str, challenge: str, graph: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SKOSMITH_USER", USER)
    monkeypatch.setenv("SKOSMITH_PASSWORD", "of my own")
    with misbehaving() as site:
        site.answers = [(401, {"WWW-Authenticate": challenge}, b"no")]
        result = run(*(["query", CONSTRUCT] if command == "query" else ["load", graph, "--to"]), site.address)
    assert result.exit_code == 1
    assert "violation: store-challenge: " in result.output
