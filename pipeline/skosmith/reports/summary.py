"""The figures of a run: as an object for machines, as a table for people."""

import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from skosmith.model import DC, RDF, SKM, SKOS, Build, Compact, Counted, Problem, value_of
from skosmith.reports.words import count_by_severity, severity_summary, words_in

_LONG = 20  # problems from which their codes are counted, too
_NOT_SHOWN = {"waived": "waivedCount", "known": "known", "gone": "gone"}


def summarise(
    build: Build, problems: Iterable[Problem], files: Iterable[tuple[str, int]], started: float
) -> dict[str, Any]:
    """The figures of a run; ``started`` is when it did, by ``time.perf_counter``.

    ``files`` are the paths written and their sizes in bytes.
    """
    problems = list(problems)
    terms = Counter(term for _, predicate, term, _ in build.asserted() if predicate == RDF.type)
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
        "triples": len(build),
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


def table(summary: Mapping[str, Any], language: str = "en") -> str:
    """The figures as a short table; empty with ``--quiet``."""
    if "problems" not in summary:
        return ""
    words, counts = words_in(language), summary["problems"]
    is_of_files = summary["sources"] != summary["pages"]
    of_files = f" ({words['ofFiles'].format(count=Counted(summary['sources']))})" if is_of_files else ""
    languages = ", ".join(summary["languages"])
    is_graph = languages and not summary["pages"]
    rows = [
        ("languages", f"{len(summary['languages'])}", languages)
        if is_graph
        else ("pages", f"{summary['pages']:,}", languages + of_files),
        *([("cut", f"{summary['pagesCut']:,}", words["cutMeaning"])] if summary["pagesCut"] else []),
        ("skills", f"{summary['skills']:,}", words["definedAt"].format(count=Counted(summary["skillLevels"]))),
        ("levels", f"{summary['levels']:,}", words["ofResponsibility"]),
        *((name, f"{summary[name]:,}", "") for name in ("attributes", "categories") if summary[name]),
        ("triples", f"{summary['triples']:,}", ""),
        ("problems", str(sum(counts.values())), severity_summary(counts, language)),
        *(
            (key, f"{summary[name]:,}", words[f"{name}Meaning"])
            for name, key in _NOT_SHOWN.items()
            if summary.get(name)
        ),
    ]
    for row, file in enumerate(summary["files"]):
        rows.append(("" if row else "written", size(file["bytes"]), file["path"]))
    rows += [("older", "", words["olderMeaning"].format(path=path)) for path in summary.get("older", ())]
    if counts["violation"] and "older" in summary:
        rows.append(("written", words["nothing"], ""))
    rows.append(("seconds", f"{summary['seconds']:.2f}", ""))
    return in_columns([(words.get(name, ""), value, more) for name, value, more in rows])


def counts_by_code(problems: Sequence[Problem], language: str = "en") -> str:
    """A table of the codes of many problems, the most frequent first; empty for a few."""
    if len(problems) < _LONG:
        return ""
    words = words_in(language)
    counts = Counter((problem.code, problem.severity) for problem in problems)
    rows = [(words["code"], words["count"], words["severity"])]
    rows += [(code, f"{count:,}", words[severity]) for (code, severity), count in counts.most_common()]
    return in_columns(rows) + "\n"


def in_columns(rows: Sequence[tuple[str, str, str]]) -> str:
    """Rows as lines: a name, a number flush right, and more."""
    long, wide = (max(len(row[column]) for row in rows) for column in (0, 1))
    return "".join(f"{name:<{long}} {value:>{wide}}  {more}".rstrip() + "\n" for name, value, more in rows)


def read_table(summary: Mapping[str, Any], language: str = "en") -> str:
    """With ``--verbose``: the language, subject and number of triples of each page, and how long each step took."""
    rows = [
        f"{row['language']:<6} {row['about']:<18} {row['triples']:>5}  {row['page']}\n"
        for row in summary.get("read", ())
    ]
    words = words_in(language)
    steps = [f"{words[f'step_{step}']:<9} {seconds:.3f} s\n" for step, seconds in summary.get("steps", {}).items()]
    return "".join([*rows, *steps, "\n"]) if rows or steps else ""


def size(number: float) -> str:
    for unit in ("B", "kB", "MB"):
        if number < 1000:  # noqa: PLR2004 - the SI step
            return f"{number:.0f} {unit}" if unit == "B" else f"{number:.1f} {unit}"
        number = number / 1000
    return f"{number:.1f} GB"
