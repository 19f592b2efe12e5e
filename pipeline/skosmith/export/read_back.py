"""What a workbook holds is found by reading it again: no word of the writer is taken for it."""

from collections.abc import Iterable

from skosmith.build import build
from skosmith.export.reading import Reading
from skosmith.iris import Names
from skosmith.labels import labels_for
from skosmith.model import LevelPage, Page, Profile
from skosmith.workbook import read_workbook


def note_what_is_read(reading: Reading, names: Names, language: str, files: Iterable[tuple[str, bytes]]) -> None:
    """Notes as taken what ``files``, names and bytes, say when they are read again in their ``language``.

    What the caller of a build says, title, rights and edition, is not in them.
    """
    pages: list[Page | LevelPage] = []
    for name, data in files:
        pages += read_workbook(name, data, language if labels_for(language) else "en")[0]
    made = build(pages, Profile(base_iri=names.root, title=""))
    for subject, predicate, term, _ in made.statements():
        if term in reading.nodes.get(subject, {}).get(predicate, ()):
            reading.taken.setdefault((subject, predicate, term), set()).add("")
