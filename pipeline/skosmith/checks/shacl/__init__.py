"""Build -> problems of the shapes, each on the line of the page that has the value, or lacks it.

The only package that knows a SHACL engine or rdflib; it imports them on use.
"""

import tomllib
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain

from skosmith.checks.shacl.engines import ENGINES, Kind, Own, Result, severity_of, shapes, shapes_turtle
from skosmith.checks.shacl.messages import Messages
from skosmith.checks.shacl.places import Headings, places_of
from skosmith.model import (
    BLANK,
    MAPPINGS,
    OTHER_NAMES,
    RDF,
    SHAPES_NS,
    SKM,
    SKOS,
    Build,
    Graph,
    PageGraph,
    Problem,
    Same,
    Span,
    Statement,
    implied_concepts,
    is_literal,
    ntriples,
    read_data,
    value_of,
)
from skosmith.pages import built_in, in_force
from skosmith.rdf import page_statements

__all__ = ["ENGINES", "own_shapes", "validate"]

_OF_PATTERN = "PatternConstraintComponent>"
_OF_CODES = ("skill-notation-pattern", "attribute-notation")
# What the shapes of names and mappings look at.
_OF_SUPPLEMENTS = {RDF.type, SKOS.prefLabel, SKOS.broader, SKOS.narrower, SKOS.related, SKOS.inScheme}
_OF_SUPPLEMENTS |= {SKM.definedAtLevel, *OTHER_NAMES, *MAPPINGS}

_TOGETHER = (
    25  # skills of several pages that are validated at a time: few, so that little is validated again after an edit
)

Check = Callable[[], list[Problem]]
"""Validates a part of a graph."""


def validate(
    build: Build,
    engine: str = "shacl",
    jobs: int = 1,
    follow: Callable[[list[Check]], Iterable[Check]] = iter,
) -> tuple[Problem, ...]:
    """The problems of a graph, in the order of their places.

    Each page is validated by itself, so that no other page can make up for what it lacks; then all pages of a skill
    together, so that contradictions are found; then retired skills with those that replace them, and what the tables
    next to the pages add to. A graph without pages, from a file of RDF, is validated as a whole, with additional shapes
    that no page can violate. ``engine`` is a key of ``ENGINES``. ``jobs`` is the number of threads; the result does not
    depend on it. ``follow`` iterates over the checks, to show progress.
    """
    validation = _Validation(build, engine)
    checks: list[Check] = [partial(validation.check_page, page) for page in build.pages]
    checks += [partial(validation.check_together, skills) for skills in _shared(build)]
    checks += [validation.check_supplements] if build.supplements else []
    if build.retired:
        known = {term for one in build.retired for term in (one.subject, one.object)}
        checks.append(partial(validation.check_together, sorted(known & build.skills.keys()), build.retired))
    if jobs == 1:
        results = [check() for check in follow(checks)]
    else:
        from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - a tenth of the start-up

        with ThreadPoolExecutor(jobs) as pool:
            problems = pool.map(lambda check: check(), checks)
            results = [result for _, result in zip(follow(checks), problems, strict=True)]
    of_pages, of_skills = chain(*results[: len(build.pages)]), chain(*results[len(build.pages) :])
    return tuple(sorted(_distinct(of_pages, of_skills), key=lambda one: (one.spans, one.code, one.values)))


class _Validation:
    """The validation of the parts of one graph with one engine and its shapes."""

    def __init__(self, build: Build, engine: str) -> None:
        self.build, self.recall = build, build.files.memo.recall
        self.languages = {page.path: page.language for page in build.pages}
        kind: Kind = "pages" if build.pages else "graph"
        self.shapes = engine, _own() if build.pages else Own(build.profile.languages, in_force().code_pattern)
        self.run = partial(ENGINES[engine], kind=kind, own=self.shapes[1])
        self.run_of_supplements = partial(ENGINES[engine], kind="supplements", own=self.shapes[1])

    def check_page(self, page: PageGraph) -> list[Problem]:
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
        statements = statements or page_statements(self.build, page)
        return _problems(results, statements, page.headings, self.build, self.languages)

    def check_together(self, skills: list[str], retired: Sequence[Statement] = ()) -> list[Problem]:
        """The problems of all statements about ``skills``, about the framework, and of ``retired``."""
        build = self.build
        statements = [
            *build.framework,
            *retired,
            *build.top_concepts(skills),
            *chain(*(build.skills[skill] for skill in skills)),
        ]
        statements += implied_concepts(statements) if not build.pages else ()
        names = {} if build.pages else _blank_nodes(statements)
        data = ntriples(_renamed(statements, names) if names else statements)
        results = self.recall(lambda: ("together", self.shapes, data), lambda: self.run(data))
        if names:
            nodes = {label: name for name, label in names.items()}
            results = [
                one._replace(
                    focus_node=nodes.get(one.focus_node, one.focus_node), value=nodes.get(one.value, one.value)
                )
                for one in results
            ]
        headings: dict[tuple[str, str], Span] = {}
        for page in reversed(build.pages if results else []):  # the first page wins
            headings.update(page.headings)
        return _problems(results, statements, headings, build, self.languages)

    def check_supplements(self) -> list[Problem]:
        """The problems of the names and mappings of tables, and of the concepts that they are about."""
        build = self.build
        skills = sorted(set().union(*(table.skills for table in build.supplements)))
        about = chain(build.framework, *(build.skills[skill] for skill in skills))
        statements = [one for one in about if one.predicate in _OF_SUPPLEMENTS]
        data = ntriples(statements)
        results = self.recall(lambda: ("supplements", self.shapes, data), lambda: self.run_of_supplements(data))
        return _problems(results, statements, {}, build, self.languages)


