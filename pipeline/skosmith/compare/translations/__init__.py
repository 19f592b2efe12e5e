"""Languages in step: what each language has of each skill, and which translations are older than their source.

``status_of(made, project)`` gives the table, ``accept`` records that translations match now, and
``translation_problems`` are those of ``skosmith check``.
"""

from skosmith.compare.translations.fingerprints import (
    Fingerprints,
    read_fingerprints,
    write_fingerprints,
)
from skosmith.compare.translations.table import Cell, Finding, Row, Status, accept, status_of, translation_problems

__all__ = [
    "Cell",
    "Finding",
    "Fingerprints",
    "Row",
    "Status",
    "accept",
    "read_fingerprints",
    "status_of",
    "translation_problems",
    "write_fingerprints",
]
