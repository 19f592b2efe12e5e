"""The file ``translations.toml``: the source text that each translation was made from.

A sorted table for each language, a line for each text, so that records of different skills by two people merge.

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
from skosmith.model import Files, Problem, Span, language, problem, recommended_case, text_of, whole, write_file
from skosmith.project import statement_spans, syntax_fault

_SOURCE = "source-language"
_HEAD = "# Of which source text each translation was made. Written by 'skosmith status --accept'.\n"
_CONFLICT = re.compile(r"^(?:<{7} .*|\|{7}(?: .*)?|={7}|>{7} .*)$", re.MULTILINE)
_FINGERPRINT = re.compile(r"[0-9a-f]{16}")

Recorded = dict[str, dict[Field, str]]
"""The fingerprint of the source text that a translation was made from, by language and field."""


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """The content of the file: the language of the sources, in lower case (empty without a file), and the record.

    ``exists`` tells that there is a file.
    """

    source_language: str = ""
    recorded: Recorded = field(default_factory=dict)
    exists: bool = False


def read_fingerprints(path: str) -> tuple[Fingerprints, list[Problem]]:
    """The content of the file at ``path``, empty without a file, and its problems; with a problem it is empty, too.

    The conflict markers of git are one problem, with the lines of all.
    """
    if not os.path.lexists(path):
        return Fingerprints(), []
    data = Files().read(path)
    text = data if isinstance(data, Problem) else text_of(path, data)
    if isinstance(text, Problem):
        return Fingerprints(), [text]
    text = text.replace("\r\n", "\n")
    if markers := [_span(path, text, match) for match in _CONFLICT.finditer(text)]:
        return Fingerprints(), [problem("translations-conflict", *markers)]
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        place, reason = syntax_fault(path, text, error)
        return Fingerprints(), [problem("translations-syntax", place, reason=reason)]
    if faults := list(_faults(table)):
        entries_by_keys = statement_spans(path, text).items()
        places = (next((one.key for at, one in entries_by_keys if at[: len(keys)] == keys), None) for keys in faults)
        return Fingerprints(), [problem("translations-entry", *sorted(place or whole(path) for place in places))]
    recorded = {
        recommended_case(tag): {Field(*key.rsplit(" ", 1)): value for key, value in entries.items()}
        for tag, entries in table.items()
        if tag != _SOURCE
    }
    return Fingerprints(recommended_case(table[_SOURCE]), recorded, exists=True), []


def _faults(table: Mapping[str, object]) -> Iterator[tuple[str, ...]]:
    """The path of each invalid entry."""
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


def _span(path: str, text: str, match: re.Match[str]) -> Span:
    line = text.count("\n", 0, match.start()) + 1
    return Span(path, line, 1, line, match.end() - match.start() + 1)


def write_fingerprints(path: str, fingerprints: Fingerprints) -> list[Problem]:
    """Writes the file at ``path``, atomically; the problem if that fails."""
    lines = [_HEAD, f"{_SOURCE} = {json.dumps(fingerprints.source_language)}\n"]
    for tag, fields in sorted(fingerprints.recorded.items()):
        lines += [f"\n[{tag}]\n"] if fields else []
        lines += [
            f"{json.dumps(f'{node} {name}', ensure_ascii=False)} = {json.dumps(value)}\n"
            for (node, name), value in sorted(fields.items())
        ]
    fault = write_file(path, "".join(lines))
    return [fault] if fault else []
