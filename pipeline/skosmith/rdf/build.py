"""Pages -> Build: the statements that pages make, each with its place."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from skosmith.model import (
    SKM,
    SKOS,
    XKOS,
    Build,
    Files,
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
    Supplement,
    Triple,
    literal,
    problem,
    statement,
)
from skosmith.rdf.contradictions import conflicts
from skosmith.rdf.editions.stable import stable_statements
from skosmith.rdf.lines import lost_lines
from skosmith.rdf.page_names import named_pages
from skosmith.rdf.references import Codes, References, codes_of_attributes, references_of
from skosmith.rdf.retired import retired_statements
from skosmith.rdf.scheme import deduplicate, exact_matches, level_sequence, profile_statements, scheme_of_levels
from skosmith.rdf.statements import page_parts
from skosmith.rdf.supplements import RETIRED, additions_of

# The property of the skill whose value belongs below a label of the page.
_HEADINGS = {"levels": SKM.declaredLevel, "guidance": SKOS.scopeNote, "changes": SKOS.changeNote}


class _Facts(NamedTuple):
    """What follows from a page alone.

    ``concepts`` are the statements about each skill or attribute, by its IRI, ``framework`` those about the framework
    and its levels, ``names`` those that name a skill differently; ``headings`` is as for ``PageGraph``.
    """

    concepts: dict[str, list[Statement]]
    framework: list[Statement]
    headings: dict[tuple[str, str], Span]
    problems: list[Problem]
    names: list[Triple]


def build_graph(
    pages: Iterable[Page | LevelPage],
    profile: Profile | None = None,
    files: Files | None = None,
    supplements: Sequence[Supplement] = (),
) -> Build:
    """The graph of ``pages``, whatever their order: statements of several pages about one thing meet on its IRI.

    The place of a statement that several pages make is that on the first page by name. ``files`` are those of
    the pages; what follows from a page alone is recalled. ``supplements`` add to what the pages say.
    """
    profile = profile or Profile()
    names = Names(profile)
    named = named_pages(pages)
    files = files or Files()
    build = Build(profile, names, page_count=len(named), files=files)
    codes = codes_of_attributes(page for _, page in named)
    framework: dict[Triple, Statement] = {}
    terms: dict[str, str] = {}  # one copy of each text about the framework, however many pages repeat it
    occurrences: Counter[Triple] = Counter()
    for (name, page), references in zip(named, references_of([page for _, page in named]), strict=True):
        facts = files.memo.recall(
            partial(_key, page, names.root, codes, references),
            partial(_facts, page, names, codes, terms, references),
        )
        origin = page.path, name, page.language, page.sha256
        for concept, statements in facts.concepts.items() or [("", [])]:
            build.pages.append(PageGraph(*origin, concept, statements, facts.framework, facts.headings))
        build.problems += facts.problems
        occurrences.update(facts.names)
        for fact in facts.framework:
            triple = fact[:3]
            framework.setdefault(triple, fact)
            occurrences[triple] += 1
    build.occurrences = occurrences
    statements = profile_statements(profile, names, {page.language for _, page in named})
    statements += framework.values()
    statements += scheme_of_levels(statements, names)
    statements += exact_matches(statements, profile)
    statements += stable_statements(statements, names)
    retired = list(retired_statements(profile.retired, names))
    build.retired = [*retired, *stable_statements(retired, names)]
    build.skills = _merge(build.pages, names, profile, files.memo)
    additions = additions_of(supplements, build.skills, statements, build.retired)
    build.supplements = additions.graphs
    build.problems += additions.problems
    for skill, added in additions.by_skill.items():
        if skill == RETIRED:
            build.retired = deduplicate([*build.retired, *added])
        elif skill:
            build.skills[skill] = _with(added, build.skills[skill], files.memo)
        else:
            statements = deduplicate([*statements, *added])
    build.framework = files.memo.recall(lambda: ("framework", *statements), lambda: statements)
    build.problems += conflicts([page for _, page in named if isinstance(page, Page)])
    return build


def _with(added: Sequence[Statement], statements: list[Statement], memo: Memo) -> list[Statement]:
    return memo.recall(lambda: ("supplemented", Same(statements), *added), lambda: deduplicate([*statements, *added]))


def _key(page: Page | LevelPage, root: str, codes: Codes, references: References) -> Hashable:
    """What the facts of a page follow from; those of a level page also from the codes of attributes."""
    used = tuple(sorted((key, text.value) for key, text in codes.items())) if isinstance(page, LevelPage) else ()
    return "facts", Same(page), root, used, references


def _facts(page: Page | LevelPage, names: Names, codes: Codes, terms: dict[str, str], references: References) -> _Facts:
    concepts, of_framework = page_parts(page, names, codes, references)
    framework = [
        statement((subject, predicate, terms.setdefault(term, term), span))
        for subject, predicate, term, span in of_framework
    ]
    problems = [*lost_lines(page, *concepts.values(), framework), *_unknown_related(page, references)]
    for concept, statements in concepts.items():
        distinct = deduplicate(statements)
        concepts[concept] = [*distinct, *level_sequence(distinct)]
    return _Facts(concepts, framework, _headings(page, names), problems, _different_names(page, names))


def _different_names(page: Page | LevelPage, names: Names) -> list[Triple]:
    """The skill's name in the title and in each level heading, if they do not all agree."""
    if isinstance(page, LevelPage):
        return []
    labels = [text for text in (page.pref_label, *(section.skill_label for section in page.sections)) if text]
    if all(text == labels[0] for text in labels):
        return []
    concept = names.concept(page.kind, page.notation.value)
    return [(concept, SKOS.prefLabel, literal(text.value, text.language)) for text in labels]


