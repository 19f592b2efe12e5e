"""What the data set is: VoID and DCAT, as served at ``/.well-known/void``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from skosmith.explorer.documents import WHOLE, written
from skosmith.iris import is_iri
from skosmith.vocabulary import PREFIXES, RDF

if TYPE_CHECKING:
    from skosmith.explorer.pages import Explorer

VOID = "http://rdfs.org/ns/void#"
DCAT = "http://www.w3.org/ns/dcat#"
_PREFIXES = {**PREFIXES, "void": VOID, "dcat": DCAT, "foaf": "http://xmlns.com/foaf/0.1/"}
_FORMATS = "http://www.w3.org/ns/formats/"
_NAMES = {"ttl": "Turtle", "jsonld": "JSON-LD", "nq": "N-Quads", "trig": "TriG", "nt": "N-Triples", "rdf": "RDF_XML"}
_TYPES = {
    "ttl": "text/turtle", "jsonld": "application/ld+json", "nq": "application/n-quads",
    "trig": "application/trig", "nt": "application/n-triples", "rdf": "application/rdf+xml",
}  # fmt: skip


def void(explorer: Explorer, base: str, suffix: str = "ttl") -> bytes:
    """The description in the form of ``suffix``; ``base``, ending with ``/``, is where the files lie."""
    import pyoxigraph as rdf  # noqa: PLC0415 - slow to import

    triples: list[Any] = []
    xsd = PREFIXES["xsd"]

    def say(subject: str, predicate: str, term: Any) -> None:  # noqa: ANN401 - one of pyoxigraph's terms, or an IRI
        term = rdf.NamedNode(term) if isinstance(term, str) else term
        triples.append(rdf.Triple(rdf.NamedNode(subject), rdf.NamedNode(predicate), term))

    def number(value: int) -> rdf.Literal:
        return rdf.Literal(str(value), datatype=rdf.NamedNode(f"{xsd}integer"))

    dataset, nodes = f"{base}.well-known/void#dataset", explorer.dataset.nodes
    dc = PREFIXES["dcterms"]
    say(dataset, RDF.type[1:-1], f"{VOID}Dataset")
    say(dataset, RDF.type[1:-1], f"{DCAT}Dataset")
    for framework in explorer.frameworks:
        for tag, title in sorted(framework.titles.items()):
            say(dataset, f"{dc}title", rdf.Literal(title, language=tag) if tag else rdf.Literal(title))
        for iri in framework.licences:
            say(dataset, f"{dc}license", iri if is_iri(iri) else rdf.Literal(iri))  # a graph may say it in words
        say(dataset, f"{VOID}exampleResource", next((one.iri for one in framework.skills), framework.iri)[1:-1])
        say(dataset, f"{VOID}rootResource", framework.iri[1:-1])
    if explorer.base:
        say(dataset, f"{VOID}uriSpace", rdf.Literal(explorer.base))
    if not explorer.is_site:
        say(dataset, f"{VOID}sparqlEndpoint", f"{base}sparql")
    say(dataset, f"{VOID}triples", number(sum(len(terms) for node in nodes.values() for terms in node.values())))
    say(dataset, f"{VOID}entities", number(sum(subject[0] == "<" for subject in nodes)))
    say(dataset, f"{VOID}distinctSubjects", number(len(nodes)))
    say(dataset, f"{VOID}properties", number(len({predicate for node in nodes.values() for predicate in node})))
    for namespace in sorted(
        {predicate[1:].rpartition("#")[0] + "#" for node in nodes.values() for predicate in node if "#" in predicate}
    ):
        say(dataset, f"{VOID}vocabulary", namespace)
    for name in WHOLE:
        file = f"{base}data/graph.{name}"
        say(dataset, f"{VOID}dataDump", file)
        say(dataset, f"{DCAT}distribution", f"{file}#distribution")
        say(f"{file}#distribution", RDF.type[1:-1], f"{DCAT}Distribution")
        say(f"{file}#distribution", f"{DCAT}downloadURL", file)
        say(f"{file}#distribution", f"{DCAT}mediaType", f"https://www.iana.org/assignments/media-types/{_TYPES[name]}")
        say(dataset, f"{VOID}feature", f"{_FORMATS}{_NAMES[name]}")
    triples.sort(key=str)
    return written(triples, suffix, _PREFIXES)
