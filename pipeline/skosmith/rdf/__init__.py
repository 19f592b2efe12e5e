"""Pages to a graph, and the graph to files and back: statements, provenance, readers and writers."""

from typing import TYPE_CHECKING

from skosmith.model import members

if TYPE_CHECKING:
    from skosmith.rdf.build import build_graph, holders
    from skosmith.rdf.parse import GENID, graph_of, read_statements, statements_of, syntax_problem, term_of
    from skosmith.rdf.parse.rdf_xml import fault_of, fault_of_file
    from skosmith.rdf.parse.text import Term
    from skosmith.rdf.provenance import provenance_of_pages, provenance_of_texts
    from skosmith.rdf.resolve import FRAMEWORK, find_nodes, is_like_a_node, relative
    from skosmith.rdf.scheme import page_statements
    from skosmith.rdf.write.files import WRITERS, older, write_graph
    from skosmith.rdf.write.jsonld import NESTED
    from skosmith.rdf.write.metadata import About, Counts, Dump, metadata_statements
    from skosmith.rdf.write.place import WriteError, Written, put
    from skosmith.rdf.write.rdfxml import FORBIDDEN
    from skosmith.rdf.write.serialisation import serialised
    from skosmith.rdf.write.turtle_text import blocks, document

__all__ = ["FORBIDDEN", "FRAMEWORK", "GENID", "NESTED", "WRITERS", "About", "Counts", "Dump", "Term", "WriteError"]
__all__ += ["Written", "blocks", "build_graph", "document", "fault_of", "fault_of_file", "find_nodes", "graph_of"]
__all__ += ["holders", "is_like_a_node", "metadata_statements", "older", "page_statements", "provenance_of_pages"]
__all__ += ["provenance_of_texts", "put", "read_statements", "relative", "serialised", "statements_of"]
__all__ += ["syntax_problem", "term_of", "write_graph"]

if not TYPE_CHECKING:
    __getattr__ = members(
        __name__,
        {
            "build": "build_graph holders",
            "parse": "GENID graph_of read_statements statements_of syntax_problem term_of",
            "parse.rdf_xml": "fault_of fault_of_file",
            "parse.text": "Term",
            "provenance": "provenance_of_pages provenance_of_texts",
            "resolve": "FRAMEWORK find_nodes is_like_a_node relative",
            "scheme": "page_statements",
            "write.files": "WRITERS older write_graph",
            "write.jsonld": "NESTED",
            "write.metadata": "About Counts Dump metadata_statements",
            "write.place": "WriteError Written put",
            "write.rdfxml": "FORBIDDEN",
            "write.serialisation": "serialised",
            "write.turtle_text": "blocks document",
        },
    )
