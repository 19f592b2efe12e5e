"""Diff -> Markdown for a pull request: a table, and the changes folded; no text of a page is read as markup."""

import re
from collections.abc import Iterator
from html import escape

from skosmith.compare.contracts.comparison import ChangedAnswer
from skosmith.compare.diff import Diff
from skosmith.compare.diff.changes import Change
from skosmith.compare.diff.forms.figures import answer_rows, by_concept, diff_words, has_words, summary
from skosmith.compare.diff.words import Mark, word_diff
from skosmith.model import Counted, place
from skosmith.project import Side

LIMIT = 60_000
"""The most characters, since GitHub accepts 65,536 in a comment. Changes that do not fit are counted."""

_TAGS: dict[Mark, tuple[str, str]] = {"-": ("<del>", "</del>"), "+": ("<ins>", "</ins>"), "=": ("", "")}
_MARKS = re.compile(r"[$*\[\\\]_`|~]|^\s*[+=-]|^\s*\d{1,9}[.)]", re.MULTILINE)
_CALLS = re.compile(r"[@#]|:(?=//)|(?<=www)\.", re.IGNORECASE)  # a person, a ticket, an address
_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def as_markdown(diff: Diff, language: str = "en") -> str:
    """The verdict, the sides, a table, the problems of the sides, then the changes, folded thing by thing."""
    words = diff_words(language)
    verdict = words[diff.verdict] if diff.is_readable else words["unreadable"]
    parts = [f"### {literally(verdict)}\n", f"{literally(diff.old.name)} → {literally(diff.new.name)}\n"]
    if diff.changes:
        table = [f"| {words['changes']} | |", "| --- | ---: |"]
        table += [f"| {literally(title)} | {count} |" for title, count in summary(diff, language)]
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
    """``text`` as Markdown that means just this text, on one line; lines end with ``<br>``, without trailing blanks.

    Source: CommonMark 0.31, 2.4 (any punctuation can be escaped). An empty comment keeps ``@name``, ``#1`` and
    addresses from notifying somebody or becoming links.
    """
    text = _CONTROLS.sub("�", text.replace("\r\n", "\n").replace("\r", "\n")).rstrip(" ")
    return _html(_MARKS.sub(lambda match: f"{match[0][:-1]}\\{match[0][-1]}", text))


def _html(text: str) -> str:
    text = escape(text, quote=False).replace("\n", "<br>")
    return _CALLS.sub(r"\g<0><!-- -->", text)


def _block(name: str, label: str, changes: list[Change], language: str) -> Iterator[str]:
    count = diff_words(language)["change"].format(count=Counted(len(changes)))
    title = _html(_CONTROLS.sub("�", f"{label} ({count})".lstrip().replace("\n", " ")))
    yield f"<details><summary><b>{_html(name)}</b> {title}</summary>\n"
    for change in changes:
        places = " → ".join(literally(place(span)) for span in (change.old_place, change.new_place) if span)
        yield f"- {literally(change.sentence(language))}"
        if has_words(change):
            runs = ((_TAGS[mark], literally(run)) for mark, run in word_diff(change.old, change.new))
            yield "  <br>" + "".join(f"{begin}{run}{end}" for (begin, end), run in runs)
        if change.names_row:
            yield f"  <br>{literally(diff_words(language)['keep'])} {literally(change.names_row)}"
        if places:
            yield f"  <br><sub>{places}</sub>"
    yield "\n</details>"


def _answer(answer: ChangedAnswer, root: str, language: str) -> Iterator[str]:
    yield f"<details><summary><b>{_html(_CONTROLS.sub('�', answer.contract.name))}.rq</b></summary>\n"
    for sign, row in answer_rows(answer, root):
        tag = {"-": "del", "+": "ins"}.get(sign, "sub")
        yield f"- <{tag}>{literally(row)}</{tag}>"
    if answer.is_reordered:
        yield f"- {literally(diff_words(language)['reordered'])}"
    yield from (f"- {literally(problem.messages[language])}" for problem in answer.problems)
    yield "\n</details>\n"


def _problems(side: Side, language: str) -> Iterator[str]:
    if side.faults:
        title = f"{diff_words(language)['problems'].format(count=Counted(len(side.faults)))} {side.name}"
        yield f"<details><summary>{_html(_CONTROLS.sub('�', title))}</summary>\n"
        for problem in side.faults:
            at = f"{literally(place(problem.spans[0]))}: " if problem.spans else ""
            message = literally(problem.messages[language])
            yield f"- {at}{problem.severity}: {literally(problem.code)}: {message}"
        yield "\n</details>\n"
