"""The pages of one skill in three languages, their graph, and what is accepted of it."""

from flavours import wide
from layouts import blocks_of, kite
from skosmith.compare import (
    accept,
    status_of,
)
from skosmith.compare.translations.fingerprints import Fingerprints
from skosmith.model import Build, LevelPage, Page, Source, decode
from skosmith.pages import parse_page
from skosmith.project import Project
from skosmith.rdf import build_graph

PAGES = {tag: wide(blocks_of(kite(tag), "H")) for tag in ("en", "pt", "es")}
PROJECT = Project()
NOTHING = Fingerprints()


def built_of(**pages: str) -> Build:
    """The graph of some pages: a language and the text."""
    return build_graph(parsed(name, text) for name, text in pages.items())


def parsed(name: str, text: str) -> Page | LevelPage:
    source = decode(f"kite.{name}.txt", text.encode())
    assert isinstance(source, Source)
    page, _ = parse_page(source)
    assert page
    return page


BOTH = built_of(en=PAGES["en"], pt=PAGES["pt"])


def accepted(build: Build, project: Project = PROJECT) -> Fingerprints:
    return accept(build, status_of(build, project, NOTHING), NOTHING, is_whole=True)[0]


def line_of(text: str, part: str) -> int:
    (line,) = [number for number, line in enumerate(text.split("\n"), 1) if part in line]
    return line
