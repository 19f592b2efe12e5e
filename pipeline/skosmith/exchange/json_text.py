"""JSON as the exporters write it: members in the order given, one to a line, those without a value left out."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5


def present(given: Mapping[str, Any]) -> dict[str, Any]:
    """The members of ``given`` that say something: no empty text, list or object."""
    return {key: value for key, value in given.items() if value not in ("", [], {}, None)}


def text_of(value: Any) -> bytes:  # noqa: ANN401 - JSON
    """The bytes of a JSON text."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def uuid_of(name: str) -> str:
    """The UUID of a thing, the same each time: version 5, made from an IRI.

    Source: RFC 9562, section 5.5, with the name space of URLs.
    """
    return str(uuid5(NAMESPACE_URL, name))
