"""Tables of other names and of mappings: what their rows say, and where."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skosmith.model import MAPPINGS, SKOS, Files, Problem, SupplementRow, value_of
from skosmith.pages import is_supplement, read_supplements

HEAD = "notation,language,kind,label\n"
METADATA = (
    "#curie_map:\n#  esco: http://data.europa.eu/esco/skill/\n#  kites: https://example.org/kites/skills/\n"
    "#mapping_set_id: https://example.org/kites/mappings.sssom.tsv\n#license: https://example.org/licence\n"
)
COLUMNS = "subject_id\tpredicate_id\tobject_id\tmapping_justification"
CURATION = "semapv:ManualMappingCuration"


def read(data: str | bytes, path: str = "names.csv") -> tuple[list[SupplementRow], list[Problem]]:
    files = Files({path: data if isinstance(data, bytes) else data.encode()})
    (supplement,), problems = read_supplements([path], files)
    return list(supplement.rows), problems


def mappings(*rows: str, metadata: str = METADATA, columns: str = COLUMNS) -> tuple[list[SupplementRow], list[Problem]]:
    return read(metadata + "\n".join([columns, *rows, ""]), "mappings.sssom.tsv")


def places(problems: list[Problem]) -> list[tuple[str, int, int]]:
    return [(one.code, one.spans[0].line, one.spans[0].column) for one in problems]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("names.csv", True),
        ("pages/Names.CSV", True),
        ("fr.names.csv", True),
        ("mappings.sssom.tsv", True),
        ("pages\\esco.sssom.tsv", True),
        ("git:HEAD:names.csv", True),
        ("surnames.csv", False),
        ("names.csv.txt", False),
        ("mappings.tsv", False),
        ("https://example.org/names.csv", False),
    ],
)
def test_a_table_is_known_by_its_name(path: str, expected: bool) -> None:
    assert is_supplement(path) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_name_is_read_however_the_table_is_saved(separator: str, end: str, encoding: str) -> None:
    lines = [
        "Notation,Language,Kind,Label,Source",
        "",
        "KITE,pt, altLabel ,Pipas,a note",
        "KITE_2,pt-br,skos:hiddenLabel,Kiet,",
    ]
    rows, problems = read(end.join(lines).replace(",", separator).encode(encoding))
    assert problems == []
    assert [(row.subject.value, row.predicate, row.term) for row in rows] == [
        ("KITE", SKOS.altLabel, '"Pipas"@pt'),
        ("KITE_2", SKOS.hiddenLabel, '"Kiet"@pt-BR'),
    ]
    assert rows[0].span == ("names.csv", 3, 20, 3, 25, "")
    assert rows[0].subject.span == ("names.csv", 3, 1, 3, 5, "")


@given(
    labels=st.lists(
        st.text("aéß ,;\"'\t\n", min_size=1).filter(lambda text: text.strip() == text), min_size=1, unique=True
    )
)
def test_any_label_is_read_from_its_place(labels: list[str]) -> None:
    table = io.StringIO()
    csv.writer(table, lineterminator="\n").writerows(
        [["notation", "language", "kind", "label"], *(["KITE", "en", "altLabel", label] for label in labels)]
    )
    rows, problems = read(table.getvalue())
    assert problems == []
    assert [value_of(row.term) for row in rows] == labels
    lines = table.getvalue().split("\n")
    for row, label in zip(rows, labels, strict=True):
        path, line, column, end_line, end_column, _ = row.span
        there = "\n".join(lines[line - 1 : end_line])
        there = there[column - 1 : len(there) - len(lines[end_line - 1]) + end_column - 1]
        assert there.replace('""', '"') == label, path


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("KITE,en,altLabel,Kites, big\n", [("table-row-too-long", 2, 25)]),
        ("KITE,en,altLabel\n", [("table-cell-blank", 2, 1)]),
        (",,,\n ,\t,,\n", []),
        ("KITE,english!,alt,Kites\n", [("name-language", 2, 6), ("name-kind-unknown", 2, 15)]),
        ("KITE,en,altLabel,Kites\nKITE,en,altLabel,Kites\n", [("table-row-twice", 3, 1)]),
        ('KITE,en,altLabel,"Kites\nKITE,en,altLabel,Kiting\n', [("csv-broken", 2, 18)]),
        ('KITE,en,altLabel,"Kites" big\n', [("csv-broken", 2, 18)]),
    ],
)
def test_a_row_that_is_wrong_is_named_at_its_cell(rows: str, expected: list[tuple[str, int, int]]) -> None:
    names, problems = read(HEAD + rows)
    assert places(problems) == expected
    assert len(names) == (1 if "table-row-twice" in str(expected) else 0)


@pytest.mark.parametrize("data", ["", "\n\n", "KITE,en,altLabel,Kites\n"])
def test_a_table_without_headings_names_those_it_needs(data: str) -> None:
    rows, problems = read(data)
    assert rows == []
    assert {one.code for one in problems} == {"table-without-column"}
    assert "notation, language, kind, label" in problems[0].helps["en"]


def test_a_table_in_another_encoding_is_read_or_refused_as_a_workbook_is() -> None:
    rows, problems = read((HEAD + "KITE,pt,altLabel,Construção\n").encode("cp1252"))
    assert ([value_of(row.term) for row in rows], [one.code for one in problems]) == (
        ["Construção"],
        ["read-as-windows-1252"],
    )
    rows, problems = read((HEAD + "KITE,pt,altLabel,Pipa\n").encode("utf-16"))
    assert (rows, [one.code for one in problems]) == ([], ["table-encoding"])
    supplements, missing = read_supplements(["none/names.csv"], Files())
    assert (supplements, [one.code for one in missing]) == ([], ["no-such-file"])


@pytest.mark.parametrize(
    "subject",
    ["KITE", "kites:KITE", "https://example.org/kites/skills/KITE", "<https://example.org/kites/skills/KITE>"],
)
@pytest.mark.parametrize("target", ["esco:k1", "http://data.europa.eu/esco/skill/k1"])
def test_a_mapping_names_both_ends_by_prefix_or_in_full(subject: str, target: str) -> None:
    for predicate in MAPPINGS:
        curie = f"skos:{predicate.rpartition('#')[2][:-1]}"
        (row,), problems = mappings(f"{subject}\t{curie}\t{target}\t{CURATION}")
        assert problems == []
        expected = "KITE" if subject == "KITE" else "<https://example.org/kites/skills/KITE>"
        assert (row.subject.value, row.predicate, row.term) == (
            expected,
            predicate,
            "<http://data.europa.eu/esco/skill/k1>",
        )
        assert (row.span.line, row.span.column) == (7, len(subject) + len(curie) + 3)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_metadata_are_read_however_they_are_indented_and_quoted(end: str) -> None:
    metadata = (
        "# mapping_set_id: 'https://example.org/set'\n# comment: two words: and a colon\n# curie_map:\n"
        '#   "esco": "http://data.europa.eu/esco/skill/"\n# creator_id:\n#   - "orcid:0000-0001"\n# license: https://example.org/l\n'
    )
    data = (
        metadata + f'{COLUMNS}\tcomment\nKITE\tskos:closeMatch\tesco:k1\t{CURATION}\t"two\nlines"\n'
        f"KITE_2\tskos:closeMatch\tesco:k2\t{CURATION}\t\n"
    )
    rows, problems = read(data.replace("\n", end), "a.sssom.tsv")
    assert problems == []
    assert [(row.term, row.span.line) for row in rows] == [
        ("<http://data.europa.eu/esco/skill/k1>", 9),
        ("<http://data.europa.eu/esco/skill/k2>", 11),
    ]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (f"KITE\tskos:closeMatch\tonet:k1\t{CURATION}", [("mapping-prefix-unknown", 7, 22)]),
        (f"KITE\tskos:closeMatch\tesco:k 1\t{CURATION}", [("mapping-iri", 7, 22)]),
        (f"KITE\tskos:closeMatch\tk1\t{CURATION}", [("mapping-iri", 7, 22)]),
        (f"KITE\tskos:broader\tesco:k1\t{CURATION}", [("mapping-predicate-unknown", 7, 6)]),
        ("KITE\tskos:closeMatch\tesco:k1\t", [("table-cell-blank", 7, 1)]),
        ("KITE\tskos:closeMatch\tesco:k1", [("table-cell-blank", 7, 1)]),
        (f"no:KITE\tskos:nearMatch\tesco:k1\t{CURATION}",
         [("mapping-prefix-unknown", 7, 1), ("mapping-predicate-unknown", 7, 9)]),
    ],
)  # fmt: skip
def test_a_mapping_that_is_wrong_is_named_at_its_cell(row: str, expected: list[tuple[str, int, int]]) -> None:
    rows, problems = mappings(row)
    assert (rows, places(problems)) == ([], expected)


@pytest.mark.parametrize(
    ("columns", "row"),
    [
        (f"{COLUMNS}\tpredicate_modifier", f"KITE\tskos:exactMatch\tesco:k1\t{CURATION}\tNot"),
        (COLUMNS, f"KITE\tskos:exactMatch\tsssom:NoTermFound\t{CURATION}"),
        (f"{COLUMNS}\tobject_type\tobject_label", f"KITE\tskos:exactMatch\t\t{CURATION}\trdfs literal\tkites"),
    ],
)
def test_a_row_that_says_that_nothing_corresponds_makes_no_statement(columns: str, row: str) -> None:
    rows, problems = mappings(row, columns=columns)
    assert (rows, [(one.code, one.severity) for one in problems]) == ([], [("mapping-of-nothing", "info")])


def test_rows_that_differ_in_what_is_not_read_are_no_repetition() -> None:
    row = f"KITE\tskos:exactMatch\tesco:k1\t{CURATION}\t"
    rows, problems = mappings(f"{row}0.5", f"{row}1", columns=f"{COLUMNS}\tconfidence")
    assert (len(rows), problems) == (2, [])
    rows, problems = mappings(f"{row}0.5", f"{row}0.5", columns=f"{COLUMNS}\tconfidence")
    assert (len(rows), places(problems)) == (1, [("table-row-twice", 8, 1)])


@pytest.mark.parametrize("confidence", ["-0.1", "1.01", "high", "0,8", "nan"])
def test_a_confidence_is_a_number_from_0_to_1(confidence: str) -> None:
    rows, problems = mappings(
        f"KITE\tskos:exactMatch\tesco:k1\t{CURATION}\t{confidence}", columns=f"{COLUMNS}\tconfidence"
    )
    assert (len(rows), [one.code for one in problems]) == (1, ["mapping-confidence"])


@pytest.mark.parametrize("key", ["mapping_set_id", "license"])
def test_a_set_without_identifier_or_licence_is_incomplete(key: str) -> None:
    lines = "".join(line for line in METADATA.splitlines(keepends=True) if key not in line)
    rows, problems = mappings(f"KITE\tskos:exactMatch\tesco:k1\t{CURATION}", metadata=lines)
    assert (len(rows), [(one.code, key in one.message) for one in problems]) == (1, [("mapping-set-incomplete", True)])
