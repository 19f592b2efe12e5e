"""Diff -> text for a terminal: the changes thing by thing, the words in colour, the places of both sides."""

from collections.abc import Iterator

from skosmith.compare.diff import Diff
from skosmith.compare.diff.changes import Change
from skosmith.compare.diff.forms.figures import answer_rows, by_concept, diff_words, has_words, of_side, summary
from skosmith.compare.diff.words import Mark, word_diff
from skosmith.model import Counted, place
from skosmith.reports import Paint, painter, plain_text

_SIGNS = {"removed": "-", "added": "+"}
_SGR = {"-": "31;9", "+": "32;4", "~": "33", "head": "1"}
_Brackets = dict[Mark, tuple[str, str]]
_BRACKETS: _Brackets = {"-": ("[-", "-]"), "+": ("{+", "+}")}
_AROUND = 40  # characters of unchanged text that are shown next to a change
_COLOURS = {"none": "32", "patch": "32", "minor": "33", "major": "31"}


def as_text(diff: Diff, language: str = "en", *, colour: bool = False) -> str:
    """The sides, the changes, the verdict; words in colour, else as ``[-old-]`` and ``{+new+}``."""
    words, paint = diff_words(language), painter(colour=colour)
    parts = [*_heads(diff, words)]
    if not diff.is_readable:
        return "".join([*parts, f"\n{words['unreadable']}\n"])
    for name, label, changes in by_concept(diff):
        parts.append(f"\n{paint(_printable(f'{name}  {label}'.rstrip()), _SGR['head'])}\n")
        for change in changes:
            parts += _lines(change, language, paint, _BRACKETS if not colour else {})
    if not diff.changes:
        return "".join([*parts, f"\n{words['same']}\n"])
    table = summary(diff, language)
    wide = max(len(title) for title, _ in table)
    figures = "".join(f"{title:<{wide}}  {count:>5,}\n" for title, count in table)
    verdict = paint(words[diff.verdict], f"1;{_COLOURS[diff.verdict]}")
    return "".join([*parts, *_answers(diff, language, paint), f"\n{figures}\n{verdict}\n"])


def _answers(diff: Diff, language: str, paint: Paint) -> Iterator[str]:
    for answer in diff.answers:
        head = _printable(f"{answer.contract.name}.rq  {' | '.join(answer.variables)}".rstrip())
        yield f"\n{paint(head, _SGR['head'])}\n"
        for sign, row in answer_rows(answer, diff.new.root):
            yield f"  {paint(sign, _SGR[sign]) if sign else ' '} {_printable(row)}\n"
        if answer.is_reordered:
            yield f"  ~ {diff_words(language)['reordered']}\n"
        yield from (f"  {_printable(problem.messages[language])}\n" for problem in answer.problems)


def problems_text(diff: Diff, language: str = "en", *, colour: bool = False) -> str:
    """The problems of each side, below its name; empty without problems."""
    parts = []
    for side in (diff.old, diff.new):
        if side.faults:
            parts.append(f"{diff_words(language)['of']} {_printable(side.name)}\n\n")
            parts.append(f"{plain_text(side.faults, side.read.build.files, language, colour=colour)}\n")
    return "".join(parts)


def _heads(diff: Diff, words: dict[str, str]) -> Iterator[str]:
    wide = max(len(words["old"]), len(words["new"]))
    long = max(len(diff.old.name), len(diff.new.name))
    for name, side in (("old", diff.old), ("new", diff.new)):
        numbers = {key: Counted(number) for key, number in of_side(side).items()}
        figures = words["figures"].format(**numbers) if side.is_readable else words["not"]
        yield f"{words[name]:<{wide}}  {_printable(side.name):<{long}}  {figures}\n"


def _lines(change: Change, language: str, paint: Paint, brackets: _Brackets) -> Iterator[str]:
    sign = _SIGNS.get(change.kind.rpartition("-")[2], "~")
    yield f"  {paint(sign, _SGR[sign])} {_printable(change.sentence(language))}\n"
    if has_words(change):
        yield f"      {_words(change, paint, brackets)}\n"
    if change.names_row:
        yield f"      {diff_words(language)['keep']} {_printable(change.names_row)}\n"
    for side, span in (("old", change.old_place), ("new", change.new_place)):
        if span is not None:
            yield f"      {diff_words(language)[side]} {place(span)}\n"


def _words(change: Change, paint: Paint, brackets: _Brackets) -> str:
    runs = word_diff(change.old, change.new)
    parts = []
    for number, (mark, run) in enumerate(runs):
        text = _around(run, is_first=number == 0, is_last=number == len(runs) - 1) if mark == "=" else run
        begin, end = brackets.get(mark, ("", ""))
        text = begin + _printable(text.replace("\n\n", " ¶ ").replace("\n", " ↵ ")) + end
        parts.append(paint(text, _SGR[mark]) if mark != "=" else text)
    return "".join(parts)


def _around(run: str, *, is_first: bool, is_last: bool) -> str:
    if is_first:
        return run if len(run) <= _AROUND else "…" + run[-_AROUND:]
    if is_last:
        return run if len(run) <= _AROUND else run[:_AROUND] + "…"
    return run if len(run) <= 2 * _AROUND else f"{run[:_AROUND]}…{run[-_AROUND:]}"


def _printable(text: str) -> str:
    """As ``safe_text``, but keeps no-break spaces, which texts have."""
    return "".join(letter if letter.isprintable() or letter == "\xa0" else "�" for letter in text)
