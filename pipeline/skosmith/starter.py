"""A project to begin with: a project file with comments, and a sample page."""

import os
from pathlib import Path

from skosmith import resources
from skosmith.model import Problem, Span
from skosmith.problems import problem


def start(folder: str) -> tuple[list[str], list[Problem]]:
    """Writes the files of ``template/`` into ``folder``, which is made where it is not there.

    The paths written; or the problems for which nothing was: no file is written over.
    """
    template = resources.folder("template")
    texts = {file.relative_to(template): file.read_bytes() for file in sorted(template.rglob("*.*"))}
    targets = {Path(folder) / name: text for name, text in texts.items()}
    there = [problem("already-there", _whole(target)) for target in targets if os.path.lexists(target)]
    if there:
        return [], there
    try:
        for target, text in targets.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as file:
                file.write(text)
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL
        reason = getattr(error, "strerror", None) or str(error)
        return [], [problem("output-not-written", _whole(target), reason=reason)]
    return [str(target) for target in targets], []


def _whole(path: Path) -> Span:
    return Span(str(path), 0, 0, 0, 0)
