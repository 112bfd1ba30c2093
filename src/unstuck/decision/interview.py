"""Which question would tell most about what to do?

The reasons are taken as rivals for what leads. A question is worth what its answer is expected to tell about the next
step, not only about the reason (Lindley, D. V. (1956). On a measure of the information provided by an experiment. Ann
Math Stat 27, 986-1005). How likely an answer is under a reason follows from the weights themselves: a "yes" and a "no"
of known weight leave only one pair of probabilities. Red flags and safety are asked on a page of their own, always.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import log2

from unstuck.reasons.weights import DECIBANS_A_POINT, NO_COUNTS, PRIOR, Indicator, indicators

MOST = 7
SHOWN = 3
WORTH_ASKING = 0.01  # bits about the next step; below it another question only tires
WITHOUT_NO = 0.25  # how much a "no" is taken to count where the facts let it count for nothing: enough to reckon with
FLAGS = "boundary_violation"


@dataclass(frozen=True, slots=True)
class Likelihood:
    """How likely a "yes" is.

    Attributes:
        by_reason: when that reason leads.
        else_: when another one does.
    """

    by_reason: Mapping[str, float]
    else_: float

    def yes(self, reason: str) -> float:
        """How likely a "yes" is when `reason` leads."""
        return self.by_reason.get(reason, self.else_)


@cache
def likelihood(name: str) -> Likelihood:
    """What an indicator's weights say about how often people answer "yes"."""
    indicator = indicators()[name]
    pairs = {reason: _pair(points, indicator.no_counts) for reason, points in indicator.weights.items() if points}
    usual = sum(else_ for _, else_ in pairs.values()) / len(pairs) if pairs else 0.0
    return Likelihood({reason: yes for reason, (yes, _) in pairs.items()}, usual)


def leading(weights: Mapping[str, float]) -> dict[str, float]:
    """How likely each reason is to be the one that leads, by its odds among the others.

    Args:
        weights: the weight of each reason in decibans, those without support among them.
    """
    odds = {reason: 10 ** ((PRIOR + weight) / 10) for reason, weight in weights.items()}
    total = sum(odds.values())
    return {reason: one / total for reason, one in odds.items()}


def questions(
    weights: Mapping[str, float], step_of: Callable[[str], str], answered: Collection[str], most: int = SHOWN
) -> tuple[str, ...]:
    """The indicators worth asking about, best first; of those that say the same thing only one.

    Args:
        weights: the weight of each reason in decibans, those without support among them.
        step_of: which next step a reason leads to, were it the one.
        answered: indicators whose answer is known, "unsure" among them; they aren't asked again.
        most: how many, at the most.
    """
    now = leading(weights)
    steps = {reason: step_of(reason) for reason in now}
    silent = {indicators()[name].group for name in answered} - {""}
    told = {x.id: information(x, now, steps) for x in askable() if x.id not in answered and x.group not in silent}
    ranked = sorted((name for name, bits in told.items() if bits >= WORTH_ASKING), key=lambda name: (-told[name], name))
    return tuple(_one_a_group(ranked))[:most]


@cache
def askable() -> tuple[Indicator, ...]:
    """What can be asked one by one: neither seen in the record nor a red flag."""
    return tuple(x for x in indicators().values() if not x.computed and x.weights and FLAGS not in x.weights)


def information(indicator: Indicator, now: Mapping[str, float], steps: Mapping[str, str]) -> float:
    """What the answer is expected to tell about the next step, in bits.

    Args:
        indicator: what is asked.
        now: how likely each reason is to lead.
        steps: the step each reason leads to.
    """
    known = likelihood(indicator.id)
    expected = 0.0
    for said_yes in (True, False):
        joint = {r: p * (known.yes(r) if said_yes else 1 - known.yes(r)) for r, p in now.items()}
        expected += _entropy_left(joint, steps)
    return _entropy_left(now, steps) - expected


def _entropy_left(joint: Mapping[str, float], steps: Mapping[str, str]) -> float:
    """The probability of an answer times the entropy of the next step after it, in bits."""
    by_step: dict[str, float] = {}
    for reason, mass in joint.items():
        by_step[steps[reason]] = by_step.get(steps[reason], 0.0) + mass
    total = sum(by_step.values())
    return -sum(mass * log2(mass / total) for mass in by_step.values() if mass > 0)


def _pair(points: float, no_counts: bool) -> tuple[float, float]:
    """How likely a "yes" is with and without the reason, from the weight of a "yes" and of a "no"."""
    yes = 10 ** (DECIBANS_A_POINT * points / 10)
    no = 10 ** (-DECIBANS_A_POINT * points * (NO_COUNTS if no_counts else WITHOUT_NO) / 10)
    without = (1 - no) / (yes - no)
    return yes * without, without


def _one_a_group(ranked: Iterable[str]) -> Iterable[str]:
    """The best of each group: two questions that say the same thing are one too many."""
    seen: set[str] = set()
    for name in ranked:
        group = indicators()[name].group or name
        if group not in seen:
            seen.add(group)
            yield name
