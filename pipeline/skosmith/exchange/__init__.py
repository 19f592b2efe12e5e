"""Other formats, each with a ledger of what it cannot hold."""

from typing import TYPE_CHECKING

from skosmith.model import members

if TYPE_CHECKING:
    from skosmith.exchange.exports import EXPORTS, Exported, export_graph, placed
    from skosmith.exchange.ledger import ledger_json, ledger_text
    from skosmith.exchange.reading import Given

__all__ = ["EXPORTS", "Exported", "Given", "export_graph", "ledger_json", "ledger_text", "placed"]

if not TYPE_CHECKING:
    __getattr__ = members(
        __name__,
        {
            "exports": "EXPORTS Exported export_graph placed",
            "ledger": "ledger_json ledger_text",
            "reading": "Given",
        },
    )
