"""Progress bars and colours of a terminal."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from typing import TextIO, TypeVar

import click

from skosmith.cli.translation import translate
from skosmith.model import is_address

Item = TypeVar("Item")

_LONG_WORK = 200  # files from which a progress bar is worth its line; addresses are fetched one a second


def progress(items: list[Item], label: str, *, is_hidden: bool = False) -> AbstractContextManager[Iterable[Item]]:
    """The ``items``, one by one; on a terminal with a progress bar if there are many."""
    addresses = sum(isinstance(item, str) and is_address(item) for item in items)
    is_long = len(items) >= _LONG_WORK or addresses > 1
    hidden = _is_hidden(is_hidden=is_hidden or not is_long)
    steps = max(len(items) // 1000, 1)
    return click.progressbar(items, label=translate(label), file=sys.stderr, hidden=hidden, update_min_steps=steps)


@contextmanager
def moving(label: str, size: int, *, is_hidden: bool = False) -> Iterator[Callable[[int], None]]:
    """A progress bar for ``size`` bytes; gives a function to call with the size of each piece."""
    with click.progressbar(
        length=size,
        label=translate(label),
        file=sys.stderr,
        hidden=_is_hidden(is_hidden=is_hidden),
        update_min_steps=size // 100,
    ) as bar:
        yield bar.update


def _is_hidden(*, is_hidden: bool) -> bool:
    """Whether there is no bar; otherwise the cursor, which the bar hides, comes back at the end of the command."""
    hidden = is_hidden or sys.stderr is None or not sys.stderr.isatty()
    if not hidden:  # an interruption before the bar is whole would leave the cursor hidden
        click.get_current_context().call_on_close(partial(click.echo, "\x1b[?25h", nl=False, err=True, color=True))
    return hidden


def is_on_a_terminal(stream: TextIO | None = None) -> bool:
    """Whether a stream, by default standard output, is a terminal with colours."""
    stream = stream or sys.stdout
    return stream is not None and stream.isatty() and "NO_COLOR" not in os.environ
