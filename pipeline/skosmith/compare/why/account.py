"""Evidence -> text and JSON."""

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from skosmith.compare.why.blame import Blame, Commit
from skosmith.compare.why.statements import Evidence
from skosmith.model import Compact, FileLines, Span, iri_of, is_literal, place, safe_text

_ORIGINS = {
    "derived": "derived: follows from other statements",
    "options": "from the options or the project file",
}
_WIDTH = 100  # characters of a text or a line that are shown
_COMMIT_KEYS = ("hash", "author", "date", "summary")
_NODE, _PREDICATE, _PLACE, _COMMIT = "1", "36", "2", "33"


class Account(NamedTuple):
    """A thing and what there is about it: what is said of it and, where that was asked for, what is said with it."""

    node: str
    about: Sequence[Evidence]
    incoming: Sequence[Evidence] = ()


def why_text(accounts: Sequence[Account], root: str, blamed: Blame | None = None, *, colour: bool = False) -> str:
    """For each thing its statements; below those of one place, the place with its line and its commit."""
    compact, lines = Compact(root), FileLines()
    parts: list[str] = []
    for account in accounts:
        parts.append(_paint(safe_text(iri_of(account.node)), _NODE, colour=colour))
        parts += _statements(account.about, compact, lines, blamed, colour=colour)
        if account.incoming:
            parts += ["", f"{_paint('said with it', _NODE, colour=colour)}"]
            parts += _statements(account.incoming, compact, lines, blamed, colour=colour, has_subject=True)
        parts.append("")
    if blamed:
        parts += _notes(blamed)
    return "\n".join(parts).rstrip("\n") + "\n"


def _statements(  # noqa: PLR0913 - how they are shown
    found: Sequence[Evidence],
    compact: Compact,
    lines: FileLines,
    blamed: Blame | None,
    *,
    colour: bool,
    has_subject: bool = False,
) -> Iterator[str]:
    for (origin, places), same in groupby(found, lambda one: (one.origin, one.places)):
        for one in same:
            subject = f"{safe_text(compact[one.subject])} " if has_subject else ""
            predicate = _paint(compact[one.predicate], _PREDICATE, colour=colour)
            yield f"  {subject}{predicate} {_cut(_object(one.object, compact))}"
        if origin in _ORIGINS:
            yield f"      {_paint(_ORIGINS[origin], _PLACE, colour=colour)}"
        for span in places:
            yield f"      {_paint(_where(span), _PLACE, colour=colour)}  {lines.short(span, _WIDTH)}".rstrip()
            commit = blamed.of(span) if blamed else None
            if commit:
                yield f"        {_paint(_who(commit), _COMMIT, colour=colour)}"


def _notes(blamed: Blame) -> Iterator[str]:
    """A line for each reason for which files have no commits, with the first of them."""
    files: dict[str, list[str]] = {}
    for path, note in blamed.notes.items():
        files.setdefault(note, []).append(path)
    for note, paths in files.items():
        more = f" and {len(paths) - 1:,} more" if len(paths) > 1 else ""
        yield f"note: {safe_text(paths[0])}{more}: {safe_text(note)}"


def _object(term: str, compact: Compact) -> str:
    return safe_text(term if is_literal(term) else compact[term])


def _where(span: Span) -> str:
    return f"{place(span)}-{span.end_line}" if span.end_line > span.line and not span.sheet else place(span)


def _who(commit: Commit) -> str:
    if not commit.hash:
        return "not committed yet"
    return safe_text(_cut(f"{commit.hash} {commit.date} {commit.author}: {commit.summary}"))


def _cut(text: str) -> str:
    return text if len(text) <= _WIDTH else f"{text[: _WIDTH - 1]}…"


def _paint(word: str, code: str, *, colour: bool) -> str:
    return f"\x1b[{code}m{word}\x1b[0m" if colour else word


def why_json(accounts: Sequence[Account], blamed: Blame | None = None) -> str:
    """An object with the members ``nodes`` and ``notes``; terms as N-Triples, each place with its ``text``.

    With ``blamed`` also each with its ``commit``: null where it is not known, its ``hash`` empty where the line is not
    committed yet.
    """
    lines = FileLines()
    nodes = [
        {
            "node": iri_of(account.node),
            "statements": [_dict(one, lines, blamed) for one in account.about],
            "incoming": [_dict(one, lines, blamed) for one in account.incoming],
        }
        for account in accounts
    ]
    notes = [{"path": path, "note": note} for path, note in blamed.notes.items()] if blamed else []
    return json.dumps({"nodes": nodes, "notes": notes}, ensure_ascii=False, indent=2) + "\n"


def _dict(one: Evidence, lines: FileLines, blamed: Blame | None) -> dict[str, Any]:
    return {
        "subject": one.subject,
        "predicate": one.predicate,
        "object": one.object,
        "origin": one.origin,
        "places": [_place(span, lines, blamed) for span in one.places],
    }


def _place(span: Span, lines: FileLines, blamed: Blame | None) -> dict[str, Any]:
    found: dict[str, Any] = {**span._asdict(), "text": lines.text(span)}
    if blamed:
        commit = blamed.of(span)
        found["commit"] = {key: getattr(commit, key) for key in _COMMIT_KEYS} if commit else None
    return found
