"""How good are chances? Ranking, calibration and what an alert would cost, each with people weighted.

Weights are what makes the intervals: a bootstrap sample of people is a weight for each, the same for every method
(paired). The area under the curve is taken within strata (folds, seeds) and averaged, never over pooled chances of
models from different folds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from benchmarks.forecast_courses import Floats, Truths, Whole

BINS = 10
ALERT = 0.20
FALSE_ALARMS = 0.20
SAMPLES = 200
ALMOST = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """Chances and what came, a row a forecast.

    Attributes:
        chance: of the outcome.
        came: the outcome.
        stratum: fold or seed.
        person: whose; a person may have several rows (repeats).
    """

    chance: Floats
    came: Truths
    stratum: Whole
    person: Whole


Metric = Callable[[Judged, Floats], float]


def area(judged: Judged, weight: Floats) -> float:
    """Area under the ROC curve, averaged over strata."""
    areas = []
    for stratum in np.unique(judged.stratum):
        mine = judged.stratum == stratum
        hits, misses = _by_chance(judged.chance[mine], judged.came[mine], weight[mine])
        below = np.cumsum(misses) - misses / 2
        if hits.sum() and misses.sum():
            areas.append(float(hits @ below / (hits.sum() * misses.sum())))
    return float(np.mean(areas))


def brier(judged: Judged, weight: Floats) -> float:
    """Mean squared distance of chance and outcome."""
    return float(weight @ (judged.chance - judged.came) ** 2 / weight.sum())


def slope(judged: Judged, weight: Floats) -> float:
    """Calibration slope: logistic regression of the outcome on the log odds; 1 is right, below 1 too sure."""
    chance = np.clip(judged.chance, ALMOST, 1 - ALMOST)
    x = np.column_stack([np.ones(len(chance)), np.log(chance / (1 - chance))])
    line = np.array([0.0, 1.0])
    for _ in range(50):
        fitted = 1 / (1 + np.exp(-x @ line))
        step = np.linalg.solve(
            (x * (weight * fitted * (1 - fitted))[:, None]).T @ x, x.T @ (weight * (judged.came - fitted))
        )
        line = line + step
        if np.abs(step).max() < 1e-9:
            break
    return float(line[1])


def calibration_error(judged: Judged, weight: Floats) -> float:
    """Expected calibration error: gap of chance and outcome in ten bins of equal size, averaged over people."""
    edges = np.quantile(judged.chance, np.linspace(0, 1, BINS + 1)[1:-1])
    place = np.searchsorted(edges, judged.chance, side="right")
    gaps = np.bincount(place, weights=weight * (judged.chance - judged.came), minlength=BINS)
    return float(np.abs(gaps).sum() / weight.sum())


def sensitivity_at_alert(judged: Judged, weight: Floats) -> float:
    """The share of outcomes among the fifth of people with the highest chance (ties shared out evenly)."""
    return _at_alert(judged, weight)[0]


def precision_at_alert(judged: Judged, weight: Floats) -> float:
    """The share of that fifth in whom the outcome came."""
    return _at_alert(judged, weight)[1]


def sensitivity_at_specificity(judged: Judged, weight: Floats) -> float:
    """The share of outcomes found when 20 of 100 people without it are flagged (ties shared out evenly)."""
    hits, misses = _by_chance(judged.chance, judged.came, weight)
    found = np.concatenate([[0.0], np.cumsum(hits[::-1])]) / hits.sum()
    false = np.concatenate([[0.0], np.cumsum(misses[::-1])]) / misses.sum()
    return float(np.interp(FALSE_ALARMS, false, found))


def interval(judged: Judged, metric: Metric, other: Judged | None = None, seed: int = 1) -> tuple[float, float]:
    """95 % bootstrap interval over people of a metric, or of its difference to another method's."""
    rng, everyone = np.random.default_rng(seed), np.unique(judged.person)
    place = np.searchsorted(everyone, judged.person)
    found = []
    for _ in range(SAMPLES):
        drawn = np.bincount(rng.integers(0, len(everyone), len(everyone)), minlength=len(everyone))
        weight = drawn[place].astype(float)
        found.append(metric(judged, weight) - (metric(other, weight) if other is not None else 0))
    low, high = np.quantile(found, (0.025, 0.975)).tolist()
    return low, high


def plainly(judged: Judged, metric: Metric) -> float:
    """A metric with everyone counting once."""
    return metric(judged, np.ones(len(judged.chance)))


def _by_chance(chance: Floats, came: Truths, weight: Floats) -> tuple[Floats, Floats]:
    """The weight of outcomes and of others at each distinct chance, from low to high."""
    _, place = np.unique(chance, return_inverse=True)
    hits, misses = (np.bincount(place, weights=weight * side) for side in (came, ~came))
    return np.asarray(hits, dtype=np.float64), np.asarray(misses, dtype=np.float64)


def _at_alert(judged: Judged, weight: Floats) -> tuple[float, float]:
    hits, misses = _by_chance(judged.chance, judged.came, weight)
    flagged = np.concatenate([[0.0], np.cumsum((hits + misses)[::-1])]) / weight.sum()
    found = float(np.interp(ALERT, flagged, np.concatenate([[0.0], np.cumsum(hits[::-1])])))
    return found / float(hits.sum()), found / (ALERT * float(weight.sum()))
