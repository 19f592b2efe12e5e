"""The project file, the links to official identifiers, and what the program does for people."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyoxigraph
import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

from conftest import PAGES, ROOT, built
from skosmith.model import Files, Profile, ntriples
from skosmith.pages import all_labels, words
from skosmith.project import Project, read_project, start
from skosmith.project.project_file import profile_of
from skosmith.rdf import write_graph

Run = Callable[..., Result]
KNOT = PAGES / "accept" / "knot.pt.txt"


def problems_of(folder: Path, written: str | bytes) -> list[tuple[str, int, str]]:
    path = folder / "skosmith.toml"
    path.write_bytes(written.encode() if isinstance(written, str) else written)
    project, problems = read_project(str(path), Files())
    assert project == Project() or not problems
    return [(problem.code, problem.spans[0].line, f"{problem.message} {problem.helps['en']}") for problem in problems]


@pytest.mark.parametrize(
    ("written", "code", "line", "says"),
    [
        ('title = "a"\ntitel = "b"', "setting-unknown", 2, "title"),
        ("base_iri = 1", "setting-unknown", 1, "base-iri"),
        ('\n\ntitle = ["a"]', "setting-type", 3, 'title = "Our framework"'),
        ("edition = 9", "setting-type", 1, 'edition = "9"'),
        ('sources = "pages"', "setting-type", 1, 'sources = ["pages"]'),
        ("sources = [1]", "setting-type", 1, "array of strings"),
        ('sources = [""]', "setting-blank", 1, ""),
        ('title = " "', "setting-blank", 1, ""),
        ("title = {}", "setting-blank", 1, ""),
        ('rights = "\\u0007"', "setting-not-printable", 1, ""),
        ('base-iri = "example.org/"', "setting-base-iri", 1, "not an absolute IRI"),
        ('base-iri = "https://example.org"', "setting-base-iri-slash", 1, "https://example.org/"),
        ('edition = "9/10"', "setting-edition", 1, "letters, digits"),
        ('licence = "CC BY"', "setting-iri", 1, "creativecommons.org"),
        ('languages = ["en", "pt_BR"]', "setting-language", 1, "pt_BR"),
        ('title = { "e n" = "a" }', "setting-language", 1, "e n"),
        ('title = { en = "a", EN = "b" }', "setting-twice", 1, "EN"),
        ('formats = ["nq", "n3"]', "setting-name", 1, "n3"),
        ('profile = "sfya"', "setting-name", 1, "'sfia'"),
        ('# links\n[links]\nskil = "x"', "setting-unknown", 3, "skill"),
        ('[links]\nskill = "https://example.org/{code}"', "setting-link-placeholder", 2, "{notation}"),
        ('[links]\nskill = "https://example.org/{notation"', "setting-link-placeholder", 2, "{notation}"),
        ('[links]\nlevel = "{level}"', "setting-link-iri", 2, ""),
        ('title = "a\n', "project-syntax", 1, ""),
        ('title = "a"\ntitle = "b"\n', "project-syntax", 2, ""),
        (b"title = '\xff'", "not-utf-8", 1, ""),
        (b"#" * 60_000, "file-too-large", 0, ""),
    ],
)
def test_a_setting_that_is_wrong_is_shown_on_its_line(
    written: str | bytes, code: str, line: int, says: str, tmp_path: Path
) -> None:
    (pair,) = problems_of(tmp_path, written)
    assert pair[:2] == (code, line)
    assert says in pair[2]


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ('formats = [\n  "nq",\n  "turtel",\n]', (3, 4, 10)),
        ("formats = ['nq', 'turtel']", (1, 19, 25)),
        ('base-iri = "base-iri"', (1, 13, 21)),
        ('title = { pt = "Nós e_n corda", e_n = "x" }', (1, 33, 36)),
        ('title = { pt = "e n = 1", "e n" = "x" }', (1, 28, 31)),
        ('# title = 1\n"titel" = 1', (2, 2, 7)),
        ('links.level = "x"', (1, 16, 17)),
        ("[ links ]\n\n  level = 'x' # level = \"x\"", (3, 12, 13)),
        ('edition = """\nx y"""', (1, 1, 8)),
        ('edition = "\\u0020x"', (1, 1, 8)),
        ("[[more]]\na = 1", (1, 3, 7)),
        ("sources = [\n" + '  "a",\n' * 400 + "  1\n]", (0, 0, 0)),
    ],
)
def test_a_fault_is_shown_under_the_value_or_else_the_key(
    written: str, place: tuple[int, int, int], tmp_path: Path
) -> None:
    """A statement of more than 300 lines is not searched: the file as a whole is the place."""
    (tmp_path / "skosmith.toml").write_text(written, "utf-8")
    _, (problem,) = read_project(str(tmp_path / "skosmith.toml"), Files())
    assert (problem.spans[0].line, problem.spans[0].column, problem.spans[0].end_column) == place


def test_every_fault_of_the_file_is_said_at_once(tmp_path: Path) -> None:
    pairs = problems_of(tmp_path, 'titel = "a"\nedition = 9\n[links]\nlevel = ""\n')
    assert [(code, line) for code, line, _ in pairs] == [
        ("setting-unknown", 1),
        ("setting-type", 2),
        ("setting-link-placeholder", 4),
    ]


@given(st.text(max_size=80))
def test_any_text_is_a_project_or_problems(written: str) -> None:
    path = Path(os.environ.get("TMPDIR", "/tmp")) / f"skosmith-{os.getpid()}.toml"  # noqa: S108 - one file, written over
    path.write_text(written, "utf-8", errors="surrogatepass")
    try:
        project, problems = read_project(str(path), Files())
    finally:
        path.unlink()
    assert project == Project() or not problems


def test_the_starting_project_builds_and_is_not_written_over(tmp_path: Path, run: Run) -> None:
    result = run("init", tmp_path / "my framework")
    assert result.exit_code == 0
    assert "next     cd " in result.output
    again = run("init", tmp_path / "my framework")
    assert again.exit_code == 1
    assert "violation: already-there" in again.output
    command = [sys.executable, "-m", "skosmith", "build"]
    process = subprocess.run(command, cwd=tmp_path / "my framework", capture_output=True, text=True, check=False)
    assert process.returncode == 0, process.stdout
    assert "error" not in process.stdout
    names = {path.name for path in (tmp_path / "my framework" / "output").iterdir()}
    assert names == {"graph.ttl", "graph.jsonld", "graph.nq", "metadata.ttl"}


def below(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", ["notes.txt", ".hidden", "pages/kite.en.txt"])
def test_a_folder_that_is_not_empty_is_left_as_it_is(name: str, tmp_path: Path, run: Run) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("mine")
    result = run("init", tmp_path)
    assert result.exit_code == 1
    assert f"{tmp_path}: violation: already-there" in result.output
    assert below(tmp_path) == {name: b"mine"}


def test_an_empty_folder_takes_a_project(tmp_path: Path, run: Run) -> None:
    assert run("init", tmp_path).exit_code == 0
    assert set(below(tmp_path)) == {"skosmith.toml", "pages/kite.en.txt"}


@pytest.mark.parametrize("name", ["a file/x", "b" * 300, "new/\0"], ids=["below a file", "too long", "NUL"])
def test_a_project_that_cannot_be_written_leaves_nothing(name: str, tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("mine")
    written, (problem,) = start(str(tmp_path / name))
    assert (written, problem.code) == ([], "project-not-written")
    assert {path.name for path in tmp_path.iterdir()} == {"a file"}


def test_a_project_cut_short_is_taken_back(tmp_path: Path) -> None:
    """The kernel refuses the second, longer file in the middle of its text, as a full disk does."""
    code = (
        "import resource, signal, sys; from skosmith.project.starter import start\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (1300, 1300))\n"
        "print(start(sys.argv[1])[1][0].code)"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "new" / "deep")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "project-not-written\n"
    assert list(tmp_path.iterdir()) == []


def test_what_the_file_says_is_built_and_the_command_line_goes_first(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "knot.pt.txt").write_bytes(KNOT.read_bytes())
    (tmp_path / "skosmith.toml").write_text(
        'title = { en = "Knots", pt = "Nós" }\nbase-iri = "https://knots.example/"\nedition = "2"\n'
        'sources = ["pages"]\n'
        'output = "made"\nformats = ["nt"]\nrights = "© Knots"\npublisher = "https://knots.example/us"\n'
        'licence = "https://knots.example/licence"\nlanguages = ["pt-BR"]\n',
        "utf-8",
    )
    for arguments, folder, base in (([], "made", "2"), (["--edition", "3", "-o", "other"], "other", "3")):
        command = [sys.executable, "-m", "skosmith", "build", *arguments]
        process = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert (process.returncode, process.stderr) == (0, ""), process.stdout
        lines = (tmp_path / folder / "graph.nt").read_text("utf-8")
        subject = lines.partition(" ")[0]
        assert subject.startswith(f"<https://knots.example/{base}")
        for output in (
            '<http://purl.org/dc/terms/title> "Knots"@en',
            '<http://purl.org/dc/terms/title> "Nós"@pt',
            '<http://purl.org/dc/elements/1.1/rights> "© Knots"',
            "<http://purl.org/dc/terms/publisher> <https://knots.example/us>",
            "<http://purl.org/dc/terms/license> <https://knots.example/licence>",
        ):
            assert f"{subject} {output} ." in lines, output


def test_a_page_in_another_language_than_the_files_gives_a_warning(tmp_path: Path) -> None:
    (tmp_path / "skosmith.toml").write_text(f'sources = ["{KNOT}"]\nlanguages = ["en"]\n', "utf-8")
    process = subprocess.run(
        [sys.executable, "-m", "skosmith", "check"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert process.returncode == 0
    assert "warning: other-language" in process.stdout
    command = [sys.executable, "-m", "skosmith", "check", "--lang", "pt"]
    completed = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "other-language" not in completed.stdout, "the command line goes before the file"


def test_without_sources_the_way_out_is_said(tmp_path: Path) -> None:
    process = subprocess.run(
        [sys.executable, "-m", "skosmith", "build"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert process.returncode == 2
    assert "skosmith init" in process.stderr


JOIN = """
    PREFIX skm: <https://w3id.org/skosmith/ns#>
    PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
    PREFIX official: <https://rdf.sfia-online.org/9/ontology/>
    SELECT ?code ?number WHERE {
        ?skill a skm:Skill ; skos:notation ?code ; skos:exactMatch ?their_skill ; skm:definedAtLevel ?at .
        ?at a skm:SkillLevel ; skos:exactMatch ?their_at ; skm:level ?level .
        ?level a skm:Level ; skos:notation ?number ; skos:exactMatch ?their_level .
        ?their_skill a official:Skill ; official:definedAtLevel ?their_at .
        ?their_at a official:SkillLevel ; official:level ?their_level .
        ?their_level a official:Level .
    }"""


def joined(edition: str) -> list[tuple[str, int]]:
    """The skill levels, code and number, on which the graph of examples/ and the official one meet."""
    profile, _ = profile_of(Project(profile="sfia", edition=edition))
    store = pyoxigraph.Store()
    build = built(ROOT / "examples", profile=profile)
    store.load(ntriples(build.statements()).encode(), pyoxigraph.RdfFormat.N_TRIPLES)
    store.load(path=ROOT / "tests" / "data" / "official" / "skills.ttl")
    rows = store.query(JOIN)
    assert isinstance(rows, pyoxigraph.QuerySolutions)
    return sorted((row["code"].value, int(row["number"].value)) for row in rows)


def test_with_the_profile_all_skills_and_skill_levels_join_with_the_official_graph() -> None:
    """By one query over both, from the skill to its levels: no pair is lost and none is wrong."""
    assert joined("9") == [("MAPD", n) for n in (2, 3, 4, 5)] + [("SSUP", n) for n in (1, 2, 3, 4, 5, 6)]


def test_without_official_identifiers_nothing_joins() -> None:
    assert joined("8") == joined("") == []


def test_the_forms_of_the_graph_say_the_same_with_links(tmp_path: Path) -> None:
    profile, _ = profile_of(Project(profile="sfia", edition="9", publisher="Us", titles=(("en", "A"), ("pt", "B"))))
    write_graph(built(KNOT, profile=profile), tmp_path, ["ttl", "jsonld", "nt"])
    graphs = [
        set(pyoxigraph.parse((tmp_path / name).read_bytes(), form, without_named_graphs=form.name != "JSON-LD"))
        for name, form in (
            ("graph.ttl", pyoxigraph.RdfFormat.TURTLE),
            ("graph.nt", pyoxigraph.RdfFormat.N_TRIPLES),
            ("graph.jsonld", pyoxigraph.RdfFormat.JSON_LD),
        )
    ]
    assert graphs[0] == graphs[1] == graphs[2]


@pytest.mark.parametrize("edition", ["", "8", "10"])
def test_other_editions_have_no_official_identifiers(edition: str) -> None:
    profile, problems = profile_of(Project(profile="sfia", edition=edition))
    assert profile.links == ()
    assert [(problem.code, problem.severity) for problem in problems] == [("no-official-identifiers", "info")]


def test_links_of_the_file_go_before_the_profiles() -> None:
    profile, _ = profile_of(Project(profile="sfia", edition="9", links=(("level", "https://example.org/{level}"),)))
    assert dict(profile.links)["level"] == "https://example.org/{level}"
    assert dict(profile.links)["skill"].startswith("https://rdf.sfia-online.org/")
    assert "exactMatch" not in ntriples(built(KNOT, profile=Profile()).statements())


def test_the_words_and_their_gaps_are_shown(run: Run) -> None:
    result = run("labels")
    assert result.exit_code == 0
    for tag in all_labels():
        assert f"{tag}  labels/{tag}.toml" in result.output
    assert "(not known yet)" in result.output
    assert (
        "(not known yet), written as: Rozwijanie umiejętności i wykazywanie związanej z nią odpowiedzialności"
        in result.output
    )
    assert "pl.toml" not in run("labels", "pt").output
    assert json.loads(run("labels", "fr-CA", "--format", "json").output) == words("fr-CA")
    taken = {row["role"]: row["from"] for row in words("fr-CA")}
    assert (taken["guidance"], taken["banner"]) == ("fr", "")
    assert run("labels", "pt-BR").output == run("labels", "pt").output
    assert run("labels", "tlh").exit_code == 2


def test_the_profiles_name_stands_in_its_data_alone() -> None:
    """In the modules that make links; how a site names its pages is another matter."""
    for name in ("project/*", "rdf/*", "model/*", "cli/*", "framework"):
        paths = list((ROOT / "pipeline" / "skosmith").glob(f"{name}.py"))
        assert paths
        assert not [path for path in paths if "sfia" in path.read_text("utf-8").lower()]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_is_given_a_script(shell: str, run: Run) -> None:
    script = run("completion", shell)
    assert script.exit_code == 0
    assert "_SKOSMITH_COMPLETE" in script.output


@pytest.mark.parametrize(
    ("words", "completed"),
    [
        ("b", "plain,build"), ("labels fr-", "plain,fr-CA"), ("build --pro", "plain,--profile"),
        ("build --profile s", "plain,sfia"), ("check --lang p", "plain,pt"), ("build -f tr", "plain,trig"),
        ("build pa", "file,pa"), ("build --cache pa", "file,pa"),
    ],
)  # fmt: skip
def test_a_shell_completes_commands_options_and_values(words: str, completed: str) -> None:
    asked = {
        "COMP_WORDS": "\n".join(["skosmith", *words.split()]),
        "COMP_CWORD": str(len(words.split())),
        "_SKOSMITH_COMPLETE": "bash_complete",
    }
    command = "import sys; sys.argv[0] = 'skosmith'; from skosmith.cli import main; main(prog_name='skosmith')"
    done = subprocess.run(
        [sys.executable, "-c", command], env={**os.environ, **asked}, capture_output=True, text=True, check=False
    )
    assert completed in done.stdout.splitlines()


def test_quiet_and_verbose(run: Run) -> None:
    quiet = run("check", KNOT, "-q", "--rights", "x")
    assert (quiet.exit_code, quiet.output) == (0, "")
    assert "summary" in json.loads(run("check", KNOT, "-q", "--format", "json").output)
    verbose = run("check", KNOT, "-v", "--rights", "x").output
    assert "skills/KNOT" in verbose
    assert "validate" in verbose
    assert "triples" in verbose


def test_quiet_prints_the_coverage_that_was_asked_for(run: Run, tmp_path: Path) -> None:
    output = run("build", KNOT, "-q", "--coverage", "-o", tmp_path, "--rights", "x").output
    assert "skos:notation of <skills/KNOT>" in output
    assert "triples" not in output


def test_problems_stand_below_the_file_they_are_in(run: Run) -> None:
    result = run("check", PAGES / "reject" / "no-digits_label_alone.txt", PAGES / "reject" / "other-page_about.en.txt")
    assert "no-digits_label_alone.txt (1 violation)" in result.output
    assert "other-page_about.en.txt (1 info)" in result.output
    assert "the framework as a whole (1 info)" in result.output
