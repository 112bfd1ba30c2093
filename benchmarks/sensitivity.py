"""Does the answer hang on one weight? Every single weight halved and doubled, for every invented person.

    python -m benchmarks.sensitivity

writes docs/accuracy/sensitivity.md (ten seconds).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from benchmarks.series import table
from tests.people import PEOPLE, day_of, story_of
from tests.written_cases import cases
from unstuck.change.working import Working, working
from unstuck.reasons.ranking import findings, ranking, supported
from unstuck.reasons.weights import Finding, Indicator, Reason, indicators
from unstuck.record import record
from unstuck.story import Story

TARGET = Path(__file__).parents[1] / "docs" / "accuracy" / "sensitivity.md"
FACTORS = (0.5, 2.0)
HEAD = """# Does the answer hang on one weight?

Made by `python -m benchmarks.sensitivity`. The weights are our judgement, so one of them may well be wrong by a factor
of two. Here each of them is halved, then doubled, one at a time, and the strongest reason is compared with the one
before."""
CLEAR = """## People where it should be clear

Marked in `tests/stories/people.toml` before this was measured: records in which a careful reader would not hesitate.
The margin is the distance to the second reason, in decibans. A test sees to it that no weight changes the first reason
here. At first three of the twenty did change. Since then two early signs count once, a good bond and relief speak for
hard work only beside a sign of hard work, and having little left to bring speaks against going on as before."""
OTHERS = """## The others

The remaining people of `tests/stories` and the written cases of `tests/cases`. Where two reasons lie close together,
one weight can decide which comes first; both are shown then, and the read-out calls them possibilities."""


@dataclass(frozen=True, slots=True)
class Flip:
    """A weight that changes the strongest reason.

    Attributes:
        indicator, reason: whose weight.
        factor: what it was multiplied by.
        becomes: the strongest reason then, None when no reason has support.
    """

    indicator: str
    reason: str
    factor: float
    becomes: str | None


@dataclass(frozen=True, slots=True)
class Held:
    """One person's strongest reasons, and every weight that would change the first.

    Attributes:
        name: the person.
        first, second: the strongest reasons, None where there is none.
        flips: what changes the first.
        tried: how many weights were halved and doubled.
    """

    name: str
    first: Reason | None
    second: Reason | None
    flips: tuple[Flip, ...]
    tried: int

    @property
    def margin(self) -> float:
        """How far the second is behind the first, in decibans."""
        ahead = self.first.weight if self.first else 0.0
        return ahead - (self.second.weight if self.second else 0.0)


def held(name: str, story: Story, on: date) -> Held:
    """What single weights do to one person's strongest reason."""
    known = record(story, on)
    change = working(known)
    found = findings(known, change)
    leading = supported(ranking(found, change))
    first, second = (*leading[:2], None, None)[:2]
    flips = tuple(_flips(found, change, first.id if first else None))
    tried = sum(len(indicators()[one.indicator].weights) for one in found)
    return Held(name, first, second, flips, tried)


def people(*, clear: bool) -> Iterator[Held]:
    """The invented people of tests/stories, those where it should be clear or the others."""
    for name, labels in PEOPLE.items():
        if labels.get("clear", False) == clear:
            yield held(name, story_of(name), day_of(name))


def _flips(found: tuple[Finding, ...], change: Working, first: str | None) -> Iterator[Flip]:
    for one in found:
        indicator = indicators()[one.indicator]
        for reason in indicator.weights:
            for factor in FACTORS:
                bank = {**indicators(), indicator.id: _times(indicator, reason, factor)}
                now = next((x.id for x in supported(ranking(found, change, bank))), None)
                if now != first:
                    yield Flip(indicator.id, reason, factor, now)


def _times(indicator: Indicator, reason: str, factor: float) -> Indicator:
    return replace(indicator, weights={**indicator.weights, reason: indicator.weights[reason] * factor})


def _row(one: Held) -> tuple[object, ...]:
    told = "; ".join(f"`{x.indicator}` for `{x.reason}` x {x.factor:g}: `{x.becomes}`" for x in one.flips)
    first, second = (f"`{x.id}`" if x else "" for x in (one.first, one.second))
    return f"`{one.name}`", first, second, f"{one.margin:g}", str(one.tried), told or "nothing"


def page() -> str:
    """The page as it stands in docs/accuracy."""
    head = ("person", "first", "second", "margin", "weights tried", "what changes the first")
    others = [*people(clear=False), *(held(case.name, case.story, case.on) for case in cases())]
    steady = sum(not one.flips for one in others)
    weights = sum(one.tried for one in others)
    flips = sum(len(one.flips) for one in others)
    summary = (
        f"Of these {len(others)} people {steady} keep their first reason whatever single weight is halved or doubled; "
        f"of {2 * weights} trials {flips} change it. Those that change:"
    )
    parts = (
        HEAD,
        CLEAR,
        table(head, (_row(one) for one in people(clear=True))).strip(),
        OTHERS,
        summary,
        table(head, (_row(one) for one in others if one.flips)).strip(),
    )
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
