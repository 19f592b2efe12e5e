"""Why the graph says what it says of a thing: each statement with every line of every page that says it.

``evidence_of(said, node)`` gives the statements, ``statements_of_sources`` what the sources say one by one, ``blame``
the commit that last touched each line.
"""

from skosmith.compare.why.blame import Blame, Commit, blame_lines
from skosmith.compare.why.statements import Claims, Evidence, evidence_of, statements_of_sources

__all__ = ["Blame", "Claims", "Commit", "Evidence", "blame_lines", "evidence_of", "statements_of_sources"]
