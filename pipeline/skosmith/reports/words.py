"""The words of a report by language, and how places and counts are written."""

from collections.abc import Iterable
from typing import Final

from skosmith.model import SEVERITIES, Counted, Problem, iri_of, is_link, safe_text

LEVELS: Final = {"violation": "error", "warning": "warning", "info": "info"}
"""The words that editors and build logs know for SHACL's severities."""

DOCS: Final = "docs/problems.md"

WORDS: Final = {
    "en": {
        "also": "and here",
        "more": "and in {count:more place|more places}",
        "about": "about",
        "help": "help",
        "shape": "shape",
        "see": "see",
        "example": "Example",
        "fix": "How to fix it",
        "whole": "the framework as a whole",
        "report": "Report on a skills framework",
        "none": "No problems.",
        "places": "Places",
        "line": "Line",
        "source": "Source",
        "waived": "waived until {expires}: {reason}",
        "files": "Files",
        "problems": "problems",
        "unmarked": "{count:line|lines} not shown",
        "violation": "error",
        "warning": "warning",
        "info": "info",
        "violations": "errors",
        "warnings": "warnings",
        "infos": "info",
        "skip": "To the problems",
        "waivers": "Waived",
        "pages": "pages",
        "skills": "skills",
        "skillLevels": "skills at a level",
        "levels": "levels of responsibility",
        "triples": "triples",
    },
    "pt": {
        "also": "e aqui",
        "more": "e em mais {count:lugar|lugares}",
        "about": "sobre",
        "help": "ajuda",
        "shape": "forma",
        "see": "veja",
        "example": "Exemplo",
        "fix": "Como corrigir",
        "whole": "o modelo como um todo",
        "report": "Relatório de um modelo de habilidades",
        "none": "Nenhum problema.",
        "places": "Lugares",
        "line": "Linha",
        "source": "Fonte",
        "waived": "dispensado até {expires}: {reason}",
        "files": "Arquivos",
        "problems": "problemas",
        "unmarked": "{count:linha não mostrada|linhas não mostradas}",
        "violation": "erro",
        "warning": "aviso",
        "info": "nota",
        "violations": "erros",
        "warnings": "avisos",
        "infos": "notas",
        "skip": "Ir aos problemas",
        "waivers": "Dispensados",
        "pages": "páginas",
        "skills": "habilidades",
        "skillLevels": "habilidades em um nível",
        "levels": "níveis de responsabilidade",
        "triples": "triplas",
    },
}
"""What a report says of its own, ``en`` and ``pt``."""


def printable(text: str) -> str:
    """The same for a text of several lines."""
    return "\n".join(map(safe_text, text.split("\n")))


def things(problem: Problem) -> list[str]:
    """What the values of a problem are about, by the ends of their IRIs: ``lor/5``."""
    return ["/".join(iri_of(value).rsplit("/", 2)[-2:]) for value in problem.values if is_link(value)]


def count_by_severity(problems: Iterable[Problem]) -> dict[str, int]:
    """How many problems there are of each severity."""
    found: dict[str, int] = dict.fromkeys(SEVERITIES, 0)
    for problem in problems:
        found[problem.severity] += 1
    return found


def said_by_severity(counts: dict[str, int]) -> str:
    """``1 error, 2 warnings``, of the severities that there are; in English, as the words of ``LEVELS``."""
    words = WORDS["en"]
    named = {severity: f"{words[severity]}|{words[f'{severity}s']}" for severity in SEVERITIES}
    return ", ".join(f"{Counted(counts[severity]):{nouns}}" for severity, nouns in named.items() if counts[severity])
