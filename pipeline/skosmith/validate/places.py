"""Where the pages say what a SHACL result is about, or should say it."""

import re
from collections.abc import Iterable, Iterator, Mapping

from skosmith.graph import Places
from skosmith.model import Problem, Span
from skosmith.source import line_text, read
from skosmith.validate.engines import SH, Result, Shape
from skosmith.vocabulary import RDF

_STEP = re.compile(r"(\^?)(<[^>]*>)")
_LANGUAGE = re.compile(r'.*"@([A-Za-z0-9-]+)', re.DOTALL)

Headings = Mapping[tuple[str, str], Span]
"""Which heading should hold the value of (subject, predicate) where there is none; "" is a value of any path."""

Said = Mapping[tuple[str, str, str], int]
"""How often the pages make a statement; what is not there is said once."""


def places_of(
    result: Result, shape: Shape, nodes: Places, headings: Headings, said: Said
) -> Iterator[tuple[Span, ...]]:
    """The places of a result; for texts that are not unique, once for each language, what few pages say first.

    In order: what says the value beside the path (``sh:equals``, ``sh:disjoint``), what says it along the path, all
    that stands at the end of the path, the heading that should hold it, the place where the focus node begins.
    """
    focus = result.focus_node
    if not focus.startswith("<") and not result.result_path:  # a text: wherever it is said
        spans = _spans(node[p].get(focus) for node in nodes.values() for p in node)
        yield _narrow(spans, shape.pattern) if _is(result, "Pattern") else spans
        return
    ends = list(_walk(focus, result.result_path, nodes))
    if _is(result, "UniqueLang"):
        for language in sorted({_language(term) for term, _ in ends}):
            texts = [(term, span) for term, span in ends if _language(term) == language]
            if len(texts) > 1:
                texts.sort(key=lambda text: said.get((focus, result.result_path, text[0]), 1))
                yield _spans(span for _, span in texts)
        return
    node = nodes.get(focus, {})
    beside = [node.get(predicate, {}).get(result.value) for predicate in shape.compared]
    along = [span for term, span in ends if term == result.value]
    first = _STEP.search(result.result_path)
    heading = headings.get((focus, first[2] if first else ""))
    begins = next(iter(node.get(RDF.type, {}).values()), None)
    found = (beside + along, [span for _, span in ends], [heading], [begins])
    spans = next((spans for candidates in found if (spans := _spans(candidates))), ())
    yield _narrow(spans, shape.pattern) if _is(result, "Pattern") else spans


def _is(result: Result, component: str) -> bool:
    return result.constraint_component == f"<{SH}{component}ConstraintComponent>"


def _walk(focus: str, path: str, nodes: Places) -> Iterator[tuple[str, Span | None]]:
    """The terms at the end of a path and what says the last step.

    Of the branches and repetitions of a path the first steps are taken: enough to point at a line.
    """
    steps = _STEP.findall(path)
    sequences = [[step] for step in steps] if "|" in path else [steps]
    for sequence in sequences:
        ends: list[tuple[str, Span | None]] = [(focus, None)]
        for inverse, predicate in sequence:
            if inverse:
                ends = [
                    (subject, node[predicate][term])
                    for term, _ in ends
                    for subject, node in nodes.items()
                    if term in node.get(predicate, {})
                ]
            else:
                ends = [end for term, _ in ends for end in nodes.get(term, {}).get(predicate, {}).items()]
        yield from ends


def _spans(spans: Iterable[Span | None]) -> tuple[Span, ...]:
    return tuple(dict.fromkeys(span for span in spans if span is not None))


def _language(term: str) -> str:
    match = _LANGUAGE.fullmatch(term)
    return match[1] if match else ""


def _narrow(spans: tuple[Span, ...], pattern: str) -> tuple[Span, ...]:
    """The characters of each text that break ``pattern``: the first it stops at, or the end where it asks for one."""
    return tuple(_narrow_one(span, pattern) for span in spans)


def _narrow_one(span: Span, pattern: str) -> Span:
    if span.sheet or not pattern.endswith("$"):
        return span
    if not pattern.startswith("^"):
        return span._replace(line=span.end_line, column=max(span.end_column - 1, 1))
    data = read(span.path)
    if isinstance(data, Problem):
        return span
    for number in range(span.line, span.end_line + 1):
        text = line_text(data, number)
        start = span.column - 1 if number == span.line else 0
        end = span.end_column - 1 if number == span.end_line else len(text)
        match = re.match(pattern[:-1], text[start:end])
        if match and start + match.end() < end:
            column = start + match.end() + 1
            return Span(span.path, number, column, number, column + 1)
    return span
