"""Which project an open page belongs to, and what a check of each project finds."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from fnmatch import fnmatch
from glob import has_magic

from skosmith.authoring.lsp.documents import Document
from skosmith.checks import Policy, judge
from skosmith.model import STDIN, Files, Memo, Problem, is_address, is_rdf
from skosmith.pages import SUFFIXES, expand
from skosmith.project import FILE, Project, SourceReading, read_project

Check = Callable[[Project, Files], tuple[SourceReading, list[Problem]]]
"""What reads and checks the sources of a project."""

MOST_FILES = 5000
"""The files of a folder without a project file, beyond which only the pages that are open are checked."""


@dataclass(frozen=True)
class Home:
    """What is checked together: the sources of a project ``file``, the pages of a ``folder``, or one page ``alone``.

    A page alone may have a project file: that of the folder it lies in, which does not name it as a source. Of a folder
    that is not ``is_small`` only the pages that are open are checked.
    """

    file: str = ""
    folder: str = ""
    alone: str = ""
    is_small: bool = True


@dataclass(frozen=True)
class Checked:
    """What the check of a home found: ``problems`` in the order of their places, ``of_file`` those of its file."""

    home: Home
    project: Project
    read: SourceReading
    problems: list[Problem]
    of_file: list[Problem] = field(default_factory=list)


class Projects:
    """The homes of the pages in an editor, checked by ``check``. To be used by one thread at a time."""

    def __init__(self, check: Check) -> None:
        self._check = check
        self._memo = Memo(is_lasting=True)
        self._good: dict[str, Project] = {}
        self._homes: dict[str, list[Home]] = {}
        self._named: set[str] = set()  # the sources that this check has read

    def look_again(self) -> None:
        """Files came or went: looks for project files anew at the next check."""
        self._homes.clear()

    def check(self, roots: Iterable[str], documents: Mapping[str, Document]) -> list[Checked]:
        """What is found in the folders ``roots`` and in ``documents``, by their paths, as they stand in the editor."""
        files = Files({path: document.data for path, document in documents.items()}, self._memo)
        self._named = set()
        checked: dict[Home, Checked] = {}
        for root in roots:
            if root not in self._homes:
                self._homes[root] = _homes_of(root)
            for home in self._homes[root]:
                self._check_once(home, files, checked)
        for path in documents:
            if os.path.basename(path) == FILE:
                self._check_once(Home(file=path), files, checked)
            elif not path.endswith(".toml"):
                self._check_document(path, files, checked)
        self._memo.end_run()
        return list(checked.values())

    def _check_document(self, path: str, files: Files, checked: dict[Home, Checked]) -> None:
        file = _project_file(path, files.overlay)
        if file:
            self._check_once(Home(file=file), files, checked)
        if path not in self._named:
            self._check_once(Home(file=file, alone=path), files, checked)

    def _check_once(self, home: Home, files: Files, checked: dict[Home, Checked]) -> None:
        if home in checked:
            return
        project, of_file, is_whole = self._project(home, files)
        self._named |= {item for item in expand(project.sources) if isinstance(item, str)}
        read, faults = self._check(project, files)
        problems = judge(faults, Policy(waivers=project.waivers), is_whole=is_whole).problems
        checked[home] = Checked(home, project, read, problems, [] if home.alone else of_file)

    def _project(self, home: Home, files: Files) -> tuple[Project, list[Problem], bool]:
        """The project of a home, what is wrong with its file, and whether all its sources are among those read here.

        Where something is wrong with the file, the project is that of before.
        """
        project = Project()
        of_file: list[Problem] = []
        if home.file:
            read, of_file = read_project(home.file, files)
            project = self._good.get(home.file, project) if of_file else read
            self._good[home.file] = project
        if home.alone:
            return project._replace(sources=(home.alone,), languages=()), of_file, False
        folder = home.folder or os.path.dirname(home.file)
        sources = [one for one in project.sources if one != STDIN and not is_address(one)]
        if not project.sources:
            sources = [folder] if home.is_small else []
        more = [path for path in files.overlay if _is_new(path, sources, folder if home.folder else "")]
        return project._replace(sources=(*sources, *more)), of_file, len(sources) >= len(project.sources)


def _homes_of(root: str) -> list[Home]:
    """The projects of a folder: of the project file in it or above it, else of those below it, else its pages."""
    file = _project_file(f"{root}/{FILE}", ())
    below = [] if file else [Home(file=f"{folder}/{FILE}") for folder, names in _folders(root) if FILE in names]
    return [Home(file=file)] if file else below or [Home(folder=root, is_small=_is_small(root))]


def _project_file(path: str, documents: Iterable[str]) -> str:
    """The project file in the folder of ``path`` or the nearest above it, open or on the disk; else empty."""
    folder = os.path.dirname(path)
    while folder:
        file = f"{folder.rstrip('/')}/{FILE}"
        if file in documents or os.path.isfile(file):
            return file
        above = os.path.dirname(folder)
        folder = above if above != folder else ""
    return ""


def _folders(root: str) -> Iterator[tuple[str, list[str]]]:
    """The folders below ``root``, hidden ones left out, with the names of their files; up to ``MOST_FILES`` files."""
    count = 0
    for parent, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield parent.replace(os.sep, "/").rstrip("/"), names
        count += len(names) + 1
        if count > MOST_FILES:
            return


def _is_small(root: str) -> bool:
    return sum(len(names) + 1 for _, names in _folders(root)) <= MOST_FILES


def _is_new(path: str, sources: Iterable[str], folder: str) -> bool:
    """Whether an open page belongs to ``sources`` and is not found by them: it has no file, or no name of a page.

    In a ``folder`` without a project file every open page counts, whatever it is called.
    """
    if path.endswith(".toml") or is_rdf(path):
        return False
    if folder:
        return path.startswith(f"{folder.rstrip('/')}/")
    if os.path.exists(path) or not path.lower().endswith(SUFFIXES):
        return False
    with suppress(ValueError):
        return any(
            fnmatch(path, source) if has_magic(source) else path.startswith(f"{source.rstrip('/')}/")
            for source in map(os.path.normpath, sources)
        )
    return False
