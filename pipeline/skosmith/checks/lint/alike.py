"""Duplicates: skills with nearly the same name or description, concepts with one label."""

from collections.abc import Iterator

from skosmith.checks.lint.index import Part, fault
from skosmith.checks.lint.similarity import alike
from skosmith.model import RDF, SKM, SKOS, Memo, Passage, Problem, shortened
from skosmith.pages import fold

NAMES = 93
"""The ratio, of 100, from which two names seem one: a letter more or less in a name of 14."""

DESCRIPTIONS = 90
"""The ratio, of 100, from which one description seems a copy of the other."""

# Named after their skills, or compared with their neighbours by a shape.
_EXCEPTIONS = frozenset({SKM.SkillLevel, SKM.AttributeLevel, SKM.Level})
_LABELS = (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)


def skills_alike(part: Part) -> Iterator[Problem]:
    """A problem for each group of skills with nearly the same name, or with the same description or nearly so.

    Names that are the same are labels that overlap.
    """
    skills = part.graph.skills
    for predicate, ratio in ((SKOS.prefLabel, NAMES), (SKOS.definition, DESCRIPTIONS)):
        by_language: dict[str, dict[str, Passage]] = {}
        for skill in skills:
            for language, passage in part.graph.by_language(skill, predicate).items():
                by_language.setdefault(language, {})[skill] = passage
        for _, passages in sorted(by_language.items()):
            texts = {skill: passage.value for skill, passage in passages.items()}
            for group in _groups(part.files.memo, texts, ratio):
                copies = [passages[skill] for skill in group]
                if predicate == SKOS.definition or len({fold(passage.value) for passage in copies}) > 1:
                    names = ", ".join(f"'{shortened(passage.value)}'" for passage in copies)
                    yield fault("skills-alike", group[0], [passage.span for passage in copies], names=names)


def _groups(memo: Memo, texts: dict[str, str], ratio: float) -> list[list[str]]:
    return memo.recall(lambda: ("alike", ratio, *texts.items()), lambda: alike(texts, ratio))


def labels_overlap(part: Part) -> Iterator[Problem]:
    """A problem for each label that two concepts of one scheme have in one language, capital letters or not."""
    concepts: dict[tuple[str, str, str], dict[str, Passage]] = {}
    for passage in part.graph.passages():
        if passage.predicate in _LABELS and not _EXCEPTIONS & part.graph.objects(passage.subject, RDF.type).keys():
            for scheme in part.graph.objects(passage.subject, SKOS.inScheme):
                key = scheme, passage.language, fold(passage.value)
                concepts.setdefault(key, {}).setdefault(passage.subject, passage)
    for passages in concepts.values():
        if len(passages) > 1:
            concept, first = next(iter(passages.items()))
            yield fault("labels-overlap", concept, [passage.span for passage in passages.values()], name=first.value)
