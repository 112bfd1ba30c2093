"""Does a change matter, for one person and for a group?

Combined categories: Jacobson & Truax (1991), J Consult Clin Psychol 59, 12-19. Anchors of a group by where a
confidence interval lies to the minimal important difference: Man-Son-Hing et al. (2002), J Gen Intern Med 17, 469-476.

Tie rules: a change of exactly the minimal important difference, or of exactly the percentage, counts as a change.
Missing scores (None or NaN) are answered with None, never with "unchanged", and are counted where people are counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite, isnan, sqrt
from statistics import fmean, variance
from types import MappingProxyType
from typing import Literal, TypeGuard

from unstuck.change.regression import t_quantile
from unstuck.change.reliable_change import Better, Kind

Category = Literal["recovered", "improved", "unchanged", "deteriorated", "harmed"]
Effect = Literal["large", "probable", "possible", "too_small", "not_significant", "worse"]
CATEGORIES: tuple[Category, ...] = ("recovered", "improved", "unchanged", "deteriorated", "harmed")
PLAIN: Mapping[Kind, Category] = MappingProxyType(
    {"better": "improved", "within error": "unchanged", "worse": "deteriorated"}
)


@dataclass(frozen=True, slots=True)
class Summary:
    """How many people are in each category, and how many could not be placed.

    Attributes:
        counts: people by category, every category named, best first.
        left_out: people with a score missing.
    """

    counts: Mapping[Category, int]
    left_out: int

    @property
    def n(self) -> int:
        """People who were placed."""
        return sum(self.counts.values())

    def share(self, category: Category) -> float | None:
        """Of the people who were placed the share in a category, None when there are none."""
        return self.counts[category] / self.n if self.n else None


@dataclass(frozen=True, slots=True)
class GroupEffect:
    """A group's change against the minimal important difference.

    Attributes:
        difference: mean change, or mean difference between groups, in points.
        lower, upper: its 95 % confidence interval.
        n: people it stands on.
        left_out: people left out for a missing score.
        effect: "large": the whole interval lies beyond the minimal important difference; "probable": the mean does;
            "possible": only the interval's far end does; "too_small": none of it does; "not_significant": the
            interval holds 0; "worse": it lies wholly on the other side.
    """

    difference: float
    lower: float
    upper: float
    n: int
    left_out: int
    effect: Effect


def category(kind: Kind, *, began_inside: bool, now_inside: bool) -> Category:
    """The combined category of someone whose change is of that kind.

    Recovered: reliably better, from outside the usual range to inside. Harmed: reliably worse, the other way round.
    """
    if kind == "better" and now_inside and not began_inside:
        return "recovered"
    if kind == "worse" and began_inside and not now_inside:
        return "harmed"
    return PLAIN[kind]


def by_crossing(*, began_inside: bool, now_inside: bool, now_outside: bool) -> Kind:
    """Whether someone crossed the cut-off, whatever the size of the change.

    With a plain cut-off, `now_outside` is the opposite of `now_inside`; where a border has a margin
    (Hageman & Arrindell) someone can be neither.
    """
    if now_inside and not began_inside:
        return "better"
    return "worse" if now_outside and began_inside else "within error"


def percentage_change(pre: float | None, post: float | None) -> float | None:
    """The change as a share of the score before; None without two scores or with nothing above 0 to take a share of."""
    if not (_known(pre) and _known(post)) or pre <= 0:
        return None
    return (post - pre) / pre


def by_percentage(pre: float | None, post: float | None, share: float, better: Better = "lower") -> Kind | None:
    """Whether a score changed by at least that share of itself (0.5 for half)."""
    change = percentage_change(pre, post)
    return None if change is None else _at_least(change, share, better)


def by_anchor(pre: float | None, post: float | None, mid: float, better: Better = "lower") -> Kind | None:
    """Whether a score changed by at least the minimal important difference, in points."""
    if not (_known(pre) and _known(post)):
        return None
    return _at_least(post - pre, mid, better)


def summary(categories: Iterable[Category | None]) -> Summary:
    """Count people by category; None is someone who could not be placed."""
    found = Counter(categories)
    return Summary({name: found[name] for name in CATEGORIES}, found[None])


def within_group(
    pre: Sequence[float | None], post: Sequence[float | None], mid: float, better: Better = "lower"
) -> GroupEffect:
    """Whether a group changed by an amount that matters, by the paired t interval of its mean change.

    Raises:
        ValueError: fewer than two people have both scores.
    """
    pairs = zip(pre, post, strict=True)
    changes = [after - before for before, after in pairs if _known(before) and _known(after)]
    if len(changes) < 2:  # noqa: PLR2004 - a spread needs two
        raise ValueError(f"no interval from {len(changes)} people")
    error = sqrt(variance(changes) / len(changes))
    reach = t_quantile(0.975, len(changes) - 1) * error
    mean, n = fmean(changes), len(changes)
    return GroupEffect(mean, mean - reach, mean + reach, n, len(pre) - n, _effect(mean, reach, mid, better))


def between_groups(
    reference: Sequence[float | None], comparison: Sequence[float | None], mid: float, better: Better = "lower"
) -> GroupEffect:
    """Whether one group's scores differ from another's by an amount that matters, by Welch's t interval.

    Raises:
        ValueError: a group has fewer than two scores.
    """
    ours = [score for score in comparison if _known(score)]
    theirs = [score for score in reference if _known(score)]
    if min(len(ours), len(theirs)) < 2:  # noqa: PLR2004 - a spread needs two
        raise ValueError(f"no interval from {len(theirs)} and {len(ours)} people")
    parts = [variance(group) / len(group) for group in (ours, theirs)]
    if not sum(parts):
        raise ValueError("no interval from scores that are all the same")
    below = sum(part**2 / (len(group) - 1) for part, group in zip(parts, (ours, theirs), strict=True))
    reach = t_quantile(0.975, sum(parts) ** 2 / below) * sqrt(sum(parts))
    difference, n = fmean(ours) - fmean(theirs), len(ours) + len(theirs)
    left_out = len(reference) + len(comparison) - n
    effect = _effect(difference, reach, mid, better)
    return GroupEffect(difference, difference - reach, difference + reach, n, left_out, effect)


def _effect(difference: float, reach: float, mid: float, better: Better) -> Effect:
    """What an interval of `difference` plus or minus `reach` says about the minimal important difference."""
    gain = -difference if better == "lower" else difference
    if gain + reach < 0:
        return "worse"
    if gain - reach <= 0:
        return "not_significant"
    if gain >= mid:
        return "large" if gain - reach >= mid else "probable"
    return "possible" if gain + reach >= mid else "too_small"


def _at_least(change: float, needed: float, better: Better) -> Kind:
    if needed <= 0:
        raise ValueError(f"a change that counts must be above 0: {needed}")
    if abs(change) < needed:
        return "within error"
    return "better" if (change < 0) == (better == "lower") else "worse"


def _known(score: float | None) -> TypeGuard[float]:
    """Whether a score is there.

    Raises:
        ValueError: it is infinite, which no score is.
    """
    if score is None or isnan(score):
        return False
    if not isfinite(score):
        raise ValueError(f"no score is infinite: {score}")
    return True
