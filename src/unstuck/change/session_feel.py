"""Do sessions lift or drain: how does someone feel before them and after?

Ratings run from -5 (very bad) to +5 (very good), within the hour before and after. The pattern rests on the newest
three to five sessions rated both before and after; of two sessions alone only when each shows the same. Relief is not
yet help: numbness and lost time can feel like it, so it counts as hard work that pays off only together with safety,
an agreed task or a life that gets wider. The line of 1.5 points is our judgement.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

Pattern = Literal["relief", "drain", "neither", "unknown"]
LINE = 1.5
NEWEST = 5
ENOUGH = 3


@dataclass(frozen=True, slots=True)
class SessionFeel:
    """How someone feels around sessions.

    Attributes:
        pattern: relief (`gain` at least 1.5), drain (at most -1.5), neither, or unknown.
        n: sessions it rests on, at most five: the newest rated both before and after.
        before: mean before them, -5 to 5.
        after: mean after them.
        gain: mean of after minus before, in points.
        all_rated: sessions rated both before and after, in all.
        half_rated: sessions among the last five with only one of the two.
    """

    pattern: Pattern
    n: int
    before: float | None
    after: float | None
    gain: float | None
    all_rated: int
    half_rated: int


def session_feel(sessions: Sequence[tuple[date, float | None, float | None]], line: float = LINE) -> SessionFeel:
    """The pattern of attended sessions given as (day, before, after), in any order, None where not rated."""
    in_order = sorted(sessions, key=lambda one: one[0])
    pairs = [(before, after) for _, before, after in in_order if before is not None and after is not None]
    half = sum((before is None) != (after is None) for _, before, after in in_order[-NEWEST:])
    newest = pairs[-NEWEST:]
    if not newest:
        return SessionFeel("unknown", 0, None, None, None, 0, half)
    gains = [after - before for before, after in newest]
    return SessionFeel(
        _pattern(gains, line),
        len(newest),
        fmean(before for before, _ in newest),
        fmean(after for _, after in newest),
        fmean(gains),
        len(pairs),
        half,
    )


def _pattern(gains: Sequence[float], line: float) -> Pattern:
    if len(gains) < ENOUGH:
        if len(gains) < ENOUGH - 1:
            return "unknown"
        if min(gains) >= line:
            return "relief"
        return "drain" if max(gains) <= -line else "unknown"
    if fmean(gains) >= line:
        return "relief"
    return "drain" if fmean(gains) <= -line else "neither"
