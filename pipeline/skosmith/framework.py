"""Checking again and again: what an edit did not touch is not done twice, and what is found is the same."""

from skosmith.model import Memo, Problem
from skosmith.pages import FetchOptions
from skosmith.project import Project, Read, check, read_sources


class Checker:
    """The sources of a project, checked as often as asked for.

    ``read`` is what they said at the last check, ``worked_out`` how many steps of it were not recalled.
    """

    def __init__(
        self, project: Project, language: str = "", options: FetchOptions | None = None, engine: str = "shacl"
    ) -> None:
        """``project`` may be changed between two checks; the other arguments are as for ``read_sources``."""
        self.project = project
        self.read: Read | None = None
        self.worked_out = 0
        self._language, self._options, self._engine = language, options, engine
        self._memo = Memo()

    def check(self) -> list[Problem]:
        """What ``sources.check`` finds now.

        Every file is read; a page whose bytes, name and framework are as before is not parsed, held to the shapes or
        linted again. An address is asked for once.
        """
        self.read = read_sources(self.project, self._language, self._options, memo=self._memo)
        found = check(self.read, self._engine, memo=self._memo)
        self.worked_out = self._memo.end_run()
        return found
