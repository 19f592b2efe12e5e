"""What several formats ask of a graph: the categories of a skill, the essence of a level."""

from collections.abc import Iterable

from skosmith.exchange.reading import Reading
from skosmith.model import RDF, SKM, SKOS


def categories_of(reading: Reading, things: Iterable[str], into: str) -> dict[str, list[str]]:
    """The categories of each of ``things`` that is in one, from the outer to the inner; links are taken as ``into``.

    Of several categories that hold the same thing, the first.
    """
    above: dict[str, str] = {}
    for one in reading.graph.instances_of(SKOS.Collection):
        for term in reading.graph.objects(one, SKOS.member):
            if term != one:
                above.setdefault(term, one)
    found: dict[str, list[str]] = {}
    for thing in things:
        path = [thing]
        while (outer := above.get(path[0])) and outer not in path:
            reading.link(outer, RDF.type, SKOS.Collection, into)
            reading.link(outer, SKOS.member, path[0], into)
            path.insert(0, outer)
        if path[:-1]:
            found[thing] = path[:-1]
    return found


def essences_of(reading: Reading, level: str, into: str) -> dict[str, list[str]]:
    """The essence of a level by language, taken as ``into``."""
    found: dict[str, list[str]] = {}
    for essence in reading.graph.objects(level, SKM.essence):
        texts_of = reading.by_language(essence, [RDF.value], into)
        if texts_of:
            reading.link(level, SKM.essence, essence, into)
            reading.link(essence, RDF.type, SKM.Essence, into)
        for language, texts in texts_of.items():
            found.setdefault(language, []).extend(texts)
    return found
