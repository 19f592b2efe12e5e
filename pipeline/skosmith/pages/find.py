"""Sources as they are named -> the paths and addresses to read."""

import os
import re
from collections.abc import Iterable, Iterator
from glob import glob, has_magic

from skosmith.model import STDIN, Problem, is_address, problem, relative_path, whole

SUFFIXES = (".txt", ".md", ".html", ".htm", ".xhtml", ".xlsx", ".csv", ".sssom.tsv")
"""The files that are read from a folder; a file that is a source itself is read whatever its name."""

SUPPLEMENTS = ("names.csv", "mappings.sssom.tsv")
"""The tables that a project has next to its project file: of other names, and of mappings to other frameworks."""

_SUPPLEMENT = re.compile(r"(?:.*[./\\:])?(?:names\.csv|sssom\.tsv)", re.IGNORECASE | re.DOTALL)
_NO_PAGES = (".toml", ".rq", ".ttl", ".nt", ".nq", ".trig", ".jsonld", ".rdf")  # settings, queries, graphs
_MOST = 5  # names of files that are not read


def is_supplement(path: str) -> bool:
    """Whether a file is a table of other names or mappings: ``names.csv``, ``fr.names.csv`` or ``esco.sssom.tsv``."""
    return _SUPPLEMENT.fullmatch(path) is not None and not is_address(path)


def expand(sources: Iterable[str]) -> Iterator[str | Problem]:
    """The paths that ``sources`` (files, folders, patterns, ``-``) name, each once, in the order of their text.

    A folder is read with its subfolders for files that end with one of ``SUFFIXES``, except hidden ones and those next
    to a query (``.rq``) of their name, which hold its answer. One problem lists the files that are not read.
    A source without files, or a folder that cannot be read, is a problem in its place.
    """
    items: dict[str, tuple[str, str | Problem]] = {}
    for source in sources:
        for item in _items_of(source):
            path = item if isinstance(item, str) else item.spans[0].path
            code = "" if isinstance(item, str) else f"\0{item.code}"
            items.setdefault(os.path.abspath(path) + code, (path, item))
    for _, item in sorted(items.values(), key=lambda pair: pair[0]):
        yield item


def _items_of(source: str) -> Iterator[str | Problem]:
    if source == STDIN or is_address(source):
        yield source
    elif os.path.isdir(source):
        rest: list[str] = []
        pages = list(_pages_below(source, rest))
        yield from pages
        if rest:
            names = ", ".join(sorted(rest)[:_MOST]) + (", …" if len(rest) > _MOST else "")
            yield problem("files-not-read", whole(source), count=len(rest), names=names)
        if not pages:
            yield problem("no-pages", whole(source), suffixes=" ".join(SUFFIXES))
    elif has_magic(source) and not os.path.exists(source):
        paths = [path for path in glob(source, recursive=True) if not os.path.isdir(path)]
        yield from map(_tidy, paths)
        if not paths:
            yield problem("no-match", whole(source))
    else:
        yield _tidy(source)


def _pages_below(folder: str, rest: list[str]) -> Iterator[str | Problem]:
    """The pages in a folder and its subfolders; the names of the other files are added to ``rest``."""
    errors: list[OSError] = []
    seen: set[str] = set()  # a link may lead back to a folder above it
    for parent, folders, names in os.walk(folder, onerror=errors.append, followlinks=True):
        real = os.path.realpath(parent)
        folders[:] = [] if real in seen else sorted(name for name in folders if not name.startswith("."))
        if real in seen:
            continue
        seen.add(real)
        queries = {name[:-2] for name in names if name.endswith(".rq")}
        for name in names:
            if name[: name.rfind(".") + 1] in queries or name.startswith((".", "~$")):  # ~$: a spreadsheet's lock
                continue
            if name.lower().endswith(SUFFIXES):
                yield _tidy(os.path.join(parent, name))
            elif not name.lower().endswith(_NO_PAGES):
                rest.append(relative_path(os.path.join(parent, name), folder))
    for error in errors:
        yield problem("unreadable-file", whole(str(error.filename)), reason=error)


def _tidy(path: str) -> str:
    return os.path.normpath(path).replace(os.sep, "/") if path else path
