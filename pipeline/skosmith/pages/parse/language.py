"""Which language a page is in, and the words to read it with."""

import os
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from skosmith.model import Problem, Quoted, Source, is_address, problem
from skosmith.pages.labels import Labels, fold
from skosmith.pages.languages import Languages
from skosmith.pages.parse.title import page_without_language
from skosmith.pages.scripts import script_of

_ENOUGH = 2  # labels of a language, to know it by: one alone may belong to another
_SAMPLE = 20_000  # characters that tell the script and the language of the words


class PageLanguage(NamedTuple):
    """The words to read a page with, and the BCP 47 tag of its texts."""

    labels: Labels
    tag: str


def language_of(
    source: Source, keys: Sequence[str], tag: str, languages: Languages
) -> tuple[PageLanguage | None, list[Problem]]:
    """The language of a page whose lines have ``keys``; None with a problem if it is not clear.

    ``tag`` is the BCP 47 tag that the caller has for this page, or empty. It decides; a page whose words are against
    it is reported. What a site marks its pages with (``source.language``) decides only where the words don't, since
    sites mark whole trees of pages with one language.
    """
    labels = detect([line.text for line in source.lines], keys, languages)
    if tag:
        return _of_tag(source, keys, tag, labels, languages)
    of_site = languages.lookup(source.language) if source.language else None
    if of_site and (labels is None or of_site.parent == labels.language):
        labels = of_site
    if labels is None:
        return None, [page_without_language(source, keys, languages)]
    return PageLanguage(labels, labels.language), []


def detect(lines: Sequence[str], keys: Sequence[str], languages: Languages) -> Labels | None:
    """The language of a page: by its script, else by its labels, else by its frequent words; None if it is not clear.

    The word for a level alone decides nothing: old pages in Polish and French have the English one, and Dutch has the
    French one. Of a language and one that takes over its words the first is found, unless the page says more.
    """
    sample = "\n".join(lines)[:_SAMPLE]
    among = languages.scripts.get(script_of(sample), frozenset())
    if len(among) == 1:
        return languages.by_tag[next(iter(among))]
    counts = Counter(tag for words in keys for tag in languages.tags_by_key.get(words, ()) if tag in among)
    votes = _without_relatives(counts, languages)
    winner = _winner(votes)
    if not winner:
        for tag in among:
            labels, has_label = languages.by_tag[tag], votes[tag] > 0
            votes[tag] += sum(_names_level(line, labels, has_label=has_label) for line in lines)
        winner = _winner(_without_relatives(votes, languages)) or languages.of_words(sample)
    return languages.by_tag.get(winner)


def _without_relatives(votes: Counter[str], languages: Languages) -> Counter[str]:
    """``votes`` without those of a language that another one shares its words with and has more votes."""
    for tag in list(votes):
        parent = languages.by_tag[tag].parent
        if parent and votes[parent] >= votes[tag]:
            del votes[tag]
        elif parent:
            del votes[parent]
    return votes


def _winner(votes: Counter[str]) -> str:
    ranked = votes.most_common(2)
    is_clear = ranked and ranked[0][1] >= _ENOUGH and (len(ranked) == 1 or ranked[0][1] > ranked[1][1])
    return ranked[0][0] if is_clear else ""


def _names_level(line: str, labels: Labels, *, has_label: bool) -> bool:
    """Whether a line names the essence or the levels in a language, or a level if the page has a label of it."""
    title = labels.title.fullmatch(line)
    if labels.essence and ((title and title["essence"]) or labels.essence_line.fullmatch(line)):
        return True
    level_page = labels.level_page.fullmatch(line)
    if level_page and fold(level_page["scheme"]) in labels.schemes:
        return True
    return has_label and labels.level in line and (title or labels.heading.fullmatch(line)) is not None


def _of_tag(
    source: Source, keys: Sequence[str], tag: str, labels: Labels | None, languages: Languages
) -> tuple[PageLanguage, list[Problem]]:
    """The language that the caller names; the page is read with the words that it has, if these are another's."""
    own = languages.lookup(tag)
    assert own is not None, "the caller has looked it up"  # noqa: S101 - for the type checker
    if labels is None or labels in {own, languages.by_tag.get(own.parent)}:
        return PageLanguage(own, tag), []
    if labels.parent == own.language:
        return PageLanguage(labels, tag), []
    better = max((own, labels), key=lambda words: _known_lines(source, keys, words))
    here = source.span(source.lines[0])
    name = [] if is_address(source.path) else [os.path.basename(source.path)]
    of_name = name if name and languages.in_name(name[0]) == tag else []
    values = {"option": Quoted([] if of_name else ["--lang"]), "name": Quoted(of_name)}
    return PageLanguage(better, tag), [problem("language-doubtful", here, said=tag, found=labels.language, **values)]


def _known_lines(source: Source, keys: Sequence[str], labels: Labels) -> int:
    """How many lines of a page are labels or level headings of a language."""
    pairs = zip(source.lines, keys, strict=True)
    return sum(words in labels.spellings or labels.heading.fullmatch(line.text) is not None for line, words in pairs)
