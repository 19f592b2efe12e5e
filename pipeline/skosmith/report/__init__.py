"""Problems -> a report: a module for each form, and the table of them."""

from collections.abc import Callable
from typing import Final

from skosmith.report.coverage_report import coverage
from skosmith.report.github import github_report
from skosmith.report.html_form import html_report
from skosmith.report.json_form import as_dict, json_report
from skosmith.report.junit import junit_report
from skosmith.report.run import Run, run_of
from skosmith.report.sarif import sarif_report
from skosmith.report.summary import summarise, what_was_read
from skosmith.report.text_form import text, text_report
from skosmith.report.turtle_form import turtle_report
from skosmith.report.words import LEVELS

__all__ = ["LEVELS", "REPORTS", "Report", "Run", "as_dict", "coverage", "run_of", "summarise", "text", "what_was_read"]

Report = Callable[..., str]

REPORTS: Final[dict[str, Report]] = {
    "text": text_report,
    "json": json_report,
    "sarif": sarif_report,
    "junit": junit_report,
    "github": github_report,
    "turtle": turtle_report,
    "html": html_report,
}
"""The forms of a report: problems, summary and language in, text out.

``colour`` is for a terminal, ``run`` what some forms say beside.
"""
