"""Build -> files in the formats of others, each with a ledger of what the format cannot hold."""

from skosmith.export.exports import EXPORTS, Export, Exported, export, placed
from skosmith.export.ledger import as_json, as_text
from skosmith.export.reading import Given

__all__ = ["EXPORTS", "Export", "Exported", "Given", "as_json", "as_text", "export", "placed"]
