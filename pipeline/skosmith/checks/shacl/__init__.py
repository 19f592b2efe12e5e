"""Build -> problems: what the shapes find, each on the line of the page that says it or should.

The only package that knows a SHACL engine or rdflib, and none of them before it is called for.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import cast

from skosmith.checks.shacl.engines import ENGINES, SH, Kind, Result, shapes
from skosmith.checks.shacl.places import Headings, places_of
from skosmith.model import (
    SHAPES_NS,
    Build,
    Graph,
    PageGraph,
    Problem,
    Same,
    Severity,
    Span,
    Statement,
    is_literal,
    ntriples,
    of_cell,
)
from skosmith.pages import built_in, in_force
from skosmith.rdf import page_statements

__all__ = ["ENGINES", "validate"]

_TOGETHER = 25  # the skills of several pages that are held to the shapes at a time: few, so that an edit redoes little

Check = Callable[[], list[Problem]]
"""Holds a part of a graph to the shapes."""


def validate(
    build: Build,
    engine: str = "shacl",
    jobs: int = 1,
    follow: Callable[[list[Check]], Iterable[Check]] = iter,
) -> tuple[Problem, ...]:
    """The problems of a graph, in the order of their places.

    Each page is held to the shapes by itself, so that no other page can make up for what it lacks; then what the pages
    say together, so that it is seen where they disagree. A graph without pages, that of a file of RDF, is held to them
    as a whole, and to those besides that no page can break. ``engine`` is a key of ``ENGINES``. ``jobs`` graphs are
    held to them at a time; the answer is the same. What the engine found in a graph that has not changed is recalled.
    ``follow`` hands on each check in turn, to show how far it is.
    """
    validation = _Validation(build, engine)
    checks: list[Check] = [partial(validation.check_page, page) for page in build.pages]
    checks += [partial(validation.check_together, skills) for skills in _shared(build)]
    if jobs == 1:
        found = [one() for one in follow(checks)]
    else:
        from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - a tenth of the start-up

        with ThreadPoolExecutor(jobs) as pool:
            made = pool.map(lambda one: one(), checks)
            found = [of_one for _, of_one in zip(follow(checks), made, strict=True)]
    apart, together = found[: len(build.pages)], found[len(build.pages) :]
    return tuple(sorted(_once(chain(*apart), chain(*together)), key=lambda one: (one.spans, one.code, one.values)))


class _Validation:
    """How the parts of one graph are validated: by which engine and shapes."""

    def __init__(self, build: Build, engine: str) -> None:
        self.build, self.recall = build, build.files.memo.recall
        kind: Kind = "pages" if build.pages else "graph"
        self.shapes = engine, _own_tags()
        self.run = partial(ENGINES[engine], kind=kind, tags=self.shapes[1])

    def check_page(self, page: PageGraph) -> list[Problem]:
        """The problems of a page by itself."""
        statements: list[Statement] = []

        def key() -> Hashable:
            of_page = page.language, page.skill, Same(page.of_skill), Same(page.of_framework)
            return "page", self.shapes, self.build.profile, *of_page

        def results_of_page() -> list[Result]:
            statements.extend(page_statements(self.build, page))
            return self.run(ntriples(statements))

        results = self.recall(key, results_of_page)
        if not results:
            return []
        return _problems(results, statements or page_statements(self.build, page), page.headings, self.build)

    def check_together(self, skills: list[str]) -> list[Problem]:
        """The problems of what all pages say of some skills, and of the framework."""
        build = self.build
        statements = [*build.framework, *build.top_concepts(skills), *chain(*(build.skills[skill] for skill in skills))]
        data = ntriples(statements)
        results = self.recall(lambda: ("together", self.shapes, data), lambda: self.run(data))
        headings: dict[tuple[str, str], Span] = {}
        for page in reversed(build.pages if results else []):  # of several, the first
            headings.update(page.headings)
        return _problems(results, statements, headings, build)


def _own_tags() -> tuple[str, ...]:
    """The languages of the run, if a project adds one to those that the shapes list."""
    known = {tag for tag, labels in in_force().by_tag.items() if not labels.parent}
    return tuple(sorted(known)) if known - set(built_in().by_tag) else ()


def _shared(build: Build) -> Iterator[list[str]]:
    """The skills of which several pages speak, some at a time; where there are none, one skill, for the framework.

    Of a graph without pages, all.
    """
    if not build.pages:
        yield list(build.skills)
    elif len(build.pages) > 1:
        pages = Counter(page.skill for page in build.pages)
        several = [skill for skill in build.skills if pages[skill] > 1] or list(build.skills)[:1]
        for start in range(0, len(several), _TOGETHER):
            yield several[start : start + _TOGETHER]


def _problems(
    results: Sequence[Result], statements: Iterable[Statement], headings: Headings, build: Build
) -> list[Problem]:
    """The problems of one graph: one for the results of one shape about one thing, with all their places and values."""
    if not results:
        return []
    known, graph = shapes(), Graph(statements)
    found: dict[tuple[object, ...], Problem] = {}
    for result in results:
        shape = known[result.source_shape]
        for spans in places_of(result, shape, graph, headings, build):
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
            problem = of_cell(problem) if spans and spans[0].sheet else problem
            key = (problem.code, problem.focus_node, () if problem.values else problem.spans)
            found[key] = _joined(found[key], problem) if key in found else problem
    return list(found.values())


def _once(apart: Iterable[Problem], together: Iterable[Problem]) -> Iterator[Problem]:
    """The problems of the pages, then those of the pages together that no page shows by itself.

    A fault in a text that several pages share is one problem with all its places.
    """
    found: dict[tuple[object, ...], Problem] = {}
    for problem in apart:
        is_of_text = is_literal(str(problem.focus_node)) or any(map(is_literal, problem.values))
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
    return one._replace(
        spans=tuple(sorted({*one.spans, *other.spans})),
        values=tuple(sorted({*one.values, *other.values})),
    )
