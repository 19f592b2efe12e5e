"""The rules by which web servers choose the form of a thing: expressions over Accept and Accept-Language.

A server cannot sort by weight, but it can try expressions in turn: one for each weight, the greatest first. What an
expression catches is the first range of that weight. A weight counts to one decimal.
Fewer expressions do not do: clients such as RDF4J name media types in any order, with weights from 1 down to 0.2.
Source: RFC 9110, sections 12.4.2, 12.5.1 and 12.5.4; RFC 4647, section 3.4 (lookup).
"""

import re
from collections.abc import Sequence

_MORE = r"(?:;[^,]*)?"  # what follows the weight
_OTHER = r"(?:;(?!\s*q=)[^,;]*)*"  # the parameters before it
_WEIGHTS = (
    rf"(?:;\s*q=1(?:\.0*)?\s*{_MORE})?",
    *(rf";\s*q=0?\.{digit}\d*\s*{_MORE}" for digit in range(9, 0, -1)),
    rf";\s*q=0?\.0\d*[1-9]\d*\s*{_MORE}",
)

FORMS = {
    "application/xhtml+xml": "html",
    "text/*": "html",
    "*/*": "html",
    "application/*": "jsonld",
}
"""The forms that ranges and kindred types stand for, beside each media type of the data."""


def of_forms(media_types: dict[str, str]) -> tuple[dict[str, str], list[str]]:
    """The form by media range, and the expressions to try in turn; ``media_types`` are those of the data by form."""
    forms = {"text/html": "html", **{kind: form for form, kind in media_types.items()}, **FORMS}
    names = "|".join(map(_escaped, forms))
    return forms, [rf"(?<![^,])\s*({names})\s*{_OTHER}{weight}(?![^,])" for weight in _WEIGHTS]


def of_languages(languages: Sequence[str]) -> list[str]:
    """The expressions to try in turn, each of which catches one of ``languages``, or ``*``."""
    names = "|".join(sorted(map(_escaped, languages), key=lambda tag: (-len(tag), tag)))
    return [rf"(?<![^,])\s*({names}|\*)(?:-[^,;\s]*)?\s*{weight}(?![^,])" for weight in _WEIGHTS]


def _escaped(name: str) -> str:
    return re.sub(r"([.*+])", r"\\\1", name)
