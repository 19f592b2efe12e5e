"""JUnit XML, as build servers read it: a suite for each file, a case for each code.

Source: the schema of Jenkins' xUnit plugin, ``junit-10.xsd``, the narrowest of those in use: the file and the line of a
case, for which it has no attributes, are in the text.
"""

from collections.abc import Sequence
from itertools import groupby
from xml.etree import ElementTree as ET

from skosmith.checks import Waiver
from skosmith.model import Problem, fails, safe_text
from skosmith.reports.forms import Run
from skosmith.reports.text_form import plain_text
from skosmith.reports.words import printable, words_in

_CLEAN = "check"  # the name of the case of a file without problems


def junit_report(problems: Sequence[Problem], run: Run) -> str:
    """Problems that fail the run are failures, others the output of a case that passes, waived ones skipped cases.

    The cases of a file are named by their codes, without line numbers, so that a server sees which are new.
    """
    whole = words_in(run.messages)["whole"]
    by_path: dict[str, list[Problem]] = {path: [] for path in run.paths}
    for problem in problems:
        by_path.setdefault(problem.spans[0].path if problem.spans else whole, []).append(problem)
    waived: dict[str, list[tuple[Problem, Waiver]]] = {}
    for problem, waiver in run.waived:
        path = problem.spans[0].path if problem.spans else whole
        by_path.setdefault(path, [])
        waived.setdefault(path, []).append((problem, waiver))
    root = ET.Element("testsuites", name="skosmith")
    for path, of_path in by_path.items():
        _add_suite(root, path, of_path, waived.get(path, []), run)
    for key in ("tests", "failures", "errors"):
        root.set(key, str(sum(int(suite.get(key, "0")) for suite in root)))
    root.set("time", f"{run.summary.get('seconds', 0):.3f}")
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _add_suite(
    root: ET.Element, path: str, problems: list[Problem], waived: list[tuple[Problem, Waiver]], run: Run
) -> None:
    suite = ET.SubElement(root, "testsuite", name=safe_text(path))
    for code, of_code in groupby(sorted(problems, key=lambda problem: problem.code), lambda problem: problem.code):
        same = list(of_code)
        case, text = _add_case(suite, code), printable(plain_text(same, run.files, run.messages))
        if fails(same, run.fail_on):
            message = printable(same[0].messages[run.messages])
            ET.SubElement(case, "failure", message=message, type=same[0].severity).text = text
        else:
            ET.SubElement(case, "system-out").text = text
    codes = {problem.code for problem in problems}
    for problem, waiver in waived:
        if problem.code not in codes:  # a server accepts each name once
            codes.add(problem.code)
            reason = words_in(run.messages)["waived"].format(expires=waiver.expires.isoformat(), reason=waiver.reason)
            ET.SubElement(_add_case(suite, problem.code), "skipped", message=printable(reason))
    if not len(suite):
        _add_case(suite, _CLEAN)
    suite.attrib |= {"tests": str(len(suite)), "errors": "0"}
    for key, tag in (("failures", "failure"), ("skipped", "skipped")):
        suite.set(key, str(len(suite.findall(f"testcase/{tag}"))))
    suite.set("time", "0")


def _add_case(suite: ET.Element, code: str) -> ET.Element:
    return ET.SubElement(suite, "testcase", classname=suite.get("name", ""), name=code, time="0")
