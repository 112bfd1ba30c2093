"""Was one change tried on oneself, and what came of it?

A trial counts for the reasons it bears on. While it runs it deserves its time; once it has ended, its answer decides
what to do next, for as long as a plan would get.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from unstuck.change.trials import Standing

Outcome = Literal["running", "helped", "harmed", "no_difference"]
FRAME = frozenset({"schedule"})
WORK = frozenset({"wrong_therapy_type", "stumbling_block", "lost_effect"})
BEARS_ON = {
    "weekday": FRAME,
    "time": FRAME,
    "frequency": FRAME | WORK,
    "length": FRAME,
    "format": FRAME,
    "homework": WORK,
    "focus": WORK,
    "break": WORK,
    "other": FRAME | WORK,
}

CAME_OF_IT: dict[str, Outcome] = {"helped": "helped", "harmed": "harmed"}


@dataclass(frozen=True, slots=True)
class Tried:
    """One trial as the policy sees it.

    Attributes:
        outcome: what came of it; a rise that had begun before the change is no difference.
        since: the day it began, or ended.
        review_on: the day to look, while it runs.
    """

    outcome: Outcome
    since: date
    review_on: date | None = None


def tried(trials: Iterable[Standing], reason: str, on: date, fresh_days: int) -> Tried | None:
    """The newest trial that bears on a reason and runs, or ended no more than `fresh_days` ago."""
    found = (_seen(x) for x in trials if reason in BEARS_ON[x.trial.change])
    fresh = [x for x in found if x is not None and (x.outcome == "running" or (on - x.since).days <= fresh_days)]
    return max(fresh, key=lambda x: x.since, default=None)


def _seen(standing: Standing) -> Tried | None:
    trial, result = standing.trial, standing.result
    if standing.state == "running" and trial.started_on is not None:
        return Tried("running", trial.started_on, trial.review_on)
    if result is None or standing.ended_on is None:
        return None
    return Tried(CAME_OF_IT.get(result.id, "no_difference"), standing.ended_on)
