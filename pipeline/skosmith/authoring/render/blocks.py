"""Page -> blocks: what a page says, line by line, in the words and the order of a form."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from skosmith.authoring.render.form import CANONICAL, Form, literally
from skosmith.model import LevelPage, LevelSection, Page, Text
from skosmith.pages import Labels, labels_for

BlockKind = Literal["title", "chrome", "label", "digits", "paragraph", "item", "nested", "heading", "level"]


class Block(NamedTuple):
    """A line of a page, without bullet.

    ``role`` is that of a label or of chrome, as in ``Claim``. ``lead`` counts the characters of a level's title line up
    to its essence. ``number`` is the level of a heading or a level's title line.
    """

    kind: BlockKind
    text: str
    role: str = ""
    lead: int = 0
    number: int = 0


# The block of a page, and the field that holds its text.
FIELDS = {
    "definition": "definition",
    "changes": "change_note",
    "guidance": "scope_note",
    "understanding/lower": "lower_levels_note",
    "understanding/higher": "higher_levels_note",
    "developing": "development_note",
    "developing/lower": "lower_levels_development_note",
    "developing/higher": "higher_levels_development_note",
}


def outline(page: Page | LevelPage, form: Form = CANONICAL) -> list[Block]:
    """The lines of ``page`` as ``form`` writes them; the last is no line of a text cut short.

    Raises ValueError where there are no labels for the language of the page.
    """
    labels = labels_of(page)
    written = _of_level(page, form, labels) if isinstance(page, LevelPage) else _of_concept(page, form, labels)
    return [block for block in written if block.text]


def labels_of(page: Page | LevelPage) -> Labels:
    """The labels of the language of a page. Raises ValueError where there are none."""
    labels = labels_for(page.language)
    if labels is None:
        raise ValueError(f"there are no labels for {page.language!r}")
    return labels


def lines_of_text(value: str) -> Iterator[Block]:
    """The paragraphs and items of a text, a block each."""
    for line in value.split("\n"):
        if line.startswith(("• ", "  • ")):
            yield Block("nested" if line[0] == " " else "item", line.lstrip(" ")[2:])
        elif line:
            yield Block("paragraph", line)


def level_frame(labels: Labels, form: Form = CANONICAL) -> str:
    """The frame of a level's title line in the words of a language. Source: the page layouts, block 11."""
    essence = literally(form.label("essence") or labels.words["essence"])
    title = f"{labels.level}{labels.before_number}{{number}}{labels.dash}{{title}}"
    return f"{title}{labels.colon}{essence}{labels.colon}{{essence}}"


def _label(form: Form, labels: Labels, role: str) -> Block:
    last = role.rpartition("/")[2]
    return Block("label", form.label(role) or form.label(last) or labels.words.get(last, ""), role)


def _chrome(form: Form, above: str) -> Iterator[Block]:
    for said in form.chrome:
        if said.above == above:
            for block in lines_of_text(said.text):
                yield block._replace(kind="chrome" if block.kind == "paragraph" else block.kind, role=said.role)


def _text(text: Text | None) -> Iterator[Block]:
    if text is not None:
        yield from lines_of_text(text.value)


def _of_concept(page: Page, form: Form, labels: Labels) -> Iterator[Block]:
    has = {block for block, field in FIELDS.items() if getattr(page, field) is not None}
    has |= {block.partition("/")[0] for block in has}
    digits = [str(number.value) for number in page.declared_levels] if page.kind == "skill" else []
    for name in form.blocks:
        yield from _chrome(form, name)
        if name == "title":
            frame = form.frame("title") or "{name} {code}"
            yield Block("title", _framed(frame, name=_value(page.pref_label), code=page.notation.value))
        elif name == "digits" and digits:
            yield Block("digits", form.digits.before + form.digits.between.join(digits) + form.digits.after)
        elif name == "sections":
            for section in page.sections:
                yield from _chrome(form, f"level {section.number}")
                yield from _section(page, section, form, labels)
        elif name in has or (name == "levels" and digits and "levels" in form.blocks):
            if name != "definition":
                yield _label(form, labels, name)
            if name in FIELDS:
                yield from _text(getattr(page, FIELDS[name]))
    yield from _chrome(form, "end")


def _section(page: Page, section: LevelSection, form: Form, labels: Labels) -> Iterator[Block]:
    number = section.number
    frame = form.frame("heading", number) or "{heading}"
    yield Block("heading", _framed(frame, heading=section.heading.value), number=number)
    if page.kind == "skill" and (section.title or section.essence):
        yield from _level_line(section, form, labels)
    yield from _text(section.definition)


def _level_line(section: LevelSection, form: Form, labels: Labels) -> Iterator[Block]:
    """The line of a level's title and essence; or two lines, where the page has them so."""
    frame = form.frame("level", section.number) or level_frame(labels, form)
    if section.essence is None and "{essence}" in frame:
        frame = f"{labels.level}{labels.before_number}{{number}}{labels.dash}{{title}}"
    if section.title is None:
        frame = frame.replace(f"{labels.dash}{{title}}", labels.dash.rstrip())
    values = {"title": _value(section.title), "essence": _value(section.essence)}
    values |= {"number": labels.ordinal(section.number), "digit": str(section.number)}
    for line in frame.split("\n"):
        lead = line.partition("{title}")
        end = len(_framed(lead[0] + lead[1], **values).rstrip()) if lead[1] else 0
        end += len(labels.colon.rstrip()) if lead[2].startswith(labels.colon) else 0
        text = _framed(line, **values)
        yield Block("level", text, lead=min(end, len(text)), number=section.number)


def _of_level(page: LevelPage, form: Form, labels: Labels) -> Iterator[Block]:
    yield from _chrome(form, "title")
    yield Block("title", _framed(form.frame("title") or "{heading}", heading=page.heading.value))
    yield from _chrome(form, "essence")
    if page.essence:
        word = literally(form.label("essence") or labels.words["essence"])
        frame = form.frame("essence") or f"{word}{labels.colon}{{essence}}"
        for line in frame.split("\n"):
            yield Block("level", _framed(line, essence=page.essence.value))
    yield from _chrome(form, "guidance")
    if page.scope_note:
        yield _label(form, labels, "guidance")
        yield from _text(page.scope_note)
    yield from _chrome(form, "sections")
    if page.attributes and form.label("attributes"):
        yield Block("label", form.label("attributes"), "attributes")
    for section in page.attributes:
        name, code = section.pref_label.value, _value(section.notation)
        yield Block("heading", _framed("{name} {code}" if code else "{name}", name=name, code=code))
        yield from _text(section.definition)
    yield from _chrome(form, "end")


def _framed(frame: str, **values: str) -> str:
    """``frame`` with what it is around; a name that is not there leaves no blank behind."""
    return frame.format_map(values).strip(" ")


def _value(text: Text | None) -> str:
    return text.value if text else ""
