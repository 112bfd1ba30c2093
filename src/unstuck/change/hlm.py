"""Is one person's own course reliably different from no change, seen against how a whole group goes?

Speer, D. C., & Greenbaum, P. E. (1995). Five methods for computing significant individual client change and
improvement rates: support for an individual growth curve approach. J Consult Clin Psychol 63, 1044-1048.

The group's course (`growth`, or any fit of `score ~ time + (time | person)`) is taken as known. What is tested is the
person's whole slope, common part and own part together: the own part alone says who did better than average, not who
got better.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from operator import mul

from unstuck.change.reliable_change import Z95, Better, Kind, kind_of


@dataclass(frozen=True, slots=True)
class Course:
    """How a group goes, and how its people differ.

    Attributes:
        level, slope: the common line, in points and points per unit of time.
        level_variance, slope_variance, covariance: of people around it.
        noise: variance of a score around its person's own line.
    """

    level: float
    slope: float
    level_variance: float
    slope_variance: float
    covariance: float
    noise: float


@dataclass(frozen=True, slots=True)
class SlopeChange:
    """What one person's scores say about her slope, in points per unit of time.

    Attributes:
        slope: the best estimate, drawn towards the common slope as far as her scores leave it open.
        own: the part of it by which she differs from the group.
        error: its standard deviation, given her scores.
        index: slope / error.
        own_index: own / error, what other software reports.
        kind: by `index` and 1.96.
    """

    slope: float
    own: float
    error: float
    index: float
    own_index: float
    kind: Kind


def slope_change(
    times: Sequence[float], scores: Sequence[float], course: Course, better: Better = "lower"
) -> SlopeChange:
    """One person's slope, by the best linear unbiased prediction.

    Args:
        times: when each score was taken, on the clock of the course.
        scores: at those times; missing ones left out of both.
        course: the group's.
        better: which way the measure runs.

    Raises:
        ValueError: in the course people's slopes don't differ, or scores have no noise.
    """
    if course.slope_variance <= 0 or course.noise <= 0:
        raise ValueError(f"no person's own slope without variances above 0: {course}")
    residuals = [score - course.level - course.slope * time for time, score in zip(times, scores, strict=True)]
    seen = len(times) / course.noise, sum(times) / course.noise, sum(time**2 for time in times) / course.noise
    pulls = sum(residuals) / course.noise, sum(map(mul, times, residuals)) / course.noise
    level_and_slope, of_slope = _slope_row(course, seen)
    own = level_and_slope * pulls[0] + of_slope * pulls[1]
    slope, error = course.slope + own, sqrt(of_slope)
    return SlopeChange(slope, own, error, slope / error, own / error, kind_of(slope / error, Z95, better))


def _slope_row(course: Course, seen: tuple[float, float, float]) -> tuple[float, float]:
    """The slope's covariance with the level, and its variance, given the scores: from (1 + G A)^-1 G.

    G is the covariance of people's own levels and slopes, A (`seen`) what the scores add; in this form G may be
    singular, as fitted ones often are.
    """
    g, h, k = course.level_variance, course.covariance, course.slope_variance
    a, b, c = seen
    upper, right = 1 + g * a + h * b, g * b + h * c
    left, lower = h * a + k * b, 1 + h * b + k * c
    determinant = upper * lower - right * left
    return (upper * h - left * g) / determinant, (upper * k - left * h) / determinant
