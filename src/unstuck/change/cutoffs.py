"""Where does the usual range begin?

Jacobson & Truax (1991): a, b and c. Hageman & Arrindell (1999): the same on true scores.

Tie rule: a score must lie strictly on the healthy side of a cut-off to count as inside the usual range.
A score exactly on the cut-off is still outside, before treatment and after it.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from unstuck.change.methods import Z95_ONE_SIDED, Group
from unstuck.change.reliable_change import Better


@dataclass(frozen=True, slots=True)
class Norms:
    """Mean and standard deviation of a population on a measure, in points, and where they come from."""

    mean: float
    sd: float
    source: str


@dataclass(frozen=True, slots=True)
class Cutoffs:
    """Three borders of the usual range, in points.

    Attributes:
        a: two clinical standard deviations from the clinical mean, towards health.
        b: two *functional* standard deviations from the functional mean, towards illness.
        c: where a score is as likely in one population as in the other.
    """

    a: float
    b: float
    c: float


@dataclass(frozen=True, slots=True)
class Border:
    """Hageman & Arrindell's border for the score after treatment: inside means reliably past the true cut-off.

    Attributes:
        middle: the observed score whose estimated true score lies on the true cut-off, in points.
        error: standard error of an observed score around it, in points.
    """

    middle: float
    error: float

    def index(self, post: float) -> float:
        """How many standard errors a score after treatment lies above the cut-off."""
        return (post - self.middle) / self.error

    def inner(self, better: Better) -> float:
        """The score beyond which someone is reliably inside the usual range."""
        return self.middle + _towards_health(better) * Z95_ONE_SIDED * self.error


def cutoffs(clinical: Norms, functional: Norms, better: Better = "lower") -> Cutoffs:
    """All three cut-offs.

    Raises:
        ValueError: a population doesn't vary.
    """
    if not (clinical.sd > 0 and functional.sd > 0):
        raise ValueError(f"no cut-off between populations that don't vary: {clinical}, {functional}")
    health = _towards_health(better)
    return Cutoffs(
        a=clinical.mean + health * 2 * clinical.sd,
        b=functional.mean - health * 2 * functional.sd,
        c=(clinical.sd * functional.mean + functional.sd * clinical.mean) / (clinical.sd + functional.sd),
    )


def inside(score: float, cutoff: float, better: Better = "lower") -> bool:
    """Whether a score lies inside the usual range: strictly on the healthy side of the cut-off."""
    return score < cutoff if better == "lower" else score > cutoff


def true_norms(norms: Norms, error: float) -> Norms:
    """What a population would look like if it were measured without error.

    Args:
        norms: as observed.
        error: standard error of one measurement, in points.

    Raises:
        ValueError: the population varies no more than error alone.
    """
    if norms.sd <= error:
        raise ValueError(f"scores vary by {norms.sd} points, no more than their error of {error}: {norms.source}")
    return Norms(norms.mean, sqrt(norms.sd**2 - error**2), norms.source)


def true_cutoffs(group: Group, functional: Norms, better: Better = "lower") -> Cutoffs:
    """Hageman & Arrindell's cut-offs, between true scores of the group before treatment and of healthy people.

    Raises:
        ValueError: one of the two varies no more than error alone.
    """
    clinical = Norms(group.mean_pre, group.sd_pre, group.source)
    return cutoffs(true_norms(clinical, group.error), true_norms(functional, group.error), better)


def border_after(cutoff: float, group: Group) -> Border:
    """Where a true cut-off lies for observed scores after treatment.

    A score after treatment is first drawn towards the group's mean by its reliability there.

    Raises:
        ValueError: scores after treatment vary no more than error alone.
    """
    after = true_norms(Norms(group.mean_post, group.sd_post, group.source), group.error)
    reliability = (after.sd / group.sd_post) ** 2
    middle = (cutoff - group.mean_post * (1 - reliability)) / reliability
    return Border(middle, group.error / sqrt(reliability))


def _towards_health(better: Better) -> int:
    return -1 if better == "lower" else 1
