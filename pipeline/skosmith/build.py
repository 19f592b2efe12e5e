"""Pages -> Build: the statements that pages make, each with its place."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from skosmith.graph import Build, PageRecord, Statement, literal
from skosmith.model import Claim, LevelSection, Page, Problem, Profile, Span, Text
from skosmith.problems import problem
from skosmith.vocabulary import DC, DCTERMS, OWL, RDF, SKM, SKOS, XKOS, XSD, Names, is_iri

# What a page says of the framework: the field of the page, and the property that holds it.
_NOTES = {
    "lower_levels_note": SKM.lowerLevelsNote,
    "higher_levels_note": SKM.higherLevelsNote,
    "development_note": SKM.developmentNote,
    "lower_levels_development_note": SKM.lowerLevelsDevelopmentNote,
    "higher_levels_development_note": SKM.higherLevelsDevelopmentNote,
}

# Which label of the page should hold which property of the skill.
_HEADINGS = {"levels": SKM.declaredLevel, "guidance": SKOS.scopeNote, "changes": SKOS.changeNote}


def build(pages: Iterable[Page], profile: Profile | None = None) -> Build:
    """The graph that ``pages`` make together: what two of them say of one thing meets on its IRI.

    The order of ``pages`` does not matter; where two say the same, the place is that of the first by path.
    """
    profile = profile or Profile()
    names = Names(profile)
    made = Build(profile, names)
    framework: dict[tuple[str, str, str], Span | None] = {}
    skills: dict[str, list[Statement]] = {}
    for page in sorted(pages, key=lambda page: page.path):
        skill = names.skill(page.notation.value)
        made.pages.append(PageRecord(page.path, page.language, page.sha256))
        of_skill, of_framework = skill_statements(page, names), framework_statements(page, names)
        made.problems += _lost_lines(page, of_skill, of_framework)
        if skill in skills:
            of_skill = _distinct([*skills[skill], *of_skill])
        skills[skill] = of_skill
        for subject, predicate, term, span in of_framework:
            framework.setdefault((subject, predicate, term), span)
        for claim in page.claims:
            if claim.role in _HEADINGS:
                made.headings.setdefault((skill, _HEADINGS[claim.role]), claim.span)
    made.framework += _profile_statements(profile, names, made.pages)
    made.framework += [(*triple, span) for triple, span in framework.items()]
    made.framework += _scheme_of_levels(framework, names)
    made.skills = dict(sorted(skills.items()))
    return made


def skill_statements(page: Page, names: Names) -> list[Statement]:
    """What a page says of its skill and the skill's levels; the first statement stands at the title line."""
    code = page.notation.value
    skill = names.skill(code)
    title = page.pref_label.span if page.pref_label else page.notation.span
    made: list[Statement] = [
        (skill, RDF.type, SKM.Skill, title),
        (skill, RDF.type, SKOS.Concept, title),
        (skill, SKOS.notation, literal(code), page.notation.span),
        (skill, SKOS.inScheme, names.framework, title),
        (skill, SKOS.topConceptOf, names.framework, title),
    ]
    _say(made, skill, SKOS.prefLabel, page.pref_label)
    _say(made, skill, SKOS.definition, page.definition)
    _say(made, skill, SKOS.scopeNote, page.scope_note)
    _say(made, skill, SKOS.changeNote, page.change_note)
    made += [(skill, SKM.declaredLevel, names.level(number.value), number.span) for number in page.declared_levels]
    defined = [section for section in page.sections if section.skill_label or section.definition]
    for section in defined:
        if section.skill_label and section.skill_label != page.pref_label:  # the name again, where it differs
            _say(made, skill, SKOS.prefLabel, section.skill_label)
        made += _skill_level_statements(code, skill, section, names)
    for lower, upper in pairwise(sorted(defined, key=lambda section: section.number)):
        below, above = names.skill_level(code, lower.number), names.skill_level(code, upper.number)
        if below != above:
            made.append((below, XKOS.next, above, lower.heading.span))
            made.append((above, XKOS.previous, below, upper.heading.span))
    return made


def _skill_level_statements(code: str, skill: str, section: LevelSection, names: Names) -> list[Statement]:
    node = names.skill_level(code, section.number)
    place = section.heading.span
    made: list[Statement] = [
        (skill, SKM.definedAtLevel, node, place),
        (node, RDF.type, SKM.SkillLevel, place),
        (node, RDF.type, SKOS.Concept, place),
        (node, SKOS.notation, literal(f"{code}_{section.number}"), place),
        (node, SKOS.inScheme, names.framework, place),
        (node, SKOS.broader, skill, place),
        (node, SKM.level, names.level(section.number), place),
    ]
    _say(made, node, SKOS.prefLabel, section.heading)
    _say(made, node, SKOS.definition, section.definition)
    return made


