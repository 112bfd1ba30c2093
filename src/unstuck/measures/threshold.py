"""How many points of change are more than this measure's own ups and downs?

In order: the published reliable change (of several the largest), a sourced standard deviation and reliability
(Jacobson & Truax 1991), the smallest change that people themselves call one, this person's own ups and downs.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from typing import TYPE_CHECKING, Literal

from unstuck.knowledge import facts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unstuck.measures.measure import Measure, Reliability

Z95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Threshold:
    """How large a change must be to count.

    Attributes:
        points: the size, in points of the measure; always positive.
        kind: where it comes from: "published", "computed", "mid" (the smallest change that people call one, which
            says nothing of the scale's error), or "own" (this person's ups and downs).
        source: id of its source.
        confirmed: whether someone has read it there.
        reliability: what it was computed from, where it was.
        sd: the standard deviation it was computed from, in points, where it was.
        percent: the share of the baseline that made it, where one did.
    """

    points: float
    kind: Literal["published", "computed", "mid", "own"]
    source: str
    confirmed: bool
    reliability: Reliability | None = None
    sd: float | None = None
    percent: float | None = None

    def reached(self, change: float) -> bool:
        """Whether a change of so many points, either way, counts.

        A stated number of points is enough; a computed one must be exceeded, since it marks the edge of error.
        """
        if self.kind in ("published", "mid"):
            return abs(change) >= self.points
        return abs(change) > self.points


@dataclass(frozen=True, slots=True)
class Exactness:
    """How exactly a measure tells one person's change from its own error.

    Attributes:
        reliability: of the known figures the one that counts: a retest tells more of change than an alpha, and the
            lowest is the safest.
        sd: standard deviation of people at the start of treatment, in points.
        source: id of the source of `sd`.
        confirmed: whether someone has read both figures at their sources.
    """

    reliability: Reliability
    sd: float
    source: str
    confirmed: bool

    @property
    def points(self) -> float:
        """The change that has to be passed to be more than error (Jacobson & Truax 1991), in points."""
        return Z95 * self.sd * sqrt(2 * (1 - self.reliability.low))


def exactness(of: Measure) -> Exactness | None:
    """How exact a measure is, by confirmed figures where there are any; None where no SD or no reliability is known."""
    known = [entry for entry in of.reliability if entry.confirmed] or of.reliability
    if not known or of.clinical is None or of.clinical.sd is None:
        return None
    chosen = min(known, key=lambda entry: (entry.kind != "retest", entry.low))
    confirmed = chosen.confirmed and of.clinical.confirmed
    return Exactness(chosen, of.clinical.sd, of.clinical.source, confirmed)


def reliable_change(
    of: Measure, own_scores: Sequence[float] = (), *, baseline: float | None = None
) -> Threshold | None:
    """The change that counts for this person on this measure.

    Parameters:
        of: the measure, with the country's own figures where there are some.
        own_scores: this person's scores of it before the one that is judged, by date; used when nothing sourced is
            known.
        baseline: the score that a share of the score is taken of; the first of `own_scores` unless given.

    Returns:
        None where one person's change can't be judged: the measure isn't made for it, or too little is known.
    """
    if not of.judges_change:
        return None
    if baseline is None and own_scores:
        baseline = own_scores[0]
    return _published(of) or _computed(of) or _important(of, baseline) or _own(of, own_scores)


def _published(of: Measure) -> Threshold | None:
    if not of.published_change:
        return None
    largest = max(of.published_change, key=lambda figure: figure.high)
    return Threshold(largest.high, "published", largest.source, largest.confirmed)


def _computed(of: Measure) -> Threshold | None:
    """From confirmed figures alone."""
    exact = exactness(of)
    if exact is None or not exact.confirmed:
        return None
    return Threshold(exact.points, "computed", exact.source, confirmed=True, reliability=exact.reliability, sd=exact.sd)


def _important(of: Measure, baseline: float | None) -> Threshold | None:
    """Points, or a share of the baseline where that is more: near the healthy end a share is less than a point."""
    found = of.important_difference
    if found is None:
        return None
    if found.percent is None:
        return Threshold(found.high, "mid", found.source, found.confirmed)
    if baseline is None:
        return None
    share = found.percent / 100 * baseline
    if share <= found.high:
        return Threshold(found.high, "mid", found.source, found.confirmed)
    return Threshold(share, "mid", found.source, found.confirmed, percent=found.percent)


def _own(of: Measure, scores: Sequence[float]) -> Threshold | None:
    """From the average step between two scores in a row, which a slow trend hardly touches.

    Someone whose scores never moved has shown nothing of their ups and downs: None.
    """
    rule = facts("measures")["own_variation"]
    if len(scores) < rule["fewest_scores"]:
        return None
    steps = [abs(later - earlier) for earlier, later in pairwise(scores)]
    average = sum(steps) / len(steps)
    if average == 0:
        return None
    return Threshold(max(rule["steps"] * average, of.step), "own", rule["source"], confirmed=True)
