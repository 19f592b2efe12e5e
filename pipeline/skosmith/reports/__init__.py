"""Problems to a report: text, JSON, SARIF, JUnit, GitHub annotations, Turtle and HTML."""

from typing import TYPE_CHECKING

from skosmith.model import members

if TYPE_CHECKING:
    from skosmith.reports.coverage_report import coverage_rows
    from skosmith.reports.forms import REPORTS, Run, run_of, write_report
    from skosmith.reports.json_form import as_dict
    from skosmith.reports.rule_text import explanation, headline
    from skosmith.reports.summary import summarise, what_was_read
    from skosmith.reports.text_form import figures_report, plain_text
    from skosmith.reports.words import Paint, painter, words_in

__all__ = ["REPORTS", "Paint", "Run", "as_dict", "coverage_rows", "explanation", "figures_report", "headline"]
__all__ += ["painter", "plain_text", "run_of", "summarise", "what_was_read", "words_in", "write_report"]

if not TYPE_CHECKING:
    __getattr__ = members(
        __name__,
        {
            "coverage_report": "coverage_rows",
            "forms": "REPORTS Run run_of write_report",
            "json_form": "as_dict",
            "rule_text": "explanation headline",
            "summary": "summarise what_was_read",
            "text_form": "figures_report plain_text",
            "words": "Paint painter words_in",
        },
    )
