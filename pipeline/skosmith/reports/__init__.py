"""Problems to a report: text, JSON, SARIF, JUnit, GitHub annotations, Turtle and HTML."""

from typing import TYPE_CHECKING

from skosmith.model.members import members

if TYPE_CHECKING:
    from skosmith.reports.coverage_report import coverage_rows
    from skosmith.reports.json_form import as_dict
    from skosmith.reports.run import Run, run_of
    from skosmith.reports.summary import summarise, what_was_read
    from skosmith.reports.table import REPORTS
    from skosmith.reports.text_form import plain_text
    from skosmith.reports.words import LEVELS

__all__ = ["LEVELS", "REPORTS", "Run", "as_dict", "coverage_rows", "plain_text", "run_of", "summarise", "what_was_read"]

if not TYPE_CHECKING:
    __getattr__ = members(
        __name__,
        {
            "coverage_report": "coverage_rows",
            "json_form": "as_dict",
            "run": "Run run_of",
            "summary": "summarise what_was_read",
            "table": "REPORTS",
            "text_form": "plain_text",
            "words": "LEVELS",
        },
    )
