"""What several formats ask of a graph: the categories of a skill, the essence of a level."""

from skosmith.export.reading import Reading
from skosmith.vocabulary import RDF, SKM, SKOS


def categories_of(reading: Reading, into: str) -> dict[str, list[str]]:
    """The categories of each thing that is in one, from the outer to the inner; their links are taken as ``into``."""
    collections = reading.things(SKOS.Collection, into)
    above: dict[str, str] = {}
    for one in collections:
        for term in reading.links(one, SKOS.member, into):
            above.setdefault(term, one)
    found: dict[str, list[str]] = {}
    for thing in sorted(above.keys() - set(collections)):
        path = [above[thing]]
        while (outer := above.get(path[0])) and outer not in path:
            path.insert(0, outer)
        found[thing] = path
    return found


def essences_of(reading: Reading, level: str, into: str) -> dict[str, list[str]]:
    """The essence of a level by language, taken as ``into``."""
    found: dict[str, list[str]] = {}
    for essence in reading.links(level, SKM.essence, into):
        reading.link(essence, RDF.type, SKM.Essence, into)
        for language, texts in reading.by_language(essence, [RDF.value], into).items():
            found.setdefault(language, []).extend(texts)
    return found
