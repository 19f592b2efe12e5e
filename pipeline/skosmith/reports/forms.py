"""The forms of a report."""

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Final

from skosmith.model import Problem
from skosmith.reports.run import Run

REPORTS: Final = {
    "text": "text_form",
    "json": "json_form",
    "sarif": "sarif",
    "junit": "junit",
    "github": "github",
    "turtle": "turtle_form",
    "html": "html_form",
}
"""The module of each form, imported when a report is written; its function is ``<form>_report``."""


def write_report(form: str, problems: Sequence[Problem], run: Run) -> str:
    """The problems of a run in ``form``, a key of ``REPORTS``."""
    write: Callable[[Sequence[Problem], Run], str] = getattr(
        import_module(f"skosmith.reports.{REPORTS[form]}"), f"{form}_report"
    )
    return write(problems, run)
