"""From the pages of a skills framework to a validated knowledge graph, with the line that each statement came from."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from skosmith.checks import Policy, Report
    from skosmith.framework import Framework, read
    from skosmith.model import LevelPage, Page, Problem, ProblemError, Span, Text

__version__ = "0.1.0"

__all__ = ["Framework", "LevelPage", "Page", "Policy", "Problem", "ProblemError", "Report", "Span", "Text", "read"]

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """PEP 562: nothing is imported before it is used, for the sake of the command line's start-up."""
        from skosmith.model import members

        homes = {"checks": "Policy Report", "framework": "Framework read"}
        homes["model"] = "LevelPage Page Problem ProblemError Span Text"
        return members(__name__, homes)(name)
