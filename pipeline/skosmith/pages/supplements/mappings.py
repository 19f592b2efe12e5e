"""A table of mappings in SSSOM/TSV -> statements that lead to concepts of other frameworks, a row each.

Source: the Simple Standard for Sharing Ontological Mappings, https://mapping-commons.github.io/sssom/spec/, of which
the justification and the confidence of a mapping are kept as details of its row.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple, TypeGuard

from skosmith.model import (
    MAPPINGS,
    SKOS,
    SSSOM,
    XSD,
    Problem,
    Span,
    SupplementRow,
    Text,
    iri_term,
    is_iri,
    literal,
    problem,
)
from skosmith.pages.supplements.table import Cell, Outcome, Row, blanks, rows_of

MAPPING_COLUMNS = ("subject_id", "predicate_id", "object_id", "mapping_justification")
"""The columns that a table must have, those of the class Mapping that are required."""

BUILT_IN = {
    "linkml": "https://w3id.org/linkml/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "semapv": "https://w3id.org/semapv/vocab/",
    "skos": SKOS.NS,
    "sssom": "https://w3id.org/sssom/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""The prefixes that no table needs to declare. Source: section "IRI prefixes" of the specification."""

_OF_SET = ("mapping_set_id", "license")
_BLOCK = re.compile(r"(?:#[^\r\n]*(?:\r\n|\r|\n|\Z))*")
_LINE = re.compile(r"#(?P<indent> *)(?P<key>[\w.-]+|\"[^\"]+\"|'[^']+'):(?:\s+(?P<value>.*?))?\s*")
_CURIE = re.compile(r"(?P<prefix>[A-Za-z_][\w.-]*):(?P<local>.*)")
_NO_TERM = "sssom:NoTermFound"
_LITERAL = "rdfs literal"


class _Metadata(NamedTuple):
    """The block above the rows: the values of its keys, and the IRIs of prefixes, its ``curie_map``."""

    values: Mapping[str, str]
    prefixes: Mapping[str, str]


def read_mappings(path: str, text: str) -> Outcome:
    """The mappings of a table, each with the place of its object."""
    block = _block(text)
    metadata = _metadata(block)
    top = Span(path, 1, 1, 1, 2)
    problems = [problem("mapping-set-incomplete", top, key=key) for key in _OF_SET if not metadata.values.get(key)]
    blank = re.sub(r"#[^\r\n]*", "", block)  # its lines count
    rows, faults = rows_of(path, blank + text[len(block) :], "\t", MAPPING_COLUMNS)
    mappings: list[SupplementRow] = []
    for row in rows:
        mapping, of_row = _mapping(row, metadata)
        mappings += mapping
        faults += of_row
    return mappings, [*problems, *faults]


def _block(text: str) -> str:
    match = _BLOCK.match(text)
    return match[0] if match else ""


def _metadata(block: str) -> _Metadata:
    """What there is of YAML: a key and its value on a line, and the indented entries of ``curie_map``."""
    values: dict[str, str] = {}
    prefixes = dict(BUILT_IN)
    entries = [match for line in re.split(r"\r\n|\r|\n", block) if (match := _LINE.fullmatch(line))]
    outer, above = min((len(match["indent"]) for match in entries), default=0), ""
    for match in entries:
        key, value = (part.strip("\"'") for part in (match["key"], match["value"] or ""))
        if len(match["indent"]) == outer:
            above = key
            values[key] = value
        elif above == "curie_map":
            prefixes[key] = value
    return _Metadata(values, prefixes)


def _mapping(row: Row, metadata: _Metadata) -> Outcome:
    """The statement of a row, and its problems; a row that says that there is no mapping makes none."""
    slots = {**metadata.values, **{name: cell.text for name, cell in row.cells.items() if cell.text}}
    is_literal = _LITERAL in {slots.get("subject_type"), slots.get("object_type")}
    is_negated = slots.get("predicate_modifier", "").lower() == "not"
    if is_literal or is_negated or _NO_TERM in {slots.get("subject_id"), slots.get("object_id")}:
        return [], [problem("mapping-of-nothing", row.span)]
    faults = [*blanks(row, MAPPING_COLUMNS)]
    terms: dict[str, str] = {}
    for column in MAPPING_COLUMNS:
        cell = row.cells[column]
        is_notation = column == "subject_id" and ":" not in cell.text
        term = cell.text if is_notation or not cell.text else _iri(cell, metadata.prefixes)
        if isinstance(term, Problem):
            faults.append(term)
        else:
            terms[column] = term
    subject, predicate, target, _ = (row.cells[column] for column in MAPPING_COLUMNS)
    if terms.get("predicate_id", "") not in {"", *MAPPINGS}:
        faults.append(problem("mapping-predicate-unknown", predicate.span, value=predicate.text))
    confidence = row.cells.get("confidence")
    doubts = [problem("mapping-confidence", confidence.span, value=confidence.text)] if _is_no_share(confidence) else []
    if faults:
        return [], [*faults, *doubts]
    named = Text(terms["subject_id"], "", subject.span)
    details = [(SSSOM.mapping_justification, terms["mapping_justification"])]
    if confidence and confidence.text and not doubts:
        details.append((SSSOM.confidence, literal(confidence.text, datatype=XSD.decimal)))
    row_of = SupplementRow(named, terms["predicate_id"], terms["object_id"], target.span, tuple(details))
    return [row_of], doubts


def _iri(cell: Cell, prefixes: Mapping[str, str]) -> str | Problem:
    """The term of a CURIE or an IRI. Source: CURIE Syntax 1.0; a prefix of the table goes before a scheme."""
    text = cell.text.removeprefix("<").removesuffix(">")
    match = _CURIE.fullmatch(text)
    prefix = match["prefix"] if match else ""
    if match and prefix not in prefixes and "://" not in text:
        return problem("mapping-prefix-unknown", cell.span, prefix=prefix)
    iri = f"{prefixes[prefix]}{match['local']}" if match and prefix in prefixes else text
    return iri_term(iri) if is_iri(iri) else problem("mapping-iri", cell.span, value=cell.text)


def _is_no_share(cell: Cell | None) -> TypeGuard[Cell]:
    """Whether a cell has a text that is no number from 0 to 1."""
    if cell is None or not cell.text:
        return False
    try:
        return not 0 <= float(cell.text) <= 1
    except ValueError:
        return True
