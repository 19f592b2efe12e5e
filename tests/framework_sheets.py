"""An invented framework as the official workbook lays one out: ``tests/data/samples/tables`` has the real one."""

from minimal_xlsx import Rows, Value

LEVELS = range(1, 8)
TITLES = ("Watch", "Help", "Fly", "Enable", "Advise", "Lead", "Inspire")


def row_of(number: int, code: str, name: str, category: tuple[str, str], levels: tuple[int, ...]) -> list[Value]:
    """A row of ``Skills``: the digit in the columns of its levels, a text in those of the texts."""
    return [
        number,
        *(level if level in levels else None for level in LEVELS),
        code,
        f"https://example.org/{code.lower()}",
        name,
        *category,
        f"Doing {name.lower()}.\nIn any wind.",
        f"Keep in mind:\n{code}’s wind\nthe line\nAsk when in doubt.",
        *(f"Does {name.lower()} as level {level} asks." if level in levels else None for level in LEVELS),
    ]


LEVELS_HEADING: list[Value] = ["Levels", *[None] * 6]
"""``Levels`` is merged over seven columns that have no heading of their own."""

HEAD: list[Value] = [
    "#", *LEVELS_HEADING, "Code", "URL", "Skill", "Category", "Subcategory", "Overall description", "Guidance notes",
    *(f"Level {level} description" for level in LEVELS),
]  # fmt: skip

SKILLS: list[list[Value]] = [
    HEAD,
    row_of(1, "KITE", "Kite flying", ("Air", "Wind"), (2, 3, 5)),
    row_of(2, "KNOT", "Knot tying", ("Rope", "Ends"), (1, 2, 3, 4)),
    row_of(3, "RAFT", "Raft building", ("Water", "Wood"), (4, 5, 6, 7)),
    row_of(4, "WALK", "Long walks", ("Air", "Paths"), (3,)),
    row_of(5, "MAPS", "Map drawing", ("Air", "Paths"), (2, 3)),
]

ATTRIBUTES: list[list[Value]] = [
    [
        *LEVELS_HEADING, "Code", "URL", "Attribute name", "Type", "Overall description", "Guidance notes",
        *(f"Level {level} description" for level in LEVELS),
    ],
    [
        *LEVELS, "AUTO", "https://example.org/auto", "Autonomy", "Attributes", "How far somebody decides alone.", None,
        *(f"Decides as level {level} asks." for level in LEVELS),
    ],
]  # fmt: skip


RESPONSIBILITY: list[list[Value]] = [
    ["Level", *LEVELS],
    ["Guiding phrase", *TITLES],
    ["Essence of the level", *(f"Essence of the level: {title} is what is asked for here." for title in TITLES)],
    ["URL", *(f"https://example.org/lor/{level}" for level in LEVELS)],
]

NAMED = [f"{level} - {title}" for level, title in zip(LEVELS, TITLES, strict=True)]

EDITION_8: list[list[Value]] = [
    [None, "Autonomy", "Influence"],
    *map(
        list,
        zip(NAMED, *([f"{verb} at {level}." for level in LEVELS] for verb in ("Decides", "Is heard")), strict=True),
    ),
]
"""The sheet of the levels as edition 8 has it."""

WORKBOOK: dict[str, Rows] = {"Skills": SKILLS, "Attributes": ATTRIBUTES, "Levels of responsibility": RESPONSIBILITY}
