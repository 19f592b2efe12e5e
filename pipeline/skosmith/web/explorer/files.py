"""Every file of an explorer by its name, the same on a server and in a site: pages, data, search index, downloads."""

from __future__ import annotations

import json
import mimetypes
import re
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import pyoxigraph

from skosmith.model import FORMATS, PREFIXES, RDF, data_folder, iri_of, is_link
from skosmith.rdf import serialise
from skosmith.web.explorer import documents, metadata
from skosmith.web.explorer.comparison import Side, compare
from skosmith.web.explorer.documents import DATA_FORMS
from skosmith.web.explorer.finding import findings, problems_of
from skosmith.web.explorer.page import Page, other_language
from skosmith.web.explorer.rendering import assets, rendered
from skosmith.web.explorer.search import MOST, find

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from skosmith.model import Problem
    from skosmith.web.explorer.catalogue import Document, Explorer
    from skosmith.web.explorer.dataset import Dataset

HTML = "text/html; charset=utf-8"
MEDIA_TYPES = {
    **{suffix: form.media_type for suffix, form in FORMATS.items()},
    "js": "text/javascript",
    "css": "text/css",
}
"""The media types of files that are not pages, by suffix."""

_VOID = ".well-known/void"
WITHOUT_PAGE = {"ontology": (*DATA_FORMS,), _VOID: (*DATA_FORMS,), "context": ("jsonld",)}
"""What is there as data and has no page, and in which forms."""

_TEXT = ("text/", "application/json")
_VERSIONED = re.compile(r"-\d+\.\d+\.\d+/")  # a folder with a version in its name: another version has another address
_MINUTES, _YEAR = 300, 365 * 24 * 3600


class File(NamedTuple):
    """A file: its bytes and its media type; the document and the language of a page, None and empty for others.

    ``kept`` is for how many seconds it may be used without asking for it again; 0 for what is made anew.
    """

    body: bytes
    media_type: str
    document: Document | None = None
    language: str = ""
    kept: int = _MINUTES


def media_type_of(name: str) -> str:
    """The media type of a file, by its suffix."""
    found = MEDIA_TYPES.get(name.rpartition(".")[2]) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return f"{found}; charset=utf-8" if found.startswith(_TEXT) else found


