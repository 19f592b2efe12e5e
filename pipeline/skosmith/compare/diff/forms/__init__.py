"""Diff -> text, Markdown, JSON, SPARQL Update, RDF Patch, Turtle: a module for each kind of reader."""

from collections.abc import Callable
from typing import NamedTuple

from skosmith.compare.diff.forms.json_form import as_json
from skosmith.compare.diff.forms.markdown import as_markdown
from skosmith.compare.diff.forms.patches import as_rdf_patch, as_sparql
from skosmith.compare.diff.forms.text import as_text, problems_text
from skosmith.compare.diff.forms.turtle_form import as_deprecations, as_turtle

__all__ = ["DIFF_FORMS", "Form", "problems_text"]


class Form(NamedTuple):
    """How a diff is written: ``write`` is given the diff, the language of its sentences, and whether it is coloured.

    ``has_problems`` tells whether the form has room for what is wrong with the sides.
    """

    write: Callable[..., str]
    has_problems: bool = False


DIFF_FORMS: dict[str, Form] = {
    "text": Form(as_text, has_problems=True),
    "markdown": Form(as_markdown, has_problems=True),
    "json": Form(as_json, has_problems=True),
    "sparql": Form(as_sparql),
    "rdfpatch": Form(as_rdf_patch),
    "turtle": Form(as_turtle),
    "deprecations": Form(as_deprecations),
}
"""The forms of a diff, by the name of their option."""
