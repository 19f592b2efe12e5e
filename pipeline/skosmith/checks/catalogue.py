"""Every code that a problem can have, and what it means: those of the catalogue, and those of the shapes."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import cast

from skosmith.checks.policy import matches
from skosmith.checks.shacl.engines import SH, shapes
from skosmith.model import SHAPES_NS, Severity, catalogue, iri_of, slip_of


@dataclass(frozen=True, slots=True)
class Rule:
    """What is known of a code before any problem has it; texts by language, ``en`` and ``pt``.

    ``names`` are a few words each, ``messages`` may hold places to be filled, ``means`` is English. ``shape`` is the
    IRI of its shape, or empty.
    """

    code: str
    severity: Severity
    names: dict[str, str]
    messages: dict[str, str]
    helps: dict[str, str]
    means: str
    shape: str = ""


@cache
def rules() -> dict[str, Rule]:
    """The rule of each code, by the code."""
    found = {
        code: Rule(
            code,
            entry["severity"],
            dict.fromkeys(entry["message"], code.replace("-", " ")),
            entry["message"],
            entry["help"],
            entry["means"],
        )
        for code, entry in catalogue().items()
    }
    for iri, shape in shapes().items():
        code = iri.removeprefix(f"<{SHAPES_NS}").removesuffix(">")
        if not iri.startswith(f"<{SHAPES_NS}") or not shape.messages:
            continue
        severity = cast("Severity", shape.severity.removeprefix(f"<{SH}").removesuffix(">").lower())
        found[code] = Rule(
            code, severity, shape.names, shape.messages, shape.descriptions, shape.messages["en"], iri_of(iri)
        )
    return found


def unknown_patterns(patterns: Iterable[str]) -> list[tuple[str, str]]:
    """Those of ``patterns`` that name no code, each with the codes that may be meant, empty where none is near."""
    return [
        (pattern, suggestions(pattern))
        for pattern in patterns
        if not pattern or not any(matches(code, pattern) for code in rules())
    ]


def suggestions(said: str) -> str:
    """The codes that are most like ``said``, at most three; empty where none is near."""
    return ", ".join(f"'{code}'" for code in slip_of(said, rules(), 3))