class Files:
    """The files of ``explorer``. ``address`` is where they are published, ending with ``/``; empty where not known."""

    def __init__(self, explorer: Explorer, address: str = "") -> None:
        self.explorer = explorer
        self.address = address or explorer.base or "http://127.0.0.1/"
        self._assets = assets(is_site=explorer.is_site)

    @cached_property
    def problems(self) -> list[Problem]:
        """What the shapes find; seconds for a large graph."""
        return problems_of(self.explorer.dataset)

    @cached_property
    def downloads(self) -> dict[str, bytes]:
        """The whole graph in every form, by the name of its file."""
        return {f"data/graph.{suffix}": documents.whole(self.explorer.dataset, suffix) for suffix in FORMATS}

    @cached_property
    def extra(self) -> dict[str, bytes]:
        """Ontology and context, and the icons and scripts."""
        ontology = data_folder("ontology")
        found = {"context.jsonld": (ontology / "context.jsonld").read_bytes()}
        found |= {f"ontology.{suffix}": _ontology(suffix) for suffix in DATA_FORMS}
        return found | self._assets

    @cached_property
    def _described(self) -> dict[str, bytes]:
        """The description of the data set; it has the sizes of all downloads, and waits for them."""
        found = metadata.described(self.explorer, self.address, self.downloads, list(DATA_FORMS))
        return {f"{_VOID}.{suffix}": body for suffix, body in found.items()}

    def names(self) -> Iterator[str]:
        """The names of all files."""
        for document in self.explorer.documents.values():
            yield from (f"{document.name}.{language}.html" for language in self.explorer.languages)
            if document.iri:
                yield from (f"{document.name}.{suffix}" for suffix in DATA_FORMS)
        yield from (f"search.{language}.json" for language in self.explorer.languages)
        yield from self.downloads
        yield from self.extra
        yield from (f"{_VOID}.{suffix}" for suffix in DATA_FORMS)

    def file(self, name: str) -> File | None:
        """The file of a name; None where there is none."""
        stem, _, suffix = name.rpartition(".")
        document, language = self.page_of(name)
        if document:
            return File(self.page(document, language), HTML, document, language)
        if suffix in DATA_FORMS and stem in self.explorer.documents and self.explorer.documents[stem].iri:
            found = self.explorer.documents[stem]
            return File(documents.about(self.explorer.dataset, found.iri, suffix), media_type_of(name), found)
        first, _, tag = stem.rpartition(".")
        if suffix == "json" and first == "search" and tag in self.explorer.languages:
            return File(self._index(tag), media_type_of(name))
        held = self._described if stem == _VOID else self.downloads if name.startswith("data/") else self.extra
        kept = _YEAR if _VERSIONED.search(name) else _MINUTES
        return File(held[name], media_type_of(name), kept=kept) if name in held else None

    def page_of(self, name: str) -> tuple[Document | None, str]:
        """The document and the language of the page ``name``; None where it is no page."""
        stem, _, suffix = name.rpartition(".")
        first, _, language = stem.rpartition(".")
        if suffix != "html" or language not in self.explorer.languages:
            return None, ""
        return self.explorer.documents.get(first), language

    def page(self, document: Document, language: str, fields: dict[str, str] | None = None) -> bytes:
        """The page of a document as HTML; ``fields`` are what a form sent to it."""
        more = self._more(document, language, fields or {})
        return rendered(Page(self.explorer, document, language), **more).encode()

    def _more(self, document: Document, language: str, fields: dict[str, str]) -> dict[str, Any]:
        """What the page of a document shows beside its subject."""
        made: dict[str, Callable[[], dict[str, Any]]] = {
            "report": lambda: {"groups": findings(self.explorer.dataset, self.problems, language)},
            "data": lambda: {"files": self._sizes()},
            "query": lambda: {"queries": queries(), "offered": terms(self.explorer.dataset)},
            "comparison": lambda: self._beside(document, language),
            "search": lambda: self._found(fields, language),
            "compare": lambda: {**_chosen(fields), **self._sides(fields, language)},
        }
        return made.get(document.template, dict)()

    def _sizes(self) -> list[tuple[str, str, int]]:
        """The downloads: form, name, size in bytes."""
        return [(FORMATS[name.rpartition(".")[2]].name, name, len(body)) for name, body in self.downloads.items()]

    def _found(self, fields: dict[str, str], language: str) -> dict[str, Any]:
        """What a search that a form sends finds."""
        query = fields.get("q", "")
        found = find(self.explorer.searched[language], query)
        return {"query": query, "count": len(found), "found": found[:MOST]}

    def _beside(self, document: Document, language: str) -> dict[str, Any]:
        """What a page shows that compares a skill with itself in another language, or in another edition."""
        framework, skill = document.framework, document.subject
        assert framework is not None  # noqa: S101 - a comparison is of one
        left = Side(framework, skill, language)
        if document.name.startswith("compare/"):
            right = Side(framework, skill, other_language(framework, language))
        else:
            right = Side(*self.explorer.in_other_editions(framework, skill)[0], language)
        return {"left": left, "right": right, "rows": compare(left, right)}

    def _sides(self, fields: dict[str, str], language: str) -> dict[str, Any]:
        """The two sides that a form names; nothing where it does not name two."""
        sides = []
        for side in ("a", "b"):
            document = self.explorer.documents.get(fields.get(side, ""))
            tag = fields.get(f"l{side}", language)
            if not document or document.template != "skill" or not document.framework:
                return {}
            tag = tag if tag in self.explorer.languages else language
            sides.append(Side(document.framework, document.subject, tag))
        return {"left": sides[0], "right": sides[1], "rows": compare(*sides)}

    def _index(self, language: str) -> bytes:
        """What can be found by words, for the script: for each thing its name, code, kind, text, file, other names."""
        page = Page(self.explorer, self.explorer.documents["search"], language)
        rows = [
            [entry.name, entry.notation, page.word(entry.kind), entry.text, page.link(entry.iri), entry.also]
            for entry in self.explorer.searched[language]
        ]
        return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()


def _chosen(fields: dict[str, str]) -> dict[str, str]:
    return {name: fields[name] for name in ("a", "b", "la", "lb") if name in fields}


def _ontology(suffix: str) -> bytes:
    """The ontology in the form of ``suffix``; as Turtle, the file itself."""
    data = (data_folder("ontology") / "skosmith.ttl").read_bytes()
    quads = pyoxigraph.parse(data, pyoxigraph.RdfFormat.TURTLE)
    return data if suffix == "ttl" else serialise(sorted((quad.triple for quad in quads), key=str), suffix)


def queries() -> list[tuple[str, str, str]]:
    """The queries to begin with: name, what it gives, text. The files of ``queries/``, whose first line says what."""
    folder = data_folder("web/templates").parent.parent / "stores/queries"
    found = [(file.stem, file.read_text("utf-8")) for file in sorted(folder.glob("*.rq"))]
    return [_FIRST, *((name, text.partition("\n")[0].lstrip("# "), text) for name, text in found)]


def terms(dataset: Dataset) -> dict[str, Any]:
    """What the editor offers while a query is typed: our prefixes, and the bare IRIs that the data has rows for."""
    nodes = [*dataset.graph.nodes.values(), *dataset.provenance.nodes.values()]
    classes = {term for node in nodes for term in node.get(RDF.type, ())}
    properties = {predicate for node in nodes for predicate in node}
    return {"prefixes": PREFIXES, "classes": _bare(classes), "properties": _bare(properties)}


def _bare(found: set[str]) -> list[str]:
    """The IRIs among terms, without their brackets."""
    return sorted(iri_of(term) for term in found if is_link(term))


_FIRST = (
    "skills",
    "The skills, with the number of levels at which each is defined.",
    """\
PREFIX skm: <https://w3id.org/skosmith/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?code ?name (COUNT(?level) AS ?levels) WHERE {
    ?skill a skm:Skill ; skos:notation ?code ; skos:prefLabel ?name ; skm:definedAtLevel ?level .
}
GROUP BY ?code ?name
ORDER BY ?code
LIMIT 100
""",
)
