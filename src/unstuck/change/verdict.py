"""Is it working, by one measure? From a baseline and what came after to one of the contract's verdicts.

Two clocks (NICE NG222 1.9.1 for the symptom clock): before the symptom clock has run nobody is told "unchanged".
A worse answer needs two scores in a row; a better latest score never makes the verdict worse.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from unstuck.measures import Threshold

Clock = Literal["running", "has_run", "last_score_too_old"]
Verdict = Literal[
    "worse", "unchanged", "not_enough_data", "too_early", "holding", "improving", "improved", "recovered", "mixed"
]
RELIABLY_BETTER = frozenset({"improved", "recovered"})

SESSIONS = 6
WEEKS, SCORES = 10, 3
LEAST_THIRD = 3
ON_COURSE_SCORES = 3
ON_COURSE_SHARE = 0.5  # of a reliable change, our judgement
ON_COURSE_NEWEST = 6
STILL_MOVING_SHARE = 0.25  # of a reliable change, by the line fitted through the newest scores; our judgement
NO_CHANGE: dict[Clock, Verdict] = {
    "running": "too_early",
    "has_run": "unchanged",
    "last_score_too_old": "not_enough_data",
}


@dataclass(frozen=True, slots=True)
class SymptomClock:
    """How far the time is over in which symptoms need not have changed.

    Attributes:
        sessions: sessions so far.
        weeks: whole weeks since the first.
        allowed: sessions the person has in all, if limited.
    """

    sessions: int
    weeks: int
    allowed: int | None = None

    def has_run(self, scores: int) -> bool:
        """Whether it has run for a measure with that many scores in this therapy, the baseline included."""
        third = self.allowed / 3 if self.allowed else None
        if third is not None and third >= LEAST_THIRD and self.sessions >= third:
            return True
        return self.sessions >= SESSIONS or (self.weeks >= WEEKS and scores >= SCORES)

    @property
    def sessions_left(self) -> int:
        """Sessions until it has run by sessions alone."""
        third = self.allowed / 3 if self.allowed else None
        needed = SESSIONS if third is None or third < LEAST_THIRD else min(SESSIONS, -int(-third // 1))
        return max(needed - self.sessions, 0)


def verdict(
    gains: Sequence[float], threshold: Threshold | None, usual: Sequence[bool | None], *, clock: Clock
) -> Verdict:
    """The verdict on one measure.

    Args:
        gains: how much better than the baseline each score is, the baseline (0) first, oldest first, in points.
        threshold: a reliable change; None when nobody knows one.
        usual: whether each of the scores lies in the usual range; None where the measure has no such range.
        clock: what may be said when nothing has changed.
    """
    if threshold is None or len(gains) < 2:  # noqa: PLR2004 - a change needs two scores
        return "not_enough_data"
    if len(gains) > 2 and _reliably(max(gains[-2:]), threshold, -1):  # noqa: PLR2004 - not one single score
        return "worse"
    return _well(gains, threshold, began=usual[0], now=usual[-1]) or NO_CHANGE[clock]


def _well(gains: Sequence[float], threshold: Threshold, *, began: bool | None, now: bool | None) -> Verdict | None:
    """The verdict when things go well, else None."""
    if began:
        return "holding" if now else None
    if _reliably(gains[-1], threshold, 1):
        return "recovered" if now else "improved"
    return "improving" if _on_course(gains, threshold) else None


def overall(verdicts: Iterable[Verdict], leading: Verdict | None) -> Verdict:
    """The verdict on all measures: mixed when they contradict each other, else that of the leading one."""
    found = set(verdicts)
    if "worse" in found and found & RELIABLY_BETTER:
        return "mixed"
    return leading or "not_enough_data"


def _reliably(gain: float, threshold: Threshold, direction: Literal[1, -1]) -> bool:
    return gain * direction > 0 and threshold.reached(gain)


def _on_course(gains: Sequence[float], threshold: Threshold) -> bool:
    """Whether scores have come half of a reliable change, and the newest six still move the right way."""
    recent = gains[-ON_COURSE_NEWEST:]
    if len(gains) < ON_COURSE_SCORES or gains[-1] < ON_COURSE_SHARE * threshold.points:
        return False
    middle = (len(recent) - 1) / 2
    covariance = sum((place - middle) * gain for place, gain in enumerate(recent))
    fitted = covariance / sum((place - middle) ** 2 for place in range(len(recent))) * (len(recent) - 1)
    return fitted >= STILL_MOVING_SHARE * threshold.points
