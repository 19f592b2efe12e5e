"""The tables of docs/diff.md are those of the program."""

import json
import re
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from conftest import ROOT
from skosmith.compare import DIFF_FORMS, VERDICTS
from skosmith.compare.diff.changes import catalogue

PAGE = (ROOT / "docs" / "diff.md").read_text("utf-8")


def test_the_tables_are_those_of_the_program() -> None:
    for verdict in VERDICTS[:0:-1]:
        titles = [entry["title"]["en"] for entry in catalogue().values() if entry["verdict"] == verdict]
        assert f"| {verdict} | {', '.join(titles)} |\n" in PAGE
    (table,) = re.findall(r"^\| `--format` \| contains \|\n((?:\|.*\n)+)", PAGE, re.MULTILINE)
    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == list(DIFF_FORMS)


def test_every_member_of_the_json_is_in_its_table(tmp_path: Path, run: Callable[..., Result]) -> None:
    page = tmp_path / "mapd.en.txt"
    page.write_bytes((ROOT / "examples" / page.name).read_bytes().replace(b"Surveying", b"Measuring"))
    report = json.loads(run("diff", "examples/mapd.en.txt", page, "--format", "json").stdout)
    (table,) = re.findall(r"^\| member \| contains \|\n((?:\|.*\n)+)", PAGE, re.MULTILINE)
    members = {*report, *report["old"], *report["statements"], *report["changes"][0]}
    assert members <= set(re.findall(r"`(\w+)`", table))
