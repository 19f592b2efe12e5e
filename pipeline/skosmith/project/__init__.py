"""The project file and its sources: settings, profiles, reading, watching, and a new project."""

from typing import TYPE_CHECKING

from skosmith.model import members

if TYPE_CHECKING:
    from skosmith.project.faults import check_name, profile_names
    from skosmith.project.project_file import FILE, Project, fields_of, read_project, setting_faults, settle
    from skosmith.project.reading.inputs import SideSettings
    from skosmith.project.reading.previous import read_sources
    from skosmith.project.reading.side import Side, read_sides, sides
    from skosmith.project.retired import retired_table, with_tables
    from skosmith.project.sources import Items, Progress, SourceReading, no_progress
    from skosmith.project.starter import start
    from skosmith.project.toml_spans import statement_spans, syntax_fault
    from skosmith.project.watch import changes

__all__ = ["FILE", "Items", "Progress", "Project", "Side", "SideSettings", "SourceReading", "changes", "check_name"]
__all__ += ["fields_of", "no_progress", "profile_names", "read_project", "read_sides", "read_sources", "retired_table"]
__all__ += ["setting_faults", "settle", "sides", "start", "statement_spans", "syntax_fault", "with_tables"]

if not TYPE_CHECKING:
    __getattr__ = members(
        __name__,
        {
            "faults": "check_name profile_names",
            "project_file": "FILE Project fields_of read_project setting_faults settle",
            "reading.inputs": "SideSettings",
            "reading.previous": "read_sources",
            "reading.side": "Side read_sides sides",
            "retired": "retired_table with_tables",
            "sources": "Items Progress SourceReading no_progress",
            "starter": "start",
            "toml_spans": "statement_spans syntax_fault",
            "watch": "changes",
        },
    )
