"""The file of an expected answer -> rows with their lines; and an answer -> the text of such a file."""

import csv
import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from io import StringIO
from typing import NamedTuple

import pyoxigraph

from skosmith.compare.contracts.answer import Answer, AnswerRow, Form
from skosmith.compare.contracts.evaluator import row_term
from skosmith.model import (
    BLANK,
    XSD,
    Files,
    Problem,
    Span,
    iri_of,
    is_literal,
    lexical,
    parse_literal,
    problem,
    text_of,
    value_of,
    whole,
)
from skosmith.rdf import read_statements

_WHOLE = re.compile(r"[-+]?\d+")
_ROWS = re.compile(r'"bindings"\s*:\s*\[')
_LINE_END = re.compile(r"\r\n?")
_NEXT = re.compile(r"[\s,]*")
_HEADINGS = 1  # lines


@dataclass(frozen=True, slots=True)
class Expected:
    """The answer in a file; ``places`` are those of the lines on which its rows begin.

    ``is_plain`` tells that the rows are CSV's, whose values have neither type nor language.
    """

    path: str
    form: Form
    variables: tuple[str, ...]
    rows: tuple[AnswerRow, ...]
    places: tuple[Span, ...]
    is_plain: bool = False


class _Table(NamedTuple):
    """The variables and the rows of a file, each row with the number of its line."""

    variables: list[str]
    rows: list[tuple[AnswerRow, int]]


class _Format(NamedTuple):
    """The forms of answers in a kind of file, and the functions that read its text and write it.

    ``read`` raises ``_UnreadableError``.
    """

    forms: tuple[Form, ...]
    read: Callable[[str], _Table]
    write: Callable[[Answer], str]
    is_plain: bool = False


class _UnreadableError(Exception):
    def __init__(self, reason: str, line: int = 0, column: int = 1) -> None:
        super().__init__(reason)
        self.line, self.column = line, column


def read_expected(path: str) -> Expected | Problem:
    """The answer in the file at ``path``, in the format of its suffix; a problem if it cannot be read."""
    data = Files().read(path)
    text = data if isinstance(data, Problem) else text_of(path, data)
    if isinstance(text, Problem):
        return text
    text, file = _LINE_END.sub("\n", text), _FORMATS[_suffix(path)]
    try:
        variables, rows = file.read(text)
    except _UnreadableError as error:
        span = Span(path, error.line, error.column, error.line, error.column + 1) if error.line else whole(path)
        return problem("contract-answer", span, reason=str(error).rstrip("."))
    form: Form = "ask" if rows and len(rows[0][0]) == 1 and not variables else file.forms[0]
    lines = text.split("\n")
    places = [Span(path, line, 1, line, len(lines[line - 1]) + 1) for _, line in rows]
    return Expected(path, form, tuple(variables), tuple(row for row, _ in rows), tuple(places), file.is_plain)


def expected_text(path: str, answer: Answer) -> str | None:
    """``answer`` in the format of the suffix of ``path``; None if that cannot hold it."""
    file = _FORMATS[_suffix(path)]
    return file.write(answer) if answer.form in file.forms else None


def suffix_for(answer: Answer) -> str:
    """The suffix of a new file for an answer: of a format with a row on each line."""
    return {"select": ".tsv", "ask": ".json", "construct": ".nt"}[answer.form]


def plain(term: str) -> str:
    """A term in CSV. Source: SPARQL 1.1 Query Results CSV and TSV Formats, section 3.2."""
    return value_of(term) if term else ""


def short(term: str) -> str:
    """A term in Turtle and TSV: an integer without quotes and type."""
    value, kind = lexical(term) if term and is_literal(term) else ("", "")
    return value if kind == f"^^{XSD.integer}" and _WHOLE.fullmatch(value) else term


def _suffix(path: str) -> str:
    return path[path.rfind(".") :]


def _read_csv(text: str) -> _Table:
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    rows: list[tuple[list[str], int]] = []
    begin = 1
    try:
        for row in reader:
            rows.append((row or [""], begin))
            begin = reader.line_num + 1
    except csv.Error as error:
        raise _UnreadableError(str(error), begin) from error
    if not rows:
        raise _UnreadableError("it is empty; the first line names the variables")
    if len(rows) == 1 and rows[0][0] in [["true"], ["false"]]:
        return _Table([], [(tuple(rows[0][0]), 1)])
    variables = [name.removeprefix("?") for name in rows[0][0]]
    for row, line in rows[_HEADINGS:]:
        if len(row) != len(variables):
            raise _UnreadableError(f"{len(row)} values below {len(variables)} variables", line)
    return _Table(variables, [(tuple(row), line) for row, line in rows[_HEADINGS:]])


