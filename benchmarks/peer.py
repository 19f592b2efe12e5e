"""The same job as most would write it: our parser, then rdflib's ``Graph.add`` and ``serialize``, and pySHACL."""

from itertools import pairwise
from pathlib import Path

import click
import pyshacl
from rdflib import Dataset, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DC, DCTERMS, PROV, RDF, SKOS

from skosmith.model import LevelSection, Page, Source, Text, data_folder, decode
from skosmith.pages import parse_page

BASE = "https://example.org/framework/"
SKM = Namespace("https://w3id.org/skosmith/ns#")
SCHEMA = Namespace("https://schema.org/")
XKOS = Namespace("http://rdf-vocabulary.ddialliance.org/xkos#")
FRAMEWORK, LEVELS = URIRef(BASE), URIRef(BASE + "lor")
NOTES = {
    SKM.lowerLevelsNote: "lower_levels_note",
    SKM.higherLevelsNote: "higher_levels_note",
    SKM.developmentNote: "development_note",
    SKM.lowerLevelsDevelopmentNote: "lower_levels_development_note",
    SKM.higherLevelsDevelopmentNote: "higher_levels_development_note",
}


def read(path: Path) -> Page:
    """The page at ``path``, by our own parser."""
    source = decode(str(path), path.read_bytes())
    assert isinstance(source, Source), source
    page, _ = parse_page(source)
    assert isinstance(page, Page), path
    return page


def add_framework(graph: Graph) -> None:
    """The framework and the scheme of its levels."""
    graph.add((FRAMEWORK, RDF.type, SKM.Framework))
    graph.add((FRAMEWORK, RDF.type, SKOS.ConceptScheme))
    graph.add((FRAMEWORK, DCTERMS.title, Literal("Skills framework")))
    graph.add((FRAMEWORK, DC.language, Literal("pt")))
    graph.add((FRAMEWORK, DCTERMS.hasPart, LEVELS))
    graph.add((LEVELS, RDF.type, SKOS.ConceptScheme))
    graph.add((LEVELS, DCTERMS.isPartOf, FRAMEWORK))


def add_page(graph: Graph, page: Page) -> None:
    """A page's skill, and what the page says of the framework."""
    skill = URIRef(f"{BASE}skills/{page.notation.value}")
    for kind in (SKM.Skill, SKOS.Concept):
        graph.add((skill, RDF.type, kind))
    graph.add((FRAMEWORK, SKOS.hasTopConcept, skill))
    for predicate in (SKOS.inScheme, SKOS.topConceptOf):
        graph.add((skill, predicate, FRAMEWORK))
    graph.add((skill, SKOS.notation, Literal(page.notation.value)))
    texts = {SKOS.prefLabel: page.pref_label, SKOS.definition: page.definition, SKOS.scopeNote: page.scope_note}
    for predicate, text in texts.items():
        if text:
            graph.add((skill, predicate, Literal(text.value, lang=text.language)))
    for note, name in NOTES.items():
        graph.add((FRAMEWORK, note, Literal(getattr(page, name).value, lang=page.language)))
    for number in page.declared_levels:
        graph.add((skill, SKM.declaredLevel, URIRef(f"{BASE}lor/{number.value}")))
    for section in page.sections:
        add_section(graph, skill, page, section)
    for below, above in pairwise(page.sections):
        for folder_, code in (("skilllevels", f"{page.notation.value}_"), ("lor", "")):
            lower, upper = (URIRef(f"{BASE}{folder_}/{code}{section.number}") for section in (below, above))
            graph.add((lower, XKOS.next, upper))
            graph.add((upper, XKOS.previous, lower))


