"""Evidence -> text and JSON."""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from skosmith.compare.why.blame import Blame, Commit
from skosmith.compare.why.statements import Evidence
from skosmith.model import Build, Compact, Counted, FileLines, Span, iri_of, is_literal, place, safe_text
from skosmith.reports import Paint, painter, words_in

_WORDS = "compare/words.toml"
_ORIGINS = ("derived", "options")
_NOTES = ("notAFile", "workbook", "noGit", "notInGit", "notCommitted", "gitSilent")
_WIDTH = 100  # characters of a text or a line that are shown
_NODE, _PREDICATE, _PLACE, _COMMIT = "1", "36", "2", "33"


class NodeEvidence(NamedTuple):
    """A thing, the evidence for the statements about it and, on request, for those with it as object."""

    node: str
    about: Sequence[Evidence]
    incoming: Sequence[Evidence] = ()


class _Style(NamedTuple):
    compact: Compact
    lines: FileLines
    blame: Blame | None
    paint: Paint
    words: Mapping[str, str]


def why_text(
    nodes: Sequence[NodeEvidence],
    build: Build,
    blame: Blame | None = None,
    language: str = "en",
    *,
    colour: bool = False,
) -> str:
    """The statements about each thing; below those of one place, the place with its line and its commit."""
    style = _Style(
        Compact(build.names.root), FileLines(build.files), blame, painter(colour=colour), words_in(language, _WORDS)
    )
    parts: list[str] = []
    for node, about, incoming in nodes:
        parts.append(style.paint(safe_text(iri_of(node)), _NODE))
        parts += _statements(about, style)
        if incoming:
            parts += ["", style.paint(style.words["incoming"], _NODE)]
            parts += _statements(incoming, style, has_subject=True)
        parts.append("")
    if blame:
        parts += _notes(blame, style.words)
    return "\n".join(parts).rstrip("\n") + "\n"


def _statements(evidence: Sequence[Evidence], style: _Style, *, has_subject: bool = False) -> Iterator[str]:
    compact, paint = style.compact, style.paint
    for (origin, places), same in groupby(evidence, lambda one: (one.origin, one.places)):
        for one in same:
            subject = f"{safe_text(compact[one.subject])} " if has_subject else ""
            term = safe_text(one.object if is_literal(one.object) else compact[one.object])
            yield f"  {subject}{paint(compact[one.predicate], _PREDICATE)} {_cut(term)}"
        if origin in _ORIGINS:
            yield f"      {paint(style.words[origin], _PLACE)}"
        for span in places:
            where = f"{place(span)}-{span.end_line}" if span.end_line > span.line and not span.sheet else place(span)
            yield f"      {paint(where, _PLACE)}  {style.lines.short(span, _WIDTH)}".rstrip()
            if commit := style.blame.of(span) if style.blame else None:
                yield f"        {paint(_description(commit, style.words), _COMMIT)}"


def _notes(blame: Blame, words: Mapping[str, str]) -> Iterator[str]:
    """A line for each reason for which files have no commits, with the first of them."""
    english, files = words_in("en", _WORDS), dict[str, list[str]]()
    known = {english[key]: words[key] for key in _NOTES}
    for path, note in blame.notes.items():
        files.setdefault(note, []).append(path)
    for note, paths in files.items():
        first = safe_text(paths[0])
        named = words["moreFiles"].format(path=first, count=Counted(len(paths) - 1)) if len(paths) > 1 else first
        yield f"{words['note']}: {named}: {safe_text(known.get(note, note))}"


def _description(commit: Commit, words: Mapping[str, str]) -> str:
    if not commit.hash:
        return words["notCommitted"]
    return safe_text(_cut(f"{commit.hash} {commit.date} {commit.author}: {commit.summary}"))


def _cut(text: str) -> str:
    return text if len(text) <= _WIDTH else f"{text[: _WIDTH - 1]}…"


def why_json(nodes: Sequence[NodeEvidence], build: Build, blame: Blame | None = None) -> str:
    """An object with the members ``nodes`` and ``notes``; terms as N-Triples, each place with its ``text``.

    With ``blame`` also with its ``commit``: null if it is unknown, its ``hash`` empty if the line is not committed yet.
    """
    lines = FileLines(build.files)
    objects = [
        {
            "node": iri_of(node),
            "statements": [_evidence(one, lines, blame) for one in about],
            "incoming": [_evidence(one, lines, blame) for one in incoming],
        }
        for node, about, incoming in nodes
    ]
    notes = [{"path": path, "note": note} for path, note in blame.notes.items()] if blame else []
    return json.dumps({"nodes": objects, "notes": notes}, ensure_ascii=False, indent=2) + "\n"


def _evidence(evidence: Evidence, lines: FileLines, blame: Blame | None) -> dict[str, Any]:
    return {
        "subject": evidence.subject,
        "predicate": evidence.predicate,
        "object": evidence.object,
        "origin": evidence.origin,
        "places": [_place(span, lines, blame) for span in evidence.places],
    }


def _place(span: Span, lines: FileLines, blame: Blame | None) -> dict[str, Any]:
    members: dict[str, Any] = {**span._asdict(), "text": lines.text(span)}
    if blame:
        commit = blame.of(span)
        keys = ("hash", "author", "date", "summary")
        members["commit"] = {key: getattr(commit, key) for key in keys} if commit else None
    return members
