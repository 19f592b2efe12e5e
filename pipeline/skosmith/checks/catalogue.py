"""The rules: every code that a problem can have, from the catalogue and from the shapes."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from skosmith.checks.policy import matches
from skosmith.checks.shacl.engines import PLACEHOLDER, severity_of, shapes
from skosmith.model import SHAPES_NS, Severity, catalogue, iri_of, near_names, read_data

_OPTIONAL = re.compile(r"{\w+:[^}|]*[% ][^}|]*}")  # what a text says if there are words for it: ``model.Quoted``


class Rule(NamedTuple):
    """What is known of a code before any problem has it; texts by language, ``en`` and ``pt``.

    ``names`` are a few words each, ``messages`` may hold placeholders. ``examples`` are what a report shows of a file
    with the problem, or a sentence about what causes it. ``shape`` is the IRI of its shape, or empty.
    """

    code: str
    severity: Severity
    names: dict[str, str]
    messages: dict[str, str]
    helps: dict[str, str]
    means: dict[str, str]
    examples: dict[str, str]
    shape: str = ""


@cache
def rules() -> dict[str, Rule]:
    """The rule of each code, by the code."""
    examples: dict[str, str] = tomllib.loads(read_data("checks/examples.toml"))
    rules = {
        code: Rule(
            code,
            entry["severity"],
            dict.fromkeys(entry["message"], code.replace("-", " ")),
            _always(entry["message"]),
            _always(entry["help"]),
            entry["means"],
            dict.fromkeys(entry["message"], examples[code]) if code in examples else entry["example"],
        )
        for code, entry in catalogue().items()
    }
    for iri, shape in shapes().items():
        code = iri.removeprefix(f"<{SHAPES_NS}").removesuffix(">")
        if not shape.words:
            continue
        rules[code] = Rule(
            code,
            severity_of(shape.severity),
            shape.words["name"],
            shape.messages,
            shape.descriptions,
            {language: PLACEHOLDER.sub("…", text) for language, text in shape.messages.items()},
            dict.fromkeys(shape.messages, examples[code]),
            iri_of(iri),
        )
    return rules


def _always(texts: dict[str, str]) -> dict[str, str]:
    """``texts`` without what they say only if there are words for it."""
    return {language: _OPTIONAL.sub("", text) for language, text in texts.items()}


def unknown_patterns(patterns: Iterable[str]) -> list[tuple[str, str]]:
    """Those of ``patterns`` that match no code, each with its ``suggestions``."""
    return [
        (pattern, suggestions(pattern))
        for pattern in patterns
        if not pattern or not any(matches(code, pattern) for code in rules())
    ]


def suggestions(code: str) -> str:
    """The codes nearest to ``code``, at most three, quoted; empty if none is near."""
    return ", ".join(f"'{near}'" for near in near_names(code, rules(), 3))
