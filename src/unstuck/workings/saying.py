"""How does a working write a number, and what is a piece of it?"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.knowledge import words
from unstuck.told import Line

Pieces = Iterator[tuple[str, Line]]
"""Lines, each with the id of the heading it belongs under."""

JUDGED = ("judgement",)
HALF_A_PERSON = 0.005


def tidy(value: float, digits: int = 1) -> float:
    """A number with at most so many decimals, whole numbers without any."""
    rounded = round(value, digits)
    return int(rounded) if rounded == int(rounded) else rounded


def of_100(chance: float, language: str) -> str:
    """A chance as people of 100, never "0" or "100" of what can happen."""
    say = words(language, "workings").say
    if chance < HALF_A_PERSON:
        return say("forecast.almost_none")
    return say("forecast.almost_all") if chance > 1 - HALF_A_PERSON else say("forecast.about", n=round(100 * chance))
