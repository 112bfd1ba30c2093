"""Who meets most of what I wanted, and how far does the order depend on my weights?

Must-haves filter first. The rest is a plain weighted sum: a wish that is met counts its weight, one met in part half of
it, one that isn't nothing, and one nobody knows of anything from nothing to all, so a sum is a range. Candidates stand
in the order of the middle of their ranges. How one gets on with somebody is never part of the sum: the four ratings
stand beside it.

How firm is it that one stands above another? The difference of two sums is linear in the weights, so its smallest value
over all weights within a step (1 of 5) of those given is found exactly, each weight at whichever end is worst for the
leader. "any": no weights put the other first. "near": not with each weight up or down by a step. "depends": some such
weights do. The same with the worst answers to what isn't known yet. And: which one weight would have to change how much
to make the first two equal.

The weights are those set on or before the day of the first call: set afterwards they follow the liking.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Literal

from unstuck.knowledge import facts
from unstuck.moving_on.candidates import TALKED
from unstuck.moving_on.marks import mark
from unstuck.story.plans import Candidate, Criterion, Impression, Mark, When, Wishes

WORTH: dict[Mark | None, tuple[float, float]] = {"yes": (1, 1), "partly": (0.5, 0.5), "no": (0, 0), None: (0, 1)}
HEAVIEST = 5.0
TINY = 1e-9

Firm = Literal["any", "near", "depends", "level"]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one candidate stands.

    Attributes:
        id: the candidate.
        place: 1 for the first; equal sums share a place. None for who misses a must.
        missed: musts that aren't met.
        to_check: musts nobody has checked yet, or met only in part.
        marks: what is known of each nice-to-have.
        low, high: the sum, in weights, with the worst and the best of what isn't known.
        out_of: the sum of who meets everything.
        connection: the mean of the four ratings (0-10) after the call, the first and the third session.
    """

    id: str
    place: int | None
    missed: tuple[str, ...]
    to_check: tuple[str, ...]
    marks: Mapping[str, Mark | None]
    low: float
    high: float
    out_of: float
    connection: Mapping[When, float]

    @property
    def middle(self) -> float:
        """The middle of the range, by which they are ordered."""
        return (self.low + self.high) / 2


@dataclass(frozen=True, slots=True)
class Lead:
    """How firm it is that one candidate stands above the next.

    Attributes:
        above, below: the two.
        firm: whether other weights would turn it round; "level" when they are equal already.
        knowing: the same with the worst answers to what isn't known yet.
    """

    above: str
    below: str
    firm: Firm
    knowing: Firm


@dataclass(frozen=True, slots=True)
class Tip:
    """The one weight whose change makes the first two equal, changed least: from what, to what."""

    criterion: str
    now: float
    equal_at: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """The whole comparison.

    Attributes:
        standings: those who meet the musts by place, then those who miss one.
        leads: each above the next.
        tip: what would make the first two equal; None when no single weight from 0 to 5 does.
        weights_of: the day the weights were set.
        first_call: the day of the first call, None when there was none.
        set_before: whether the weights were set on or before that day.
        changed_since: the day they were changed after the first call, which doesn't count; None when they weren't.
    """

    standings: tuple[Standing, ...]
    leads: tuple[Lead, ...]
    tip: Tip | None
    weights_of: date
    first_call: date | None
    set_before: bool
    changed_since: date | None


def compare(
    candidates: Sequence[Candidate], wishes: Sequence[Wishes], concerns: Iterable[str] = ()
) -> Comparison | None:
    """The comparison, or None when no wish has been weighed yet.

    Args:
        candidates: those to compare, as known on the day.
        wishes: everything wished for so far, in any order.
        concerns: what the therapy is for, which says what method fits where none was wished for.
    """
    weighed = sorted((x for x in wishes if x.criteria), key=lambda x: (x.date, x.model_dump_json()))
    if not weighed:
        return None
    first_call = min((day for x in candidates for day in _talks(x)), default=None)
    before = [x for x in weighed if first_call is None or x.date <= first_call]
    counted = before[-1] if before else weighed[0]
    weights = {x.id: weight_of(x) for x in counted.criteria if x.need == "nice"}
    standings = _placed([_standing(x, counted, weights, tuple(concerns)) for x in candidates])
    placed = [x for x in standings if x.place is not None]
    later = weighed[-1].date
    return Comparison(
        standings=standings,
        leads=tuple(_lead(a, b, weights) for a, b in pairwise(placed)),
        tip=_tip(placed[0], placed[1], weights) if len(placed) > 1 else None,
        weights_of=counted.date,
        first_call=first_call,
        set_before=bool(before),
        changed_since=later if later > counted.date else None,
    )


