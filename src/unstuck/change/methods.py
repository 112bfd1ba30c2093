"""By which yardstick is a change called reliable?

Six methods, one shape: a change is reliable when the score after treatment is further from the score that
was to be expected without any change than error alone reaches. They differ in what they expect and in what
they take for error. Compared in McGlinchey, Atkins & Jacobson (2002), Behav Ther 33, 529-550, and
Atkins et al. (2005), J Consult Clin Psychol 73, 982-989.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import sqrt
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeVar

from unstuck.change.reliable_change import Z95, Errors, Precision, beyond

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Scores = TypeVar("Scores", float, NDArray[np.float64])
else:
    Scores = TypeVar("Scores")  # one person's score, or an array of them; numpy isn't needed for one

Method = Literal["jt", "gln", "hll", "en", "nk", "ha"]
Z95_ONE_SIDED = 1.6448536269514722


@dataclass(frozen=True, slots=True)
class Group:
    """What the scores of a group look like before and after treatment, people with both scores only.

    Attributes:
        n: people.
        mean_pre, mean_post: in points.
        sd_pre, sd_post, sd_change: standard deviations (n - 1) before, after and of after minus before.
        reliability: of the measure before treatment, in (0, 1).
        reliability_post: after treatment; only Nunnally-Kotsch asks for it.
        source: where reliability and standard deviations come from.
    """

    n: int
    mean_pre: float
    sd_pre: float
    mean_post: float
    sd_post: float
    sd_change: float
    reliability: float
    reliability_post: float
    source: str

    @property
    def precision(self) -> Precision:
        """The two figures Jacobson-Truax needs, for one person of this group."""
        return Precision(self.sd_pre, self.reliability, self.source)

    @property
    def error(self) -> float:
        """Standard error of one measurement, in points."""
        return self.precision.error_of_difference / sqrt(2)


@dataclass(frozen=True, slots=True)
class Rule:
    """What is expected after treatment of someone who didn't change, and how far error alone reaches.

    Attributes:
        carry: share of the score before treatment that is expected to be there afterwards.
        shift: points expected on top of it.
        error: standard error of the distance from that expectation, in points.
        critical: distances beyond so many standard errors are reliable.
    """

    carry: float
    shift: float
    error: float
    critical: float = Z95

    def index(self, pre: Scores, post: Scores) -> Scores:
        """The reliable change index, negative when the score fell; one person's, or an array of them."""
        return (post - self.carry * pre - self.shift) / self.error

    def errors_per_100(self, true_change: float) -> Errors:
        """How often this rule is wrong, both ways, if its own assumptions hold and errors are normal.

        Args:
            true_change: the real change that one would not want to miss, in points, either sign.
        """
        size = abs(true_change)
        return Errors(200 * beyond(self.critical), 100 * beyond(size / self.error - self.critical), size)


def jacobson_truax(group: Group) -> Rule:
    """The same score is expected again; both scores carry error. Jacobson & Truax (1991)."""
    return Rule(1, 0, group.precision.error_of_difference)


def gulliksen_lord_novick(group: Group) -> Rule:
    """The score is expected to return towards the mean before treatment. Hsu (1995), JCCP 63, 141-144."""
    return Rule(*_regressed(group, group.mean_pre), _error_of_regression(group))


def hsu_linn_lord(group: Group) -> Rule:
    """The score is expected to return towards the mean *after* treatment. Hsu (1989), Behav Assess 11, 459-467.

    What the whole group gained counts as expected, so that in treatments that work 20-30 % of people are
    labelled worse who aren't: to be offered with that warning.
    """
    return Rule(*_regressed(group, group.mean_post), _error_of_regression(group))


def edwards_nunnally(group: Group) -> Rule:
    """The estimated true score is expected; only the second score carries error. Speer (1992), JCCP 60, 402-408."""
    return Rule(*_regressed(group, group.mean_pre), group.error)


def nunnally_kotsch(group: Group) -> Rule:
    """As Edwards-Nunnally, with the estimate's error too. Nunnally & Kotsch (1983), Br J Clin Psychol 22, 83-93."""
    r, r_post = group.reliability, group.reliability_post
    if not 0 < r_post < 1:
        raise ValueError(f"no reliable change without 0 < reliability < 1 after treatment: {r_post}")
    before = r**2 * group.error**2
    after = group.sd_pre**2 * (1 - r_post)
    return Rule(*_regressed(group, group.mean_pre), sqrt(before + after))


def hageman_arrindell(group: Group) -> Rule:
    """Each change is drawn towards the mean change by the reliability of changes; one-sided.

    Hageman, W. J., & Arrindell, W. A. (1999). Establishing clinically significant change. Behav Res Ther 37,
    1169-1193. The error of one measurement is the same before and after.

    Raises:
        ValueError: people's changes differ no more than error alone would make them differ.
    """
    error = group.precision.error_of_difference
    if group.sd_change <= error:
        raise ValueError(f"changes vary by {group.sd_change} points, no more than their error of {error}")
    reliability_of_change = 1 - (error / group.sd_change) ** 2
    drawn = (group.mean_post - group.mean_pre) * (1 - reliability_of_change) / reliability_of_change
    return Rule(1, -drawn, error / sqrt(reliability_of_change), Z95_ONE_SIDED)


RULES: Mapping[Method, Callable[[Group], Rule]] = MappingProxyType(
    {
        "jt": jacobson_truax,
        "gln": gulliksen_lord_novick,
        "hll": hsu_linn_lord,
        "en": edwards_nunnally,
        "nk": nunnally_kotsch,
        "ha": hageman_arrindell,
    }
)


def _regressed(group: Group, towards: float) -> tuple[float, float]:
    """Carry and shift of an expectation that lies `reliability` of the way from the mean to the score."""
    return group.reliability, towards - group.reliability * group.mean_pre


def _error_of_regression(group: Group) -> float:
    return group.error * sqrt(1 + group.reliability)
