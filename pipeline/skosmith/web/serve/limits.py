"""The limits of a server: times in seconds, sizes in bytes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits that keep one client from harming the others.

    A query runs at most ``seconds`` and returns at most ``rows`` rows, or triples, and ``answer`` bytes; its process
    has ``memory``. One that is not done in ``short`` seconds is long: it yields to others, and at most ``long`` of them
    run at a time. ``workers`` short ones run at a time, ``waiting`` wait, none longer than ``patience``.
    ``query`` is the longest query, ``head`` the longest request line with headers. ``request`` is how long a client may
    take to send a request, ``response`` to receive a piece of the answer; ``connections`` are open at a time.
    """

    seconds: float = 10.0
    rows: int = 10_000
    answer: int = 20_000_000
    memory: int = 1_000_000_000
    short: float = 1.0
    long: int = 2
    workers: int = 2
    waiting: int = 200
    patience: float = 10.0
    query: int = 100_000
    head: int = 32_768
    request: float = 10.0
    response: float = 30.0
    connections: int = 1_000
