"""The SHACL engines, and the words and patterns of the shapes. Slow modules are imported on use."""

import re
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol, cast

from skosmith.model import RDF, SKOS, Severity, language_of, literal, recommended_case, turtle_files

if TYPE_CHECKING:
    from collections.abc import Callable

    import pyoxigraph

SH = "http://www.w3.org/ns/shacl#"

Kind = Literal["pages", "graph", "supplements"]
"""The origin of a graph: pages, a file of RDF, which may have problems that no page can cause, or pages and the tables
next to them, whose names and mappings may have some of these."""

_OF_GRAPHS = "skos"  # begins the names of files of shapes that a graph of pages meets by construction
_OF_SUPPLEMENTS = ("skos-integrity.ttl", "text.ttl")


class Own(NamedTuple):
    """What a project says in place of the shapes: the languages that a text may have, and the pattern of codes."""

    tags: tuple[str, ...] = ()
    code_pattern: str = ""


# The patterns of the shapes of codes, which a project may replace.
_CODE_PATTERNS = re.compile(r'(?P<begin>sks:(?:skill-notation-pattern|attribute-notation) a[^."]*?sh:pattern )"[^"]*"')
# The list of languages in the shape of texts, the one list that a project may lengthen.
_LISTED_TAGS = re.compile(r"(?P<begin>sks:text-language a[^.]*?)sh:languageIn \( [^)]* \)")
_ANY_TAG = "sh:datatype rdf:langString"  # parsers of RDF reject tags that are not well-formed


_LABEL = "_:0_b"  # how the engine labels blank nodes
_PROBE = f"_:b0 {RDF.type} {SKOS.Concept} .\n"  # breaks a shape: a concept has an IRI

PLACEHOLDER = re.compile(r"\{\?(\w+)\}")
"""A place in the message of a shape for an actual value."""


class Result(NamedTuple):
    """A SHACL validation result: N-Triples terms, or empty.

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
    """A shape: its words, its severity, its pattern, the properties that it compares values with.

    ``words`` are by property, then by language. Besides those of SHACL there are the messages sks:missing and
    sks:extra, for a value that is missing and for one too many. ``forbidden`` are the patterns that a text must not
    match.
    """

    words: dict[str, dict[str, str]] = field(default_factory=dict)
    severity: str = ""
    compared: list[str] = field(default_factory=list)
    pattern: str = ""
    forbidden: list[str] = field(default_factory=list)

    @property
    def messages(self) -> dict[str, str]:
        """What is wrong, by language."""
        return self.words["message"]

    @property
    def descriptions(self) -> dict[str, str]:
        """How to fix it, by language."""
        return self.words["description"]


@cache
def shapes_turtle(kind: Kind = "graph", own: Own | None = None) -> str:
    """The shapes for a graph of this kind, as one Turtle text.

    ``own`` replaces the languages that shapes/text.ttl allows, and the pattern of codes. A graph may have texts in any
    language, if ``own`` does not say in which.
    """
    is_wanted: dict[Kind, Callable[[str], bool]] = {
        "graph": lambda _: True,
        "pages": lambda name: not name.startswith(_OF_GRAPHS),
        "supplements": _OF_SUPPLEMENTS.__contains__,
    }
    files = [file for file in turtle_files("shapes") if is_wanted[kind](file.name)]
    text = "\n".join(file.read_text("utf-8") for file in files)
    tags, code_pattern = own or Own()
    if tags or kind == "graph":
        listed = f"sh:languageIn ( {' '.join(map(literal, tags))} )" if tags else _ANY_TAG
        text = _LISTED_TAGS.sub(lambda match: f"{match['begin']}{listed}", text, count=1)
    if code_pattern:
        pattern = literal(f"^({code_pattern})$")
        text = _CODE_PATTERNS.sub(lambda match: f"{match['begin']}{pattern}", text)
    return text


@cache
def shapes() -> dict[str, Shape]:
    """The shapes by their IRIs."""
    import pyoxigraph  # noqa: PLC0415 - only a graph with problems needs it

    shapes: dict[str, Shape] = {}
    above: dict[str, str] = {}  # of a node without a name, what names it
    negated: list[str] = []
    for triple in pyoxigraph.parse(shapes_turtle().encode(), pyoxigraph.RdfFormat.TURTLE):
        if isinstance(triple.object, pyoxigraph.BlankNode):
            above[str(triple.object)] = str(triple.subject)
            if str(triple.predicate) == f"<{SH}not>":
                negated.append(str(triple.object))
        shape = shapes.setdefault(str(triple.subject), Shape())
        predicate = triple.predicate.value.rpartition("#")[2]
        if isinstance(triple.object, pyoxigraph.Literal) and triple.object.language:
            shape.words.setdefault(predicate, {})[triple.object.language] = triple.object.value
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
        shapes[named].forbidden.append(shapes[node].pattern)
    return shapes


def severity_of(term: str) -> Severity:
    """The severity that a term of SHACL stands for, ``<http://www.w3.org/ns/shacl#Violation>``."""
    return cast("Severity", term.removeprefix(f"<{SH}").removesuffix(">").lower())


@cache
def _compiled(kind: Kind, own: Own | None) -> Any:  # noqa: ANN401 - shacl.Shapes, imported only when called for
    import shacl  # noqa: PLC0415 - only validation needs it

    return shacl.Shapes.from_turtle(shapes_turtle(kind, own))


def _run_shacl(data: str, kind: Kind = "graph", own: Own | None = None) -> list[Result]:
    return [
        Result(
            _as_sent(result.focus_node, kind, own),
            result.path or "",
            result.source_shape or "",
            f"<{result.component_iri}>",
            f"<{result.severity_iri}>",
            _as_sent(result.value or "", kind, own),
        )
        for result in _compiled(kind, own).validate_text(data, "ntriples").results
    ]


def _as_sent(term: str, kind: Kind, own: Own | None) -> str:
    """A term as it was in the data: the engine writes language tags in small letters, and numbers all blank nodes."""
    if term.startswith(_LABEL):
        return f"_:b{int(term.removeprefix(_LABEL)) - _first_label(kind, own)}"
    tag = language_of(term) if term else ""
    return f"{term.removesuffix(tag)}{recommended_case(tag)}" if tag else term


@cache
def _first_label(kind: Kind, own: Own | None) -> int:
    """The number that the engine gives the first blank node of the data: those of the shapes come before."""
    results = _compiled(kind, own).validate_text(_PROBE, "ntriples").results
    return int(next(one.focus_node for one in results if one.focus_node.startswith(_LABEL)).removeprefix(_LABEL))


class Engine(Protocol):
    """Validates N-Triples against the shapes for a kind of graph, with what a project replaces in them.

    The blank nodes are ``_:b0``, ``_:b1`` and so on, in the order in which they appear; results have them, too.
    """

    def __call__(self, data: str, kind: Kind = "graph", own: Own | None = None) -> list[Result]: ...


def _run_pyshacl(data: str, kind: Kind = "graph", own: Own | None = None) -> list[Result]:
    results: list[Result] = import_module("skosmith.checks.shacl.reference").run_pyshacl(data, kind, own)
    return results


ENGINES: dict[str, Engine] = {"shacl": _run_shacl, "pyshacl": _run_pyshacl}
"""The SHACL engines by name. pySHACL is the reference, about a hundred times slower."""
