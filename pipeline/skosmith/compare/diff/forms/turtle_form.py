"""Diff -> Turtle: a change note for each thing that changed, and stubs for those that were removed."""

from skosmith.compare.diff import Diff
from skosmith.model import DCTERMS, OWL, SKOS, XSD, Statement, arrange, iri_of, literal
from skosmith.rdf import absolute, document

_LANGUAGES = ("en", "pt")


def as_turtle(diff: Diff) -> str:
    """``skos:changeNote`` in English and Portuguese for each thing that changed, with those of ``as_deprecations``."""
    notes: dict[str, dict[str, list[str]]] = {}
    removed = {name for name, _ in diff.deprecated}
    for change in diff.changes:
        was, now = absolute(change.node, diff.old.root), absolute(change.node, diff.new.root)
        of_node = notes.setdefault(was if was in removed else now, {tag: [] for tag in _LANGUAGES})
        for tag in _LANGUAGES:
            of_node[tag].append(change.sentence(tag))
    return _document(diff, notes)


def as_deprecations(diff: Diff) -> str:
    """A deprecation of each thing that was removed, with its replacement, or a comment if that is unknown."""
    return _document(diff, {})


def _document(diff: Diff, notes: dict[str, dict[str, list[str]]]) -> str:
    replacements = dict(diff.deprecated)
    statements: list[Statement] = []
    comments = {}
    for name in sorted(notes.keys() | replacements.keys(), key=iri_of):
        if name in replacements:
            statements.append(Statement(name, OWL.deprecated, literal("true", datatype=XSD.boolean)))
            if replacement := replacements[name]:
                statements.append(Statement(name, DCTERMS.isReplacedBy, replacement))
            else:
                comments[name] = "# To do: where something replaces this, add dcterms:isReplacedBy.\n"
        for tag, texts in notes.get(name, {}).items():
            statements.append(Statement(name, SKOS.changeNote, literal(_note(texts), tag)))
    return document(arrange(statements), diff.new.root, comments=comments)


def _note(texts: list[str]) -> str:
    """More than one sentence as a list, in the form of lists in all texts."""
    return texts[0] if len(texts) == 1 else "\n".join(f"• {text}" for text in texts)
