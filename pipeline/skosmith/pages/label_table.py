"""The words that pages are recognised by, as a table: which language has which, and where the gaps are."""

import tomllib
from typing import Any

from skosmith.model import Counted, read_data
from skosmith.pages.labels import ROLES
from skosmith.pages.run_languages import all_labels, built_in_tables

# What a language may lack: it was seen in one language, or few, or frames the page.
_NOT_OWED = frozenset(
    {"learn_why", "changes", "beta", "ordinals", "unobserved", "site", "notice", "breadcrumb", "note", "framework"}
)


def words(language: str = "") -> list[dict[str, Any]]:
    """A row for each language, or that one, and each kind of word.

    The members are ``language`` (a BCP 47 tag), ``file`` (that in ``labels/``, or the project file), ``table``,
    ``role``, ``words`` (as written; empty in a gap), ``from``, the language they are taken over from, else empty, and
    ``coined``, the word to write in a gap.
    """
    tables = {tag: labels.tables[0] for tag, labels in all_labels().items()}
    rows = []
    for tag in sorted(tables):
        if language and tag != language:
            continue
        above = tables[tag].get("extends", "")
        for table, roles in ROLES.items():
            for role in roles:
                own = tables[tag].get(table, {}).get(role, [])
                inherited = [] if own or not above else tables[above].get(table, {}).get(role, [])
                if own or inherited or role not in _NOT_OWED:
                    file = f"labels/{tag}.toml" if tag in built_in_tables() else "skosmith.toml"
                    row = {"language": tag, "file": file, "table": table, "role": role}
                    coined = "" if own or inherited else tables[tag].get("coined", {}).get(role, "")
                    origin = above if inherited else ""
                    rows.append({**row, "words": own or inherited, "from": origin, "coined": coined})
    return rows


def as_text(rows: list[dict[str, Any]], messages: str = "en") -> str:
    """The rows as a table for people, language by language, and at the end what to do about the gaps."""
    words_of_table = tomllib.loads(read_data("pages/label_words.toml"))[messages]
    lines: list[str] = []
    language = ""
    for row in rows:
        if row["language"] != language:
            language = row["language"]
            lines += [*([""] if lines else []), f"{language}  {row['file']}"]
        gap = words_of_table["gap"] + (words_of_table["coined"].format(word=row["coined"]) if row["coined"] else "")
        origin = f"  {words_of_table['from'].format(language=row['from'])}" if row["from"] else ""
        lines.append(f"  {row['role']:<13} {' · '.join(row['words']) or gap}{origin}")
    gaps = [row for row in rows if not row["words"]]
    if gaps:
        lines += ["", words_of_table["gaps"].format(count=Counted(len(gaps))).strip()]
    return "\n".join(lines)
