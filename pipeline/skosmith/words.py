"""The words that pages are known by, as a table: which language has which, and which gaps there are."""

import tomllib
from typing import Any

from skosmith import resources
from skosmith.counted import Counted
from skosmith.labels import all_labels

_ROLES = {
    "chrome": ("slogan", "show_hide", "learn_why"),
    "labels": ("levels", "guidance", "understanding", "developing", "lower", "higher", "changes", "banner"),
    "words": ("level", "range", "essence", "unobserved", "attributes", "beta", "ordinals"),
}
_IN_ENGLISH = {
    "learn_why",
    "changes",
    "range",
    "beta",
    "ordinals",
    "unobserved",
}  # not owed: seen in one language, or few


def words(language: str = "") -> list[dict[str, Any]]:
    """A row for each language, or that one, and each kind of word.

    The members are ``language`` (a BCP 47 tag), ``file`` (in ``labels/``), ``table``, ``role``, ``words`` (as written;
    none in a gap), ``from``, the language they are taken over from, else empty, and ``coined``, what is written in a
    gap.
    """
    read = (tomllib.loads(file.read_text("utf-8")) for file in sorted(resources.folder("labels").glob("*.toml")))
    files = {table["language"]: table for table in read}
    rows = []
    for tag in all_labels():
        if language and tag != language:
            continue
        above = files[tag].get("extends", "")
        for table, roles in _ROLES.items():
            for role in roles:
                own = files[tag].get(table, {}).get(role, [])
                taken = [] if own or not above else files[above].get(table, {}).get(role, [])
                if own or taken or role not in _IN_ENGLISH:
                    row = {"language": tag, "file": f"labels/{tag}.toml", "table": table, "role": role}
                    coined = "" if own or taken else files[tag].get("coined", {}).get(role, "")
                    rows.append({**row, "words": own or taken, "from": above if taken else "", "coined": coined})
    return rows


def as_text(rows: list[dict[str, Any]]) -> str:
    """The rows as a table for people, language by language, and at the end what to do about the gaps."""
    lines: list[str] = []
    language = ""
    for row in rows:
        if row["language"] != language:
            language = row["language"]
            lines += ["", f"{language}  {row['file']}"] if lines else [f"{language}  {row['file']}"]
        written = f", written as: {row['coined']}" if row["coined"] else ""
        said = " · ".join(row["words"]) or f"(not known yet){written}"
        taken = f"  (of {row['from']})" if row["from"] else ""
        lines.append(f"  {row['role']:<13} {said}{taken}")
    gaps = [row for row in rows if not row["words"]]
    if gaps:
        lines += [
            "",
            f"Not known yet: {Counted(len(gaps)):word|words}. A page is read without, by where its blocks stand; the",
            "problem label-not-known then says which word to add to which file.",
        ]
    return "\n".join(lines)
