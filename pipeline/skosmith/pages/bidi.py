"""Source -> Source: without the marks of direction that are no part of the text."""

import re

from skosmith.model import Line, Source

# Characters that only tell in which direction the text around them runs. Source: Unicode Standard Annex #9, section 2.
_DIRECTIONS = "\u061c\u200e\u200f" + "".join(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
_OUTER_DIRECTION = f"^[ {_DIRECTIONS}]+|[ {_DIRECTIONS}]+$"
_DIRECTION = f"{_OUTER_DIRECTION}|[{_DIRECTIONS}]+"
_TEXT = f"[^:：]*[.!?…。！？؟][{_DIRECTIONS}]*"  # a sentence, and no level's title or heading


def undirected(source: Source) -> Source:
    """``source`` without the marks of direction at the ends of lines, and in those that may hold a name or a label.

    They are where an editor happened to put them, not the same on every line that repeats a name. Within a sentence
    they are kept: there they may order words of two scripts.
    """
    text = "".join([line.text for line in source.lines])
    if text.isascii() or not any(mark in text for mark in _DIRECTIONS):  # a character sought alone is found fastest
        return source
    lines = (_undirected(line) for line in source.lines)
    return source._replace(lines=tuple(line for line in lines if line.text))


def _undirected(line: Line) -> Line:
    marks = _OUTER_DIRECTION if re.fullmatch(_TEXT, line.text) else _DIRECTION
    ends = [0, *(at for mark in re.finditer(marks, line.text) for at in mark.span()), len(line.text)]
    return line.select(zip(ends[::2], ends[1::2], strict=True)) if ends[2:] else line
