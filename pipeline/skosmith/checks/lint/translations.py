"""A text and its translations: the items of its lists, its length, and whether it is translated at all."""

import math
import re
from collections.abc import Iterator, Sequence

from skosmith.checks.lint.index import Part, fault
from skosmith.model import SKM, SKOS, TEXTS, Passage, Problem
from skosmith.pages import in_force, is_passage

_COMPARED = frozenset(TEXTS) - {SKOS.prefLabel}

_ITEM = re.compile(r"^ *• ", re.MULTILINE)
_WIDE = r"[\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f]"  # compiled when a text first has such letters: that takes 10 ms

FAR = 2.5
"""The factor, relative to the usual one of two languages, at which a part of a text seems lost."""

_ENOUGH = 8  # texts of levels in both languages, for their median to be the usual factor
_LEAST = 80  # letters more or less: in short texts a word makes much difference


def items(text: str) -> int:
    return len(_ITEM.findall(text)) if "•" in text else 0


def width(text: str) -> int:
    """The length of a text; a Chinese or Japanese character counts as three letters."""
    return len(text) if max(text, default="") < "\u3040" else len(text) + 2 * len(re.findall(_WIDE, text))


def items_differ(part: Part) -> Iterator[Problem]:
    """A problem for each text whose translations have another number of list items."""
    for (subject, predicate), passages in part.graph.texts_by_property():
        if len(passages) == 1 or predicate not in _COMPARED:
            continue
        texts = part.graph.by_language(subject, predicate)
        first = min(texts, key=part.languages.index, default="")
        counts = {language: items(passage.value) for language, passage in texts.items()}
        other = [language for language in sorted(counts) if counts[language] != counts[first]]
        if other:
            spans = [texts[language].span for language in [*other, first]]
            text = ", ".join(f"{counts[language]} ({language})" for language in [*other, first])
            yield fault("list-items-differ", subject, spans, counts=text)


def untranslated_texts(part: Part) -> Iterator[Problem]:
    """A problem for each passage in another language than that of its tag, or with two tags."""
    languages = in_force()
    under: dict[str, dict[str, Passage]] = {}
    for passage in part.graph.passages():
        if passage.value not in under:
            if not is_passage(passage.value):
                continue
            under[passage.value] = {}
        under[passage.value].setdefault(passage.language.lower(), passage)
    for value, tagged in under.items():
        tags = list(tagged) if len(tagged) == 1 else sorted(tagged, key=lambda tag: (_rank(tag, part.languages), tag))
        main, *others = tags
        foreign = {tag: other for tag in tagged if (other := languages.foreign_in(tag, value))}
        same = {tag: main for tag in others if tag.partition("-")[0] != main.partition("-")[0]}
        for tag, other in {**(same if main not in foreign else {}), **foreign}.items():
            spans = [tagged[tag].span, *([tagged[other].span] if other in tagged else [])]
            yield fault("text-not-translated", tagged[tag].subject, spans, language=tag, other=other)


def _rank(tag: str, languages: Sequence[str]) -> int:
    return next((at for at, one in enumerate(languages) if one.lower() == tag), len(languages))


def lengths_differ(part: Part) -> Iterator[Problem]:
    """A problem for each text of a level that is far shorter or longer than that of its translation."""
    pairs: dict[str, list[tuple[Passage, Passage]]] = {}
    graph = part.graph
    concepts = (
        [one for one, node in graph.nodes.items() if SKM.definedAtLevel in node] if len(part.languages) > 1 else ()
    )
    for level in (level for concept in concepts for level in graph.skill_levels(concept)):
        texts = graph.by_language(level.term, SKOS.definition)
        main = texts.pop(part.languages[0], None)
        for language, passage in texts.items():
            if main and main.value and passage.value:
                pairs.setdefault(language, []).append((passage, main))
    if pairs:
        from statistics import median  # noqa: PLC0415 - slow to import

    for translations in pairs.values():
        ratios = [math.log(width(one.value) / width(main.value)) for one, main in translations]
        usual = median(ratios) if len(ratios) >= _ENOUGH else 0.0
        for (one, main), ratio in zip(translations, ratios, strict=True):
            expected = width(main.value) * math.exp(usual)
            if abs(ratio - usual) >= math.log(FAR) and abs(width(one.value) - expected) >= _LEAST:
                values = {"language": one.language, "other": main.language}
                yield fault("lengths-differ", one.subject, [one.span, main.span], **values)
