"""What stands on the page? What was ticked, within half a page, and nothing else.

A page is made from ticked items alone, so what was not ticked can't slip in. What was left out, cut or had no room is
told to the person and stands nowhere else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from unstuck.knowledge import facts
from unstuck.paper.page import Picture
from unstuck.paper.room import cut, legible, lines_of
from unstuck.story.plans import Form, Told, Whom
from unstuck.talk.items import Item

LONGEST_ID = 200


class NotOne(ValueError):
    """Several items ticked where a page holds one: one request, one example.

    Attributes:
        section: where.
        ids: what was ticked.
    """

    def __init__(self, section: str, ids: Sequence[str]) -> None:
        super().__init__(", ".join(ids))
        self.section = section
        self.ids = tuple(ids)


class NoSuchItem(ValueError):
    """Something ticked that no page can hold; `ids` says what."""

    def __init__(self, ids: Sequence[str]) -> None:
        super().__init__(", ".join(ids))
        self.ids = tuple(ids)


@dataclass(frozen=True, slots=True)
class Brief:
    """What is shared.

    Attributes:
        pieces: the ticked items in reading order, cut to their room, the picture among them.
        picture: that picture, drawn.
        left_out: items that were not ticked. This and what follows is for the person alone.
        empty: ticked, and nobody has written or recorded it.
        cut: items whose end was cut off.
        no_room: ticked, and the page was full.
    """

    pieces: tuple[Item, ...]
    picture: Picture | None
    left_out: tuple[str, ...]
    empty: tuple[str, ...]
    cut: tuple[str, ...]
    no_room: tuple[str, ...]

    def of(self, section: str) -> tuple[Item, ...]:
        """The pieces of one section."""
        return tuple(piece for piece in self.pieces if piece.section == section and piece.draw is None)

    @property
    def ends(self) -> bool:
        """Whether the one request is to end it."""
        return any(piece.id == "ask:ending" for piece in self.pieces)

    @property
    def shared(self) -> tuple[str, ...]:
        """The ids of what is on the page."""
        return tuple(piece.id for piece in self.pieces)


def compose(items: Iterable[Item], ticked: Collection[str], lines: int | None = None) -> Brief:
    """The page with the ticked items.

    Args:
        items: everything that could be shared.
        ticked: ids of what is.
        lines: room in lines, else half a page (`facts/brief.toml`).

    Raises:
        NoSuchItem: an id of no kind there is.
        NotOne: several requests, examples or pictures.
    """
    every = tuple(items)
    chosen = [item for item in every if item.id in ticked]
    missing = tuple(dict.fromkeys(id_ for id_ in ticked if id_ not in {item.id for item in every}))
    strange = [id_ for id_ in missing if _kind(id_) not in facts("brief")["kinds"]]
    if strange:
        raise NoSuchItem(strange)
    _one_each(chosen)
    fitting = _fitted(chosen, facts("brief")["room"]["lines"] if lines is None else lines)
    drawn = [item.draw() for item in chosen if item.draw is not None]
    return Brief(
        pieces=tuple(fitting[item.id] for item in chosen if item.id in fitting),
        picture=drawn[0] if drawn else None,
        left_out=tuple(item.id for item in every if item.id not in ticked),
        empty=missing,
        cut=tuple(item.id for item in chosen if item.id in fitting and fitting[item.id].text != legible(item.text)),
        no_room=tuple(item.id for item in chosen if item.id not in fitting),
    )


def proposal(items: Iterable[Item], *, nothing: bool = False) -> tuple[str, ...]:
    """What could be ticked to begin with: one request, little else, nothing private; `nothing` for who is afraid."""
    room: dict[str, int] = facts("brief")["room"]["suggested"]
    taken = dict.fromkeys(room, 0)
    found = []
    for item in items:
        if not nothing and not item.private and taken.get(item.section, 0) < room.get(item.section, 0):
            taken[item.section] += 1
            found.append(item.id)
    return tuple(found)


def told(shared: Iterable[str], on: date, to: Whom, form: Form, therapy: str | None = None) -> Told:
    """What to keep of a page that was handed over: to whom, when and which items, never what they said."""
    return Told(date=on, to=to, form=form, items=tuple(id_[:LONGEST_ID] for id_ in shared), therapy=therapy)


def _one_each(chosen: Iterable[Item]) -> None:
    held = tuple(chosen)
    pictures = [item.id for item in held if item.draw is not None]
    if len(pictures) > 1:
        raise NotOne("picture", pictures)
    for section in facts("brief")["single"]:
        ids = [item.id for item in held if item.section == section]
        if len(ids) > 1:
            raise NotOne(section, ids)


def _fitted(chosen: Sequence[Item], lines: int) -> dict[str, Item]:
    """The items that fit, by id, each cut to its own room: first one of each section, the most important first."""
    room = facts("brief")["room"]
    fitting = {item.id: item for item in chosen if item.draw is not None}
    left = lines - room["picture"] * len(fitting)
    headed: set[str] = set()
    for item in _most_important_first(item for item in chosen if item.draw is None):
        head = 0 if item.section in headed else room["heading"]
        own_room = room["long" if _kind(item.id) in room["long_kinds"] else "short"]
        most = min(own_room, left - head)
        text = cut(legible(item.text), most, room["width"]) if most > 0 else ""
        if text:
            fitting[item.id] = replace(item, text=text)
            headed.add(item.section)
            left -= head + lines_of(text, room["width"])
    return fitting


def _most_important_first(chosen: Iterable[Item]) -> list[Item]:
    order: list[str] = facts("brief")["first"]
    before = Counter[str]()
    ranked = []
    for item in chosen:
        ranked.append((before[item.section], order.index(item.section), item))
        before[item.section] += 1
    return [item for _, _, item in sorted(ranked, key=lambda one: one[:2])]


def _kind(id_: str) -> str:
    return id_.partition(":")[0]
