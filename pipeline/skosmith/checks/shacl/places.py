"""Where the pages say what a SHACL result is about, or should say it."""

import re
from collections.abc import Iterable, Iterator, Mapping

from skosmith.checks.shacl.engines import SH, Result, Shape
from skosmith.model import RDF, Build, Files, Graph, Span, first_match, first_mismatch, language_of, last_character

_STEP = re.compile(r"(\^?)(<[^>]*>)")

Headings = Mapping[tuple[str, str], Span]
"""Which heading should hold the value of (subject, predicate) where there is none; "" is a value of any path."""


def places_of(
    result: Result, shape: Shape, graph: Graph, headings: Headings, build: Build
) -> Iterator[tuple[Span, ...]]:
    """The places of a result in a part of ``build``, whose statements are ``graph``.

    For texts that are not unique, once for each language, what few pages say first.

    In order: what says the value beside the path (``sh:equals``, ``sh:disjoint``), what says it along the path, all
    that stands at the end of the path, the heading that should hold it, the place where the focus node begins.
    """
    focus = result.focus_node
    if not focus.startswith("<") and not result.result_path:  # a text: wherever it is said
        yield _narrow(_spans(graph.places(focus)), result, shape, build.files)
        return
    ends = list(_walk(focus, result.result_path, graph))
    if _is(result, "UniqueLang"):
        for language in sorted({language_of(term) for term, _ in ends}):
            texts = [(term, span) for term, span in ends if language_of(term) == language]
            if len(texts) > 1:
                texts.sort(key=lambda text: build.occurrences.get((focus, result.result_path, text[0]), 1))
                yield _spans(span for _, span in texts)
        return
    beside = [graph.objects(focus, predicate).get(result.value) for predicate in shape.compared]
    along = [span for term, span in ends if term == result.value]
    first = _STEP.search(result.result_path)
    heading = headings.get((focus, first[2] if first else ""))
    begins = next(iter(graph.objects(focus, RDF.type).values()), None)
    found = (beside + along, [span for _, span in ends], [heading], [begins])
    spans = next((spans for candidates in found if (spans := _spans(candidates))), ())
    yield _narrow(spans, result, shape, build.files)


def _is(result: Result, component: str) -> bool:
    return result.constraint_component == f"<{SH}{component}ConstraintComponent>"


def _walk(focus: str, path: str, graph: Graph) -> Iterator[tuple[str, Span | None]]:
    """The terms at the end of a path and what says the last step.

    Of the branches and repetitions of a path the first steps are taken: enough to point at a line.
    """
    steps = _STEP.findall(path)
    for sequence in [[step] for step in steps] if "|" in path else [steps]:
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
    """Of each text the characters that are wrong: where it stops to be as the shape asks, or has what it forbids."""
    if _is(result, "Pattern") and shape.pattern.endswith("$"):
        if not shape.pattern.startswith("^"):  # asks for an end
            return tuple(span if span.sheet else last_character(span) for span in spans)
        return tuple(first_mismatch(files, span, shape.pattern[:-1]) for span in spans)
    if shape.forbidden and (_is(result, "Not") or _is(result, "Or")):
        return tuple(first_match(files, span, shape.forbidden) for span in spans)
    return spans
