"""How does a table of scores become a reference curve?

Two models are fitted, one on points and one on square roots of the distance from the scale's healthy end, where
scores crowd and vary less; the one that makes the scores likelier is kept (with the change of units taken into the
likelihood, as Box & Cox do, 1964, J R Stat Soc B 26, 211-252).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from unstuck.change.curves import Age, Clock, Curve, Population, Scale, Spread
from unstuck.change.growth import Growth, fit, free_bends
from unstuck.change.mixed_sums import Floats, Ids, collect
from unstuck.measures.measure import Better

AGES: tuple[Age, ...] = ("under_18", "18-25", "26-64", "65+")


@dataclass(frozen=True, slots=True, eq=False)
class Learned:
    """A curve and the fit it rests on.

    Attributes:
        curve: ready to forecast with.
        growth: the fit, in the curve's model units.
        log_likelihood: of the scores in points, so that both models can be compared.
        other: the same of the model that was not kept.
    """

    curve: Curve
    growth: Growth
    log_likelihood: float
    other: float


def learn(person: Ids, time: Floats, score: Floats, blank: Curve) -> Learned:
    """Learn a curve from a long table.

    Args:
        person: whose score it is.
        time: when, on the clock of `blank`.
        score: in points, on the scale of `blank`; NaN for a missing one.
        blank: what the table can't say: measure, clock, scale, sources. Its points and spread are replaced.

    Raises:
        ValueError: too few people, times or scores, or scores that do not vary.
    """
    seen = ~np.isnan(score)
    tried = sorted(
        (_fitted(person[seen], time[seen], score[seen], blank, roots=roots) for roots in (False, True)),
        key=lambda learned: learned.log_likelihood,
    )
    return replace(tried[1], other=tried[0].log_likelihood)


def empty_curve(measure: str, version: str, clock: Clock, better: Better, scale: Scale) -> Curve:
    """A curve to be filled by `learn`: flat, without people and sources."""
    middle = (scale.lowest + scale.highest) / 2
    return Curve(
        format="unstuck-curve/1",
        measure=measure,
        version=version,
        clock=clock,
        better=better,
        scale=scale,
        points=((1.0, middle), (2.0, middle)),
        spread=Spread(level=0, level_slope=0, slope=0, state=0, phi=0.5, noise=1),
        population=Population(people=2, ages=AGES, baseline=(scale.lowest, scale.highest), days_between=(1, 366)),
        sources=(),
        caveats=(),
    )


def _fitted(person: Ids, time: Floats, score: Floats, blank: Curve, *, roots: bool) -> Learned:
    curve = replace(blank, scale=replace(blank.scale, roots=roots))
    distinct, place = np.unique(score, return_inverse=True)
    inward = np.array([curve.inward(float(value)) for value in distinct])[place]
    sums = collect(person, time, inward)
    growth = fit(sums, free_bends(sums))
    change_of_units = float(np.log(2 * np.abs(inward)).sum()) if roots else 0.0
    points = tuple((at, _on_scale(curve, mean)) for at, mean in growth.knots())
    people = replace(blank.population, people=growth.people)
    curve = replace(curve, points=points, spread=growth.spread, population=people)
    return Learned(curve, growth, growth.log_likelihood - change_of_units, other=float("nan"))


def _on_scale(curve: Curve, mean: float) -> float:
    return min(max(curve.outward(mean), curve.scale.lowest), curve.scale.highest)
