"""What is to be seen of the problems: selections, waivers, baselines; in the library and on the command line."""

import json
import os
import re
import shlex
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from conftest import PAGES, ROOT
from skosmith.checks import (
    Baseline,
    Policy,
    Waiver,
    fingerprints,
    judge,
    read_baseline,
    rules,
    suggestions,
    unknown_patterns,
    write_baseline,
)
from skosmith.checks.policy import matches, today
from skosmith.cli import main
from skosmith.model import SEVERITIES, Problem, Span, catalogue, fails, write_file
from skosmith.project import read_project

DAY = date(2026, 11, 24)
LATER = date(2027, 1, 31)
KNOT = (PAGES / "accept" / "knot.pt.txt").read_text("utf-8")


def at(path: str, line: int, code: str = "line-not-held") -> Problem:
    words = {"en": "a", "pt": "a"}
    return Problem(code, "violation", words, words, (Span(path, line, 1, line, 5),))


def about(node: str, code: str = "skill-definition", value: str = "") -> Problem:
    words = {"en": "a", "pt": "a"}
    return Problem(code, "info", words, words, focus_node=node, values=(value,) if value else ())


def waiver(code: str = "line-not-held", expires: date = LATER, **more: str) -> Waiver:
    return Waiver(code, "A reason.", expires, **more, span=Span("skosmith.toml", 3, 1, 3, 8))


def seen(*problems: Problem, policy: Policy, on: date = DAY, is_whole: bool = True) -> list[str]:
    return [one.code for one in judge(problems, policy, on, is_whole=is_whole).problems]


# Codes


def test_every_problem_and_every_shape_has_a_rule() -> None:
    assert catalogue().keys() < rules().keys()
    assert len(rules()) - len(catalogue()) > 40
    for code, rule in rules().items():
        assert rule.severity in SEVERITIES, code
        assert {*rule.names} == {*rule.messages} == {*rule.helps} == {"en", "pt"}, code
        assert rule.means


@pytest.mark.parametrize(
    ("pattern", "code", "is_match"),
    [
        ("label-twice", "label-twice", True),
        ("label", "label-twice", True),
        ("label-", "label-twice", True),
        ("lab", "label-twice", False),
        ("*-twice", "label-twice", True),
        ("l?bel-twice", "label-twice", True),
        ("twice", "label-twice", False),
    ],
)
def test_a_pattern_of_codes(pattern: str, code: str, is_match: bool) -> None:
    assert matches(code, pattern) == is_match


def test_a_pattern_that_names_no_code_is_told_with_what_may_be_meant() -> None:
    assert unknown_patterns(["label", "*-twice", "skill-definition"]) == []
    assert unknown_patterns(["", "skill-definitoin"])[1] == ("skill-definitoin", suggestions("skill-definitoin"))
    assert "'skill-definition'" in suggestions("skill-definitoin")
    assert suggestions("zzzzzz") == ""


def test_select_then_ignore() -> None:
    problems = [at("a", 1), at("a", 2, "binary-file"), at("a", 3, "label-empty")]
    assert seen(*problems, policy=Policy(select=("l*",))) == ["line-not-held", "label-empty"]
    assert seen(*problems, policy=Policy(select=("l*",), ignore=("label",))) == ["line-not-held"]
    assert seen(*problems, policy=Policy(ignore=("binary-file",))) == ["line-not-held", "label-empty"]


@given(st.lists(st.sampled_from([at("a.txt", 1), at("b.txt", 2), about("<https://e.org/skills/A>")])))
def test_nothing_is_asked_and_nothing_is_lost(problems: list[Problem]) -> None:
    judged = judge(problems, Policy(), DAY)
    assert sorted(map(id, judged.problems)) == sorted(map(id, problems))
    waivers = (waiver(), waiver("skill-definition"))
    judged = judge(problems, Policy(waivers=waivers), DAY, is_whole=False)
    assert len(judged.problems) + len(judged.waived) == len(problems)


# Waivers


@pytest.mark.parametrize(
    ("path", "where", "is_covered"),
    [
        ("", "pages/a.txt", True),
        ("pages/a.txt", "pages/a.txt", True),
        ("pages", "pages/pt/a.txt", True),
        ("page", "pages/a.txt", False),
        ("pages/*.txt", "pages/a.txt", True),
        ("./pages/../pages", "pages/a.txt", True),
        ("pages", str(Path("pages/a.txt").resolve()), True),
        ("https://example.org/*", "https://example.org/a", True),
        ("https://example.org/a", "pages/a.txt", False),
    ],
)
def test_a_waiver_covers_a_path(path: str, where: str, is_covered: bool) -> None:
    assert waiver(path=path).covers(at(where, 1)) == is_covered


