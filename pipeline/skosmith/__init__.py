"""From the pages of a skills framework to a validated knowledge graph, with the line that each statement came from."""

__version__ = "0.1.0"
