"""The messages of SHACL results: those of their shapes, with the actual values in place of ``{?name}``.

The form of the placeholders is that of SHACL, section 5.2.1; other engines show them as they are.
"""

import re
from collections.abc import Mapping, Sequence

from skosmith.checks.shacl.engines import PLACEHOLDER, Result, Shape
from skosmith.checks.shacl.places import is_of
from skosmith.model import (
    BLANK,
    LONGEST,
    SKOS,
    Graph,
    Span,
    is_literal,
    language_of,
    parse_literal,
    shortened,
    words_of_cell,
)
from skosmith.pages import in_force

_LEVEL = re.compile(r"(?:/lor/|_)(\d+)(?:/essence)?>$")  # the end of the IRI of a level, or of what is at a level
_AROUND = 15  # characters on each side of what is wrong in a text
_SEVERAL = 3  # texts that disagree

Words = Mapping[str, str]
"""Texts by a key, such as a language."""


class Messages:
    """The messages of the results of one graph of a framework whose IRIs begin with ``root``.

    ``languages`` are those of pages, by their paths.
    """

    def __init__(self, graph: Graph, root: str, languages: Words) -> None:
        self.graph, self.root, self.languages = graph, root, languages

    def of(
        self, code: str, result: Result, shape: Shape, spans: Sequence[Span], texts: Sequence[str]
    ) -> tuple[dict[str, str], dict[str, str]]:
        """The message and the help for a result, by language; ``texts`` are those that disagree.

        A cell of a workbook has words of its own: see ``cells.toml``.
        """
        side = self._side(result, shape)
        cell = words_of_cell(code) if spans and spans[0].sheet else {}
        message = cell.get(side) or cell.get("message") or shape.words.get(side) or shape.messages
        tag = language_of(texts[0]) if texts else self.languages.get(spans[0].path, "") if spans else ""
        values = self._values(result, shape, texts, tag)
        return _filled(message, values), _filled(cell.get("help") or shape.descriptions, values)

    def _side(self, result: Result, shape: Shape) -> str:
        """Whether a value is ``missing`` or there is one too many, ``extra``; empty if it is neither."""
        if is_of(result, "Equals"):
            node = self.graph.node(result.focus_node)
            return "missing" if any(result.value in node.get(one, ()) for one in shape.compared) else "extra"
        return "missing" if is_of(result, "MinCount") else "extra" if is_of(result, "MaxCount") else ""

    def _values(self, result: Result, shape: Shape, texts: Sequence[str], tag: str) -> dict[str, str]:
        """What each placeholder stands for; ``tag`` is the language of the page."""
        focus = result.focus_node
        value_or_focus = result.value or focus
        value = self._text(value_or_focus)
        tag = (language_of(value_or_focus) if is_literal(value_or_focus) else "") or tag
        level = next((match[1] for term in (result.value, focus) if (match := _LEVEL.search(term))), "…")
        skill = self._name(self.graph.value(focus, SKOS.broader) or focus, tag)
        labels = in_force().lookup(tag)
        return {
            "value": shortened(value),
            "end": _end(value),
            "part": _part(value, shape),
            "values": _differing([self._text(term) for term in texts or self.graph.objects(focus, result.result_path)]),
            "level": level,
            "skill": skill,
            "heading": f"{skill}: {labels.level if labels else 'Level'} {level}",
            "language": tag,
        }

    def _name(self, thing: str, language: str) -> str:
        """The name of a thing, if possible in this language; else its code; else the end of its IRI."""
        names = {text.language: text.value for text in self.graph.texts(thing, SKOS.prefLabel)}
        name = names.get(language) or next(iter(names.values()), "")
        return name or self.graph.literal(thing, SKOS.notation) or self._text(thing)

    def _text(self, term: str) -> str:
        """The value of a literal; the last part of an IRI of the framework; another IRI or blank node as a whole."""
        if is_literal(term):
            return parse_literal(term)[0]
        if term.startswith(BLANK):
            return f"_:{term[len(BLANK) : -1]}"
        iri = term.strip("<>")
        return re.split("[/#]", iri.rstrip("/"))[-1] if iri.startswith(self.root) else iri


def _filled(words: Words, values: Mapping[str, str]) -> dict[str, str]:
    return {tag: PLACEHOLDER.sub(lambda match: values[match[1]], text) for tag, text in words.items()}


def _end(text: str) -> str:
    """The last words of a text."""
    line = text.rstrip().rpartition("\n")[2]
    return line if len(line) <= LONGEST else f"…{line[-LONGEST:].partition(' ')[2] or line[-LONGEST:]}"


def _part(text: str, shape: Shape) -> str:
    """What a shape forbids in a text, with what is around it on the line; the beginning if it forbids nothing."""
    matches = (re.search(pattern, text) for pattern in shape.forbidden)
    match = next((match for match in matches if match), None)
    if match is None and shape.pattern.startswith("^") and shape.pattern.endswith("$"):
        up_to = re.match(shape.pattern[:-1], text)
        match = re.compile(".").search(text, up_to.end() if up_to else 0)
    start, end = match.span() if match else (0, 0)
    start += len(text[start:end]) - len(text[start:end].lstrip("\n"))
    begin = max(text.rfind("\n", 0, start) + 1, start - _AROUND, 0)
    line_end = text.find("\n", end)
    stop = min(len(text) if line_end < 0 else line_end, end + _AROUND)
    part = text[begin:stop].replace("\n", " ")
    return f"{'…' if begin else ''}{part}{'…' if stop < len(text) else ''}"


def _differing(texts: Sequence[str]) -> str:
    """Texts in quotes; long ones from the word on in which they differ."""
    if max(map(len, texts), default=0) > LONGEST:
        same = next((at for at, letters in enumerate(zip(*texts, strict=False)) if len(set(letters)) > 1), 0)
        begin = texts[0].rfind(" ", 0, same) + 1
        texts = [f"{'…' if begin else ''}{text[begin : begin + LONGEST // 2]}…" for text in texts]
    quoted = ", ".join(f"'{' '.join(text.split())}'" for text in texts[:_SEVERAL])
    return f"{quoted}, …" if len(texts) > _SEVERAL else quoted