@pytest.mark.parametrize(
    ("node", "is_covered"),
    [("skills/SSUP", True), ("https://e.org/f/skills/SSUP", True), ("SSUP", True), ("UP", False), ("lor/5", True)],
)
def test_a_waiver_covers_a_node(node: str, is_covered: bool) -> None:
    found = about("<https://e.org/f/skills/SSUP>", value="<https://e.org/f/lor/5>")
    assert waiver("skill-definition", about=node).covers(found) == is_covered
    assert not waiver("skill-definition", about=node).covers(at("a", 1, "skill-definition-unique"))


def test_a_waiver_counts_to_the_end_of_its_day() -> None:
    policy = Policy(waivers=(waiver(expires=DAY),))
    assert seen(at("a", 1), policy=policy, on=DAY) == []
    assert seen(at("a", 1), policy=policy, on=date(2026, 11, 25)) == ["line-not-held", "waiver-expired"]
    assert seen(policy=policy, on=date(2026, 11, 25)) == ["waiver-unused"]
    both = Policy(waivers=(waiver(expires=DAY), waiver()))
    assert seen(at("a", 1), policy=both, on=date(2026, 11, 25)) == ["waiver-unused"]
    assert today() >= DAY


def test_an_unused_waiver_is_told_only_where_all_was_read_and_is_asked_for() -> None:
    policy = Policy(waivers=(waiver(),))
    assert seen(policy=policy) == ["waiver-unused"]
    assert seen(policy=policy, is_whole=False) == []
    assert seen(policy=Policy(select=("label",), waivers=policy.waivers)) == []
    assert seen(policy=Policy(ignore=("waiver",), waivers=policy.waivers)) == []
    assert judge([], policy, DAY).problems[0].spans == (Span("skosmith.toml", 3, 1, 3, 8),)


def test_severities_from_one_on() -> None:
    for at_which, severity in enumerate(SEVERITIES):
        words = {"en": "a"}
        one = [Problem("x", severity, words, words)]
        assert [fails(one, fail_on) for fail_on in SEVERITIES] == [index >= at_which for index in range(3)]


GOOD = '[[waivers]]\ncode = "skill-definition"\nreason = "r"\nexpires = 2027-01-31\n'


@pytest.mark.parametrize(
    ("written", "code", "line", "says"),
    [
        (GOOD.replace("skill-definition", "skill-defintion"), "waiver-code", 2, "'skill-definition'"),
        (GOOD.replace("skill-definition", "qqqq"), "waiver-code", 2, "docs/problems.md"),
        (GOOD.replace('reason = "r"\n', ""), "setting-missing", 1, "reason"),
        (GOOD.replace("expires = 2027-01-31\n", ""), "setting-missing", 1, "expires"),
        (GOOD + GOOD.replace('code = "skill-definition"\n', ""), "setting-missing", 5, "code"),
        (GOOD.replace('"r"', '" "'), "setting-blank", 3, ""),
        (GOOD.replace('"r"', "3"), "setting-type", 3, "string"),
        (GOOD.replace("2027-01-31", '"2027-01-31"'), "setting-type", 4, "expires = 2027-01-31"),
        (GOOD.replace("2027-01-31", "2027-01-31T00:00:00"), "setting-type", 4, "date"),
        (GOOD + GOOD + 'ruason = "x"', "setting-unknown", 9, "'reason'"),
        ("waivers = [3]", "setting-type", 1, "table"),
        ('waivers = "x"', "setting-type", 1, "array"),
        ('title = "a"\nwaivers = [\n  { code = "x", reason = "r", expires = 2027-01-31 },\n]', "waiver-code", 3, "'x'"),
        (GOOD.replace("2027-01-31", "2027-02-31"), "project-syntax", 4, ""),
    ],
)
def test_a_waiver_that_is_wrong_is_shown_on_its_line(
    written: str, code: str, line: int, says: str, tmp_path: Path
) -> None:
    path = tmp_path / "skosmith.toml"
    path.write_text(written, "utf-8")
    _, (found, *more) = read_project(str(path))
    assert (found.code, found.spans[0].line, more) == (code, line, [])
    assert says in f"{found.message} {found.helps['en']}"