def framework_statements(page: Page, names: Names) -> list[Statement]:
    """What a page says of the levels, their essences and the framework, the same on every page of a language."""
    made: list[Statement] = []
    for field, predicate in _NOTES.items():
        _say(made, names.framework, predicate, getattr(page, field))
    for section in page.sections:
        level, essence = names.level(section.number), names.essence(section.number)
        made.append((level, SKOS.notation, f'"{section.number}"^^{XSD.integer}', section.heading.span))
        _say(made, level, SKOS.prefLabel, section.title)
        if section.essence:
            made.append((level, SKM.essence, essence, section.essence.span))
            _say(made, essence, RDF.value, section.essence)
    return made


def _say(made: list[Statement], subject: str, predicate: str, text: Text | None) -> None:
    if text is not None:
        made.append((subject, predicate, literal(text.value, text.language), text.span))


def _profile_statements(profile: Profile, names: Names, pages: Iterable[PageRecord]) -> list[Statement]:
    """What the caller says of the framework; these statements have no place."""
    framework = names.framework
    said = [
        (framework, RDF.type, SKM.Framework),
        (framework, RDF.type, SKOS.ConceptScheme),
        (framework, DCTERMS.title, literal(profile.title)),
        (framework, DCTERMS.hasPart, names.levels),
        (names.levels, RDF.type, SKOS.ConceptScheme),
        (names.levels, DCTERMS.isPartOf, framework),
    ]
    said += [(framework, DC.language, literal(tag)) for tag in sorted({page.language for page in pages})]
    if profile.edition:
        said.append((framework, OWL.versionInfo, literal(profile.edition)))
    if profile.rights:
        with_iri = DCTERMS.rights, f"<{profile.rights}>"
        said.append((framework, *(with_iri if is_iri(profile.rights) else (DC.rights, literal(profile.rights)))))
    if profile.licence:
        said.append((framework, DCTERMS.license, f"<{profile.licence}>"))
    return [(*triple, None) for triple in said]


def _scheme_of_levels(framework: dict[tuple[str, str, str], Span | None], names: Names) -> Iterator[Statement]:
    """What each level and essence named in ``framework`` is, and which level comes next where both are known."""
    levels = {int(term[1 : term.index('"', 1)]): span for (_, p, term), span in framework.items() if p == SKOS.notation}
    for (_, predicate, term), span in framework.items():
        if predicate == SKM.essence:
            yield term, RDF.type, SKM.Essence, span
    for number, span in sorted(levels.items()):
        level, above = names.level(number), names.level(number + 1)
        yield level, RDF.type, SKM.Level, span
        yield level, RDF.type, SKOS.Concept, span
        yield level, SKOS.inScheme, names.levels, span
        yield level, SKOS.topConceptOf, names.levels, span
        yield names.levels, SKOS.hasTopConcept, level, span
        if number + 1 in levels:
            yield level, XKOS.next, above, span
            yield above, XKOS.previous, level, levels[number + 1]


def _distinct(statements: list[Statement]) -> list[Statement]:
    distinct: dict[tuple[str, str, str], Statement] = {}
    for statement in statements:
        distinct.setdefault(statement[:3], statement)
    return list(distinct.values())


def _lost_lines(page: Page, *made: Iterable[Statement]) -> Iterator[Problem]:
    """A problem for each non-blank line that no statement holds and that is neither label nor chrome.

    Counted from the statements, not from the parser's word: what the parser reads and the graph leaves out is found.
    """
    held = {claim.span.line for claim in page.claims}
    for statements in made:
        for _, _, _, span in statements:
            if span is not None:
                if span.line == span.end_line:
                    held.add(span.line)
                else:
                    held.update(range(span.line, span.end_line + 1))
    for line in page.lines:
        if line not in held:
            yield problem("line-not-held", Span(page.path, line, 1, line, 1))


def holders(page: Page, names: Names) -> dict[int, list[Statement | Claim]]:
    """What holds each non-blank line of a page, by line number; nothing for a line that would be lost."""
    held: dict[int, list[Statement | Claim]] = {line: [] for line in page.lines}
    for claim in page.claims:
        held[claim.span.line].append(claim)
    for statement in (*skill_statements(page, names), *framework_statements(page, names)):
        span = statement[3]
        if span is not None:
            for line in range(span.line, span.end_line + 1):
                if line in held:
                    held[line].append(statement)
    return held
