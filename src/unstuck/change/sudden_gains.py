"""Was there a sudden gain or a sudden loss between two sessions?

Tang, T. Z., & DeRubeis, R. J. (1999). Sudden gains and critical sessions in cognitive-behavioral therapy for
depression. J Consult Clin Psychol 67, 894-904. Critical value by the sessions that are there: Stiles et al. (2003),
J Consult Clin Psychol 71, 14-21, and Wucherpfennig et al. (2017), Behav Res Ther 91, 41-48.

A sudden loss is the mirror image, with every criterion binding. What can't be told for missing scores is None; one
criterion that fails settles the matter, whatever the others would say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import isfinite, isnan, sqrt
from statistics import fmean
from typing import TYPE_CHECKING, Literal

from unstuck.change.regression import t_quantile
from unstuck.change.reliable_change import Better

if TYPE_CHECKING:
    from datetime import date

    from unstuck.change.series import Point

Direction = Literal["gain", "loss"]
Which = Literal["first", "last", "largest", "smallest"]
Session = float | None
AROUND = 3
LEAST_AROUND = 2


@dataclass(frozen=True, slots=True)
class Criteria:
    """When a change between two sessions is sudden. None leaves criterion 2 or 3 out.

    Attributes:
        points: criterion 1, the least size of the change: 7 on the BDI, or the measure's reliable change.
        share: criterion 2, its least size as a share of the score before.
        stability: criterion 3, the mean of the three scores before differs from that of the three after by more
            than so many pooled standard deviations: "adjusted" takes the 97.5 % point of t for the scores that are
            there (2.776 for all six), "fixed" takes 2.776 for any number.
    """

    points: float
    share: float | None = 0.25
    stability: Literal["adjusted", "fixed"] | None = "adjusted"


@dataclass(frozen=True, slots=True)
class Interval:
    """What was found between session `session` and the next one.

    Attributes:
        session: number of the session before, from 1.
        large: criterion 1.
        large_for_person: criterion 2.
        stable: criterion 3.
        sudden: all of them; None when it can't be told.
    """

    session: int
    large: bool | None
    large_for_person: bool | None
    stable: bool | None
    sudden: bool | None


@dataclass(frozen=True, slots=True)
class SuddenChange:
    """One sudden gain or loss.

    Attributes:
        session: number of the session before it, from 1.
        before, after: the two scores.
        points: its size, above 0.
        share_of_all: its size as a share of the change over all of treatment in its direction; None when the first
            or the last score is missing or nothing changed. Above 1 or below 0 where the rest went the other way.
        reversed: whether half of it was lost again at some later session.
    """

    session: int
    before: float
    after: float
    points: float
    share_of_all: float | None
    reversed: bool


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many intervals could be looked at.

    Attributes:
        between: all intervals between two sessions.
        eligible: those with room for two scores before and two after.
        decided: those with an answer.
        cannot_tell: those without one, for missing scores.
    """

    between: int
    eligible: int
    decided: int
    cannot_tell: int


def intervals(
    scores: Sequence[Session], criteria: Criteria, better: Better = "lower", direction: Direction = "gain"
) -> tuple[Interval, ...]:
    """Look at each interval of one person's treatment.

    Args:
        scores: one a session, session 1 first, None (or NaN) where missing; scores before and after treatment
            don't belong here.
        criteria: when a change is sudden.
        better: which way the measure runs.
        direction: what to look for.

    Raises:
        ValueError: an infinite score.
    """
    gains = _as_gains(scores, _sign(better, direction))
    return tuple(_interval(gains, at, criteria) for at in range(LEAST_AROUND - 1, len(gains) - LEAST_AROUND))


