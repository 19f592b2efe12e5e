"""Build -> files: all of them or none, and the same bytes for the same graph."""
