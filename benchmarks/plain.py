"""The least that a script with rdflib does: a graph's triples, ready as terms, are added and serialised."""

import pickle
from pathlib import Path

import click
from rdflib import Graph, Literal, URIRef
from rdflib.util import from_n3


def prepare(ntriples: Path, prepared: Path) -> None:
    """Writes the triples of an N-Triples file, its terms taken apart, for ``main`` to load at once."""
    rows = []
    for line in ntriples.read_text("utf-8").splitlines():
        subject, predicate, rest = line.split(" ", 2)
        term = from_n3(rest.removesuffix(" ."))
        lang, datatype = (term.language, term.datatype) if isinstance(term, Literal) else (None, None)
        rows.append((subject[1:-1], predicate[1:-1], str(term), isinstance(term, Literal), lang, datatype))
    prepared.write_bytes(pickle.dumps(rows))


@click.command()
@click.argument("prepared", type=click.Path(exists=True, path_type=Path))
@click.argument("output", type=click.Path(path_type=Path))
@click.option("--formats", default="ttl", show_default=True, help="What to write, with commas between.")
def main(prepared: Path, output: Path, formats: str) -> None:
    """Add the triples in PREPARED to a graph and write it into OUTPUT."""
    graph = Graph()
    for subject, predicate, value, is_text, lang, datatype in pickle.loads(prepared.read_bytes()):  # noqa: S301 - our own
        term = Literal(value, lang=lang, datatype=datatype) if is_text else URIRef(value)
        graph.add((URIRef(subject), URIRef(predicate), term))
    output.mkdir(parents=True, exist_ok=True)
    for name in formats.split(","):
        graph.serialize(output / f"plain.{name}", format={"jsonld": "json-ld"}.get(name, name), encoding="utf-8")


if __name__ == "__main__":
    main()
