"""What does only the person see while choosing? Every item by its place, what to know first, and what was left out.

Nothing of this is ever part of a page (`unstuck.talk.page` is made from ticked items alone).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from unstuck.knowledge import facts, words
from unstuck.readout import Readout
from unstuck.talk.brief import Brief
from unstuck.talk.items import Item
from unstuck.talk.standing import NoTalk, hints

LEFT = ("empty", "cut", "no_room", "left_out")


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be ticked in one section of the page, under the heading it has there."""

    section: str
    heading: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Left:
    """What is not on the page, or not all of it.

    Attributes:
        id: "empty", "cut", "no_room" or "left_out".
        heading: the same in words.
        ids: which items.
    """

    id: str
    heading: str
    ids: tuple[str, ...]


def choices(items: Iterable[Item], language: str = "en") -> tuple[Choice, ...]:
    """Everything that can be ticked, section by section in the order of the page; empty sections left out."""
    every = tuple(items)
    said = words(language, "brief")
    sections: list[str] = facts("brief")["sections"]
    found = ((section, tuple(item for item in every if item.section == section)) for section in sections)
    return tuple(Choice(section, said.say(f"sections.{section}"), held) for section, held in found if held)


def hint_lines(answer: Readout, language: str = "en") -> tuple[str, ...]:
    """What to know before anything is shared."""
    said = words(language, "brief")
    return tuple(said.say(f"private.{hint}") for hint in hints(answer))


def no_talk_lines(why: NoTalk, language: str = "en") -> tuple[str, ...]:
    """Why no talk is needed, and what one may do instead."""
    return words(language, "brief").list(f"no_talk.{why}.lines")


def left_out(made: Brief, language: str = "en") -> tuple[Left, ...]:
    """What is not on the page or not all of it, to be told to the person alone."""
    return tuple(_left(made, language))


def _left(made: Brief, language: str) -> Iterator[Left]:
    for id_ in LEFT:
        ids: tuple[str, ...] = getattr(made, id_)
        if ids:
            yield Left(id_, words(language, "brief").say(f"private.{id_}"), ids)
