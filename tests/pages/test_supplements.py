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


def ends(problems: list[Problem]) -> list[tuple[str, int, int]]:
    return [(one.code, one.spans[0].end_line, one.spans[0].end_column) for one in problems]


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
        ("KITE,en,altLabel,Kites,,big\n", [("table-row-too-long", 2, 25)]),
        ("KITE,en,altLabel\n", [("table-cell-blank", 2, 1)]),
        ("KITE,,altLabel,Kites\n", [("table-cell-blank", 2, 1)]),
        ("KITE,en,,Kites\n", [("table-cell-blank", 2, 1)]),
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


def test_the_place_of_a_row_is_that_of_all_its_cells() -> None:
    _, problems = read(f"{HEAD}KITE,en,altLabel,Kites\nKITE,en,altLabel,Kites\n")
    assert ends(problems) == [("table-row-twice", 3, 23)]


def test_a_quote_that_is_not_closed_is_shown_alone() -> None:
    _, problems = read('notation,"language,kind,label\n')
    assert (places(problems), ends(problems)) == ([("csv-broken", 1, 10)], [("csv-broken", 1, 11)])
    assert '"' in problems[0].message


def test_quotes_within_a_cell_without_quotes_are_its_text() -> None:
    (row,), problems = read(f'{HEAD}KITE,en,altLabel,The 5"" line\n')
    assert (value_of(row.term), problems) == ('The 5"" line', [])


def test_the_separator_is_that_of_the_headings_below_blank_lines() -> None:
    (row,), problems = read("\n \nnotation;language;kind;label\nKITE;en;altLabel;Kites, big\n")
    assert (value_of(row.term), problems) == ("Kites, big", [])


def test_the_kind_of_a_table_is_told_by_its_name_in_any_case() -> None:
    (row,), problems = read(f"{HEAD}KITE,en,altLabel,Kites\n", "pages/Names.CSV")
    assert (row.term, problems) == ('"Kites"@en', [])


@pytest.mark.parametrize("data", ["", "\n\n", "KITE,en,altLabel,Kites\n"])
def test_a_table_without_headings_names_those_it_needs(data: str) -> None:
    rows, problems = read(data)
    assert rows == []
    assert places(problems)[0] == ("table-without-column", 1, 1)
    assert ends(problems)[0][1:] == (1, len(data.strip()) + 1 if data.strip() else 2)
    assert "'notation'" in problems[0].message
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


def test_a_table_that_is_missing_is_named_and_the_others_are_read() -> None:
    files = Files({"names.csv": f"{HEAD}KITE,en,altLabel,Kites\n".encode()})
    (supplement,), problems = read_supplements(["none/names.csv", "names.csv"], files)
    assert [(one.code, one.spans[0].path) for one in problems] == [("no-such-file", "none/names.csv")]
    assert (supplement.path, len(supplement.rows)) == ("names.csv", 1)


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


@pytest.mark.parametrize(
    ("target", "iri"),
    [  # Source: the specification of SSSOM, section "IRI prefixes"
        ("linkml:k", "https://w3id.org/linkml/k"),
        ("owl:k", "http://www.w3.org/2002/07/owl#k"),
        ("rdf:k", "http://www.w3.org/1999/02/22-rdf-syntax-ns#k"),
        ("rdfs:k", "http://www.w3.org/2000/01/rdf-schema#k"),
        ("semapv:k", "https://w3id.org/semapv/vocab/k"),
        ("skos:k", "http://www.w3.org/2004/02/skos/core#k"),
        ("sssom:k", "https://w3id.org/sssom/k"),
        ("xsd:k", "http://www.w3.org/2001/XMLSchema#k"),
        ("https://example.org/kites#k", "https://example.org/kites#k"),
    ],
)
def test_prefixes_that_no_table_declares(target: str, iri: str) -> None:
    (row,), problems = mappings(f"KITE\tskos:closeMatch\t{target}\t{CURATION}")
    assert (row.term, problems) == (f"<{iri}>", [])


def test_a_prefix_is_known_only_in_the_table_whose_map_declares_it() -> None:
    row = f"kites:KITE\tskos:closeMatch\tesco:k1\t{CURATION}"
    assert mappings(row)[1] == []
    for line in ("", "#other:\n#  kites: https://example.org/kites/\n"):
        metadata = METADATA.replace("#  kites: https://example.org/kites/skills/\n", "") + line
        assert [one.code for one in mappings(row, metadata=metadata)[1]] == ["mapping-prefix-unknown"]


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
        (f"KITE\t\tesco:k1\t{CURATION}", [("table-cell-blank", 7, 1)]),
        (f"KITE\tno:closeMatch\tesco:k1\t{CURATION}", [("mapping-prefix-unknown", 7, 6)]),
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
        (COLUMNS, f"sssom:NoTermFound\tskos:exactMatch\tesco:k1\t{CURATION}"),
        (f"{COLUMNS}\tsubject_type", f"KITE\tskos:exactMatch\tesco:k1\t{CURATION}\trdfs literal"),
        (f"{COLUMNS}\tobject_type\tobject_label", f"KITE\tskos:exactMatch\t\t{CURATION}\trdfs literal\tkites"),
    ],
)
def test_a_row_that_says_that_nothing_corresponds_makes_no_statement(columns: str, row: str) -> None:
    rows, problems = mappings(row, columns=columns)
    assert (rows, [(one.code, one.severity) for one in problems]) == ([], [("mapping-of-nothing", "info")])


def test_a_blank_cell_has_the_value_of_the_whole_set() -> None:
    metadata, columns = f"{METADATA}#predicate_modifier: Not\n", f"{COLUMNS}\tpredicate_modifier"
    rows, problems = mappings(f"KITE\tskos:exactMatch\tesco:k1\t{CURATION}\t", metadata=metadata, columns=columns)
    assert (rows, places(problems)) == ([], [("mapping-of-nothing", 8, 1)])


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


@pytest.mark.parametrize("confidence", ["0", "1", "0.5", ""])
def test_a_confidence_may_be_0_or_1_or_blank(confidence: str) -> None:
    row = f"KITE\tskos:exactMatch\tesco:k1\t{CURATION}\t{confidence}"
    assert mappings(row, columns=f"{COLUMNS}\tconfidence")[1] == []


def test_a_row_has_all_its_problems() -> None:
    row = f"KITE\tskos:exactMatch\tno:k1\t{CURATION}\thigh"
    rows, problems = mappings(row, columns=f"{COLUMNS}\tconfidence")
    assert (rows, [one.code for one in problems]) == ([], ["mapping-prefix-unknown", "mapping-confidence"])


@pytest.mark.parametrize("metadata", ["", "#mapping_set_id:\n#license: ''\n"])
def test_a_set_without_metadata_is_incomplete_at_its_top(metadata: str) -> None:
    rows, problems = mappings(f"KITE\tskos:exactMatch\thttps://example.org/k\t{CURATION}", metadata=metadata)
    assert (len(rows), places(problems)) == (1, [("mapping-set-incomplete", 1, 1)] * 2)
    assert ends(problems) == [("mapping-set-incomplete", 1, 2)] * 2


@pytest.mark.parametrize("key", ["mapping_set_id", "license"])
def test_a_set_without_identifier_or_licence_is_incomplete(key: str) -> None:
    lines = "".join(line for line in METADATA.splitlines(keepends=True) if key not in line)
    rows, problems = mappings(f"KITE\tskos:exactMatch\tesco:k1\t{CURATION}", metadata=lines)
    assert (len(rows), [(one.code, key in one.message) for one in problems]) == (1, [("mapping-set-incomplete", True)])
