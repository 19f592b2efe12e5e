"""Build -> files: all of them or none, and the same bytes for the same graph."""

from skosmith.write.files import WRITERS, WriteError, Written, write

__all__ = ["WRITERS", "WriteError", "Written", "write"]
