"""Other formats, each with a ledger of what it cannot hold."""

from typing import TYPE_CHECKING

from skosmith.model import members

if TYPE_CHECKING:
    from skosmith.exchange.exports import EXPORTS, ExportResult, export_graph, place_files
    from skosmith.exchange.ledger import ledger_json, ledger_text
    from skosmith.exchange.reading import ExportOptions

__all__ = ["EXPORTS", "ExportOptions", "ExportResult", "export_graph", "ledger_json", "ledger_text", "place_files"]

if not TYPE_CHECKING:
    __getattr__ = members(
        __name__,
        {
            "exports": "EXPORTS ExportResult export_graph place_files",
            "ledger": "ledger_json ledger_text",
            "reading": "ExportOptions",
        },
    )
