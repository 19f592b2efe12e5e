"""The IRI of each thing, as an N-Triples term: ``<https://...>``; and how it is written short."""

import re
from collections.abc import Mapping
from urllib.parse import quote, urlsplit

from skosmith.model.lines import Span
from skosmith.model.records import Kind, Profile
from skosmith.model.terms import iri_of, is_link
from skosmith.model.vocabulary import PREFIXES

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`\ud800-\udfff]+")
_PLAIN = re.compile(r"[A-Za-z0-9._~/-]+")
_LOCAL = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_RELATIVE = re.compile(
    r"(?:[A-Za-z0-9_-]+(?:\.[A-Za-z0-9]+)*(?:/[A-Za-z0-9_.%~-]+)*(?:#(?:line=\d+,\d+|[A-Za-z0-9-]+))?)?"
)


def is_iri(text: str) -> bool:
    """Whether ``text`` is an absolute IRI that may be written between ``<`` and ``>``.

    Source: RDF 1.1 Turtle, production 18 (IRIREF), and RFC 3987 for scheme and host.
    """
    try:
        urlsplit(text)
    except ValueError:
        return False
    return _IRI.fullmatch(text) is not None


class Compact(dict[str, str]):
    """Terms as Turtle writes them, each worked out once: prefixed, relative to ``root``, or in full."""

    def __init__(self, root: str = "", prefixes: Mapping[str, str] = PREFIXES) -> None:
        super().__init__()
        self.root, self.prefixes = root, prefixes

    def __missing__(self, term: str) -> str:
        """Works out ``term``, an IRI between ``<`` and ``>``; a blank node is written as it is."""
        self[term] = short = self._compact(iri_of(term)) if is_link(term) else term
        return short

    def _compact(self, iri: str) -> str:
        if iri.startswith(self.root) and _RELATIVE.fullmatch(iri, len(self.root)):
            return f"<{iri[len(self.root) :]}>"
        for prefix, namespace in self.prefixes.items():
            if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
                return f"{prefix}:{iri[len(namespace) :]}"
        return f"<{iri}>"


class Names:
    """The IRIs of one edition of a framework, as N-Triples terms."""

    def __init__(self, profile: Profile) -> None:
        """The names below ``profile.base_iri``, and below its edition where each edition has names of its own."""
        has_own = profile.edition and profile.iri == "edition"
        self.base = profile.base_iri
        self.root = f"{self.base}{profile.edition}/" if has_own else self.base
        self.framework = f"<{self.root}>"
        self.levels = f"<{self.root}lor>"
        self.provenance = f"<{self.root}provenance>"
        self.dataset = f"<{self.root}dataset>"

    def concept(self, kind: Kind, code: str) -> str:
        """The skill, or attribute, of a code such as ``SSUP``."""
        return f"<{self.root}{kind}s/{code}>"

    def at_level(self, kind: Kind, code: str, number: int) -> str:
        """The skill, or attribute, of a code at a level."""
        return f"<{self.root}{kind}levels/{code}_{number}>"

    def category(self, path: str) -> str:
        """A category, by the names of those it is in and its own: ``delivery/technology-management``."""
        return f"<{self.root}categories/{path if _PLAIN.fullmatch(path) else quote(path)}>"

    def stable(self, term: str) -> str:
        """The IRI that all editions share, of a thing of this one."""
        return f"<{self.base}{term[len(self.root) + 1 :]}"

    def level(self, number: int) -> str:
        """A level of responsibility."""
        return f"<{self.root}lor/{number}>"

    def essence(self, number: int) -> str:
        """The essence of a level."""
        return f"<{self.root}lor/{number}/essence>"

    def file(self, name: str) -> str:
        """A file of the graph, or about it: next to the framework."""
        return f"<{self.root}{name}>"

    def page(self, name: str) -> str:
        """A page: its address, or its name below the folder that all pages have in common, ``pages/pt/a%20b.txt``."""
        if name.startswith(("http://", "https://")) and is_iri(name):
            return f"<{name}>"
        return f"<{self.root}pages/{name if _PLAIN.fullmatch(name) else quote(name)}>"


_CSV = ".csv>"


def lines_of(page: str, first: Span, last: Span) -> str:
    """The IRI of the lines of a page from ``first`` to ``last``; of a table, that of the cells.

    Source: RFC 5147, section 2.2.2: a line range names the positions between lines, from 0; RFC 7111, section 2.3: the
    cells of a CSV file by row and column, from 1. No standard names the cells of a workbook: see ``cells_of``.
    """
    if not first.sheet:
        return f"{page[:-1]}#line={first.line - 1},{last.end_line}>"
    if page.endswith(_CSV):
        begins, ends = f"{first.line},{first.column}", f"{last.end_line},{max(last.end_column - 1, 1)}"
        return f"{page[:-1]}#cell={begins}{'' if begins == ends else f'-{ends}'}>"
    return f"{page[:-1]}#{quote(cells_of(first, last), safe='!:')}>"


def cells_of(first: Span, last: Span) -> str:
    """The cells from ``first`` to ``last`` as spreadsheet programs write them, ``Skills!S142:T142``."""
    begins, ends = cell_of(first.line, first.column), cell_of(last.end_line, max(last.end_column - 1, 1))
    return f"{first.sheet}!{begins}{'' if begins == ends else f':{ends}'}"


def cell_of(row: int, column: int) -> str:
    """A cell as spreadsheet programs name it; row and column count from 1: 142, 19 is ``S142``."""
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"
