"""What bounds the choice: sessions that run out, nobody else near, a waiting list?

A bound never hides a step that is right; it brings the next look forward, puts other help beside a change that takes
long, and is said beside the step. Who was sent, who prescribes and who is in danger are minded elsewhere: in the
notices of the contract and in the policy.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from unstuck.decision.steps import MOST_ALSO, SAFETY_STEPS, NextStep, Option

USUAL_LOOK = 3  # sessions until the next look
FEW_LEFT = 3
ELSEWHERE = frozenset({"change_therapist", "change_therapy_type"})
BRIDGE = Option("add_or_refer_specialist")


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one person.

    Attributes:
        sessions_left: of those that are paid for; None when nobody set a number.
        nobody_near: the person sees nobody else to go to.
        waiting_list: they are on somebody's waiting list.
    """

    sessions_left: int | None = None
    nobody_near: bool = False
    waiting_list: bool = False


UNBOUND = Limits()


def sessions_until_look(limits: Limits) -> int:
    """In how many sessions to look again: three, or before the last of those left."""
    if limits.sessions_left is None:
        return USUAL_LOOK
    return min(USUAL_LOOK, max(limits.sessions_left - 1, 1))


def bridged(found: NextStep, limits: Limits) -> NextStep:
    """A change of therapist that can't come soon gets other help beside it, for the time until then."""
    if found.id != "change_therapist" or not (limits.nobody_near or limits.waiting_list):
        return found
    others = tuple(option for option in found.also if option != BRIDGE)
    return replace(found, also=(BRIDGE, *others)[:MOST_ALSO])


def to_mind(limits: Limits, found: NextStep) -> Iterator[str]:
    """Which bounds are worth saying beside this step, as ids of the words `notices`."""
    if found.id in SAFETY_STEPS:
        return
    named = {found.id, *(option.id for option in found.also)}
    if limits.sessions_left is not None and limits.sessions_left <= FEW_LEFT:
        yield "sessions_left" if limits.sessions_left else "sessions_used_up"
    if limits.nobody_near and named & ELSEWHERE:
        yield "nobody_near"
    if limits.waiting_list and named & ELSEWHERE:
        yield "waiting_list"
