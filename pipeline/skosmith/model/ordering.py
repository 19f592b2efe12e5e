"""Statements in the order in which every writer writes them."""

from collections.abc import Iterable

from skosmith.model.graph import Statement
from skosmith.model.terms import is_literal, lexical
from skosmith.model.vocabulary import RANK, RDF

Nodes = dict[str, list[tuple[str, list[str]]]]
"""Subject -> predicates in the order of ``vocabulary.ORDER``, each with its objects."""


def arrange(statements: Iterable[Statement]) -> Nodes:
    """``statements`` by subject, subjects in the order in which they come.

    Predicates are in the order of ``ORDER``, objects in that of their language and term, our own classes first.
    """
    nodes: dict[str, dict[str, list[str]]] = {}
    for subject, predicate, term, _ in statements:
        node = nodes.get(subject)
        if node is None:
            nodes[subject] = {predicate: [term]}
        elif predicate in node:
            node[predicate].append(term)
        else:
            node[predicate] = [term]
    for node in nodes.values():
        for predicate, terms in node.items():
            if len(terms) > 1:
                terms.sort(key=_by_language, reverse=predicate == RDF.type)
    return {subject: sorted(node.items(), key=_rank) for subject, node in nodes.items()}


def _by_language(term: str) -> tuple[str, str]:
    return (lexical(term)[1], term) if is_literal(term) else ("", term)


def _rank(pair: tuple[str, list[str]]) -> tuple[int, str]:
    """The place of a property in ``ORDER``; those of other vocabularies come last, in alphabetical order."""
    rank = RANK.get(pair[0])
    return (len(RANK), pair[0]) if rank is None else (rank, "")
