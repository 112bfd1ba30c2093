"""What does a next step consist of?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

StepId = Literal[
    "keep_going",
    "wait_and_review",
    "talk_to_therapist",
    "change_therapy_type",
    "adjust_schedule",
    "add_or_refer_specialist",
    "planned_break",
    "change_therapist",
    "end_or_space_out",
    "get_independent_advice",
    "leave_now_and_report",
    "get_urgent_help",
]
Size = Literal["small", "change", "outside", "safety"]
MOST_ALSO = 2
FOR_MINORS = frozenset({"keep_going", "wait_and_review", "talk_to_therapist", "add_or_refer_specialist"})
SAFETY_STEPS = frozenset({"get_urgent_help", "leave_now_and_report", "get_independent_advice"})
WITHOUT_REVIEW = SAFETY_STEPS | {"keep_going"}
LEAVING = frozenset({"planned_break", "change_therapist", "end_or_space_out"})
CHANGING = LEAVING | {"change_therapy_type", "adjust_schedule", "leave_now_and_report", "get_independent_advice"}


@dataclass(frozen=True, slots=True)
class Option:
    """One possible step; `handover` says whether the old therapist helps, for `change_therapist` alone."""

    id: StepId
    handover: bool | None = None


@dataclass(frozen=True, slots=True)
class NextStep:
    """The one suggested step.

    Attributes:
        id: which.
        why: which sentence of `steps.toml` says why.
        also: at most two that are also reasonable.
        handover: whether the old therapist helps, for `change_therapist` alone.
        review_on: when to look again.
        size: one small thing, a real change, not about therapy, or safety.
    """

    id: StepId
    why: str
    also: tuple[Option, ...] = ()
    handover: bool | None = None
    review_on: date | None = None
    size: Size = "small"


def step(
    chosen: StepId, why: str, *also: StepId | Option, handover: bool | None = None, size: Size | None = None
) -> NextStep:
    """A step without its day; `change_therapist` has a handover unless `handover` says otherwise."""
    options = tuple(x if isinstance(x, Option) else _option(x) for x in also)
    own = _option(chosen).handover if handover is None else handover
    return NextStep(chosen, why, options[:MOST_ALSO], own, size=size or _size(chosen))


def without(found: NextStep, banned: frozenset[str]) -> NextStep:
    """The step without those of its alternatives that are banned."""
    return replace(found, also=tuple(x for x in found.also if x.id not in banned and x.id != found.id))


def in_sessions(on: date, interval: float, sessions: int) -> date:
    """The day a number of sessions from `on`, at `interval` days each; tomorrow at the earliest."""
    days = max(round(interval * sessions), 1)
    return on + timedelta(days=min(days, (date.max - on).days))


def _option(chosen: StepId) -> Option:
    return Option(chosen, handover=True) if chosen == "change_therapist" else Option(chosen)


def _size(chosen: StepId) -> Size:
    if chosen in SAFETY_STEPS:
        return "safety"
    return "change" if chosen in CHANGING - {"adjust_schedule"} else "small"
