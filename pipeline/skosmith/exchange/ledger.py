"""What a format cannot hold: the statements of a graph that are in no file, counted by class and property."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from skosmith.exchange.json_text import text_of
from skosmith.exchange.reading import Reading
from skosmith.model import DCTERMS, RDF, SKM, SKOS, XKOS, Compact, Triple, language_of
from skosmith.reports import words_in

INVERSE = {
    SKOS.topConceptOf: SKOS.hasTopConcept,
    SKOS.hasTopConcept: SKOS.topConceptOf,
    SKOS.broader: SKM.definedAtLevel,
    SKM.definedAtLevel: SKOS.broader,
    XKOS.previous: XKOS.next,
    XKOS.next: XKOS.previous,
    DCTERMS.isPartOf: DCTERMS.hasPart,
    DCTERMS.hasPart: DCTERMS.isPartOf,
}
"""The properties of which a statement the other way round says the same, each with its inverse."""

# Classes that follow, by the ontology, from any other class of ours.
_ABOVE = (SKOS.Concept, SKOS.ConceptScheme)

_SHOWN = 3  # nodes of a row that are printed


def ledger_of(form: str, reading: Reading) -> dict[str, Any]:
    """The ledger of what ``reading`` has taken, as JSON.

    ``statements`` counts those of the graph, ``held`` those that are in the files or follow from what is in them.
    ``lost`` has a row for each class, property and language: ``count`` statements, ``nodes`` their subjects. ``merged``
    has the terms of the format that hold several properties, so that the file does not tell which was which. ``root``
    is how the IRIs of the framework begin.
    """
    total = len(reading.graph.statements)
    lost = lost_of(reading)
    return {
        "format": form,
        "root": reading.names.root,
        "statements": total,
        "held": total - len(lost),
        "lost": rows_of(lost, reading),
        "merged": _merged(reading),
    }


def lost_of(reading: Reading) -> list[Triple]:
    """The statements that were not taken, and that do not follow from those that were."""
    known = {subject for subject, predicate, _ in reading.taken if predicate == RDF.type}
    triples = (statement.triple for statement in reading.graph.statements)
    return [triple for triple in triples if triple not in reading.taken and not _follows(triple, reading.taken, known)]


def rows_of(lost: Collection[Triple], reading: Reading) -> list[dict[str, Any]]:
    """The rows of the statements ``lost``, the most first."""
    names = Compact()
    rows: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for subject, predicate, term in lost:
        kind = _class_of(subject, reading)
        rows[names[kind] if kind else "", names[predicate], language_of(term)].append(subject)
    return [
        {
            "class": kind,
            "property": predicate,
            "language": language,
            "count": len(subjects),
            "nodes": sorted({subject.strip("<>") for subject in subjects}),
        }
        for (kind, predicate, language), subjects in sorted(rows.items(), key=lambda row: (-len(row[1]), row[0]))
    ]


def _class_of(subject: str, reading: Reading) -> str:
    """The class that tells most of a thing: our own, else the first."""
    kinds = reading.graph.objects(subject, RDF.type)
    return next((kind for kind in kinds if kind.startswith(SKM.NS, 1)), next(iter(kinds), ""))


def _follows(triple: Triple, taken: Collection[Triple], known: Collection[str]) -> bool:
    """Whether a statement follows from those taken: as the inverse of one, or by what the ontology says of classes.

    ``known`` are the things of which a class was taken.
    """
    subject, predicate, term = triple
    if predicate == RDF.type:
        return term in _ABOVE and subject in known
    if predicate == SKOS.inScheme:  # a top concept of a scheme is in it
        return (subject, SKOS.topConceptOf, term) in taken or (term, SKOS.hasTopConcept, subject) in taken
    return predicate in INVERSE and (term, INVERSE[predicate], subject) in taken


def _merged(reading: Reading) -> list[dict[str, Any]]:
    names = Compact()
    sources: dict[tuple[str, str], set[str]] = defaultdict(set)
    for (subject, predicate, term), terms in reading.taken.items():
        for into in filter(None, terms):
            if predicate == RDF.type:
                sources["", into].add(f"a {names[term]}")
            else:
                kind = _class_of(subject, reading)
                sources[names[kind] if kind else "", into].add(names[predicate])
    return [
        {"class": kind, "into": into, "properties": sorted(properties)}
        for (kind, into), properties in sorted(sources.items())
        if len(properties) > 1
    ]


def ledger_json(ledger: Mapping[str, Any]) -> bytes:
    return text_of(ledger)


def ledger_text(ledger: Mapping[str, Any], language: str = "en") -> str:
    """A ledger as a short table for people: the languages of a property on one line, things by their names."""
    form, total, lost = ledger["format"], ledger["statements"], ledger["statements"] - ledger["held"]
    words = words_in(language, "exchange/words.toml")
    lines = [words["lost"].format(form=form, lost=lost, total=total)]
    rows: dict[tuple[str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for row in ledger["lost"]:
        rows[row["class"], row["property"]].append(row)
    counts = {key: sum(row["count"] for row in group) for key, group in rows.items()}
    width = max((len(f"{count:,}") for count in counts.values()), default=0)
    for (kind, predicate), group in sorted(rows.items(), key=lambda item: (-counts[item[0]], item[0])):
        tags = "".join(f" @{row['language']}" for row in group if row["language"])
        nodes = sorted({node.removeprefix(ledger["root"]) for row in group for node in row["nodes"]} - {""})
        named = f"  {', '.join(nodes[:_SHOWN])}{', ...' * (len(nodes) > _SHOWN)}" if nodes else ""
        lines.append(f"  {counts[kind, predicate]:>{width},}  {kind or '-'} {predicate}{tags}{named}")
    if ledger["merged"]:
        lines.append(words["merged"].format(form=form))
    for row in ledger["merged"]:
        kind = f" {words['of']} {row['class']}" if row["class"] else ""
        lines.append(f"  {row['into']}{kind}: {', '.join(name.removeprefix('a ') for name in row['properties'])}")
    return "\n".join(lines) + "\n"
