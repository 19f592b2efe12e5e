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
from skosmith.web.explorer.rendering import assets, render
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
"""The media types of files other than pages, by suffix."""

_OF_JSON_LD = ("context.jsonld", "skill.frame.json")
_VOID = ".well-known/void"
WITHOUT_PAGE = {"ontology": (*DATA_FORMS,), _VOID: (*DATA_FORMS,), "context": ("jsonld",)}
"""Data without a page, and its forms."""

_TEXT = ("text/", "application/json")
_VERSIONED = re.compile(r"-\d+\.\d+\.\d+/")  # a folder with a version in its name: another version has another address
_MINUTES, _YEAR = 300, 365 * 24 * 3600


class File(NamedTuple):
    """A file: its bytes and its media type; the document and the language of a page, None and empty for other files.

    ``max_age`` is for how many seconds a client may use it without another request.
    """

    body: bytes
    media_type: str
    document: Document | None = None
    language: str = ""
    max_age: int = _MINUTES


def media_type_of(name: str) -> str:
    """The media type of a file, by its suffix."""
    kind = MEDIA_TYPES.get(name.rpartition(".")[2]) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith(_TEXT) else kind


class Files:
    """The files of ``explorer``. ``address`` is where they are published, ending with ``/``; empty if unknown."""

    def __init__(self, explorer: Explorer, address: str = "") -> None:
        self.explorer = explorer
        self.address = address or explorer.base or "http://127.0.0.1/"
        self._assets = assets(is_site=explorer.is_site)

    @cached_property
    def problems(self) -> list[Problem]:
        """The problems by the shapes; it takes seconds for a large graph."""
        return problems_of(self.explorer.dataset)

    @cached_property
    def downloads(self) -> dict[str, bytes]:
        """The whole graph in every form, by the name of its file."""
        return {f"data/graph.{suffix}": documents.whole_graph(self.explorer.dataset, suffix) for suffix in FORMATS}

    @cached_property
    def extra(self) -> dict[str, bytes]:
        """Ontology and context, and the icons and scripts."""
        context = {name: (data_folder("ontology") / name).read_bytes() for name in _OF_JSON_LD}
        return context | {f"ontology.{suffix}": _ontology(suffix) for suffix in DATA_FORMS} | self._assets

    @cached_property
    def _descriptions(self) -> dict[str, bytes]:
        """The description of the data set; it has the sizes of all downloads, and waits for them."""
        descriptions = metadata.descriptions(self.explorer, self.address, self.downloads)
        return {f"{_VOID}.{suffix}": body for suffix, body in descriptions.items()}

    def names(self) -> Iterator[str]:
        for document in self.explorer.documents.values():
            yield from (f"{document.name}.{language}.html" for language in self.explorer.languages)
            if document.iri:
                yield from (f"{document.name}.{suffix}" for suffix in DATA_FORMS)
        yield from (f"search.{language}.json" for language in self.explorer.languages)
        yield from self.downloads
        yield from self.extra
        yield from (f"{_VOID}.{suffix}" for suffix in DATA_FORMS)

    def file(self, name: str) -> File | None:
        stem, _, suffix = name.rpartition(".")
        document, language = self.page_of(name)
        if document:
            return File(self.page(document, language), HTML, document, language)
        document = self.explorer.documents.get(stem)
        if suffix in DATA_FORMS and document and document.iri:
            data = documents.document_data(self.explorer.dataset, document.iri, suffix)
            return File(data, media_type_of(name), document)
        first, _, tag = stem.rpartition(".")
        if suffix == "json" and first == "search" and tag in self.explorer.languages:
            return File(self._index(tag), media_type_of(name))
        files = self._descriptions if stem == _VOID else self.downloads if name.startswith("data/") else self.extra
        max_age = _YEAR if _VERSIONED.search(name) else _MINUTES
        return File(files[name], media_type_of(name), max_age=max_age) if name in files else None

    def page_of(self, name: str) -> tuple[Document | None, str]:
        """The document and the language of the page ``name``; None if it is no page."""
        stem, _, suffix = name.rpartition(".")
        first, _, language = stem.rpartition(".")
        if suffix != "html" or language not in self.explorer.languages:
            return None, ""
        return self.explorer.documents.get(first), language

    def page(self, document: Document, language: str, fields: dict[str, str] | None = None) -> bytes:
        context = self._context(document, language, fields or {})
        return render(Page(self.explorer, document, language), context).encode()

    def _context(self, document: Document, language: str, fields: dict[str, str]) -> dict[str, Any]:
        """The variables of a template beside the subject of its page."""
        contexts: dict[str, Callable[[], dict[str, Any]]] = {
            "report": lambda: {"groups": findings(self.explorer.dataset, self.problems, language)},
            "data": lambda: {"files": self._sizes()},
            "query": lambda: {"queries": queries(), "offered": terms(self.explorer.dataset)},
            "comparison": lambda: self._comparison(document, language),
            "search": lambda: self._search_results(fields, language),
            "compare": lambda: self._sides(fields, language),
        }
        return contexts.get(document.template, dict)()

    def _sizes(self) -> list[tuple[str, str, int]]:
        return [(FORMATS[name.rpartition(".")[2]].name, name, len(body)) for name, body in self.downloads.items()]

    def _search_results(self, fields: dict[str, str], language: str) -> dict[str, Any]:
        query = fields.get("q", "")
        results = find(self.explorer.search_entries[language], query)
        return {"query": query, "count": len(results), "entries": results[:MOST]}

    def _comparison(self, document: Document, language: str) -> dict[str, Any]:
        """A skill next to itself in another language, or in another edition."""
        framework, skill = document.framework, document.subject
        assert framework is not None  # noqa: S101 - a comparison is of one
        left = Side(framework, skill, language)
        if document.name.startswith("compare/"):
            right = Side(framework, skill, other_language(framework, language))
        else:
            right = Side(*self.explorer.in_other_editions(framework, skill)[0], language)
        return {"left": left, "right": right, "rows": compare(left, right)}

    def _sides(self, fields: dict[str, str], language: str) -> dict[str, Any]:
        """The fields of the form, and the two sides that they name, if they name two."""
        context: dict[str, Any] = {name: fields[name] for name in ("a", "b", "la", "lb") if name in fields}
        sides = []
        for side in ("a", "b"):
            document = self.explorer.documents.get(fields.get(side, ""))
            tag = fields.get(f"l{side}", language)
            if not document or document.template != "skill" or not document.framework:
                return context
            tag = tag if tag in self.explorer.languages else language
            sides.append(Side(document.framework, document.subject, tag))
        return {**context, "left": sides[0], "right": sides[1], "rows": compare(*sides)}

    def _index(self, language: str) -> bytes:
        """The search for the script: for each thing its name, code, kind, text, file, other words."""
        page = Page(self.explorer, self.explorer.documents["search"], language)
        rows = [
            [entry.name, entry.notation, page.word(entry.kind), entry.text, page.link(entry.iri), entry.also]
            for entry in self.explorer.search_entries[language]
        ]
        return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()


