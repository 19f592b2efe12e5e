"""A thesaurus in Turtle that no page made, of any size, with faults: ``python benchmarks/thesaurus.py 10000 > t.ttl``.

Each concept has a name, a definition and links, eleven statements or so; each has one fault that a shape finds.
With ``--chain`` the concepts are a chain of ``skos:broader`` instead, without a fault.
"""

import sys
from collections.abc import Iterator

_HEAD = """@base <https://example.org/thesaurus/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix skm: <https://w3id.org/skosmith/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

<> a skm:Framework, skos:ConceptScheme ; dcterms:title "Thesaurus"@en .
"""


def thesaurus(count: int) -> Iterator[str]:
    """``count`` concepts, each below one of a tenth of them, each with two preferred labels in English."""
    yield _HEAD
    for number in range(count):
        above = f"skos:broader <c/{number // 10}>" if number // 10 != number else "skos:topConceptOf <>"
        yield (
            f'<c/{number}> a skos:Concept ; skos:inScheme <> ; skos:notation "C{number}" ; {above} ;\n'
            f'    skos:prefLabel "Kite {number}"@en, "Kite no. {number}"@en, "Pipa {number}"@pt ;\n'
            f'    skos:definition "Flies kite number {number} in a steady wind."@en, "Empina a pipa {number}."@pt ;\n'
            f"    skos:related <c/{(number * 7 + 3) % count}> .\n"
        )


def chain(count: int) -> Iterator[str]:
    """``count`` concepts, each below the one before it."""
    yield _HEAD
    for number in range(count):
        above = f" ; skos:broader <c/{number - 1}>" if number else ""
        yield f'<c/{number}> a skos:Concept ; skos:inScheme <> ; skos:prefLabel "Kite {number}"@en{above} .\n'


if __name__ == "__main__":
    count = int(sys.argv[1])
    sys.stdout.writelines(chain(count) if "--chain" in sys.argv else thesaurus(count))
