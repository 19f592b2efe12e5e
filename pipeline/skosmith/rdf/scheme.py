"""Statements that follow for a framework: those of its profile, the scheme of its levels, which level comes next."""

from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from skosmith.model import (
    DC,
    DCAT,
    DCTERMS,
    LINKS,
    RDF,
    SKM,
    SKOS,
    XKOS,
    XSD,
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


def _descriptions(profile: Profile, languages: Collection[str]) -> Sequence[tuple[str, str]]:
    main = next(iter(profile.languages or sorted(languages)), "")
    return [(tag or main, description) for tag, description in profile.descriptions]


def _titles(profile: Profile, languages: Collection[str]) -> Sequence[tuple[str, str]]:
    """The titles by language; that of a title without one is the first language of the framework, of ours English."""
    if profile.titles:
        return profile.titles
    own = profile.title == Profile().title
    return [("en" if own else next(iter(profile.languages or sorted(languages)), ""), profile.title)]


def profile_statements(profile: Profile, names: Names, languages: Collection[str]) -> list[Statement]:
    """The statements of the caller about the framework; they have no place."""
    framework = names.framework
    triples: list[Triple] = [
        (framework, RDF.type, SKM.Framework),
        (framework, RDF.type, SKOS.ConceptScheme),
        *((framework, DCTERMS.title, literal(title, tag)) for tag, title in _titles(profile, languages)),
        *((framework, DCTERMS.description, literal(text, tag)) for tag, text in _descriptions(profile, languages)),
        (framework, DCTERMS.hasPart, names.levels),
        (names.levels, RDF.type, SKOS.ConceptScheme),
        (names.levels, DCTERMS.isPartOf, framework),
    ]
    for tag in sorted(languages):
        triples.append((framework, DC.language, literal(tag)))
        if labels := labels_for(tag):
            triples.append((names.levels, SKOS.prefLabel, literal(labels.levels, labels.language)))
    if profile.languages:
        triples.append((framework, SKM.languagePriority, literal(", ".join(profile.languages))))
    if profile.edition:
        triples.append((framework, DCAT.version, literal(profile.edition)))
    if profile.issued:
        triples.append((framework, DCTERMS.issued, literal(profile.issued, datatype=XSD.date)))
    for value, by_iri, by_name in (
        (profile.publisher, DCTERMS.publisher, DC.publisher),
        (profile.rights, DCTERMS.rights, DC.rights),
    ):
        if value:
            is_web = "://" in value and is_iri(value)
            triples.append((framework, by_iri, iri_term(value)) if is_web else (framework, by_name, literal(value)))
    if profile.licence:
        triples.append((framework, DCTERMS.license, iri_term(profile.licence)))
    return [statement((*triple, None)) for triple in dict.fromkeys(triples)]


def scheme_of_levels(framework: Iterable[Statement], names: Names) -> list[Statement]:
    """The classes of each level and essence named in ``framework``, and which level comes next if both are named."""
    levels: dict[int, Span | None] = {}
    statements: list[Statement] = []
    for _, predicate, term, span in framework:
        if predicate == SKOS.notation:
            levels.setdefault(int(parse_literal(term).value), span)
        elif predicate == SKM.essence:
            statements.append(statement((term, RDF.type, SKM.Essence, span)))
    for number, span in sorted(levels.items()):
        level, above = names.level(number), names.level(number + 1)
        statements += [
            statement((level, RDF.type, SKM.Level, span)),
            statement((level, RDF.type, SKOS.Concept, span)),
            statement((level, SKOS.inScheme, names.levels, span)),
            statement((level, SKOS.topConceptOf, names.levels, span)),
            statement((names.levels, SKOS.hasTopConcept, level, span)),
        ]
        if number + 1 in levels:
            statements.append(statement((level, XKOS.next, above, span)))
            statements.append(statement((above, XKOS.previous, level, levels[number + 1])))
    return statements


def level_sequence(statements: Iterable[Statement]) -> list[Statement]:
    """The next and the previous level of each at which ``statements`` define a skill."""
    defined: dict[str, Span | None] = {}
    numbers: dict[str, int] = {}
    for subject, predicate, term, span in statements:
        if predicate == SKM.definedAtLevel:
            defined.setdefault(term, span)
        elif predicate == SKOS.notation and subject in defined:
            number = parse_literal(term).value.rpartition("_")[2]  # of KNOT_3
            if number.isdecimal():
                numbers[subject] = int(number)
    sequence: list[Statement] = []
    for below, above in pairwise(sorted(defined, key=numbers.__getitem__)):
        sequence.append(statement((below, XKOS.next, above, defined[below])))
        sequence.append(statement((above, XKOS.previous, below, defined[above])))
    return sequence


def deduplicate(statements: Iterable[Statement]) -> list[Statement]:
    """The first statement of each triple, in order."""
    distinct: dict[Triple, Statement] = {}
    for one in statements:
        distinct.setdefault(one.triple, one)
    return list(distinct.values())


def exact_matches(statements: Sequence[Statement], profile: Profile) -> list[Statement]:
    """The IRI in other graphs of each skill, skill level and level, from the patterns of ``profile.links``.

    Its place is that of the code or number in it.
    """
    patterns = {LINKS[kind][0]: pattern for kind, pattern in profile.links}
    if not patterns:
        return []
    kinds = {subject: term for subject, predicate, term, _ in statements if predicate == RDF.type and term in patterns}
    matches: list[Statement] = []
    for subject, predicate, term, span in statements:
        if predicate == SKOS.notation and subject in kinds:
            value = parse_literal(term).value
            notation, _, level = value.rpartition("_")  # KNOT_3, or a code or a number alone
            match = patterns[kinds[subject]].format(notation=notation or value, level=level)
            matches.append(Statement(subject, SKOS.exactMatch, iri_term(match), span))
    return deduplicate(matches)


def page_statements(build: Build, page: PageGraph) -> list[Statement]:
    """A page as a graph of its own, a framework of one skill, to be validated by itself."""
    names = build.names
    return [
        *profile_statements(build.profile, names, [page.language]),
        *deduplicate(page.of_framework),
        *scheme_of_levels(page.of_framework, names),
        *(Statement(names.framework, SKOS.hasTopConcept, page.skill, one.span) for one in page.of_skill[:1]),
        *page.of_skill,
    ]
