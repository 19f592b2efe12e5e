"""Pages -> Build: the statements that pages make, each with its place."""

import os
from collections.abc import Iterable, Iterator

from skosmith.graph import Build, PageGraph, Statement, literal
from skosmith.model import Claim, LevelSection, Page, Problem, Profile, Span, Text
from skosmith.problems import problem
from skosmith.scheme import chain, distinct, profile_statements, scheme_of_levels
from skosmith.source import STDIN
from skosmith.vocabulary import RDF, SKM, SKOS, XKOS, XSD, Names

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

    The order of ``pages`` does not matter; where two say the same, the place is that of the first by name.
    """
    profile = profile or Profile()
    names = Names(profile)
    made = Build(profile, names)
    named = _named(pages)
    framework: dict[tuple[str, str, str], Span | None] = {}
    terms: dict[str, str] = {}  # one copy of each text about the framework, however many pages repeat it
    for name, page in named:
        skill = names.skill(page.notation.value)
        stated = skill_statements(page, names)
        of_skill = distinct(stated)
        of_skill += chain(of_skill)
        of_framework = [
            (subject, predicate, terms.setdefault(term, term), span)
            for subject, predicate, term, span in framework_statements(page, names)
        ]
        headings = _headings(page, skill, names)
        made.pages.append(
            PageGraph(page.path, name, page.language, page.sha256, skill, of_skill, of_framework, headings)
        )
        made.problems += _lost_lines(page, stated, of_framework)
        for text in _names_said(page):
            triple = (skill, SKOS.prefLabel, literal(text.value, text.language))
            made.said[triple] = made.said.get(triple, 0) + 1
        for statement in of_framework:
            triple = statement[:3]
            framework.setdefault(triple, statement[3])
            made.said[triple] = made.said.get(triple, 0) + 1
    made.framework += profile_statements(profile, names, {page.language for _, page in named})
    made.framework += [(*triple, span) for triple, span in framework.items()]
    made.framework += scheme_of_levels(made.framework, names)
    made.skills = _merged(made.pages)
    return made


def _named(pages: Iterable[Page]) -> list[tuple[str, Page]]:
    """The pages in the order of their names: their paths below the folder that all have in common.

    So neither the machine nor the place that the program was called from shows in the graph.
    """
    absolute = [(os.path.abspath(page.path), page) for page in pages]  # noqa: PTH100 - 15,000 Paths are slow
    folders = [os.path.dirname(path) for path, page in absolute if page.path != STDIN]  # noqa: PTH120
    above = os.path.commonpath(folders) if folders else ""
    named = [
        ("stdin" if page.path == STDIN else os.path.relpath(path, above).replace(os.sep, "/"), page)
        for path, page in absolute
    ]
    return sorted(named, key=lambda pair: (pair[0], pair[1].path))


def _merged(pages: Iterable[PageGraph]) -> dict[str, list[Statement]]:
    """What the pages of each skill say together; the chain of its levels goes over those of all pages."""
    of_skill: dict[str, list[PageGraph]] = {}
    for page in pages:
        of_skill.setdefault(page.skill, []).append(page)
    merged = {}
    for skill, several in sorted(of_skill.items()):
        merged[skill] = several[0].of_skill
        if len(several) > 1:
            together = [said for page in several for said in page.of_skill if said[1] not in {XKOS.next, XKOS.previous}]
            merged[skill] = distinct(together)
            merged[skill] += chain(merged[skill])
    return merged


def _names_said(page: Page) -> list[Text]:
    """The skill's name in the title and in each level heading, where they do not all agree."""
    said = [page.pref_label, *(section.skill_label for section in page.sections)]
    found = [text for text in said if text is not None]
    return found if any(text != found[0] for text in found) else []


def _headings(page: Page, skill: str, names: Names) -> dict[tuple[str, str], Span]:
    """Where a value should stand that is not there: below a label, or on the line of a level's title."""
    found = {(skill, _HEADINGS[claim.role]): claim.span for claim in page.claims if claim.role in _HEADINGS}
    for section in page.sections:
        if section.title and not section.essence:
            found[names.level(section.number), SKM.essence] = section.title.span
    return found


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
    for number, column, text, _ in page.lines:
        if number not in held:
            yield problem("line-not-held", Span(page.path, number, column, number, column + len(text)))


def holders(page: Page, names: Names) -> dict[int, list[Statement | Claim]]:
    """What holds each non-blank line of a page, by line number; nothing for a line that would be lost."""
    held: dict[int, list[Statement | Claim]] = {line.number: [] for line in page.lines}
    for claim in page.claims:
        held[claim.span.line].append(claim)
    for statement in (*skill_statements(page, names), *framework_statements(page, names)):
        span = statement[3]
        if span is not None:
            for line in range(span.line, span.end_line + 1):
                if line in held:
                    held[line].append(statement)
    return held
