"""Language tags: which of those there are is the one wanted."""

from collections.abc import Iterable


def lookup(wanted: str, tags: Iterable[str]) -> str | None:
    """Of ``tags``, the one that ``wanted`` asks for, or the nearest that is more general; compared without case.

    Source: RFC 4647, section 3.4 (lookup).
    """
    by_name = {tag.lower(): tag for tag in tags}
    parts = wanted.lower().split("-")
    while parts:
        if (name := "-".join(parts)) in by_name:
            return by_name[name]
        del parts[-2 if len(parts) > 1 and len(parts[-2]) == 1 else -1 :]  # a singleton goes with what follows it
    return None
