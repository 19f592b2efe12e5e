"""The kinds of change as files of edits, and any edit of the statements of some pages."""

import re
import tomllib
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from conftest import PAGES, ROOT, built
from skosmith.compare import compare_graphs
from skosmith.compare.diff import Diff
from skosmith.model import SKM, Statement, Triple, literal
from skosmith.project import Project, Side, SideSettings, SourceReading, read_sides
from skosmith.rdf import build_from_statements

CASES = sorted((ROOT / "tests" / "data" / "diff").glob("*.toml"))


def case(path: Path, folder: Path) -> tuple[dict[str, Any], Path, Path]:
    """What the file says, and both sides as files below ``folder``."""
    table = tomllib.loads(path.read_text("utf-8"))
    base = ROOT / table["base"]
    for side in ("old", "new"):
        (folder / side).mkdir()
        for file in base.glob("*.*") if base.is_dir() else [base]:
            (folder / side / file.name).write_bytes(file.read_bytes())
    texts = {file: file.read_text("utf-8") for file in (folder / "new").iterdir()}
    for name in table.get("without", ()):
        del texts[folder / "new" / name]
        (folder / "new" / name).unlink()
    for name in table.get("drop", ()):
        pattern = rf"^<{re.escape(name)}> a .*? \.\n(?:\n|\Z)"
        assert any(re.search(pattern, text, re.DOTALL | re.MULTILINE) for text in texts.values()), name
        texts = {file: re.sub(pattern, "", text, flags=re.DOTALL | re.MULTILINE) for file, text in texts.items()}
    for old, new in table["edits"]:
        assert any(old in text for text in texts.values()), old
        texts = {file: text.replace(old, new) for file, text in texts.items()}
    for file, text in texts.items():
        file.write_text(text, "utf-8")
    if base.is_dir():
        return table, folder / "old", folder / "new"
    return table, folder / "old" / base.name, folder / "new" / base.name


def differ(old: Path, new: Path) -> Diff:
    diff = compare_graphs(*read_sides(str(old), str(new), SideSettings(Project())))
    assert not diff.is_at_fault, [problem.message for problem in (*diff.old.problems, *diff.new.problems)]
    return diff


def side_of(statements: list[Triple], name: str = "x") -> Side:
    build, _ = build_from_statements([Statement(*triple) for triple in statements], name)
    return Side(name, SourceReading([], build, [], is_graph=True))


BASE = sorted(
    {said[:3] for said in built(PAGES / "accept" / "knot.pt.txt", *map(str, [ROOT / "examples"])).statements()}
)
TERMS = sorted({term for triple in BASE for term in triple})
EDITS = st.lists(
    st.tuples(
        st.sampled_from(["drop", "text", "link", "subject", "node"]),
        st.integers(0, len(BASE) - 1),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
        st.sampled_from(["", "en", "pt", "de"]),
        st.sampled_from(TERMS),
    ),
    max_size=8,
)


def edited(edits: list[tuple[str, int, str, str, str]]) -> list[Triple]:
    """The statements of some pages with a few gone, a few changed, a few come."""
    statements = list(BASE)
    for kind, at, text, language, other in edits:
        subject, predicate, term = statements[at % len(statements)]
        match kind:
            case "drop":
                del statements[at % len(statements)]
            case "text" if term[0] == '"':
                statements[at % len(statements)] = (subject, predicate, literal(text, language))
            case "link" if other != SKM.Framework:
                statements.append((subject, predicate, other))
            case "subject" if other[0] == "<" and term != SKM.Framework:
                statements.append((other, predicate, term))
            case "node" if term != SKM.Framework:
                statements = [triple for triple in statements if triple[0] != subject]
    return sorted(set(statements))
