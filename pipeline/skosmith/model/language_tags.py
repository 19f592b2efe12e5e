"""Language tags: how they are written, and which of those there are is the one wanted."""

from collections.abc import Iterable
from functools import cache

_REGION, _SCRIPT = 2, 4  # letters of a subtag


@cache
def recommended_case(tag: str) -> str:
    """A tag in the case that is recommended: ``pt-BR``, ``zh-Hans``, ``en-x-twain``.

    Source: RFC 5646, section 2.1.1. Regions are in capitals, scripts have one, all else has none; no subtag that
    follows a singleton is a region or a script.
    """
    first, *rest = tag.lower().split("-")
    subtags = [first]
    for subtag in rest:
        is_extension = any(len(before) == 1 for before in subtags)
        if len(subtag) == _REGION and not is_extension:
            subtags.append(subtag.upper())
        else:
            subtags.append(subtag.title() if len(subtag) == _SCRIPT and not is_extension else subtag)
    return "-".join(subtags)


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


def nearest(wanted: str, tags: Iterable[str]) -> str | None:
    """As ``lookup``; else the first of ``tags`` that is a variety of ``wanted``: ``fr-CA`` for ``fr``."""
    offered = list(tags)
    return lookup(wanted, offered) or next((tag for tag in offered if lookup(tag, [wanted])), None)


def by_priority(tags: Iterable[str], priority: Iterable[str]) -> list[str]:
    """``tags``, each once: those nearest to the ``priority`` first, in its order, then the others in the alphabet's.

    Source: RFC 4647, section 2.3 (the language priority list).
    """
    left = sorted(set(tags))
    first = [tag for wanted in priority if (tag := nearest(wanted, left))]
    return list(dict.fromkeys([*first, *left]))
