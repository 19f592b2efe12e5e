"""The project file and its sources: settings, profiles, reading, watching, and a new project."""

from typing import TYPE_CHECKING

from skosmith.model.members import members

if TYPE_CHECKING:
    from skosmith.project.faults import check_name, profiles
    from skosmith.project.project_file import FILE, Project, read_project
    from skosmith.project.sources import Items, Read, check, check_project, read_items, read_sources
    from skosmith.project.starter import start
    from skosmith.project.toml_spans import broken, statements
    from skosmith.project.watch import changes

__all__ = [
    "FILE",
    "Items",
    "Project",
    "Read",
    "broken",
    "changes",
    "check",
    "check_name",
    "check_project",
    "profiles",
    "read_items",
    "read_project",
    "read_sources",
    "start",
    "statements",
]

if not TYPE_CHECKING:
    __getattr__ = members(
        __name__,
        {
            "faults": "check_name profiles",
            "project_file": "FILE Project read_project",
            "sources": "Items Read check check_project read_items read_sources",
            "starter": "start",
            "toml_spans": "broken statements",
            "watch": "changes",
        },
    )
