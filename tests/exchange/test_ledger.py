"""What the ledger says is lost leaves no trace in the files, and what it says is held does: statement by statement."""

from collections.abc import Collection
from functools import cache

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from exchanged import GIVEN, everything
from skosmith.exchange import EXPORTS
from skosmith.exchange.ledger import INVERSE, lost_of
from skosmith.exchange.reading import Reading, ordered
from skosmith.model import DC, DCTERMS, RDF, SKM, SKOS, XKOS, Build, Statement, Triple, literal

pytestmark = pytest.mark.slow

FORMATS = [form for form in EXPORTS if form not in {"csv", "xlsx"}]  # those are found by reading them again
# What a file says by how it is made, so that nothing in it is there for this statement alone.
IMPLIED = {
    RDF.type, SKOS.inScheme, SKOS.hasTopConcept, SKOS.topConceptOf, XKOS.next, XKOS.previous,
    DC.language, DCTERMS.hasPart, DCTERMS.isPartOf,
}  # fmt: skip


@cache
def graph() -> tuple[Build, frozenset[Triple]]:
    build = everything()
    return build, frozenset(item.triple for item in build.asserted())


def exported(form: str, triples: Collection[Triple]) -> tuple[dict[str, bytes], set[Triple]]:
    """The files, and the statements that are lost."""
    reading = Reading(ordered(Statement(*triple) for triple in triples), graph()[0].names, GIVEN)
    files = EXPORTS[form].files(reading)
    return files, set(lost_of(reading))


@pytest.mark.parametrize("form", FORMATS)
def test_without_all_that_is_lost_the_files_are_the_same(form: str) -> None:
    _, triples = graph()
    files, lost = exported(form, triples)
    assert lost
    assert exported(form, triples - lost) == (files, set())


@pytest.mark.parametrize("form", FORMATS)
def test_without_what_is_held_the_files_are_others(form: str) -> None:
    _, triples = graph()
    files, lost = exported(form, triples)
    for triple in triples - lost:
        if triple[1] not in IMPLIED:
            back = (triple[2], INVERSE.get(triple[1], ""), triple[0])
            assert exported(form, triples - {triple, back})[0] != files, triple


@settings(max_examples=200)
@given(data=st.data())
@pytest.mark.parametrize("form", FORMATS)
def test_any_statement_is_lost_just_when_the_files_are_the_same_without_it(form: str, data: st.DataObject) -> None:
    build, triples = graph()
    subjects, predicates = (sorted({triple[at] for triple in triples}) for at in (0, 1))
    text = st.sampled_from(["en", "pt", ""]).map(lambda tag: literal("said by nobody else", tag))
    node = st.sampled_from([*subjects, "<https://example.org/elsewhere>"])
    more = data.draw(st.tuples(st.sampled_from(subjects), st.sampled_from(predicates), text | node))
    assume(more not in triples)
    assume(more[1] not in INVERSE or (more[2], INVERSE[more[1]], more[0]) not in triples)  # it would follow
    assume(more[1] != SKM.level or (more[2], SKM.level, more[0]) not in triples)  # skos:related, which has no direction
    files, lost = exported(form, triples | {more})
    assert (more in lost) == (files == exported(form, triples)[0]), build.names.root


@cache
def one_of_each_class() -> dict[str, str]:
    """A subject of each class, and the one that is in most classes of its own."""
    _, triples = graph()
    return {term: subject for subject, predicate, term in sorted(triples, reverse=True) if predicate == RDF.type}


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("kind", sorted(one_of_each_class()))
def test_of_each_class_any_property_is_lost_just_when_the_files_are_the_same_without_it(kind: str, form: str) -> None:
    """The property above for each class and property, so that none is left to chance."""
    _, triples = graph()
    before = exported(form, triples)[0]
    subject = one_of_each_class()[kind]
    objects = {graph()[0].names.framework, one_of_each_class()[SKOS.Collection], literal("said by nobody else", "en")}
    wrong = []
    for predicate in sorted({triple[1] for triple in triples}):
        for term in sorted(objects):
            more = (subject, predicate, term)
            follows = (term, INVERSE.get(predicate, predicate), subject) in triples
            if more in triples or follows:
                continue
            files, lost = exported(form, triples | {more})
            if (more in lost) != (files == before):
                wrong.append(more)
    assert wrong == []
