"""Bytes to pages: files and addresses, text, Markdown, HTML and workbooks, with the labels of eleven languages."""

from typing import TYPE_CHECKING

from skosmith.model import members

if TYPE_CHECKING:
    from skosmith.pages.fetch.addresses import canonical, printable_url
    from skosmith.pages.fetch.bodies import BEGINNING, Body, Session, beginning, explanation
    from skosmith.pages.fetch.failure import FetchError, cause_of
    from skosmith.pages.fetch.options import FetchOptions
    from skosmith.pages.file_kinds import is_html, is_markdown
    from skosmith.pages.find import SUFFIXES, SUPPLEMENTS, expand, is_supplement
    from skosmith.pages.html_page import decode_html
    from skosmith.pages.label_table import as_text, words
    from skosmith.pages.labels import FREQUENT, MARKS, ROLES, Labels, Table, fold, key, with_numbers
    from skosmith.pages.markdown import has_marks, is_rule, plain
    from skosmith.pages.parse import parse_page
    from skosmith.pages.parse.headings import reads_like_a_heading
    from skosmith.pages.parse.language import language_of
    from skosmith.pages.parse.marks import DIGITS, bare_title, keys_of, marks_of, unmarked
    from skosmith.pages.parse.reading import Mark, PageReading
    from skosmith.pages.parse.texts import text_of
    from skosmith.pages.parse.title import title_of
    from skosmith.pages.read import edition_of, fetch_file, lines_of, read_pages
    from skosmith.pages.run_languages import all_labels, built_in, built_in_tables, in_force, labels_for, using
    from skosmith.pages.scripts import is_passage
    from skosmith.pages.supplements import read_supplements
    from skosmith.pages.supplements.mappings import MAPPING_COLUMNS
    from skosmith.pages.supplements.names import NAME_COLUMNS
    from skosmith.pages.workbook import cells_of, read_workbook, with_level_titles
    from skosmith.pages.workbook.cells import without_bullets
    from skosmith.pages.workbook.columns import LEVELS_HEADING

__all__ = ["BEGINNING", "DIGITS", "FREQUENT", "LEVELS_HEADING", "MAPPING_COLUMNS", "MARKS", "NAME_COLUMNS", "ROLES"]
__all__ += ["SUFFIXES", "SUPPLEMENTS", "Body", "FetchError", "FetchOptions", "Labels", "Mark", "PageReading", "Session"]
__all__ += ["Table", "all_labels", "as_text", "bare_title", "beginning", "built_in", "built_in_tables", "canonical"]
__all__ += ["cause_of", "cells_of", "decode_html", "edition_of", "expand", "explanation", "fetch_file", "fold"]
__all__ += ["has_marks", "in_force", "is_html", "is_markdown", "is_passage", "is_rule", "is_supplement", "key"]
__all__ += ["keys_of", "labels_for", "language_of", "lines_of", "marks_of", "parse_page", "plain", "printable_url"]
__all__ += ["read_pages", "read_supplements", "read_workbook", "reads_like_a_heading", "text_of", "title_of"]
__all__ += ["unmarked", "using", "with_level_titles", "with_numbers", "without_bullets", "words"]

if not TYPE_CHECKING:
    __getattr__ = members(
        __name__,
        {
            "fetch.addresses": "canonical printable_url",
            "fetch.bodies": "BEGINNING Body Session beginning explanation",
            "fetch.failure": "FetchError cause_of",
            "fetch.options": "FetchOptions",
            "file_kinds": "is_html is_markdown",
            "find": "SUFFIXES SUPPLEMENTS expand is_supplement",
            "html_page": "decode_html",
            "label_table": "as_text words",
            "labels": "FREQUENT MARKS ROLES Labels Table fold key with_numbers",
            "markdown": "has_marks is_rule plain",
            "parse": "parse_page",
            "parse.headings": "reads_like_a_heading",
            "parse.language": "language_of",
            "parse.marks": "DIGITS bare_title keys_of marks_of unmarked",
            "parse.reading": "Mark PageReading",
            "parse.texts": "text_of",
            "parse.title": "title_of",
            "read": "edition_of fetch_file lines_of read_pages",
            "run_languages": "all_labels built_in built_in_tables in_force labels_for using",
            "scripts": "is_passage",
            "supplements": "read_supplements",
            "supplements.mappings": "MAPPING_COLUMNS",
            "supplements.names": "NAME_COLUMNS",
            "workbook": "cells_of read_workbook with_level_titles",
            "workbook.cells": "without_bullets",
            "workbook.columns": "LEVELS_HEADING",
        },
    )
