"""The figures of a run: as an object for machines, as a table for people."""

import time
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from skosmith.model import DC, RDF, SKM, SKOS, Build, Compact, Counted, Problem, value_of
from skosmith.reports.words import count_by_severity, severity_summary

_NOT_SHOWN = {
    "waived": "by the project file",
    "known": "to the baseline, not shown",
    "gone": "from the baseline: write it anew",
}


def summarise(
    build: Build, problems: Iterable[Problem], files: Iterable[tuple[str, int]], started: float
) -> dict[str, Any]:
    """The figures of a run; ``started`` is when it did, by ``time.perf_counter``.

    ``files`` are the paths written and their sizes in bytes.
    """
    problems = list(problems)
    terms = Counter(term for _, predicate, term, _ in build.statements() if predicate == RDF.type)
    languages = (value_of(term) for _, predicate, term, _ in build.framework if predicate == DC.language)
    return {
        "pages": build.page_count,
        "sources": len({page.path for page in build.pages}),
        "pagesCut": sum(problem.code == "page-cut" for problem in problems),
        "languages": sorted(languages) if terms[SKM.Skill] or terms[SKM.Level] else [],
        "skills": terms[SKM.Skill],
        "skillLevels": terms[SKM.SkillLevel],
        "levels": terms[SKM.Level],
        "attributes": terms[SKM.Attribute],
        "categories": terms[SKOS.Collection],
        "triples": len(build) if terms[SKM.Skill] or terms[SKM.Level] else 0,
        "problems": count_by_severity(problems),
        "files": [{"path": path, "bytes": size} for path, size in files],
        "seconds": round(time.perf_counter() - started, 3),
    }


def what_was_read(build: Build) -> list[dict[str, Any]]:
    """A row for each page: ``page`` (its name), ``language``, ``about`` (its subject) and the number of ``triples``."""
    compact = Compact(build.names.root)
    return [
        {
            "page": page.name,
            "language": page.language,
            "about": compact[page.skill or page.of_framework[0][0]],
            "triples": len(page.of_skill) + len(page.of_framework),
        }
        for page in build.pages
    ]


def table(summary: Mapping[str, Any]) -> str:
    """The figures as a short table; empty with ``--quiet``."""
    if "problems" not in summary:
        return ""
    counts = summary["problems"]
    of_files = f" (in {Counted(summary['sources']):file|files})" if summary["sources"] != summary["pages"] else ""
    languages = ", ".join(summary["languages"])
    is_graph = languages and not summary["pages"]
    rows = [
        ("languages", f"{len(summary['languages'])}", languages)
        if is_graph
        else ("pages", f"{summary['pages']:,}", languages + of_files),
        *([("cut", f"{summary['pagesCut']:,}", "that break off: see page-cut")] if summary["pagesCut"] else []),
        ("skills", f"{summary['skills']:,}", f"defined at {Counted(summary['skillLevels']):level|levels}"),
        ("levels", f"{summary['levels']:,}", "of responsibility"),
        *((name, f"{summary[name]:,}", "") for name in ("attributes", "categories") if summary[name]),
        ("triples", f"{summary['triples']:,}", ""),
        ("problems", str(sum(counts.values())), severity_summary(counts)),
        *((name, f"{summary[name]:,}", why) for name, why in _NOT_SHOWN.items() if summary.get(name)),
    ]
    for row, file in enumerate(summary["files"]):
        rows.append(("" if row else "written", size(file["bytes"]), file["path"]))
    rows += [("older", "", f"{path}, of an earlier build") for path in summary.get("older", ())]
    if counts["violation"] and "older" in summary:
        rows.append(("written", "nothing", ""))
    rows.append(("seconds", f"{summary['seconds']:.2f}", ""))
    long, wide = (max(len(row[column]) for row in rows) for column in (0, 1))
    return "".join(f"{name:<{long}} {value:>{wide}}  {more}".rstrip() + "\n" for name, value, more in rows)


def read_table(summary: Mapping[str, Any]) -> str:
    """With ``--verbose``: the language, subject and number of triples of each page, and how long each step took."""
    rows = [
        f"{row['language']:<6} {row['about']:<18} {row['triples']:>5}  {row['page']}\n"
        for row in summary.get("read", ())
    ]
    steps = [f"{step:<8} {seconds:.3f} s\n" for step, seconds in summary.get("steps", {}).items()]
    return "".join([*rows, *steps, "\n"]) if rows or steps else ""


def size(number: float) -> str:
    for unit in ("B", "kB", "MB"):
        if number < 1000:  # noqa: PLR2004 - the SI step
            return f"{number:.0f} {unit}" if unit == "B" else f"{number:.1f} {unit}"
        number = number / 1000
    return f"{number:.1f} GB"