def _blank_nodes(statements: Iterable[Statement]) -> dict[str, str]:
    """The labels of blank nodes, by the IRIs that replaced them when the file was read.

    The shapes are to see a node without a name as what it is.
    """
    labels: dict[str, str] = {}
    for subject, _, value, _ in statements:
        for term in (subject, value):
            if term.startswith(BLANK):
                labels.setdefault(term, f"_:b{len(labels)}")
    return labels


def _renamed(statements: Iterable[Statement], names: Mapping[str, str]) -> Iterator[Statement]:
    for one in statements:
        yield one._replace(subject=names.get(one.subject, one.subject), object=names.get(one.object, one.object))


def own_shapes() -> str:
    """The shapes of the run as Turtle, if a project replaces something in them; else empty."""
    own = _own()
    return shapes_turtle("pages", own) if any(own) else ""


def _own() -> Own:
    """The languages of the run, if a project adds one to those of the shapes, and the pattern of its codes."""
    known = {tag for tag, labels in in_force().by_tag.items() if not labels.parent}
    tags = tuple(sorted(known)) if known - set(built_in().by_tag) else ()
    return Own(tags, in_force().code_pattern)


def _shared(build: Build) -> Iterator[list[str]]:
    """The skills that have several pages, some at a time; one skill, for the framework, if there are none.

    All skills of a graph without pages.
    """
    if not build.pages:
        yield list(build.skills)
    elif len(build.pages) > 1:
        pages = Counter(page.skill for page in build.pages)
        skills = [skill for skill in build.skills if pages[skill] > 1] or list(build.skills)[:1]
        for start in range(0, len(skills), _TOGETHER):
            yield skills[start : start + _TOGETHER]


def _problems(
    results: Sequence[Result],
    statements: Iterable[Statement],
    headings: Headings,
    build: Build,
    languages: Mapping[str, str],
) -> list[Problem]:
    """The problems of one graph; results with one message about one node are one problem, with all their places."""
    if not results:
        return []
    graph = Graph(statements)
    messages = Messages(graph, build.names.root, languages)
    problems: dict[tuple[object, ...], Problem] = {}
    for result in results:
        shape = shapes()[result.source_shape]
        code = result.source_shape.removeprefix(f"<{SHAPES_NS}").removesuffix(">")
        for spans, texts in places_of(result, shape, graph, headings, build):
            message, help_ = messages.of(code, result, shape, spans, texts)
            problem = Problem(
                code=code,
                severity=severity_of(result.severity),
                messages=message,
                helps=help_,
                spans=spans,
                focus_node=result.focus_node,
                result_path=result.result_path or None,
                values=(result.value,) if result.value else (),
                source_shape=result.source_shape,
                source_constraint_component=result.constraint_component,
            )
            problem = _of_own_codes(problem) if in_force().code_pattern else problem
            key = (code, problem.focus_node, problem.messages["en"], () if problem.values else spans)
            problems[key] = _union(problems[key], problem) if key in problems else problem
    return list(problems.values())


def _of_own_codes(problem: Problem) -> Problem:
    """``problem``; of a code that does not match the pattern of the project, with words about that."""
    if not problem.source_constraint_component or not problem.source_constraint_component.endswith(_OF_PATTERN):
        return problem
    if problem.code not in _OF_CODES:
        return problem
    words = tomllib.loads(read_data("checks/shacl/own_codes.toml"))
    pattern, value = in_force().code_pattern, ", ".join(map(value_of, problem.values))
    messages = {tag: text.format(value=value, pattern=pattern) for tag, text in words["message"].items()}
    return problem._replace(messages=messages, helps=words["help"])


def _distinct(of_pages: Iterable[Problem], of_skills: Iterable[Problem]) -> Iterator[Problem]:
    """The problems of single pages, then those of the pages of a skill together that no page has by itself.

    A problem in a text that several pages share is one problem with all its places.
    """
    problems: dict[tuple[object, ...], Problem] = {}
    for problem in of_pages:
        is_of_text = is_literal(str(problem.focus_node)) or any(map(is_literal, problem.values))
        key = (problem.code, problem.focus_node, problem.values if is_of_text else problem.spans)
        problems[key] = _union(problems[key], problem) if key in problems else problem
    reported = {
        (problem.code, place) for problem in problems.values() for place in problem.spans or [problem.focus_node]
    }
    yield from problems.values()
    for problem in of_skills:
        places = {(problem.code, place) for place in problem.spans or [problem.focus_node]}
        if not places <= reported:
            yield problem
        reported |= places


def _union(first: Problem, second: Problem) -> Problem:
    """The first problem, with the places and values of both."""
    spans, values = {*first.spans, *second.spans}, {*first.values, *second.values}
    return first._replace(spans=tuple(sorted(spans)), values=tuple(sorted(values)))
