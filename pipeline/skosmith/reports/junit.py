"""JUnit XML, as build servers read it: a suite for each file, a case for each code.

Source: the schema of Jenkins' xUnit plugin, ``junit-10.xsd``, the narrowest of those in use: what it does not name (the
file and line of a case) is left out, and stands in the text.
"""

from collections.abc import Sequence
from itertools import groupby
from xml.etree import ElementTree as ET

from skosmith.checks import Waiver
from skosmith.model import Problem, fails, safe_text
from skosmith.reports.run import Run
from skosmith.reports.text_form import plain_text
from skosmith.reports.words import LEVELS, WORDS, printable

_CLEAN = "check"  # the name of the case of a file without problems


def junit_report(problems: Sequence[Problem], run: Run) -> str:
    """What fails the run is a failure; other problems are told by a case that passes, waived ones by one skipped.

    The cases of a file are named by their codes, without line numbers: so a server sees which are new.
    """
    whole = WORDS[run.messages]["whole"]
    found: dict[str, list[Problem]] = {path: [] for path in run.paths}
    for problem in problems:
        found.setdefault(problem.spans[0].path if problem.spans else whole, []).append(problem)
    waived: dict[str, list[tuple[Problem, Waiver]]] = {}
    for problem, waiver in run.waived:
        path = problem.spans[0].path if problem.spans else whole
        found.setdefault(path, [])
        waived.setdefault(path, []).append((problem, waiver))
    root = ET.Element("testsuites", name="skosmith")
    for path, of_path in found.items():
        _suite(root, path, of_path, waived.get(path, []), run, run.messages)
    suites = list(root)
    for key in ("tests", "failures", "errors"):
        root.set(key, str(sum(int(suite.get(key, "0")) for suite in suites)))
    root.set("time", f"{run.summary.get('seconds', 0):.3f}")
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _suite(  # noqa: PLR0913, PLR0917 - what a suite holds
    root: ET.Element,
    path: str,
    problems: list[Problem],
    waived: list[tuple[Problem, Waiver]],
    run: Run,
    language: str,
) -> None:
    suite = ET.SubElement(root, "testsuite", name=safe_text(path))
    for code, of_code in groupby(sorted(problems, key=lambda one: one.code), lambda one: one.code):
        listed = list(of_code)
        case = _case(suite, code)
        if fails(listed, run.fail_on):
            level = LEVELS[listed[0].severity]
            failure = ET.SubElement(case, "failure", message=printable(listed[0].messages[language]), type=level)
            failure.text = printable(plain_text(listed, language))
        else:
            ET.SubElement(case, "system-out").text = printable(plain_text(listed, language))
    seen = {one.code for one in problems}
    for problem, waiver in waived:
        if problem.code not in seen:  # a server takes one case of a name
            seen.add(problem.code)
            reason = WORDS[language]["waived"].format(expires=waiver.expires.isoformat(), reason=waiver.reason)
            ET.SubElement(_case(suite, problem.code), "skipped", message=printable(reason))
    if not len(suite):
        _case(suite, _CLEAN)
    counts = {key: len(suite.findall(f"testcase/{tag}")) for key, tag in (("failures", "failure"), ("skipped",) * 2)}
    suite.attrib |= {"tests": str(len(suite)), "errors": "0"} | {key: str(value) for key, value in counts.items()}
    suite.set("time", "0")


def _case(suite: ET.Element, code: str) -> ET.Element:
    return ET.SubElement(suite, "testcase", classname=suite.get("name", ""), name=code, time="0")
