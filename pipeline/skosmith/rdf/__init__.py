"""Pages to a graph, and the graph to files and back: statements, provenance, readers and writers."""

from typing import TYPE_CHECKING

from skosmith.model import members

if TYPE_CHECKING:
    from skosmith.rdf.build import build_graph
    from skosmith.rdf.editions.history import without_history
    from skosmith.rdf.editions.links import Dates, link_editions
    from skosmith.rdf.editions.recoded import recodings
    from skosmith.rdf.editions.views import (
        View,
        absolute,
        differing,
        in_force,
        is_relative,
        relative,
        retired_since,
        view,
    )
    from skosmith.rdf.editions.words import words_of
    from skosmith.rdf.lines import coverage_by_line
    from skosmith.rdf.parse import build_from_statements, read_statements, statements_of, syntax_problem, term_of
    from skosmith.rdf.parse.rdf_xml import fault_of, fault_of_file
    from skosmith.rdf.parse.text import Term
    from skosmith.rdf.provenance import provenance_of_pages, provenance_of_texts
    from skosmith.rdf.resolve import FRAMEWORK, find_nodes, is_like_a_node, relative_name
    from skosmith.rdf.scheme import page_statements
    from skosmith.rdf.write.files import WRITERS, graph_file, older_files, write_graph
    from skosmith.rdf.write.jsonld import NESTED, node_object
    from skosmith.rdf.write.metadata import SHARED, About, Counts, Dump, metadata_statements
    from skosmith.rdf.write.place import WriteError, WrittenFile, write_files
    from skosmith.rdf.write.rdfxml import FORBIDDEN
    from skosmith.rdf.write.serialisation import serialise
    from skosmith.rdf.write.turtle_text import blocks, document

__all__ = ["FORBIDDEN", "FRAMEWORK", "NESTED", "SHARED", "WRITERS", "About", "Counts", "Dates", "Dump", "Term"]
__all__ += ["View", "WriteError", "WrittenFile", "absolute", "blocks", "build_from_statements", "build_graph"]
__all__ += ["coverage_by_line", "differing", "document", "fault_of", "fault_of_file", "find_nodes", "graph_file"]
__all__ += ["in_force", "is_like_a_node", "is_relative", "link_editions", "metadata_statements", "node_object"]
__all__ += ["older_files", "page_statements", "provenance_of_pages", "provenance_of_texts", "read_statements"]
__all__ += ["recodings", "relative", "relative_name", "retired_since", "serialise", "statements_of", "syntax_problem"]
__all__ += ["term_of", "view", "without_history", "words_of", "write_files", "write_graph"]

if not TYPE_CHECKING:
    __getattr__ = members(
        __name__,
        {
            "build": "build_graph",
            "editions.history": "without_history",
            "editions.links": "Dates link_editions",
            "editions.recoded": "recodings",
            "editions.views": "View absolute differing in_force is_relative relative retired_since view",
            "editions.words": "words_of",
            "lines": "coverage_by_line",
            "parse": "build_from_statements read_statements statements_of syntax_problem term_of",
            "parse.rdf_xml": "fault_of fault_of_file",
            "parse.text": "Term",
            "provenance": "provenance_of_pages provenance_of_texts",
            "resolve": "FRAMEWORK find_nodes is_like_a_node relative_name",
            "scheme": "page_statements",
            "write.files": "WRITERS graph_file older_files write_graph",
            "write.jsonld": "NESTED node_object",
            "write.metadata": "SHARED About Counts Dump metadata_statements",
            "write.place": "WriteError WrittenFile write_files",
            "write.rdfxml": "FORBIDDEN",
            "write.serialisation": "serialise",
            "write.turtle_text": "blocks document",
        },
    )
