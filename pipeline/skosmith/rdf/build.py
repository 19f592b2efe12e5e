"""Pages -> Build: the statements that pages make, each with its place."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain as chain_of
from typing import NamedTuple

from skosmith.model import (
    SKM,
    SKOS,
    XKOS,
    Build,
    Claim,
    LevelPage,
    Memo,
    Names,
    Page,
    PageGraph,
    Problem,
    Profile,
    Same,
    Span,
    Statement,
    Text,
    Triple,
    literal,
    problem,
    recall,
    statement,
)
from skosmith.pages import fold
from skosmith.rdf.contradictions import conflicts
from skosmith.rdf.lines import lost_lines
from skosmith.rdf.page_names import named_pages
from skosmith.rdf.references import (
    NOTHING,
    Codes,
    Elsewhere,
    categories_of,
    codes_of_attributes,
    codes_of_skills,
    elsewhere,
    related_skills,
)
from skosmith.rdf.scheme import chain, distinct, matches, profile_statements, scheme_of_levels
from skosmith.rdf.statements import (
    attribute_statements,
    framework_statements,
    level_statements,
    note_of_attribute,
    skill_statements,
)

# Which label of the page should hold which property of the skill.
_HEADINGS = {"levels": SKM.declaredLevel, "guidance": SKOS.scopeNote, "changes": SKOS.changeNote}


class _Facts(NamedTuple):
    """What follows from a page alone: see ``page_parts``, ``PageGraph`` and ``Build``."""

    of_concepts: dict[str, list[Statement]]
    of_framework: list[Statement]
    headings: dict[tuple[str, str], Span]
    lost: list[Problem]
    names_said: list[Triple]


def build_graph(pages: Iterable[Page | LevelPage], profile: Profile | None = None, memo: Memo | None = None) -> Build:
    """The graph that ``pages`` make together: what two of them say of one thing meets on its IRI.

    The order of ``pages`` does not matter; where two say the same, the place is that of the first by name.
    ``memo`` recalls what follows from a page alone.
    """
    profile = profile or Profile()
    names = Names(profile)
    named = named_pages(pages)
    made = Build(profile, names, page_count=len(named))
    codes = codes_of_attributes(page for _, page in named)
    categories = categories_of(page for _, page in named if isinstance(page, Page))
    skills = codes_of_skills(page for _, page in named) if any(_related(page) for _, page in named) else {}
    related = related_skills((page for _, page in named), skills)
    framework: dict[Triple, Span | None] = {}
    terms: dict[str, str] = {}  # one copy of each text about the framework, however many pages repeat it
    for name, page in named:
        other = elsewhere(page, categories, skills, related)
        facts = recall(
            memo,
            partial(_key, page, names.root, codes, other),
            partial(_facts, page, names, codes, terms, other),
        )
        for concept, of_skill in facts.of_concepts.items() or [("", [])]:
            made.pages.append(
                PageGraph(
                    page.path, name, page.language, page.sha256, concept, of_skill, facts.of_framework, facts.headings
                )
            )
        made.problems += facts.lost
        for triple in facts.names_said:
            made.occurrences[triple] = made.occurrences.get(triple, 0) + 1
        for subject, predicate, term, span in facts.of_framework:
            triple = (subject, predicate, term)
            framework.setdefault(triple, span)
            made.occurrences[triple] = made.occurrences.get(triple, 0) + 1
    said = profile_statements(profile, names, {page.language for _, page in named})
    said += [Statement(*triple, span) for triple, span in framework.items()]
    said += scheme_of_levels(said, names)
    said += matches(said, profile)
    made.framework = recall(memo, lambda: ("framework", *said), lambda: said)
    made.skills = _merged(made.pages, profile, memo)
    made.problems += conflicts([page for _, page in named if isinstance(page, Page)])
    return made


def _related(page: Page | LevelPage) -> tuple[Text, ...]:
    return page.related if isinstance(page, Page) else ()


def _key(page: Page | LevelPage, root: str, codes: Codes, other: Elsewhere) -> Hashable:
    """What the facts of a page follow from; of a level page also from the codes of attributes."""
    said = tuple(sorted((key, text.value) for key, text in codes.items())) if isinstance(page, LevelPage) else ()
    return "facts", Same(page), root, said, other


def _facts(
    page: Page | LevelPage,
    names: Names,
    codes: Codes,
    terms: dict[str, str],
    other: Elsewhere,
) -> _Facts:
    of_concepts, stated = page_parts(page, names, codes, other)
    of_framework = [
        statement((subject, predicate, terms.setdefault(term, term), span)) for subject, predicate, term, span in stated
    ]
    lost = [*lost_lines(page, *of_concepts.values(), of_framework), *_related_not_found(page, other)]
    for concept, said in of_concepts.items():
        of_skill = distinct(said)
        of_concepts[concept] = [*of_skill, *chain(of_skill)]
    names_said = []
    if isinstance(page, Page):
        concept = names.concept(page.kind, page.notation.value)
        names_said = [(concept, SKOS.prefLabel, literal(text.value, text.language)) for text in _names_said(page)]
    return _Facts(of_concepts, of_framework, _headings(page, names), lost, names_said)


def page_parts(
    page: Page | LevelPage, names: Names, codes: Codes, other: Elsewhere = NOTHING
) -> tuple[dict[str, list[Statement]], list[Statement]]:
    """What a page says of each skill or attribute, by its IRI, and what it says of the framework and its levels.

    ``codes`` are the codes of attributes, for level pages that leave them out; ``other`` is what other pages say.
    """
    if isinstance(page, Page):
        concept = names.concept(page.kind, page.notation.value)
        spans = {code: name.span for name, code in zip(page.related, other.related, strict=False) if code}
        links = {**dict.fromkeys(other.named_by), **spans}
        statements = skill_statements(page, names)
        statements += [
            Statement(concept, SKOS.related, names.concept("skill", code), span) for code, span in links.items()
        ]
        return {concept: statements}, framework_statements(page, names, other.categories)
    of_concepts: dict[str, list[Statement]] = {}
    of_framework = level_statements(page, names)
    for section in page.attributes:
        code = section.notation or codes.get((page.language, fold(section.pref_label.value)))
        if code is None:
            of_framework += note_of_attribute(page, section, names)
        else:
            code = code if section.notation else Text(code.value, "", section.pref_label.span)
            stated = attribute_statements(page, section, code, names)
            of_concepts.setdefault(names.concept("attribute", code.value), []).extend(stated)
    return of_concepts, of_framework


def _merged(pages: Iterable[PageGraph], profile: Profile, memo: Memo | None) -> dict[str, list[Statement]]:
    """What the pages of each skill say together, and what the profile links it to."""
    of_skill: dict[str, list[PageGraph]] = {}
    for page in pages:
        if page.skill:
            of_skill.setdefault(page.skill, []).append(page)
    merged = {}
    for skill, several in sorted(of_skill.items()):
        merged[skill] = recall(memo, partial(_key_of_skill, several, profile), partial(_together, several, profile))
    return merged


def _key_of_skill(pages: Sequence[PageGraph], profile: Profile) -> Hashable:
    return "skill", profile.links, *(Same(page.of_skill) for page in pages)


def _together(several: Sequence[PageGraph], profile: Profile) -> list[Statement]:
    """What several pages say of one skill; the chain of its levels goes over those of all pages."""
    merged = several[0].of_skill
    if len(several) > 1:
        merged = distinct(
            said for page in several for said in page.of_skill if said.predicate not in {XKOS.next, XKOS.previous}
        )
        merged += chain(merged)
    return [*merged, *matches(merged, profile)] if profile.links else merged


def _names_said(page: Page) -> list[Text]:
    """The skill's name in the title and in each level heading, where they do not all agree."""
    said = [page.pref_label, *(section.skill_label for section in page.sections)]
    found = [text for text in said if text is not None]
    return found if any(text != found[0] for text in found) else []