def _headings(page: Page | LevelPage, names: Names) -> dict[tuple[str, str], Span]:
    """Where a missing value belongs: below a label, or on the line of a level's title."""
    if isinstance(page, LevelPage):
        return {(names.level(page.number), SKM.essence): page.heading.span}
    skill = names.concept(page.kind, page.notation.value)
    headings = {(skill, _HEADINGS[claim.role]): claim.span for claim in page.claims if claim.role in _HEADINGS}
    for section in page.sections:
        if section.title and not section.essence:
            headings[names.at_level(page.kind, page.notation.value, section.number), ""] = section.title.span
    return headings


def _unknown_related(page: Page | LevelPage, references: References) -> Iterator[Problem]:
    """One info for the related skills whose names no page has."""
    if isinstance(page, Page):
        unknown = [name for name, code in zip(page.related, references.related, strict=True) if not code]
        if unknown:
            quoted = ", ".join(f"'{name.value}'" for name in unknown)
            yield problem("related-not-found", *(name.span for name in unknown), names=quoted)


def _merge(pages: Iterable[PageGraph], names: Names, profile: Profile, memo: Memo) -> dict[str, list[Statement]]:
    """The statements of all pages about each skill, and its links to other graphs, by its IRI in order."""
    by_skill: dict[str, list[PageGraph]] = {}
    for page in pages:
        if page.skill:
            by_skill.setdefault(page.skill, []).append(page)
    return {
        skill: memo.recall(partial(_skill_key, graphs, names, profile), partial(_merge_skill, graphs, names, profile))
        for skill, graphs in sorted(by_skill.items())
    }


def _skill_key(pages: Sequence[PageGraph], names: Names, profile: Profile) -> Hashable:
    return "skill", names.base, names.root, profile.links, *(Same(page.of_skill) for page in pages)


def _merge_skill(pages: Sequence[PageGraph], names: Names, profile: Profile) -> list[Statement]:
    """The statements of several pages about one skill; the sequence of its levels includes those of all pages."""
    merged = pages[0].of_skill
    if len(pages) > 1:
        statements = (one for page in pages for one in page.of_skill)
        merged = deduplicate(one for one in statements if one.predicate not in {XKOS.next, XKOS.previous})
        merged += level_sequence(merged)
    more = [*exact_matches(merged, profile), *stable_statements(merged, names)]
    return [*merged, *more] if more else merged
