"""The reminder that a framework says its rights."""

import tomllib
from collections.abc import Collection, Iterable, Iterator

from skosmith.checks.catalogue import rules
from skosmith.model import DC, DCTERMS, RDF, SHAPES_NS, SKM, Problem, read_data

RIGHTS = "framework-rights"
"""The code of the reminder."""

_SAY = (DC.rights, DCTERMS.rights, DCTERMS.license)


def rights_problems(triples: Iterable[Collection[str]]) -> Iterator[Problem]:
    """A problem if a framework in a graph says nothing of its rights; terms are N-Triples."""
    frameworks, with_rights = set[str](), set[str]()
    for subject, predicate, term in triples:
        if predicate == RDF.type and term == SKM.Framework:
            frameworks.add(subject)
        elif predicate in _SAY:
            with_rights.add(subject)
    for framework in sorted(frameworks - with_rights):
        rule = rules()[RIGHTS]
        shape = f"<{SHAPES_NS}{RIGHTS}>"
        yield Problem(RIGHTS, rule.severity, rule.messages, rule.helps, focus_node=framework, source_shape=shape)


def with_key(problems: Iterable[Problem]) -> Iterator[Problem]:
    """``problems``; the reminder names the key of the project file instead of the option."""
    for one in problems:
        yield one._replace(helps=tomllib.loads(read_data("checks/rights.toml"))) if one.code == RIGHTS else one
