"""Page -> outline: what a page says, line by line, in the words and the order of a form."""

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from skosmith.authoring.render.form import CANONICAL, Form, literally
from skosmith.model import LevelPage, LevelSection, Page, Text
from skosmith.pages import Labels, labels_for

BlockKind = Literal["title", "chrome", "label", "digits", "paragraph", "item", "nested", "heading", "level"]

_LABEL_DEPTHS = {"levels": 2, "developing": 4, "lower": 5, "higher": 5, "attributes": 2}


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

    @property
    def heading_depth(self) -> int:
        """From 1; 0 for a block that is not a heading. Source: the page layouts, flavours of extraction."""
        if self.kind == "label":
            return _LABEL_DEPTHS.get(self.role.rpartition("/")[2], 3)
        return {"title": 1, "heading": 3}.get(self.kind, 0)


class Outline(NamedTuple):
    """The lines of a page, with its language, the direction of its script, and its links as in ``Form``."""

    blocks: list[Block]
    language: str
    direction: str
    links: Mapping[str, str]


# The blocks of a page, and the fields that hold their texts.
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


def outline(page: Page | LevelPage, form: Form = CANONICAL) -> Outline:
    """The lines of ``page`` in ``form``. Raises ValueError without labels for the language of the page."""
    labels = labels_of(page)
    blocks = _of_level(page, form, labels) if isinstance(page, LevelPage) else _of_concept(page, form, labels)
    return Outline([block for block in blocks if block.text], page.language, labels.direction, dict(form.links))


def labels_of(page: Page | LevelPage) -> Labels:
    """The labels of the language of a page. Raises ValueError if there are none."""
    labels = labels_for(page.language)
    if labels is None:
        raise ValueError(f"there are no labels for {page.language!r}")
    return labels


def _lines_of_text(value: str) -> Iterator[Block]:
    """The paragraphs and items of a text, a block each."""
    for line in value.split("\n"):
        if line.startswith(("• ", "  • ")):
            yield Block("nested" if line[0] == " " else "item", line.lstrip(" ")[2:])
        elif line:
            yield Block("paragraph", line)


def _level_frame(labels: Labels, form: Form) -> str:
    """The frame of a level's title line in the words of a language. Source: the page layouts, block 11."""
    essence = literally(form.label("essence") or labels.words["essence"])
    title = f"{labels.level}{labels.before_number}{{number}}{labels.dash}{{title}}"
    return f"{title}{labels.colon}{essence}{labels.colon}{{essence}}"


def _label(form: Form, labels: Labels, role: str) -> Block:
    last = role.rpartition("/")[2]
    return Block("label", form.label(role) or form.label(last) or labels.words.get(last, ""), role)


def _chrome(form: Form, above: str) -> Iterator[Block]:
    for chrome in form.chrome:
        if chrome.above == above:
            for block in _lines_of_text(chrome.text):
                yield block._replace(kind="chrome" if block.kind == "paragraph" else block.kind, role=chrome.role)


def _text(text: Text | None) -> Iterator[Block]:
    if text is not None:
        yield from _lines_of_text(text.value)


def _of_concept(page: Page, form: Form, labels: Labels) -> Iterator[Block]:
    has = {block for block, field in FIELDS.items() if getattr(page, field) is not None}
    has |= {block.partition("/")[0] for block in has}
    digits = [str(number.value) for number in page.declared_levels] if page.kind == "skill" else []
    for name in form.blocks:
        yield from _chrome(form, name)
        if name == "title":
            frame = form.frame("title") or "{name} {code}"
            yield Block("title", _filled(frame, name=_value(page.pref_label), code=page.notation.value))
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
    frame = form.frame("heading", section.number) or "{heading}"
    yield Block("heading", _filled(frame, heading=section.heading.value), number=section.number)
    if page.kind == "skill" and (section.title or section.essence):
        yield from _level_line(section, form, labels)
    yield from _text(section.definition)


def _level_line(section: LevelSection, form: Form, labels: Labels) -> Iterator[Block]:
    """The line of a level's title and essence; two lines if the form has two."""
    frame = form.frame("level", section.number) or _level_frame(labels, form)
    if section.essence is None and "{essence}" in frame:
        frame = f"{labels.level}{labels.before_number}{{number}}{labels.dash}{{title}}"
    if section.title is None:
        frame = frame.replace(f"{labels.dash}{{title}}", labels.dash.rstrip())
    values = {"title": _value(section.title), "essence": _value(section.essence)}
    values |= {"number": labels.ordinal(section.number), "digit": str(section.number)}
    for line in frame.split("\n"):
        lead = line.partition("{title}")
        end = len(_filled(lead[0] + lead[1], **values).rstrip()) if lead[1] else 0
        end += len(labels.colon.rstrip()) if lead[2].startswith(labels.colon) else 0
        text = _filled(line, **values)
        yield Block("level", text, lead=min(end, len(text)), number=section.number)


def _of_level(page: LevelPage, form: Form, labels: Labels) -> Iterator[Block]:
    yield from _chrome(form, "title")
    yield Block("title", _filled(form.frame("title") or "{heading}", heading=page.heading.value))
    yield from _chrome(form, "essence")
    if page.essence:
        word = literally(form.label("essence") or labels.words["essence"])
        frame = form.frame("essence") or f"{word}{labels.colon}{{essence}}"
        for line in frame.split("\n"):
            yield Block("level", _filled(line, essence=page.essence.value))
    yield from _chrome(form, "guidance")
    if page.scope_note:
        yield _label(form, labels, "guidance")
        yield from _text(page.scope_note)
    yield from _chrome(form, "sections")
    if page.attributes and form.label("attributes"):
        yield Block("label", form.label("attributes"), "attributes")
    for section in page.attributes:
        name, code = section.pref_label.value, _value(section.notation)
        yield Block("heading", _filled("{name} {code}" if code else "{name}", name=name, code=code))
        yield from _text(section.definition)
    yield from _chrome(form, "end")


def _filled(frame: str, **values: str) -> str:
    """``frame`` with its values; a missing name leaves no blank behind."""
    return frame.format_map(values).strip(" ")


def _value(text: Text | None) -> str:
    return text.value if text else ""
