"""Were earlier forecasts here too sure of themselves, and how is that mended?

A forecast is only as good as its curve fits the place. When a place has finished cases, their forecasts are compared
with what came: a logistic regression of the outcome on the forecast's log odds (Cox 1958, Biometrika 45, 562-565;
Steyerberg 2019, Clinical Prediction Models, ch. 15) says how far to draw them in. Worth it from about 300 finished
cases; with 80 it does harm, so fewer are refused. The order of people by chance is never changed, nor the band.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import exp, log

from unstuck.change.forecast import Forecast
from unstuck.knowledge import facts

MOST_STEPS = 50
SETTLED = 1e-10
FLAT = 1e-12
ALMOST = 1e-6
"""Chances are kept this far from 0 and 1 before their odds are taken; those nearer are left as they are."""


@dataclass(frozen=True, slots=True)
class Case:
    """One finished case: what was forecast at some session, and what came.

    Attributes:
        forecast: as it was made then.
        improved, deteriorated: whether the last score was reliably better or worse than the baseline.
        recovered: whether it was also in the usual range; None where that could not be.
    """

    forecast: Forecast
    improved: bool
    recovered: bool | None
    deteriorated: bool


@dataclass(frozen=True, slots=True)
class Line:
    """Log odds as they come = `shift` + `stretch` x log odds as forecast."""

    shift: float
    stretch: float

    def apply(self, chance: float) -> float:
        """The mended chance."""
        if not ALMOST < chance < 1 - ALMOST:
            return chance
        return _logistic(self.shift + self.stretch * log(chance / (1 - chance)))


@dataclass(frozen=True, slots=True)
class Recalibration:
    """What finished cases have taught; an outcome too rare, or turned round by chance, stays as forecast (None).

    Attributes:
        cases: how many there were.
        improvement, recovery, deterioration: how each chance is mended.
    """

    cases: int
    improvement: Line | None
    recovery: Line | None
    deterioration: Line | None

    def apply(self, forecast: Forecast) -> Forecast:
        """The forecast with mended chances, which still fit together."""
        improved = _mended(self.improvement, forecast.p_reliable_improvement)
        recovered = forecast.p_recovery
        if recovered is not None:
            recovered = min(_mended(self.recovery, recovered), improved)
        worse = min(_mended(self.deterioration, forecast.p_deterioration), 1 - improved)
        unlikely = forecast.may_be_said and improved <= 1 - facts("forecast")["certain"]["value"]
        return replace(
            forecast,
            p_reliable_improvement=improved,
            p_recovery=recovered,
            p_deterioration=worse,
            unlikely_to_improve=unlikely,
        )


def recalibrate(cases: Sequence[Case]) -> Recalibration:
    """Learn from finished cases, one forecast a person, all made at the same point of therapy.

    Raises:
        ValueError: fewer than 300 cases.
    """
    least = facts("forecast")["enough_cases"]["value"]
    if len(cases) < least:
        raise ValueError(f"{len(cases)} finished cases are too few to learn from: {least} are needed")
    events = facts("forecast")["enough_events"]["value"]
    possible = [case for case in cases if case.recovered is not None and case.forecast.p_recovery is not None]
    return Recalibration(
        cases=len(cases),
        improvement=line_of([(case.forecast.p_reliable_improvement, case.improved) for case in cases], events),
        recovery=line_of([(case.forecast.p_recovery or 0.0, bool(case.recovered)) for case in possible], events),
        deterioration=line_of([(case.forecast.p_deterioration, case.deteriorated) for case in cases], events),
    )


def _mended(line: Line | None, chance: float) -> float:
    return chance if line is None else line.apply(chance)


def line_of(pairs: Sequence[tuple[float, bool]], least_events: int) -> Line | None:
    """The best line through (chance, what came) by maximum likelihood (Newton's method).

    None when there are fewer than `least_events` with or without the outcome, when chance alone would turn the order
    of people round, or when the chances tell the two apart so well that no line is best.
    """
    usable = [(log(chance / (1 - chance)), came) for chance, came in pairs if ALMOST < chance < 1 - ALMOST]
    events = sum(came for _, came in usable)
    if min(events, len(usable) - events) < least_events:
        return None
    line = Line(0.0, 1.0)
    for _ in range(MOST_STEPS):
        step = _newton(line, usable)
        if step is None:
            return None
        shift, stretch = step
        line = Line(line.shift + shift, line.stretch + stretch)
        if max(abs(shift), abs(stretch)) < SETTLED:
            return line if line.stretch > 0 else None
    return None


def _newton(line: Line, pairs: Sequence[tuple[float, bool]]) -> tuple[float, float] | None:
    """The next step for shift and stretch; None where the likelihood is flat."""
    a = b = aa = ab = bb = 0.0
    for odds, came in pairs:
        chance = _logistic(line.shift + line.stretch * odds)
        left, weight = came - chance, chance * (1 - chance)
        a, b = a + left, b + left * odds
        aa, ab, bb = aa + weight, ab + weight * odds, bb + weight * odds**2
    determinant = aa * bb - ab**2
    if determinant <= FLAT * aa * bb:
        return None
    return (bb * a - ab * b) / determinant, (aa * b - ab * a) / determinant


def _logistic(x: float) -> float:
    return 1 / (1 + exp(-x)) if x > 0 else exp(x) / (1 + exp(x))
