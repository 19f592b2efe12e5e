"""The oracle over the samples and over thousands of mutations of them; and whether it can find a fault at all."""

import itertools
from collections import defaultdict
from functools import cache
from typing import NamedTuple

import pytest

from mutations import mutation
from oracle import FOREIGN, LABELS, TEXTS, Found, Listed, judge, listed, literals_of, plain
from samples import FILES, SAMPLES, TABLE
from skosmith.checks import lint_graph, validate
from skosmith.model import Profile, Source, ntriples
from skosmith.pages import lines_of, parse_page
from skosmith.rdf import build_graph

pytestmark = pytest.mark.slow

COUNT = 2_000
CHUNK = 100


@cache
def texts() -> dict[str, str]:
    return {path.name: path.read_text("utf-8-sig") for path in FILES}


@cache
def lists() -> dict[str, list[Listed]]:
    return {path.name: listed(SAMPLES / "labels" / f"{path.stem}.txt", texts()[path.name]) for path in FILES}


@cache
def by_language() -> dict[str, list[str]]:
    """The samples that are of the framework, by language."""
    table = defaultdict(list)
    for row in TABLE:
        if row.kind != "other":
            table[row.language].append(row.file)
    table["en"] += [path.name for path in FILES if path.suffix == ".md"]
    return dict(table)


class Read(NamedTuple):
    """What skosmith makes of a page: the N-Quads before validation decides about writing, and the problems."""

    quads: str
    problems: list[Found]
    is_page: bool


def read(name: str, text: str) -> Read:
    source = lines_of(name, text.encode())
    page, problems = parse_page(source) if isinstance(source, Source) else (None, (source,))
    pages = [page] if page else []
    build = build_graph(pages, Profile(rights="x"))
    problems = (*problems, *build.problems, *((*validate(build), *lint_graph(build)) if pages else ()))
    faults = [
        Found(one.code, one.severity, tuple((span.line, max(span.line, span.end_line)) for span in one.spans))
        for one in problems
    ]
    return Read(ntriples(build.statements()) if pages else "", faults, bool(pages))


def faults_of(name: str, text: str, samples: tuple[str, ...]) -> list[str]:
    """What the oracle says; nothing of a page that is rejected as a whole, with a problem that says so."""
    result = read(name, text)
    if not result.is_page:
        return [] if result.problems else ["nothing was read and nothing was said"]
    known = [one for sample in dict.fromkeys(samples) for one in lists()[sample]]
    is_whole = text == texts().get(name)
    return judge(text, result.quads, result.problems, known, is_whole=is_whole)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_line_of_a_sample_is_accounted_for(path: object) -> None:
    name = path.name  # type: ignore[attr-defined]
    assert faults_of(name, texts()[name], (name,)) == []


def of_mutation(number: int) -> list[str]:
    result = mutation(number, by_language(), texts())
    return [f"{result.what}: {fault}" for fault in faults_of(result.samples[0], result.text, result.samples)]


@pytest.mark.parametrize("start", range(0, COUNT, CHUNK))
def test_every_line_of_a_mutation_is_accounted_for(start: int) -> None:
    faults = [fault for number in range(start, start + CHUNK) for fault in of_mutation(number)]
    assert faults == []


# The oracle itself: a graph that is made wrong is found out.


def literal_statements(name: str, result: Read) -> list[str]:
    """The statements whose texts are lines of a page that no problem is about."""
    reported = {at for one in result.problems for first, last in one.lines for at in range(first, last + 1)}
    free = {plain(line) for at, line in enumerate(texts()[name].splitlines(), 1) if at not in reported} - {""}
    lines = result.quads.splitlines()
    texts_of = {line: literals_of(line) for line in lines}
    return [
        line
        for line, item in texts_of.items()
        if item
        and item[0].predicate in TEXTS
        and free.intersection(item[0].lines)
        and not item[0].predicate.endswith("changeNote")  # which may be a notice, and need not be held
    ]


def oracle_says(name: str, quads: str) -> list[str]:
    return judge(texts()[name], quads, read(name, texts()[name]).problems, lists()[name], is_whole=True)


SKILLS = [row.file for row in TABLE if row.kind == "skill"]


@pytest.mark.parametrize("name", SKILLS)
def test_a_text_that_is_missing_is_found_out(name: str) -> None:
    result = read(name, texts()[name])
    quads = result.quads
    for line in literal_statements(name, result):
        assert oracle_says(name, quads.replace(line + "\n", "")), line[:200]


@pytest.mark.parametrize("name", SKILLS)
def test_a_text_of_another_level_is_found_out(name: str) -> None:
    result = read(name, texts()[name])
    quads = result.quads
    lines = [line for line in literal_statements(name, result) if "/skilllevels/" in line]
    for line, other in itertools.pairwise(lines):
        (subject, rest), (others, others_rest) = line.split(" ", 1), other.split(" ", 1)
        swapped = quads.replace(line, f"{subject} {others_rest}").replace(other, f"{others} {rest}", 1)
        assert any("in another place" in fault for fault in oracle_says(name, swapped))


@pytest.mark.parametrize("name", SKILLS)
def test_what_is_foreign_in_a_text_is_found_out(name: str) -> None:
    result = read(name, texts()[name])
    quads = result.quads
    line = literal_statements(name, result)[0]
    for one in lists()[name]:
        places = [at for at, text in enumerate(texts()[name].splitlines(), 1) if plain(text) == plain(one.text)]
        is_wrong = all(any(first <= at <= last for p in result.problems for first, last in p.lines) for at in places)
        is_plain = plain(one.text) and '"' not in one.text and "\\" not in one.text
        if one.role in FOREIGN | LABELS and is_plain and not is_wrong:
            end = line.rindex('"@')
            wrong = f"{line[:end]}\\n\\n{plain(one.text)}{line[end:]}"
            assert any("is in a text" in fault for fault in oracle_says(name, quads.replace(line, wrong))), one


def test_a_problem_about_another_line_excuses_none() -> None:
    name = SKILLS[0]
    result = read(name, texts()[name])
    line = max(literal_statements(name, result), key=len)
    title = next(at for at, text in enumerate(texts()[name].splitlines(), 1) if text.strip())
    problems = [*result.problems, Found("title-without-name", "violation", ((title, title),))]
    assert judge(texts()[name], result.quads.replace(line, ""), problems, lists()[name])
    infos = [Found("line-not-held", "info", ((1, 10_000),))]
    assert judge(texts()[name], result.quads.replace(line, ""), infos, lists()[name])
