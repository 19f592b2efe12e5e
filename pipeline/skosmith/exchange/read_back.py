"""What a workbook holds is found by reading it again: no word of the writer is taken for it."""

from collections.abc import Mapping

from skosmith.exchange.reading import Reading
from skosmith.model import LevelPage, Names, Page, Profile
from skosmith.pages import read_workbook, with_level_titles
from skosmith.rdf import build_graph


def in_language(name: str, language: str) -> str:
    """The name of a file with the language of its texts in it, by which it is read again: ``skills.pt.csv``."""
    stem, dot, suffix = name.rpartition(".")
    return f"{stem}.{language}{dot}{suffix}" if language else name


def note_what_is_read(reading: Reading, names: Names, files: Mapping[str, bytes]) -> None:
    """Notes as taken what ``files``, bytes by name, say when they are read again together.

    What the caller of a build says, title, rights and edition, is not in them.
    """
    pages: list[Page | LevelPage] = []
    for name, data in files.items():
        pages += read_workbook(name, data)[0]
    made = build_graph(with_level_titles(pages), Profile(base_iri=names.root, title=""))
    for subject, predicate, term, _ in made.statements():
        if term in reading.nodes.get(subject, {}).get(predicate, ()):
            reading.taken.setdefault((subject, predicate, term), set()).add("")