def add_section(graph: Graph, skill: URIRef, page: Page, section: LevelSection) -> None:
    """A skill at a level, the level and its essence."""
    node = URIRef(f"{BASE}skilllevels/{page.notation.value}_{section.number}")
    level, essence = URIRef(f"{BASE}lor/{section.number}"), URIRef(f"{BASE}lor/{section.number}/essence")
    graph.add((skill, SKM.definedAtLevel, node))
    for kind in (SKM.SkillLevel, SKOS.Concept):
        graph.add((node, RDF.type, kind))
    graph.add((node, SKOS.inScheme, FRAMEWORK))
    graph.add((node, SKOS.broader, skill))
    graph.add((node, SKM.level, level))
    graph.add((node, SKOS.notation, Literal(f"{page.notation.value}_{section.number}")))
    graph.add((node, SKOS.prefLabel, Literal(section.heading.value, lang=page.language)))
    graph.add((node, SKOS.definition, Literal(section.definition.value, lang=page.language)))  # type: ignore[union-attr]
    for kind in (SKM.Level, SKOS.Concept):
        graph.add((level, RDF.type, kind))
    graph.add((LEVELS, SKOS.hasTopConcept, level))
    for predicate in (SKOS.inScheme, SKOS.topConceptOf):
        graph.add((level, predicate, LEVELS))
    graph.add((level, SKOS.notation, Literal(section.number)))
    graph.add((level, SKOS.prefLabel, Literal(section.title.value, lang=page.language)))  # type: ignore[union-attr]
    graph.add((level, SKM.essence, essence))
    graph.add((essence, RDF.type, SKM.Essence))
    graph.add((essence, RDF.value, Literal(section.essence.value, lang=page.language)))  # type: ignore[union-attr]


def add_provenance(dataset: Dataset, page: Page) -> None:
    """The page, and on which lines of it each text of a skill stands; for levels and notes the first page says so."""
    origin = dataset.graph(URIRef(BASE + "provenance"))
    entity = URIRef(f"{BASE}pages/{page.path.lstrip('/')}")
    origin.add((entity, RDF.type, PROV.Entity))
    origin.add((entity, DCTERMS.identifier, Literal(page.path)))
    origin.add((entity, DC.language, Literal(page.language)))
    origin.add((entity, SCHEMA.sha256, Literal(page.sha256)))
    skill = [page.pref_label, page.definition, page.scope_note, page.notation]
    ranges: dict[str, list[Text | None]] = {f"skills/{page.notation.value}": skill}
    for section in page.sections:
        ranges[f"skilllevels/{page.notation.value}_{section.number}"] = [section.heading, section.definition]
        ranges[f"lor/{section.number}"] = [section.heading, section.title]
        ranges[f"lor/{section.number}/essence"] = [section.essence]
    ranges[""] = [getattr(page, name) for name in NOTES.values()]
    for name, texts in ranges.items():
        node = URIRef(BASE + name)
        if name.startswith("skill") or (node, PROV.wasDerivedFrom, None) not in origin:
            first = min(text.span.line for text in texts if text)
            last = max(text.span.end_line for text in texts if text)
            lines = URIRef(f"{entity}#line={first - 1},{last}")
            origin.add((node, PROV.wasDerivedFrom, lines))
            origin.add((lines, DCTERMS.isPartOf, entity))


@click.command()
@click.argument("pages", type=click.Path(exists=True, path_type=Path))
@click.argument("output", type=click.Path(path_type=Path))
def main(pages: Path, output: Path) -> None:
    """Read PAGES, validate, and write Turtle, JSON-LD and N-Quads into OUTPUT."""
    dataset = Dataset()
    graph = dataset.default_graph
    graph.bind("skm", SKM)
    graph.bind("xkos", XKOS)
    add_framework(graph)
    for path in sorted(pages.glob("*.txt")):
        page = read(path)
        add_page(graph, page)
        add_provenance(dataset, page)
    shapes = Graph()
    for file in sorted(data_folder("shapes").glob("*.ttl")):
        shapes.parse(file)
    pyshacl.validate(graph, shacl_graph=shapes)
    output.mkdir(parents=True, exist_ok=True)
    graph.serialize(output / "graph.ttl", format="turtle")
    graph.serialize(output / "graph.jsonld", format="json-ld")
    dataset.serialize(output / "graph.nq", format="nquads")
    click.echo(f"{len(graph)} triples")


if __name__ == "__main__":
    main()
