"""How much fits on half a page? Text cut to lines, told by how wide its letters print."""

from __future__ import annotations

import re
import unicodedata
from math import ceil

END = "…"
KEPT = frozenset("\n\u200c\u200d")
"""A new line, and the two signs without width that scripts and emoji need."""

BREAKS = re.compile("[\r\u0085\u2028\u2029]+")
NARROW = re.compile(
    "[\u0000-\u058f\u2000-\u206f]"
)  # Latin, Greek, Cyrillic and their marks; others print about twice as wide
WIDE = 2
AT_WORD = 0.7  # cut between words where that keeps so much of the room


def legible(text: str) -> str:
    """The text without control signs and marks that turn the reading direction, its lines without space at the ends."""
    plain = BREAKS.sub("\n", text.replace("\r\n", "\n")).replace("\t", " ")
    kept = "".join(sign for sign in plain if sign in KEPT or not unicodedata.category(sign).startswith("C"))
    return "\n".join(line for line in (one.strip() for one in kept.split("\n")) if line)


def lines_of(text: str, width: int) -> int:
    """How many lines of `width` letters a text takes, at least one."""
    return sum(max(1, ceil(_width(line) / width)) for line in text.split("\n"))


def cut(text: str, lines: int, width: int) -> str:
    """The text, or its beginning in so many lines, at the end of a word where there is one near."""
    if lines_of(text, width) <= lines:
        return text
    kept: list[str] = []
    room = lines
    for line in text.split("\n"):
        need = lines_of(line, width)
        if need >= room:
            kept.append(_beginning(line, room * width - _width(END)))
            break
        kept.append(line)
        room -= need
    return "\n".join(kept).rstrip() + END


def _beginning(line: str, width: int) -> str:
    """As much of a line as is at most so wide, never a letter without its accents."""
    used = end = 0
    while end < len(line) and used + _width(line[end]) <= width:
        used += _width(line[end])
        end += 1
    while end and end < len(line) and _belongs_to_the_one_before(line, end):
        end -= 1
    word = line.rfind(" ", 0, end)
    if end < len(line) and line[end] != " " and word > end * AT_WORD:
        end = word
    return line[:end]


def _belongs_to_the_one_before(line: str, place: int) -> bool:
    return not _width(line[place]) or line[place - 1] == "\u200d"


def _width(text: str) -> int:
    return sum(
        0 if unicodedata.category(sign) in {"Mn", "Me", "Cf"} else 1 if NARROW.match(sign) else WIDE for sign in text
    )
