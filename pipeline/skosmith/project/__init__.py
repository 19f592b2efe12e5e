"""The project file and its sources: settings, profiles, reading, watching, and a new project."""

from typing import TYPE_CHECKING

from skosmith.model import members

if TYPE_CHECKING:
    from skosmith.project.faults import check_name, profile_names
    from skosmith.project.project_file import FILE, Project, fields_of, read_project, setting_faults, settle
    from skosmith.project.sources import Items, Progress, SourceReading, no_progress, read_items, read_sources
    from skosmith.project.starter import start
    from skosmith.project.toml_spans import statement_spans, syntax_fault
    from skosmith.project.watch import changes

__all__ = ["FILE", "Items", "Progress", "Project", "SourceReading", "changes", "check_name", "fields_of", "no_progress"]
__all__ += ["profile_names", "read_items", "read_project", "read_sources", "setting_faults", "settle", "start"]
__all__ += ["statement_spans", "syntax_fault"]

if not TYPE_CHECKING:
    __getattr__ = members(
        __name__,
        {
            "faults": "check_name profile_names",
            "project_file": "FILE Project fields_of read_project setting_faults settle",
            "sources": "Items Progress SourceReading no_progress read_items read_sources",
            "starter": "start",
            "toml_spans": "statement_spans syntax_fault",
            "watch": "changes",
        },
    )