def test_waivers_are_read_with_their_places(tmp_path: Path) -> None:
    path = tmp_path / "skosmith.toml"
    more = 'path = "pages/pt"\nabout = "<https://e.org/skills/A>"\n'
    path.write_text(f'title = "a"\n\n{GOOD}{more}\n{GOOD}', "utf-8")
    project, problems = read_project(str(path))
    assert problems == []
    assert [one.span.line for one in project.waivers] == [3, 10]
    assert project.waivers[0].path == str(tmp_path / "pages" / "pt")
    assert project.waivers[0].about == "https://e.org/skills/A"
    assert project.waivers[1] == Waiver("skill-definition", "r", LATER)


# Fingerprints and baselines


def test_a_fingerprint_stays_while_lines_move_and_texts_are_reworded(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("a\nlost  line\n", "utf-8")
    (before,) = fingerprints([at(str(page), 2)], str(tmp_path))
    page.write_text("a\n\n\n\tlost line \n", "utf-8")
    assert fingerprints([at(str(page), 4)], str(tmp_path)) == [before]
    assert fingerprints([at(str(page), 1)], str(tmp_path)) != [before]
    node = "<https://e.org/skills/A>"
    one, other, apart, gone = fingerprints(
        [about(node, value='"a"@pt'), about(node, value='"b"@pt'), about(node, value='"b"@en'), about("_:b0")]
    )
    assert fingerprints([about(node, value='"c"@pt')]) == [one]
    assert len({one, other, apart, gone}) == 4
    assert fingerprints([about('"x"@en')]) == fingerprints([about('"x"@en')])


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 3)), max_size=8))
def test_no_fingerprint_comes_twice(places: list[tuple[str, int]]) -> None:
    found = fingerprints([at(path, line) for path, line in places])
    assert len(set(found)) == len(found) == len(places)


def test_a_baseline_is_small_sorted_and_read_again(tmp_path: Path) -> None:
    path = tmp_path / "known.json"
    problems = [at("b.txt", 1), about("<https://e.org/skills/A>"), at("a.txt", 1), at("a.txt", 1, "waiver-unused")]
    left, failed = write_baseline(str(path), problems)
    assert ([one.code for one in left], failed) == (["waiver-unused"], [])
    rows = json.loads(path.read_text("utf-8"))["problems"]
    assert len(path.read_text("utf-8").splitlines()) == len(rows) + 2 == 5
    assert [(row["code"], row.get("about")) for row in rows] == [
        ("skill-definition", "https://e.org/skills/A"),
        ("line-not-held", None),
        ("line-not-held", None),
    ]
    baseline = read_baseline(str(path))
    assert isinstance(baseline, Baseline)
    judged = judge([at("b.txt", 1), at("c.txt", 1)], Policy(baseline=baseline))
    assert ([one.spans[0].path for one in judged.problems], len(judged.known), judged.gone) == (["c.txt"], 1, 2)
    before = path.read_bytes()
    write_baseline(str(path), reversed(problems))
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("", 1),
        ('{"skosmithBaseline": 1,\n "problems": [}', 2),
        ("[]", 0),
        ('{"skosmithBaseline": 2, "problems": []}', 0),
        ('{"skosmithBaseline": 1}', 0),
        ('{"skosmithBaseline": 1, "problems": [{"fingerprint": "x"}]}', 0),
        ('{"skosmithBaseline": 1, "problems": [3]}', 0),
        ("[" * 100_000, 0),
        ("\udcff", 0),
    ],
)
def test_what_is_no_baseline_is_a_problem(written: str, line: int, tmp_path: Path) -> None:
    path = tmp_path / "known.json"
    path.write_bytes(written.encode("utf-8", "surrogateescape"))
    found = read_baseline(str(path))
    assert isinstance(found, Problem)
    assert (found.code, found.spans[0].line) == ("baseline-not-read", line)


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "report.txt"
    assert write_file(str(path), "one") is None
    path.chmod(0o600)
    link = tmp_path / "link"
    link.symlink_to(path)
    assert write_file(str(link), "two") is None
    assert (path.read_text("utf-8"), path.stat().st_mode & 0o777, link.is_symlink()) == ("two", 0o600, True)
    assert write_file(os.devnull, "x") is None
    assert not Path(os.devnull).is_file()
    for wrong in (str(tmp_path), "a\0b", str(path / "report.txt"), ""):
        failed = write_file(wrong, "x")
        assert failed
        assert failed.code == "output-not-written"
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    assert write_file(str(path), "three")
    assert path.read_text("utf-8") == "two"
    assert {one.name for one in tmp_path.iterdir()} == {"report.txt", "link"}


