"""Did one change help? The arithmetic of an honest one-person trial: ratings before, one change, ratings after.

What is asked is fixed before it starts: which direction is better, how many ratings before and after. The answer
comes once, when the last planned rating is in; looking earlier shows only how many are missing, and ratings beyond
the plan are not used, so looking every session can't make a finding out of chance.

The answer is a ratio of evidence: how much more likely these ratings are under a step (of about one standard deviation,
or of three) than under none, the level and the size of the ups and downs integrated out, their autocorrelation averaged
over. A fixed ratio keeps claims of help or harm where nothing changed at 5 of 100 or fewer, for autocorrelations from 0
to .6 and 4 to 20 ratings on either side (docs/accuracy/series.md).

A course that was getting better anyway looks like a step. Where the ratings before the change already show it, nothing
is claimed; where a gradual change fits the whole about as well, that is said (`or_gradual`). Few ratings often can't
tell the two apart, and who reads the answer has to know.

Jeffreys, H. (1961). Theory of probability, ch. V (a ratio with the scale integrated out). Kratochwill, T. R., et al.
(2013). Remedial Spec Educ 34, 26-38 (baseline, one change, decided beforehand).
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from math import exp, log, sqrt
from statistics import fmean
from typing import TYPE_CHECKING, Literal

from unstuck.change.regression import TINY, fit, whitened
from unstuck.change.series import by_day, positions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unstuck.change.series import Point
    from unstuck.measures.measure import Better

LEAST = 4  # ratings on either side
MOST = 20
HELPED = 5.0  # ratios of evidence; harm asks for more, so that both together stay at 5 of 100
HARMED = 40.0
MOVING = 0.8  # interval of the slope before the change
AS_LIKELY = 0.5  # a gradual change at least half as likely as the step is named beside it
PHIS = (0.0, 0.2, 0.4, 0.6)
UNDER_A_STEP = (32 / 55, 14 / 55, 6 / 55, 3 / 55)  # how much each phi counts; chosen for power, the ratio pays for it
UNDER_NONE = (1 / 4, 1 / 4, 1 / 4, 1 / 4)
SIZES = ((0.9, 0.85), (3.0, 0.15))  # of a step, in standard deviations, and how much each counts: likewise
REACH = 8.0  # standard deviations of the integrand on either side of its peak
STRIPS = 40


@dataclass(frozen=True, slots=True)
class Plan:
    """What is fixed before the change.

    Attributes:
        before: ratings before the change, 4 to 20.
        after: ratings after it, 4 to 20.
        better: which direction of the ratings is better.
    """

    before: int
    after: int
    better: Better

    def __post_init__(self) -> None:
        if not (LEAST <= self.before <= MOST and LEAST <= self.after <= MOST):
            raise ValueError(f"a trial needs {LEAST} to {MOST} ratings before and after: {self.before}, {self.after}")


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of it.

    Attributes:
        id: `not_yet` until the planned ratings are in; `helped` and `harmed` are claims; `already_moving` when it
            would have been `helped` but the ratings were getting better before the change.
        before: ratings used from before the change.
        after: ratings used from after it.
        more: planned ratings still missing, before and after together.
        better_by: how much better the ratings are after the change, in points (negative: worse).
        interval: its 80 % interval.
        evidence: how much more likely the ratings are under a step for the better than under none.
        or_gradual: whether a steady change over the whole time, as large in the mean, is at least half as likely as
            the step that is claimed.
        sd: ups and downs of the ratings, in points.
        phi: how much one rating resembles the last.
    """

    id: Literal["not_yet", "helped", "harmed", "already_moving", "no_clear_difference"]
    before: int
    after: int
    more: int
    better_by: float | None = None
    interval: tuple[float, float] | None = None
    evidence: float | None = None
    or_gradual: bool = False
    sd: float | None = None
    phi: float | None = None


def judge(plan: Plan, before: Sequence[Point], after: Sequence[Point]) -> Trial:
    """The answer at the planned end, from the last planned ratings before the change and the first after it.

    Args:
        plan: what was fixed beforehand.
        before: dated ratings from before the change, in any order.
        after: dated ratings from after it.

    Raises:
        ValueError: a rating after the change is not later than all before it.
    """
    first, then = by_day(before)[-plan.before :], by_day(after)[: plan.after]
    if first and then and then[0][0] <= first[-1][0]:
        raise ValueError("ratings after the change have to be later than those before it")
    more = plan.before - len(first) + plan.after - len(then)
    if more:
        return Trial("not_yet", len(first), len(then), more)
    sign = -1.0 if plan.better == "lower" else 1.0
    values = [sign * value for _, value in (*first, *then)]
    at = positions([day for day, _ in (*first, *then)])
    shape = [0.0] * plan.before + [1.0] * plan.after
    up, down = log_evidence(values, shape, at)
    found = fit(values, [[1.0] * len(values), shape], at, None)
    kind: Literal["helped", "harmed", "already_moving", "no_clear_difference"] = "no_clear_difference"
    if up > log(HELPED):
        kind = "already_moving" if _moving(values[: plan.before], at[: plan.before]) else "helped"
    elif down > log(HARMED):
        kind = "harmed"
    step = found.terms[1]
    gradual = kind != "no_clear_difference" and _gradual(values, plan.before, at) >= max(up, down) + log(AS_LIKELY)
    return Trial(kind, plan.before, plan.after, 0, step.value, step.interval(), exp(up), gradual, found.sd, found.phi)


