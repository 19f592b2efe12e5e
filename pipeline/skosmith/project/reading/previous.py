"""Sources -> SourceReading: with the links to the previous edition, and the dates of skills."""

import os
from collections.abc import Iterator

from skosmith import rdf
from skosmith.model import FORMATS, Files, Problem, Span, is_address, problem, violations, whole
from skosmith.pages import FetchOptions, expand, fetch_file
from skosmith.project.project_file import FILE, Project
from skosmith.project.reading.git_command import GitError
from skosmith.project.reading.git_dates import dates_of_pages
from skosmith.project.reading.inputs import SideSettings, inputs_of
from skosmith.project.sources import Items, Progress, SourceReading, no_progress, read_graph, read_items


def read_sources(
    project: Project,
    files: Files,
    language: str = "",
    options: FetchOptions | None = None,
    progress: Progress = no_progress,
) -> SourceReading:
    """The pages of the sources of ``project`` and their graph; of files of RDF, the graph alone.

    ``files``, ``language`` and ``options`` are as for ``pages.read_pages``.
    """
    return read_linked_items(list(expand(project.sources)), project, files, language, options, progress)


def read_linked_items(  # noqa: PLR0913, PLR0917 - those of read_items
    items: Items,
    project: Project,
    files: Files,
    language: str = "",
    options: FetchOptions | None = None,
    progress: Progress = no_progress,
) -> SourceReading:
    """As ``read_items``; the graph of pages is linked to the previous edition and has dates, if the project asks."""
    read = read_items(items, project, files, language, options, progress)
    if read.is_graph or not (project.previous or project.dates):
        return read
    previous, problems = _previous(project, files, language, options) if project.previous else (None, [])
    if previous:
        faults = list(_faults(previous, read, project))
        problems, previous = [*problems, *faults], None if faults else previous
    dates: dict[str, rdf.Dates] = {}
    try:
        dates = dates_of_pages(read.build, project.folder or ".") if project.dates else {}
    except GitError as error:
        problems = [*problems, error.problem._replace(spans=_place("dates", project))]
    read.build = rdf.link_editions(read.build, previous.build if previous else None, dates)
    read.problems += problems
    return read


def _previous(
    project: Project, files: Files, language: str, options: FetchOptions | None
) -> tuple[SourceReading | None, list[Problem]]:
    """The previous edition, without the one before it; else a problem in the place of the setting."""
    name = project.previous
    read: SourceReading | None = None
    problems: list[Problem] = []
    if is_address(name):
        path = fetch_file(name, files, {one.media_type: suffix for suffix, one in FORMATS.items()}, options)
        if isinstance(path, Problem):
            problems = [path]
        else:
            read = read_graph([path], files)
    else:
        folder = project.folder if project.folder and os.path.isdir(project.folder) else "."
        alone = project._replace(previous="", dates="", sources=())
        overrides = {"previous": "", "dates": ""}
        settings = SideSettings(alone, os.path.join(folder, FILE), overrides, language, options, files, folder)
        inputs = inputs_of(name, settings)
        read = read_items(inputs.items, inputs.project, files, language, options)
        problems = [*inputs.problems]
    of_side = violations([*problems, *(read.problems if read else [])])
    if not of_side:
        return read, []
    if of_side[0].code == "graph-without-framework":
        return None, [problem("previous-without-framework", *_place("previous", project), previous=name)]
    reasons = of_side[0].messages
    return None, [problem("previous-unreadable", *_place("previous", project), previous=name, reason=reasons)]


def _faults(previous: SourceReading, read: SourceReading, project: Project) -> Iterator[Problem]:
    """The fault of a previous edition whose IRIs are those of this one, though each edition should have its own."""
    if read.build.profile.iri == "edition" and previous.build.names.root == read.build.names.root:
        values = {"previous": project.previous, "edition": read.build.profile.edition}
        yield problem("previous-same-edition", *_place("previous", project), **values)


def _place(key: str, project: Project) -> tuple[Span, ...]:
    """The place of a setting in the project file; the file, or none, if it is not set there."""
    if key in project.places:
        return (project.places[key],)
    return () if project.folder is None else (whole(os.path.join(project.folder, FILE)),)
