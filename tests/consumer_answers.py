"""What twenty consumers of a framework ask, and the answers, worked out from the pages and not from the graph.

The queries are in ``tests/data/queries``, each with its answers: ``<name>.examples.tsv`` over ``examples/`` and
``<name>.editions.tsv`` over two editions. Run as a program, this module writes the answers. It imports nothing of
skosmith.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import two_editions
from two_editions import ADDED, NEW, OLD, RECODED, RENAMED, essence_of, text_of, title_of

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "tests" / "data" / "queries"
NAMES = sorted(path.stem for path in FOLDER.glob("*.rq"))
BASE = "https://example.org/framework/"
TODAY = "2026-10-01"  # when edition 9 was modified

OTHER_NAMES = """notation,language,kind,label
ROPE,en,altLabel,Cordage of carts
QUIT,en,hiddenLabel,Oaring or rowing
ANCR,pt,altLabel,Cuidar de âncoras
"""
MAPPINGS = """#curie_map:
#  other: "https://example.com/other/"
subject_id\tpredicate_id\tobject_id\tmapping_justification
ROPE\tskos:exactMatch\tother:ropes\tsemapv:ManualMappingCuration
SAIL\tskos:broadMatch\tother:sailing\tsemapv:ManualMappingCuration
"""

Row = tuple[str, ...]


class Skill(NamedTuple):
    """A skill of an edition: its names and its texts at each level, by language."""

    edition: str
    code: str
    names: dict[str, str]
    levels: dict[int, dict[str, str]]
    pages: tuple[str, ...]

    @property
    def iri(self) -> str:
        return f"{BASE}{self.edition and self.edition + '/'}skills/{self.code}"

    @property
    def framework(self) -> str:
        return f"{BASE}{self.edition and self.edition + '/'}"


class Level(NamedTuple):
    """A level of an edition in one language."""

    edition: str
    number: int
    language: str
    title: str
    essence: str


class Inputs(NamedTuple):
    """The content of the pages of a framework, or of its editions."""

    title: str
    skills: list[Skill]
    levels: list[Level]
    attributes: dict[str, tuple[int, ...]]


_HEADING = re.compile(r"(?P<name>.+): (?:Level|Nível) (?P<number>\d)")
_TITLE = re.compile(r"(?:Level|Nível) (\d) - (.+?): (?:Essence of the level|Essência do nível): (.+)")


def examples() -> Inputs:
    """The three pages of ``examples/``, read line by line."""
    skills: dict[str, Skill] = {}
    levels = set()
    for path in sorted((ROOT / "examples").glob("*.txt")):
        language = path.name.split(".")[1]
        lines = [line for line in path.read_text("utf-8").split("\n") if line]
        name, code = next(match.groups() for line in lines if (match := re.fullmatch(r"(.+) ([A-Z]{4})", line)))
        skill = skills.setdefault(code, Skill("", code, {}, {}, ()))
        skill.names[language] = name
        skills[code] = skill._replace(pages=(*skill.pages, path.name))
        texts: list[str] = []
        for line in lines:
            if match := _HEADING.fullmatch(line):
                texts = []
                skill.levels.setdefault(int(match["number"]), {})[language] = ""
            elif match := _TITLE.fullmatch(line):
                levels.add(Level("", int(match[1]), language, match[2], match[3]))
                number = int(match[1])
                texts = [""]
            elif texts:
                before = skill.levels[number][language]
                skill.levels[number][language] = f"{before}\n\n{line}" if before else line
    return Inputs("Skills framework (example)", list(skills.values()), sorted(levels), {})


def editions() -> Inputs:
    """Editions 8 and 9 of ``two_editions``."""
    skills, levels = [], set()
    for edition, among in (("8", OLD), ("9", NEW)):
        for skill in among:
            names = {tag: skill.name if tag == "en" else f"{skill.name} ({tag})" for tag in skill.languages}
            texts = {number: {tag: text_of(skill, number, tag) for tag in names} for number in skill.levels}
            pages = tuple(f"{skill.code}.{tag}.txt" for tag in names)
            skills.append(Skill(edition, skill.code, names, texts, pages))
            levels |= {
                Level(edition, number, tag, title_of(number), essence_of(number, tag))
                for number in skill.levels
                for tag in names
            }
    return Inputs("Crafts", skills, sorted(levels), {"AUTO": (1, 2, 3), "COMP": (1, 2, 3)})


def answer(name: str, inputs: Inputs) -> list[Row]:
    """The rows of an answer, sorted."""
    rows: Iterator[Row] = globals()[f"_{name.replace('-', '_')}"](inputs)
    return sorted(rows)


def _skills(inputs: Inputs) -> Iterator[Row]:
    return ((one.edition, one.code, one.names["en"]) for one in inputs.skills if "en" in one.names)


def _names_with_fallback(inputs: Inputs) -> Iterator[Row]:
    for one in inputs.skills:
        language = "pt" if "pt" in one.names else "en"
        yield one.iri, one.names[language], language


def _tree(inputs: Inputs) -> Iterator[Row]:
    for one in inputs.skills:
        yield from ((one.framework, one.iri, f"{one.code}_{number}") for number in one.levels)
    for framework in {one.framework for one in inputs.skills}:
        for code, numbers in inputs.attributes.items():
            yield from ((framework, f"{framework}attributes/{code}", f"{code}_{number}") for number in numbers)


def _texts_at_level(inputs: Inputs) -> Iterator[Row]:
    for one in inputs.skills:
        yield from ((f"{one.code}_3", text, language) for language, text in one.levels.get(3, {}).items())


def _levels(inputs: Inputs) -> Iterator[Row]:
    for one in inputs.levels:
        edition = one.edition and f"{one.edition}/"
        yield f"{BASE}{edition}lor/{one.number}", str(one.number), one.title, one.essence, one.language


def _level_range(inputs: Inputs) -> Iterator[Row]:
    for one in inputs.skills:
        yield one.iri, str(min(one.levels)), str(max(one.levels)), str(len(one.levels))


def _not_at_next_level(inputs: Inputs) -> Iterator[Row]:
    return ((one.iri, one.code) for one in inputs.skills if 5 in one.levels and 6 not in one.levels)


def _skills_per_level(inputs: Inputs) -> Iterator[Row]:
    for edition in {one.edition for one in inputs.skills}:
        for number in range(1, 8):
            count = sum(number in one.levels for one in inputs.skills if one.edition == edition)
            if count:
                yield edition, str(number), str(count)


def _search(inputs: Inputs) -> Iterator[Row]:
    iris = {(one.edition, one.code): one.iri for one in inputs.skills}
    labels = [(one.iri, name, language) for one in inputs.skills for language, name in one.names.items()]
    if inputs.attributes:
        for row in OTHER_NAMES.splitlines()[1:]:
            code, language, _, label = row.split(",")
            labels.append((iris["9", code], label, language))
    return (label for label in labels if "or" in label[1].lower())


def _languages(inputs: Inputs) -> Iterator[Row]:
    for framework in {one.framework for one in inputs.skills}:
        for language in ("en", "pt"):
            count = sum(language in one.names for one in inputs.skills if one.framework == framework)
            yield framework, language, str(count)


def _not_translated(inputs: Inputs) -> Iterator[Row]:
    return ((one.iri, language) for one in inputs.skills for language in ("en", "pt") if language not in one.names)


def _framework(inputs: Inputs) -> Iterator[Row]:
    for framework, edition in {(one.framework, one.edition) for one in inputs.skills}:
        yield from ((framework, inputs.title, edition, language) for language in ("en", "pt"))


def _sources(inputs: Inputs) -> Iterator[Row]:
    tables = {"names.csv": OTHER_NAMES, "mappings.sssom.tsv": MAPPINGS} if inputs.attributes else {}
    for one in inputs.skills:
        yield from ((one.iri, page) for page in one.pages)
        if one.edition == "9":
            yield from (
                (one.iri, name) for name, table in tables.items() if re.search(rf"^{one.code}\b", table, re.MULTILINE)
            )


def _career_step(inputs: Inputs) -> Iterator[Row]:
    for one in inputs.skills:
        numbers = sorted(one.levels)
        for now, below in pairwise(numbers):
            if "en" in one.levels[below]:
                yield f"{one.code}_{now}", f"{one.code}_{below}", one.levels[below]["en"]


def _retired(inputs: Inputs) -> Iterator[Row]:
    if inputs.attributes:
        yield "OARR", "Quilts are rowed now.", "en", "QUIT"
        yield "OARR", "Agora se rema com colchas.", "pt", "QUIT"
        yield "PADE", "Nobody paddles any more.", "en", ""


def _new_skills(inputs: Inputs) -> Iterator[Row]:
    return (("9", one.code, TODAY) for one in (ADDED if inputs.attributes else []))


def _renamed(inputs: Inputs) -> Iterator[Row]:
    if inputs.attributes:
        for number in RENAMED:
            yield OLD[number].code, OLD[number].name, NEW[number].name
        for number, skill in RECODED.items():
            if skill.name != OLD[number].name:
                yield skill.code, OLD[number].name, skill.name


def _re_coded(inputs: Inputs) -> Iterator[Row]:
    if inputs.attributes:
        yield from ((OLD[number].code, skill.code) for number, skill in RECODED.items())
        yield "OARR", "QUIT"


def _editions(inputs: Inputs) -> Iterator[Row]:
    return ((f"{BASE}skills/{one.code}", one.iri, one.edition) for one in inputs.skills if one.edition)


def _mappings(inputs: Inputs) -> Iterator[Row]:
    for line in MAPPINGS.splitlines()[3:] if inputs.attributes else []:
        code, mapping, concept, _ = line.split("\t")
        skos = mapping.replace("skos:", "http://www.w3.org/2004/02/skos/core#")
        yield code, skos, concept.replace("other:", "https://example.com/other/")


def read(path: Path) -> list[Row]:
    """The rows of a file of answers."""
    lines = path.read_text("utf-8").splitlines()
    return [tuple(cell.replace("\\n", "\n") for cell in line.split("\t")) for line in lines]


def write_editions(folder: Path) -> tuple[Path, Path]:
    """Editions 8 and 9 as projects, the second with other names, mappings and retired skills."""
    old, new = two_editions.write_editions(folder, retirements=two_editions.RETIREMENTS)
    (new.parent / "names.csv").write_text(OTHER_NAMES, "utf-8")
    (new.parent / "mappings.sssom.tsv").write_text(MAPPINGS, "utf-8")
    return old, new


if __name__ == "__main__":
    for _name in NAMES:
        for _data, _inputs in (("examples", examples()), ("editions", editions())):
            _lines = ["\t".join(cell.replace("\n", "\\n") for cell in row) + "\n" for row in answer(_name, _inputs)]
            (FOLDER / f"{_name}.{_data}.tsv").write_text("".join(_lines), "utf-8")
