"""The things of a graph by the names that people give them: ``SSUP``, ``SSUP:4``, ``lor/4``, ``4/essence``."""

import re
from collections.abc import Iterable, Iterator

from rapidfuzz import fuzz, process, utils

from skosmith.model import SKOS, Build, Problem, iri_of, is_link, parse_literal, problem, safe_text, value_of

FRAMEWORK = "framework"
"""What the framework itself is called, whose name relative to its own IRI is empty."""

_LIKE = re.compile(
    r"[A-Z]{4}(?:[_:][0-9])?|lor(?:/[0-9](?:/essence)?)?|(?:skill|attribute)(?:levels|s)/\S+|categories/\S+|framework"
)
_AT_LEVEL = re.compile(r"(?P<code>[^\W\d_]{2,})[\s_:/.-]*(?P<level>\d+)")
_LEVEL = re.compile(r"(?:lor/|level\s*)?(?P<level>\d+)(?P<essence>/essence)?")
_SUGGESTED = 3
_ALIKE = 60  # of 100, from which a name is worth suggesting


def is_like_a_node(text: str) -> bool:
    """Whether ``text`` looks like a code or a name below the framework, rather than like a file."""
    return _LIKE.fullmatch(text) is not None


def relative_name(made: Build, node: str) -> str:
    """A node as it is named below the root of the framework, ``skills/SSUP``; an IRI from elsewhere in full."""
    return iri_of(node).removeprefix(made.names.root)


def find_nodes(made: Build, text: str) -> list[str] | Problem:
    """The nodes of a graph that ``text`` names, as N-Triples terms; a problem that suggests others where none is.

    ``text`` is an IRI, a name below the framework's (``skills/SSUP``), a code (``SSUP``, also in small letters), a code
    and a level (``SSUP_4``, ``SSUP:4``, ``ssup 4``), a level (``4``, ``lor/4``), an essence (``4/essence``), or the
    name of a concept in any language. A code can name a skill and an attribute, a name several concepts: all are given.
    """
    subjects = made.graph.nodes.keys()
    wanted = text.strip().removeprefix("<").removesuffix(">")
    for names in _spellings(made, wanted):
        known = [
            name
            for name in dict.fromkeys(names)
            if name in subjects or (iri_of(name) == wanted and next(made.graph.incoming(name), None))
        ]
        if known:
            return known
    labels = _labels(made)
    if found := labels.get(wanted.casefold()):
        return found
    return problem("node-not-known", node=safe_text(text), meant=", ".join(_meant(made, wanted, subjects)))


def _spellings(made: Build, wanted: str) -> Iterator[list[str]]:
    """What ``wanted`` can mean, the plainest reading first."""
    root, names = made.names.root, made.names
    yield [f"<{wanted}>"]
    yield [names.framework] if wanted in {"", FRAMEWORK} else [f"<{root}{wanted}>"]
    code = wanted.upper()
    yield [names.concept("skill", code), names.concept("attribute", code)]
    if found := _AT_LEVEL.fullmatch(code):
        number = int(found["level"])
        yield [names.at_level("skill", found["code"], number), names.at_level("attribute", found["code"], number)]
    if found := _LEVEL.fullmatch(wanted.lower()):
        number = int(found["level"])
        yield [names.essence(number) if found["essence"] else names.level(number)]
    kind, _, rest = wanted.lower().partition("/")
    yield [f"<{root}{kind}/{rest.upper()}>", f"<{root}{kind}s/{rest.upper()}>", f"<{root}categories/{wanted.lower()}>"]


def _labels(made: Build) -> dict[str, list[str]]:
    """The concepts by their names in small letters."""
    found: dict[str, list[str]] = {}
    for statement in made.graph.statements:
        if statement.predicate == SKOS.prefLabel:
            nodes = found.setdefault(value_of(statement.object).casefold(), [])
            if statement.subject not in nodes:
                nodes.append(statement.subject)
    return found


def _meant(made: Build, wanted: str, subjects: Iterable[str]) -> list[str]:
    """The names nearest to ``wanted``: nodes, codes and names of concepts; else the framework and skills."""
    known = {
        relative_name(made, subject): relative_name(made, subject) for subject in sorted(subjects) if is_link(subject)
    }
    for subject, predicate, term, _ in made.graph.statements:
        if predicate in {SKOS.notation, SKOS.prefLabel} and not parse_literal(term).datatype:
            known.setdefault(value_of(term), relative_name(made, subject))
    nearest = process.extract(
        wanted, list(known), scorer=fuzz.ratio, processor=utils.default_process, limit=9, score_cutoff=_ALIKE
    )
    names = [known[name] for name, *_ in nearest] or ["", *(name for name in known if name.startswith("skills/"))]
    return list(dict.fromkeys(name or FRAMEWORK for name in names))[:_SUGGESTED]
