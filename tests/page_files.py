"""The pages of the fixtures in all forms, and what is read of each."""

from pathlib import Path

from conftest import PAGES, ROOT
from layout_files import FILES
from skosmith.model import LevelPage, Page, Source
from skosmith.pages import lines_of, parse_page

TEXTS = [
    *sorted(FILES.rglob("*.txt")),
    *sorted((PAGES / "accept").glob("*.txt")),
    *sorted((ROOT / "examples").glob("*.txt")),
]
FILES_OF_ALL_FORMS = [*TEXTS, *sorted(FILES.rglob("*.md")), *sorted(FILES.rglob("*.html"))]


def language_of(path: Path) -> str:
    return path.parent.name if path.is_relative_to(FILES) else ""


def page_of(data: bytes, language: str = "", path: str = "page") -> Page | LevelPage:
    source = lines_of(path, data)
    assert isinstance(source, Source), source
    page, problems = parse_page(source, language)
    assert page is not None, problems
    return page
