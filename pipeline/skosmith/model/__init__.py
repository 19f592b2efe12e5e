"""Records, terms and text that every package shares: pages, places, problems, statements and the graph."""

from typing import TYPE_CHECKING

from skosmith.model.lazy_members import members

if TYPE_CHECKING:
    from skosmith.model.build import Build, PageGraph
    from skosmith.model.concepts import Concept
    from skosmith.model.confidential import masked, withhold
    from skosmith.model.excerpt import FileLines, first_match, first_mismatch, last_character, place, safe_text
    from skosmith.model.files import Files
    from skosmith.model.formats import FORMATS, GRAPH_SUFFIXES, is_rdf, suffix_of
    from skosmith.model.graph import Graph, Node, Passage, Statement, Triple, ntriples, statement
    from skosmith.model.iris import Compact, Names, cell_of, is_iri, lines_of
    from skosmith.model.language_tags import lookup
    from skosmith.model.lines import Line, Span
    from skosmith.model.memo import Memo, Same
    from skosmith.model.ordering import Nodes, arrange
    from skosmith.model.paths import is_below, names_below_common_folder, relative_path
    from skosmith.model.problems import ProblemError, catalogue, fails, in_order, of_cell, problem, violations
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
        Severity,
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
    from skosmith.model.values import RULES, language, link, text
    from skosmith.model.vocabulary import (
        DC,
        DCAT,
        DCTERMS,
        FOAF,
        LINKS,
        OWL,
        PREFIXES,
        PROBLEMS_NS,
        PROV,
        RANK,
        RDF,
        SCHEMA,
        SHAPES_NS,
        SKM,
        SKOS,
        SPDX,
        TEXTS,
        VOID,
        XKOS,
        XSD,
    )
    from skosmith.model.wording import Counted, Quoted, near_names
    from skosmith.model.writing import replace_file, write_file

__all__ = ["DC", "DCAT", "DCTERMS", "FOAF", "FORMATS", "GRAPH_SUFFIXES", "LINKS", "MAX_BYTES", "MAX_GRAPH_BYTES"]
__all__ += ["MAX_LINE", "OWL", "PREFIXES", "PROBLEMS_NS", "PROV", "RANK", "RDF", "RULES", "SCHEMA", "SEVERITIES"]
__all__ += ["SHAPES_NS", "SKM", "SKOS", "SPDX", "STDIN", "TEXTS", "VOID", "WHITE", "XKOS", "XSD", "AttributeSection"]
__all__ += ["Build", "Claim", "Compact", "Concept", "Counted", "FileLines", "Files", "Graph", "Kind", "LevelPage"]
__all__ += ["LevelSection", "Line", "Literal", "Memo", "Names", "Node", "Nodes", "Number", "Page", "PageGraph"]
__all__ += ["Passage", "Problem", "ProblemError", "Profile", "Quoted", "Same", "Severity", "Source", "Span"]
__all__ += ["Statement", "Text", "Triple", "arrange", "catalogue", "cell_of", "data_files", "data_folder", "decode"]
__all__ += ["fails", "first_match", "first_mismatch", "in_order", "iri_of", "iri_term", "is_address", "is_below"]
__all__ += ["is_iri", "is_link", "is_literal", "is_rdf", "language", "language_of", "last_character", "lexical"]
__all__ += ["line_text", "lines_of", "link", "literal", "lookup", "masked", "members", "names_below_common_folder"]
__all__ += ["near_names", "ntriples", "of_cell", "parse_literal", "place", "plain_text", "printable_path", "problem"]
__all__ += ["read_data", "relative_path", "replace_file", "safe_text", "span_of_byte", "statement", "suffix_of"]
__all__ += ["text", "text_of", "turtle_files", "value_of", "violations", "whole", "withhold", "write_file"]

if not TYPE_CHECKING:
    __getattr__ = members(
        __name__,
        {
            "build": "Build PageGraph",
            "concepts": "Concept",
            "confidential": "masked withhold",
            "excerpt": "FileLines first_match first_mismatch last_character place safe_text",
            "files": "Files",
            "formats": "FORMATS GRAPH_SUFFIXES is_rdf suffix_of",
            "graph": "Graph Node Passage Statement Triple ntriples statement",
            "iris": "Compact Names cell_of is_iri lines_of",
            "language_tags": "lookup",
            "lines": "Line Span",
            "memo": "Memo Same",
            "ordering": "Nodes arrange",
            "paths": "is_below names_below_common_folder relative_path",
            "problems": "ProblemError catalogue fails in_order of_cell problem violations",
            "records": "AttributeSection Claim Kind LevelPage LevelSection Number Page Problem Profile SEVERITIES "
            "Severity Text",
            "resources": "data_files data_folder read_data turtle_files",
            "source": "MAX_BYTES MAX_GRAPH_BYTES MAX_LINE STDIN Source WHITE decode is_address line_text plain_text "
            "printable_path span_of_byte text_of whole",
            "terms": "Literal iri_of iri_term is_link is_literal language_of lexical literal parse_literal value_of",
            "values": "RULES language link text",
            "vocabulary": "DC DCAT DCTERMS FOAF LINKS OWL PREFIXES PROBLEMS_NS PROV RANK RDF SCHEMA SHAPES_NS SKM "
            "SKOS SPDX TEXTS VOID XKOS XSD",
            "wording": "Counted Quoted near_names",
            "writing": "replace_file write_file",
        },
    )
