"""SHACL engines that know nothing of skosmith, each a function from files of N-Triples to what they report.

pySHACL is compared with ours in ``tests/checks/test_shapes.py``, over every fixture of every shape.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pyrudof
import pytest
import rdflib
import shifty
from rdflib import RDF, SH

from conftest import ROOT

Report = set[tuple[str, str]]
"""Pairs of a shape and a focus node: IRIs without brackets, texts in quotes, ``_:`` for a blank node."""

Engine = Callable[[Path, list[Path]], Iterator[Report]]
"""Validates files against the shapes in the first one."""


def _of_graph(report: rdflib.Graph) -> Report:
    return {
        (str(report.value(result, SH.sourceShape)), _node(report.value(result, SH.focusNode)))
        for result in report.subjects(RDF.type, SH.ValidationResult)
    }


def _node(term: object) -> str:
    return "_:" if isinstance(term, rdflib.BNode) else f"'{term}'" if isinstance(term, rdflib.Literal) else str(term)


def _shifty(shapes: Path, files: list[Path]) -> Iterator[Report]:
    validator = shifty.PreparedValidator(str(shapes))
    for file in files:
        _, report, _ = validator.validate(str(file), infer=False)
        yield _of_graph(report)


def _rudof(shapes: Path, files: list[Path]) -> Iterator[Report]:
    for file in files:
        engine = pyrudof.Rudof(pyrudof.RudofConfig())
        engine.read_data(str(file), format=pyrudof.RDFFormat.NTriples)
        engine.read_shacl(str(shapes))
        yield {(str(one.source_shape), _of_rudof(one.focus_node)) for one in engine.validate_shacl().violations}


def _of_rudof(term: str) -> str:
    if term.startswith("_:"):
        return "_:"
    return f"'{rdflib.util.from_n3(term)}'" if term.startswith('"') else term


def _javascript(shapes: Path, files: list[Path]) -> Iterator[Report]:
    """rdf-validate-shacl, by Node.js."""
    modules = ROOT / ".npm" / "node_modules"
    if not (modules / "rdf-validate-shacl").exists() or not shutil.which("node"):
        assert "CI" not in os.environ, "CI needs rdf-validate-shacl"
        pytest.skip("rdf-validate-shacl is not installed (npm install --prefix .npm rdf-validate-shacl n3)")
    command: list[str | Path] = ["node", ROOT / "tests" / "data" / "shacl" / "validate.mjs", modules, shapes, *files]
    output = subprocess.run(command, check=True, capture_output=True, text=True, timeout=300).stdout
    for line in output.splitlines():
        forms = {"Literal": "'{}'", "BlankNode": "_:", "NamedNode": "{}"}
        yield {(shape, forms[kind].format(value)) for shape, kind, value in json.loads(line)}


ENGINES: dict[str, Engine] = {
    "shifty": _shifty,
    "rudof": _rudof,
    "rdf-validate-shacl": _javascript,
}
