"""The wheel and the sdist: built, installed into an empty environment, run from another folder."""

import ast
import email
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import click
import pytest

from conftest import PAGES, ROOT

pytestmark = pytest.mark.slow

PIPELINE = ROOT / "pipeline" / "skosmith"


@pytest.fixture(scope="module")
def built_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return folder


def test_the_wheel_holds_what_it_needs_and_no_more(built_files: Path) -> None:
    (wheel,) = built_files.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.partition("/")[0] for name in names if not name.endswith("/")} == {
        "skosmith",
        next(name.partition("/")[0] for name in names if ".dist-info/" in name),
    }
    for name in (
        "ontology/skosmith.ttl",
        "ontology/context.jsonld",
        "ontology/skill.frame.json",
        "shapes/skill.ttl",
        "pages/labels/pt.toml",
        "py.typed",
    ):
        assert f"skosmith/{name}" in names
    for name in ("compare/diff/changes.toml", "compare/diff/properties.toml"):
        assert f"skosmith/{name}" in names
    for name in ("yasgui.min.js", "yasgui.min.js.LICENSE.txt", "LICENSE.txt"):
        assert f"skosmith/web/templates/editor/yasgui-4.2.28/{name}" in names
    for name in ("profiles/sfia.toml", "template/skosmith.toml", "template/pages/kite.en.txt"):
        assert f"skosmith/project/{name}" in names


def test_the_wheel_says_what_an_index_asks_for(built_files: Path) -> None:
    (wheel,) = built_files.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        headers = email.message_from_bytes(archive.read(name))
    assert {"Typing :: Typed", "Environment :: Console"} <= set(headers.get_all("Classifier", []))
    assert [url.partition(",")[0] for url in headers.get_all("Project-URL", [])] == ["Homepage", "Ontology"]
    assert (headers["Requires-Python"], headers["License-Expression"]) == (">=3.11", "Apache-2.0 AND MIT")
    assert len(headers.get_all("License-File", [])) == 3
    assert headers["Description-Content-Type"] == "text/markdown"
    assert all(headers[key] for key in ("Summary", "Keywords", "Author"))


def test_the_sdist_holds_tests_and_examples(built_files: Path) -> None:
    (sdist,) = built_files.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {
        "README.md",
        "LICENSE",
        "shapes/skill.ttl",
        "examples/ssup.pt.txt",
        "tests/repository/test_package.py",
    } <= names


def interpreter(version: str) -> str:
    """The Python of a version, if it is on this machine; the test is skipped if not."""
    of_pyenv = (Path.home() / ".pyenv" / "versions").glob(f"{version}.*/bin/python")
    for program in (shutil.which(f"python{version}"), *map(str, of_pyenv)):
        if program and not subprocess.run([program, "--version"], check=False, capture_output=True).returncode:
            return program
    pytest.skip(f"there is no python{version} here")


@pytest.mark.parametrize(
    ("kind", "version"), [("*.whl", "3.11"), ("*.whl", "3.12"), ("*.whl", "3.13"), ("*.tar.gz", "")]
)
def test_installed_into_an_empty_environment_it_runs_from_another_folder(
    kind: str, version: str, built_files: Path, tmp_path: Path
) -> None:
    """The wheel with its libraries from the index, as a user installs it; the sdist with those of this environment."""
    (package,) = built_files.glob(kind)
    subprocess.run([interpreter(version) if version else sys.executable, "-m", "venv", tmp_path / "venv"], check=True)
    bin_ = tmp_path / "venv" / "bin"
    options = []
    if kind == "*.tar.gz":
        lent = next((tmp_path / "venv" / "lib").glob("python*")) / "site-packages" / "lent.pth"
        lent.write_text(str(Path(click.__file__).parent.parent))
        options = ["--no-deps", "--no-build-isolation"]
    install = [str(bin_ / "python"), "-m", "pip", "install", "--quiet", *options, str(package)]
    subprocess.run(install, check=True, capture_output=True)
    show = [str(bin_ / "python"), "-c", "import skosmith; print(skosmith.__file__)"]
    assert str(tmp_path) in subprocess.check_output(show, cwd=tmp_path, text=True)
    for options in (["build", "-o", "out"], ["check", "--engine", "pyshacl"]):
        command = [str(bin_ / "skosmith"), *options, str(PAGES / "accept" / "knot.pt.txt")]
        subprocess.run(command, cwd=tmp_path, capture_output=True, check=True)
    assert (tmp_path / "out" / "graph.jsonld").exists()


def test_no_module_is_named_after_the_standard_library() -> None:
    """Those that stand are named after a format or a thing, and are in a package that says so."""
    modules = {
        (path.parent if path.name == "__init__.py" else path.with_suffix("")).relative_to(PIPELINE).as_posix()
        for path in PIPELINE.rglob("*.py")
    }
    named = {module for module in modules if module.rpartition("/")[2] in sys.stdlib_module_names}
    assert named <= {"web/site"}


def test_no_module_shares_its_name_with_a_function_in_it() -> None:
    """The commands of ``cli`` are in modules of their own names."""
    shared = {
        path.relative_to(PIPELINE).as_posix()
        for path in PIPELINE.rglob("*.py")
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name == (path.parent if path.name == "__init__.py" else path).stem
        and "cli" not in path.parts
    }
    assert not shared
