"""How is what is shared written down? As a page to hand over, a letter, notes to speak from, or one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from unstuck.knowledge import Words, facts, words
from unstuck.paper.page import Block, Page
from unstuck.talk.brief import Brief

Form = Literal["page", "letter", "spoken", "short"]


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


def file_name(form: Form, language: str = "en") -> str:
    """What a file of it is called, without its ending: the same for everyone."""
    return words(language, "brief").say(f"file.{form}")


def _page(brief: Brief, said: Words) -> Page:
    blocks = [Block((said.say("open"),))]
    for section in facts("brief")["sections"]:
        heading = said.say(f"sections.{section}")
        if section == "view":
            blocks.append(Block((said.say("view"),), heading))
        elif section != "greeting" and (texts := _texts(brief, section)):
            blocks.append(Block(texts, heading, listed=len(texts) > 1))
    return Page(said.say("title"), (*blocks, *_picture(brief)))


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
    return Page(said.say("title"), (*blocks, *_picture(brief)), titled=False)


def _spoken(brief: Brief, language: str) -> Page:
    said = words(language, "letter")
    blocks = [Block((words(language, "brief").say("short"),), said.say("spoken.start"))]
    for section in facts("brief")["sections"]:
        texts = (said.say("spoken.view_line"),) if section == "view" else _texts(brief, section)
        if texts and section != "greeting":
            blocks.append(Block(texts, said.say(f"spoken.{section}"), listed=True))
    return Page(said.say("spoken.title"), (*blocks, *_picture(brief)))


def _picture(brief: Brief) -> Iterator[Block]:
    if brief.picture is not None:
        yield Block((), picture=brief.picture)


def _texts(brief: Brief, section: str) -> tuple[str, ...]:
    return tuple(piece.text for piece in brief.of(section))
