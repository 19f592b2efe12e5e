"""The encoding of a page of HTML."""

import codecs
import re

from skosmith.model import Problem, problem, span_of_byte
from skosmith.pages.file_kinds import BOMS

_BEGINNING = 4096  # bytes in which a page names its encoding
_CHARSET = rb"(?i)<meta\b[^>]*?\bcharset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml\b[^>]*?\bencoding\s*=\s*[\"']([\w.:-]+)"
# Source: the Encoding standard of WHATWG: its encodings, and the names that mean another one. UTF-16 needs its mark.
_ENCODINGS = frozenset({
    "utf-8", "gbk", "gb18030", "big5", "euc_jp", "shift_jis", "iso2022_jp", "euc_kr", "koi8-r", "koi8-u", "mac-roman",
    "mac-cyrillic", "cp866", "cp874", *(f"cp125{number}" for number in range(9)),
    *(f"iso8859-{number}" for number in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)),
})  # fmt: skip
_ALIASES = {
    "iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "gb2312": "gbk",
    "utf-16": "utf-8",
}  # fmt: skip


def decoded(path: str, data: bytes, charset: str) -> str | Problem:
    """The text of a page; a byte-order mark decides, then ``charset``, which the server names, then the page itself."""
    match = re.search(_CHARSET, data[:_BEGINNING])
    name = charset or ((match[1] or match[2]).decode("ascii", "replace") if match else "")
    encoding = next((encoding for mark, encoding in BOMS.items() if data.startswith(mark)), None)
    encoding = encoding or _encoding_of(name or "utf-8")
    if encoding is None:
        return problem("charset-not-known", span_of_byte(path, data, match.start() if match else 0), charset=name)
    if b"\0" in data and not encoding.startswith("utf-16"):
        return problem("binary-file", span_of_byte(path, data, data.find(b"\0")))
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        byte = data[error.start : min(error.end, error.start + 5)].hex(" ").upper()
        return problem("charset-differs", span_of_byte(path, data, error.start), charset=encoding, byte=byte)


def _encoding_of(name: str) -> str | None:
    """The encoding that Python has under the name of a charset; None if no page may have it."""
    try:
        encoding = codecs.lookup(name).name
    except LookupError:
        return None
    encoding = _ALIASES.get(encoding, encoding)
    return encoding if encoding in _ENCODINGS else None
