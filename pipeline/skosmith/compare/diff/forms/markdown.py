"""Diff -> Markdown for a pull request: a table, and the changes folded; no text of a page is taken for markup."""

import re
from collections.abc import Iterator
from html import escape

from skosmith.compare.contracts.comparison import ChangedAnswer
from skosmith.compare.diff import Diff
from skosmith.compare.diff.changes import Change
from skosmith.compare.diff.forms.figures import WORDS, at, by_concept, is_of_texts, rows
from skosmith.compare.diff.forms.rows import rows_of
from skosmith.compare.diff.side import Side
from skosmith.compare.diff.words import Mark, word_diff
from skosmith.model import Counted
from skosmith.reports import LEVELS

LIMIT = 60_000
"""The most characters: GitHub takes 65,536 for a comment. What does not fit is counted."""

_TAGS: dict[Mark, tuple[str, str]] = {"-": ("<del>", "</del>"), "+": ("<ins>", "</ins>"), "=": ("", "")}
_MARKS = re.compile(r"[$*\[\\\]_`|~]|^\s*[+=-]|^\s*\d{1,9}[.)]", re.MULTILINE)
_CALLS = re.compile(r"[@#]|:(?=//)|(?<=www)\.", re.IGNORECASE)  # a person, a ticket, an address
_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def as_markdown(diff: Diff, language: str = "en") -> str:
    """Verdict, sides, table, what is wrong with the sides, then what changed, folded thing by thing."""
    words = WORDS[language]
    verdict = words[diff.verdict] if diff.is_readable else words["unreadable"]
    parts = [f"### {literally(verdict)}\n", f"{literally(diff.old.name)} → {literally(diff.new.name)}\n"]
    if diff.changes:
        table = [f"| {words['changes']} | |", "| --- | ---: |"]
        table += [f"| {literally(title)} | {count} |" for title, count in rows(diff, language)]
        table += [f"| {literally(words['answers'])} | {len(diff.answers)} |"] if diff.answers else []
        parts.append("\n".join(table) + "\n")
    elif diff.is_readable:
        parts.append(f"{literally(words['same'])}\n")
    for side in (diff.old, diff.new):
        parts += _problems(side, language)
    parts += ["\n".join(_answer(answer, diff.new.root, language)) for answer in diff.answers]
    length, left = sum(map(len, parts)), len(diff.changes)
    for name, label, changes in by_concept(diff):
        block = "\n".join(_block(name, label, changes, language)) + "\n"
        length += len(block) + 1
        if length > LIMIT:
            parts.append(f"{literally(words['more'].format(count=Counted(left)))}\n")
            break
        left -= len(changes)
        parts.append(block)
    return "\n".join(parts)


def literally(text: str) -> str:
    """``text`` as Markdown that means just this text, on one line; lines end with ``<br>``, blanks at its end go.

    Source: CommonMark 0.31, 2.4 (any punctuation can be escaped). An empty comment keeps ``@name``, ``#1`` and
    addresses from calling somebody or becoming links.
    """
    text = _CONTROLS.sub("�", text.replace("\r\n", "\n").replace("\r", "\n")).rstrip(" ")
    return _html(_MARKS.sub(lambda found: f"{found[0][:-1]}\\{found[0][-1]}", text))


def _html(text: str) -> str:
    text = escape(text, quote=False).replace("\n", "<br>")
    return _CALLS.sub(r"\g<0><!-- -->", text)


def _block(name: str, label: str, changes: list[Change], language: str) -> Iterator[str]:
    count = WORDS[language]["change"].format(count=Counted(len(changes)))
    title = _html(_CONTROLS.sub("�", f"{label} ({count})".lstrip().replace("\n", " ")))
    yield f"<details><summary><b>{_html(name)}</b> {title}</summary>\n"
    for change in changes:
        places = " → ".join(literally(at(span)) for span in (change.old_place, change.new_place) if span)
        yield f"- {literally(change.sentence(language))}"
        if is_of_texts(change):
            yield f"  <br>{_words(change)}"
        if places:
            yield f"  <br><sub>{places}</sub>"
    yield "\n</details>"


def _answer(answer: ChangedAnswer, root: str, language: str) -> Iterator[str]:
    """A query of a consumer that answers otherwise, folded."""
    yield f"<details><summary><b>{_html(_CONTROLS.sub('�', answer.contract.name))}.rq</b></summary>\n"
    for sign, row in rows_of(answer, root):
        tag = {"-": "del", "+": "ins"}.get(sign, "sub")
        yield f"- <{tag}>{literally(row)}</{tag}>"
    if answer.is_reordered:
        yield f"- {literally(WORDS[language]['reordered'])}"
    yield from (f"- {literally(found.messages[language])}" for found in answer.problems)
    yield "\n</details>\n"


def _words(change: Change) -> str:
    return "".join(
        f"{_TAGS[mark][0]}{literally(run)}{_TAGS[mark][1]}" for mark, run in word_diff(change.old, change.new)
    )


def _problems(side: Side, language: str) -> Iterator[str]:
    if side.faults:
        title = f"{WORDS[language]['problems'].format(count=Counted(len(side.faults)))} {side.name}"
        yield f"<details><summary>{_html(_CONTROLS.sub('�', title))}</summary>\n"
        for problem in side.faults:
            place = f"{literally(at(problem.spans[0]))}: " if problem.spans else ""
            message = literally(problem.messages[language])
            yield f"- {place}{LEVELS[problem.severity]}: {literally(problem.code)}: {message}"
        yield "\n</details>\n"
