"""Has a course levelled off, never moved, begun to slip, or stayed well?

Each rule takes a person's scores from the baseline on (the baseline is the first) and the reliable change in points.
A plateau is called only when the fitted change over the newest four to six points is less than half a reliable change;
between that and a clear slope the answer is "unclear". The rules are our judgement; what they say of simulated people
stands in docs/accuracy/series.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING, Literal

from unstuck.change.series import by_day, course, improvement

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from unstuck.change.series import Point
    from unstuck.measures.measure import Better

WINDOW = 6
GAINED_NEEDS = 4  # points since the gain
FLAT_NEEDS = 5  # points since the baseline, it included
SUSTAINED = 2
STABLE = 3
LATELY = 10


@dataclass(frozen=True, slots=True)
class Plateau:
    """Whether the newest scores stand still.

    Attributes:
        id: `levelled_off` (after a reliable gain that is still there), `flat` (no reliable change, none under way),
            `lower_level` (stands still, reliably worse than at the start), `better` and `worse` (on the move),
            `unclear`, `not_enough_data`.
        n: points in the stretch that was judged.
        since: first day of the longest newest run that stays within a reliable change of this level.
        level: mean of the stretch, in points.
        change: fitted change over the stretch in points, its 80 % interval beside it.
        gain: how much better the level is than the baseline, in points.
    """

    id: Literal["levelled_off", "flat", "lower_level", "better", "worse", "unclear", "not_enough_data"]
    n: int
    since: date | None = None
    level: float | None = None
    change: float | None = None
    change_interval: tuple[float, float] | None = None
    gain: float | None = None


@dataclass(frozen=True, slots=True)
class Reversal:
    """Whether a gain is being lost.

    Attributes:
        best: the best score since the baseline and its day.
        points: newest points running that are a reliable change worse than it.
        lost: how much of the gain is lost now, in points (mean of those points against the best).
    """

    id: Literal["gains_reversing", "gains_held", "no_gain_yet", "not_enough_data"]
    best: float | None = None
    best_on: date | None = None
    points: int = 0
    lost: float | None = None


@dataclass(frozen=True, slots=True)
class Recovery:
    """Whether someone has got well and stayed so.

    Attributes:
        points: newest scores running that are reliably better than the baseline and in the usual range.
        since: day of the first of them.
    """

    id: Literal["recovered_and_stable", "recovered_lately", "not_recovered"]
    points: int
    since: date | None = None


def plateau(points: Sequence[Point], better: Better, threshold: float) -> Plateau:
    """Whether the newest four to six scores stand still, and how that level compares with the baseline.

    After a gain the stretch begins where the gain first was a reliable one, so the gain itself is no part of it.
    A plateau in the usual range is a success and not a stumbling block; that is for the caller to tell.
    """
    scores = by_day(points)
    if len(scores) < FLAT_NEEDS:
        return Plateau("not_enough_data", len(scores))
    start = scores[0][1]
    gained = next((i for i, (_, x) in enumerate(scores) if improvement(start, x, better) >= threshold), None)
    since_gain = scores[gained:][-WINDOW:] if gained is not None else []
    stretch = since_gain if len(since_gain) >= GAINED_NEEDS else scores[-WINDOW:]
    line = course(stretch, threshold, least=GAINED_NEEDS)
    level = fmean(value for _, value in stretch)
    gain = improvement(start, level, better)
    return Plateau(
        _standstill(line.id, gain, better, threshold),
        len(stretch),
        _run_at(scores, level, threshold),
        level,
        line.change,
        line.change_interval,
        gain,
    )


def gains_reversing(points: Sequence[Point], better: Better, threshold: float) -> Reversal:
    """Whether the newest two or more scores are a reliable change worse than the best, after a gain that was one.

    The best of many scores is partly luck, so the gain has to show on two scores (the best and one before it), and so
    has the loss.
    """
    scores = by_day(points)
    if len(scores) < SUSTAINED + SUSTAINED:
        return Reversal("not_enough_data")
    start = scores[0][1]
    at = max(range(len(scores)), key=lambda i: (improvement(start, scores[i][1], better), i))
    day, best = scores[at]
    held = sum(improvement(start, value, better) >= threshold for _, value in scores[: at + 1])
    if held < SUSTAINED:
        return Reversal("no_gain_yet", best, day)
    worse = [-improvement(best, value, better) for _, value in scores[at + 1 :]]
    run = _run([one >= threshold for one in worse])
    if run < SUSTAINED:
        return Reversal("gains_held", best, day, run)
    return Reversal("gains_reversing", best, day, run, fmean(worse[-run:]))


def recovery(points: Sequence[Point], better: Better, threshold: float, usual: Callable[[float], bool]) -> Recovery:
    """Whether at least three scores running are reliably better than a baseline outside the usual range, and inside.

    Args:
        points: scores, the baseline first.
        better: the direction that is better.
        threshold: the reliable change, in points.
        usual: whether a score lies in the usual range (each measure has its own tie rule).
    """
    scores = by_day(points)
    if not scores or usual(scores[0][1]):
        return Recovery("not_recovered", 0)
    start = scores[0][1]
    run = _run([improvement(start, value, better) >= threshold and usual(value) for _, value in scores])
    if not run:
        return Recovery("not_recovered", 0)
    return Recovery("recovered_and_stable" if run >= STABLE else "recovered_lately", run, scores[-run][0])


def no_change_lately(points: Sequence[Point], threshold: float, last: int = LATELY) -> bool | None:
    """Whether the newest `last` scores hold no reliable change; None when there are fewer.

    Both ends are means of three scores, so one bad or good week decides nothing.
    """
    scores = [value for _, value in by_day(points)[-last:]]
    if len(scores) < last:
        return None
    return abs(fmean(scores[-STABLE:]) - fmean(scores[:STABLE])) < threshold


def _standstill(
    direction: str, gain: float, better: Better, threshold: float
) -> Literal["levelled_off", "flat", "lower_level", "better", "worse", "unclear"]:
    if direction == "level":
        if gain >= threshold:
            return "levelled_off"
        return "lower_level" if gain <= -threshold else "flat"
    if direction == "unclear":
        return "unclear"
    return "better" if (direction == "falling") == (better == "lower") else "worse"


def _run_at(scores: Sequence[Point], level: float, threshold: float) -> date:
    length = _run([abs(value - level) < threshold for _, value in scores])
    return scores[-max(length, 1)][0]


def _run(flags: Sequence[bool]) -> int:
    """How many of the newest are true, running."""
    return next((i for i, flag in enumerate(reversed(flags)) if not flag), len(flags))
