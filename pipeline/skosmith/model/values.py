"""The values of settings, on the command line or in a project file: a rule for each kind.

A rule gives the code of the problem that a value has, empty if it has none.
"""

import re
from collections.abc import Callable
from datetime import date

from skosmith.model.iris import is_iri
from skosmith.model.vocabulary import LINKS


def text(value: str) -> str:
    """A text that a graph can have, and that is not blank."""
    if not value.strip():
        return "setting-blank"
    return "" if value.isprintable() else "setting-not-printable"


def base_iri(value: str) -> str:
    """An absolute IRI that ends with a slash, without query, fragment or steps up and down."""
    if fault := text(value):
        return fault
    if not is_iri(value) or "://" not in value or re.search(r"[?#]|/\.{1,2}/", value):
        return "setting-base-iri"
    return "" if value.endswith("/") else "setting-base-iri-slash"


def edition(value: str) -> str:
    """One segment of a path."""
    return "" if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", value) else "setting-edition"


def iri(value: str) -> str:
    """An absolute IRI."""
    return text(value) or ("" if is_iri(value) else "setting-iri")


def day(value: str) -> str:
    """A day of the calendar, as ``2026-11-23``.

    Source: XML Schema part 2, section 3.3.9 (date), without a time zone.
    """
    return "" if is_day(value) else "setting-day"


def is_day(value: str) -> bool:
    """Whether ``value`` is a day of the calendar, as ``2026-11-23``."""
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def language(value: str) -> str:
    """A BCP 47 tag.

    Source: RFC 5646, section 2.1, without its irregular tags and those for private use only.
    """
    return "" if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", value) else "setting-language"


def link(kind: str, pattern: str) -> str:
    """A pattern of IRIs with the placeholders of its ``kind``, a key of ``vocabulary.LINKS``: each, and no other."""
    wanted = set(LINKS[kind][1])
    if set(re.findall(r"{(.*?)}", pattern)) != wanted or re.search(r"[{}]", re.sub(r"{\w+}", "", pattern)):
        return "setting-link-placeholder"
    example = pattern.format(notation="CODE", level=1)
    return "" if is_iri(example) and "://" in example else "setting-link-iri"


_OF_XPATH = r"\((?!\?)|\\[dwsDWSnrt.|?*+(){}\[\]^$\\-]|[^\\(]"
_SAMPLES = ("", " ", "a b", "a/b", "#", "é é", "CODE CODE")  # of which no code may be


def code_pattern(value: str) -> str:
    """A regular expression that a whole code matches, as SHACL and Python both read it.

    Without what XPath has not (groups with a question mark, references to groups) and what no IRI or title can hold.
    Source: XPath and XQuery Functions 3.1, section 5.6.1, for the syntax that ``sh:pattern`` takes.
    """
    if fault := text(value):
        return fault
    try:
        compiled = re.compile(value)
    except (re.error, RecursionError, OverflowError):
        return "setting-code-pattern"
    if not re.fullmatch(f"(?:{_OF_XPATH})*", value) or re.search(r"[*+?}][+]|[\^$]|\s|/", value):
        return "setting-code-pattern"
    return "setting-code-pattern" if any(map(compiled.fullmatch, _SAMPLES)) else ""


RULES: dict[str, Callable[[str], str]] = {
    "title": text,
    "base-iri": base_iri,
    "edition": edition,
    "languages": language,
    "rights": text,
    "licence": iri,
    "publisher": text,
    "source-language": language,
    "issued": day,
    "modified": day,
    "sources": text,
    "output": text,
    "contracts": text,
    "previous": text,
    "code-pattern": code_pattern,
}
"""The rules, by the key of the project file; the option of that name has the same. An empty option is left out."""
