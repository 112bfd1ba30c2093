"""Does the frame get in the way: sessions missed or moved, gaps between them, the slot they are in?

Three comparisons within one person. None of them is an experiment: gains are larger early on (allowed for by the
logarithm of the session number), and a slot kept for weeks shares those weeks' events (allowed for as
autocorrelation). What stands out is a thing to try, never a cause.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from math import log, sqrt
from statistics import fmean, median
from typing import TYPE_CHECKING, Literal

from unstuck.change.regression import Prior, fit
from unstuck.change.series import by_day, improvement, noise, positions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from unstuck.change.series import Point
    from unstuck.measures.measure import Better

NEWEST = 8
LEAST = 4  # sessions before a share, a gap or a slot says anything
OFTEN = 0.25
NOT_ONCE = 2
CLOSE_DAYS = 7
FAR_DAYS = 10
SURE = 0.9  # intervals: 5 of 100 wrong on either side
SLOT_MARGIN = 1.0  # points between slots that would matter to someone, on a scale of about ten
LONGEST = 60
BY_ME = frozenset({"missed", "cancelled_by_me"})
BY_THERAPIST = frozenset({"cancelled_by_therapist"})
MOVED = frozenset({"moved"})


@dataclass(frozen=True, slots=True)
class Attendance:
    """Which of the last eight planned sessions did not happen as planned.

    Attributes:
        id: `missed_or_moved` when it is a quarter or more, and not just one.
        n: sessions looked at.
        by_me: missed, or cancelled by the person.
        by_therapist: cancelled by the therapist.
        moved: moved, by whomever.
        share: of the three together among `n`.
    """

    id: Literal["missed_or_moved", "regular", "not_enough_data"]
    n: int
    by_me: int
    by_therapist: int
    moved: int
    share: float | None


@dataclass(frozen=True, slots=True)
class Gaps:
    """Days between one attended session and the next.

    Attributes:
        n: gaps.
        usual: the median, in days.
        longest: the longest of the last eight, in days.
        days_since: from the last session until now.
    """

    n: int
    usual: float | None
    longest: int | None
    days_since: int | None


@dataclass(frozen=True, slots=True)
class GapEffect:
    """Whether sessions close together bring more than sessions far apart.

    Attributes:
        id: `better_after_closer`, `better_after_wider`, `no_clear_difference`, `not_enough_data`.
        close: stretches between two scores with a session a week or more often.
        far: those with more than ten days a session.
        close_gain: mean gain a session in the former, in points.
        far_gain: and in the latter.
        difference: close minus far once the session number is allowed for, with its 90 % interval.
    """

    id: Literal["better_after_closer", "better_after_wider", "no_clear_difference", "not_enough_data"]
    close: int
    far: int
    close_gain: float | None = None
    far_gain: float | None = None
    difference: float | None = None
    interval: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """The ratings of one slot: its name, how many, their mean."""

    name: str
    n: int
    mean: float


@dataclass(frozen=True, slots=True)
class SlotEffect:
    """Whether ratings of sessions depend on their day or time.

    Attributes:
        slots: those with at least four sessions, best first.
        difference: the best slot against the others together, in points, with its interval (90 %, shared out over as
            many slots as could have been best).
    """

    id: Literal["depends_on_slot", "no_clear_difference", "not_enough_data"]
    slots: tuple[Slot, ...]
    difference: float | None = None
    interval: tuple[float, float] | None = None


def attendance(sessions: Sequence[tuple[date, str]]) -> Attendance:
    """Of sessions given as (day, status), in any order, which of the newest eight went otherwise than planned."""
    newest = [status for _, status in sorted(sessions, key=lambda one: one[0])[-NEWEST:]]
    n = len(newest)
    by_me, by_therapist, moved = (sum(s in kind for s in newest) for kind in (BY_ME, BY_THERAPIST, MOVED))
    count = by_me + by_therapist + moved
    if n < LEAST:
        return Attendance("not_enough_data", n, by_me, by_therapist, moved, count / n if n else None)
    often = count >= NOT_ONCE and count / n >= OFTEN
    return Attendance("missed_or_moved" if often else "regular", n, by_me, by_therapist, moved, count / n)


def gaps(attended: Sequence[date], today: date) -> Gaps:
    """Days between attended sessions, and since the last."""
    days = sorted(set(attended))
    between = [(b - a).days for a, b in pairwise(days)]
    return Gaps(
        len(between),
        median(between) if between else None,
        max(between[-NEWEST:], default=None),
        (today - days[-1]).days if days else None,
    )


def gap_effect(attended: Sequence[date], scores: Sequence[Point], better: Better, threshold: float) -> GapEffect:
    """Whether the gain a session is larger where sessions follow each other within a week than past ten days.

    Each stretch between two scores (the newest 60) is laid on the sessions from the first score's day up to the day
    before the second. Below four stretches of either kind nothing is said.
    """
    days = sorted(set(attended))
    rows: list[tuple[float, float, float]] = []  # gain a session, close (1) or far (0), what early sessions add
    for (start, before), (end, now) in pairwise(by_day(scores)[-LONGEST:]):
        first, last = bisect_left(days, start), bisect_left(days, end)
        held = last - first
        spacing = (end - start).days / held if held else 0.0
        if held and not CLOSE_DAYS < spacing <= FAR_DAYS:
            early = log((last + 1) / (first + 1)) / held
            rows.append((improvement(before, now, better) / held, float(spacing <= CLOSE_DAYS), early))
    close, far = ([gain for gain, near, _ in rows if near == kind] for kind in (1.0, 0.0))
    if min(len(close), len(far)) < LEAST:
        return GapEffect("not_enough_data", len(close), len(far))
    gains, near, early_on = (list(column) for column in zip(*rows, strict=True))
    usual = noise(threshold)
    of_difference = Prior(usual.sd * sqrt(2), usual.worth)
    at = [float(i) for i in range(len(rows))]
    effect = fit(gains, [[1.0] * len(rows), near, early_on], at, of_difference).terms[1]
    low, high = effect.interval(SURE)
    kind: Literal["better_after_closer", "better_after_wider", "no_clear_difference"] = "no_clear_difference"
    if low > 0:
        kind = "better_after_closer"
    elif high < 0:
        kind = "better_after_wider"
    return GapEffect(kind, len(close), len(far), fmean(close), fmean(far), effect.value, (low, high))


def slot_effect(sessions: Sequence[tuple[date, str, float]], margin: float = SLOT_MARGIN) -> SlotEffect:
    """Whether ratings given as (day, slot, rating) differ between slots of at least four sessions (the newest 60).

    Args:
        sessions: rated sessions, in any order; higher is better; one a day counts, the last.
        margin: a difference below this many points matters to nobody.
    """
    newest = list({day: (day, slot, x) for day, slot, x in sorted(sessions)}.values())[-LONGEST:]
    ratings: dict[str, list[float]] = {}
    for _, slot, rating in newest:
        ratings.setdefault(slot, []).append(rating)
    slots = sorted((Slot(k, len(v), fmean(v)) for k, v in ratings.items() if len(v) >= LEAST), key=lambda s: -s.mean)
    if len(slots) < NOT_ONCE:
        return SlotEffect("not_enough_data", tuple(slots))
    names = {slot.name for slot in slots}
    kept = [one for one in newest if one[1] in names]
    best = [float(slot == slots[0].name) for _, slot, _ in kept]
    at = positions([day for day, _, _ in kept])
    effect = fit([x for _, _, x in kept], [[1.0] * len(kept), best], at, None).terms[1]
    low, high = effect.interval(1 - (1 - SURE) / len(slots))
    clear = low > 0 and effect.value >= margin
    return SlotEffect("depends_on_slot" if clear else "no_clear_difference", tuple(slots), effect.value, (low, high))