# The command line


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a page of three levels, and one whose skill has no description."""
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "knot.txt").write_text(KNOT, "utf-8")
    (tmp_path / "skosmith.toml").write_text('title = "Knots"\nsources = ["pages"]\nrights = "ours"\n', "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(*arguments: str, command: str = "check") -> Result:
    result = CliRunner().invoke(main, [command, *arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def codes(*arguments: str) -> list[str]:
    return [one["code"] for one in json.loads(check(*arguments, "--format", "json").stdout)["problems"]]


def spoil(project: Path) -> None:
    page = project / "pages" / "knot.txt"
    page.write_text(
        page.read_text("utf-8").replace("Ata sozinho uma carga leve.", "Ata sozinho uma carga leve"), "utf-8"
    )


def test_fail_on(project: Path) -> None:
    spoil(project)
    assert codes() == ["skill-level-definition-end"]
    assert [check("--fail-on", severity).exit_code for severity in SEVERITIES] == [0, 1, 1]


def test_select_and_ignore(project: Path) -> None:
    spoil(project)
    assert codes("--select", "skill-level") == ["skill-level-definition-end"]
    assert codes("--ignore", "*-end") == []
    refused = check("--select", "skill-level-definition-ent")
    assert refused.exit_code == 2
    assert "'skill-level-definition-end'" in refused.stderr
    assert "docs/problems.md" in check("--ignore", "zzz").stderr
    completed = {
        "_SKOSMITH_COMPLETE": "bash_complete",
        "COMP_WORDS": "skosmith check --select waiver-",
        "COMP_CWORD": "3",
    }
    assert "waiver-expired" in CliRunner(env=completed).invoke(main, prog_name="skosmith").stdout


def test_a_waiver_of_the_project(project: Path) -> None:
    spoil(project)
    file = project / "skosmith.toml"
    plain = file.read_text("utf-8")
    row = '\n[[waivers]]\ncode = "skill-level-definition-end"\npath = "pages"\nreason = "Later."\nexpires = {}\n'
    file.write_text(plain + row.format("2999-12-31"), "utf-8")
    result = check("--fail-on", "info")
    assert result.exit_code == 0
    assert "waived" in result.stdout
    assert json.loads(check("--format", "json").stdout)["waived"][0]["reason"] == "Later."
    assert json.loads(check("--format", "sarif").stdout)["runs"][0]["results"][0]["suppressions"]
    file.write_text(plain + row.format("2020-12-31"), "utf-8")
    assert codes() == ["skill-level-definition-end", "waiver-expired"]
    file.write_text(plain + row.format("2999-12-31").replace('"pages"', '"elsewhere"'), "utf-8")
    assert codes() == ["skill-level-definition-end", "waiver-unused"]
    assert codes("pages/knot.txt") == ["skill-level-definition-end"]
    assert "skosmith.toml:5:3: warning: waiver-unused" in check().stdout


def test_build_lives_with_what_is_waived(project: Path) -> None:
    page = project / "pages" / "knot.txt"
    page.write_text(KNOT.replace("2 3 4", "2 3 4 5"), "utf-8")
    assert check(command="build").exit_code == 1
    row = '\n[[waivers]]\ncode = "skill-declared-levels"\nreason = "Later."\nexpires = 2999-12-31\n'
    (project / "skosmith.toml").write_text((project / "skosmith.toml").read_text("utf-8") + row, "utf-8")
    assert check(command="build").exit_code == 0
    assert (project / "output" / "graph.ttl").exists()


def test_a_baseline_shows_only_what_is_new(project: Path) -> None:
    spoil(project)
    assert check("--write-baseline", "known.json", "--fail-on", "info").exit_code == 0
    page = project / "pages" / "knot.txt"
    page.write_text("\n\n" + page.read_text("utf-8"), "utf-8")
    result = check("--baseline", "known.json", "--fail-on", "info")
    assert result.exit_code == 0
    assert "known" in result.stdout
    (project / "pages" / "other.txt").write_bytes(b"Kite flying\0KITE")
    assert codes("--baseline", "known.json") == ["binary-file"]
    page.write_text(KNOT, "utf-8")
    assert "gone" in check("--baseline", "known.json").stdout
    assert check("--baseline", "none.json").exit_code == 1
    assert "baseline-not-read" in check("--baseline", "none.json").stdout
    for name in ("skosmith.toml/known.json", ""):
        refused = check("--write-baseline", name, "pages/knot.txt")
        assert refused.exit_code == 1
        assert "output-not-written" in refused.stdout
        assert "1 error" in refused.stdout


def test_a_report_goes_into_a_file(project: Path) -> None:
    spoil(project)
    result = check("--format", "sarif", "-o", "report.sarif")
    assert "warning: skill-level-definition-end" in result.stdout
    assert json.loads((project / "report.sarif").read_text("utf-8"))["version"] == "2.1.0"
    for name in ("skosmith.toml/report.txt", "pages/knot.txt", ".", ""):
        refused = check("-o", name)
        assert refused.exit_code == 1
        assert "output-not-written" in refused.stdout
    assert "KNOT" in (project / "pages" / "knot.txt").read_text("utf-8")
    refused = check("--write-baseline", "pages/knot.txt")
    assert refused.exit_code == 1
    assert "output-not-written" in refused.stdout


def test_the_example_in_the_documentation_is_a_project_file(tmp_path: Path) -> None:
    written = re.search(r"```toml\n(.*?)```", (ROOT / "docs" / "check.md").read_text("utf-8"), re.DOTALL)
    assert written
    path = tmp_path / "skosmith.toml"
    path.write_text(written[1], "utf-8")
    project, problems = read_project(str(path))
    assert (len(project.waivers), problems) == (2, [])


def test_the_python_in_the_documentation_works(tmp_path: Path) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "check.md").read_text("utf-8"), re.DOTALL)
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, check=True)
    assert json.loads(done.stdout)["version"] == "2.1.0"


@pytest.mark.parametrize(
    "command", re.findall(r"^skosmith (check .*)$", (ROOT / "docs" / "check.md").read_text("utf-8"), re.MULTILINE)
)
def test_the_commands_in_the_documentation_work(command: str, project: Path) -> None:
    (project / "known.json").write_text('{"skosmithBaseline": 1, "problems": []}', "utf-8")
    assert check(*shlex.split(command)[1:]).exit_code == 0


UNREAD = [
    ("moved/", "no-such-file"),
    ("moved/*.txt", "no-match"),
    ("empty", "no-pages"),
    ("broken.xlsx", "not-a-workbook"),
    ("other.txt", "not-utf-8"),
    ("broken.nt", "graph-syntax"),
    ("http://127.0.0.1:9/page.txt", "url-refused"),
]


@pytest.mark.parametrize(("source", "code"), UNREAD)
def test_a_source_that_is_not_read_is_new_in_each_run(
    source: str, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise CI passes while nothing is read, from the day on which the pages are moved."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04")
    (tmp_path / "other.txt").write_bytes("Kite flying KITE".encode("utf-16"))
    (tmp_path / "broken.nt").write_text("<a> <b>", "utf-8")
    written = CliRunner().invoke(main, ["check", source, "--write-baseline", "known.json"])
    assert written.exit_code == 1, written.output
    assert code in written.output
    again = CliRunner().invoke(main, ["check", source, "--baseline", "known.json"])
    assert again.exit_code == 1, again.output
    assert code in again.output
    held = json.loads((tmp_path / "known.json").read_bytes())["problems"]
    assert code not in {row["code"] for row in held}


def test_a_baseline_by_hand_hides_no_source_either(tmp_path: Path) -> None:
    found = at(str(tmp_path / "moved.txt"), 0, "no-such-file")
    (mark,) = fingerprints([found], str(tmp_path))
    assert Baseline(str(tmp_path / "known.json"), frozenset([mark])).split([found]) == ([found], [], 0)


def test_the_catalogue_tells_what_is_about_a_source_or_the_project() -> None:
    about = {code: entry["about"] for code, entry in catalogue().items() if "about" in entry}
    assert set(about.values()) == {"source", "project"}
    assert {code for code in catalogue() if code.startswith(("url-", "git-", "workbook-"))} - about.keys() == {
        "workbook-without-tables"
    }
    prefixes = ("waiver-", "setting-", "project-", "baseline-")
    assert {code for code, what in about.items() if what == "project"} == {
        code for code in catalogue() if code.startswith(prefixes)
    }
