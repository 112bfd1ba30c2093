"""Simulated people for the rules about small noisy series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import log, sqrt
from random import Random

from unstuck.change.series import ERRORS_PER_RELIABLE_CHANGE, Point

FIRST = date(2026, 1, 5)
THRESHOLD = 6.0
SD_OF_SCORES = THRESHOLD / ERRORS_PER_RELIABLE_CHANGE
WEEKS = 16


@dataclass(frozen=True, slots=True)
class Person:
    """Sixteen weeks: the week a rise begins, scores (more is worse), alliance ratings, (day, before, after)."""

    rise_at: int
    scores: list[Point]
    ratings: list[Point]
    sessions: list[tuple[date, float | None, float | None]]


def weekly(values: Sequence[float]) -> list[Point]:
    """One value a week."""
    return [(FIRST + timedelta(weeks=i), value) for i, value in enumerate(values)]


def usual(rng: Random, n: int, phi: float, sd: float = SD_OF_SCORES) -> list[float]:
    """A stationary first-order autoregressive series about 0."""
    state = [rng.gauss(0, sd)]
    for _ in range(n - 1):
        state.append(phi * state[-1] + sqrt(1 - phi * phi) * rng.gauss(0, sd))
    return state


def person(rng: Random, kind: str) -> Person:
    """Somebody who gets slowly better, does exposure, or gets worse with the alliance intact or falling."""
    at, length, height = rng.randint(6, 9), rng.randint(1, 3), rng.gauss(9, 2)
    noise, bond, level = usual(rng, WEEKS, 0.3), usual(rng, WEEKS, 0.3, 0.7), rng.gauss(8, 0.6)
    lift = {"exposure": 1.5, "steady": 0.8, "worse": 0.0, "worse and alienated": -1.5}[kind]
    scores, ratings, felt = [], [], []
    for i in range(WEEKS):
        risen = i >= at and kind.startswith("worse")
        up = height * min(1, (i - at + 1) / 3) if risen else height * (kind == "exposure" and at <= i < at + length)
        scores.append(_rounded(16 - 0.35 * i + up + noise[i], 0, 27))
        away = 2.0 if risen and kind.endswith("alienated") else 0.0
        ratings.append(_rounded(2 * (level + bond[i] - away), 0, 20) / 2)
        before = rng.gauss(-1, 1)
        felt.append((_rounded(before, -5, 5), _rounded(before + rng.gauss(lift, 1.5), -5, 5)))
    days = [day for day, _ in weekly(scores)]
    return Person(at, weekly(scores), weekly(ratings), [(d, b, a) for d, (b, a) in zip(days, felt, strict=True)])


def recorded(rng: Random, phi: float, far_costs: float) -> tuple[list[date], list[Point]]:
    """Twenty-four sessions a week or two apart by chance, scores falling with the logarithm of their number.

    After a fortnight a score is higher by `far_costs` points for good.
    """
    days, extra, extras = [FIRST], 0.0, [0.0]
    for _ in range(23):
        far = rng.random() < 0.5
        days.append(days[-1] + timedelta(weeks=2 if far else 1))
        extra += far_costs if far else 0.0
        extras.append(extra)
    noise = usual(rng, 24, phi)
    scores = [30 - 4 * log(i + 1) + more + x for i, (more, x) in enumerate(zip(extras, noise, strict=True))]
    return days, list(zip(days, scores, strict=True))


def _rounded(value: float, low: int, high: int) -> float:
    return float(min(high, max(low, round(value))))
