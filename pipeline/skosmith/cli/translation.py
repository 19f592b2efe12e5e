"""Help texts, faults of the command line and progress bars in the language of the messages.

click and the commands write them in English; ``portuguese.toml`` translates them where they are formatted.
"""

import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from io import StringIO
from itertools import pairwise

import click

from skosmith import reports

LANGUAGES = ("en", "pt")
"""The languages of the messages; the first is that of the code."""

VARIABLE = "SKOSMITH_MESSAGES"
"""The environment variable that names one of them."""

_TABLE = "cli/portuguese.toml"


def language_of(arguments: Sequence[str]) -> str:
    """The language of the messages that a command line asks for, whatever else is wrong with it."""
    language = os.environ.get(VARIABLE, "")
    for argument, following in pairwise([*arguments, ""]):
        name, equals, value = argument.partition("=")
        if name == "--messages":
            language = value if equals else following
    return language if language in LANGUAGES else LANGUAGES[0]


def current_language() -> str:
    """The language of the messages of the command that runs."""
    context = click.get_current_context(silent=True)
    return (context and context.find_root().obj) or LANGUAGES[0]


def translate(text: str, language: str = "") -> str:
    """``text`` in ``language``, by default that of the command that runs; as it is if it has no translation."""
    if (language or current_language()) == LANGUAGES[0]:
        return text
    words = " ".join(text.split())
    key = words.removesuffix(".")
    stop = words[len(key) :]
    if key in _texts():
        return _texts()[key] + stop
    for template, translation in _templates():
        if match := template.fullmatch(key):
            values = {
                name: _of_parameters(value) if name == "parameter" else translate(value, language)
                for name, value in match.groupdict().items()
            }
            return translation.format_map(values) + stop
    return text


@cache
def _texts() -> dict[str, str]:
    """The translations of texts, both without the full stop at the end."""
    texts = reports.words_in("help", _TABLE) | reports.words_in("progress", _TABLE) | reports.words_in("faults", _TABLE)
    return {
        " ".join(text.split()).removesuffix("."): " ".join(other.split()).removesuffix(".")
        for text, other in texts.items()
    }


@cache
def _templates() -> list[tuple[re.Pattern[str], str]]:
    """The texts with {places}: a pattern with a group for each place, and the translation."""
    return [
        (re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+?)", re.escape(" ".join(text.split())))), other)
        for text, other in _texts().items()
        if "{" in text
    ]


def _of_parameters(text: str) -> str:
    """``text`` with the words for parameters, such as SOURCE, translated."""
    words = reports.words_in("parameters", _TABLE)
    return re.sub(rf"\b({'|'.join(words)})\b", lambda word: words[word[0]], text)


class _Formatter(click.HelpFormatter):
    """Formats help in ``language``."""

    language = LANGUAGES[0]

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        usage = prefix or f"{translate('Usage', self.language)}: "
        super().write_usage(prog, self._parameters(args), usage)

    def write_heading(self, heading: str) -> None:
        super().write_heading(translate(heading, self.language))

    def write_text(self, text: str) -> None:
        super().write_text("\n\n".join(map(self._paragraph, text.split("\n\n"))))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        own = [(self._parameters(term), translate(text, self.language)) for term, text in rows]
        super().write_dl(own, col_max, col_spacing)

    def _parameters(self, text: str) -> str:
        return text if self.language == LANGUAGES[0] else _of_parameters(text)

    def _paragraph(self, text: str) -> str:
        """A paragraph; of examples, which begin with ``\\b``, only the remarks in brackets at the ends of lines."""
        if text.startswith("\b"):
            return re.sub(r"\(.*\)$", lambda remark: translate(remark[0], self.language), text, flags=re.MULTILINE)
        return translate(text, self.language)


class Context(click.Context):
    """As click's, with help in the language of the messages, which is ``obj`` of the root."""

    def make_formatter(self) -> click.HelpFormatter:
        formatter = _Formatter(width=self.terminal_width, max_width=self.max_content_width)
        formatter.language = self.find_root().obj or LANGUAGES[0]
        return formatter


@contextmanager
def faults_in(language: str) -> Iterator[None]:
    """Prints faults of the command line in ``language``, and exits."""
    try:
        yield
    except (click.ClickException, KeyboardInterrupt) as fault:
        if language == LANGUAGES[0]:
            raise
        if isinstance(fault, KeyboardInterrupt):
            click.echo(f"\n{translate('Aborted!', language)}", err=True)
            sys.exit(1)
        english = StringIO()
        fault.show(english)
        usage, error, message = english.getvalue().partition("Error: ")
        lines = [*usage.split("\n"), *([error + message] if error else [])]
        click.echo("\n".join(translate(line, language) for line in lines).rstrip("\n"), err=True)
        sys.exit(fault.exit_code)
