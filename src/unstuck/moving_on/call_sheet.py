"""Which five to seven questions should this person ask in a first call?

Every question has points, and more where a sign holds; the highest are asked, in the order a call may go. Points and
signs are our judgement (`facts/candidates.toml`). Straight after the call come four ratings, before any comparing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from unstuck.knowledge import facts
from unstuck.story.plans import Candidate, Criterion, Wishes

RATINGS = ("heard", "at_ease", "trust", "hope")


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a call.

    Attributes:
        id: its words stand in `candidates`, under `questions`.
        why: the signs that made it worth asking, without those that nobody else should read on a sheet that lies about;
            none where it is asked of everyone.
        sources: ids in `facts/sources.toml`.
    """

    id: str
    why: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CallSheet:
    """What one person has in hand during a call.

    Attributes:
        candidate: whom it is about, or None for a sheet to copy.
        trouble, wanted, tried: what to begin with, in own words: what it is about, how it should be, and what was
            missing before and why it ended; None or empty where nothing was written.
        questions: five to seven, in the order a call may go.
        musts: what has to be met, to be checked on the call or before.
        ratings: what to rate straight after, 0-10.
    """

    candidate: Candidate | None
    trouble: str | None
    wanted: str | None
    tried: tuple[str, ...]
    questions: tuple[Question, ...]
    musts: tuple[Criterion, ...]
    ratings: tuple[str, ...] = RATINGS


def call_sheet(held: frozenset[str], wishes: Wishes | None, candidate: Candidate | None = None) -> CallSheet:
    """The sheet for a call.

    Args:
        held: the signs that hold for this person.
        wishes: what they want, if they have said so.
        candidate: whom they are going to call.
    """
    return CallSheet(
        candidate=candidate,
        trouble=wishes.trouble if wishes else None,
        wanted=wishes.style_text if wishes else None,
        tried=tuple(text for text in (wishes.missing, wishes.ended) if text) if wishes else (),
        questions=choose(held),
        musts=tuple(x for x in wishes.criteria if x.need == "must") if wishes else (),
    )


def choose(held: frozenset[str]) -> tuple[Question, ...]:
    """The questions worth most to whom these signs hold for."""
    bank: dict[str, Any] = facts("candidates")["questions"]
    least, most = facts("candidates")["plan"]["questions"]
    points = {
        id_: row["base"] + sum(more for sign, more in row.get("more", {}).items() if sign in held)
        for id_, row in bank.items()
    }
    ranked = sorted(bank, key=lambda id_: -points[id_])  # sorted is stable: of equal points the bank's order counts
    worth = facts("candidates")["plan"]["worth"]
    count = max(least, sum(points[id_] >= worth for id_ in ranked[:most]))
    chosen, told = set(ranked[:count]), held - set(facts("candidates")["plan"]["untold"])
    return tuple(
        Question(id_, tuple(sign for sign in row.get("more", {}) if sign in told), tuple(row["sources"]))
        for id_, row in bank.items()
        if id_ in chosen
    )
