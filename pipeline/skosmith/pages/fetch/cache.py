"""Pages on disk, a file for each URL: requested again only if they have changed, and at hand offline."""

import hashlib
import json
from pathlib import Path
from typing import NamedTuple

from skosmith.model import replace_file
from skosmith.pages.fetch.failure import FetchError

_OWN = 0o600  # the rights of a file that nobody else reads
_MAX_HEAD = 65_536  # bytes before the page in a file of the cache


class Entry(NamedTuple):
    """An answer with a page: ``asked`` is the URL of the request, ``url`` the one that answered after redirects.

    ``content_type``, ``etag`` and ``last_modified`` are the headers as sent, else empty.
    """

    asked: str
    url: str
    content_type: str
    etag: str
    last_modified: str
    data: bytes

    @property
    def conditions(self) -> dict[str, str]:
        """The headers of a request for the page only if it has changed (RFC 9110, section 13.1)."""
        headers = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in headers.items() if value}


def load(folder: Path, url: str, max_bytes: int) -> Entry | None:
    """The entry of a URL; None without one, or if its file is not whole or too large."""
    try:
        with _file(folder, url).open("rb") as file:
            head = json.loads(file.readline(_MAX_HEAD))
            data = file.read(max_bytes + 1)
        sha256 = head.pop("sha256")
        entry = Entry(**head, data=data)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    is_text = all(isinstance(value, str) for value in head.values())
    is_whole = hashlib.sha256(data).hexdigest() == sha256
    return entry if is_text and is_whole and entry.asked == url and len(data) <= max_bytes else None


def store(folder: Path, entry: Entry) -> None:
    """Writes an entry, whole or not at all. Raises FetchError if the folder cannot be written."""
    head = {key: value for key, value in entry._asdict().items() if key != "data"}
    head["sha256"] = hashlib.sha256(entry.data).hexdigest()
    try:
        replace_file(_file(folder, entry.asked), json.dumps(head).encode() + b"\n" + entry.data, _OWN)
    except OSError as error:
        raise FetchError("cache-not-written", folder=folder, reason=error) from error


def _file(folder: Path, url: str) -> Path:
    return folder / f"{hashlib.sha256(url.encode()).hexdigest()}.page"
