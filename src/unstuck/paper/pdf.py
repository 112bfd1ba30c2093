"""How does a page print? As a tagged PDF (PDF/UA-1) that reads aloud, made by typst from data alone.

Signs that no font of this machine has are shown as a box, on the page and to the person. Nothing of the story is in
the metadata, no day and no name, and the same page makes the same bytes on the same machine.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst

from unstuck.knowledge import words
from unstuck.paper.page import Block, Page
from unstuck.paper.room import cut, legible, lines_of

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
SHEETS = 4
LINES, WIDTH = 44, 88
"""About how much a sheet holds: lines, and letters in one."""

HEADING, PICTURE, WRITTEN = 2, 12, 2
"""How many of these lines a heading, a picture and a line to write on take."""

WHOLE = 2  # what is estimated at more than so many times the room isn't tried whole
SHARES = (1, 2, 4, 8)
LONGEST = (60, 40, 30, 20, 12, 8, 5, 3, 2, 1)
"""Parts of the room that are tried, and lines one text may take."""


class TooLong(ValueError):
    """The page takes more paper than it may, even in the smallest letters."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed page.

    Attributes:
        pdf: the file.
        unprintable: signs that no font of this machine has; on the page a box stands for each.
        cut: headings of blocks that lost lines, or the end of one, so that it fits.
    """

    pdf: bytes
    unprintable: tuple[str, ...]
    cut: tuple[str, ...] = ()


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


def fitted(shown: Page, pages: int = SHEETS, language: str = "en", fonts: typst.Fonts | None = None) -> Printed:
    """A page as PDF on so many sheets at most: what is too long is cut, and `cut` says where, for the person alone."""
    plain = replace(shown, blocks=tuple(replace(x, lines=tuple(map(legible, x.lines))) for x in shown.blocks))
    heights = [lines_of(line, WIDTH) for block in plain.blocks for line in block.lines]
    fixed = sum(map(_fixed, plain.blocks))
    far_too_long = fixed + sum(heights) > WHOLE * LINES * pages
    for share in SHARES if far_too_long else (0, *SHARES):
        lines = LINES * pages // share if share else 0
        longest = next((one for one in LONGEST if fixed + sum(min(x, one) for x in heights) <= lines), LONGEST[-1])
        less, headings = _shortened(plain, lines, longest) if share else (plain, ())
        try:
            return replace(printed(less, pages, language, fonts), cut=headings)
        except TooLong:
            continue
    raise TooLong


def _shortened(shown: Page, lines: int, longest: int) -> tuple[Page, tuple[str, ...]]:
    """The page in so many lines with no text longer than `longest`, and the headings where it lost some."""
    left, kept, headings = lines, [], []
    for block in shown.blocks:
        less = _in_room(block, left - _fixed(block), longest)
        if less.lines != block.lines:
            headings.append(block.heading or shown.title)
        if less.lines or left > _fixed(block):
            kept.append(less)
            left -= _fixed(less) + sum(lines_of(line, WIDTH) for line in less.lines)
    return replace(shown, blocks=tuple(kept)), tuple(dict.fromkeys(headings))


def _in_room(block: Block, left: int, longest: int) -> Block:
    """As many of a block's lines as have room, each cut to `longest`."""
    kept = []
    for line in block.lines:
        if left < 1:
            break
        kept.append(cut(line, min(left, longest), WIDTH))
        left -= lines_of(kept[-1], WIDTH)
    return replace(block, lines=tuple(kept))


def _fixed(block: Block) -> int:
    """How many lines a block takes beside its own."""
    return HEADING * bool(block.heading) + PICTURE * bool(block.picture) + WRITTEN * block.room


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
    note = (Block((words(language, "paper").say("unprintable", mark=BOX),)),) if signs else ()
    blocks = (*(_boxed(block, signs) for block in shown.blocks), *note)
    return {
        "title": shown.title,
        "titled": shown.titled,
        "language": language,
        "size": size,
        "pages": pages,
        "blocks": [_block(block) for block in blocks],
    }


def _boxed(block: Block, missing: tuple[str, ...]) -> Block:
    lines, heading = block.lines, block.heading or ""
    for sign in missing:
        lines, heading = tuple(line.replace(sign, BOX) for line in lines), heading.replace(sign, BOX)
    return replace(block, lines=lines, heading=heading)


def _block(block: Block) -> dict[str, Any]:
    picture = block.picture
    return {
        "heading": _line(block.heading or "")["parts"] if legible(block.heading or "") else None,
        "listed": block.listed,
        "lines": [_line(line) for line in block.lines],
        "pictures": [{"svg": picture.svg, "shows": picture.shows}] if picture else [],
        "room": block.room,
    }


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
