"""Problems -> a report: a module for each form, and the table of them."""

from collections.abc import Callable
from typing import Final

from skosmith.reports.coverage_report import coverage_rows
from skosmith.reports.github import github_report
from skosmith.reports.html_form import html_report
from skosmith.reports.json_form import as_dict, json_report
from skosmith.reports.junit import junit_report
from skosmith.reports.run import Run, run_of
from skosmith.reports.sarif import sarif_report
from skosmith.reports.summary import summarise, what_was_read
from skosmith.reports.text_form import plain_text, text_report
from skosmith.reports.turtle_form import turtle_report
from skosmith.reports.words import LEVELS

__all__ = [
    "LEVELS",
    "REPORTS",
    "Report",
    "Run",
    "as_dict",
    "coverage_rows",
    "plain_text",
    "run_of",
    "summarise",
    "what_was_read",
]

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
