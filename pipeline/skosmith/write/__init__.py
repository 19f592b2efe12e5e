"""Build -> files: all of them or none, and the same bytes for the same graph."""

from skosmith.write.files import WRITERS, WriteError, Written, older, write

__all__ = ["WRITERS", "WriteError", "Written", "older", "write"]
