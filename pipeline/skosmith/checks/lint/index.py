"""What the rules ask: a graph, or one part of it, and what they have to know besides."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from skosmith.model import Build, Files, Graph, Names, PageGraph, Problem, Same, Span, Statement, problem


@dataclass(frozen=True, slots=True)
class Part:
    """A graph, or what it says of the framework, or of one skill.

    ``pages`` are those of a whole graph; ``languages`` those of its texts, that of most texts first: translations are
    compared with it. ``files`` are those that the places are in.
    """

    graph: Graph
    names: Names
    files: Files
    languages: tuple[str, ...] = ()
    pages: Sequence[PageGraph] = ()


def parts_of(build: Build) -> tuple[Part, list[Part]]:
    """The whole of ``build``, and its parts: the framework, then the skills, of which no two describe one subject.

    The graph of a part that says what it said before is recalled: it is then the very same object.
    """

    def graph_of(statements: list[Statement], numbers: dict[str, int]) -> Graph:
        return build.files.memo.recall(
            lambda: ("graph", Same(statements), *numbers.items()), lambda: Graph(statements, numbers)
        )

    framework = graph_of(build.framework, {})
    graphs = [framework, *(graph_of(statements, framework.numbers) for statements in build.skills.values())]
    whole = Graph.union(graphs, list(build.top_concepts(build.skills)))
    part = Part(whole, build.names, build.files, whole.languages, build.pages)
    return part, [replace(part, graph=graph, pages=()) for graph in graphs]


def fault(code: str, about: str, spans: Iterable[Span | None], **values: object) -> Problem:
    """The problem ``code`` of the thing ``about``, at those of ``spans`` that there are."""
    places = tuple(dict.fromkeys(span for span in spans if span is not None))
    return problem(code, *places, **values)._replace(focus_node=about)
