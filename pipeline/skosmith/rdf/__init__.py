"""Pages to a graph, and the graph to files and back: statements, provenance, readers and writers."""

from typing import TYPE_CHECKING

from skosmith.model import members

if TYPE_CHECKING:
    from skosmith.rdf.build import build_graph
    from skosmith.rdf.lines import coverage_by_line
    from skosmith.rdf.parse import GENID, build_from_statements, read_statements, statements_of, syntax_problem, term_of
    from skosmith.rdf.parse.rdf_xml import fault_of, fault_of_file
    from skosmith.rdf.parse.text import Term
    from skosmith.rdf.provenance import provenance_of_pages, provenance_of_texts
    from skosmith.rdf.resolve import FRAMEWORK, find_nodes, is_like_a_node, relative_name
    from skosmith.rdf.scheme import page_statements
    from skosmith.rdf.write.files import WRITERS, graph_file, older_files, write_graph
    from skosmith.rdf.write.jsonld import NESTED, node_object
    from skosmith.rdf.write.metadata import About, Counts, Dump, metadata_statements
    from skosmith.rdf.write.place import WriteError, WrittenFile, write_files
    from skosmith.rdf.write.rdfxml import FORBIDDEN
    from skosmith.rdf.write.serialisation import serialise
    from skosmith.rdf.write.turtle_text import blocks, document

__all__ = ["FORBIDDEN", "FRAMEWORK", "GENID", "NESTED", "WRITERS", "About", "Counts", "Dump", "Term", "WriteError"]
__all__ += ["WrittenFile", "blocks", "build_from_statements", "build_graph", "coverage_by_line", "document", "fault_of"]
__all__ += ["fault_of_file", "find_nodes", "graph_file", "is_like_a_node", "metadata_statements", "node_object"]
__all__ += ["older_files", "page_statements", "provenance_of_pages", "provenance_of_texts", "read_statements"]
__all__ += ["relative_name", "serialise", "statements_of", "syntax_problem", "term_of", "write_files", "write_graph"]

if not TYPE_CHECKING:
    __getattr__ = members(
        __name__,
        {
            "build": "build_graph",
            "lines": "coverage_by_line",
            "parse": "GENID build_from_statements read_statements statements_of syntax_problem term_of",
            "parse.rdf_xml": "fault_of fault_of_file",
            "parse.text": "Term",
            "provenance": "provenance_of_pages provenance_of_texts",
            "resolve": "FRAMEWORK find_nodes is_like_a_node relative_name",
            "scheme": "page_statements",
            "write.files": "WRITERS graph_file older_files write_graph",
            "write.jsonld": "NESTED node_object",
            "write.metadata": "About Counts Dump metadata_statements",
            "write.place": "WriteError WrittenFile write_files",
            "write.rdfxml": "FORBIDDEN",
            "write.serialisation": "serialise",
            "write.turtle_text": "blocks document",
        },
    )
