"""Any skill in any language, layout and flavour."""

from dataclasses import replace

from hypothesis import strategies as st

from flavours import FLAVOURS
from invented import WORDS
from layouts import LAYOUTS, Skill, blocks_of, kite

SENTENCES = st.text(st.sampled_from("abcdefg hij.klm, éñöß"), min_size=1, max_size=30).map(
    lambda text: "Z" + " ".join(text.replace(".", "").strip(" ,").split()) + "."
)
NAMES = st.sampled_from(
    ["Kite flying", "Tea", "Long walks by night", "Knots and ropes", "Zelte", "Été", "凧", "Y2K work"]
)


@st.composite
def skills(draw: st.DrawFn) -> Skill:
    """A skill in any language with any levels and texts."""
    skill = kite(draw(st.sampled_from(sorted(WORDS))), sorted(draw(st.sets(st.integers(1, 7), min_size=1))))
    texts = draw(st.lists(SENTENCES, min_size=40, max_size=40, unique=True))
    return replace(
        skill,
        code=draw(st.text(st.sampled_from("ABCDEFGHIJ"), min_size=4, max_size=4)),
        name=draw(NAMES),
        description=tuple(texts[: draw(st.integers(0, 3))]),
        guidance=tuple((kind, texts[10 + at]) for at, (kind, _) in enumerate(skill.guidance)),
        levels={
            level: tuple(texts[20 + 2 * at : 20 + 2 * at + draw(st.integers(1, 2))])
            for at, level in enumerate(skill.levels)
        },
        changes=tuple(texts[5:7]) if skill.changes else (),
    )


FORMS = st.tuples(st.sampled_from(sorted(LAYOUTS)), st.sampled_from(sorted(FLAVOURS)))


@st.composite
def written(draw: st.DrawFn) -> tuple[str, bytes]:
    """A page of text, as careless as pages are: line ends, byte-order mark, white space, no last line end."""
    skill = draw(skills())
    layout, flavour = draw(st.sampled_from(sorted(LAYOUTS))), draw(st.sampled_from(["wide.txt", "tight.txt"]))
    lines = FLAVOURS[flavour](blocks_of(skill, layout)).split("\n")
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(lines) - 1))
        line = lines[at]
        lines[at] = draw(
            st.sampled_from(
                [f"{line}  ", f"{line}\u00a0", f"\u200b{line}", line.replace(" ", "\u00a0", 1), f"{line}\t"]
            )
        )
        if draw(st.booleans()):
            lines.insert(at, draw(st.sampled_from(["", " ", "\u2003"])))
    text = "\n".join(lines)
    text = text.removesuffix("\n") if draw(st.booleans()) else text
    text = text.replace("\n", draw(st.sampled_from(["\n", "\r\n", "\r"])))
    return skill.language, (draw(st.sampled_from(["", "\ufeff"])) + text).encode()
