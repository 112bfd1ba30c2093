"""What does a read-out file hold? The shape of `unstuck-readout/1`, and its JSON Schema."""

from __future__ import annotations

from typing import Any, Literal, NotRequired

from pydantic import ConfigDict, TypeAdapter, with_config
from typing_extensions import TypedDict

from unstuck.change.verdict import Verdict
from unstuck.decision.steps import StepId
from unstuck.reasons.weights import Strength

CLOSED = ConfigDict(extra="forbid")


@with_config(CLOSED)
class Signal(TypedDict):
    """Why help stands on top."""

    id: str
    date: str


@with_config(CLOSED)
class Line(TypedDict):
    """One way to reach help."""

    name: str
    phone: str | None
    text: str | None
    url: str | None
    hours: str | None


@with_config(CLOSED)
class Safety(TypedDict):
    """The level of danger, why, and whom to call."""

    level: Literal["none", "support", "urgent"]
    signals: list[Signal]
    lines: list[Line]


@with_config(CLOSED)
class Flag(TypedDict):
    """One red flag of this therapy."""

    id: str
    date: str
    kind: Literal["stop_now", "check_first"]


@with_config(CLOSED)
class Notice(TypedDict):
    """What to know about this answer."""

    id: str
    text: str


@with_config(CLOSED)
class Forecast(TypedDict):
    """Where a measure may be heading."""

    session: int
    p_reliable_improvement: float
    p_deterioration: float
    band80: list[float]


@with_config(CLOSED)
class Measure(TypedDict):
    """What one measure shows."""

    measure: str
    verdict: Verdict
    n: int
    baseline: float
    latest: float
    change: float
    reliable_change: float | None
    source: str | None
    forecast: Forecast | None


@with_config(CLOSED)
class Alliance(TypedDict):
    """How working together is rated."""

    n: int
    latest: float | None
    trend: Literal["rising", "steady", "falling", "unknown"]
    rupture: bool


@with_config(CLOSED)
class SessionsFeel(TypedDict):
    """How sessions feel before and after."""

    n: int
    before: float | None
    after: float | None
    pattern: Literal["relief", "drain", "neither", "unknown"]


@with_config(CLOSED)
class Working(TypedDict):
    """Is it working?"""

    verdict: Verdict
    measures: list[Measure]
    alliance: Alliance
    sessions_feel: SessionsFeel


@with_config(CLOSED)
class Evidence(TypedDict):
    """What speaks for or against a reason."""

    indicator: str
    evidence: str


Reason = TypedDict(  # written as a call, since "for" is no name a class could have
    "Reason",
    {
        "id": str,
        "weight": float,
        "strength": Strength,
        "for": list[Evidence],
        "against": list[Evidence],
        "ask": list[str],
    },
)
Reason.__pydantic_config__ = CLOSED  # type: ignore[attr-defined]  # what with_config sets on a class


@with_config(CLOSED)
class Option(TypedDict):
    """What is also reasonable; `handover` with `change_therapist` alone."""

    id: StepId
    handover: NotRequired[bool]


@with_config(CLOSED)
class NextStep(TypedDict):
    """The one suggested step."""

    id: StepId
    handover: NotRequired[bool]
    why: str
    review_on: str | None
    also_reasonable: list[Option]


@with_config(CLOSED)
class Question(TypedDict):
    """What would be good to know."""

    indicator: str
    text: str
    why: str


@with_config(CLOSED)
class ReadoutFile(TypedDict):
    """The whole read-out."""

    format: Literal["unstuck-readout/1"]
    knowledge: str
    as_of: str
    therapy: str | None
    sessions: int
    safety: Safety
    red_flags: list[Flag]
    notices: list[Notice]
    working: Working
    reasons: list[Reason]
    next_step: NextStep
    questions: list[Question]
    text: str


def schema() -> dict[str, Any]:
    """The JSON Schema of a read-out."""
    return TypeAdapter(ReadoutFile).json_schema()
