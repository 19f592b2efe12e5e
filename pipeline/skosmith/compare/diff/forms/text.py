"""Diff -> text for a terminal: what changed thing by thing, the words in colour, the places of both sides."""

from collections.abc import Iterator

from skosmith.compare.diff import Diff
from skosmith.compare.diff.changes import Change
from skosmith.compare.diff.forms.figures import WORDS, at, by_concept, is_of_texts, of_side, rows
from skosmith.compare.diff.forms.rows import rows_of
from skosmith.compare.diff.side import Side
from skosmith.compare.diff.words import Mark, word_diff
from skosmith.model import Counted
from skosmith.reports import plain_text as text_of_problems

_SIGNS = {"removed": "-", "added": "+"}
_SGR = {"-": "31;9", "+": "32;4", "~": "33", "head": "1"}
_BRACKETS: dict[Mark, tuple[str, str]] = {"-": ("[-", "-]"), "+": ("{+", "+}"), "=": ("", "")}
_AROUND = 40  # characters of what is kept that are shown beside a change
_COLOURS = {"none": "32", "patch": "32", "minor": "33", "major": "31"}


def as_text(diff: Diff, language: str = "en", *, colour: bool = False) -> str:
    """What is wrong, the sides, the changes, the verdict; words in colour, else as ``[-old-]`` and ``{+new+}``."""
    words = WORDS[language]
    parts = [problems_text(diff, language, colour=colour), *_heads(diff, language)]
    if not diff.is_readable:
        return "".join([*parts, f"\n{words['unreadable']}\n"])
    for name, label, changes in by_concept(diff):
        parts.append(f"\n{_paint(_shown(f'{name}  {label}'.rstrip()), _SGR['head'], colour=colour)}\n")
        parts += [line for change in changes for line in _lines(change, language, colour=colour)]
    if not diff.changes:
        return "".join([*parts, f"\n{words['same']}\n"])
    table = rows(diff, language)
    table += [(WORDS[language]["answers"], len(diff.answers))] if diff.answers else []
    wide = max(len(title) for title, _ in table)
    summary = "".join(f"{title:<{wide}}  {count:>5,}\n" for title, count in table)
    verdict = _paint(words[diff.verdict], f"1;{_COLOURS[diff.verdict]}", colour=colour)
    return "".join([*parts, *_answers(diff, language, colour=colour), f"\n{summary}\n{verdict}\n"])


def _answers(diff: Diff, language: str, *, colour: bool) -> Iterator[str]:
    """The queries of consumers that answer otherwise, each with its rows."""
    for answer in diff.answers:
        head = _shown(f"{answer.contract.name}.rq  {' | '.join(answer.variables)}".rstrip())
        yield f"\n{_paint(head, _SGR['head'], colour=colour)}\n"
        for sign, row in rows_of(answer, diff.new.root):
            yield f"  {_paint(sign, _SGR[sign], colour=colour) if sign else ' '} {_shown(row)}\n"
        if answer.is_reordered:
            yield f"  ~ {WORDS[language]['reordered']}\n"
        yield from (f"  {_shown(found.messages[language])}\n" for found in answer.problems)


def problems_text(diff: Diff, language: str = "en", *, colour: bool = False) -> str:
    """What is wrong with each side, below its name; empty where nothing is."""
    parts = []
    for side in (diff.old, diff.new):
        if side.faults:
            parts.append(f"{WORDS[language]['of']} {_shown(side.name)}\n\n")
            parts.append(f"{text_of_problems(side.faults, language, colour=colour)}\n")
    return "".join(parts)


def _heads(diff: Diff, language: str) -> Iterator[str]:
    words = WORDS[language]
    wide = max(len(words["old"]), len(words["new"]))
    long = max(len(diff.old.name), len(diff.new.name))
    for name, side in (("old", diff.old), ("new", diff.new)):
        yield f"{words[name]:<{wide}}  {_shown(side.name):<{long}}  {_figures(side, language)}\n"


def _figures(side: Side, language: str) -> str:
    if not side.is_readable:
        return WORDS[language]["not"]
    return WORDS[language]["figures"].format(**{name: Counted(number) for name, number in of_side(side).items()})


def _lines(change: Change, language: str, *, colour: bool) -> Iterator[str]:
    sign = _SIGNS.get(change.kind.rpartition("-")[2], "~")
    yield f"  {_paint(sign, _SGR[sign], colour=colour)} {_shown(change.sentence(language))}\n"
    if is_of_texts(change):
        yield f"      {_words(change, colour=colour)}\n"
    for side, span in (("old", change.old_place), ("new", change.new_place)):
        if span is not None:
            yield f"      {WORDS[language][side]} {_shown(at(span))}\n"


def _words(change: Change, *, colour: bool) -> str:
    """The words that changed, with some of those around them."""
    runs = word_diff(change.old, change.new)
    parts = []
    for number, (mark, run) in enumerate(runs):
        if mark == "=":
            run = _around(run, is_first=number == 0, is_last=number == len(runs) - 1)  # noqa: PLW2901 - what is shown of it
        begin, end = _BRACKETS[mark] if not colour else ("", "")
        shown = begin + _shown(run.replace("\n\n", " ¶ ").replace("\n", " ↵ ")) + end
        parts.append(_paint(shown, _SGR[mark], colour=colour) if mark != "=" else shown)
    return "".join(parts)


def _around(run: str, *, is_first: bool, is_last: bool) -> str:
    if is_first:
        return run if len(run) <= _AROUND else "…" + run[-_AROUND:]
    if is_last:
        return run if len(run) <= _AROUND else run[:_AROUND] + "…"
    return run if len(run) <= 2 * _AROUND else f"{run[:_AROUND]}…{run[-_AROUND:]}"


def _shown(text: str) -> str:
    """``text`` as it can be sent to a terminal: no control character reaches it."""
    return "".join(letter if letter.isprintable() or letter == "\xa0" else "�" for letter in text)


def _paint(word: str, code: str, *, colour: bool) -> str:
    return f"\x1b[{code}m{word}\x1b[0m" if colour else word
