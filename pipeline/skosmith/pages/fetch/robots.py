"""The pages that a site lets robots read: robots.txt after RFC 9309, by Protego.

Protego applies a group to a robot whose name merely contains the group's, does not understand a version after a name,
and copies the rules to each name of a group. So the names are reduced to those that count before it reads them.
"""

import math
import re
from typing import NamedTuple
from urllib.parse import urlsplit

from protego import Protego

MAX_BYTES = 512_000
"""The part of a robots.txt that is read, in bytes; section 2.5 asks for 500 KiB."""

_AGENT = re.compile(r"^([ \t]*user[- ]?agent[ \t]*:[ \t]*)([A-Za-z_-]+|\*)?.*$", re.IGNORECASE | re.MULTILINE)
_SITEMAP = re.compile(r"^[ \t]*site-?maps?[ \t]*:.*$", re.IGNORECASE | re.MULTILINE)  # belongs to no group
_OTHER = "?"  # in no product token (section 2.2.1)


class Rules(NamedTuple):
    """The rules for ``robot`` and the seconds it is asked to wait between pages."""

    parser: Protego
    robot: str
    delay: float = 0.0

    def allow(self, url: str) -> bool:
        """Whether the page may be read; robots.txt itself always may (section 2.2.2)."""
        return urlsplit(url).path == "/robots.txt" or self.parser.can_fetch(url, self.robot)


def read_rules(data: bytes, robot: str) -> Rules:
    """The rules of a robots.txt for the robot of that product token; those for ``*`` if it is not named.

    Source: RFC 9309, sections 2.1 and 2.2.1; ``Crawl-delay`` is a custom outside of it.
    """
    robot = robot.lower()

    def agent(match: re.Match[str]) -> str:
        name = (match[2] or "").lower()
        return match[1] + (name if name in {robot, "*"} else _OTHER)

    text = re.sub(r"\r\n?", "\n", data[:MAX_BYTES].decode("utf-8-sig", "replace"))
    parser = Protego.parse(_AGENT.sub(agent, _SITEMAP.sub("", text)))
    delay = parser.crawl_delay(robot) or 0.0
    return Rules(parser, robot, delay if 0 < delay < math.inf else 0.0)
