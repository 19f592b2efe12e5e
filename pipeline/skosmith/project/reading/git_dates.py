"""Pages -> the days on which their skills were created and last changed, by the history of git."""

from __future__ import annotations

import os
import posixpath
from typing import TYPE_CHECKING

from skosmith import rdf
from skosmith.model import STDIN, Build, is_address, problem, relative_path
from skosmith.project.reading.git_command import GitError, git, repository, resolved
from skosmith.project.reading.revisions import PREFIX

if TYPE_CHECKING:
    from collections.abc import Iterable


def dates_of_pages(build: Build, folder: str) -> dict[str, rdf.Dates]:
    """The days of the first and the last commit of the pages of each skill and attribute, by its IRI.

    ``folder`` is in the repository of the pages. Renamed pages are followed. What is not committed has no dates, nor
    does a row of a workbook, of which git knows only the whole.
    Raises GitError without git or a repository, and in a shallow clone, whose history is cut off.
    """
    top, _ = repository(folder, folder)
    if git(folder, folder, "rev-parse", "--is-shallow-repository").strip() == b"true":
        raise GitError(problem("dates-shallow-clone"))
    paths: dict[str, set[str]] = {}
    for page in build.pages:
        place = page.of_skill[0].span if page.of_skill else None
        is_file = page.path != STDIN and not page.path.startswith(PREFIX) and not is_address(page.path)
        if place and not place.sheet and is_file:
            path = relative_path(os.path.realpath(page.path), top).replace(os.sep, posixpath.sep)
            paths.setdefault(page.skill, set()).add(path)
    wanted = sorted(set().union(*paths.values()))
    head = resolved("HEAD", folder, folder)
    days = build.files.memo.recall(lambda: ("days", top, head, *wanted), lambda: _days(wanted, top))
    dates = {}
    for skill, of_skill in paths.items():
        known = [day for path in of_skill for day in days.get(path, ())]
        if known:
            dates[skill] = rdf.Dates(min(known), max(known))
    return dates


def _days(paths: Iterable[str], top: str) -> dict[str, set[str]]:
    """The days on which each of ``paths``, from the top, was changed, under whatever name."""
    days: dict[str, set[str]] = {path: set() for path in paths}
    now = {path: path for path in days}  # the names of today, by those of the commit
    listed = git(top, top, "log", "-M", "--name-status", "-z", "--format=%x01%as")
    parts = iter(os.fsdecode(listed).split("\0"))
    day = ""
    for part in parts:
        field = part.lstrip("\n")
        if field.startswith("\x01"):
            day = field[1:]
        elif field:
            path = next(parts)
            source = path if field[0] in "RC" else ""
            path = next(parts) if source else path
            if path in now:
                days[now[path]].add(day)
                if field[0] == "R":
                    now[source] = now.pop(path)
                elif field[0] in "AC":
                    del now[path]
    return days
