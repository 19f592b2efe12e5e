"""Build -> problems: what the shapes find, each on the line of the page that says it or should.

The only package that knows a SHACL engine or rdflib, and none of them before it is called for.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, cast

from skosmith.graph import CHUNK, Build, PageGraph, Places, Statement, ntriples, placed
from skosmith.model import Problem, Severity, Span
from skosmith.scheme import page_statements
from skosmith.validate.engines import ENGINES, SH, Result, shapes
from skosmith.validate.places import Headings, Said, places_of
from skosmith.vocabulary import PREFIXES, SHAPES_NS

if TYPE_CHECKING:
    import rdflib

__all__ = ["ENGINES", "rdflib_graph", "validate"]


def validate(build: Build, engine: str = "shacl", jobs: int = 1) -> tuple[Problem, ...]:
    """The problems of a graph, in the order of their places.

    Each page is held to the shapes by itself, so that no other page can make up for what it lacks; then what the pages
    say together, so that it is seen where they disagree. A graph without pages, that of a file of RDF, is held to them
    as a whole. ``engine`` is a key of ``ENGINES``. ``jobs`` graphs are held
    to them at a time; the answer is the same.
    """
    run = ENGINES[engine]

    def check(statements: list[Statement], headings: Headings) -> list[Problem]:
        results = run(ntriples(statements))
        return _problems(results, placed(statements), headings, build.said) if results else []

    def check_page(page: PageGraph) -> list[Problem]:
        return check(page_statements(build, page), page.headings)

    def check_together(skills: list[str]) -> list[Problem]:
        headings: dict[tuple[str, str], Span] = {}
        for page in reversed(build.pages):  # of several, the first
            headings.update(page.headings)
        return check(_together(build, skills), headings)

    checks = [partial(check_page, page) for page in build.pages]
    checks += [partial(check_together, skills) for skills in _shared(build)]
    if jobs == 1:
        found = [one() for one in checks]
    else:
        from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - a tenth of the start-up

        with ThreadPoolExecutor(jobs) as pool:
            found = list(pool.map(lambda one: one(), checks))
    apart, together = found[: len(build.pages)], found[len(build.pages) :]
    return tuple(sorted(_once(chain(*apart), chain(*together)), key=lambda one: (one.spans, one.code, one.values)))


def _shared(build: Build) -> Iterator[list[str]]:
    """The skills of which several pages speak, some at a time; where there are none, one skill, for the framework.

    Of a graph without pages, all.
    """
    if not build.pages:
        yield list(build.skills)
    elif len(build.pages) > 1:
        pages = Counter(page.skill for page in build.pages)
        several = [skill for skill in build.skills if pages[skill] > 1] or list(build.skills)[:1]
        for start in range(0, len(several), CHUNK):
            yield several[start : start + CHUNK]


def _together(build: Build, skills: list[str]) -> list[Statement]:
    return [*build.framework, *build.top_concepts(skills), *chain(*(build.skills[skill] for skill in skills))]


def _problems(results: Iterable[Result], nodes: Places, headings: Headings, said: Said) -> list[Problem]:
    """The problems of one graph: one for the results of one shape about one thing, with all their places and values."""
    known = shapes()
    found: dict[tuple[object, ...], Problem] = {}
    for result in results:
        shape = known[result.source_shape]
        for spans in places_of(result, shape, nodes, headings, said):
            problem = Problem(
                code=result.source_shape.removeprefix(f"<{SHAPES_NS}").removesuffix(">"),
                severity=cast("Severity", result.severity.removeprefix(f"<{SH}").removesuffix(">").lower()),
                messages=shape.messages,
                helps=shape.descriptions,
                spans=spans,
                focus_node=result.focus_node,
                result_path=result.result_path or None,
                values=(result.value,) if result.value else (),
                source_shape=result.source_shape,
                source_constraint_component=result.constraint_component,
            )
            key = (problem.code, problem.focus_node, () if problem.values else problem.spans)
            found[key] = _joined(found[key], problem) if key in found else problem
    return list(found.values())


def _once(apart: Iterable[Problem], together: Iterable[Problem]) -> Iterator[Problem]:
    """The problems of the pages, then those of the pages together that no page shows by itself.

    A fault in a text that several pages share is one problem with all its places.
    """
    found: dict[tuple[object, ...], Problem] = {}
    for problem in apart:
        is_of_text = str(problem.focus_node)[0] == '"' or any(value[0] == '"' for value in problem.values)
        key = (problem.code, problem.focus_node, problem.values if is_of_text else problem.spans)
        found[key] = _joined(found[key], problem) if key in found else problem
    shown = {(problem.code, place) for problem in found.values() for place in problem.spans or [problem.focus_node]}
    yield from found.values()
    for problem in together:
        places = {(problem.code, place) for place in problem.spans or [problem.focus_node]}
        if not places <= shown:
            yield problem
        shown |= places


def _joined(one: Problem, other: Problem) -> Problem:
    return replace(
        one,
        spans=tuple(sorted({*one.spans, *other.spans})),
        values=tuple(sorted({*one.values, *other.values})),
    )


def rdflib_graph(build: Build) -> "rdflib.Graph":
    """The graph of a build, provenance left out, as an ``rdflib.Graph`` with the prefixes that the files have."""
    import rdflib  # noqa: PLC0415 - slow to import

    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    return graph.parse(data=ntriples(build.statements()), format="nt")
