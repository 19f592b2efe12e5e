"""The SHACL engines, and what the shapes say of themselves. Nothing slow is imported before it is called for."""

import re
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol, cast

from skosmith.model import turtle_files

if TYPE_CHECKING:
    import pyoxigraph

SH = "http://www.w3.org/ns/shacl#"

Kind = Literal["pages", "graph"]
"""What a graph was made from: pages, or a file of RDF, which may have faults that no page can bring about."""

_OF_GRAPHS = "skos"  # begins the names of the files whose shapes a graph made from pages meets by construction


Tags = tuple[str, ...]

# The list of languages in the shape of texts, the one list that a project may lengthen.
_LISTED_TAGS = re.compile(r"(?P<begin>sks:text-language a[^.]*?sh:languageIn \( )[^)]*(?P<end> \))")


class Result(NamedTuple):
    """A SHACL validation result: N-Triples terms, empty where there is none.

    ``result_path`` is a SPARQL property path.
    """

    focus_node: str
    result_path: str
    source_shape: str
    constraint_component: str
    severity: str
    value: str


@dataclass(slots=True)
class Shape:
    """What a shape says of itself: its words by language, its severity, its pattern, what it compares with.

    ``forbidden`` are the patterns that it asks a text not to have.
    """

    messages: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    severity: str = ""
    compared: list[str] = field(default_factory=list)
    pattern: str = ""
    forbidden: list[str] = field(default_factory=list)


@cache
def shapes_turtle(kind: Kind = "graph", tags: Tags = ()) -> str:
    """The shapes that a graph of this kind is validated against, as one Turtle text.

    ``tags`` are the languages that a text may be in, instead of those that shapes/text.ttl lists, if there are any.
    """
    files = [file for file in turtle_files("shapes") if kind == "graph" or not file.name.startswith(_OF_GRAPHS)]
    written = "\n".join(file.read_text("utf-8") for file in files)
    listed = " ".join(f'"{tag}"' for tag in tags)
    return (
        _LISTED_TAGS.sub(lambda found: f"{found['begin']}{listed}{found['end']}", written, count=1) if tags else written
    )


@cache
def shapes() -> dict[str, Shape]:
    """What each shape says of itself, by its IRI."""
    import pyoxigraph  # noqa: PLC0415 - only a graph with problems needs it

    found: dict[str, Shape] = {}
    above: dict[str, str] = {}  # of a node without a name, what names it
    negated: list[str] = []
    for triple in pyoxigraph.parse(shapes_turtle().encode(), pyoxigraph.RdfFormat.TURTLE):
        if isinstance(triple.object, pyoxigraph.BlankNode):
            above[str(triple.object)] = str(triple.subject)
            if str(triple.predicate) == f"<{SH}not>":
                negated.append(str(triple.object))
        shape = found.setdefault(str(triple.subject), Shape())
        predicate = str(triple.predicate).removeprefix(f"<{SH}").removesuffix(">")
        words = {"message": shape.messages, "description": shape.descriptions, "name": shape.names}.get(predicate)
        if words is not None:
            text = cast("pyoxigraph.Literal", triple.object)
            words[text.language or ""] = text.value
        elif predicate == "severity":
            shape.severity = str(triple.object)
        elif predicate == "pattern":
            shape.pattern = cast("pyoxigraph.Literal", triple.object).value
        elif predicate in {"equals", "disjoint"}:
            shape.compared.append(str(triple.object))
    for node in negated:
        named = node
        while named in above:
            named = above[named]
        found[named].forbidden.append(found[node].pattern)
    return found


@cache
def _compiled(kind: Kind, tags: Tags) -> Any:  # noqa: ANN401 - shacl.Shapes, imported only when called for
    import shacl  # noqa: PLC0415 - only validation needs it

    return shacl.Shapes.from_turtle(shapes_turtle(kind, tags))


def _run_shacl(data: str, kind: Kind = "graph", tags: Tags = ()) -> list[Result]:
    return [
        Result(
            result.focus_node,
            result.path or "",
            result.source_shape or "",
            f"<{result.component_iri}>",
            f"<{result.severity_iri}>",
            result.value or "",
        )
        for result in _compiled(kind, tags).validate_text(data, "ntriples").results
    ]


class Engine(Protocol):
    """Validates N-Triples against the shapes for a kind of graph, with the language tags that a text may have."""

    def __call__(self, data: str, kind: Kind = "graph", tags: Tags = ()) -> list[Result]:
        """What the shapes find."""


def _run_pyshacl(data: str, kind: Kind = "graph", tags: Tags = ()) -> list[Result]:
    results: list[Result] = import_module("skosmith.checks.shacl.reference").run_pyshacl(data, kind, tags)
    return results


ENGINES: dict[str, Engine] = {"shacl": _run_shacl, "pyshacl": _run_pyshacl}
"""The SHACL engines: N-Triples and their kind in, results out. pySHACL is the reference, some hundred times slower."""
