"""Diff -> text, Markdown, JSON, SPARQL Update, RDF Patch, Turtle, names.csv: a module for each kind of reader."""

from collections.abc import Callable
from typing import NamedTuple

from skosmith.compare.diff import Diff
from skosmith.compare.diff.forms.json_form import as_json
from skosmith.compare.diff.forms.markdown import as_markdown
from skosmith.compare.diff.forms.names import as_names
from skosmith.compare.diff.forms.patches import as_rdf_patch, as_sparql
from skosmith.compare.diff.forms.text import as_text, problems_text
from skosmith.compare.diff.forms.turtle_form import as_deprecations, as_turtle

__all__ = ["DIFF_FORMS", "Form", "problems_text"]


class Form(NamedTuple):
    """The writer of a form, given the language of its sentences and whether to colour it.

    ``has_problems`` tells whether the form contains the problems of the sides.
    """

    writer: Callable[[Diff, str, bool], str]
    has_problems: bool = False

    def write(self, diff: Diff, language: str = "en", *, colour: bool = False) -> str:
        return self.writer(diff, language, colour)


DIFF_FORMS: dict[str, Form] = {
    "text": Form(lambda diff, language, colour: as_text(diff, language, colour=colour)),
    "markdown": Form(lambda diff, language, _: as_markdown(diff, language), has_problems=True),
    "json": Form(lambda diff, language, _: as_json(diff, language), has_problems=True),
    "sparql": Form(lambda diff, *_: as_sparql(diff)),
    "rdfpatch": Form(lambda diff, *_: as_rdf_patch(diff)),
    "turtle": Form(lambda diff, *_: as_turtle(diff)),
    "names": Form(lambda diff, *_: as_names(diff)),
    "deprecations": Form(lambda diff, *_: as_deprecations(diff)),
}
"""The forms of a diff, by the name of their option."""
