"""Names of files: the language in them, bytes that are no text, and a file where a folder is to be."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from conftest import PAGES, ROOT
from skosmith.pages import using
from skosmith.reports import REPORTS

KNOT = PAGES / "accept" / "knot.pt.txt"
Run = Callable[..., Result]


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        ("ssup.pt.txt", "pt"),
        ("ssup.pt-BR.txt", "pt-BR"),
        ("ssup.pt_BR.txt", "pt-BR"),
        ("ssup.PT_br.TXT", "pt-BR"),
        ("ssup.zh_Hant_TW.md", "zh-Hant-TW"),
        ("ssup.es_419.txt", "es-419"),
        ("ssup.de_final.txt", ""),
        ("ssup.en_copy.txt", ""),
        ("ssup_pt.txt", ""),
        (".pt.txt", ""),
        ("ssup.xx_BR.txt", ""),
    ],
)
def test_the_tag_in_the_name_of_a_file(name: str, tag: str) -> None:
    with using({}) as languages:
        assert languages.in_name(f"pages/{name}") == tag


@pytest.fixture
def byte_named(tmp_path: Path) -> Path:
    """A page with a problem, in a file whose name is no UTF-8."""
    path = tmp_path / os.fsdecode(b"kn\xffot.pt.txt")
    try:
        path.write_bytes(KNOT.read_bytes().replace(b"2 3 4\n", b"2 3\n"))
    except OSError:
        pytest.skip("the file system takes UTF-8 only")
    return path


@pytest.mark.parametrize("form", REPORTS)
def test_a_name_that_is_no_utf_8_is_escaped_in_every_report(form: str, byte_named: Path, run: Run) -> None:
    result = run("check", byte_named, "--format", form)
    assert result.exit_code == 1
    assert re.search(r"kn(\\+|%5C)udcffot\.pt\.txt", result.stdout)
    if form in {"text", "html", "junit"}:
        assert "Nós de corda: Nível 4" in result.stdout
    missing = run("check", f"{byte_named}.none", "--format", form)
    assert re.search(r"kn(\\+|%5C)udcffot\.pt\.txt\.none", missing.stdout)


def test_a_graph_of_a_name_that_is_no_utf_8(byte_named: Path, run: Run) -> None:
    byte_named.write_bytes(KNOT.read_bytes())
    output = byte_named.parent / os.fsdecode(b"out\xff")
    assert run("build", byte_named, "-o", output, "-f", "nq").exit_code == 0
    graph = output / "graph.nq"
    assert "/pages/kn%5Cudcffot.pt.txt#line=" in graph.read_text("utf-8")
    assert "kn\\udcffot.pt.txt: not in git" in run("why", "KNOT", byte_named, "--blame").stdout
    for arguments in (
        ["query", "counts", graph],
        ["site", graph, "-o", output / "site"],
        ["check", output / "graph.ttl"],
    ):
        assert run(*arguments).exit_code == 0


@pytest.mark.parametrize(
    "command",
    [["build", KNOT], ["export", KNOT, "--to", "skos"], ["render", KNOT], ["site", ROOT / "output" / "graph.nq"]],
)
def test_a_file_in_the_place_of_the_output_folder(command: list[str | Path], run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", "utf-8")
    result = run(*command, "-o", tmp_path / "file")
    assert result.exit_code == 1
    assert "cannot be written" in result.stderr
    assert "it is a file" in result.stderr
    assert "é um arquivo" in run(*command, "-o", "/dev/full", "--messages", "pt").stderr
    assert (tmp_path / "file").read_text("utf-8") == "mine"
