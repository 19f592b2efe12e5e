"""Records, terms and text that every package shares: pages, places, problems, statements and the graph."""

from typing import TYPE_CHECKING

from skosmith.model.lazy_members import members

if TYPE_CHECKING:
    from skosmith.model.build import Build, PageGraph, SupplementGraph
    from skosmith.model.concepts import Concept
    from skosmith.model.confidential import masked, withhold
    from skosmith.model.derived import asserted_statements, derived_statements, implied_concepts
    from skosmith.model.excerpt import FileLines, first_match, first_mismatch, last_character, place, safe_text
    from skosmith.model.files import Files
    from skosmith.model.formats import FORMATS, GRAPH_SUFFIXES, is_rdf, suffix_of
    from skosmith.model.graph import Graph, Node, Passage, Statement, Triple, ntriples, statement
    from skosmith.model.iris import Compact, Names, cell_of, cells_of, is_iri, lines_of
    from skosmith.model.language_tags import by_priority, lookup, nearest, recommended_case
    from skosmith.model.lines import Line, Span
    from skosmith.model.memo import Memo, Same
    from skosmith.model.ordering import Nodes, arrange
    from skosmith.model.paths import is_below, names_below_common_folder, relative_path
    from skosmith.model.problems import ProblemError, catalogue, fails, in_order, problem, violations, words_of_cell
    from skosmith.model.records import (
        SEVERITIES,
        AttributeSection,
        Claim,
        Kind,
        LevelPage,
        LevelSection,
        Number,
        Page,
        Problem,
        Profile,
        Retirement,
        Severity,
        Supplement,
        SupplementRow,
        Text,
    )
    from skosmith.model.resources import data_files, data_folder, read_data, turtle_files
    from skosmith.model.source import (
        MAX_BYTES,
        MAX_GRAPH_BYTES,
        MAX_LINE,
        STDIN,
        WHITE,
        Source,
        decode,
        is_address,
        line_text,
        plain_text,
        printable_path,
        raw_path,
        span_of_byte,
        text_of,
        whole,
    )
    from skosmith.model.terms import (
        Literal,
        iri_of,
        iri_term,
        is_link,
        is_literal,
        language_of,
        lexical,
        literal,
        parse_literal,
        value_of,
    )
    from skosmith.model.values import RULES, is_day, language, link, text
    from skosmith.model.vocabulary import (
        BLANK,
        DC,
        DCAT,
        DCTERMS,
        FOAF,
        LINKS,
        MAPPINGS,
        OTHER_NAMES,
        OWL,
        PREFIXES,
        PROBLEMS_NS,
        PROV,
        RANK,
        RDF,
        RDFS,
        SCHEMA,
        SHAPES_NS,
        SKM,
        SKOS,
        SPDX,
        SSSOM,
        TEXTS,
        VOID,
        XKOS,
        XSD,
    )
    from skosmith.model.wording import LONGEST, Counted, Quoted, near_names, reason_of, shortened
    from skosmith.model.writing import replace_file, write_file, write_problem

__all__ = ["BLANK", "DC", "DCAT", "DCTERMS", "FOAF", "FORMATS", "GRAPH_SUFFIXES", "LINKS", "LONGEST", "MAPPINGS"]
__all__ += ["MAX_BYTES", "MAX_GRAPH_BYTES", "MAX_LINE", "OTHER_NAMES", "OWL", "PREFIXES", "PROBLEMS_NS", "PROV"]
__all__ += ["RANK", "RDF", "RDFS", "RULES", "SCHEMA", "SEVERITIES", "SHAPES_NS", "SKM", "SKOS", "SPDX", "SSSOM"]
__all__ += ["STDIN", "TEXTS", "VOID", "WHITE", "XKOS", "XSD", "AttributeSection", "Build", "Claim", "Compact"]
__all__ += ["Concept", "Counted", "FileLines", "Files", "Graph", "Kind", "LevelPage", "LevelSection", "Line"]
__all__ += ["Literal", "Memo", "Names", "Node", "Nodes", "Number", "Page", "PageGraph", "Passage", "Problem"]
__all__ += ["ProblemError", "Profile", "Quoted", "Retirement", "Same", "Severity", "Source", "Span", "Statement"]
__all__ += ["Supplement", "SupplementGraph", "SupplementRow", "Text", "Triple", "arrange", "asserted_statements"]
__all__ += ["by_priority", "catalogue", "cell_of", "cells_of", "data_files", "data_folder", "decode"]
__all__ += ["derived_statements", "fails", "first_match", "first_mismatch", "implied_concepts", "in_order", "iri_of"]
__all__ += ["iri_term", "is_address", "is_below", "is_day", "is_iri", "is_link", "is_literal", "is_rdf", "language"]
__all__ += ["language_of", "last_character", "lexical", "line_text", "lines_of", "link", "literal", "lookup", "masked"]
__all__ += ["members", "names_below_common_folder", "near_names", "nearest", "ntriples", "parse_literal", "place"]
__all__ += ["plain_text", "printable_path", "problem", "raw_path", "read_data", "reason_of", "recommended_case"]
__all__ += ["relative_path", "replace_file", "safe_text", "shortened", "span_of_byte", "statement", "suffix_of"]
__all__ += ["text", "text_of", "turtle_files", "value_of", "violations", "whole", "withhold", "words_of_cell"]
__all__ += ["write_file", "write_problem"]

if not TYPE_CHECKING:
    __getattr__ = members(
        __name__,
        {
            "build": "Build PageGraph SupplementGraph",
            "concepts": "Concept",
            "confidential": "masked withhold",
            "derived": "asserted_statements derived_statements implied_concepts",
            "excerpt": "FileLines first_match first_mismatch last_character place safe_text",
            "files": "Files",
            "formats": "FORMATS GRAPH_SUFFIXES is_rdf suffix_of",
            "graph": "Graph Node Passage Statement Triple ntriples statement",
            "iris": "Compact Names cell_of cells_of is_iri lines_of",
            "language_tags": "by_priority lookup nearest recommended_case",
            "lines": "Line Span",
            "memo": "Memo Same",
            "ordering": "Nodes arrange",
            "paths": "is_below names_below_common_folder relative_path",
            "problems": "ProblemError catalogue fails in_order problem violations words_of_cell",
            "records": "SEVERITIES AttributeSection Claim Kind LevelPage LevelSection Number Page Problem Profile "
            "Retirement Severity Supplement SupplementRow Text",
            "resources": "data_files data_folder read_data turtle_files",
            "source": "MAX_BYTES MAX_GRAPH_BYTES MAX_LINE STDIN WHITE Source decode is_address line_text plain_text "
            "printable_path raw_path span_of_byte text_of whole",
            "terms": "Literal iri_of iri_term is_link is_literal language_of lexical literal parse_literal value_of",
            "values": "RULES is_day language link text",
            "vocabulary": "BLANK DC DCAT DCTERMS FOAF LINKS MAPPINGS OTHER_NAMES OWL PREFIXES PROBLEMS_NS PROV RANK "
            "RDF RDFS SCHEMA SHAPES_NS SKM SKOS SPDX SSSOM TEXTS VOID XKOS XSD",
            "wording": "LONGEST Counted Quoted near_names reason_of shortened",
            "writing": "replace_file write_file write_problem",
        },
    )
