"""The nodes of a graph by the names that people use: ``SSUP``, ``SSUP:4``, ``lor/4``, ``4/essence``."""

import re
from collections.abc import Iterable, Iterator

from rapidfuzz import fuzz, process, utils

from skosmith.model import SKOS, Build, Problem, iri_of, is_link, parse_literal, problem, safe_text, value_of

FRAMEWORK = "framework"
"""The name of the framework itself, whose IRI relative to its own is empty."""

_LIKE = re.compile(
    r"(?:[A-Z]{4}|[A-Z]+[.-]?[0-9]+)(?:[_:][0-9])?|lor(?:/[0-9](?:/essence)?)?|(?:skill|attribute)(?:levels|s)/\S+|categories/\S+|framework"
)
_AT_LEVEL = re.compile(r"(?P<code>[^\W\d_]{2,})[\s_:/.-]*(?P<level>\d+)")
_AT_LEVEL_OF_ANY = re.compile(r"(?P<code>.+)[_:](?P<level>\d+)")  # the code of a project's own pattern
_LEVEL = re.compile(r"(?:lor/|level\s*)?(?P<level>\d+)(?P<essence>/essence)?")
_SUGGESTED = 3
_MIN_RATIO = 60  # of 100, for a name to be worth suggesting


def is_like_a_node(text: str) -> bool:
    """Whether ``text`` looks like a code or a name below the framework, rather than like a file."""
    return _LIKE.fullmatch(text) is not None


def relative_name(build: Build, node: str) -> str:
    """The name of a node below the root of the framework, ``skills/SSUP``; any other IRI in full."""
    return iri_of(node).removeprefix(build.names.root)


def find_nodes(build: Build, text: str) -> list[str] | Problem:
    """The nodes of a graph that ``text`` names, as N-Triples terms; if there are none, a problem that suggests some.

    ``text`` is an IRI, a name below the framework's (``skills/SSUP``), a code (``SSUP``, also in small letters), a code
    and a level (``SSUP_4``, ``SSUP:4``, ``ssup 4``), a level (``4``, ``lor/4``), an essence (``4/essence``), or the
    name of a concept in any language. The nodes are several if a skill and an attribute have one code, or concepts one
    name.
    """
    subjects = build.graph.nodes.keys()
    wanted = text.strip().removeprefix("<").removesuffix(">")
    for names in _spellings(build, wanted):
        known = [
            name
            for name in dict.fromkeys(names)
            if name in subjects or (iri_of(name) == wanted and next(build.graph.incoming(name), None))
        ]
        if known:
            return known
    if nodes := _labels(build).get(wanted.casefold()):
        return nodes
    return problem("node-not-known", node=safe_text(text), meant=", ".join(_suggestions(build, wanted, subjects)))


def _spellings(build: Build, wanted: str) -> Iterator[list[str]]:
    """The nodes that ``wanted`` can mean, the plainest reading first."""
    root, names = build.names.root, build.names
    yield [f"<{wanted}>"]
    yield [names.framework] if wanted in {"", FRAMEWORK} else [f"<{root}{wanted}>"]
    code = wanted.upper()
    yield [names.concept("skill", code), names.concept("attribute", code)]
    yield [names.concept("skill", wanted), names.concept("attribute", wanted)]
    for match in filter(None, (_AT_LEVEL.fullmatch(code), _AT_LEVEL_OF_ANY.fullmatch(wanted))):
        number = int(match["level"])
        yield [names.at_level("skill", match["code"], number), names.at_level("attribute", match["code"], number)]
    if at := _LEVEL.fullmatch(wanted.lower()):
        number = int(at["level"])
        yield [names.essence(number) if at["essence"] else names.level(number)]
    kind, _, rest = wanted.lower().partition("/")
    yield [f"<{root}{kind}/{rest.upper()}>", f"<{root}{kind}s/{rest.upper()}>", f"<{root}categories/{wanted.lower()}>"]


def _labels(build: Build) -> dict[str, list[str]]:
    """The concepts by their names in small letters."""
    concepts: dict[str, dict[str, None]] = {}
    for subject, predicate, term, _ in build.graph.statements:
        if predicate == SKOS.prefLabel:
            concepts.setdefault(value_of(term).casefold(), {})[subject] = None
    return {label: list(nodes) for label, nodes in concepts.items()}


def _suggestions(build: Build, wanted: str, subjects: Iterable[str]) -> list[str]:
    """The names nearest to ``wanted``, of nodes, codes and concepts; else the framework and skills."""
    known = {
        relative_name(build, subject): relative_name(build, subject) for subject in sorted(subjects) if is_link(subject)
    }
    for subject, predicate, term, _ in build.graph.statements:
        if predicate in {SKOS.notation, SKOS.prefLabel} and not parse_literal(term).datatype:
            known.setdefault(value_of(term), relative_name(build, subject))
    nearest = process.extract(
        wanted, list(known), scorer=fuzz.ratio, processor=utils.default_process, limit=9, score_cutoff=_MIN_RATIO
    )
    names = [known[name] for name, *_ in nearest] or ["", *(name for name in known if name.startswith("skills/"))]
    return list(dict.fromkeys(name or FRAMEWORK for name in names))[:_SUGGESTED]
