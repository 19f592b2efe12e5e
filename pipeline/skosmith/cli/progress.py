"""What a terminal shows: progress bars and colours."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from typing import TypeVar

import click

from skosmith.model import is_address

Item = TypeVar("Item")

_LONG_WORK = 200  # pages of files, from which a progress bar is worth its line; addresses are asked one a second


def progress(items: list[Item], label: str, *, is_hidden: bool = False) -> AbstractContextManager[Iterable[Item]]:
    """The ``items``, one by one; on a terminal a bar shows how far long work is, and goes however the work ends."""
    addresses = sum(isinstance(item, str) and is_address(item) for item in items)
    is_long = len(items) >= _LONG_WORK or addresses > 1
    hidden = _is_hidden(is_hidden=is_hidden or not is_long)
    return click.progressbar(items, label=label, file=sys.stderr, hidden=hidden)


@contextmanager
def moving(label: str, size: int, *, is_hidden: bool = False) -> Iterator[Callable[[int], None]]:
    """A bar on a terminal for ``size`` bytes; what it gives is called with the bytes of each piece."""
    with click.progressbar(
        length=size, label=label, file=sys.stderr, hidden=_is_hidden(is_hidden=is_hidden), update_min_steps=size // 100
    ) as shown:
        yield shown.update


def _is_hidden(*, is_hidden: bool) -> bool:
    """Whether no bar is shown; where one is, the cursor that it hides is shown again at the end."""
    hidden = is_hidden or sys.stderr is None or not sys.stderr.isatty()
    if not hidden:  # an interruption before the bar is whole would leave the cursor hidden
        click.get_current_context().call_on_close(partial(click.echo, "\x1b[?25h", nl=False, err=True, color=True))
    return hidden


def is_on_a_terminal() -> bool:
    """Whether what is printed is read by somebody who wants colours."""
    return sys.stdout is not None and sys.stdout.isatty() and "NO_COLOR" not in os.environ
