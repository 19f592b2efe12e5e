"""From the pages of a skills framework to a validated knowledge graph, with the line that each statement came from."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from skosmith.checks import Policy, Report
    from skosmith.framework import Framework, read
    from skosmith.model import Concept, LevelPage, Page, Problem, ProblemError, Span, Text

__version__ = "0.1.0"

__all__ = [
    "Concept",
    "Framework",
    "LevelPage",
    "Page",
    "Policy",
    "Problem",
    "ProblemError",
    "Report",
    "Span",
    "Text",
    "read",
]

if not TYPE_CHECKING:
    from skosmith.model import members

    __getattr__ = members(
        __name__,
        {
            "checks": "Policy Report",
            "framework": "Framework read",
            "model": "Concept LevelPage Page Problem ProblemError Span Text",
        },
    )
