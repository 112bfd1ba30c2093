"""Plain series for the tests of change: one point a week from a Monday on, and people whose ups and downs linger."""

from __future__ import annotations

import random
from datetime import date, timedelta
from math import sqrt

FIRST = date(2026, 1, 5)


def seeded(seed: int) -> random.Random:
    """A source of chance that gives the same draws every time."""
    return random.Random(seed)


def week(number: int) -> date:
    """The Monday of week `number`, counted from 0."""
    return FIRST + timedelta(weeks=number)


def weekly(*values: float) -> list[tuple[date, float]]:
    """One value a week."""
    return [(week(i), value) for i, value in enumerate(values)]


def ups_and_downs(rng: random.Random, n: int, phi: float, sd: float = 1.0) -> list[float]:
    """A stationary first-order autoregressive series about 0."""
    state = [rng.gauss(0, sd)]
    for _ in range(n - 1):
        state.append(phi * state[-1] + sqrt(1 - phi * phi) * rng.gauss(0, sd))
    return state
