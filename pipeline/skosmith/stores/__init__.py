"""SPARQL and triple stores: queries, their answers, and loading with proof."""

from typing import TYPE_CHECKING

from skosmith.model import members

if TYPE_CHECKING:
    from skosmith.stores.load import Target, load_parts
    from skosmith.stores.load.graph_store import GraphStore
    from skosmith.stores.load.on_disk import OnDisk
    from skosmith.stores.load.parts import Part, parts_of
    from skosmith.stores.query.answers import ROWS, TRIPLES, is_of_triples
    from skosmith.stores.query.data import BASE, STORE, fault_of_reading, load_file, on_store
    from skosmith.stores.query.execution import ask, code_problem
    from skosmith.stores.query.named import NamedQuery, described, named_queries, similar_names, values_for
    from skosmith.stores.query.process import READY, QueryProcess, limit_memory, read_message, write_message
    from skosmith.stores.query.results import RESULTS, TRIPLE_TYPES
    from skosmith.stores.query.syntax import UPDATE, is_update, syntax_fault, syntax_problem
    from skosmith.stores.query.tokenizer import is_ordered, keywords, tokens
    from skosmith.stores.store_error import StoreError

__all__ = ["BASE", "READY", "RESULTS", "ROWS", "STORE", "TRIPLES", "TRIPLE_TYPES", "UPDATE", "GraphStore", "NamedQuery"]
__all__ += ["OnDisk", "Part", "QueryProcess", "StoreError", "Target", "ask", "code_problem", "described"]
__all__ += ["fault_of_reading", "is_of_triples", "is_ordered", "is_update", "keywords", "limit_memory", "load_file"]
__all__ += ["load_parts", "named_queries", "on_store", "parts_of", "read_message", "similar_names", "syntax_fault"]
__all__ += ["syntax_problem", "tokens", "values_for", "write_message"]

if not TYPE_CHECKING:
    __getattr__ = members(
        __name__,
        {
            "load": "Target load_parts",
            "load.graph_store": "GraphStore",
            "load.on_disk": "OnDisk",
            "load.parts": "Part parts_of",
            "query.answers": "ROWS TRIPLES is_of_triples",
            "query.data": "BASE STORE fault_of_reading load_file on_store",
            "query.execution": "ask code_problem",
            "query.named": "NamedQuery described named_queries similar_names values_for",
            "query.process": "READY QueryProcess limit_memory read_message write_message",
            "query.results": "RESULTS TRIPLE_TYPES",
            "query.syntax": "UPDATE is_update syntax_fault syntax_problem",
            "query.tokenizer": "is_ordered keywords tokens",
            "store_error": "StoreError",
        },
    )
