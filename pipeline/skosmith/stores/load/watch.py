"""What is told while a load goes on."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable


class Watch(Protocol):
    """Who watches a load."""

    def say(self, words: str) -> None:
        """Told that something will be tried again."""

    def moving(self, label: str, size: int) -> AbstractContextManager[Callable[[int], Any]]:
        """Told that some ``size`` bytes are moved; what it gives is called with the bytes of each piece."""


class Nobody:
    """Watches nothing."""

    def say(self, words: str) -> None:
        """See ``Watch``."""

    def moving(self, label: str, size: int) -> AbstractContextManager[Callable[[int], Any]]:  # noqa: ARG002
        """See ``Watch``."""
        return nullcontext(lambda _: None)
