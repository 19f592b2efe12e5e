"""The error of a triple store."""

from skosmith.model import Problem, ProblemError


class StoreError(ProblemError):
    """A problem with a store, and the HTTP status of its answer; 0 without an answer."""

    def __init__(self, problem: Problem, status: int = 0) -> None:
        super().__init__([problem])
        self.problem, self.status = problem, status
