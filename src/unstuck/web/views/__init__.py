"""The pages, a module a room. Each has its `urls`; numbers of ten belong to one room."""

from __future__ import annotations

from types import ModuleType

from unstuck.web.views import (
    check_in,
    door,
    finding,
    first_run,
    keeping,
    library,
    moving_on,
    now,
    options,
    own,
    practice,
    talk,
    trial,
    why,
    wishing,
)

ROOMS: tuple[ModuleType, ...] = (
    now,
    door,
    first_run,
    check_in,
    why,
    options,
    talk,
    practice,
    trial,
    moving_on,
    wishing,
    finding,
    library,
    own,
    keeping,
)
