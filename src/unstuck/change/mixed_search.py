"""Which spread makes many people's scores most likely?

Fisher scoring on a scale where every step is a valid model (Cholesky factor, logarithms, a logit), damped as
Levenberg and Marquardt do until the deviance falls (Longford 1987, Biometrika 74, 817-827; Pinheiro & Bates 1996,
Stat Comput 6, 289-296, for the scale).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, inf, log, nan, sqrt

import numpy as np
import numpy.typing as npt

from unstuck.change.curves import Spread
from unstuck.change.mixed_likelihood import Block, Evaluation, Method, evaluate
from unstuck.change.mixed_sums import Floats

Moving = npt.NDArray[np.intp]

MOST_STEPS = 200
SETTLED = 1e-11
"""The search has settled when the next step promises less than this fall of the deviance."""
ROUNDING = 1e-6
"""A fall smaller than this that no step delivers is rounding, not a slope."""
MOST_DAMPING = 1e12
LONGEST_MOVE = 2.0
"""On the free scale, about a factor of seven in a variance: further than a quadratic can be trusted."""
SLOWEST = 0.95
"""Most correlation of the state one unit of time later: within a course of therapy a slower one is a level."""
FLAT = 1e-6
"""A part whose curvature is this much smaller than the greatest has been driven to its limit."""
NUDGE = 1e-4
"""Step of the central differences behind the standard errors, on the free scale."""


@dataclass(frozen=True, slots=True, eq=False)
class Search:
    """Where a search ended.

    Attributes:
        at: the six free parameters.
        moving: which of them moved: all, or all but the state's two in a model without it.
        found: the criterion there.
        steps: how many steps it took.
        settled: whether no step promised any more.
    """

    at: Floats
    moving: Moving
    found: Evaluation
    steps: int
    settled: bool


def search(stack: tuple[Block, ...], start: Spread, method: Method) -> Search:
    """Walk from `start` to the lowest deviance; a start with state 0 stays without a state."""
    at = free(start)
    moving = np.arange(6) if start.state > 0 else np.array([0, 1, 2, 5])
    found, damping = evaluate(stack, start, method), 1e-3
    for step in range(MOST_STEPS):
        turn = jacobian(at)[:, moving]
        slope, curve = turn.T @ found.gradient, 2 * turn.T @ found.information @ turn
        while True:
            move, promised = _move(slope, curve, damping)
            if promised < SETTLED:
                return Search(at, moving, found, step, settled=True)
            ahead = _moved(at, moving, move)
            there = _evaluated(stack, ahead, method)
            if there is not None and there.deviance < found.deviance:
                break
            damping *= 10
            if damping > MOST_DAMPING:
                return Search(at, moving, found, step, settled=promised < ROUNDING)
        at, found, damping = ahead, there, max(damping / 10, 1e-9)
    return Search(at, moving, found, MOST_STEPS, settled=False)


def standard_errors(stack: tuple[Block, ...], end: Search, method: Method) -> tuple[float, ...]:
    """Standard errors of the six parts of the spread from the observed curvature; NaN where the data can't tell.

    A part that the search has driven to its limit is held there for the errors of the others.
    """
    curvature = np.zeros((6, 6))
    for index in end.moving:
        one = np.zeros(6)
        one[index] = NUDGE
        sides = [evaluate(stack, natural(x), method).gradient @ jacobian(x) for x in (end.at + one, end.at - one)]
        curvature[index] = (sides[0] - sides[1]) / (2 * NUDGE)
    curvature = (curvature + curvature.T) / 2
    bent = np.flatnonzero(np.diag(curvature) > FLAT * np.diag(curvature).max())
    known, turn = curvature[np.ix_(bent, bent)], jacobian(end.at)[:, bent]
    if np.linalg.eigvalsh(known)[0] <= 0:
        return (nan,) * 6
    errors = np.sqrt(np.diag(turn @ (2 * np.linalg.inv(known)) @ turn.T))
    return tuple(np.where(turn.any(axis=1), errors, nan).tolist())


def free(spread: Spread) -> Floats:
    """The spread on a scale where every number is allowed."""
    lead = sqrt(spread.level)
    cross = spread.level_slope / lead
    rest = sqrt(spread.slope - cross**2)
    fading = log(spread.state) if spread.state > 0 else -inf
    odds = log(spread.phi / (SLOWEST - spread.phi))
    return np.array([log(lead), cross, log(rest), fading, odds, log(spread.noise)])


def natural(at: Floats) -> Spread:
    """The spread at a point of the free scale."""
    lead, cross, rest, fading, odds, noise = (float(x) for x in at)
    first, last = exp(lead), exp(rest)
    phi = SLOWEST / (1 + exp(-odds))
    return Spread(first**2, first * cross, cross**2 + last**2, exp(fading), phi, exp(noise))


def jacobian(at: Floats) -> Floats:
    """Derivatives of the spread (rows) by the free parameters (columns), 6 x 6."""
    here = natural(at)
    first, cross, last = exp(at[0]), float(at[1]), exp(at[2])
    by_odds = here.phi * (1 - here.phi / SLOWEST)
    matrix = np.diag([2 * here.level, first, 2 * last**2, here.state, by_odds, here.noise])
    matrix[1, 0] = here.level_slope
    matrix[2, 1] = 2 * cross
    return matrix


def _move(slope: Floats, curve: Floats, damping: float) -> tuple[Floats, float]:
    """The damped step, and the fall of the deviance it promises."""
    diagonal = np.diag(curve)
    damped = curve + np.diag(damping * diagonal + 1e-12 * diagonal.max())
    move = -np.linalg.solve(damped, slope)
    return np.clip(move, -LONGEST_MOVE, LONGEST_MOVE), -float(slope @ move) / 2


def _moved(at: Floats, moving: Moving, move: Floats) -> Floats:
    ahead = at.copy()
    ahead[moving] += move
    return ahead


def _evaluated(stack: tuple[Block, ...], at: Floats, method: Method) -> Evaluation | None:
    """The criterion at a point, or None where floating point can't hold it."""
    try:
        return evaluate(stack, natural(at), method)
    except (np.linalg.LinAlgError, OverflowError):
        return None
