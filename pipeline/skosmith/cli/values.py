"""The values of options: checks that raise BadParameter, and completions for shells."""

import re
from collections.abc import Iterable
from difflib import get_close_matches

import click

from skosmith import checks
from skosmith.cli.translation import current_language
from skosmith.model import RULES, Problem, language, lookup, problem
from skosmith.pages import all_labels
from skosmith.project import check_name, profile_names


class Choice(click.Choice[str]):
    """As click's; a value that is none of them gives a suggestion."""

    def get_invalid_choice_message(self, value: str, ctx: click.Context | None) -> str:
        return f"{super().get_invalid_choice_message(value, ctx)}{_suggestion(value, self.choices)}"


def _suggestion(value: str, known: Iterable[str]) -> str:
    """A question whether one of ``known`` is meant; empty if none is near."""
    known = list(known)
    near = lookup(value.replace("_", "-"), known) or next(iter(get_close_matches(value.lower(), known, 1)), "")
    return f" Did you mean {near!r}?" if near else ""


def no_labels(tag: str, known: Iterable[str]) -> str:
    """The sentence about a language without labels."""
    return f"there are no labels for {tag!r}, only for {', '.join(known)}.{_suggestion(tag, known)}"


def _bad_parameter(code: str, values: dict[str, object]) -> click.BadParameter:
    return of_parameter(problem(code, **values))


def of_parameter(fault: Problem) -> click.BadParameter:
    """The error of a parameter whose value is at fault."""
    language = current_language()
    return click.BadParameter(f"{fault.messages[language]} {fault.helps[language]}")


def setting(_: click.Context, parameter: click.Parameter, value: str) -> str:
    key = (parameter.name or "").replace("_", "-")
    code = RULES[key](value) if value != parameter.default else ""
    if code:
        raise _bad_parameter(code, {"key": key, "value": value})
    return value


def profile(_: click.Context, parameter: click.Parameter, value: str) -> str:
    fault = check_name(value, profile_names()) if value != parameter.default else None
    if fault:
        raise _bad_parameter(*fault)
    return value


def tags(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """BCP 47 tags in small letters."""
    return tuple(tag(context, parameter, value) for value in values)


def tag(_: click.Context, __: click.Parameter, value: str) -> str:
    """A BCP 47 tag in small letters, or nothing."""
    if value and language(value):
        meant = re.sub(r"[_\W]+", "-", value).strip("-")
        near = "" if not meant or language(meant) else f" Did you mean {meant!r}?"
        raise click.BadParameter(f"{value!r} is no BCP 47 tag, such as pt or pt-BR.{near}")
    return value.lower()


def patterns(_: click.Context, __: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """Patterns of codes, each of which names one, in small letters and with hyphens."""
    codes = tuple(pattern.lower().replace("_", "-") for pattern in value)
    for pattern, suggestions in checks.unknown_patterns(codes):
        hint = f"Did you mean {suggestions}?" if suggestions else "skosmith explain lists them all."
        raise click.BadParameter(f"no problem has the code {pattern!r}. {hint}")
    return codes


def folder(_: click.Context, __: click.Parameter, value: str) -> str:
    if not value or "\0" in value:
        raise click.BadParameter("name a folder, for example -o output")
    return value


def complete_tag(_: click.Context, __: click.Parameter, begun: str) -> list[str]:
    return [tag for tag in all_labels() if tag.startswith(begun)]


def complete_profile(_: click.Context, __: click.Parameter, begun: str) -> list[str]:
    return [name for name in profile_names() if name.startswith(begun)]


def complete_code(_: click.Context, __: click.Parameter, begun: str) -> list[str]:
    return [code for code in sorted(checks.rules()) if code.startswith(begun)]
