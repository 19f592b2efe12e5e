"""Writes docs/problems.md from what the shapes and the catalogue of problems say, and the examples of ``explain``.

``make docs`` runs it.
"""

import re
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

import pyoxigraph

import skosmith
from skosmith.checks import between_editions
from skosmith.checks.lint import OF_EDITIONS, OF_GRAPHS, RULES
from skosmith.model import SHAPES_NS, Files, catalogue, turtle_files
from skosmith.project import read_project, read_sources
from skosmith.reports import plain_text

EXAMPLES_HEAD = """# What a report shows of a file that has each problem, for `skosmith explain`.
# Written by `make docs` from the files in tests/: change those.
"""
ROOT = Path(__file__).parent.parent
SH = "http://www.w3.org/ns/shacl#"
HEAD = """# Problems

<!-- Written by `make docs` from shapes/ and pipeline/skosmith/model/problems.toml: change it there. -->

Each problem that skosmith prints has a code, and each code has a heading here.
A *violation* keeps the graph from being written; a *warning* and an *info* do not.

Problems come from three sides.
The [reader, the parser and the writer](#what-the-reader-the-parser-and-the-writer-find) judge the page as a page.
The [shapes](#what-the-shapes-find) judge what it says; the [rules of lint](#what-lint-finds), what no shape can say.
More on lint is in [lint.md](lint.md).
"""

# Where what has a problem stands, below tests/: pages first, then graphs, project files and tables.
_PLACES = (
    ("pages/reject", "{code}_*"),
    ("lint/{code}", "violates_*"),
    ("shapes/{code}", "violates_*"),
    ("files/reject", "{code}_*"),
)


def example(code: str) -> Path | None:
    """The page, or else the graph or another file, in tests/ that has the problem."""
    found = (
        path
        for folder, pattern in _PLACES
        for path in sorted((ROOT / "tests" / "data" / folder.format(code=code)).glob(pattern.format(code=code)))
    )
    return next(found, None)


def _shown(code: str, said: str = "") -> str:
    """A link to what has the problem; or else ``said``, what causes it."""
    path = example(code)
    if path:
        return f"\nExample: [{path.name}](../{path.relative_to(ROOT)})\n"
    return f"\nExample: {said}\n"


def _entries(codes: Iterable[str]) -> list[str]:
    entries = {code: catalogue()[code] for code in codes}
    return [
        f"### {code}\n\n{entry['severity'].capitalize()}. {entry['means']['en']}\n\n"
        f"> {entry['message']['en']}\n>\n> {entry['message']['pt']}\n\n"
        f"How to fix it: {entry['help']['en']}\n{_shown(code, entry.get('example', {}).get('en', ''))}"
        for code, entry in sorted(entries.items())
    ]


def _words(file: Path) -> dict[str, dict[str, str]]:
    """What each shape of a file says of itself, by its code: the object of each property, with its language."""
    said: dict[str, dict[str, str]] = {}
    for triple in pyoxigraph.parse(file.read_bytes(), pyoxigraph.RdfFormat.TURTLE):
        if isinstance(triple.subject, pyoxigraph.NamedNode) and triple.predicate.value.startswith(SH):
            name, node = triple.predicate.value.removeprefix(SH), triple.object
            language = node.language or "" if isinstance(node, pyoxigraph.Literal) else ""
            value = "" if isinstance(node, pyoxigraph.BlankNode | pyoxigraph.Triple) else node.value
            code = triple.subject.value.removeprefix(SHAPES_NS)
            said.setdefault(code, {})[f"{name} {language}".strip()] = value
    return said


def _shapes(file: Path) -> list[str]:
    return [
        f"### {code}\n\n"
        f"{words['severity'].removeprefix(SH)}. Rule: {words['name en']} (in [{file.name}](../shapes/{file.name})).\n\n"
        f"> {words['message en']}\n>\n> {words['message pt']}\n\n"
        f"How to fix it: {words['description en']}\n{_shown(code)}"
        for code, words in _words(file).items()
    ]


def page() -> str:
    """The text of docs/problems.md."""
    rules = {*RULES, *OF_GRAPHS, *OF_EDITIONS}
    shapes = chain(*(_shapes(file) for file in turtle_files("shapes")))
    return "\n".join(
        [
            HEAD,
            "## What the reader, the parser and the writer find\n",
            *_entries(catalogue().keys() - rules),
            "## What lint finds\n",
            *_entries(rules),
            "## What the shapes find\n",
            *shapes,
        ]
    )


def examples() -> str:
    """The text of checks/examples.toml: what a report shows of the example of each code that has one in tests/."""
    codes = {*catalogue(), *(code for file in turtle_files("shapes") for code in _words(file))}
    shown = {code: _excerpt(code, path) for code in sorted(codes) if (path := example(code))}
    return f"{EXAMPLES_HEAD}\n" + "\n".join(f"{code} = '''\n{text}'''\n" for code, text in shown.items())


def _excerpt(code: str, path: Path) -> str:
    """The places of the first problem with ``code`` and the lines there, as the report for people shows them."""
    if path.suffix == ".toml":
        project, problems = read_project(str(path), Files())
        problems += read_sources(project, Files()).problems
    else:
        problems = list(skosmith.read(path).check())
    if code in OF_EDITIONS:
        problems = list(between_editions(skosmith.read(path.parent / "old").build, skosmith.read(path).build))
    found = next(problem for problem in problems if problem.code == code)
    first, *lines = plain_text([found], Files()).partition("\n  = ")[0].split("\n")
    text = (
        "\n".join([first.partition(": ")[0] if found.spans else path.name, *lines])
        .replace("\n  and here ", "\n")
        .partition("\n  and in ")[0]
    )
    return re.sub(rf"{re.escape(str(ROOT))}/\S*/", "", text) + "\n"


if __name__ == "__main__":
    (ROOT / "docs" / "problems.md").write_text(page(), "utf-8")
    (ROOT / "pipeline" / "skosmith" / "checks" / "examples.toml").write_text(examples(), "utf-8")
