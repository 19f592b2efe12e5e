"""A baseline: the problems that were there on a day, so that only new ones are seen. One line each, to be reviewed."""

import json
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from skosmith.checks.policy.fingerprint import fingerprints, relative
from skosmith.model import Files, Problem, Span, catalogue, iri_of, is_link, problem, whole, write_file

VERSION: Final = 1

_FINGERPRINT = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Baseline:
    """The fingerprints of the problems that the file at ``path`` holds; ``files`` are those that problems are in."""

    path: str
    fingerprints: frozenset[str]
    files: Files

    def split(self, problems: list[Problem]) -> tuple[list[Problem], list[Problem], int]:
        """The problems that are new, those that are known, and how many of the baseline are gone."""
        found = fingerprints(problems, self.files, os.path.dirname(self.path))
        are_known = [mark in self.fingerprints and can_be_known(one) for one, mark in zip(problems, found, strict=True)]
        new = [one for one, is_known in zip(problems, are_known, strict=True) if not is_known]
        known = [one for one, is_known in zip(problems, are_known, strict=True) if is_known]
        return new, known, len(self.fingerprints - set(found))


def read_baseline(path: str, files: Files) -> Baseline | Problem:
    """The baseline in the file at ``path``; a problem where it cannot be read or is none."""
    data = files.read(path)
    if isinstance(data, Problem):
        return problem("baseline-not-read", whole(path), reason=data.message.rstrip("."))
    try:
        held = json.loads(data.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        place = Span(path, error.lineno, error.colno, error.lineno, error.colno + 1)
        return problem("baseline-not-read", place, reason=error.msg)
    except (ValueError, RecursionError) as error:
        return problem("baseline-not-read", whole(path), reason=str(error))
    if not isinstance(held, dict) or held.get("skosmithBaseline") != VERSION:
        return problem("baseline-not-read", whole(path), reason=f'there is no "skosmithBaseline": {VERSION}')
    rows = held.get("problems")
    marks = [_mark(row) for row in rows] if isinstance(rows, list) else [""]
    if not all(marks):
        return problem("baseline-not-read", whole(path), reason="a problem has no fingerprint of 32 digits")
    return Baseline(path, frozenset(marks), files)


def _mark(row: object) -> str:
    """The fingerprint that a row holds; empty where it holds none."""
    mark = row.get("fingerprint") if isinstance(row, dict) else None
    return mark if isinstance(mark, str) and _FINGERPRINT.fullmatch(mark) else ""


def write_baseline(
    path: str, problems: Iterable[Problem], files: Files, sources: Iterable[str] = ()
) -> tuple[list[Problem], list[Problem]]:
    """Writes ``problems`` as the baseline at ``path``, whole or not at all, and over none of ``sources``.

    What is left over, since no baseline can hold it; and a problem where the file cannot be written.
    """
    problems = list(problems)
    held = [one for one in problems if can_be_known(one)]
    folder = os.path.dirname(path)
    rows = sorted(
        (relative(one.spans[0].path, folder) if one.spans else "", one.code, _about(one), mark)
        for one, mark in zip(held, fingerprints(held, files, folder), strict=True)
    )
    lines = ",\n".join(
        json.dumps(
            {"path": where, "code": code, **({"about": about} if about else {}), "fingerprint": mark},
            ensure_ascii=False,
        )
        for where, code, about, mark in rows
    )
    text = f'{{"skosmithBaseline": {VERSION}, "problems": [\n{lines}\n]}}\n'
    failed = write_file(path, text, sources)
    return [one for one in problems if not can_be_known(one)], [failed] if failed else []


def can_be_known(found: Problem) -> bool:
    """Whether a baseline may hold a problem: not one with a source that is not read, or with the project's own rules.

    Otherwise a run that reads nothing would have nothing new to say.
    """
    return "about" not in catalogue().get(found.code, {})


def _about(found: Problem) -> str:
    node = found.focus_node or ""
    return iri_of(node) if node and is_link(node) else ""
