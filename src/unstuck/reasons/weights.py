"""How strongly does the record speak for each reason?

Weights of evidence (Good, I. J. (1950). Probability and the Weighing of Evidence), in decibans: ten times the
logarithm of how much likelier an answer is when the reason holds. Reasons don't exclude each other; each has its
own odds and starts at 1 to 9. The points are our judgement (`facts/indicators.toml`), one point being 5 decibans.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from math import log10
from typing import Any, Literal

from unstuck.knowledge import Blank, facts

DECIBANS_A_POINT = 5.0
PRIOR = 10 * log10(1 / 9)
NO_COUNTS = 0.5
SOME = 5.0
STRONG = 12.0
WELCOME = frozenset({"going_well", "no_longer_needed"})  # of two as strong, what may be wrong comes first

Value = Literal["yes", "no", "unsure"]
Strength = Literal["strong", "some", "little"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What is known of one indicator: answered by the person or seen in the record.

    Attributes:
        indicator: its id.
        value: whether it holds.
        blanks: what its sentence needs, such as the number of sessions.
    """

    indicator: str
    value: Value
    blanks: Mapping[str, Blank] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One finding as it bears on one reason: for it when `decibans` is positive, else against."""

    finding: Finding
    decibans: float


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that may be going on.

    Attributes:
        id: the reason's id.
        weight: the weight of all evidence, in decibans, without the prior odds.
        speaks_for, speaks_against: the evidence, strongest first.
    """

    id: str
    weight: float
    speaks_for: tuple[Evidence, ...]
    speaks_against: tuple[Evidence, ...]

    @property
    def strength(self) -> Strength:
        """In words: strong from odds of about 2 to 1 on, some from one point on, else little."""
        if self.weight >= STRONG:
            return "strong"
        return "some" if self.weight >= SOME else "little"


@dataclass(frozen=True, slots=True)
class Indicator:
    """How one indicator bears on the reasons.

    Attributes:
        id: its id.
        computed: whether the record shows it, rather than an answer.
        weights: points for a "yes", by reason.
        group: indicators of one group say the same thing.
        context: whether it speaks for a reason only beside something else that does.
        clock: whether it weighs nothing before the symptom clock has run.
        no: how much of the weight of a "yes" a "no" has, the other way, 0 to 1.
        sources: ids of what was studied of it; none where it is our judgement that it bears on a reason at all.
    """

    id: str
    computed: bool
    weights: Mapping[str, float]
    group: str
    context: bool
    clock: bool
    no: float
    sources: tuple[str, ...]

    def decibans(self, value: Value) -> Mapping[str, float]:
        """What an answer weighs, by reason."""
        share = {"yes": 1.0, "no": -self.no, "unsure": 0.0}[value]
        return {reason: DECIBANS_A_POINT * share * points for reason, points in self.weights.items() if share}


@cache
def indicators() -> Mapping[str, Indicator]:
    """Every indicator by its id, in the order of the facts."""
    return {name: _indicator(name, row) for name, row in facts("indicators")["indicators"].items()}


def weigh(
    findings: Iterable[Finding], *, clock_has_run: bool, bank: Mapping[str, Indicator] | None = None
) -> tuple[Reason, ...]:
    """The reasons that anything bears on, strongest first, those without support among them.

    Args:
        findings: at most one for each indicator, in any order.
        clock_has_run: whether missing change may count yet.
        bank: the weights, ours unless others are tried.
    """
    known = indicators() if bank is None else bank
    by_reason: dict[str, list[_Weighed]] = defaultdict(list)
    for finding in findings:
        indicator = known[finding.indicator]
        if indicator.clock and not clock_has_run:
            continue
        for reason, decibans in indicator.decibans(finding.value).items():
            by_reason[reason].append((indicator, Evidence(finding, decibans)))
    reasons = (_reason(name, _supported(weighed)) for name, weighed in by_reason.items())
    return tuple(sorted(reasons, key=lambda x: (-x.weight, x.id in WELCOME, x.id)))


_Weighed = tuple[Indicator, Evidence]


def _supported(weighed: list[_Weighed]) -> list[_Weighed]:
    """The evidence without what speaks for the reason only in company, where it has none; a "no" keeps no company."""
    alone = not any(x.decibans > 0 and x.finding.value == "yes" and not one.context for one, x in weighed)
    return [(one, x) for one, x in weighed if not alone or x.decibans < 0]


def _reason(name: str, weighed: list[_Weighed]) -> Reason:
    ordered = sorted((x for _, x in weighed), key=lambda x: (-abs(x.decibans), x.finding.indicator))
    return Reason(
        id=name,
        weight=_once_a_group(weighed),
        speaks_for=tuple(x for x in ordered if x.decibans > 0),
        speaks_against=tuple(x for x in ordered if x.decibans < 0),
    )


def _once_a_group(weighed: list[_Weighed]) -> float:
    """The sum of evidence, where of each group only the strongest for and the strongest against count."""
    total = 0.0
    strongest: dict[tuple[str, bool], float] = defaultdict(float)
    for one, evidence in weighed:
        if not one.group:
            total += evidence.decibans
            continue
        key = (one.group, evidence.decibans > 0)
        strongest[key] = max(strongest[key], evidence.decibans, key=abs)
    return total + sum(strongest[key] for key in sorted(strongest))


def _indicator(name: str, row: Mapping[str, Any]) -> Indicator:
    computed = row.get("kind") == "computed"
    return Indicator(
        id=name,
        computed=computed,
        weights={reason: float(points) for reason, points in row["weights"].items()},
        group=row.get("group", ""),
        context=row.get("context", False),
        clock=row.get("clock", False),
        no=float(row.get("no", 0.0 if computed else NO_COUNTS)),
        sources=tuple(row.get("sources", ())),
    )
