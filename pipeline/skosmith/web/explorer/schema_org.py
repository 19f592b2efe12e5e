"""The thing of a page for search engines: schema.org, as JSON-LD."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from skosmith.model import iri_of
from skosmith.web.explorer.records import Category, Elsewhere, Framework, Level, Skill, Texts

if TYPE_CHECKING:
    from skosmith.web.explorer.page import Page

# Source: the HTML standard, "Restrictions for contents of script elements".
_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def structured_data(page: Page) -> Markup:
    """The thing that ``page`` is about, as JSON that is safe in a script element; empty if there is none."""
    thing = _thing(page)
    if not thing:
        return Markup("")
    text = json.dumps({"@context": "https://schema.org/", **thing}, ensure_ascii=False)
    return Markup(text.translate(_ESCAPES))  # noqa: S704 - escaped above


def _texts(texts: Texts) -> Any:  # noqa: ANN401 - JSON
    values = [{"@value": text, "@language": tag} if tag else text for tag, text in sorted(texts.items())]
    return values[0] if len(values) == 1 else values


def _thing(page: Page) -> dict[str, Any]:
    subject, framework = page.document.subject, page.document.framework
    if framework is None or subject is None or not page.document.iri:
        return {}
    thing: dict[str, Any] = {"@id": page.document.iri}
    if page.document.template == "levels":
        terms = [(level.iri, str(level.number)) for level in framework.levels]
        thing |= _set(framework.scheme_names, terms)
    elif isinstance(subject, Framework):
        thing |= {**_set(subject.titles, []), "inLanguage": list(subject.languages), "version": subject.edition}
        thing |= {"license": subject.licences[0]} if subject.licences else {}
    elif isinstance(subject, Category):
        thing |= _set(subject.names, [(skill.iri, skill.notation) for skill in subject.skills])
    elif isinstance(subject, Level):
        thing |= _term(subject.titles, subject.essence, str(subject.number), iri_of(framework.scheme))
        thing |= _elsewhere(subject.elsewhere)
    elif isinstance(subject, Skill):
        thing |= _term(subject.names, subject.definition, subject.notation, iri_of(framework.iri))
        thing |= _elsewhere(subject.elsewhere)
    else:
        skill, skill_level = subject
        thing |= _term(
            skill_level.names or skill.names, skill_level.definition, skill_level.notation, iri_of(framework.iri)
        )
        thing |= _elsewhere(skill_level.elsewhere)
    return {key: value for key, value in thing.items() if value}


def _term(names: Texts, text: Texts, code: str, scheme: str) -> dict[str, Any]:
    return {
        "@type": "DefinedTerm",
        "name": _texts(names),
        "description": _texts(text),
        "termCode": code,
        "inDefinedTermSet": scheme,
    }


def _elsewhere(elsewhere: Elsewhere) -> dict[str, Any]:
    names = [{"@value": name, "@language": tag} if tag else name for tag, name in elsewhere.names]
    return {"alternateName": names, "sameAs": list(elsewhere.matches.get("same_as", ()))}


def _set(names: Texts, terms: list[tuple[str, str]]) -> dict[str, Any]:
    listed = [{"@type": "DefinedTerm", "@id": iri_of(iri), "termCode": code} for iri, code in terms]
    return {"@type": "DefinedTermSet", "name": _texts(names), "hasDefinedTerm": listed}