def weight_of(criterion: Criterion) -> float:
    """What a nice-to-have weighs, 1-5."""
    usual: int = facts("candidates")["compare"]["own_weight"]
    return float(criterion.weight or usual)


def connection(impressions: Iterable[Impression]) -> dict[When, float]:
    """The newest ratings of each kind, as their means."""
    newest = sorted(impressions, key=lambda x: (x.date, x.model_dump_json()))
    return {x.when: x.mean for x in newest if x.mean is not None}


def _talks(candidate: Candidate) -> Iterator[date]:
    yield from (x.date for x in candidate.contacts if x.state in TALKED)
    yield from (x.date for x in candidate.impressions)


def _standing(
    candidate: Candidate, wishes: Wishes, weights: Mapping[str, float], concerns: tuple[str, ...]
) -> Standing:
    known = {x.id: mark(candidate, x.id, wishes, concerns) for x in wishes.criteria}
    musts = [x.id for x in wishes.criteria if x.need == "must"]
    return Standing(
        id=candidate.id,
        place=None,
        missed=tuple(x for x in musts if known[x] == "no"),
        to_check=tuple(x for x in musts if known[x] in {None, "partly"}),
        marks={x: known[x] for x in weights},
        low=sum(weight * WORTH[known[x]][0] for x, weight in weights.items()),
        high=sum(weight * WORTH[known[x]][1] for x, weight in weights.items()),
        out_of=sum(weights.values()),
        connection=connection(candidate.impressions),
    )


def _placed(found: Iterable[Standing]) -> tuple[Standing, ...]:
    order = sorted(found, key=lambda x: (bool(x.missed), -round(x.middle, 9), x.id))
    middles = [round(x.middle, 9) for x in order]
    return tuple(x if x.missed else replace(x, place=1 + middles.index(round(x.middle, 9))) for x in order)


def _lead(above: Standing, below: Standing, weights: Mapping[str, float]) -> Lead:
    middles = {x: _middle(above.marks[x]) - _middle(below.marks[x]) for x in weights}
    worst = {x: WORTH[above.marks[x]][0] - WORTH[below.marks[x]][1] for x in weights}
    firm: Firm = "level" if above.place == below.place else _firm(middles, weights)
    return Lead(above.id, below.id, firm, "level" if firm == "level" else _firm(worst, weights))


def _middle(known: Mark | None) -> float:
    return sum(WORTH[known]) / 2


def _firm(differences: Mapping[str, float], weights: Mapping[str, float]) -> Firm:
    """Whether weights can be found that take the lead away: any at all, or within a step of those given."""
    if min(differences.values(), default=0) >= 0 and max(differences.values(), default=0) > 0:
        return "any"
    step = facts("candidates")["compare"]["step"]
    least = sum(
        d * (max(weights[x] - step, 0) if d > 0 else min(weights[x] + step, HEAVIEST)) for x, d in differences.items()
    )
    return "near" if least > TINY else "depends"


def _tip(first: Standing, second: Standing, weights: Mapping[str, float]) -> Tip | None:
    """The least change of one weight that makes the first two equal."""
    lead = first.middle - second.middle
    found = []
    for x, weight in weights.items():
        difference = _middle(first.marks[x]) - _middle(second.marks[x])
        if abs(difference) > TINY:
            equal_at = weight - lead / difference
            if 0 <= equal_at <= HEAVIEST:
                found.append(Tip(x, weight, equal_at))
    return min(found, key=lambda tip: (abs(tip.equal_at - tip.now), tip.criterion), default=None)
