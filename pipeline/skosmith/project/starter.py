"""A project to begin with: a project file with comments, and a sample page."""

from pathlib import Path

from skosmith.model import Problem, Span, data_folder, problem


def start(folder: str) -> tuple[list[str], list[Problem]]:
    """Writes the files of ``template/`` into ``folder``, which is made where it is not there.

    The paths written; or the problem for which nothing was. A folder that is not empty, hidden files counted but for
    that of git, is refused; what was begun is taken back where the rest cannot be written.
    """
    template = data_folder("project/template")
    texts = {file.relative_to(template): file.read_bytes() for file in sorted(template.rglob("*.*"))}
    target, made = Path(folder), []
    try:
        if target.is_dir() and any(item.name != ".git" for item in target.iterdir()):
            return [], [problem("already-there", _whole(target))]
        for name, text in texts.items():
            file = target / name
            missing = [parent for parent in (file.parent, *file.parent.parents) if not parent.exists()]
            for parent in reversed(missing):
                parent.mkdir()
                made.append(parent)
            made.append(file)  # before it is opened: a full disk leaves an empty file
            with file.open("xb") as stream:
                stream.write(text)
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL
        _take_back(made)
        reason = getattr(error, "strerror", None) or str(error)
        return [], [problem("project-not-written", _whole(target), reason=reason)]
    except BaseException:  # a signal
        _take_back(made)
        raise
    return [str(target / name) for name in texts], []


def _take_back(made: list[Path]) -> None:
    """Removes files and folders, the last one first; one that somebody else has filled since stays."""
    for path in reversed(made):
        try:
            path.rmdir() if path.is_dir() else path.unlink(missing_ok=True)
        except OSError:
            continue


def _whole(path: Path) -> Span:
    return Span(str(path), 0, 0, 0, 0)
