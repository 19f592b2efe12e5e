"""What a line becomes in the graph, as an editor shows it beside the line."""

import re
from collections.abc import Iterable

from lsprotocol.types import Hover, MarkupContent, MarkupKind

from skosmith.authoring.lsp.places import Here
from skosmith.authoring.lsp.state import State
from skosmith.model import Compact, Statement, arrange, iri_of, is_literal, literal, parse_literal
from skosmith.rdf import blocks

_LONGEST = 72  # characters of a text that are shown: the whole text stands on the page
_TICKS = re.compile("`+")
_WORDS = {
    "en": {
        "label": "Label `{role}`: it opens a block, and says nothing itself.",
        "chrome": "Chrome of the site, `{role}`: no part of the graph.",
    },
    "pt": {
        "label": "Rótulo `{role}`: abre um bloco e, por si, não diz nada.",
        "chrome": "Texto do site, `{role}`: não faz parte do grafo.",
    },
}


def hover(found: Here, state: State, *, is_markdown: bool) -> Hover:
    """The IRI of what the place is about, and the statements as Turtle; or that it is a label or chrome."""
    parts = []
    if found.claim:
        said = _WORDS[state.messages][found.claim.kind].format(role=found.claim.role)
        parts.append(said if is_markdown else said.replace("`", ""))
    if found.statements:
        subjects = list(dict.fromkeys(iri_of(subject) for subject, *_ in found.statements))
        written = turtle(found.statements, found.checked.read.build.names.root)
        if is_markdown:
            parts += [*("  \n".join(map(_code, subjects)),), _fenced(written)]
        else:
            parts += ["\n".join(subjects), written]
    kind = MarkupKind.Markdown if is_markdown else MarkupKind.PlainText
    return Hover(MarkupContent(kind, "\n\n".join(parts)), state.lines(found.page.path).range(found.span))


def turtle(statements: Iterable[Statement], root: str) -> str:
    """``statements`` as Turtle without its prefixes, IRIs relative to ``root``, long texts cut."""
    cut = (statement._replace(object=_cut(statement.object)) for statement in statements)
    return "\n".join(blocks(Compact(root), arrange(cut))).rstrip("\n")


def _cut(term: str) -> str:
    if not is_literal(term):
        return term
    value, language, datatype = parse_literal(term)
    return literal(f"{value[:_LONGEST]}…", language, datatype) if len(value) > _LONGEST else term


def _code(text: str) -> str:
    """``text`` between as many ticks as it takes. Source: CommonMark 0.31, section 6.1."""
    ticks = "`" * (max(map(len, _TICKS.findall(text)), default=0) + 1)
    return f"{ticks}{text}{ticks}"


def _fenced(text: str) -> str:
    """``text`` in a fence longer than any in it. Source: CommonMark 0.31, section 4.5."""
    fence = "`" * max(3, max(map(len, _TICKS.findall(text)), default=0) + 1)
    return f"{fence}turtle\n{text}\n{fence}"
