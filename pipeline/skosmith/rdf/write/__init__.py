"""Build -> files: all of them or none, and the same bytes for the same graph."""

from skosmith.rdf.write.files import WRITERS, older, write_graph
from skosmith.rdf.write.place import WriteError, Written, put

__all__ = ["WRITERS", "WriteError", "Written", "older", "put", "write_graph"]
