"""Why a page is not had: what ends a fetch from within, and becomes the problem of the page."""


class Failure(Exception):  # noqa: N818 - what fails is the fetch, not the program
    """The ``code`` of a problem and the ``values`` of its message."""

    def __init__(self, code: str, **values: object) -> None:
        """Holds what ``skosmith.model.problems.problem`` is called with."""
        super().__init__(code)
        self.code = code
        self.values = values
