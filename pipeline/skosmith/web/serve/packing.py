"""Bodies packed with gzip, for those who take them so."""

import zlib

from skosmith.web.serve.negotiation import weights

_LONG = 1_000  # bytes from which a body is worth packing
_LEVEL = 6


def pack(body: bytes) -> bytes:
    """``body`` packed; empty where that is not shorter."""
    if len(body) < _LONG:
        return b""
    packer = zlib.compressobj(_LEVEL, wbits=31)
    packed = packer.compress(body) + packer.flush()
    return packed if len(packed) < len(body) else b""


def takes_packed(header: str) -> bool:
    """Whether a client takes gzip, by its Accept-Encoding. Source: RFC 9110, section 12.5.3."""
    found = dict(weights(header))
    return found.get("gzip", found.get("*", 0.0)) > 0
