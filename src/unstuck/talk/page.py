"""How is what is shared written down? One page in four ways to say it, as text or Markdown.

A page is a title and blocks of lines; `unstuck.talk.pdf` prints the same page, and any other page made of them.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from unstuck.knowledge import Words, facts, words
from unstuck.talk.brief import Brief
from unstuck.talk.items import Picture

Form = Literal["page", "letter", "spoken", "short"]
WIDTH = 78
SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&$])")
AT_START = re.compile(r"^(\s*)([-+=]|\d+(?=[.)]))(.?)")


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together, with a heading or without; `listed` sets each off by a mark."""

    lines: tuple[str, ...]
    heading: str | None = None
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Something to hand over.

    Attributes:
        title: what it is called, never anything of the story.
        blocks: in reading order.
        titled: whether the title is shown; a letter has it in its metadata alone.
        picture: shown at the end.
    """

    title: str
    blocks: tuple[Block, ...]
    titled: bool = True
    picture: Picture | None = None


def page(brief: Brief, form: Form = "page", *, safe: bool = False, language: str = "en") -> Page:
    """What is shared, in one of four forms.

    Args:
        brief: what was ticked.
        form: a page to hand over or read from, a letter that opens the talk (or ends it, when that is the request),
            notes to speak from, or one sentence and the request.
        safe: a letter that ends it and asks for no talk, for who leaves for safety.
        language: of the sentences.
    """
    if form == "letter":
        return _letter(brief, "safe" if safe else "ends" if brief.ends else "opens", language)
    if form == "spoken":
        return _spoken(brief, language)
    said = words(language, "brief")
    if form == "short":
        return Page(said.say("title"), (Block((said.say("short"), *_texts(brief, "ask"))),), titled=False)
    return _page(brief, said)


def as_text(shown: Page) -> str:
    """The page as plain text, its lines wrapped; a picture as what it shows."""
    parts = [_wrapped(shown.title, "")] if shown.titled else []
    for block in _blocks(shown):
        head = [_wrapped(block.heading, "")] if block.heading else []
        parts.append("\n".join((*head, *(_wrapped(line, "- " if block.listed else "") for line in block.lines))))
    return "\n\n".join(parts) + "\n"


def as_markdown(shown: Page) -> str:
    """The page as Markdown in which every sign of the person's own text stands for itself."""
    parts = [f"# {_escaped(shown.title)}"] if shown.titled else []
    for block in _blocks(shown):
        if block.heading:
            parts.append(f"## {_escaped(block.heading)}")
        mark, indent = ("- ", "  ") if block.listed else ("", "")
        lines = [mark + _escaped(line).replace("\n", f"  \n{indent}") for line in block.lines]
        parts.append(("\n" if block.listed else "  \n").join(lines))
    return "\n\n".join(parts) + "\n"


def _page(brief: Brief, said: Words) -> Page:
    blocks = [Block((said.say("open"),))]
    for section in facts("brief")["sections"]:
        heading = said.say(f"sections.{section}")
        if section == "view":
            blocks.append(Block((said.say("view"),), heading))
        elif section != "greeting" and (texts := _texts(brief, section)):
            blocks.append(Block(texts, heading, listed=len(texts) > 1))
    return Page(said.say("title"), tuple(blocks), picture=brief.picture)


def _letter(brief: Brief, kind: Literal["opens", "ends", "safe"], language: str) -> Page:
    said = words(language, "letter")
    name = " ".join(" ".join(_texts(brief, "greeting")).split())
    blocks = [Block((said.say("hello_name", name=name) if name else said.say("hello"),))]
    blocks.append(Block((said.say(f"{kind}.start"),)))
    for section in facts("brief")["sections"]:
        lead = (said.say(f"{kind}.{section}"),) if f"{kind}.{section}" in said else ()
        texts = _texts(brief, section)
        if texts or (section == "view" and lead):
            blocks.extend([Block((*lead, *texts))] if section != "greeting" else [])
    blocks.append(Block((said.say(f"{kind}.end"),)))
    return Page(said.say("title"), tuple(blocks), titled=False, picture=brief.picture)


def _spoken(brief: Brief, language: str) -> Page:
    said = words(language, "letter")
    blocks = [Block((words(language, "brief").say("short"),), said.say("spoken.start"))]
    for section in facts("brief")["sections"]:
        texts = (said.say("spoken.view_line"),) if section == "view" else _texts(brief, section)
        if texts and section != "greeting":
            blocks.append(Block(texts, said.say(f"spoken.{section}"), listed=True))
    return Page(said.say("spoken.title"), tuple(blocks), picture=brief.picture)


def _texts(brief: Brief, section: str) -> tuple[str, ...]:
    return tuple(piece.text for piece in brief.of(section))


def _blocks(shown: Page) -> Iterator[Block]:
    yield from shown.blocks
    if shown.picture is not None:
        yield Block((shown.picture.shows,))


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
