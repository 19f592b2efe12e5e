"""Diff -> Turtle: a change note for each thing that changed, and stubs for those that are gone."""

from collections.abc import Iterable

from skosmith.compare.diff import Diff
from skosmith.compare.diff.views import absolute
from skosmith.model import DCTERMS, OWL, PREFIXES, SKOS, Compact, literal

_LANGUAGES = ("en", "pt")
_USED = (DCTERMS.NS, OWL.NS, SKOS.NS)


def as_turtle(diff: Diff, language: str = "en", *, colour: bool = False) -> str:  # noqa: ARG001 - as every form
    """``skos:changeNote`` in English and Portuguese for each thing that changed, and what ``as_deprecations`` says."""
    notes: dict[str, dict[str, list[str]]] = {}
    gone = {name for name, _ in diff.deprecated}
    for change in diff.changes:
        was, now = absolute(change.node, diff.old.root), absolute(change.node, diff.new.root)
        of_node = notes.setdefault(was if was in gone else now, {tag: [] for tag in _LANGUAGES})
        for tag in _LANGUAGES:
            of_node[tag].append(change.sentence(tag))
    return _document(diff, notes)


def as_deprecations(diff: Diff, language: str = "en", *, colour: bool = False) -> str:  # noqa: ARG001 - as every form
    """Of each thing that is gone, that it is deprecated, and what replaces it; a line to do where that is not known."""
    return _document(diff, {})


def _document(diff: Diff, notes: dict[str, dict[str, list[str]]]) -> str:
    compact = Compact(diff.new.root)
    replaced = dict(diff.deprecated)
    head = f"@base <{diff.new.root}> .\n"
    head += "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in PREFIXES.items() if space in _USED)
    blocks = [head]
    for name in sorted(notes.keys() | replaced.keys(), key=lambda name: name[:-1]):
        said = [
            f"{compact[SKOS.changeNote]} {literal(_note(texts), tag)}" for tag, texts in notes.get(name, {}).items()
        ]
        comment = ""
        if name in replaced:
            by = replaced[name]
            said.insert(0, f"{compact[OWL.deprecated]} true")
            said += [f"{compact[DCTERMS.isReplacedBy]} {compact[by]}"] if by else []
            comment = "" if by else f"# To do: where something replaces this, add {compact[DCTERMS.isReplacedBy]}.\n"
        blocks.append(f"{comment}{compact[name]} {_joined(said)} .\n")
    return "\n".join(blocks)


def _joined(said: Iterable[str]) -> str:
    return " ;\n    ".join(said)


def _note(texts: list[str]) -> str:
    """Several sentences as a list, as texts have it everywhere."""
    return texts[0] if len(texts) == 1 else "\n".join(f"• {text}" for text in texts)
