"""N-Triples and N-Quads: canonical lines; N-Quads with the provenance graph."""

from skosmith.model import Build, Nodes


def _lines(nodes: Nodes, end: str = ".\n") -> str:
    return "".join(
        [
            f"{subject} {predicate} {term} {end}"
            for subject, node in nodes.items()
            for predicate, terms in node
            for term in terms
        ]
    )


def triples(_: Build, nodes: Nodes, __: Nodes) -> str:
    return _lines(nodes)


def quads(build: Build, nodes: Nodes, origin: Nodes) -> str:
    """``nodes`` in the default graph, their ``origin`` in the provenance graph."""
    return _lines(nodes) + _lines(origin, f"{build.names.provenance} .\n")