def _ontology(suffix: str) -> bytes:
    """The ontology in the form of ``suffix``, its blank nodes named by RDFC-1.0; as Turtle, the file itself."""
    data = (data_folder("ontology") / "skosmith.ttl").read_bytes()
    quads = pyoxigraph.Dataset(pyoxigraph.parse(data, pyoxigraph.RdfFormat.TURTLE))
    quads.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    return data if suffix == "ttl" else serialise(sorted((quad.triple for quad in quads), key=str), suffix)


def queries() -> list[tuple[str, str, str]]:
    """The queries to begin with: name, description, text. Those of ``queries/`` are described in their first line."""
    folder = data_folder("web/templates").parent.parent / "stores/queries"
    files = [(file.stem, file.read_text("utf-8")) for file in sorted(folder.glob("*.rq"))]
    return [_FIRST, *((name, text.partition("\n")[0].lstrip("# "), text) for name, text in files)]


def terms(dataset: Dataset) -> dict[str, Any]:
    """What the editor offers while a query is typed: our prefixes, and the bare IRIs of classes and properties."""
    nodes = [*dataset.graph.nodes.values(), *dataset.provenance.nodes.values()]
    classes = {term for node in nodes for term in node.get(RDF.type, ())}
    properties = {predicate for node in nodes for predicate in node}
    names = {"classes": classes, "properties": properties}
    return {"prefixes": PREFIXES, **{name: sorted(map(iri_of, filter(is_link, iris))) for name, iris in names.items()}}


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
