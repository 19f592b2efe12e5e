"""Files -> a folder for any web server: the same pages as ``skosmith serve``."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.sax.saxutils import escape

from skosmith.model import problem, whole, write_problem
from skosmith.web.explorer import hosting
from skosmith.web.explorer.documents import DATA_FORMS
from skosmith.web.explorer.files import MEDIA_TYPES
from skosmith.web.explorer.policy import HEADERS
from skosmith.web.explorer.rendering import templates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skosmith.model import Problem
    from skosmith.web.explorer.catalogue import Document
    from skosmith.web.explorer.files import Files

MARK = ".skosmith-site"
"""The file with the names of all others of a site: files that are not in it are somebody else's."""

_LONGEST = 220  # bytes of a part of a name: of the 255 of a file system, a language and a form take some
_MOST = 45_000  # addresses in one sitemap, those of translations among them; 50,000 pages and 50 MB are allowed


def write_site(files: Files, folder: str | Path) -> tuple[int, list[Problem]]:
    """Writes the site of ``files`` into ``folder``, which is new, empty or an older site; the number of its files.

    It is written whole; if there are problems, ``folder`` is left as it was.
    """
    folder = Path(folder)
    place = whole(str(folder))
    workshop = None
    try:
        if folder.exists() and not folder.is_dir():
            return 0, [write_problem(str(folder), NotADirectoryError())]
        if others := _others(folder):
            return 0, [problem("site-not-ours", place, name=min(others), count=len(others))]
        if long := next(filter(_is_too_long, files.explorer.documents.values()), None):
            return 0, [problem("site-name-too-long", place, iri=long.iri or long.name, longest=_LONGEST)]
        folder.parent.mkdir(parents=True, exist_ok=True)
        workshop = Path(tempfile.mkdtemp(prefix=".skosmith-site-", dir=folder.parent))
        workshop.chmod(0o755)
        count = _fill(files, workshop / "new")
        _move(workshop, folder)
    except OSError as error:
        return 0, [write_problem(str(folder), error)]
    else:
        return count, []
    finally:
        if workshop:
            shutil.rmtree(workshop, ignore_errors=True)


def _is_too_long(document: Document) -> bool:
    """Whether a part of the name of a document's files has no room for what the language and the form add."""
    return any(len(part.encode()) > _LONGEST for part in document.name.split("/"))


def _others(folder: Path) -> set[str]:
    """The files in ``folder`` that are not of a site of ours."""
    names = {
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir() or path.is_symlink()
    }
    mark = folder / MARK
    return names - ({MARK, *mark.read_text("utf-8").splitlines()} if mark.is_file() else set())


def _move(workshop: Path, folder: Path) -> None:
    """Replaces the old site by the new one; if that is interrupted, the old one is put back."""
    old = workshop / "old"
    if folder.exists():
        folder.rename(old)
    try:
        (workshop / "new").rename(folder)
    except BaseException:
        with contextlib.suppress(OSError):
            old.rename(folder)
        raise


def _fill(files: Files, folder: Path) -> int:
    names = []
    for name, body in contents(files):
        names.append(name)
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(path, "xb") as file:
            file.write(body)
    (folder / MARK).write_text("".join(f"{name}\n" for name in sorted(names)), "utf-8", newline="\n")
    return len(names) + 1


def contents(files: Files) -> Iterator[tuple[str, bytes]]:
    """Every file of the site: its name and its bytes, the same for the same data."""
    explorer = files.explorer
    default = f".{explorer.default_language}.html"
    for name in files.names():
        file = files.file(name)
        assert file is not None  # noqa: S101 - ``names`` has it
        yield name, file.body
        if file.document and name.endswith(default):
            # Also without a language: so an IRI leads to its page on hosts that add .html and nothing else.
            yield f"{file.document.name}.html", file.body
    yield from _hosting(files)
    yield from _sitemaps(files.address, list(explorer.documents), explorer.languages)


def _hosting(files: Files) -> Iterator[tuple[str, bytes]]:
    explorer = files.explorer
    forms, of_forms = hosting.of_forms(DATA_FORMS)
    context = {
        "headers": HEADERS,
        "forms": forms,
        "of_forms": of_forms,
        "of_languages": hosting.of_languages(explorer.languages),
        "media_types": MEDIA_TYPES,
        "languages": explorer.languages,
        "default": explorer.default_language,
    }
    environment = templates().overlay(autoescape=False)  # these files are no markup
    for source, name in (("htaccess", ".htaccess"), ("nginx.conf", "nginx.conf"), ("_headers", "_headers")):
        yield name, environment.get_template(f"hosting/{source}").render(context).encode()
    yield ".nojekyll", b""


def _sitemaps(address: str, documents: list[str], languages: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """The sitemap, several for many pages, and robots.txt, which names it; each page with its translations.

    Source: sitemaps.org; for translations, the documentation of the search engine that asks for ``xhtml:link``.
    """
    opening = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<{0} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"{1}>\n'
        "{2}</{0}>\n"
    )

    def place(name: str) -> str:
        return escape(address + quote(name))

    def listed(names: list[str]) -> str:
        urls = []
        for name in names:
            links = "".join(
                f'<xhtml:link rel="alternate" hreflang="{tag}" href="{place(f"{name}.{tag}.html")}"/>'
                for tag in languages
                if len(languages) > 1
            )
            urls += [f"<url><loc>{place(f'{name}.{tag}.html')}</loc>{links}</url>\n" for tag in languages]
        return "".join(urls)

    most = max(1, _MOST // len(languages) ** 2)  # each page names all of its translations
    parts = [documents[start : start + most] for start in range(0, len(documents), most)]
    xhtml = ' xmlns:xhtml="http://www.w3.org/1999/xhtml"' if len(languages) > 1 else ""
    if len(parts) == 1:
        yield "sitemap.xml", opening.format("urlset", xhtml, listed(documents)).encode()
    else:
        names = [f"sitemap-{number}.xml" for number, _ in enumerate(parts, 1)]
        for name, part in zip(names, parts, strict=True):
            yield name, opening.format("urlset", xhtml, listed(part)).encode()
        index = "".join(f"<sitemap><loc>{place(name)}</loc></sitemap>\n" for name in names)
        yield "sitemap.xml", opening.format("sitemapindex", "", index).encode()
    yield "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {address}sitemap.xml\n".encode()