def power(before: int, after: int, step: float = 1.0, phi: float = 0.3) -> float:
    """How likely a change that helps will be seen to help: about so many of 100 trials, divided by 100.

    Read between the rows of a table that simulation made (`knowledge/facts/step_power.toml`); sides of unequal length
    count as two of their harmonic mean.

    Args:
        before: ratings before the change, 4 to 20.
        after: ratings after it, 4 to 20.
        step: true size of the step, in standard deviations of the ups and downs (0.5 to 2 are tabulated; outside, the
            nearest).
        phi: how much one rating resembles the last (0 to 0.6, likewise).
    """
    from unstuck.knowledge import facts  # noqa: PLC0415 - only who plans a trial reads the table

    table = facts("step_power")
    sides, phis, steps = (tuple(table[name]) for name in ("sides", "phis", "steps"))
    each = 2 * before * after / (before + after)
    total = 0.0
    for i, a in _between(sides, each):
        for j, b in _between(phis, phi):
            total += a * b * sum(c * table["power"][i][j][k] for k, c in _between(steps, step))
    return total


def ratings_needed(wanted: float = 0.8, step: float = 1.0, phi: float = 0.3) -> int | None:
    """How many ratings on either side make the power `wanted`; None when even 20 don't."""
    return next((n for n in range(LEAST, MOST + 1) if power(n, n, step, phi) >= wanted), None)


def log_evidence(values: Sequence[float], shape: Sequence[float], at: Sequence[float]) -> tuple[float, float]:
    """Log ratio of evidence for a change in the form of `shape`, and for its mirror image, to none.

    `at` are strictly increasing times in units of the usual spacing.
    """
    n = len(values)
    floor = TINY * (TINY + sum(v * v for v in values))
    up, down, none = [], [], []
    for phi, weight, weight_of_none in zip(PHIS, UNDER_A_STEP, UNDER_NONE, strict=True):
        (y, one, s), log_det = whitened((values, [1.0] * n, shape), at, phi)
        level = sum(x * x for x in one)
        y_mean = sum(a * b for a, b in zip(one, y, strict=True)) / level
        s_mean = sum(a * b for a, b in zip(one, s, strict=True)) / level
        y, s = ([a - m * b for a, b in zip(row, one, strict=True)] for row, m in ((y, y_mean), (s, s_mean)))
        squares, size = max(sum(x * x for x in y), floor), sum(x * x for x in s)
        lean = sum(a * b for a, b in zip(y, s, strict=True)) / sqrt(squares)
        base = -0.5 * (log_det + log(level) + (n - 1) * log(squares))
        none.append(base + log(weight_of_none) + _log_integral(n - 2, 0.0))
        for step, share in SIZES:
            prior = base + log(weight * share) - step * step * size / 2
            up.append(prior + _log_integral(n - 2, step * lean))
            down.append(prior + _log_integral(n - 2, -step * lean))
    return _log_sum(up) - _log_sum(none), _log_sum(down) - _log_sum(none)


def _gradual(values: Sequence[float], before: int, at: Sequence[float]) -> float:
    """Log ratio of evidence for a steady change, up or down, whose two sides differ by as much as a step's."""
    apart = fmean(at[before:]) - fmean(at[:before])
    return max(log_evidence(values, [t / apart for t in at], at))


def _moving(values: Sequence[float], at: Sequence[float]) -> bool:
    slope = fit(values, [[1.0] * len(values), at], at, None).terms[1]
    return slope.interval(MOVING)[0] > 0


def _log_integral(m: int, lean: float) -> float:
    """The logarithm of the integral of v^m exp(-v^2/2 + lean v) over v > 0; m of 6 or more.

    The trapezoid rule on the whole peak: on so smooth a curve strips of 0.4 standard deviations err by less than 1e-6.
    """
    peak = (lean + sqrt(lean * lean + 4 * m)) / 2
    sd = 1 / sqrt(1 + m / peak**2)
    low, high = max(peak - REACH * sd, TINY * peak), peak + REACH * sd
    width = (high - low) / STRIPS
    top = m * log(peak) - peak * peak / 2 + lean * peak
    nodes = [low + i * width for i in range(STRIPS + 1)]
    return top + log(width * sum(exp(m * log(v) - v * v / 2 + lean * v - top) for v in nodes))


def _log_sum(logs: Sequence[float]) -> float:
    top = max(logs)
    return top + log(sum(exp(x - top) for x in logs))


def _between(marks: Sequence[float], value: float) -> tuple[tuple[int, float], ...]:
    """The marks on either side of a value, by index, with the weight of each; the nearest alone when outside."""
    if value <= marks[0]:
        return ((0, 1.0),)
    if value >= marks[-1]:
        return ((len(marks) - 1, 1.0),)
    i = bisect_right(marks, value)
    share = (value - marks[i - 1]) / (marks[i] - marks[i - 1])
    return ((i - 1, 1 - share), (i, share))
