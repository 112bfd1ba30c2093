"""Has a score changed more than its own measurement error explains?

Jacobson, N. S., & Truax, P. (1991). Clinical significance. J Consult Clin Psychol 59, 12-19.

The other five methods, which need a group, stand in `methods`; whole tables in `tables`.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import erfc, inf, isfinite, sqrt
from typing import Literal

Better = Literal["lower", "higher"]
Kind = Literal["better", "worse", "within error"]
Z95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Precision:
    """How exactly a measure tells people, and one person over time, apart.

    Attributes:
        sd: standard deviation at baseline in people like this one, in points.
        reliability: share of that variance which is not error, in (0, 1).
        source: where the two figures come from.
    """

    sd: float
    reliability: float
    source: str

    @property
    def error_of_difference(self) -> float:
        """Standard error of the difference of two scores, in points.

        Raises:
            ValueError: the figures leave no room for error or for signal.
        """
        if not (0 < self.reliability < 1 and 0 < self.sd < inf):
            raise ValueError(f"no reliable change without 0 < reliability < 1 and sd > 0: {self}")
        return self.sd * sqrt(2 * (1 - self.reliability))

    @property
    def reliable_points(self) -> float:
        """The change that has to be passed to be called reliable, in points."""
        return Z95 * self.error_of_difference


@dataclass(frozen=True, slots=True)
class Change:
    """One person's change from baseline to now, in points and in units of error."""

    points: float
    index: float
    kind: Kind


@dataclass(frozen=True, slots=True)
class Errors:
    """How often a rule for change is wrong, of 100 people each.

    Attributes:
        false_alarms: people who didn't change and are called changed, half of them better, half worse.
        missed: people who truly changed by `true_change` points and are not called changed that way.
    """

    false_alarms: float
    missed: float
    true_change: float


def reliable_change(baseline: float, now: float, precision: Precision, better: Better = "lower") -> Change:
    """Judge the change from `baseline` to `now`.

    The reliable change index is the change divided by its standard error; beyond 1.96 it is
    called reliable, since an unchanged person would show that much in 5 of 100 measurements.
    Exactly 1.96 is within error.

    Raises:
        ValueError: a score is missing or infinite, or the measure leaves no room for error or for signal.
    """
    if not (isfinite(baseline) and isfinite(now)):
        raise ValueError(f"no change without two scores: {baseline} and {now}")
    points = now - baseline
    index = points / precision.error_of_difference
    return Change(points, index, kind_of(index, Z95, better))


def kind_of(index: float, critical: float, better: Better) -> Kind:
    """Whether an index (negative when the score fell) lies beyond `critical`, and on which side."""
    if abs(index) <= critical:
        return "within error"
    return "better" if (index < 0) == (better == "lower") else "worse"


def errors_per_100(threshold: float, precision: Precision, true_change: float) -> Errors:
    """How often calling a change of `threshold` points or more real is wrong, both ways.

    Errors are taken as normal with the standard deviation `precision.error_of_difference`. With
    `precision.reliable_points` as the threshold there are 5 false alarms by construction; a published
    threshold has as many as its distance deserves. Half of the people who truly changed by exactly
    the threshold are missed, whatever it is.

    Args:
        threshold: the change that counts, in points, above 0.
        precision: the measure's.
        true_change: the real change that one would not want to miss, in points, either sign.
    """
    error = precision.error_of_difference
    return Errors(
        false_alarms=200 * beyond(threshold / error),
        missed=100 * beyond((abs(true_change) - threshold) / error),
        true_change=abs(true_change),
    )


def beyond(z: float) -> float:
    """The share of the standard normal distribution above `z`."""
    return erfc(z / sqrt(2)) / 2
