"""In which encoding a page of HTML is written."""

import codecs
import re

from skosmith.model import Problem, problem, span_of_byte
from skosmith.pages.file_kinds import BOMS

_ENOUGH = 4096  # bytes in which a page says its encoding
_CHARSET = re.compile(
    rb"<meta\b[^>]*?\bcharset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml\b[^>]*?\bencoding\s*=\s*[\"']([\w.:-]+)",
    re.IGNORECASE,
)
# Source: the Encoding standard of WHATWG: its encodings, and the names that mean another one. UTF-16 needs its mark.
_ENCODINGS = frozenset({
    "utf-8", "gbk", "gb18030", "big5", "euc_jp", "shift_jis", "iso2022_jp", "euc_kr", "koi8-r", "koi8-u", "mac-roman",
    "mac-cyrillic", "cp866", "cp874", *(f"cp125{number}" for number in range(9)),
    *(f"iso8859-{number}" for number in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)),
})  # fmt: skip
_MEANT = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "gb2312": "gbk",
    "utf-16": "utf-8",
}


def encoding_of(data: bytes, charset: str = "") -> str | None:
    """The encoding of a page, as Python names it; None where it names one that no page may have."""
    for mark, encoding in BOMS.items():
        if data.startswith(mark):
            return encoding
    said = _CHARSET.search(data, 0, _ENOUGH)
    name = charset or ((said[1] or said[2]).decode("ascii", "replace") if said else "utf-8")
    try:
        found = codecs.lookup(name).name
    except LookupError:
        return None
    found = _MEANT.get(found, found)
    return found if found in _ENCODINGS else None


def decoded(path: str, data: bytes, charset: str) -> str | Problem:
    """The text of a page; ``charset`` is what a server says, which goes before what the page says of itself."""
    encoding = encoding_of(data, charset)
    if encoding is None:
        said = _CHARSET.search(data, 0, _ENOUGH)
        name = charset or ((said[1] or said[2]).decode("ascii", "replace") if said else "")
        return problem("charset-not-known", span_of_byte(path, data, said.start() if said else 0), charset=name)
    if b"\0" in data and not encoding.startswith("utf-16"):
        return problem("binary-file", span_of_byte(path, data, data.find(b"\0")))
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        broken = data[error.start : min(error.end, error.start + 5)].hex(" ").upper()
        return problem("charset-differs", span_of_byte(path, data, error.start), charset=encoding, byte=broken)
