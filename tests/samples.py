"""Real pages with scrambled words, and what pages.tsv lists of each."""

import csv
from typing import NamedTuple

from conftest import ROOT

SAMPLES = ROOT / "tests" / "data" / "samples"


class Sample(NamedTuple):
    """A row of pages.tsv: what a page must give; ``declared_levels`` are digits, none where the excerpt shows none."""

    file: str
    language: str
    edition: str
    kind: str
    notation: str
    pref_label: str
    declared_levels: str


with (SAMPLES / "pages.tsv").open(encoding="utf-8", newline="") as table:
    TABLE = [Sample(*row) for row in csv.reader(table, delimiter="\t")][1:]


FILES = [SAMPLES / "pages" / row.file for row in TABLE] + sorted((SAMPLES / "markdown").iterdir())
