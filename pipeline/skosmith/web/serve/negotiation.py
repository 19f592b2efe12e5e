"""Accept and Accept-Language -> what is sent.

Source: RFC 9110, sections 12.4.2 (quality values), 12.5.1 (Accept) and 12.5.4 (Accept-Language).
"""

from collections.abc import Sequence

from skosmith.model import lookup


def weights(header: str) -> list[tuple[str, float]]:
    """The ranges of a header in small letters, without parameters, each with its weight; the malformed left out."""
    found = []
    for item in header.split(",")[:50]:
        name, *parameters = (part.strip() for part in item.lower().split(";"))
        weight = next((part[2:] for part in parameters if part.startswith("q=")), "1")
        try:
            value = float(weight)
        except ValueError:
            continue
        if name and 0 <= value <= 1:
            found.append((name, value))
    return found


def media_type(header: str, offers: Sequence[str]) -> str | None:
    """The offer that ``header`` weighs most, of several, or without a header, the first; None where it takes none."""
    if not header.strip():
        return offers[0]
    ranges = weights(header)

    def weight(offer: str) -> float:
        """That of the narrowest range which holds the offer."""
        for pattern in (offer, offer.partition("/")[0] + "/*", "*/*"):
            found = [value for name, value in ranges if name == pattern]
            if found:
                return max(found)
        return 0.0

    best = max(offers, key=weight)
    return best if weight(best) > 0 else None


def language(header: str, offers: Sequence[str], default: str) -> str:
    """The offer that ``header`` weighs most, ``pt`` for ``pt-BR``, too; ``default`` where none is wanted.

    Source: RFC 4647, section 3.4 (lookup).
    """
    for tag, weight in sorted(weights(header), key=lambda pair: -pair[1]):
        if not weight:
            continue
        if found := lookup(tag, offers):
            return found
        if tag == "*":
            return default
    return default
