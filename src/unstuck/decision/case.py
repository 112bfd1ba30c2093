"""What does the policy look at? One person's situation, as the rooms below found it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from unstuck.change.trials import Standing
from unstuck.change.verdict import Verdict
from unstuck.decision.history import History
from unstuck.decision.limits import UNBOUND, Limits
from unstuck.reasons.weights import Reason


@dataclass(frozen=True, slots=True)
class Case:
    """All the policy looks at.

    Attributes:
        on: the day of the answer.
        minor: under 18.
        open: the therapy goes on.
        sessions: how many there were.
        interval: days between two.
        danger: the safety level.
        red_flags: what the red flags of this therapy call for.
        verdict: is it working?
        clock_has_run: whether the symptom clock has run for what leads.
        reasons: the reasons that have support, strongest first.
        history: the talks with this therapist.
        alliance_was_good: rated good before.
        afraid: freezes, or is afraid to say it.
        hardship: the strain is money, housing, violence, illness: other help exists for it.
        something_wrong: the person says that something isn't right.
        therapist_ends: the therapist has said that they will end it.
        couple_or_family: the sessions are with a partner or the family.
        trials: the changes tried on oneself in this therapy.
        limits: what bounds the choice.
    """

    on: date
    minor: bool
    open: bool
    sessions: int
    interval: float
    danger: Literal["none", "support", "urgent"]
    red_flags: Literal["none", "check_first", "stop_now"]
    verdict: Verdict
    clock_has_run: bool
    reasons: tuple[Reason, ...]
    history: History
    alliance_was_good: bool
    afraid: bool
    afraid_at_home: bool
    hardship: bool
    something_wrong: bool
    therapist_ends: bool
    couple_or_family: bool
    trials: tuple[Standing, ...] = ()
    limits: Limits = UNBOUND
