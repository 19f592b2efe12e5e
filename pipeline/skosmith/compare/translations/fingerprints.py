"""The file ``translations.toml``: of which source text each translation was made.

A line for each text and language, in a table for each language, sorted: what two people record of different skills
merges by itself.

    source-language = "en"

    [pt]
    "skilllevels/SSUP_4 definition" = "9f86d081884c7d65"
"""

import json
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from skosmith.compare.translations.texts import Field
from skosmith.model import Problem, Span, language, problem, read, text_of, whole, write_file
from skosmith.project import statement_spans, syntax_fault

_SOURCE = "source-language"
_HEAD = "# Of which source text each translation was made. Written by 'skosmith status --accept'.\n"
_CONFLICT = re.compile(r"^(?:<{7} .*|\|{7}(?: .*)?|={7}|>{7} .*)$", re.MULTILINE)
_FINGERPRINT = re.compile(r"[0-9a-f]{16}")

Recorded = dict[str, dict[Field, str]]
"""The fingerprint of the source text that a translation was made of, by language and field."""


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """What the file holds: the language of the sources, in small letters (empty where there is no file), and a record.

    ``is_there`` tells that there is a file.
    """

    source_language: str = ""
    recorded: Recorded = field(default_factory=dict)
    is_there: bool = False


def read_fingerprints(path: str) -> tuple[Fingerprints, list[Problem]]:
    """What the file at ``path`` holds, nothing where there is none, and what is wrong with it.

    Marks that git leaves in a file it could not merge are a problem of their own, each with its line. Where there is a
    problem, nothing is taken from the file.
    """
    if not os.path.lexists(path):
        return Fingerprints(), []
    data = read(path)
    written = data if isinstance(data, Problem) else text_of(path, data)
    if isinstance(written, Problem):
        return Fingerprints(), [written]
    written = written.replace("\r\n", "\n")
    marks = [_span(path, written, match.start(), match.end()) for match in _CONFLICT.finditer(written)]
    if marks:
        return Fingerprints(), [problem("translations-conflict", *marks)]
    try:
        table = tomllib.loads(written)
    except (ValueError, RecursionError) as error:
        place, reason = syntax_fault(path, written, error)
        return Fingerprints(), [problem("translations-syntax", place, reason=reason)]
    faults = list(_faults(table))
    if faults:
        known = statement_spans(path, written)
        places = [
            next((one.key for at, one in known.items() if at[: len(keys)] == keys), whole(path)) for keys in faults
        ]
        return Fingerprints(), [problem("translations-entry", *sorted(places))]
    recorded = {
        tag.lower(): {Field(*key.rsplit(" ", 1)): value for key, value in entries.items()}
        for tag, entries in table.items()
        if tag != _SOURCE
    }
    return Fingerprints(table[_SOURCE].lower(), recorded, is_there=True), []


def _faults(table: Mapping[str, object]) -> Iterator[tuple[str, ...]]:
    """The path of each key that is none of ours."""
    source = table.get(_SOURCE)
    if not isinstance(source, str) or language(source):
        yield (_SOURCE,)
    for tag, entries in table.items():
        if tag == _SOURCE:
            continue
        if not isinstance(entries, dict) or language(tag):
            yield (tag,)
            continue
        for key, value in entries.items():
            if " " not in key or not isinstance(value, str) or not _FINGERPRINT.fullmatch(value):
                yield (tag, key)


def _span(path: str, written: str, start: int, end: int) -> Span:
    line = written.count("\n", 0, start) + 1
    return Span(path, line, 1, line, end - start + 1)


def write_fingerprints(path: str, fingerprints: Fingerprints) -> list[Problem]:
    """Writes the file at ``path``, whole or not at all; the problem for which it could not be."""
    lines = [_HEAD, f"{_SOURCE} = {json.dumps(fingerprints.source_language)}\n"]
    for tag, fields in sorted(fingerprints.recorded.items()):
        lines += [f"\n[{tag}]\n"] if fields else []
        lines += [
            f"{json.dumps(f'{node} {name}', ensure_ascii=False)} = {json.dumps(value)}\n"
            for (node, name), value in sorted(fields.items())
        ]
    fault = write_file(path, "".join(lines))
    return [fault] if fault else []
