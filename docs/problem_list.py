"""Writes docs/problems.md from what the shapes and the catalogue of problems say: ``make docs``."""

from itertools import chain
from pathlib import Path

import pyoxigraph

from skosmith.problems import catalogue
from skosmith.resources import turtle
from skosmith.vocabulary import SHAPES_NS

ROOT = Path(__file__).parent.parent
SH = "http://www.w3.org/ns/shacl#"
HEAD = """# Problems

<!-- Written by `make docs` from shapes/ and pipeline/skosmith/problems.toml: change it there. -->

Each problem that skosmith prints has a code, and each code has a heading here.
A *violation* (printed as `error`) keeps the graph from being written; a *warning* and an *info* do not.

Problems come from two sides.
The [reader, the parser and the writer](#what-the-reader-the-parser-and-the-writer-find) judge the page as a page.
The [shapes](#what-the-shapes-find) judge what it says.
"""


def _example(code: str) -> str:
    """A link to the page, or else the graph, in tests/ that has the problem."""
    found = chain(
        (ROOT / "tests" / "pages" / "reject").glob(f"{code}_*"), (ROOT / "tests" / "shapes" / code).glob("violates_*")
    )
    path = min(found, key=lambda path: ("shapes" in path.parts, path.name), default=None)
    return f"\nExample: [{path.name}](../{path.relative_to(ROOT)})\n" if path else ""


def _reader() -> list[str]:
    return [
        f"### {code}\n\n{entry['severity'].capitalize()}. {entry['means']}\n\n"
        f"> {entry['message']['en']}\n>\n> {entry['message']['pt']}\n\n"
        f"To mend it: {entry['help']['en']}\n{_example(code)}"
        for code, entry in sorted(catalogue().items())
    ]


def _shapes(file: Path) -> list[str]:
    said: dict[str, dict[str, str]] = {}
    for triple in pyoxigraph.parse(file.read_bytes(), pyoxigraph.RdfFormat.TURTLE):
        if isinstance(triple.subject, pyoxigraph.NamedNode) and triple.predicate.value.startswith(SH):
            name, node = triple.predicate.value.removeprefix(SH), triple.object
            language = node.language or "" if isinstance(node, pyoxigraph.Literal) else ""
            value = "" if isinstance(node, pyoxigraph.BlankNode | pyoxigraph.Triple) else node.value
            said.setdefault(triple.subject.value, {})[f"{name} {language}".strip()] = value
    return [
        f"### {shape.removeprefix(SHAPES_NS)}\n\n"
        f"{words['severity'].removeprefix(SH)}. Rule: {words['name en']} (in [{file.name}](../shapes/{file.name})).\n\n"
        f"> {words['message en']}\n>\n> {words['message pt']}\n\n"
        f"{words['description en']}\n{_example(shape.removeprefix(SHAPES_NS))}"
        for shape, words in said.items()
    ]


def page() -> str:
    """The text of docs/problems.md."""
    shapes = chain(*(_shapes(file) for file in turtle("shapes")))
    return "\n".join(
        [
            HEAD,
            "## What the reader, the parser and the writer find\n",
            *_reader(),
            "## What the shapes find\n",
            *shapes,
        ]
    )


if __name__ == "__main__":
    (ROOT / "docs" / "problems.md").write_text(page(), "utf-8")
