"""What one run reads, no other run in the same process sees."""

import io
import sys
from pathlib import Path

import pytest

import skosmith
from conftest import ROOT
from servers import misbehaving
from skosmith.authoring.lsp.documents import Document, uri_of
from skosmith.authoring.lsp.projects import Projects
from skosmith.framework import check_project
from skosmith.pages import FetchOptions

TEXT = (ROOT / "examples" / "mapd.pt.txt").read_text("utf-8")
WRONG = TEXT.replace("2 3 4 5", "2 3 4")


def test_standard_input_belongs_to_the_framework_that_read_it(monkeypatch: pytest.MonkeyPatch) -> None:
    frameworks = []
    for line in (b"one line\n", b"another line\n"):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(line)))
        frameworks.append(skosmith.read("-"))
    one, another = (framework.report() for framework in frameworks)
    assert "1 | one line\n" in one
    assert "1 | another line\n" in another


def test_the_answer_of_an_address_belongs_to_the_framework_that_asked_for_it() -> None:
    with misbehaving() as site:
        plain = {"Content-Type": "text/plain; charset=utf-8"}
        for line in (b"one line\n", b"another line\n"):
            site.answers += [(404, {}, b""), (200, plain, line)]  # robots.txt, then the page
        fetch = FetchOptions(allow_private=True, rate=0)
        one, another = (skosmith.read(site.address, fetch=fetch) for _ in range(2))
    assert "1 | one line\n" in one.report()
    assert "1 | another line\n" in another.report()


def test_the_text_in_an_editor_belongs_to_that_editor(tmp_path: Path) -> None:
    path = str(tmp_path / "mapd.pt.txt")
    Path(path).write_text(TEXT, "utf-8")
    editors = Projects(check_project), Projects(check_project)
    for _ in range(2):
        for editor, text, codes in zip(editors, (WRONG, TEXT), (["skill-declared-levels"], []), strict=True):
            (checked,) = editor.check([], {path: Document(uri_of(path), path, 1, text)})
            assert [one.code for one in checked.problems if one.severity == "violation"] == codes
            assert skosmith.read(path, rights="x").check().conforms
    (checked,) = editors[0].check([str(tmp_path)], {})  # closed: what the file holds counts again
    assert not any(one.severity == "violation" for one in checked.problems)
