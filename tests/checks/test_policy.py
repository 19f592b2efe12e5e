"""What is to be seen of the problems: selections, waivers, baselines."""

import json
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
from skosmith.model import SEVERITIES, Files, Problem, Span, catalogue, fails, write_file
from skosmith.project import read_project

DAY = date(2026, 11, 24)
LATER = date(2027, 1, 31)


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
    assert suggestions("skill-definitoin").split(", ") == [
        "'skill-definition'",
        "'skill-definition-end'",
        "'skill-level-definition'",
    ]
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
    problem = about("<https://e.org/f/skills/SSUP>", value="<https://e.org/f/lor/5>")
    assert waiver("skill-definition", about=node).covers(problem) == is_covered
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
    _, (problem, *more) = read_project(str(path), Files())
    assert (problem.code, problem.spans[0].line, more) == (code, line, [])
    assert says in f"{problem.message} {problem.helps['en']}"


def test_waivers_are_read_with_their_places(tmp_path: Path) -> None:
    path = tmp_path / "skosmith.toml"
    more = 'path = "pages/pt"\nabout = "<https://e.org/skills/A>"\n'
    path.write_text(f'title = "a"\n\n{GOOD}{more}\n{GOOD}', "utf-8")
    project, problems = read_project(str(path), Files())
    assert problems == []
    assert [one.span.line for one in project.waivers] == [3, 10]
    assert project.waivers[0].path == str(tmp_path / "pages" / "pt")
    assert project.waivers[0].about == "https://e.org/skills/A"
    assert project.waivers[1] == Waiver("skill-definition", "r", LATER, span=project.waivers[1].span)


# Fingerprints and baselines


def test_a_fingerprint_stays_while_lines_move_and_texts_are_reworded(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("a\nlost  line\n", "utf-8")
    (before,) = fingerprints([at(str(page), 2)], Files(), str(tmp_path))
    page.write_text("a\n\n\n\tlost line \n", "utf-8")
    assert fingerprints([at(str(page), 4)], Files(), str(tmp_path)) == [before]
    assert fingerprints([at(str(page), 1)], Files(), str(tmp_path)) != [before]
    node = "<https://e.org/skills/A>"
    one, other, apart, gone = fingerprints(
        [about(node, value='"a"@pt'), about(node, value='"b"@pt'), about(node, value='"b"@en'), about("_:b0")], Files()
    )
    assert fingerprints([about(node, value='"c"@pt')], Files()) == [one]
    assert len({one, other, apart, gone}) == 4
    assert fingerprints([about('"x"@en')], Files()) == fingerprints([about('"x"@en')], Files())


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 3)), max_size=8))
def test_no_fingerprint_comes_twice(places: list[tuple[str, int]]) -> None:
    values = fingerprints([at(path, line) for path, line in places], Files())
    assert len(set(values)) == len(values) == len(places)


def test_a_baseline_is_small_sorted_and_read_again(tmp_path: Path) -> None:
    path = tmp_path / "known.json"
    problems = [at("b.txt", 1), about("<https://e.org/skills/A>"), at("a.txt", 1), at("a.txt", 1, "waiver-unused")]
    left, failed = write_baseline(str(path), problems, Files())
    assert ([one.code for one in left], failed) == (["waiver-unused"], [])
    rows = json.loads(path.read_text("utf-8"))["problems"]
    assert len(path.read_text("utf-8").splitlines()) == len(rows) + 2 == 5
    assert [(row["code"], row.get("about")) for row in rows] == [
        ("skill-definition", "https://e.org/skills/A"),
        ("line-not-held", None),
        ("line-not-held", None),
    ]
    baseline = read_baseline(str(path), Files())
    assert isinstance(baseline, Baseline)
    judged = judge([at("b.txt", 1), at("c.txt", 1)], Policy(baseline=baseline))
    assert ([one.spans[0].path for one in judged.problems], len(judged.known), judged.gone) == (["c.txt"], 1, 2)
    before = path.read_bytes()
    write_baseline(str(path), reversed(problems), Files())
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
    answer = read_baseline(str(path), Files())
    assert isinstance(answer, Problem)
    assert (answer.code, answer.spans[0].line) == ("baseline-not-read", line)
    assert not line or answer.spans[0].end_column == answer.spans[0].column + 1


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


def test_a_baseline_by_hand_hides_no_source_either(tmp_path: Path) -> None:
    problem = at(str(tmp_path / "moved.txt"), 0, "no-such-file")
    (mark,) = fingerprints([problem], Files(), str(tmp_path))
    assert Baseline(str(tmp_path / "known.json"), frozenset([mark]), Files()).split([problem]) == ([problem], [], 0)


def test_the_catalogue_tells_what_is_about_a_source_or_the_project() -> None:
    about = {code: entry["about"] for code, entry in catalogue().items() if "about" in entry}
    assert set(about.values()) == {"source", "project"}
    assert {code for code in catalogue() if code.startswith(("url-", "git-", "workbook-"))} - about.keys() == {
        "workbook-without-tables"
    }
    prefixes = ("waiver-", "setting-", "project-", "baseline-", "previous-", "dates-", "retired-")
    assert {code for code, what in about.items() if what == "project"} == {
        code for code in catalogue() if code.startswith(prefixes)
    }
