"""The places of SHACL results: where the pages have the value, or should have it."""

import re
from collections.abc import Iterable, Iterator, Mapping

from skosmith.checks.shacl.engines import SH, Result, Shape
from skosmith.model import RDF, Build, Files, Graph, Span, first_match, first_mismatch, language_of, last_character

_STEP = re.compile(r"(\^?)(<[^>]*>)")
_BRANCHES_THEN_STEP = re.compile(r"\(\((?P<branches>[^()]*\|[^()]*)\)/(?P<step>\^?<[^>]*>)\)")

Headings = Mapping[tuple[str, str], Span]
"""The heading for a missing value, by subject and predicate; an empty predicate is any."""


def places_of(
    result: Result, shape: Shape, graph: Graph, headings: Headings, build: Build
) -> Iterator[tuple[tuple[Span, ...], list[str]]]:
    """The places of a result; for texts that are not unique, once for each language, the rarest text first.

    With the places of texts that are not unique come these texts. ``graph`` has the statements of the part of ``build``
    that was validated.

    The first of these that has a place: the value compared with (``sh:equals``, ``sh:disjoint``) and the value of the
    path, all values of the path, the heading for a missing value, the beginning of the focus node, the links
    to a node that nothing describes.
    """
    focus = result.focus_node
    if not focus.startswith("<") and not result.result_path:  # a text: all its places
        yield _narrow(_spans(graph.places(focus)), result, shape, build.files), []
        return
    ends = list(_walk(focus, result.result_path, graph))
    if is_of(result, "UniqueLang"):
        for language in sorted({language_of(term) for term, _ in ends}):
            texts = [(term, span) for term, span in ends if language_of(term) == language]
            if len(texts) > 1:
                texts.sort(key=lambda text: build.occurrences.get((focus, result.result_path, text[0]), 1))
                yield _spans(span for _, span in texts), list(dict.fromkeys(term for term, _ in texts))
        return
    is_branched = _BRANCHES_THEN_STEP.fullmatch(result.result_path) is not None  # one of the branches is wrong
    compared = [graph.objects(focus, one).get(result.value) for one in shape.compared if not is_branched]
    own = [span for term, span in ends if term == result.value]
    first = _STEP.search(result.result_path)
    heading = headings.get((focus, first[2] if first else ""))
    begin = next(iter(graph.objects(focus, RDF.type).values()), None)
    elsewhere = [] if graph.node(focus) else graph.places(focus)  # of what nothing describes
    candidates = (compared + own, [span for _, span in ends], [heading], [begin], elsewhere)
    spans = next((spans for group in candidates if (spans := _spans(group))), ())
    yield _narrow(spans, result, shape, build.files), []


def is_of(result: Result, component: str) -> bool:
    """Whether a constraint component, such as ``MinCount``, has the result."""
    return result.constraint_component == f"<{SH}{component}ConstraintComponent>"


def _walk(focus: str, path: str, graph: Graph) -> Iterator[tuple[str, Span | None]]:
    """The terms at the end of a path, with the place of the last step; of branches before it, with that of the branch.

    Takes each branch by itself, and repetitions once, which is enough to point at a line.
    """
    if match := _BRANCHES_THEN_STEP.fullmatch(path):
        for term, span in list(_walk(focus, match["branches"], graph)):
            yield from ((end, span) for end, _ in _walk(term, match["step"], graph))
        return
    for sequence in map(_STEP.findall, path.split("|")):
        ends: list[tuple[str, Span | None]] = [(focus, None)]
        for inverse, predicate in sequence:
            ends = [
                end
                for term, _ in ends
                for end in (graph.subjects(predicate, term) if inverse else graph.objects(term, predicate)).items()
            ]
        yield from ends


def _spans(spans: Iterable[Span | None]) -> tuple[Span, ...]:
    return tuple(dict.fromkeys(span for span in spans if span is not None))


def _narrow(spans: tuple[Span, ...], result: Result, shape: Shape, files: Files) -> tuple[Span, ...]:
    """The wrong characters of each text: where it stops matching the pattern, or matches a forbidden one."""
    if is_of(result, "Pattern") and shape.pattern.endswith("$"):
        if not shape.pattern.startswith("^"):  # asks for an end
            return tuple(span if span.sheet else last_character(span) for span in spans)
        return tuple(first_mismatch(files, span, shape.pattern[:-1]) for span in spans)
    if shape.forbidden and (is_of(result, "Not") or is_of(result, "Or")):
        return tuple(first_match(files, span, shape.forbidden) for span in spans)
    return spans
