"""How the blocks of a page are written in each flavour: text, Markdown, HTML."""

from collections.abc import Sequence
from html import escape

from layouts import Block


def wide(blocks: Sequence[Block]) -> str:
    """Text with blank lines between blocks, and two blanks before a bullet."""
    lines: list[str] = []
    for number, (kind, text) in enumerate(blocks):
        is_item = kind in {"item", "nested"}
        above = blocks[number - 1][0] if number else ""
        if lines and not (is_item and above in {"item", "nested"}):
            lines.append("")
        lines.append({"item": "  • ", "nested": "    • "}.get(kind, "") + text)
    return "\n".join(lines) + "\n"


def tight(blocks: Sequence[Block]) -> str:
    """Text without blank lines and without slogan, digits with bars."""
    return "".join(
        {"item": "- ", "nested": "  - "}.get(kind, "")
        + (text.replace(" ", " | ") + " |" if kind == "digits" else text)
        + "\n"
        for kind, text in blocks
        if kind != "slogan"
    )


def markdown(blocks: Sequence[Block]) -> str:
    """Markdown: headings, a table of links for the digits, the level's title strong and a link."""
    parts: list[str] = []
    for kind, text in blocks:
        match kind:
            case "title":
                parts.append(f"# {text}\n")
            case "label":
                parts.append(f"\n## {text}\n")
            case "heading":
                parts.append(f"\n### {text}\n")
            case "item":
                parts.append(f"- {text}")
            case "nested":
                parts.append(f"    - {text}")
            case "digits":
                digits = text.split()
                row = "|" + "|".join(f" [{digit}](https://example.org/{digit}) " for digit in digits) + "|"
                parts.append(f"\n{row}\n|{' --- |' * len(digits)}\n")
            case "level":
                title, colon, rest = text.partition(": ")
                parts.append(f"\n**[{title}](https://example.org/lor):** {rest}\n" if colon else text)
            case _:
                parts.append(f"\n{text}\n")
    return "\n".join(parts) + "\n"


# How HTML writes each kind of block; ``{}`` is its text.
_IN_HTML = {
    "title": '<h1 class="documentFirstHeading">{}</h1>',
    "label": "<h2>{}</h2>",
    "heading": "<hr/>\n<h3\n  id='x'>{}</h3>",
    "item": "<li>{}",
    "nested": "<li>{}",
    "end": "",
}
_SITE = (
    '<!DOCTYPE html>\n<html>\n<head><meta charset="utf-8"><title>Kite</title>\n'
    '<script>var page = "<p>KITE";</script></head>\n<body>\n<nav><ul><li>Other skills</li></ul></nav>\n'
    "<main>\n{}\n</main>\n<footer><p>(c) nobody</p></footer>\n</body>\n</html>\n"
)


def html(blocks: Sequence[Block]) -> str:
    """HTML as a site writes it: navigation and footer around, the outline in headings, lists, a table."""
    parts: list[str] = []
    depth = 0
    for kind, text in [*blocks, ("end", "")]:
        wanted = {"item": 1, "nested": 2}.get(kind, 0)
        parts += ["<ul>"] * (wanted - depth) + ["</li></ul>"] * (depth - wanted)
        if wanted and depth >= wanted:
            parts.append("</li>")
        depth = wanted
        output = escape(text, quote=False).replace("’", "&rsquo;")
        if kind == "digits":
            cells = "".join(f'<td><a href="#l{digit}">{digit}</a></td>' for digit in text.split())
            parts.append(f"<table><tbody><tr>{cells}</tr></tbody></table>")
        elif kind == "level":
            title, colon, rest = output.partition(": ")
            parts.append(f'<p><strong><a href="/lor">{title}{colon.strip()}</a></strong>\n  {rest}</p>')
        else:
            wrapped = output.replace(" ", "\n      ", 1)
            parts.append(_IN_HTML.get(kind, f"<p>{wrapped}</p>").format(output))
    return _SITE.format("\n".join(parts))


FLAVOURS = {"wide.txt": wide, "tight.txt": tight, "markdown.md": markdown, "site.html": html}
