"""What a code of a problem means, an example of it, and how to fix it, as text for people."""

import re

from skosmith.checks import Rule
from skosmith.model import PROBLEMS_NS
from skosmith.reports.words import words_in


def headline(rule: Rule, language: str = "en") -> str:
    """A rule in a few words, in ``en`` or ``pt``: its name if it has one, else its message without values."""
    name = rule.names[language]
    return name if rule.shape else re.sub(r"{[^}]*}", "…", rule.messages[language])


def explanation(rule: Rule, language: str = "en") -> str:
    """The explanation of a rule in ``en`` or ``pt``."""
    words = words_in(language)
    example = "\n".join(f"  {line}".rstrip() for line in rule.examples[language].strip("\n").split("\n"))
    name = f": {rule.names[language]}" if rule.shape else ""  # that of others is their code, in English
    shape = f"\n{words['shape']}: {rule.shape}" if rule.shape else ""
    return (
        f"{rule.code} ({words[rule.severity]}){name}\n\n"
        f"{rule.means[language]}\n\n"
        f"{words['example']}:\n{example}\n\n"
        f"{words['fix']}: {rule.helps[language]}\n"
        f"{shape}\n{words['see']}: {PROBLEMS_NS}{rule.code}\n"
    )
