"""What does this process remember of a browser, whether its vault is open or not?

Each browser that came in by a one-time link gets a key in a cookie, and a desk under that key. What was opened lies in
the notebook, which is locked away after idle time; on the desk lies only what must outlast the lock: a form that was
sent after it, until the person is back, and which forms were already taken.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import RLock
from typing import cast

from django.http import HttpRequest, HttpResponse, QueryDict

from unstuck.vault.unlocked import Unlocked
from unstuck.web.notebook import Notebook

COOKIE = "k"
REMEMBERED = 100

NOTEBOOKS: Unlocked[Notebook] = Unlocked()
"""What each browser has open."""


@dataclass(frozen=True, slots=True)
class Held:
    """A form that was sent when the vault was locked: where to, and what it said."""

    path: str
    posted: QueryDict = field(repr=False)


@dataclass(slots=True)
class Desk:
    """One browser's.

    Attributes:
        key: what its cookie holds.
        turn: forms of one browser are taken one after the other.
        held: a form that waits for the vault to be opened.
        taken: where forms that were taken led to, by their number, so that one sent twice counts once.
        said: sentences for the next page.
    """

    key: str
    turn: RLock = field(default_factory=RLock)
    held: Held | None = None
    taken: OrderedDict[str, str] = field(default_factory=OrderedDict)
    said: list[str] = field(default_factory=list)

    @property
    def notebook(self) -> Notebook | None:
        """What is open, None when it is locked."""
        return NOTEBOOKS.get(self.key)

    def open(self, notebook: Notebook) -> None:
        """Have this open from now on, instead of what was; for as long as the person set."""
        NOTEBOOKS.put(self.key, notebook, notebook.idle)

    def lock(self) -> None:
        """Lock what is open."""
        NOTEBOOKS.lock(self.key)

    def clear(self) -> None:
        """Lock, and forget everything about this browser but its key."""
        self.lock()
        self.held = None
        self.taken.clear()
        self.said.clear()

    def take(self, number: str, led_to: str) -> None:
        """Remember that a form was taken."""
        self.taken[number] = led_to
        while len(self.taken) > REMEMBERED:
            self.taken.popitem(last=False)


class Desks:
    """All browsers that may come in, and the one-time links that let one more in."""

    def __init__(self) -> None:
        self._desks: dict[str, Desk] = {}
        self._links: set[str] = set()

    def new_link(self) -> str:
        """A token that lets one browser in, once."""
        token = secrets.token_urlsafe(32)
        self._links.add(token)
        return token

    def enter(self, token: str) -> Desk | None:
        """A desk for whoever has the token, None when it was used or never given."""
        try:
            self._links.remove(token)
        except KeyError:
            return None
        desk = Desk(secrets.token_urlsafe(32))
        self._desks[desk.key] = desk
        return desk

    def find(self, key: str | None) -> Desk | None:
        """The desk of a key."""
        return self._desks.get(key or "")


DESKS = Desks()


def desk_of(request: HttpRequest) -> Desk | None:
    """The desk of the browser that asks, None where it has none."""
    return cast("Desk | None", getattr(request, "desk", None))


def give_key(response: HttpResponse, desk: Desk) -> None:
    """Have the browser bring its key from now on, until it is closed."""
    response.set_cookie(COOKIE, desk.key, httponly=True, samesite="Strict")
