"""JSON as the exporters write it: members in their order, one to a line."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5


def present(members: Mapping[str, Any]) -> dict[str, Any]:
    """``members`` without those that are an empty text, list or object."""
    return {key: value for key, value in members.items() if value not in ("", [], {}, None)}


def text_of(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def uuid_of(name: str) -> str:
    """The UUID of a thing, the same each time: version 5, made from an IRI.

    Source: RFC 9562, section 5.5, with the name space of URLs.
    """
    return str(uuid5(NAMESPACE_URL, name))
