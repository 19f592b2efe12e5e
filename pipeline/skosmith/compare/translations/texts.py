"""Build -> its texts by language: what there is to translate."""

import hashlib
import re
from dataclasses import dataclass, field
from typing import NamedTuple

from skosmith.model import DCTERMS, OTHER_NAMES, SKOS, Build, Span, iri_of, lexical, literal
from skosmith.rdf import FRAMEWORK, relative_name

_LOCAL = re.compile(r"[#/](\w+)>$")
_ITEM = re.compile(r"^ *• ", re.MULTILINE)
_ROWS = {"skilllevels": "skills", "attributelevels": "attributes"}
_ORDER = ("skills", "attributes", "lor", "categories")
# Not translated: the framework's title, which is an option, notes on changes, which are only on pages in English, and
# other names, of which each language has its own.
_NOT_OWED = {DCTERMS.title, SKOS.changeNote, *OTHER_NAMES}
_FINGERPRINT = 16  # hexadecimal digits: among a million texts, a chance of one in thirty million that two are alike


class Field(NamedTuple):
    """A text in every language: the name of its node below the framework, or ``framework``, and its local property."""

    node: str
    name: str


@dataclass(slots=True)
class FieldText:
    """A text in one language, or several if pages do not agree, and the first place."""

    values: list[str] = field(default_factory=list)
    span: Span | None = None

    def fingerprint(self) -> str:
        """The first digits of the SHA-256 of the text in the escapes of N-Triples; white space does not count."""
        escaped = (lexical(literal(value))[0] for value in self.values)
        lines = sorted(" ".join(value.replace("\\n", " ").split()) for value in escaped)
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:_FINGERPRINT]

    def items(self) -> list[int]:
        return [len(_ITEM.findall(value)) for value in self.values]


@dataclass(slots=True)
class Texts:
    """The texts of one language: those to translate, and the headings of the levels at which things are defined."""

    fields: dict[Field, FieldText] = field(default_factory=dict)
    levels: dict[str, FieldText] = field(default_factory=dict)


def texts_of(build: Build) -> dict[str, Texts]:
    """The texts of a graph by language, tags in lower case.

    The heading of a skill at a level (``Sales support: Level 3``) repeats the skill's name: it only shows that the
    level is defined. The name of the scheme of levels is not from the pages, and what is retired
    needs no translation.
    """
    by_language: dict[str, Texts] = {}
    for subject, predicate, value, language, span in build.graph.passages():
        if predicate in _NOT_OWED or subject == build.names.levels or build.graph.is_retired(subject):
            continue
        texts = by_language.setdefault(language, Texts())
        node, local = relative_name(build, subject) or FRAMEWORK, _LOCAL.search(predicate)
        if predicate == SKOS.prefLabel and node.partition("/")[0] in _ROWS:
            text = texts.levels.setdefault(node, FieldText())
        else:
            text = texts.fields.setdefault(Field(node, local[1] if local else iri_of(predicate)), FieldText())
        text.values.append(value)
        text.span = text.span or span
    return by_language


def row_of(node: str) -> str:
    """The row of a node: its skill, attribute or level; all categories share one."""
    kind, _, rest = node.partition("/")
    if kind in _ROWS:
        return f"{_ROWS[kind]}/{rest.rpartition('_')[0]}"
    return node.removesuffix("/essence") if kind != "categories" else kind


def row_order(row: str) -> tuple[int, str]:
    kind = row.partition("/")[0]
    return (_ORDER.index(kind) if kind in _ORDER else len(_ORDER)), row
