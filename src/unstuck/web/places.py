"""Under which number does the library show a thing? By its place, since an address must not say what was looked at."""

from __future__ import annotations

from functools import cache

from unstuck.explain import library


@cache
def ids() -> tuple[str, ...]:
    """Everything in the library, in its order."""
    return tuple(entry.id for entry in library())


@cache
def _places() -> dict[str, int]:
    return {id_: number for number, id_ in enumerate(ids())}


def place_of(id_: str) -> int:
    """The number of a thing.

    Raises:
        KeyError: nothing of that id is in the library.
    """
    return _places()[id_]
