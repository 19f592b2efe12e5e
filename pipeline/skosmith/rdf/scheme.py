"""What follows for a framework from what is said of it: the scheme of its levels, and which level comes next."""

from collections.abc import Iterable
from itertools import pairwise

from skosmith.model import (
    DC,
    DCTERMS,
    LINKS,
    OWL,
    RDF,
    SKM,
    SKOS,
    XKOS,
    Build,
    Names,
    PageGraph,
    Profile,
    Span,
    Statement,
    Triple,
    iri_term,
    is_iri,
    literal,
    parse_literal,
    statement,
)
from skosmith.pages import labels_for


def profile_statements(profile: Profile, names: Names, languages: Iterable[str]) -> list[Statement]:
    """What the caller says of the framework; these statements have no place."""
    framework = names.framework
    said: list[Triple] = [
        (framework, RDF.type, SKM.Framework),
        (framework, RDF.type, SKOS.ConceptScheme),
        *((framework, DCTERMS.title, literal(title, tag)) for tag, title in profile.titles or [("", profile.title)]),
        (framework, DCTERMS.hasPart, names.levels),
        (names.levels, RDF.type, SKOS.ConceptScheme),
        (names.levels, DCTERMS.isPartOf, framework),
    ]
    for tag in sorted(languages):
        said.append((framework, DC.language, literal(tag)))
        if labels := labels_for(tag):
            said.append((names.levels, SKOS.prefLabel, literal(labels.levels, labels.language)))
    if profile.edition:
        said.append((framework, OWL.versionInfo, literal(profile.edition)))
        said.append((framework, OWL.versionIRI, framework))
    for value, by_iri, by_name in (
        (profile.publisher, DCTERMS.publisher, DC.publisher),
        (profile.rights, DCTERMS.rights, DC.rights),
    ):
        if value:
            is_web = "://" in value and is_iri(value)
            said.append((framework, by_iri, iri_term(value)) if is_web else (framework, by_name, literal(value)))
    if profile.licence:
        said.append((framework, DCTERMS.license, iri_term(profile.licence)))
    return [statement((*triple, None)) for triple in dict.fromkeys(said)]


def scheme_of_levels(framework: Iterable[Statement], names: Names) -> list[Statement]:
    """What each level and essence named in ``framework`` is, and which level comes next where both are known."""
    levels: dict[int, Span | None] = {}
    made: list[Statement] = []
    for _, predicate, term, span in framework:
        if predicate == SKOS.notation:
            levels.setdefault(int(parse_literal(term).value), span)
        elif predicate == SKM.essence:
            made.append(statement((term, RDF.type, SKM.Essence, span)))
    for number, span in sorted(levels.items()):
        level, above = names.level(number), names.level(number + 1)
        made += [
            statement((level, RDF.type, SKM.Level, span)),
            statement((level, RDF.type, SKOS.Concept, span)),
            statement((level, SKOS.inScheme, names.levels, span)),
            statement((level, SKOS.topConceptOf, names.levels, span)),
            statement((names.levels, SKOS.hasTopConcept, level, span)),
        ]
        if number + 1 in levels:
            made.append(statement((level, XKOS.next, above, span)))
            made.append(statement((above, XKOS.previous, level, levels[number + 1])))
    return made


def chain(statements: Iterable[Statement]) -> list[Statement]:
    """Which level of a skill comes next and which before, among those at which ``statements`` define it."""
    defined: dict[str, Span | None] = {}
    numbers: dict[str, int] = {}
    for subject, predicate, term, span in statements:
        if predicate == SKM.definedAtLevel:
            defined.setdefault(term, span)
        elif predicate == SKOS.notation and subject in defined:
            number = parse_literal(term).value.rpartition("_")[2]  # of KNOT_3
            if number.isdecimal():
                numbers[subject] = int(number)
    made: list[Statement] = []
    for below, above in pairwise(sorted(defined, key=numbers.__getitem__)):
        made.append(statement((below, XKOS.next, above, defined[below])))
        made.append(statement((above, XKOS.previous, below, defined[above])))
    return made


def distinct(statements: Iterable[Statement]) -> list[Statement]:
    """``statements``, each once: the first of those that say the same."""
    found: dict[Triple, Statement] = {}
    for one in statements:
        found.setdefault(one.triple, one)
    return list(found.values())


def matches(statements: Iterable[Statement], profile: Profile) -> list[Statement]:
    """The IRI elsewhere of each skill, skill level and level among ``statements``, after ``profile.links``.

    The place is that of the code or number that it is made of.
    """
    patterns = {LINKS[kind][0]: pattern for kind, pattern in profile.links}
    if not patterns:
        return []
    said = list(statements)
    kinds = {subject: term for subject, predicate, term, _ in said if predicate == RDF.type and term in patterns}
    made: list[Statement] = []
    for subject, predicate, term, span in said:
        if predicate == SKOS.notation and subject in kinds:
            value = parse_literal(term).value
            notation, _, level = value.rpartition("_")  # KNOT_3, or a code or a number alone
            match = patterns[kinds[subject]].format(notation=notation or value, level=level)
            made.append(Statement(subject, SKOS.exactMatch, iri_term(match), span))
    return distinct(made)


def page_statements(made: Build, page: PageGraph) -> list[Statement]:
    """What ``page`` says as a graph of its own, a framework of one skill: to be held to the shapes by itself."""
    names = made.names
    return [
        *profile_statements(made.profile, names, [page.language]),
        *distinct(page.of_framework),
        *scheme_of_levels(page.of_framework, names),
        *(Statement(names.framework, SKOS.hasTopConcept, page.skill, said.span) for said in page.of_skill[:1]),
        *page.of_skill,
    ]
