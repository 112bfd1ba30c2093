"""Where does a short, noisy series stand, where is it going, and how much does it go up and down by itself?

For 5 to 30 points of one person. Fewer are "not_enough_data"; of longer series the newest 30 count. Ups and downs
resemble the ones before them, which `regression` allows for. All intervals are 80 % ones: enough for "worth a talk",
never proof. A scale without norms (sliders, goals) is judged by the person's own variation.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import sqrt
from statistics import fmean, median
from typing import TYPE_CHECKING, Literal

from unstuck.change.regression import Prior, fit, t_quantile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unstuck.measures.measure import Better

Point = tuple[date, float]
LEAST = 5
LONGEST = 30
# A reliable change is 1.96 x sqrt(2) standard errors of measurement (Jacobson & Truax 1991).
ERRORS_PER_RELIABLE_CHANGE = 1.959963984540054 * sqrt(2)
WORTH_OF_A_NORM = 4  # our judgement: what is published of a scale's noise counts like 4 points of one's own


@dataclass(frozen=True, slots=True)
class Course:
    """Where a series stands and where it goes.

    Attributes:
        id: `rising` and `falling` are directions of the figure, not verdicts: the change over the stretch is at least
            half a threshold and its interval leaves out 0. `level`: the change is under half a threshold. `unclear`:
            neither can be said.
        n: points the answer rests on.
        since: day of the first of them.
        level: mean of the stretch with its 80 % interval, in points.
        change: change from first to last point of the fitted line, with its interval, in points.
        sd: ups and downs about the line, in points.
        phi: how much one point resembles the last, 0 to 0.8.
    """

    id: Literal["rising", "falling", "level", "unclear", "not_enough_data"]
    n: int
    since: date | None = None
    level: float | None = None
    level_interval: tuple[float, float] | None = None
    change: float | None = None
    change_interval: tuple[float, float] | None = None
    sd: float | None = None
    phi: float | None = None


@dataclass(frozen=True, slots=True)
class OwnVariation:
    """How much a person's figure goes up and down by itself.

    Attributes:
        n: points the answer rests on.
        sd: standard deviation of the ups and downs, in points.
        phi: how much one point resembles the last.
        reliable_change: a difference between two points that ups and downs alone exceed in about 5 of 100 pairs (in
            about 12 where each point is strongly like the last, phi .6: few points can't show how strongly).
    """

    id: Literal["own_variation", "not_enough_data"]
    n: int
    sd: float | None = None
    phi: float | None = None
    reliable_change: float | None = None


def by_day(points: Sequence[Point]) -> list[Point]:
    """Points in order, one a day: several of one day count as their mean."""
    if all(earlier[0] < later[0] for earlier, later in pairwise(points)):  # as most callers give them
        return list(points)
    days: dict[date, list[float]] = {}
    for day, value in points:
        days.setdefault(day, []).append(value)
    return [(day, fmean(days[day])) for day in sorted(days)]


def improvement(before: float, now: float, better: Better) -> float:
    """How much better `now` is than `before`, in points; below 0 when it is worse."""
    return before - now if better == "lower" else now - before


def noise(threshold: float) -> Prior:
    """The ups and downs that a published reliable change of `threshold` points speaks of."""
    return Prior(threshold / ERRORS_PER_RELIABLE_CHANGE, WORTH_OF_A_NORM)


def course(points: Sequence[Point], threshold: float, *, least: int = LEAST, prior: Prior | None = None) -> Course:
    """Level and direction of the newest points (30 at most).

    Args:
        points: days and figures, in any order.
        threshold: a change that counts, in points (the reliable change).
        least: fewer points are not enough; at least 3.
        prior: what is known of the scale's ups and downs, if not what `threshold` says.
    """
    tidy = by_day(points)[-LONGEST:]
    n = len(tidy)
    if n < least:
        return Course("not_enough_data", n)
    at = positions([day for day, _ in tidy])
    values = [value for _, value in tidy]
    centre, span = fmean(at), at[-1] - at[0]
    line = fit(values, [[1.0] * n, [(t - centre) / span for t in at]], at, prior or noise(threshold))
    level, change = line.terms
    low, high = change.interval()
    return Course(
        _direction(change.value, low, high, threshold / 2),
        n,
        tidy[0][0],
        level.value,
        level.interval(),
        change.value,
        (low, high),
        line.sd,
        line.phi,
    )


def own_variation(points: Sequence[Point], smallest: float = 1.0) -> OwnVariation:
    """A person's own ups and downs about a line or a single step, whichever the newest 30 points fit better.

    A step is allowed for because a real change would otherwise hide itself by widening the measure it is judged by.
    The split that fits best was searched for, which is paid for with a degree of freedom.

    Args:
        points: days and figures, in any order.
        smallest: the scale's smallest step; ups and downs are never taken to be finer than half of it.
    """
    tidy = by_day(points)[-LONGEST:]
    n = len(tidy)
    if n < LEAST:
        return OwnVariation("not_enough_data", n)
    at = positions([day for day, _ in tidy])
    values = [value for _, value in tidy]
    k, step = best_step(values)
    shape = [float(i >= k) for i in range(n)] if step < _about_a_line(values, at) else at
    found = fit(values, [[1.0] * n, shape], at, Prior(smallest / 2, 1.0))
    sd = max(found.sd, smallest / 2)
    return OwnVariation("own_variation", n, sd, found.phi, t_quantile(0.975, found.df - 1) * sqrt(2) * sd)


def best_step(values: Sequence[float], least: int = 2) -> tuple[int, float]:
    """Where one step fits best: the first index after it, and the squared deviations left (`least` points a side)."""
    n, total = len(values), sum(values)
    squares = sum(v * v for v in values)
    before, best = sum(values[:least]), (least, float("inf"))
    for k in range(least, n - least + 1):
        left = squares - before**2 / k - (total - before) ** 2 / (n - k)
        best = min(best, (k, max(left, 0.0)), key=lambda one: one[1])
        before += values[k]
    return best


def positions(days: Sequence[date]) -> list[float]:
    """Days as times from the first, in units of the usual (median) spacing."""
    gaps = [(b - a).days for a, b in pairwise(days)]
    unit = median(gaps) if gaps else 1
    return [(day - days[0]).days / unit for day in days]


def _direction(
    change: float, low: float, high: float, margin: float
) -> Literal["rising", "falling", "level", "unclear"]:
    if abs(change) < margin:
        return "level"
    if low > 0:
        return "rising"
    return "falling" if high < 0 else "unclear"


def _about_a_line(values: Sequence[float], at: Sequence[float]) -> float:
    mean, centre = fmean(values), fmean(at)
    slope = sum((t - centre) * v for t, v in zip(at, values, strict=True)) / sum((t - centre) ** 2 for t in at)
    return sum((v - mean - slope * (t - centre)) ** 2 for t, v in zip(at, values, strict=True))
