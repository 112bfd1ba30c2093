"""Is this hard because it works, or is it getting worse?

Work on painful things often raises distress for a while. Three records tell that from harm better than any one: the
scores (does a rise come down again within three scores?), the alliance (does it hold meanwhile?) and how someone feels
before and after sessions (relief or drain). A rise is a reliable change above the level just before it. A rise that
came down counts as hard work only when the alliance held; one that stays, or comes with a falling alliance or with
drain, is a worsening, whatever the reason. The rules are our judgement; how often they err with simulated people
stands in docs/accuracy/series.md. Whether the hard task was agreed on only the person can say.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import fmean, median
from typing import TYPE_CHECKING, Literal

from unstuck.change.alliance import RULE, ruptures
from unstuck.change.series import by_day, improvement
from unstuck.change.session_feel import Pattern, session_feel

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from unstuck.change.series import Point
    from unstuck.measures.measure import Better

LEVEL_OVER = 5  # scores whose median is the level before a rise
COMES_DOWN_WITHIN = 3  # scores after the first risen one
LOOK_BACK = 10  # newest scores in which a rise still matters
LEAST = 4  # scores, so that a rise has a level before it and one after
RATED_BEFORE = 6  # ratings whose mean is the alliance before it
MEANWHILE = 3  # ratings about which the alliance is asked

Footing = Literal["holds", "falls", "unknown"]


@dataclass(frozen=True, slots=True)
class HardWork:
    """What a rise of distress looks like, if there was one.

    Attributes:
        id: `rise_that_reversed` (came down within three scores, the alliance held or is not known);
            `rise_with_footing` (still up, since three scores at most; the alliance holds and sessions bring relief);
            `worsening` (still up after more than three scores, or up with a falling alliance or draining sessions);
            `unclear` (still up, with too little beside the scores to judge it by; or down again, but late, not for
            good, or with a fallen alliance);
            `no_rise`; `not_enough_data`.
        began: day of the first risen score of the latest rise.
        came_down: day of the score that was back within half a reliable change of the level before; None while up.
        rise: the highest of it above the level before, in points.
        scores_up: risen scores until it came down, or until now.
        alliance: of the ratings since the rise began (at least three, the newest), against those before.
        feel: before and after the newest sessions (until it came down), as in `session_feel`.
    """

    id: Literal["rise_that_reversed", "rise_with_footing", "worsening", "unclear", "no_rise", "not_enough_data"]
    began: date | None = None
    came_down: date | None = None
    rise: float | None = None
    scores_up: int = 0
    alliance: Footing = "unknown"
    feel: Pattern = "unknown"


@dataclass(frozen=True, slots=True)
class _Rise:
    """Indexes of the first risen score and of the first after it that came down; points risen above the level."""

    start: int
    end: int | None
    height: float
    level: float


def hard_but_working(
    scores: Sequence[Point],
    better: Better,
    threshold: float,
    ratings: Sequence[Point],
    sessions: Sequence[tuple[date, float | None, float | None]],
) -> HardWork:
    """Judge the latest rise of distress among the newest ten scores by scores, alliance and sessions together.

    Args:
        scores: dated scores in any order.
        better: which direction of them is better.
        threshold: the reliable change, in points.
        ratings: dated ratings of the alliance, 0 to 10.
        sessions: attended sessions as (day, before, after), -5 to 5.
    """
    points = by_day(scores)
    if len(points) < LEAST:
        return HardWork("not_enough_data")
    worse = [-improvement(points[0][1], value, better) for _, value in points]
    rise = _latest_rise(worse, threshold)
    if rise is None:
        return HardWork("no_rise")
    began = points[rise.start][0]
    until = points[rise.end][0] if rise.end is not None else None
    footing = _footing(by_day(ratings), began, until)
    feel = session_feel([one for one in sessions if until is None or one[0] <= until]).pattern
    up = (rise.end if rise.end is not None else len(points)) - rise.start
    stayed = rise.end is not None and fmean(worse[rise.end : rise.end + LEVEL_OVER]) <= rise.level + threshold / 2
    return HardWork(_judged(rise, up, footing, feel, stayed_down=stayed), began, until, rise.height, up, footing, feel)


def holds_while_up(found: HardWork) -> bool:
    """Whether the alliance holds while distress is up now."""
    return found.began is not None and found.came_down is None and found.alliance == "holds"


def _latest_rise(worse: Sequence[float], threshold: float) -> _Rise | None:
    """The latest run of scores that began a threshold above the level before it, until one came down by half of that.

    The level is the median of the last few scores that were not risen themselves: a second rise soon after the first
    is seen for what it is, and so is one that climbs in steps.
    """
    found: _Rise | None = None
    usual = [worse[0]]
    for i, value in enumerate(worse[1:], start=1):
        level = found.level if found and found.end is None else median(usual[-LEVEL_OVER:])
        if found and found.end is None:
            if value - level <= threshold / 2:
                found = replace(found, end=i)
                usual.append(value)
            else:
                found = replace(found, height=max(found.height, value - level))
        elif value - level >= threshold:
            found = _Rise(i, None, value - level, level)
        else:
            usual.append(value)
    if found is None or (found.end is not None and found.end < len(worse) - LOOK_BACK):
        return None
    return found


def _judged(
    rise: _Rise, up: int, footing: Footing, feel: Pattern, *, stayed_down: bool
) -> Literal["rise_that_reversed", "rise_with_footing", "worsening", "unclear"]:
    if rise.end is not None:
        return "rise_that_reversed" if up <= COMES_DOWN_WITHIN and stayed_down and footing != "falls" else "unclear"
    if up > COMES_DOWN_WITHIN or (up > 1 and (footing == "falls" or feel == "drain")):
        return "worsening"
    return "rise_with_footing" if footing == "holds" and feel == "relief" else "unclear"


def _footing(rated: Sequence[Point], began: date, until: date | None) -> Footing:
    """Whether the alliance held from the rise on, by mean and by direction, against what it was before."""
    so_far = [(day, value) for day, value in rated if until is None or day <= until]
    before = [value for day, value in so_far if day < began][-RATED_BEFORE:]
    since = [value for day, value in so_far if day >= began]
    meanwhile = since if len(since) >= MEANWHILE else [value for _, value in so_far[-MEANWHILE:]]
    if len(meanwhile) < MEANWHILE or not before or not since:
        return "unknown"
    broken = any(r.state == "open" and r.since >= began for r in ruptures(so_far))
    lower = fmean(since) < fmean(before) - RULE.fall / 2
    sinking = all(b < a for a, b in pairwise(meanwhile)) and meanwhile[0] - meanwhile[-1] >= RULE.fall / 2
    return "falls" if broken or lower or sinking else "holds"
