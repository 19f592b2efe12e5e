"""What a triple store did not do."""

from skosmith.model import Problem, ProblemError


class StoreError(ProblemError):
    """A store that did not do what it was asked; ``status`` is the HTTP status, 0 for none."""

    def __init__(self, found: Problem, status: int = 0) -> None:
        super().__init__([found])
        self.problem, self.status = found, status