def _read_tsv(text: str) -> _Table:
    lines = text.removesuffix("\n").split("\n")
    if lines in (["true"], ["false"]):
        return _Table([], [((lines[0],), 1)])
    rows: list[tuple[AnswerRow, int]] = []
    variables: list[str] = []
    for number in range(_HEADINGS, len(lines) + 1):
        part = [lines[0], *lines[number - 1 : number]] if number > _HEADINGS else lines[:_HEADINGS]
        data = "".join(f"{line}\n" for line in part).encode()
        try:  # line by line: a row is a line, and the parser does not always say which one is broken
            results = pyoxigraph.parse_query_results(data, pyoxigraph.QueryResultsFormat.TSV)
            if isinstance(results, pyoxigraph.QuerySolutions):  # not a boolean, which is handled above
                variables = [variable.value for variable in results.variables]
                rows += [(tuple(map(row_term, solution)), number) for solution in results]
        except (SyntaxError, ValueError) as error:
            raise _UnreadableError(_reason(error), number) from error
    return _Table(variables, rows)


def _reason(error: Exception) -> str:
    return re.sub(r"( on line \d+| in line \d+)?( \(line \d+\))?$", "", str(error)).removeprefix("Error ").strip()


def _read_json(text: str) -> _Table:
    try:
        json.loads(text)
        results = pyoxigraph.parse_query_results(text.encode(), pyoxigraph.QueryResultsFormat.JSON)
        if isinstance(results, pyoxigraph.QueryBoolean):
            return _Table([], [(("true" if results else "false",), 1)])
        variables = [variable.value for variable in results.variables]
        rows = [tuple(map(row_term, solution)) for solution in results]
    except json.JSONDecodeError as error:
        raise _UnreadableError(error.msg, error.lineno, error.colno) from error
    except (SyntaxError, ValueError, RecursionError) as error:
        raise _UnreadableError(_reason(error)) from error
    return _Table(variables, list(zip(rows, _lines_of_json(text), strict=False)))


def _lines_of_json(text: str) -> Iterable[int]:
    """The line on which each row of a JSON answer begins."""
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    decoder = json.JSONDecoder()
    opening = _ROWS.search(text)
    at = opening.end() if opening else len(text)
    while (at := _NEXT.match(text, at).end()) < len(text) and text[at] == "{":  # type: ignore[union-attr]
        yield bisect_right(starts, at)
        _, at = decoder.raw_decode(text, at)


def _read_triples(text: str, suffix: str) -> _Table:
    statements, problems = read_statements(f"answer{suffix}", text.encode())
    if broken := next((one for one in problems if one.code == "graph-syntax"), None):
        span = broken.spans[0]
        raise _UnreadableError(broken.message.partition(": ")[2], span.line, span.column)
    rows: dict[AnswerRow, int] = {}
    for subject, predicate, value, place in statements:
        row = tuple("_:" if term.startswith(BLANK) else term for term in (subject, predicate, value))
        rows.setdefault(row, place.line if place else 1)
    return _Table([], list(rows.items()))


def _write_csv(answer: Answer) -> str:
    head = [answer.variables] if answer.form == "select" else []
    rows = [*head, *(tuple(map(plain, row)) for row in answer.rows)]
    return "".join(",".join(map(_quoted, row)) + "\n" for row in rows)


def _quoted(value: str) -> str:
    """A value in CSV; the csv module would not quote a lone CR."""
    return '"' + value.replace('"', '""') + '"' if re.search(r'[",\r\n]', value) else value


def _write_tsv(answer: Answer) -> str:
    head = ["\t".join(f"?{name}" for name in answer.variables)] if answer.form == "select" else []
    return "".join(f"{line}\n" for line in [*head, *("\t".join(map(short, row)) for row in answer.rows)])


def _write_json(answer: Answer) -> str:
    if answer.form == "ask":
        return f'{{"head": {{}}, "boolean": {answer.rows[0][0]}}}\n'
    pairs = (zip(answer.variables, row, strict=True) for row in answer.rows)
    rows = [{name: _binding(term) for name, term in of_row if term} for of_row in pairs]
    head = json.dumps({"vars": list(answer.variables)}, ensure_ascii=False)
    body = ",\n".join(f"  {json.dumps(row, ensure_ascii=False)}" for row in rows)
    return f'{{"head": {head}, "results": {{"bindings": [\n{body}\n]}}}}\n'


def _binding(term: str) -> dict[str, str]:
    if not is_literal(term):
        return {"type": "bnode", "value": "b"} if term == "_:" else {"type": "uri", "value": iri_of(term)}
    value, language, datatype = parse_literal(term)
    binding = {"type": "literal", "value": value, "xml:lang": language, "datatype": iri_of(datatype or "")}
    return {name: text for name, text in binding.items() if text or name == "value"}


def _write_triples(answer: Answer) -> str:
    return "".join(" ".join("_:b" if term == "_:" else term for term in row) + " .\n" for row in answer.rows)


_FORMATS: dict[str, _Format] = {
    ".csv": _Format(("select", "ask"), _read_csv, _write_csv, is_plain=True),
    ".tsv": _Format(("select", "ask"), _read_tsv, _write_tsv),
    ".json": _Format(("select", "ask"), _read_json, _write_json),
    ".ttl": _Format(("construct",), partial(_read_triples, suffix=".ttl"), _write_triples),
    ".nt": _Format(("construct",), partial(_read_triples, suffix=".nt"), _write_triples),
}
