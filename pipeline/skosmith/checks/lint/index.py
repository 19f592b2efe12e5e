"""The input of the rules: a graph, or one part of it, with its context."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from skosmith.model import Build, Files, Graph, Names, PageGraph, Problem, Same, Span, Statement, problem


class Part(NamedTuple):
    """A whole graph, or its statements about the framework or about one skill.

    ``pages`` are those of a whole graph; ``languages`` are those of its texts, that of most texts first, with which
    translations are compared. ``files`` are those of the places.
    """

    graph: Graph
    names: Names
    files: Files
    languages: tuple[str, ...] = ()
    pages: Sequence[PageGraph] = ()


def parts_of(build: Build) -> tuple[Part, list[Part]]:
    """The whole of ``build``, and its parts: the framework, then the skills; no two describe one subject.

    The graph of an unchanged part is recalled, as the same object.
    """

    def graph_of(statements: list[Statement], numbers: dict[str, int]) -> Graph:
        return build.files.memo.recall(
            lambda: ("graph", Same(statements), *numbers.items()), lambda: Graph(statements, numbers)
        )

    framework = graph_of(build.framework, {})
    graphs = [framework, *(graph_of(statements, framework.numbers) for statements in build.skills.values())]
    whole = Graph.union(graphs, list(build.top_concepts(build.skills)))
    part = Part(whole, build.names, build.files, whole.languages, build.pages)
    return part, [part._replace(graph=graph, pages=()) for graph in graphs]


def fault(code: str, about: str, spans: Iterable[Span | None], **values: object) -> Problem:
    """The problem ``code`` about a node, at those of ``spans`` that are not None."""
    places = tuple(dict.fromkeys(span for span in spans if span is not None))
    return problem(code, *places, **values)._replace(focus_node=about)
