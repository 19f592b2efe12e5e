"""Diff -> names.csv: the old names of what was renamed, as hidden labels."""

from skosmith import pages
from skosmith.compare.diff import Diff


def as_names(diff: Diff) -> str:
    """A table of other names, as names.csv: one row for each name that NEW has no longer, or its headings alone."""
    rows = (change.names_row for change in diff.changes if change.names_row)
    return "".join(f"{row}\n" for row in (",".join(pages.NAME_COLUMNS), *rows))
