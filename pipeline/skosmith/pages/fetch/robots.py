"""What a site lets robots read: robots.txt after RFC 9309.

The parser of Python's library is of 1996: it takes the first rule that matches instead of the longest, and ``*`` and
``$`` for themselves.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from requests.utils import requote_uri

MAX_BYTES = 512_000
"""The part of a robots.txt that is read, in bytes; section 2.5 asks for 500 KiB."""

_LINE = re.compile(r"\s*([A-Za-z-]+)\s*:\s*([^#]*)")
_TOKEN = re.compile(r"[A-Za-z_-]+|\*")


class _Rule(NamedTuple):
    path: str
    allows: bool


class Rules(NamedTuple):
    """The rules for one robot, the longest path first, and the seconds it is asked to wait between pages."""

    rules: tuple[_Rule, ...] = ()
    delay: float = 0.0

    def allow(self, url: str) -> bool:
        """Whether the page may be read: the longest rule that matches decides, among equals the one that allows.

        Source: RFC 9309, section 2.2.2.
        """
        parts = urlsplit(url)
        path = requote_uri(parts.path or "/") + (f"?{requote_uri(parts.query)}" if parts.query else "")
        return path == "/robots.txt" or next((rule.allows for rule in self.rules if _matches(rule.path, path)), True)


def read_rules(data: bytes, robot: str) -> Rules:
    """The rules of a robots.txt for the robot of that product token; those for ``*`` where it is not named.

    Source: RFC 9309, sections 2.1 and 2.2.1; ``Crawl-delay`` is a custom outside of it.
    """
    groups: dict[str, list[tuple[str, str]]] = {}
    agents: list[str] = []
    opened = False  # whether the group has its first rule, so that the next user-agent opens another
    for key, value in _lines(data):
        if key == "user-agent":
            agents = [] if opened else agents
            opened = False
            token = _TOKEN.match(value)
            agents.append(token[0].lower() if token else "")
            groups.setdefault(agents[-1], [])
        elif key in ("allow", "disallow", "crawl-delay"):
            opened = True
            for agent in dict.fromkeys(agents):
                groups[agent].append((key, value))
    lines = groups.get(robot.lower(), groups.get("*", []))
    rules = {_Rule(requote_uri(value), key == "allow") for key, value in lines if key != "crawl-delay" and value}
    delays = [float(value) for key, value in lines if key == "crawl-delay" and re.fullmatch(r"\d{1,6}(\.\d+)?", value)]
    return Rules(tuple(sorted(rules, key=lambda rule: (-len(rule.path), not rule.allows))), max(delays, default=0.0))


def _lines(data: bytes) -> Iterator[tuple[str, str]]:
    for line in re.split(r"\r\n|\r|\n", data[:MAX_BYTES].decode("utf-8-sig", "replace")):
        if found := _LINE.match(line):
            yield found[1].lower(), found[2].strip()


def _matches(rule: str, path: str) -> bool:
    """Whether ``path`` begins as a rule says, in which ``*`` is any text and ``$`` at the end the end."""
    first, *others = rule.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    last = others.pop() if others and rule.endswith("$") else None
    for part in others:
        at = path.find(part, at)
        if at < 0:
            return False
        at += len(part)
    if last is not None:
        return path.endswith(last) and len(path) - len(last) >= at
    return not rule.endswith("$") or at == len(path)
