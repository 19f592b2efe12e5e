"""Things that seem to be one: two skills with nearly the same name or description, two concepts with one label."""

from collections.abc import Iterator

from skosmith.checks.lint.index import Part, fault
from skosmith.checks.lint.similarity import alike
from skosmith.model import RDF, SKM, SKOS, Memo, Passage, Problem, Span
from skosmith.pages import fold

NAMES = 93
"""How alike the names of two skills are, of 100, from which on they seem one: a letter more or less in a name of 14."""

DESCRIPTIONS = 90
"""How alike the descriptions of two skills are, of 100, from which on one seems a copy of the other."""

# Named after their skills, or held to their neighbours by a shape.
_OTHERS = frozenset({SKM.SkillLevel, SKM.AttributeLevel, SKM.Level})
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
                several = [passages[skill] for skill in group]
                if predicate == SKOS.definition or len({fold(passage.value) for passage in several}) > 1:
                    yield fault("skills-alike", group[0], [passage.span for passage in several])


def _groups(memo: Memo, texts: dict[str, str], ratio: float) -> list[list[str]]:
    return memo.recall(lambda: ("alike", ratio, *texts.items()), lambda: alike(texts, ratio))


def labels_overlap(part: Part) -> Iterator[Problem]:
    """A problem for each label that two concepts of one scheme have in one language, capital letters or not."""
    having: dict[tuple[str, str, str], dict[str, Span | None]] = {}
    for passage in part.graph.passages():
        if passage.predicate in _LABELS and not _OTHERS & part.graph.objects(passage.subject, RDF.type).keys():
            for scheme in part.graph.objects(passage.subject, SKOS.inScheme):
                key = scheme, passage.language, fold(passage.value)
                having.setdefault(key, {}).setdefault(passage.subject, passage.span)
    for several in having.values():
        if len(several) > 1:
            yield fault("labels-overlap", next(iter(several)), several.values())
