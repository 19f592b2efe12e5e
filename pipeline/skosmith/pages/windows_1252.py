"""Text that is not UTF-8: whether it is plausibly Windows-1252, or another encoding that cannot be told from it."""

import hashlib
import re

from skosmith.model import Problem, Source, Span, decode, problem

_BOM = b"\xef\xbb\xbf"  # of UTF-8
_OF_UTF_8 = rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
_NOT_ASCII = rb"[\x80-\xff]"
_FEW = 0.2  # of these, that are of UTF-8 by chance
# How words look in their right encoding: a letter with an accent next to a small one, an apostrophe within a word, a
# quote or dash around words. Source: the Unicode mapping ROMAN.TXT.
_LETTERS = "àáâãäåæçèéêëìíîïñòóôõöøùúûüÿßœ"
_PLAUSIBLE = (
    rf"(?<=[a-z])[{_LETTERS}]|[{_LETTERS}](?=[a-z])|(?<=[A-Za-z])’(?=[a-z])|[“‘](?=\w)|(?<=[\w.,!?])[”’](?=\W)"
    r"|(?<=\s)[–—•](?=\s)"
)


def is_mac_roman(data: bytes) -> bool:
    """Whether bytes give more words in Mac Roman, which has no mark, than in Windows-1252."""
    as_mac, as_windows = (len(re.findall(_PLAUSIBLE, data.decode(name, "replace"))) for name in ("mac_roman", "cp1252"))
    return as_mac > as_windows


def wrong_byte(code: str, path: str, data: bytes, at: int) -> Problem:
    """A problem with a byte; its column counts the characters before it on its line, of either encoding."""
    before = re.split(rb"\r\n|\r|\n", data[:at].removeprefix(_BOM))
    column = len(before[-1].decode("utf-8", "replace")) + 1
    return problem(code, Span(path, len(before), column, len(before), column + 1), byte=data[at : at + 1].hex().upper())


def decode_page(path: str, data: bytes) -> Source | Problem:
    """As ``decode``, but a page in Windows-1252 is read as that, which a problem of the source reports.

    It is one if it decodes, has words with accents as it writes them, and hardly a letter that is UTF-8.
    """
    source = decode(path, data)
    if isinstance(source, Source) or source.code != "not-utf-8" or b"\0" in data or data.startswith(_BOM):
        return source
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return source
    of_utf_8 = len(re.findall(_OF_UTF_8, data))
    is_plausible = re.search(_PLAUSIBLE, text) is not None and not is_mac_roman(data)
    if not is_plausible or of_utf_8 > _FEW * len(re.findall(_NOT_ASCII, data)):
        return source
    again = decode(path, text.encode())
    if isinstance(again, Problem):
        return again
    fault = wrong_byte("read-as-windows-1252", path, data, _first_wrong(data))
    return again._replace(sha256=hashlib.sha256(data).hexdigest(), problems=(fault,))


def _first_wrong(data: bytes) -> int:
    """Where the first byte is that is not UTF-8."""
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return error.start
    return 0
