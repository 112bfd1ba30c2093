"""Where may these scores be heading, and how sure can anyone be?

The chances that, at a stated time ahead, someone with these scores reads a score reliably better, reliably worse, or
recovered, and the range that 80 of 100 such scores fall in. Computed from `outlook` on a reference curve, that is,
for people like those the curve was learned from. No training labels, no threshold fitted to an outcome; any spacing
of scores, any gaps, any horizon within the curve.
"""

from __future__ import annotations

from dataclasses import dataclass

from unstuck.change.curves import Curve
from unstuck.change.outlook import Outlook, Scores, band, believe, chance_at_most, chance_below, look_ahead, middle
from unstuck.knowledge import facts


@dataclass(frozen=True, slots=True)
class Forecast:
    """What may come of the course so far.

    Attributes:
        time: the horizon, on the curve's clock.
        p_reliable_improvement: chance that the score then is better than the baseline by the reliable change or more.
        p_recovery: chance of that together with a score strictly on the healthy side of the cut-off; None where there
            is no cut-off, or the baseline was on the healthy side already.
        p_deterioration: chance that the score then is worse than the baseline by the reliable change or more.
        band: tenth and ninetieth percentile of the score then: 80 of 100 fall between them or on them, or more.
        may_be_said: whether the record allows to say that improvement is unlikely: not before the sixth session
            unless the last two scores are both reliably worse than the baseline, since people whose change begins
            late look until then like people who will not change.
        unlikely_to_improve: the chance of reliable improvement is .20 or less, and that may be said.
    """

    time: float
    p_reliable_improvement: float
    p_recovery: float | None
    p_deterioration: float
    band: tuple[float, float]
    may_be_said: bool
    unlikely_to_improve: bool


@dataclass(frozen=True, slots=True)
class FanPoint:
    """What to expect at one time: tenth percentile, median and ninetieth percentile of the score, in points."""

    time: float
    low: float
    middle: float
    high: float


def forecast(
    scores: Scores,
    curve: Curve,
    reliable_change: float,
    horizon: float,
    *,
    cutoff: float | None = None,
    baseline: float | None = None,
) -> Forecast:
    """The chances and the range at `horizon`, given one person's scores.

    Args:
        scores: (time on the curve's clock, score), in any order.
        curve: the usual course on this measure.
        reliable_change: in points; a change of exactly this size counts.
        horizon: the time asked about, after the last score and within the curve.
        cutoff: the mark of the usual range, which itself lies outside it.
        baseline: the score that change is counted from, the earliest unless given.

    Raises:
        ValueError: no score, one at a time the curve does not know, or a horizon not after the last or past the curve.
    """
    ordered = sorted(scores)
    belief = believe(ordered, curve)
    if horizon <= belief.time:
        raise ValueError(f"the horizon {horizon} is not after the last score at {belief.time}")
    outlook = look_ahead(belief, curve, horizon)
    return judge(outlook, ordered, curve, reliable_change, cutoff=cutoff, baseline=baseline)


def judge(
    ahead: Outlook,
    ordered: Scores,
    curve: Curve,
    reliable_change: float,
    *,
    cutoff: float | None = None,
    baseline: float | None = None,
) -> Forecast:
    """The forecast that an outlook makes of these scores, earliest first."""
    baseline = ordered[0][1] if baseline is None else baseline
    for_better = -reliable_change if curve.better == "lower" else reliable_change
    improved = _reaches(ahead, curve, baseline + for_better)
    recovered = None
    if cutoff is not None and not _beyond(baseline, cutoff, curve):
        recovered = min(improved, _passes(ahead, curve, cutoff))
    said = _may_be_said(ordered, baseline, -for_better)
    return Forecast(
        time=ahead.time,
        p_reliable_improvement=improved,
        p_recovery=recovered,
        p_deterioration=1.0 - _passes(ahead, curve, baseline - for_better),
        band=band(ahead, curve),
        may_be_said=said,
        unlikely_to_improve=said and improved <= 1 - facts("forecast")["certain"]["value"],
    )


def fan(scores: Scores, curve: Curve, times: tuple[float, ...]) -> tuple[FanPoint, ...]:
    """The range to be expected at each of `times`, after the last score and within the curve.

    Raises:
        ValueError: as `forecast`.
    """
    belief = believe(scores, curve)
    return tuple(_fan_point(look_ahead(belief, curve, time), curve) for time in times)


def _fan_point(ahead: Outlook, curve: Curve) -> FanPoint:
    low, high = band(ahead, curve)
    return FanPoint(ahead.time, low, middle(ahead, curve), high)


def _reaches(ahead: Outlook, curve: Curve, bound: float) -> float:
    """The chance of a score at `bound` or on its healthy side."""
    return chance_at_most(ahead, curve, bound) if curve.better == "lower" else 1.0 - chance_below(ahead, curve, bound)


def _passes(ahead: Outlook, curve: Curve, bound: float) -> float:
    """The chance of a score strictly on the healthy side of `bound`."""
    return chance_below(ahead, curve, bound) if curve.better == "lower" else 1.0 - chance_at_most(ahead, curve, bound)


def _beyond(score: float, bound: float, curve: Curve) -> bool:
    """Whether a score lies strictly on the healthy side of `bound`."""
    return score < bound if curve.better == "lower" else score > bound


def _may_be_said(ordered: Scores, baseline: float, for_worse: float) -> bool:
    """Whether the record is long enough, or bad enough, to say that improvement is unlikely."""
    if ordered[-1][0] >= facts("forecast")["patience"]["value"]:
        return True
    changes = [score - baseline for _, score in ordered[1:]]
    return len(changes) > 1 and all(change * for_worse >= for_worse**2 for change in changes[-2:])
