"""URL -> bytes: the only package that knows requests."""

from skosmith.fetch.fetcher import Fetched, Fetcher
from skosmith.fetch.options import FetchOptions

__all__ = ["FetchOptions", "Fetched", "Fetcher"]
