"""Records, terms and text that every package shares: pages, places, problems, statements and the graph."""

from typing import TYPE_CHECKING

from skosmith.model.lazy_members import members

if TYPE_CHECKING:
    from skosmith.model.confidential import masked, withhold
    from skosmith.model.counted import Counted
    from skosmith.model.excerpt import Pages, place, safe_text
    from skosmith.model.files import write_file
    from skosmith.model.graph import Build, Nodes, PageGraph, Places, Statement, arrange, literal, ntriples, placed
    from skosmith.model.iris import Compact, Names, cell_of, is_iri, lines_of
    from skosmith.model.memo import Memo, Same, recall
    from skosmith.model.passage import first_match, first_mismatch, last_character
    from skosmith.model.problems import ProblemError, catalogue, in_order, of_cell, problem
    from skosmith.model.records import (
        SEVERITIES,
        AttributeSection,
        Claim,
        Kind,
        LevelPage,
        LevelSection,
        Line,
        Number,
        Page,
        Problem,
        Profile,
        Severity,
        Span,
        Text,
    )
    from skosmith.model.resources import data_files, data_folder, read_data, turtle_files
    from skosmith.model.slips import slip_of
    from skosmith.model.source import (
        MAX_BYTES,
        MAX_GRAPH_BYTES,
        MAX_LINE,
        STDIN,
        WHITE,
        Source,
        decode,
        forget,
        is_address,
        keep,
        line_text,
        plain_text,
        printable_path,
        raw_line,
        read,
        span_of_byte,
        text_of,
        whole,
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

__all__ = ["DC", "DCAT", "DCTERMS", "FOAF", "LINKS", "MAX_BYTES", "MAX_GRAPH_BYTES", "MAX_LINE", "OWL", "PREFIXES"]
__all__ += ["PROBLEMS_NS", "PROV", "RANK", "RDF", "RULES", "SCHEMA", "SEVERITIES", "SHAPES_NS", "SKM", "SKOS", "SPDX"]
__all__ += ["STDIN", "TEXTS", "VOID", "WHITE", "XKOS", "XSD", "AttributeSection", "Build", "Claim", "Compact"]
__all__ += ["Counted", "Kind", "LevelPage", "LevelSection", "Line", "Memo", "Names", "Nodes", "Number", "Page"]
__all__ += ["PageGraph", "Pages", "Places", "Problem", "ProblemError", "Profile", "Same", "Severity", "Source", "Span"]
__all__ += ["Statement", "Text", "arrange", "catalogue", "cell_of", "data_files", "data_folder", "decode"]
__all__ += ["first_match", "first_mismatch", "forget", "in_order", "is_address", "is_iri", "keep", "language"]
__all__ += ["last_character", "line_text", "lines_of", "link", "literal", "masked", "members", "ntriples", "of_cell"]
__all__ += ["place", "placed", "plain_text", "printable_path", "problem", "raw_line", "read", "read_data", "recall"]
__all__ += ["safe_text", "slip_of", "span_of_byte", "text", "text_of", "turtle_files", "whole", "withhold"]
__all__ += ["write_file"]

if not TYPE_CHECKING:
    __getattr__ = members(
        __name__,
        {
            "confidential": "masked withhold",
            "counted": "Counted",
            "excerpt": "Pages place safe_text",
            "files": "write_file",
            "graph": "Build Nodes PageGraph Places Statement arrange literal ntriples placed",
            "iris": "Compact Names cell_of is_iri lines_of",
            "memo": "Memo Same recall",
            "passage": "first_match first_mismatch last_character",
            "problems": "ProblemError catalogue in_order of_cell problem",
            "records": (
                "AttributeSection Claim Kind LevelPage LevelSection Line Number Page Problem Profile SEVERITIES "
                "Severity Span Text"
            ),
            "resources": "data_files data_folder read_data turtle_files",
            "slips": "slip_of",
            "source": (
                "MAX_BYTES MAX_GRAPH_BYTES MAX_LINE STDIN Source WHITE decode forget is_address keep line_text "
                "plain_text printable_path raw_line read span_of_byte text_of whole"
            ),
            "values": "RULES language link text",
            "vocabulary": (
                "DC DCAT DCTERMS FOAF LINKS OWL PREFIXES PROBLEMS_NS PROV RANK RDF SCHEMA SHAPES_NS SKM SKOS SPDX "
                "TEXTS VOID XKOS XSD"
            ),
        },
    )
