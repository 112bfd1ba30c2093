"""How is something to hand over or take along written down? A title and blocks of lines, as text or Markdown.

`unstuck.paper.pdf` prints the same page. A page holds texts and pictures and knows no story, so it can't say more.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from unstuck.explain import Section
from unstuck.knowledge import words
from unstuck.told import Line

WIDTH = 78
SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&$])")
AT_START = re.compile(r"^(\s*)([-+=]|\d+(?=[.)]))(.?)")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture and what it shows, for whoever can't see it."""

    svg: str
    shows: str


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together.

    Attributes:
        lines: in reading order.
        heading: what stands above them, if anything.
        listed: whether each is set off by a mark.
        picture: shown below them; as text what it shows.
        room: how many empty lines to write on by hand; on paper alone.
    """

    lines: tuple[str, ...]
    heading: str | None = None
    listed: bool = False
    picture: Picture | None = None
    room: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """Something to hand over or take along.

    Attributes:
        title: what it is called, never anything of the story: a PDF has it in its metadata.
        blocks: in reading order.
        titled: whether the title is shown.
    """

    title: str
    blocks: tuple[Block, ...]
    titled: bool = True


def of_sections(title: str, sections: Iterable[Section], intro: Iterable[str] = (), language: str = "en") -> Page:
    """A page of sections, below lines of introduction; what nobody has read at its source is marked.

    Args:
        title: what it is called, never anything of the story.
        sections: each under its heading.
        intro: lines above them.
        language: of the mark.
    """
    first = tuple(intro)
    blocks = (_block(section.heading, tuple(_marked(line, language) for line in section.lines)) for section in sections)
    return Page(title, (*((_block(None, first),) if first else ()), *blocks))


def as_text(shown: Page) -> str:
    """The page as plain text, its lines wrapped; a picture as what it shows."""
    parts = [_wrapped(shown.title, "")] if shown.titled else []
    for block in shown.blocks:
        head = [_wrapped(block.heading, "")] if block.heading else []
        mark = "- " if block.listed else ""
        parts.append("\n".join((*head, *(_wrapped(line, mark) for line in _lines(block)))))
    return "\n\n".join(parts) + "\n"


def as_markdown(shown: Page) -> str:
    """The page as Markdown in which every sign of the person's own text stands for itself."""
    parts = [f"# {_escaped(shown.title)}"] if shown.titled else []
    for block in shown.blocks:
        if block.heading:
            parts.append(f"## {_escaped(block.heading)}")
        mark, indent = ("- ", "  ") if block.listed else ("", "")
        lines = [mark + _escaped(line).replace("\n", f"  \n{indent}") for line in _lines(block)]
        if lines:
            parts.append(("\n" if block.listed else "  \n").join(lines))
    return "\n\n".join(parts) + "\n"


def _block(heading: str | None, lines: tuple[str, ...]) -> Block:
    return Block(lines, heading, listed=len(lines) > 1)


def _marked(line: Line, language: str) -> str:
    return line.text if line.confirmed else words(language, "terminal").say("unconfirmed", text=line.text)


def _lines(block: Block) -> Iterator[str]:
    yield from block.lines
    if block.picture is not None:
        yield block.picture.shows


def _wrapped(text: str, mark: str) -> str:
    lines = []
    for number, line in enumerate(text.split("\n")):
        first = mark if number == 0 else " " * len(mark)
        filled = textwrap.fill(
            line,
            WIDTH,
            initial_indent=first,
            subsequent_indent=" " * len(mark),
            break_long_words=False,
            break_on_hyphens=False,
        )
        lines.append(filled or first.rstrip())
    return "\n".join(lines)


def _escaped(text: str) -> str:
    return "\n".join(AT_START.sub(_at_start, SPECIAL.sub(r"\\\1", line)) for line in text.split("\n"))


def _at_start(found: re.Match[str]) -> str:
    """A list mark or underline at the start of a line, so that it stands for itself."""
    space, mark, after = found.groups()
    return f"{space}{mark}\\{after}" if mark.isdigit() else f"{space}\\{mark}{after}"