def sudden_changes(
    scores: Sequence[Session], criteria: Criteria, better: Better = "lower", direction: Direction = "gain"
) -> tuple[SuddenChange, ...]:
    """The sudden gains (or losses) of one person, in order; arguments as for `intervals`."""
    sign = _sign(better, direction)
    gains = _as_gains(scores, sign)
    found = []
    for interval in intervals(scores, criteria, better, direction):
        before, after = gains[interval.session - 1 : interval.session + 1]
        if interval.sudden and before is not None and after is not None:
            later = gains[interval.session + 1 :]
            found.append(
                SuddenChange(
                    session=interval.session,
                    before=sign * before,
                    after=sign * after,
                    points=before - after,
                    share_of_all=_share_of_all(before - after, gains[0], gains[-1]),
                    reversed=any(score is not None and score >= (before + after) / 2 for score in later),
                )
            )
    return tuple(found)


def pick(changes: Sequence[SuddenChange], which: Which) -> SuddenChange | None:
    """The one that stands for a person; of several of the same size the earliest."""
    if not changes:
        return None
    if which in {"first", "last"}:
        return changes[0] if which == "first" else changes[-1]
    return max(changes, key=_size) if which == "largest" else min(changes, key=_size)


def by_session(points: Sequence[Point], sessions: Sequence[date]) -> tuple[tuple[date, Session], ...]:
    """One score a session: the newest since the session before, up to its own day; None where there was none.

    Args:
        points: days and scores, by day.
        sessions: days of attended sessions, by day; without any each score stands for a session of its own.
    """
    if not sessions:
        return tuple(points)
    found, at, held = [], 0, None
    for day in sessions:
        while at < len(points) and points[at][0] <= day:
            held, at = points[at][1], at + 1
        found.append((day, held))
        held = None
    return tuple(found)


def coverage(scores: Sequence[Session], found: Sequence[Interval]) -> Coverage:
    """How much of one person's treatment could be looked at."""
    open_ = sum(interval.sudden is None for interval in found)
    return Coverage(max(len(scores) - 1, 0), len(found), len(found) - open_, open_)


def _interval(gains: Sequence[Session], at: int, criteria: Criteria) -> Interval:
    before, after = gains[at], gains[at + 1]
    large = share = stable = None
    asked: list[bool | None] = []
    if before is not None and after is not None:
        large = before - after >= criteria.points
    asked.append(large)
    if criteria.share is not None:
        if before is not None and after is not None:
            share = before - after >= criteria.share * abs(before)
        asked.append(share)
    if criteria.stability is not None:
        stable = _stable(gains, at, criteria.stability)
        asked.append(stable)
    return Interval(at + 1, large, share, stable, _all_of(asked))


def _stable(gains: Sequence[Session], at: int, stability: Literal["adjusted", "fixed"]) -> bool | None:
    before = [score for score in gains[max(at - AROUND + 1, 0) : at + 1] if score is not None]
    after = [score for score in gains[at + 1 : at + 1 + AROUND] if score is not None]
    if min(len(before), len(after)) < LEAST_AROUND:
        return None
    freedom = len(before) + len(after) - 2
    pooled = sqrt((_squares(before) + _squares(after)) / freedom)
    all_there = 2 * AROUND - 2
    return fmean(before) - fmean(after) > _critical(freedom if stability == "adjusted" else all_there) * pooled


def _squares(scores: Sequence[float]) -> float:
    """The sum of squared distances from the mean; `statistics.variance` is exact, and far slower than needed."""
    mean = fmean(scores)
    return sum((score - mean) ** 2 for score in scores)


def _share_of_all(points: float, first: Session, last: Session) -> float | None:
    return None if first is None or last is None or first == last else points / (first - last)


def _sign(better: Better, direction: Direction) -> int:
    """What turns the scores so that the change looked for is a fall."""
    return 1 if (better == "lower") == (direction == "gain") else -1


def _as_gains(scores: Sequence[Session], sign: int) -> list[Session]:
    known = [None if score is None or isnan(score) else sign * score for score in scores]
    if not all(score is None or isfinite(score) for score in known):
        raise ValueError(f"no score is infinite: {scores}")
    return known


def _all_of(found: Sequence[bool | None]) -> bool | None:
    if False in found:
        return False
    return None if None in found else True


def _size(change: SuddenChange) -> float:
    return change.points


@cache
def _critical(freedom: int) -> float:
    return t_quantile(0.975, freedom)
