"""Which question would tell most about what to do?

The reasons are taken as rivals for what leads. A question is worth what its answer is expected to tell about the next
step and, where the step stays the same, half of what it tells about the reason (Lindley, D. V. (1956). On a measure of
the information provided by an experiment. Ann Math Stat 27, 986-1005). How likely an answer is under a reason follows
from the weights themselves: a "yes" and a "no" of known weight leave only one pair of probabilities. How well that does
stands in docs/accuracy/interview.md. Red flags and safety are asked on a page of their own, always.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import log2

from unstuck.reasons.weights import DECIBANS_A_POINT, PRIOR, Indicator, indicators

MOST = 7
SHOWN = 3
WORTH_ASKING = 0.001  # bits; below it another question only tires
WHY = 0.5  # what a bit about the reason is worth beside one about the step; our judgement
DECIDES = 0.05  # by how much an answer has to change how likely a step is, to be said to decide about it
MOST_SURE = 0.95  # nobody's answer is certain
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
def _likelihood(name: str) -> Likelihood:
    return likelihood(indicators()[name])


def likelihood(indicator: Indicator) -> Likelihood:
    """What an indicator's weights say about how often people answer "yes".

    A "yes" and a "no" of known weight leave one pair of probabilities; of several reasons the one a "yes" speaks for
    most says how often it is heard otherwise.
    """
    if not indicator.weights:
        return Likelihood({}, 0.0)
    strongest = max(indicator.weights.values())
    else_ = _without(strongest, indicator.no or WITHOUT_NO)
    shares = {reason: min(else_ * _ratio(points), MOST_SURE) for reason, points in indicator.weights.items()}
    return Likelihood(shares, else_)


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
    """What the answer is expected to tell about the next step, in bits; what it tells of the reason alone counts half.

    Args:
        indicator: what is asked.
        now: how likely each reason is to lead.
        steps: the step each reason leads to.
    """
    yes, no = _after(indicator, now)
    about_step = _open(_by_step(now, steps)) - _open(_by_step(yes, steps)) - _open(_by_step(no, steps))
    about_reason = _open(now) - _open(yes) - _open(no)
    return about_step + WHY * (about_reason - about_step)


def at_stake(name: str, weights: Mapping[str, float], step_of: Callable[[str], str]) -> tuple[str, str] | None:
    """The step a "yes" makes likelier most and the one a "no" does, None where the answer decides little.

    Args:
        name: the indicator asked about.
        weights: the weight of each reason in decibans, those without support among them.
        step_of: which next step a reason leads to, were it the one.
    """
    now = leading(weights)
    steps = {reason: step_of(reason) for reason in now}
    yes, no = (_by_step(joint, steps) for joint in _after(indicators()[name], now))
    gains = {step: yes[step] / sum(yes.values()) - no[step] / sum(no.values()) for step in sorted(yes)}
    first, second = max(gains, key=lambda step: gains[step]), min(gains, key=lambda step: gains[step])
    return (first, second) if gains[first] - gains[second] >= 2 * DECIDES else None


def _after(indicator: Indicator, now: Mapping[str, float]) -> tuple[dict[str, float], dict[str, float]]:
    """How likely each reason is together with a "yes", and with a "no"."""
    known = _likelihood(indicator.id)
    yes = {reason: p * known.yes(reason) for reason, p in now.items()}
    return yes, {reason: p - yes[reason] for reason, p in now.items()}


def _by_step(joint: Mapping[str, float], steps: Mapping[str, str]) -> dict[str, float]:
    found: dict[str, float] = {}
    for reason, mass in joint.items():
        found[steps[reason]] = found.get(steps[reason], 0.0) + mass
    return found


def _open(joint: Mapping[str, float]) -> float:
    """The probability of an answer times the entropy of what is still open after it, in bits."""
    total = sum(joint.values())
    return -sum(mass * log2(mass / total) for mass in joint.values() if mass > 0)


def _without(points: float, no: float) -> float:
    """How likely a "yes" is without the reason, from the weight of a "yes" and of a "no"."""
    yes, no = _ratio(points), _ratio(-points * no)
    return (1 - no) / (yes - no)


def _ratio(points: float) -> float:
    return float(10 ** (DECIBANS_A_POINT * points / 10))


def _one_a_group(ranked: Iterable[str]) -> Iterable[str]:
    """The best of each group: two questions that say the same thing are one too many."""
    seen: set[str] = set()
    for name in ranked:
        group = indicators()[name].group or name
        if group not in seen:
            seen.add(group)
            yield name
