"""Is there a step somewhere in a series, when was it, how large, and how sure is that?

Nobody said beforehand where to look, so every place competes: with each other, with no change at all and with a steady
slope (a step is the sharper story, and the wrong one for a gradual gain). Each is weighed by its marginal likelihood:
level and noise integrated out, the size of step or slope by a normal prior of 1.5 standard deviations of the ups and
downs, the autocorrelation averaged over. The newest 60 points are looked at; below 8 there is not enough data.

Chib, S. (1998). J Econometrics 86, 221-241 and Western, B., & Kleykamp, M. (2004). Polit Anal 12, 354-374 (a change
point with its uncertainty); here in closed form for one step.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import exp, log, sqrt
from typing import TYPE_CHECKING, Literal

from unstuck.change.regression import PHIS, TINY, Estimate, whitened
from unstuck.change.series import by_day, positions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from unstuck.change.series import Point

LEAST = 8
LONGEST = 60
A_SIDE = 3  # points on either side of a step
SIZE = 1.5  # standard deviations: how large a step or slope is expected to be
SURE = 2.0  # ratio of evidence from which a step is named: where there is none, in 5 of 100 series or fewer
SHARE = 0.8


@dataclass(frozen=True, slots=True)
class Step:
    """A change of level at a time nobody named beforehand.

    Attributes:
        n: points looked at.
        evidence: how much more likely the points are under one step than under none or a slope, whichever is better.
        on: the first day at the new level, the likeliest.
        between: the days that hold it with 80 % probability.
        size: how far the level moved, in points (negative: down), averaged over the places it may have been.
        interval: its 80 % interval.
    """

    id: Literal["step", "no_clear_step", "not_enough_data"]
    n: int
    evidence: float | None = None
    on: date | None = None
    between: tuple[date, date] | None = None
    size: float | None = None
    interval: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    """One place and one autocorrelation: how likely, and the step's size with its variance."""

    index: int
    log_weight: float
    size: float
    variance: float


def find_step(points: Sequence[Point]) -> Step:
    """The likeliest single step in the newest 60 points, given as days and figures in any order."""
    tidy = by_day(points)[-LONGEST:]
    n = len(tidy)
    if n < LEAST:
        return Step("not_enough_data", n)
    values = [value for _, value in tidy]
    at = positions([day for day, _ in tidy])
    places, rivals = _weigh(values, at)
    places_sum = _log_sum([place.log_weight for place in places]) - log(n - 2 * A_SIDE + 1)
    evidence = exp(min(places_sum - max(rivals), 700.0))
    weights = _by_index(places, n)
    likeliest = max(range(n), key=weights.__getitem__)
    first, last = _interval(weights, likeliest)
    size = _size(places, n)
    return Step(
        "step" if evidence > SURE else "no_clear_step",
        n,
        evidence,
        tidy[likeliest][0],
        (tidy[first][0], tidy[last][0]),
        size.value,
        size.interval(SHARE),
    )


def _weigh(values: Sequence[float], at: Sequence[float]) -> tuple[list[_Place], tuple[float, float]]:
    """Every place at every autocorrelation, and the log weights of no change and of a slope."""
    n, span = len(values), at[-1] - at[0]
    floor = TINY * (TINY + sum(v * v for v in values))
    slope = [t / span for t in at]
    places, none, sloped = [], [], []
    for phi in PHIS:
        (y, one, line), log_det = whitened((values, [1.0] * n, slope), at, phi)
        level = _dot(one, one)
        mean = _dot(one, y) / level
        y = [a - mean * b for a, b in zip(y, one, strict=True)]
        squares = max(_dot(y, y), floor)
        base = -0.5 * (log_det + log(level))
        none.append(base - (n - 1) / 2 * log(squares))
        lean, mass = _dot(line, y), _dot(line, line) - _dot(line, one) ** 2 / level
        sloped.append(base + _with(lean, mass, squares, n, floor)[0])
        ones = _from_end([x * x for x in one])
        leans = _from_end([a * b for a, b in zip(one, y, strict=True)])
        scale = [1 / sqrt(1 - phi ** (2 * (b - a))) for a, b in pairwise(at)]
        for k in range(A_SIDE, n - A_SIDE + 1):
            # whitened, a step at k is 0 before k, `scale` at k, and after k what the level is
            own, lean = scale[k - 1], scale[k - 1] * y[k] + leans[k + 1]
            mass = own * own + ones[k + 1] - (own * one[k] + ones[k + 1]) ** 2 / level
            log_weight, size, variance = _with(lean, mass, squares, n, floor)
            places.append(_Place(k, base + log_weight, size, variance))
    return places, (_log_sum(none), _log_sum(sloped))


def _with(lean: float, mass: float, squares: float, n: int, floor: float) -> tuple[float, float, float]:
    """Log weight of one more column with the normal prior on its size; its least-squares size and the variance of it.

    The size is not drawn towards 0 by the prior, which is there to weigh places and would halve a very large step.
    """
    precision = mass + 1 / SIZE**2
    left = max(squares - lean * lean / precision, floor)
    log_weight = -0.5 * log(precision * SIZE**2) - (n - 1) / 2 * log(left)
    return log_weight, lean / mass, max(squares - lean * lean / mass, floor) / (n - 2) / mass


def _by_index(places: Sequence[_Place], n: int) -> list[float]:
    top = max(place.log_weight for place in places)
    weights = [0.0] * n
    for place in places:
        weights[place.index] += exp(place.log_weight - top)
    total = sum(weights)
    return [weight / total for weight in weights]


def _interval(weights: Sequence[float], likeliest: int) -> tuple[int, int]:
    """The neighbouring indexes about the likeliest that hold 80 % of the weight, the heavier side first."""
    first = last = likeliest
    while sum(weights[first : last + 1]) < SHARE:
        left = weights[first - 1] if first else -1.0
        right = weights[last + 1] if last + 1 < len(weights) else -1.0
        first, last = (first - 1, last) if left > right else (first, last + 1)
    return first, last


def _size(places: Sequence[_Place], n: int) -> Estimate:
    top = max(place.log_weight for place in places)
    weights = [exp(place.log_weight - top) for place in places]
    total = sum(weights)
    mean = sum(w * place.size for w, place in zip(weights, places, strict=True)) / total
    spread = sum(w * (p.variance + (p.size - mean) ** 2) for w, p in zip(weights, places, strict=True)) / total
    return Estimate(mean, sqrt(spread), n - 2)


def _from_end(values: Sequence[float]) -> list[float]:
    """Sums from each index to the end, and 0 after it."""
    return [*reversed(list(accumulate(reversed(values)))), 0.0]


def _dot(a: Sequence[float], b: Sequence[float]) -> float:
    return sum(x * y for x, y in zip(a, b, strict=True))


def _log_sum(logs: Sequence[float]) -> float:
    top = max(logs)
    return top + log(sum(exp(x - top) for x in logs))
