"""Frameworks by their names: files, projects, and any of these at a git revision."""
