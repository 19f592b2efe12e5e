"""What holds each line of a page: statements, or a label, or chrome."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from skosmith.model import Claim, Compact, Counted, LevelPage, Page, Statement, is_literal, safe_text
from skosmith.reports.words import words_in

_WIDTH = 40  # characters of a line that are shown


def coverage_rows(
    page: Page | LevelPage, holders: dict[int, list[Statement | Claim]], root: str, language: str = "en"
) -> list[dict[str, Any]]:
    """For each non-blank line of a page its beginning and what holds it: statements, or a label, or chrome.

    ``holders`` are those of ``rdf.holders`` by line number, ``root`` the IRI that subjects are relative to. The rows
    have the members ``path``, ``line`` (from 1), ``text``, and ``heldBy``, empty for a line that nothing holds.
    """
    compact, words, rows = Compact(root), words_in(language), list[dict[str, Any]]()
    for number, _, line, *_ in page.lines:
        text = safe_text(line)
        beginning = text if len(text) <= _WIDTH else text[: _WIDTH - 1] + "…"
        description = _description(holders[number], compact, words)
        rows.append({"path": page.path, "line": number, "text": beginning, "heldBy": description})
    return rows


def coverage_table(rows: Iterable[dict[str, Any]], language: str = "en") -> Iterator[str]:
    nothing = words_in(language)["unheld"]
    for path, lines in groupby(rows, lambda row: row["path"]):
        yield f"{path}\n"
        for row in lines:
            yield f"{row['line']:>5}  {row['text']:<{_WIDTH}}  {row['heldBy'] or nothing}\n"
        yield "\n"


def _description(holders: Iterable[Statement | Claim], compact: Compact, words: Mapping[str, str]) -> str:
    """Texts in full; links in full if there are no texts, else counted."""
    claims, properties = [], []
    for holder in holders:
        if isinstance(holder, Claim):
            claims.append(f"{words.get(f'claim_{holder.kind}', holder.kind)} {holder.role}")
        else:
            name = f"{compact[holder.predicate]} {words['statementOf']} {compact[holder.subject]}"
            properties.append((name, is_literal(holder.object)))
    texts = [name for name, is_text in properties if is_text] or [name for name, _ in properties]
    left = len(properties) - len(texts)
    description = ", ".join(dict.fromkeys([*claims, *texts]))
    return f"{description}, {words['links'].format(count=Counted(left))}" if left else description
