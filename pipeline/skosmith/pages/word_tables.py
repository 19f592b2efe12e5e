"""The tables of words in ``labels/<tag>.toml`` -> the words of a language."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from skosmith.pages.labels import ENGLISH_LEVEL, FREQUENT, MARKER, MARKS, KnownLines, Labels, Table, fold, key, unaccent

_DASH = r"[-–—―‐－ー]"
_BETA = ("Beta", "Bêta")
_ANY_ESSENCE = r"[^:：.]{3,60}"  # what a title line may call the essence
# The labels that a language may have coined: they are read back. A coined word within a line is only written.
_COINED = frozenset({"changes", "understanding", "developing", "lower", "higher"})

# What frames pages is known exactly or not at all: a line may misspell any of the rest.
_NOT_MISSPELT = frozenset({"site", "notice", "banner"})


def labels_of(table: Table, parent: Table) -> Labels:
    """The words of a language whose tables are ``table``; what it lacks it takes over from ``parent``, if any."""
    words, roles, of_site, beginnings, coined, marks = (
        {**parent.get(name, {}), **table.get(name, {})}
        for name in ("words", "labels", "chrome", "begins", "coined", "marks")
    )
    labels, chrome = ({line: role for role, lines in rows.items() for line in lines} for rows in (roles, of_site))
    read_back = {coined[role]: role for role in sorted(_COINED & coined.keys() - roles.keys())}
    to_write = {**coined, **{role: lines[0] for role, lines in {**roles, **of_site}.items()}}
    ordinals, schemes = tuple(words.get("ordinals", ())), words.get("scheme", ())
    lasts = "".join(word[-1].lower() + word[-1].upper() for word in (*words.get("beta", ()), *_BETA))
    marks = {**MARKS, **marks}
    return Labels(
        language=table["language"],
        parent=table.get("extends", ""),
        own_roles=frozenset((*roles, *of_site, *words)),
        roles={key(label): role for label, role in {**labels, **read_back}.items()},
        chrome={key(line): role for line, role in chrome.items()},
        spellings={key(line): line for line in (*labels, *chrome, *sorted(read_back))},
        inline=frozenset(key(label) for label in roles.get("levels", ()) if label.endswith((":", "。"))),
        plain=tuple(
            (unaccent(key(line)), key(line), role)
            for line, role in {**labels, **chrome}.items()
            if role not in _NOT_MISSPELT
        ),
        beginnings=tuple((key(line), role) for role, lines in beginnings.items() for line in lines),
        ordinals=ordinals,
        patterns=_patterns(words),
        notes=tuple(words.get("note", ())),
        beta_ends=frozenset(f") {lasts}"),
        heading_ends=frozenset(f"0123456789０１２３４５６７８９){''.join(word[-1] for word in ordinals)}"),
        unobserved=_known(words.get("unobserved", ())),
        frame=_known(words.get("frame", ())),
        related=frozenset(map(key, words.get("related", ()))),
        schemes=frozenset(map(fold, schemes)),
        groups=frozenset(map(fold, words.get("groups", ()))),
        attributes=frozenset(map(fold, words.get("attributes", ()))),
        frameworks=frozenset(words.get("framework", ())),
        frequent=frozenset(words.get(FREQUENT, "").split()),
        level=words["level"][0],
        essence=words.get("essence", ("",))[0],
        essences=tuple(words.get("essence", ())),
        levels=schemes[0] if schemes else words["level"][0],
        words={**to_write, "essence": words.get("essence", (coined.get("essence", ""),))[0]},
        before_number=marks["before-number"],
        dash=marks["dash"],
        colon=marks["colon"],
        direction=table.get("direction", "ltr"),
        tables=(table, parent),
    )


def _known(lines: Sequence[str]) -> KnownLines:
    """Lines as a language file has them; one that ends with ``...`` is the beginning of others."""
    return KnownLines(
        frozenset(key(line) for line in lines if not line.endswith("...")),
        tuple(key(line) for line in lines if line.endswith("...")),
    )


@lru_cache(maxsize=64)
def with_essence(labels: Labels, word: str) -> Labels:
    """``labels`` and one more word for the essence, which a page has."""
    table, parent = labels.tables
    words = {**parent.get("words", {}), **table.get("words", {})}
    return labels_of({**table, "words": {**words, "essence": [*words.get("essence", ()), word]}}, parent)


def _patterns(words: Mapping[str, Any]) -> dict[str, str]:
    number = _any_of([r"\d{1,3}", *map(re.escape, words.get("ordinals", ()))])
    own = _escaped(words["level"])
    level = _any_of(dict.fromkeys((*own, ENGLISH_LEVEL)))
    essence = _any_of(_escaped(words["essence"])) if "essence" in words else _ANY_ESSENCE + r"(?=\s*[:：])"
    colon = "[:：]?" if "essence" in words else "[:：]"  # without the word, only the colon tells the title's end
    near_level, near_essence = unaccent(_any_of(own)), unaccent(essence)
    beta = _any_of(_escaped([*words.get("beta", ()), *_BETA]))
    return {
        "heading": (
            rf"(?:(?P<name>.+?)\s*[:：]\s*)?(?:{level}\s*(?P<number>{number})"
            rf"|\w+\s*(?P<first>[0-9])\s*[-–—~～]\s*(?P<last>[0-9])){MARKER}?"
        ),
        "title": (
            rf"{level}\s*(?P<number>{number})\s*{_DASH}\s*(?P<title>[^:：]*?)\s*"
            rf"(?:{colon}\s*{essence}\s*[:：]\s*(?P<essence>.*))?[:：]?"
        ),
        "essence_within": rf"{essence}\s*[:：]" if "essence" in words else "(?!)",
        "essence_line": rf"{essence}\s*[:：]\s*(?P<essence>.*)" if "essence" in words else "(?!)",
        "level_page": (
            rf"(?P<scheme>.*\S)\s*[:：]\s*{level}\s*(?P<number>{number})"
            rf"(?:\s*{_DASH}\s*(?P<title>.*?))?(?:\s+\(?{beta}\)?)?{MARKER}?"
        ),
        "near_heading": rf"(?P<name>.+?)\s*[:：]\s*{near_level}\s*(?P<number>\d{{1,3}})",
        "near_title": (
            rf"\w+\.?\s*(?P<number>\d{{1,3}})\s*[-–—:]?\s*(?P<title>.{{1,60}}?)\s*[:：]\s*"
            rf"(?:{near_essence}\s*[:：]?|[^:：]{{3,40}}[:：])?\s*(?P<essence>.*)"
        ),
        "any_title": (rf"{level}\s*(?P<number>{number})\s*{_DASH}[^:：]*[:：]\s*(?P<label>{_ANY_ESSENCE}?)\s*[:：].+"),
        "beta": rf"\s+\(?{beta}\)?$",
    }


def _any_of(patterns: Iterable[str]) -> str:
    return "(?:" + "|".join(patterns) + ")"


def _escaped(words: Iterable[str]) -> list[str]:
    """A pattern for each of ``words``, with any white space where it has a space."""
    return [re.escape(word).replace("\\ ", r"\s+") for word in words]
