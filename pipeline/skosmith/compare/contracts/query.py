"""A folder -> Contracts: each query with the files next to it that hold its expected answer."""

from dataclasses import dataclass
from pathlib import Path

from skosmith.model import Files, Problem, Span, problem, text_of, whole
from skosmith.stores import is_ordered, keywords, tokens

ANSWERS = (".csv", ".tsv", ".json", ".ttl", ".nt")
"""The suffixes of the file of an expected answer; its query has the same name with the suffix ``.rq``."""


@dataclass(frozen=True, slots=True)
class Contract:
    """A query that consumers rely on.

    ``name`` is that of its file without ``.rq``; ``answers`` are the paths of the files with its expected answer.
    ``is_ordered`` tells that the query orders its rows; ``has_graph`` that it asks named graphs.
    """

    name: str
    path: str
    query: str
    answers: tuple[str, ...] = ()
    is_ordered: bool = False
    has_graph: bool = False

    def span(self) -> Span:
        return whole(self.path)


def read_contracts(folder: str) -> tuple[list[Contract], list[Problem]]:
    """The contracts of ``folder``, in the order of their names, and the problems of their files.

    An empty ``folder`` has none. A query that asks another server (``SERVICE``) is rejected: its answer would not be
    the graph's. An answer without a query is a problem of severity warning.
    """
    if not folder:
        return [], []
    try:
        files = sorted(file for file in Path(folder).iterdir() if file.is_file() and not file.name.startswith("."))
    except (OSError, ValueError) as error:
        return [], [problem("contracts-not-found", whole(folder), reason=error)]
    queries = {file.stem: file for file in files if file.suffix == ".rq"}
    answers: dict[str, list[str]] = {}
    problems = []
    for file in files:
        if file.suffix in ANSWERS and file.stem in queries:
            answers.setdefault(file.stem, []).append(str(file))
        elif file.suffix in ANSWERS:
            problems.append(problem("contract-without-query", whole(str(file)), query=f"{file.stem}.rq"))
    contracts = []
    for name, file in queries.items():
        contract = _contract(name, str(file), tuple(answers.get(name, ())))
        if isinstance(contract, Problem):
            problems.append(contract)
        else:
            contracts.append(contract)
    return contracts, problems


def _contract(name: str, path: str, answers: tuple[str, ...]) -> Contract | Problem:
    data = Files().read(path)
    if isinstance(data, Problem):
        return data
    text = text_of(path, data)
    if isinstance(text, Problem):
        return text
    query = text.replace("\r\n", "\n")
    service = next((token for token in tokens(query) if token[:2] == ("word", "SERVICE")), None)
    if service:
        line = query.count("\n", 0, service.start) + 1
        column = service.start - query.rfind("\n", 0, service.start)
        return problem("contract-service", Span(path, line, column, line, column + len(service.text)))
    return Contract(name, path, query, answers, is_ordered(query), "GRAPH" in keywords(query))
