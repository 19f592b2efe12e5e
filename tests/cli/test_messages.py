"""``--messages pt``: no sentence of a command stays English."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from conftest import PAGES, ROOT
from skosmith.cli import main
from skosmith.pages import ROLES
from skosmith.stores import named_queries

KNOT = PAGES / "accept" / "knot.pt.txt"
ACCEPT = PAGES / "accept"
BAD = PAGES / "reject" / "level-number_eight.txt"

COMMANDS = {
    "build": ["build", "examples", "-o", "OUT", "-v"],
    "build-at-fault": ["build", str(BAD), "-o", "OUT"],
    "build-older": ["build", str(KNOT), "-o", "OLDER"],
    "build-coverage": ["build", str(KNOT), "-o", "OUT", "--coverage"],
    "check": ["check", str(BAD), "none.txt", "--rights", ""],
    "check-many": ["check", str(PAGES / "reject" / "line-not-held_above_the_title.txt"), "-v"],
    "diff": ["diff", "examples/mapd.en.txt", "PAGE"],
    "diff-same": ["diff", "examples", "examples"],
    "diff-unreadable": ["diff", "none.txt", "examples"],
    "status": ["status", "examples"],
    "status-html": ["status", "examples", "--format", "html"],
    "why": ["why", "SSUP_4", "examples", "--incoming", "--blame", "--edition", "9"],
    "why-no-git": ["why", "MAPD", "PAGE", "--blame"],
    "contracts": ["contracts", "examples", "--contracts", str(ROOT / "examples" / "contracts")],
    "render": ["render", str(KNOT), "-o", "OUT"],
    "fmt-check": ["fmt", "--check", str(ACCEPT / "falling.pt.txt")],
    "export": ["export", "examples", "--to", "schema", "-o", "OUT"],
    "export-skos": ["export", "examples", "--to", "skos", "-o", "OUT"],
    "query-list": ["query", "--list"],
    "query-at-fault": ["query", "ladder", "none.nq"],
    "load": ["load", "output/graph.nq", "--to", "store:OUT/db"],
    "load-dry": ["load", "output/graph.nq", "--to", "store:OUT/db", "--dry-run"],
    "site": ["site", "output/graph.nq", "-o", "OUT/site"],
    "serve-at-fault": ["serve", "none.nq"],
    "init": ["init", "OUT/new"],
    "init-at-fault": ["init", "examples"],
    "labels": ["labels", "ar"],
    "explain": ["explain"],
    "explain-one": ["explain", "text-double-space", "level-number"],
}
"""The arguments by a name; OUT is a new folder, OLDER one with a graph, PAGE another edition of a page."""

_PAGES = (
    *(ROOT / "examples").glob("*.txt"),
    KNOT,
    BAD,
    ROOT / "pipeline" / "skosmith" / "pages" / "labels" / "ar.toml",
)
TERMS = "DefinedTermSet DefinedTerm plot Seed maintainers toml"
"""Words of a page, and terms, that no language changes."""

_WORD = re.compile(r"[^\W\d_]{3,}")
_DATA = re.compile(
    r"\w*…|<[^>]*>|https?://\S+|store:\S+|\S*/\S+|\S+\.(?:txt|ttl|nq|jsonld|toml|xlsx|rq|csv)\b|[\w-]+:[\w-]+|@[\w-]+|'[^']*'|\"[^\"]*\"",
)


ROLES_WORDS = [role for roles in ROLES.values() for role in roles]


def output_of(arguments: list[str], folder: Path, messages: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(ROOT)
    folder = folder / messages
    (folder / "older").mkdir(parents=True)
    (folder / "older" / "graph.nq").write_text("", "utf-8")
    page = (ROOT / "examples" / "mapd.en.txt").read_text("utf-8").replace("piece", "plot")
    (folder / "page.en.txt").write_text(page, "utf-8")
    places = {"OUT": folder / "out", "OLDER": folder / "older", "PAGE": folder / "page.en.txt"}
    for name, path in places.items():
        arguments = [one.replace(name, str(path)) for one in arguments]
    done = CliRunner().invoke(main, [*arguments, "--messages", messages], catch_exceptions=False)
    assert done.exit_code in {0, 1}, done.output
    return done.output.replace(str(folder), "FOLDER")


@pytest.mark.parametrize("name", COMMANDS)
def test_no_line_with_words_is_the_same_in_both_languages(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    english, portuguese = (output_of(COMMANDS[name], tmp_path, tag, monkeypatch) for tag in ("en", "pt"))
    assert portuguese.strip()
    data = " ".join([TERMS, *ROLES_WORDS, *named_queries(), *(page.read_text("utf-8") for page in _PAGES)])
    known = set(_WORD.findall(data))
    same = set(map(_words, english.splitlines())) & set(map(_words, portuguese.splitlines()))
    assert not [line for line in same if set(line.split()) - known]


def _words(line: str) -> str:
    """The words of ours in a line; empty for a line of a page, a statement or a place, which no language changes."""
    is_data = re.match(r" *\d* *\||  = (shape|forma):|[^<]*[{}]|.* [0-9a-f]{7,} \d{4}-", line)
    return "" if is_data else " ".join(_WORD.findall(_DATA.sub(" ", line)))
