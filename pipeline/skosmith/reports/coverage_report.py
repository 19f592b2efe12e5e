"""What holds each line of a page: statements, or a label, or chrome."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from skosmith.model import Claim, Compact, Counted, LevelPage, Page, Statement, is_literal, safe_text

_BEGINS = 40  # the characters of a line that are shown


def coverage_rows(page: Page | LevelPage, held: dict[int, list[Statement | Claim]], root: str) -> list[dict[str, Any]]:
    """For each non-blank line of a page how it begins and what holds it: statements, or a label, or chrome.

    ``held`` is what ``build.holders`` found, ``root`` the IRI that subjects are shown relative to. The rows have the
    members ``path``, ``line`` (from 1), ``text``, and ``heldBy``, empty for a line that nothing holds.
    """
    compact, rows = Compact(root), []
    for number, _, line, *_ in page.lines:
        text = safe_text(line)
        begins = text if len(text) <= _BEGINS else text[: _BEGINS - 1] + "…"
        rows.append({"path": page.path, "line": number, "text": begins, "heldBy": _holders(held[number], compact)})
    return rows


def coverage_table(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    """The rows of ``coverage`` as lines for people."""
    for path, lines in groupby(rows, lambda row: row["path"]):
        yield f"{path}\n"
        for row in lines:
            yield f"{row['line']:>5}  {row['text']:<{_BEGINS}}  {row['heldBy'] or 'NOTHING'}\n"
        yield "\n"


def _holders(held: Iterable[Statement | Claim], compact: Compact) -> str:
    """Texts in full; links in full where there are no texts, else counted."""
    claims = [f"{holder.kind} {holder.role}" for holder in held if isinstance(holder, Claim)]
    made = [holder for holder in held if not isinstance(holder, Claim)]
    named = [(f"{compact[predicate]} of {compact[subject]}", is_literal(term)) for subject, predicate, term, _ in made]
    texts = [name for name, is_text in named if is_text] or [name for name, _ in named]
    more = len(named) - len(texts)
    what = ", ".join(dict.fromkeys([*claims, *texts]))
    return f"{what}, {Counted(more):link|links}" if more else what
