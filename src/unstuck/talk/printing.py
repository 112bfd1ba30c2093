"""How does what is shared print? On one sheet, with less of it where half a page of its signs is more than a sheet."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from unstuck.knowledge import facts
from unstuck.paper.pdf import Printed, TooLong, printed
from unstuck.talk.brief import Brief, compose
from unstuck.talk.items import Item
from unstuck.talk.page import Form, page


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
