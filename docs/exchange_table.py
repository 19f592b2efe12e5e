"""Writes docs/exchange.md: what each format holds, found by exporting a graph that has everything: ``make docs``."""

from collections import defaultdict
from pathlib import Path

from exchanged import GIVEN, everything
from skosmith.exchange import EXPORTS
from skosmith.exchange.ledger import lost_of, rows_of
from skosmith.exchange.reading import Reading, ordered
from skosmith.model import RDF, Compact

ROOT = Path(__file__).parent.parent

HEAD = """# Exchange

<!-- Written by `make docs` from docs/exchange_table.py: change it there. -->

`skosmith export` writes the graph in the formats of others.
The sources are those of `build`: pages, workbooks, addresses, or files of RDF.

```sh
skosmith export examples --to ctdlasn -o out
skosmith export output/graph.ttl --to case -o out --modified 2026-11-23 --publisher "Our institute"
skosmith export output/graph.ttl --to xlsx -o framework.xlsx --texts pt
skosmith export output/graph.ttl --to skos -o out --ledger out/lost.json
skosmith export output/graph.ttl --to sssom -o out
```

| `--to` | files | for |
| --- | --- | --- |
| `ctdlasn` | `framework.ctdlasn.jsonld` | the Credential Registry and tools that know CTDL-ASN |
| `case` | `framework.case.json` | tools for learning that know CASE 1.1: a CFPackage |
| `schema` | `framework.schema.jsonld` | search engines: schema.org's DefinedTermSet and DefinedTerm |
| `skos` | `framework.skos.ttl` | SKOS browsers: SKOS, XKOS and Dublin Core only |
| `sssom` | `mappings.sssom.tsv` | programs that know SSSOM: the mappings to other frameworks, and nothing else |
| `csv` | `skills.en.csv`, `attributes.en.csv`, `levels.en.csv` | programs that read tables |
| `xlsx` | `framework.en.xlsx` | people, in the columns of the official workbook |

The same graph gives the same bytes, whatever it was read from, on each machine and at each hour.
No JSON-LD file names a context elsewhere: nothing is fetched to read it.

## The ledger

No format but our own holds everything, so each export says what it leaves out: how many statements, of which property
of which things, in which language.
`--ledger FILE` writes the same as JSON, with the IRI of each thing.

    lost in skos: 10 of 247 statements
      10  skm:Skill skm:declaredLevel  skills/MAPD, skills/SSUP
    said by one word in skos, so that the file does not tell which it was:
      skos:Concept: skm:Level, skm:Skill, skm:SkillLevel, skos:Concept
      skos:ConceptScheme: skm:Framework, skos:ConceptScheme
      skos:note of skm:Framework: skm:developmentNote, ...

* `lost`: a statement that no file says, and that does not follow from what the files say.
* `merged`: properties, or classes, that become one in the format; their texts are there, and which was which is not.

The ledger is exact: a test takes statements away and adds them, and the files change just where it says that they do.

Of `csv` and `xlsx` the ledger is found by reading the files again, in their language.

## Languages

CTDL-ASN, schema.org and SKOS hold texts in all languages beside each other.
CASE and the workbook have theirs in one: there is a file for each, `framework.case.pt.json`, `skills.pt.csv`.
`--texts pt` writes one language alone, into one file; the texts in others are then in the ledger.

## Identifiers and dates

* IRIs stay what they are. A UUID (CASE's `identifier`, the registry's `ceterms:ctid`) is version 5, in the name space
  of URLs: of the IRI in CTDL-ASN, of `IRI@language` in CASE, where each language has items of its own. Those of the
  second language and the ones after it, in alphabetical order, are `isTranslationOf` those of the first.
* An association of CASE has no IRI in the graph; its `uri` is its UUID, `urn:uuid:...`.
* CASE asks of each record when it last changed. That is the day given by `--modified`, or in `skosmith.toml`: never the
  clock. Without it, or without a publisher, CASE is refused.
* The registry asks for more than a framework says of itself, such as a description: the file does not make one up.

## Spreadsheets

A workbook that is read, exported and read again gives the same graph; so do the `.csv` files, in every language that
pages are read in, and those of all languages together in one run:

```sh
skosmith export examples --to xlsx -o out/sheets
skosmith build out/sheets -o out
```

One holds the texts of one language. Which that is, is said by `--lang`, else by the tag in its name, `skills.pt.csv`,
else by its property `Language` (in the program: File, Properties, Custom), else it is English.
The export writes both. A name goes before the property, for a copy that was translated.
The IRI of a category is made of its name: in English where a row in English has it, else in the first language.
A text is never a formula, a link or a number: in `.xlsx` each is written as a text; in `.csv` one that begins with `=`,
`+`, `-` or `@` has a space before it, which is not read again.
A text of more than 32,767 characters does not go into a cell, and is refused rather than cut.
The `.csv` files are UTF-8 with a byte order mark, by which spreadsheet programs know it.

## Mappings

`sssom` writes each mapping of the graph, whether it comes from a [table](project.md#mappings) or from `[links]`, in
the canonical form of SSSOM/TSV.
Read again next to the same pages, the file makes the same statements.
A mapping from a table keeps its `mapping_justification` and `confidence`.
One from a page or a file of RDF has the justification `semapv:UnspecifiedMatching`: nothing says why it was made.
The licence is that of the framework.

CTDL-ASN has a property for each kind of mapping of a skill: a close match is its `majorAlignment`, a related one its
`minorAlignment`.
In CASE both are `isRelatedTo`.

## What each format holds

Found by exporting a graph that has everything.
"follows": the format says it in another way, such as the inverse. A dash: it is in the ledger.

"""


def page() -> str:
    """The text of docs/exchange.md."""
    made = everything()
    cells: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for form, kind in EXPORTS.items():
        reading = Reading(ordered(made.asserted()), made.names, GIVEN)
        kind.files(reading)
        for row, cell in _cells(reading).items():
            cells[row][form] = cell
    head = f"| of | property | {' | '.join(EXPORTS)} |\n|{' --- |' * (len(EXPORTS) + 2)}\n"
    rows = (
        f"| {' | '.join((kind or '–', name, *(cells[kind, name][form] for form in EXPORTS)))} |\n"
        for kind, name in sorted(cells)
    )
    return HEAD + head + "".join(rows)


def _cells(reading: Reading) -> dict[tuple[str, str], str]:
    """What becomes of each property of each class."""
    names = Compact("-:")
    lost = {(row["class"], row["property"]) for row in rows_of(lost_of(reading), reading)}
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for subject, predicate, term, _ in reading.graph.statements:
        kind = max(reading.graph.objects(subject, RDF.type), key=lambda one: "skosmith" in one, default="")
        found[names[kind] if kind else "", names[predicate]] |= reading.taken.get((subject, predicate, term), set())
    return {row: _cell(into, is_lost=row in lost) for row, into in found.items()}


def _cell(into: set[str], *, is_lost: bool) -> str:
    said = ", ".join(sorted(one for one in into if one)) or ("yes" if into else "follows")
    if is_lost:
        return f"{said}, in part" if into else "–"
    return said


if __name__ == "__main__":
    (ROOT / "docs" / "exchange.md").write_text(page(), "utf-8")
