"""Given one person's scores so far, how is the score at a later time distributed?

Population mean curve, the person's own level and slope on ln time, a state that fades (Ornstein-Uhlenbeck, the
first-order autoregression for any spacing) and noise: given the scores so far a later one is normal, in closed form
(Laird & Ware 1982, Biometrics 38, 963-974; Jones & Boadi-Boateng 1991, Biometrics 47, 161-175). The scores are taken
in one by one (Kalman 1960, J Basic Eng 82, 35-45), which is the same answer as conditioning on all at once, for any
spacing and any gaps. What comes out is put on the scale's own steps and clipped to its range.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, erfc, floor, log, sqrt

from unstuck.change.curves import Curve, Scale, Spread

Scores = Sequence[tuple[float, float]]
Vector = tuple[float, float, float]
Matrix = tuple[Vector, Vector, Vector]

SQRT2 = sqrt(2.0)
Z90 = 1.2815515655446004
"""Between the tenth and the ninetieth percentile lie 80 of 100."""
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Belief:
    """What is known of a person's level, slope and state, as differences from the mean course.

    Attributes:
        time: the time of the last score taken in.
        mean: expected level, slope and state.
        covariance: how uncertain they are, 3 x 3.
    """

    time: float
    mean: Vector
    covariance: Matrix


@dataclass(frozen=True, slots=True)
class Outlook:
    """The score to be read at one time, before the scale cuts it: normal, with mean and SD in the model's units."""

    time: float
    mean: float
    sd: float


def believe(scores: Scores, curve: Curve) -> Belief:
    """What one person's scores, as (time, score) in any order, say of level, slope and state.

    Raises:
        ValueError: no score, or one at a time that the curve does not know.
    """
    if not scores:
        raise ValueError("without a score there is nothing to believe")
    spread = curve.spread
    belief = Belief(
        time=1.0,
        mean=(0.0, 0.0, 0.0),
        covariance=(
            (spread.level, spread.level_slope, 0.0),
            (spread.level_slope, spread.slope, 0.0),
            (0.0, 0.0, spread.state),
        ),
    )
    for time, score in sorted(scores):
        belief = _learn(_wait(belief, spread, time), spread, curve.inward(score) - curve.mean(time))
    return belief


def look_ahead(belief: Belief, curve: Curve, time: float) -> Outlook:
    """The score to be read at `time`, at or after the last one.

    Raises:
        ValueError: the curve does not reach that time.
    """
    then, x = _wait(belief, curve.spread, time), log(time)
    level, slope, state = then.mean
    variance = _true_variance(_pull(then.covariance, x), x) + curve.spread.noise
    return Outlook(time, curve.mean(time) + level + x * slope + state, sqrt(variance))


def band(ahead: Outlook, curve: Curve) -> tuple[float, float]:
    """The tenth and the ninetieth percentile of the score to be read, on the scale's own steps."""
    scale = curve.scale
    ends = (curve.outward(ahead.mean + z * ahead.sd) for z in (-Z90, Z90))
    steps = (ceil((end - scale.lowest) / scale.step - 0.5) for end in ends)
    low, high = (_within(scale, scale.lowest + n * scale.step) for n in steps)
    return low, high


def middle(ahead: Outlook, curve: Curve) -> float:
    """The score as likely to be passed as not, in points."""
    return _within(curve.scale, curve.outward(ahead.mean))


def chance_at_most(ahead: Outlook, curve: Curve, score: float) -> float:
    """The chance of reading `score` or less; the scale's ends hold all that lies beyond them."""
    return _chance_up_to(ahead, curve, floor((score - curve.scale.lowest) / curve.scale.step + ROUNDING))


def chance_below(ahead: Outlook, curve: Curve, score: float) -> float:
    """The chance of reading less than `score`."""
    return _chance_up_to(ahead, curve, ceil((score - curve.scale.lowest) / curve.scale.step - ROUNDING) - 1)


def _within(scale: Scale, score: float) -> float:
    return min(max(score, scale.lowest), scale.highest)


def _chance_up_to(ahead: Outlook, curve: Curve, step: int) -> float:
    scale = curve.scale
    if step < 0:
        return 0.0
    edge = scale.lowest + (step + 0.5) * scale.step
    if edge > scale.highest:
        return 1.0
    return 0.5 * erfc((ahead.mean - curve.inward(edge)) / (ahead.sd * SQRT2))


def _wait(belief: Belief, spread: Spread, time: float) -> Belief:
    """Until `time` level and slope stay, the state fades towards 0, and chance adds to it what it lost."""
    kept = spread.phi ** (time - belief.time)
    (ll, ls, lu), (_, ss, su), (_, _, uu) = belief.covariance
    lu, su, uu = lu * kept, su * kept, uu * kept**2 + spread.state * (1 - kept**2)
    level, slope, state = belief.mean
    return Belief(time, (level, slope, state * kept), ((ll, ls, lu), (ls, ss, su), (lu, su, uu)))


def _learn(belief: Belief, spread: Spread, above: float) -> Belief:
    """Bayes' rule for one score, `above` the mean course by so much."""
    x = log(belief.time)
    a, b, c = pull = _pull(belief.covariance, x)
    variance = _true_variance(pull, x) + spread.noise
    level, slope, state = belief.mean
    step = (above - level - x * slope - state) / variance
    (ll, ls, lu), (_, ss, su), (_, _, uu) = belief.covariance
    ls, lu, su = ls - a * b / variance, lu - a * c / variance, su - b * c / variance
    return Belief(
        belief.time,
        (level + a * step, slope + b * step, state + c * step),
        ((ll - a * a / variance, ls, lu), (ls, ss - b * b / variance, su), (lu, su, uu - c * c / variance)),
    )


def _pull(covariance: Matrix, x: float) -> Vector:
    """Covariance of level, slope and state with the true score at ln time `x`."""
    (ll, ls, lu), (_, ss, su), (_, _, uu) = covariance
    return ll + x * ls + lu, ls + x * ss + su, lu + x * su + uu


def _true_variance(pull: Vector, x: float) -> float:
    return pull[0] + x * pull[1] + pull[2]
