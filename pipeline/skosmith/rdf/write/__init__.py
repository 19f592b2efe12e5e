"""Build -> files: all of them or none, and the same bytes for the same graph."""

from skosmith.rdf.write.files import WRITERS, older_files, write_graph
from skosmith.rdf.write.place import WriteError, WrittenFile, write_files

__all__ = ["WRITERS", "WriteError", "WrittenFile", "older_files", "write_files", "write_graph"]