def _headings(page: Page | LevelPage, names: Names) -> dict[tuple[str, str], Span]:
    """Where a value should stand that is not there: below a label, or on the line of a level's title."""
    if isinstance(page, LevelPage):
        return {(names.level(page.number), SKM.essence): page.heading.span}
    skill = names.concept(page.kind, page.notation.value)
    found = {(skill, _HEADINGS[claim.role]): claim.span for claim in page.claims if claim.role in _HEADINGS}
    for section in page.sections:
        if section.title and not section.essence:
            found[names.at_level(page.kind, page.notation.value, section.number), ""] = section.title.span
    return found


def _related_not_found(page: Page | LevelPage, other: Elsewhere) -> Iterator[Problem]:
    """One info for the related skills whose names no page here has."""
    unknown = [name for name, code in zip(_related(page), other.related, strict=True) if not code]
    if unknown:
        quoted = ", ".join(f"'{name.value}'" for name in unknown)
        yield problem("related-not-found", *(name.span for name in unknown), names=quoted)


def coverage_by_line(page: Page | LevelPage, names: Names) -> dict[int, list[Statement | Claim]]:
    """What holds each non-blank line of a page, by line number; nothing for a line that would be lost."""
    held: dict[int, list[Statement | Claim]] = {line.number: [] for line in page.lines}
    for claim in page.claims:
        held[claim.span.line].append(claim)
    of_concepts, of_framework = page_parts(page, names, {})
    for one in (*chain_of(*of_concepts.values()), *of_framework):
        span = one.span
        if span is not None:
            for line in range(span.line, span.end_line + 1):
                if line in held:
                    held[line].append(one)
    return held
