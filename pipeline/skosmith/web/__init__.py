"""The explorer of a graph, its server, and the static site."""

from typing import TYPE_CHECKING

from skosmith.model import members

if TYPE_CHECKING:
    from skosmith.web.explorer.catalogue import Explorer
    from skosmith.web.explorer.dataset import Dataset, open_dataset
    from skosmith.web.explorer.files import Files
    from skosmith.web.serve.limits import Limits
    from skosmith.web.serve.run_server import listen, run
    from skosmith.web.site import write_site

__all__ = ["Dataset", "Explorer", "Files", "Limits", "listen", "open_dataset", "run", "write_site"]

if not TYPE_CHECKING:
    __getattr__ = members(
        __name__,
        {
            "explorer.catalogue": "Explorer",
            "explorer.dataset": "Dataset open_dataset",
            "explorer.files": "Files",
            "serve.limits": "Limits",
            "serve.run_server": "listen run",
            "site": "write_site",
        },
    )
