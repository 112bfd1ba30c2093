"""What is the common course of many people's scores, and how far do people stray from it?

Fits the model of `mixed_likelihood` by restricted or plain maximum likelihood from sums alone, and says how sure it
is: standard errors, whether the search settled, and whether the people are too few to forecast from. Agrees with
lme4 where lme4 has the model (no fading state). Bates et al. 2015, J Stat Softw 67(1); Diggle et al. 2002, ch. 5.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan, log

import numpy as np

from unstuck.change.curves import Spread
from unstuck.change.mixed_likelihood import Block, Method, blocks, evaluate
from unstuck.change.mixed_search import SLOWEST, natural, search, standard_errors
from unstuck.change.mixed_sums import Sums
from unstuck.knowledge import facts

FEW_SCORES = 50
"""A mean curve bends at a time only where this many scores stand on it."""
CLOSEST = 1.1 - 1e-9
"""And each bend is a tenth later than the one before."""
ROUNDING = 1e-9
"""A residual variance smaller than this share of the scores' mean square is rounding."""
NOTHING = 1e-4
"""Below this share of all variance a part of the model counts as absent."""
FIRST_GUESSES = (0.4, 0.8)
"""The state's correlation is sought from two sides: its likelihood can have two hills."""


@dataclass(frozen=True, slots=True)
class Growth:
    """A fitted common course.

    Attributes:
        method: "ml" or "reml".
        bends: times at which the mean may change its slope on ln time; none: a straight line on ln time.
        mean: its parameters: level at time 1, slope on ln time, change of slope at each bend.
        mean_errors: their standard errors.
        spread: how people differ from the mean, and from their own line.
        spread_errors: standard errors of its parts; NaN where the data can't tell.
        log_likelihood: at the fit (restricted if so fitted).
        people, scores: how many stand behind it.
        first: the earliest time in the data.
        end: the latest time with enough scores to trust the mean there; the latest of all in a small table.
        converged: whether the search settled.
        steps: how many steps it took.
        warnings: ids: few_people, not_converged, no_state, slow_state, no_slope, errors_unknown.
    """

    method: Method
    bends: tuple[float, ...]
    mean: tuple[float, ...]
    mean_errors: tuple[float, ...]
    spread: Spread
    spread_errors: Spread
    log_likelihood: float
    people: int
    scores: int
    first: float
    end: float
    converged: bool
    steps: int
    warnings: tuple[str, ...]

    def mean_at(self, time: float) -> float:
        """The mean score at `time`, in points."""
        x = log(time)
        columns = (1.0, x, *(max(x - log(bend), 0.0) for bend in self.bends))
        return sum(weight * column for weight, column in zip(self.mean, columns, strict=True))

    def knots(self) -> tuple[tuple[float, float], ...]:
        """The mean curve as points (time, mean), straight between them on ln time."""
        return tuple((time, self.mean_at(time)) for time in (self.first, *self.bends, self.end) if time <= self.end)


def fit(sums: Sums, bends: tuple[float, ...] = (), *, state: bool = True, method: Method = "reml") -> Growth:
    """Fit a common course to the sums of many people's scores.

    Args:
        sums: from `collect`, or several of them added.
        bends: times at which the mean curve may bend, as `free_bends` gives them.
        state: with the state that fades; without it the model is lme4's `score ~ ln k + (ln k | person)`.
        method: restricted or plain maximum likelihood.

    Raises:
        ValueError: too few people, times or scores for this mean curve, or scores that do not vary.
    """
    times = tuple(sums.scores_at())
    if sums.people < 2 or len(times) < 2 + len(bends) or sums.scores < sums.people + 2:  # noqa: PLR2004
        raise ValueError("a common course needs several people, some with several scores, and scores around each bend")
    stack = blocks(sums, bends)
    total = _residual_variance(stack)
    if total <= ROUNDING * _mean_square(sums):
        raise ValueError("the scores do not vary about their mean course")
    starts = [_start(total, phi) for phi in FIRST_GUESSES] if state else [_start(total)]
    end = min((search(stack, start, method) for start in starts), key=lambda tried: tried.found.deviance)
    spread, errors = natural(end.at), Spread(*standard_errors(stack, end, method))
    return Growth(
        method=method,
        bends=bends,
        mean=tuple(end.found.mean.tolist()),
        mean_errors=tuple(np.sqrt(np.diag(end.found.mean_covariance)).tolist()),
        spread=spread,
        spread_errors=errors,
        log_likelihood=-end.found.deviance / 2,
        people=sums.people,
        scores=sums.scores,
        first=times[0],
        end=_end(sums),
        converged=end.settled,
        steps=end.steps,
        warnings=_warnings(sums.people, spread, errors, converged=end.settled, state=state),
    )


def free_bends(sums: Sums) -> tuple[float, ...]:
    """Times at which the mean curve may bend: whole ones with enough scores, each a tenth later than the one before.

    Sessions 2 to 11 all are, so the mean is free where courses turn; later, where a curve on ln time is nearly
    straight and few people are left, some are.
    """
    bends: list[float] = []
    counted = _whole_times(sums)
    first, last = min(counted), max(counted)
    for time, n in counted.items():
        if n >= FEW_SCORES and first < time < last and time >= (bends[-1] if bends else first) * CLOSEST:
            bends.append(time)
    return tuple(bends)


def _whole_times(sums: Sums) -> dict[float, int]:
    """How many scores there are around each whole time."""
    counted: dict[float, int] = {}
    for time, n in sums.scores_at().items():
        counted[float(round(time))] = counted.get(float(round(time)), 0) + n
    return counted


def _end(sums: Sums) -> float:
    counted, last = _whole_times(sums), max(sums.scores_at())
    return min(max((time for time, n in counted.items() if n >= FEW_SCORES), default=last), last)


def _residual_variance(stack: tuple[Block, ...]) -> float:
    """Variance about the mean curve as if all scores were independent: where the search begins."""
    found = evaluate(stack, Spread(0, 0, 0, 0, 0.5, 1.0), "ml")
    scores = sum((float(block.people.sum()) * block.gap.shape[1] for block in stack), 0.0)
    return 1.0 - float(found.gradient[-1]) / scores  # at noise 1 that derivative is scores less squared residuals


def _mean_square(sums: Sums) -> float:
    return sum(float(np.trace(pattern.cross)) for pattern in sums.patterns.values()) / sums.scores


def _start(total: float, phi: float | None = None) -> Spread:
    """Two thirds of the variance between people, the rest within; without a state unless `phi` is given."""
    state = 0.0 if phi is None else 0.17 * total
    return Spread(0.6 * total, 0.0, 0.1 * total, state, phi or 0.5, 0.17 * total)


def _warnings(people: int, spread: Spread, errors: Spread, *, converged: bool, state: bool) -> tuple[str, ...]:
    total = spread.level + spread.state + spread.noise
    found = {
        "few_people": people < facts("forecast")["enough_people"]["value"],
        "not_converged": not converged,
        "no_state": state and spread.state < NOTHING * total,
        "no_slope": spread.slope < NOTHING * total,
        "slow_state": state and spread.phi > 0.99 * SLOWEST,
        "errors_unknown": isnan(errors.level),
    }
    return tuple(name for name, holds in found.items() if holds)
