"""A project to begin with: a project file with comments, and a sample page."""

from pathlib import Path

from skosmith.model import Problem, data_folder, problem, whole


def start(folder: str) -> tuple[list[str], list[Problem]]:
    """Writes the files of ``template/`` into ``folder``, all or none; gives their paths, or a problem.

    Creates the folder if needed. It is a problem if it has any file, except ``.git``.
    """
    template = data_folder("project/template")
    texts = {file.relative_to(template): file.read_bytes() for file in sorted(template.rglob("*.*"))}
    target, created = Path(folder), list[Path]()
    try:
        if target.is_dir() and any(item.name != ".git" for item in target.iterdir()):
            return [], [problem("already-there", whole(folder))]
        for name, text in texts.items():
            file = target / name
            missing = [parent for parent in (file.parent, *file.parent.parents) if not parent.exists()]
            for parent in reversed(missing):
                parent.mkdir()
                created.append(parent)
            created.append(file)  # before it is opened: a full disk leaves an empty file
            with file.open("xb") as stream:
                stream.write(text)
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL
        _remove(created)
        return [], [problem("project-not-written", whole(folder), reason=error)]
    except BaseException:  # a signal
        _remove(created)
        raise
    return [str(target / name) for name in texts], []


def _remove(paths: list[Path]) -> None:
    """Removes files and folders, the last one first; a folder stays if somebody has put files into it."""
    for path in reversed(paths):
        try:
            path.rmdir() if path.is_dir() else path.unlink(missing_ok=True)
        except OSError:
            continue
