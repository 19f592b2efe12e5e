"""Files that are neither pages nor workbooks are named as what they are; those of a folder are listed once.

``files/kinds`` has files that real programs wrote: LibreOffice, xlwt, odfpy, python-pptx, ReportLab, Pillow.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

from conftest import PAGES, ROOT
from skosmith.model import catalogue
from skosmith.pages.file_kinds import KINDS, other_kind

FILES = sorted((ROOT / "tests" / "data" / "files" / "kinds").iterdir())
CODES = {kind.code for kind in KINDS} | {"page-filled-by-script"}
KNOT = PAGES / "accept" / "knot.pt.txt"


def test_there_is_a_file_of_each_kind() -> None:
    assert {path.stem for path in FILES} == CODES


@pytest.mark.parametrize("suffix", ["", ".txt", ".docx", ".xlsx", ".html", ".md", ".csv"])
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_is_named_as_what_it_is_whatever_it_is_called(
    path: Path, suffix: str, tmp_path: Path, run: Callable[..., Result]
) -> None:
    if path.suffix == ".html" and suffix in {".xlsx", ".csv"}:
        pytest.skip("read as a table, which it is not")
    copy = shutil.copy(path, tmp_path / f"page{suffix or path.suffix}")
    result = run("check", copy)
    assert result.exit_code == 1
    assert f"violation: {path.stem}: " in result.output
    assert catalogue()[path.stem]["help"]["en"] in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
@pytest.mark.parametrize("share", [0.0, 0.02, 0.5, 0.98])
def test_a_file_that_is_cut_short_is_a_problem_too(
    path: Path, share: float, tmp_path: Path, run: Callable[..., Result]
) -> None:
    data = path.read_bytes()
    (tmp_path / path.name).write_bytes(data[: int(len(data) * share)])
    result = run("check", tmp_path / path.name)
    assert result.exit_code == 1
    assert "violation: " in result.output
    assert "Traceback" not in result.output


def test_no_page_and_no_table_is_another_kind() -> None:
    samples = ROOT / "tests" / "data" / "samples"
    folders = [PAGES / "accept", samples / "tables", samples / "pages", samples / "markdown"]
    read = [*(PAGES / "layouts").rglob("*.*"), *(path for folder in folders for path in folder.iterdir())]
    assert [path for path in read if path.is_file() and other_kind(str(path), path.read_bytes())] == []


def test_what_a_folder_has_besides_pages_is_listed_once(tmp_path: Path, run: Callable[..., Result]) -> None:
    shutil.copy(KNOT, tmp_path)
    for path in FILES:
        if path.suffix not in {".html", ".txt"}:
            (tmp_path / "sub").mkdir(exist_ok=True)
            shutil.copy(path, tmp_path / "sub")
    for name in ("skosmith.toml", "graph.ttl", ".hidden.doc", "~$a.docx", "counts.rq"):
        (tmp_path / name).write_bytes(b"")
    result = run("build", tmp_path, "-o", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert result.output.count("files-not-read: ") == 1
    listed = len([path for path in FILES if path.suffix != ".html"])
    assert f"{listed} files that skosmith did not read: sub/image-file.bmp, sub/image-file.gif" in result.output
    assert "Plain Text" in result.output
    assert (tmp_path / "out" / "graph.ttl").exists()


def test_a_folder_with_word_documents_alone_says_so(tmp_path: Path, run: Callable[..., Result]) -> None:
    (tmp_path / "ssup.docx").write_bytes(b"PK")
    result = run("check", tmp_path)
    assert result.exit_code == 1
    assert "no-pages" in result.output
    assert "ssup.docx" in result.output


@given(st.binary(max_size=200))
def test_any_bytes_are_of_a_kind_or_of_none(data: bytes) -> None:
    for kind in KINDS:
        assert kind.matches(data) in {True, False}
