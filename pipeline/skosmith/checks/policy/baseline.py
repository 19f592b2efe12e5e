"""A baseline: a file of known problems, a line each for review, so that a check reports new ones only."""

import json
import os
import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from skosmith import model
from skosmith.checks.policy.fingerprint import fingerprints, source_name
from skosmith.model import Files, Problem, Span, catalogue, iri_of, is_link, problem, whole

VERSION: Final = 1

_FINGERPRINT = re.compile(r"[0-9a-f]{32}")


class Split(NamedTuple):
    """The problems that a baseline lacks, those that it has, and how many of its problems do not occur any more."""

    new: list[Problem]
    known: list[Problem]
    gone: int


class Baseline(NamedTuple):
    """The fingerprints of the problems in the file at ``path``; ``files`` are those of the places of problems."""

    path: str
    fingerprints: frozenset[str]
    files: Files

    def split(self, problems: list[Problem]) -> Split:
        marks = fingerprints(problems, self.files, os.path.dirname(self.path))
        new, known = list[Problem](), list[Problem]()
        for one, mark in zip(problems, marks, strict=True):
            (known if mark in self.fingerprints and _can_be_known(one) else new).append(one)
        return Split(new, known, len(self.fingerprints - set(marks)))


def read_baseline(path: str, files: Files) -> Baseline | Problem:
    """The baseline in the file at ``path``; a problem if it cannot be read or is no baseline."""
    data = files.read(path)
    if isinstance(data, Problem):
        return problem("baseline-not-read", whole(path), reason=data.message.rstrip("."))
    try:
        document = json.loads(data.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        place = Span(path, error.lineno, error.colno, error.lineno, error.colno + 1)
        return problem("baseline-not-read", place, reason=error.msg)
    except (ValueError, RecursionError) as error:
        return problem("baseline-not-read", whole(path), reason=str(error))
    if not isinstance(document, dict) or document.get("skosmithBaseline") != VERSION:
        return problem("baseline-not-read", whole(path), reason=f'there is no "skosmithBaseline": {VERSION}')
    rows = document.get("problems")
    marks = [_mark(row) for row in rows] if isinstance(rows, list) else [""]
    if not all(marks):
        return problem("baseline-not-read", whole(path), reason="a problem has no fingerprint of 32 digits")
    return Baseline(path, frozenset(marks), files)


def _mark(row: object) -> str:
    """The fingerprint of a row, or nothing."""
    mark = row.get("fingerprint") if isinstance(row, dict) else None
    return mark if isinstance(mark, str) and _FINGERPRINT.fullmatch(mark) else ""


def write_baseline(
    path: str, problems: Iterable[Problem], files: Files, sources: Iterable[str] = ()
) -> tuple[list[Problem], list[Problem]]:
    """Writes ``problems`` as the baseline at ``path``, and over none of ``sources``.

    Gives the problems that no baseline can have, and those of writing the file.
    """
    problems = list(problems)
    known = [one for one in problems if _can_be_known(one)]
    folder = os.path.dirname(path)
    rows = sorted(
        (source_name(one.spans[0].path, folder) if one.spans else "", one.code, _about(one), mark)
        for one, mark in zip(known, fingerprints(known, files, folder), strict=True)
    )
    lines = ",\n".join(
        json.dumps(
            {"path": where, "code": code, **({"about": about} if about else {}), "fingerprint": mark},
            ensure_ascii=False,
        )
        for where, code, about, mark in rows
    )
    text = f'{{"skosmithBaseline": {VERSION}, "problems": [\n{lines}\n]}}\n'
    failed = model.write_file(path, text, sources)
    return [one for one in problems if not _can_be_known(one)], [failed] if failed else []


def _can_be_known(problem: Problem) -> bool:
    """Whether a baseline may have a problem: not that of a source that cannot be read, or of the project file.

    Otherwise a run that reads nothing would report nothing.
    """
    return "about" not in catalogue().get(problem.code, {})


def _about(problem: Problem) -> str:
    node = problem.focus_node or ""
    return iri_of(node) if node and is_link(node) else ""
