"""URL -> bytes: the only package that knows requests, which ``fetcher`` imports and ``options`` does not."""
