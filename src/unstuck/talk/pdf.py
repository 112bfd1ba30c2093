"""How does a page print? As a tagged PDF (PDF/UA-1) that reads aloud, made by typst from data alone.

Signs that no font of this machine has are shown as a box, on the page and to the person. Nothing of the story is in
the metadata, no day and no name, and the same page makes the same bytes on the same machine.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst

from unstuck.knowledge import facts, words
from unstuck.talk.brief import Brief, compose
from unstuck.talk.items import Item
from unstuck.talk.page import Block, Form, Page, page
from unstuck.talk.room import legible

TEMPLATE = Path(__file__).with_name("page.typ")
STANDARD: Final = "ua-1"
SIZES = (11.0, 10.5, 10.0, 9.5, 9.0)
"""In points, the largest that fits is used."""

BOX = "\u25a1"
NO_FONT = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
ESCAPED = re.compile(r"\\(?:u\{([0-9a-f]+)\}|(.))")
LONG_WORD = re.compile(r"[^\s\u0e00-\U0010ffff]{30,}")
BREAK_EVERY = 15
ZERO_WIDTH_SPACE = "\u200b"
RIGHT_TO_LEFT = frozenset({"R", "AL"})


class TooLong(ValueError):
    """The page takes more paper than it may, even in the smallest letters."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed page.

    Attributes:
        pdf: the file.
        unprintable: signs that no font of this machine has; on the page a box stands for each.
    """

    pdf: bytes
    unprintable: tuple[str, ...]


def printed(shown: Page, pages: int = 1, language: str = "en", fonts: typst.Fonts | None = None) -> Printed:
    """A page as PDF.

    Args:
        shown: the page.
        pages: how many sheets it may take.
        language: of the sentences.
        fonts: what to print with, else what comes with typst and what this machine has.

    Raises:
        TooLong: it doesn't fit.
    """
    missing: list[str] = []
    for size in SIZES:
        while True:
            try:
                pdf = _compiled(_data(shown, missing, size, pages, language), fonts or _fonts())
            except typst.TypstError as error:
                found = [sign for sign in _without_font(error.diagnostic) if sign not in missing]
                if found:
                    missing += found
                    continue
                if "longer than" not in error.message:
                    raise
                break
            return Printed(pdf, tuple(missing))
    raise TooLong


def printed_brief(
    items: Iterable[Item], ticked: Collection[str], form: Form = "page", *, safe: bool = False, language: str = "en"
) -> tuple[Brief, Printed]:
    """What was ticked on one sheet of paper, with less of it where signs are so large that half a page isn't enough.

    Raises:
        NoSuchItem, NotOne: as in `compose`.
        TooLong: not even a few lines fit.
    """
    every, room = tuple(items), facts("brief")["room"]["lines"]
    for lines in (room, room // 2, room // 4):
        brief = compose(every, ticked, lines)
        try:
            return brief, printed(page(brief, form, safe=safe, language=language), language=language)
        except TooLong:
            continue
    raise TooLong


def _compiled(data: dict[str, Any], fonts: typst.Fonts) -> bytes:
    return typst.compile(
        TEMPLATE.read_bytes(),
        sys_inputs={"data": json.dumps(data)},
        font_paths=fonts,
        pdf_standards=[STANDARD],
    )


@cache
def _fonts() -> typst.Fonts:
    """The fonts that come with typst and those of the machine, looked for once."""
    return typst.Fonts()


def _data(shown: Page, missing: Iterable[str], size: float, pages: int, language: str) -> dict[str, Any]:
    signs = tuple(missing)
    note = (Block((words(language, "brief").say("unprintable", mark=BOX),)),) if signs else ()
    blocks = (*(_boxed(block, signs) for block in shown.blocks), *note)
    picture = shown.picture
    return {
        "title": shown.title,
        "titled": shown.titled,
        "language": language,
        "size": size,
        "pages": pages,
        "blocks": [_block(block) for block in blocks],
        "pictures": [{"svg": picture.svg, "shows": picture.shows}] if picture else [],
    }


def _boxed(block: Block, missing: tuple[str, ...]) -> Block:
    lines = block.lines
    for sign in missing:
        lines = tuple(line.replace(sign, BOX) for line in lines)
    return replace(block, lines=lines)


def _block(block: Block) -> dict[str, Any]:
    return {"heading": block.heading, "listed": block.listed, "lines": [_line(line) for line in block.lines]}


def _line(text: str) -> dict[str, Any]:
    plain = legible(text)
    return {"rtl": _right_to_left(plain), "parts": [LONG_WORD.sub(_breakable, part) for part in plain.split("\n")]}


def _breakable(word: re.Match[str]) -> str:
    """A word without end, with places where a line may break; scripts beyond these letters have their own."""
    text = word[0]
    return ZERO_WIDTH_SPACE.join(text[at : at + BREAK_EVERY] for at in range(0, len(text), BREAK_EVERY))


def _right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction runs from right to left."""
    directions = (unicodedata.bidirectional(sign) for sign in text)
    return next((found for found in directions if found in {"L", *RIGHT_TO_LEFT}), "L") in RIGHT_TO_LEFT


def _without_font(diagnostic: str) -> list[str]:
    """The signs that typst says it has no font for."""
    quoted = (ESCAPED.sub(_unescaped, found) for found in NO_FONT.findall(diagnostic))
    return list(dict.fromkeys(quoted))


def _unescaped(found: re.Match[str]) -> str:
    code, sign = found.groups()
    return chr(int(code, 16)) if code else sign
