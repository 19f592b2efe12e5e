"""How pages are fetched: limits, times and the folder of the cache."""

from pathlib import Path
from typing import NamedTuple

from skosmith import __version__

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

MEDIA_TYPES = (
    "text/html",
    "application/xhtml+xml",
    "text/plain",
    "text/markdown",
    "text/csv",
    XLSX,
    "application/octet-stream",
)
"""The media types that pages and workbooks come as."""


class FetchOptions(NamedTuple):
    """How pages are fetched.

    ``cache`` is a folder to keep pages in, created if it does not exist; ``offline`` answers from it alone.
    ``allow_private`` permits addresses that are not of the public internet.
    ``rate`` is the most requests a second to one host, robots.txt and repeated ones included; 0 for no limit.
    ``connect_timeout`` and ``read_timeout`` are seconds without an answer, ``time_limit`` the seconds that a page may
    take in all, with its redirects, waits and repeated requests (but not a name server that does not answer).
    ``max_bytes`` is the longest page, unpacked; ``redirects`` how many are followed.
    ``retries`` is how often a request is repeated after 429, 5xx or a broken connection, ``back_off`` the seconds
    before the first time, doubled each time; ``longest_wait`` is the longest that a server may ask to wait, in seconds:
    if it asks for more, the page is given up.
    ``certificates`` is a PEM file of the authorities to trust instead of the usual ones.
    ``media_types`` are those that are asked for; an answer of another one is a problem.
    """

    cache: Path | None = None
    offline: bool = False
    allow_private: bool = False
    rate: float = 2.0
    connect_timeout: float = 10.0
    read_timeout: float = 30.0
    time_limit: float = 120.0
    max_bytes: int = 10_000_000
    redirects: int = 10
    retries: int = 3
    back_off: float = 0.5
    longest_wait: float = 60.0
    certificates: Path | None = None
    media_types: tuple[str, ...] = MEDIA_TYPES
    user_agent: str = f"skosmith/{__version__}"
