"""Triple stores on a network: SPARQL 1.1 Protocol and Graph Store Protocol, with requests in ``sessions``."""

from skosmith.model import Problem


class Refused(Exception):  # noqa: N818 - it is the store that refuses
    """A store that did not do what it was asked; ``problem`` says why, ``status`` is the HTTP status, 0 for none."""

    def __init__(self, found: Problem, status: int = 0) -> None:
        """For ``found``."""
        self.problem, self.status = found, status
        super().__init__(found.message)
