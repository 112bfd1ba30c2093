"""Which vaults are open in this process, for which browser session, and for how long?

An opened vault, or whatever else keeps something private in memory, lives here and nowhere else: not in a cache, a
session table or a cookie. It is locked after some idle time even when nobody asks for a page, on "Lock now" and quick
exit, and when the process ends.
"""

from __future__ import annotations

import atexit
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from threading import Condition, Thread
from typing import Generic, Protocol, TypeVar

IDLE = timedelta(minutes=10)


class Lockable(Protocol):
    """Something private that is open until it is locked, such as a vault."""

    @property
    def locked(self) -> bool:
        """Whether what was private is gone from memory."""

    def lock(self) -> None:
        """Forget it."""


Open = TypeVar("Open", bound=Lockable)


@dataclass(slots=True)
class _Kept(Generic[Open]):
    it: Open
    used: float
    idle: float


class Unlocked(Generic[Open]):
    """What is open, by the key of the browser's session.

    Parameters:
        idle: how long after its last use something is locked.
        clock: seconds that only grow.
    """

    def __init__(self, idle: timedelta = IDLE, clock: Callable[[], float] = time.monotonic) -> None:
        self._idle = idle
        self._clock = clock
        self._kept: dict[str, _Kept[Open]] = {}
        self._changed = Condition()
        self._watcher: Thread | None = None
        atexit.register(self.lock_all)

    def put(self, session: str, it: Open, idle: timedelta | None = None) -> None:
        """Keep something open for a session; what was kept for it before is locked.

        Parameters:
            idle: as for all, but for this session.
        """
        with self._changed:
            old = self._kept.get(session)
            self._kept[session] = _Kept(it, self._clock(), (idle or self._idle).total_seconds())
            if self._watcher is None:
                self._watcher = Thread(target=self._watch, name="vault idle", daemon=True)
                self._watcher.start()
            self._changed.notify()
        if old is not None and old.it is not it:
            old.it.lock()

    def get(self, session: str | None, *, used: bool = True) -> Open | None:
        """What is open for the session, None when it is locked.

        Parameters:
            used: the person did something, so idle time starts anew; not so for what a page does by itself.
        """
        self.lock_idle()
        with self._changed:
            found = self._kept.get(session or "")
            if found is None or found.it.locked:
                return None
            if used:
                found.used = self._clock()
            return found.it

    def lock(self, session: str | None) -> None:
        """Lock what is open for the session, if anything is."""
        with self._changed:
            found = self._kept.pop(session or "", None)
        if found is not None:
            found.it.lock()

    def lock_idle(self) -> None:
        """Lock what nobody used for longer than the idle time."""
        now = self._clock()
        with self._changed:
            idle = [session for session, kept in self._kept.items() if kept.used + kept.idle <= now]
        for session in idle:
            self.lock(session)

    def lock_all(self) -> None:
        """Lock everything: the process ends."""
        for session in list(self._kept):
            self.lock(session)

    def _watch(self) -> None:
        """Sleep until the next one may be idle; end when none is left."""
        while True:
            self.lock_idle()
            with self._changed:
                if not self._kept:
                    self._watcher = None
                    return
                next_idle = min(kept.used + kept.idle for kept in self._kept.values())
                self._changed.wait(max(next_idle - self._clock(), 0) + 0.01)
