"""Accept, Accept-Language and Accept-Encoding -> a media type, a language, and gzip or not.

Source: RFC 9110, sections 12.4.2 (quality values), 12.5.1 (Accept), 12.5.3 (Accept-Encoding) and 12.5.4
(Accept-Language).
"""

import zlib
from collections.abc import Sequence

from skosmith.model import nearest

_LONG = 1_000  # bytes from which a body is worth packing
_LEVEL = 6


def weights(header: str) -> list[tuple[str, float]]:
    """The ranges of a header in small letters, without parameters, each with its weight; the malformed left out."""
    ranges = []
    for item in header.split(",")[:50]:
        name, *parameters = (part.strip() for part in item.lower().split(";"))
        weight = next((part[2:] for part in parameters if part.startswith("q=")), "1")
        try:
            value = float(weight)
        except ValueError:
            continue
        if name and 0 <= value <= 1:
            ranges.append((name, value))
    return ranges


def media_type(header: str, offers: Sequence[str]) -> str | None:
    """The offer with the greatest weight, of several or without a header the first; None if all have the weight 0."""
    if not header.strip():
        return offers[0]
    ranges = weights(header)

    def weight(offer: str) -> float:
        """That of the narrowest range that includes the offer."""
        for pattern in (offer, offer.partition("/")[0] + "/*", "*/*"):
            values = [value for name, value in ranges if name == pattern]
            if values:
                return max(values)
        return 0.0

    best = max(offers, key=weight)
    return best if weight(best) > 0 else None


def language(header: str, offers: Sequence[str], default: str) -> str:
    """The offer with the greatest weight, ``pt`` for ``pt-BR`` and the reverse, too; ``default`` if none is wanted.

    Source: RFC 4647, section 3.4 (lookup), but for the reverse.
    """
    for tag, weight in sorted(weights(header), key=lambda pair: -pair[1]):
        if not weight:
            continue
        if offer := nearest(tag, offers):
            return offer
        if tag == "*":
            return default
    return default


def pack(body: bytes) -> bytes:
    """``body`` as gzip; empty if that is not shorter."""
    if len(body) < _LONG:
        return b""
    packer = zlib.compressobj(_LEVEL, wbits=31)
    packed = packer.compress(body) + packer.flush()
    return packed if len(packed) < len(body) else b""


def accepts_gzip(header: str) -> bool:
    ranges = dict(weights(header))
    return ranges.get("gzip", ranges.get("*", 0.0)) > 0
