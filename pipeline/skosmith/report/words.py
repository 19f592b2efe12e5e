"""The words of a report by language, and how places and counts are written."""

from collections.abc import Iterable
from typing import Final

from skosmith.model import SEVERITIES, Problem, Span
from skosmith.source import count_lines, line_text, raw_line, read
from skosmith.vocabulary import cell_of

LEVELS: Final = {"violation": "error", "warning": "warning", "info": "info"}
"""The words that editors and build logs know for SHACL's severities."""

DOCS: Final = "docs/problems.md"

WORDS: Final = {
    "en": {
        "also": "and here",
        "more": "and in {count} more places",
        "about": "about",
        "help": "help",
        "shape": "shape",
        "see": "see",
        "whole": "the framework as a whole",
        "report": "Report on a skills framework",
        "none": "No problems.",
        "places": "Places",
        "line": "Line",
        "source": "Source",
        "waived": "waived until {expires}: {reason}",
        "files": "Files",
        "problems": "problems",
        "unmarked": "{count} lines not shown",
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
        "more": "e em mais {count} lugares",
        "about": "sobre",
        "help": "ajuda",
        "shape": "forma",
        "see": "veja",
        "whole": "o modelo como um todo",
        "report": "Relatório de um modelo de habilidades",
        "none": "Nenhum problema.",
        "places": "Lugares",
        "line": "Linha",
        "source": "Fonte",
        "waived": "dispensado até {expires}: {reason}",
        "files": "Arquivos",
        "problems": "problemas",
        "unmarked": "{count} linhas não mostradas",
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


def place(span: Span) -> str:
    """``file:line:column``, ``file:Sheet!S142``, or the file alone."""
    path = shown(span.path)
    if span.sheet:
        return f"{path}:{shown(span.sheet)}!{cell_of(span.line, span.column)}"
    return f"{path}:{span.line}:{span.column}" if span.line else path


def shown(text: str) -> str:
    """``text`` as it can be sent to a terminal or a page: no control character reaches it."""
    return text if text.isprintable() else "".join(letter if letter.isprintable() else "�" for letter in text)


def printable(text: str) -> str:
    """The same for a text of several lines."""
    return "\n".join(map(shown, text.split("\n")))


def things(problem: Problem) -> list[str]:
    """What the values of a problem are about, by the ends of their IRIs: ``lor/5``."""
    return ["/".join(value[1:-1].rsplit("/", 2)[-2:]) for value in problem.values if value[0] == "<"]


def count(number: int, noun: str) -> str:
    """``1 error``, ``2 errors``."""
    return f"{number:,} {noun}" if number == 1 or noun == "info" else f"{number:,} {noun}s"


def count_by_severity(problems: Iterable[Problem]) -> dict[str, int]:
    """How many problems there are of each severity."""
    found: dict[str, int] = dict.fromkeys(SEVERITIES, 0)
    for problem in problems:
        found[problem.severity] += 1
    return found


class Pages:
    """The pages that a report shows lines of, each read once."""

    def __init__(self) -> None:
        """None read yet."""
        self.read: dict[str, bytes] = {}

    def data(self, path: str) -> bytes:
        """The bytes of the page at ``path``; none where there is no such page."""
        if path not in self.read:
            data = read(path)
            self.read[path] = b"" if isinstance(data, Problem) else data
        return self.read[path]

    def line(self, path: str, number: int) -> str:
        """Line ``number`` of the page at ``path``; empty where there is no such line or page."""
        return line_text(self.data(path), number)

    def raw_line(self, path: str, number: int) -> str:
        """The same as it stands in the file."""
        return raw_line(self.data(path), number)

    def count(self, path: str) -> int:
        """How many lines the page at ``path`` has."""
        return count_lines(self.data(path))
