"""Build -> files: all of them or none, and the same bytes for the same graph."""

from skosmith.write.files import WRITERS, older, write
from skosmith.write.place import WriteError, Written, put

__all__ = ["WRITERS", "WriteError", "Written", "older", "put", "write"]
