"""The forms of a report."""

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, Final

from skosmith.model import Problem
from skosmith.reports.run import NO_RUN, Run

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


def write_report(  # noqa: PLR0913 - what forms differ in
    form: str,
    problems: Sequence[Problem],
    summary: dict[str, Any],
    messages: str = "en",
    *,
    colour: bool = False,
    run: Run = NO_RUN,
) -> str:
    """The problems and figures of a run in ``form``, a key of ``REPORTS``; ``messages`` is their language, en or pt.

    ``colour`` is for a terminal, ``run`` what some forms need besides.
    """
    write: Callable[..., str] = getattr(import_module(f"skosmith.reports.{REPORTS[form]}"), f"{form}_report")
    return write(problems, summary, messages, colour=colour, run=run)
