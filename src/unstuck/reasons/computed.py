"""Which signs does the record itself show? The computed indicators, each from what `change` found.

A sign that can't be looked for (too few scores, nothing recorded) is left out; the rules are those of the evidence
list, where a figure of it is ours it says so. "No" is said only where the record can rule the sign out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise

from unstuck.change.alliance import srs_is_a_concern
from unstuck.change.hard_but_working import holds_while_up
from unstuck.change.plateau import no_change_lately
from unstuck.change.working import MeasureChange, Working
from unstuck.knowledge import Blank
from unstuck.reasons.fit_for_concern import first_line_not_used
from unstuck.reasons.weights import Finding
from unstuck.record import Record

LONG_COURSE = 20
EVENT_BEFORE = 42
GOAL_REACHED, GOAL_REVIEWS, GOAL_MOVED = 8, 3, 2
SEVERE_SCORES = 3
FIT_SESSIONS = 3
LONG_GAPS = 2.0  # times the planned interval
FLAT_FROM = 5
SAFETY_OR_WIDER_LIFE = ("safe_even_when_hard", "agreed_hard_task", "wins_outside_sessions")
OUTSIDE = frozenset({"life_event", "illness"})
IMPROVED = frozenset({"improved", "recovered"})
Sign = Callable[[Record, Working], Finding | None]


def computed(record: Record, working: Working) -> tuple[Finding, ...]:
    """Every sign of the record, in the order of the facts."""
    found = (sign(record, working) for sign in SIGNS)
    return tuple(finding for finding in found if finding is not None)


def _yes(indicator: str, **blanks: Blank) -> Finding:
    return Finding(indicator, "yes", blanks)


def _said(indicator: str, holds: bool, **blanks: Blank) -> Finding:
    return Finding(indicator, "yes" if holds else "no", blanks)


def _if(holds: bool, indicator: str, **blanks: Blank) -> Finding | None:
    return _yes(indicator, **blanks) if holds else None


def _few_sessions(record: Record, working: Working) -> Finding | None:
    return _said("few_sessions", not working.clock_has_run, n=record.session_count)


def _few_meetings(record: Record, _: Working) -> Finding | None:
    return _if(record.session_count < FIT_SESSIONS, "few_meetings_for_fit", n=record.session_count)


def _sustained_deterioration(_: Record, working: Working) -> Finding | None:
    worse = [x for x in working.measures if x.verdict == "worse"]
    return _yes("sustained_deterioration", **_from_to(worse[0])) if worse else None


def _rise_that_reverses(_: Record, working: Working) -> Finding | None:
    hard = working.hard_work
    return _if(hard is not None and hard.id == "rise_that_reversed", "rise_that_reverses")


def _alliance_holds(_: Record, working: Working) -> Finding | None:
    hard = working.hard_work
    return _if(hard is not None and holds_while_up(hard), "alliance_holds_while_distress_rises")


def _relief_with_safety(record: Record, working: Working) -> Finding | None:
    if working.feel.pattern != "relief" or record.said("numb_or_losing_time") == "yes":
        return None
    held = any(record.said(indicator) == "yes" for indicator in SAFETY_OR_WIDER_LIFE)
    return _if(held, "relief_after_with_safety", n=working.feel.n)


def _alliance_drop(_: Record, working: Working) -> Finding | None:
    low_srs = working.srs is not None and srs_is_a_concern(working.srs.latest[1])
    return _if(working.alliance.ruptured or low_srs, "alliance_drop")


def _first_line_not_used(record: Record, _: Working) -> Finding | None:
    approach = record.therapy.approach if record.therapy else None
    if approach is None:
        return None
    unused = [x for x in record.about.concerns if first_line_not_used(x, approach)]
    return _yes("first_line_therapy_not_used") if unused else None


def _no_early_change(record: Record, working: Working) -> Finding | None:
    leading = working.leading
    if leading is None or leading.verdict != "unchanged" or _gained_once(leading):
        return None
    return _yes("no_early_change", n=record.session_count, measure=leading.scale.name)


def _gained_once(change: MeasureChange) -> bool:
    """Whether any score was reliably better than the baseline, even if the gain was lost again."""
    start = change.series.baseline[1]
    gains = [change.scale.gain(start, value) for value in change.series.values]
    return change.threshold is not None and max(gains) > 0 and change.threshold.reached(max(gains))


def _good_alliance_flat(_: Record, working: Working) -> Finding | None:
    return _if(working.alliance.level == "good" and _is_flat(working), "good_alliance_flat_symptoms")


def _low_alliance_flat(_: Record, working: Working) -> Finding | None:
    return _if(working.alliance.level == "low" and _is_flat(working), "low_alliance_flat_symptoms")


def _is_flat(working: Working) -> bool:
    leading = working.leading
    if leading is None or leading.plateau is None or leading.verdict not in {"unchanged", "worse"}:
        return False
    return leading.plateau.id == "flat" and len(leading.series.points) >= FLAT_FROM


def _severe_without_improvement(_: Record, working: Working) -> Finding | None:
    for change in working.measures:
        last = change.series.values[-SEVERE_SCORES:]
        severe = len(last) == SEVERE_SCORES and all(change.scale.severe(value) for value in last)
        if severe and change.verdict not in IMPROVED:
            return _yes("severe_without_improvement", measure=change.scale.name)
    return None


def _low_alliance_from_start(_: Record, working: Working) -> Finding | None:
    return _if(working.alliance.low_from_start, "low_alliance_from_start")


def _levelled_off(_: Record, working: Working) -> Finding | None:
    leading = working.leading
    if leading is None or leading.plateau is None or leading.plateau.id != "levelled_off":
        return None
    if leading.scale.usual(leading.series.latest[1]):
        return None  # level in the usual range is a success
    return _yes("levelled_off_after_gain", **_from_to(leading))


def _alliance_intact(_: Record, working: Working) -> Finding | None:
    alliance = working.alliance
    if alliance.level in {"unknown", "ceiling"}:
        return None
    return _said("alliance_intact", alliance.level != "low" and not alliance.ruptured)


def _missed_or_moved(_: Record, working: Working) -> Finding | None:
    seen = working.attendance
    count = seen.by_me + seen.by_therapist + seen.moved
    return _if(seen.id == "missed_or_moved", "missed_or_moved_sessions", n=count, of=seen.n)


def _better_after_closer(_: Record, working: Working) -> Finding | None:
    effect = working.gap_effect
    return _if(effect is not None and effect.id == "better_after_closer", "better_after_closer_sessions")


def _depends_on_slot(_: Record, working: Working) -> Finding | None:
    return _if(working.slots.id == "depends_on_slot", "ratings_depend_on_slot")


def _long_gap(record: Record, working: Working) -> Finding | None:
    usual = working.gaps.usual
    if usual is None or record.therapy is None or record.therapy.schedule is None:
        return None
    planned = record.interval
    return _if(usual >= LONG_GAPS * planned, "long_session_gap", n=round(usual), planned=round(planned))


def _gains_reversing(_: Record, working: Working) -> Finding | None:
    for change in working.measures:
        reversal = change.reversal
        if reversal is not None and reversal.id == "gains_reversing" and reversal.best is not None:
            return _yes(
                "gains_reversing", best=reversal.best, latest=change.series.latest[1], measure=change.scale.name
            )
    return None


def _long_course(record: Record, working: Working) -> Finding | None:
    leading = working.leading
    if leading is None or leading.threshold is None or record.session_count <= LONG_COURSE:
        return None
    still = no_change_lately(leading.series.points, leading.threshold.points)
    well = leading.scale.usual(leading.series.latest[1])
    return _if(bool(still) and not well, "long_course_no_change", n=record.session_count)


def _recovered_and_stable(_: Record, working: Working) -> Finding | None:
    leading = working.leading
    if leading is None or leading.recovery is None or leading.began_usual:
        return None
    return _said("recovered_and_stable", leading.recovery.id == "recovered_and_stable", n=leading.recovery.points)


def _goals_reached(_: Record, working: Working) -> Finding | None:
    if not working.goals:
        return None
    last = [x.series.values[-GOAL_REVIEWS:] for x in working.goals.values()]
    reached = all(len(values) == GOAL_REVIEWS and min(values) >= GOAL_REACHED for values in last)
    return _if(reached, "goals_reached")


def _goals_moving(_: Record, working: Working) -> Finding | None:
    return _if(any(x.gain >= GOAL_MOVED for x in working.goals.values()), "goals_moving")


def _measures_disagree(_: Record, working: Working) -> Finding | None:
    better = working.verdict in IMPROVED | {"improving"}
    worse = working.verdict == "worse"
    feel = working.feel.pattern
    return _if((better and feel == "drain") or (worse and feel == "relief"), "measures_and_feeling_disagree")


def _life_event(record: Record, _: Working) -> Finding | None:
    recent = [x for x in record.events if x.kind in OUTSIDE and (record.on - x.date).days <= EVENT_BEFORE]
    return _yes("life_event_recorded", date=recent[-1].date) if recent else None


def _worse_after_event(record: Record, working: Working) -> Finding | None:
    """A score a reliable change worse than the one before it, within six weeks after something outside happened."""
    days = [x.date for x in record.events if x.kind in OUTSIDE]
    return _if(any(_jump_after(x, days, record.on) for x in working.measures), "worse_after_event")


def _jump_after(change: MeasureChange, days: list[date], on: date) -> bool:
    if change.threshold is None or not days:
        return False
    for (_, before), (day, now) in _pairs(change):
        loss = -change.scale.gain(before, now)
        near = any(0 <= (day - event).days <= EVENT_BEFORE for event in days)
        if near and loss > 0 and change.threshold.reached(loss) and (on - day).days <= EVENT_BEFORE:
            return True
    return False


def _pairs(change: MeasureChange) -> Iterator[tuple[tuple[date, float], tuple[date, float]]]:
    points = change.series.points
    return pairwise(points)


def _reliably_better(_: Record, working: Working) -> Finding | None:
    leading = working.leading
    if leading is None or working.verdict not in IMPROVED:
        return None
    return _yes("reliably_better", **_from_to(leading))


def _on_course(_: Record, working: Working) -> Finding | None:
    leading = working.leading
    return _yes("on_course", **_from_to(leading)) if leading and working.verdict == "improving" else None


def _unchanged(record: Record, working: Working) -> Finding | None:
    return _if(working.verdict == "unchanged", "unchanged_after_clock", n=record.session_count)


def _holding(record: Record, working: Working) -> Finding | None:
    wished = record.about.aim in {"stay_well", "understand", "cope"}
    return _if(working.verdict == "holding" and wished, "holding_as_wished")


def _alliance_good(_: Record, working: Working) -> Finding | None:
    level = working.alliance.level
    return None if level in {"unknown", "ceiling", "middling"} else _said("alliance_good", level == "good")


def _drain(_: Record, working: Working) -> Finding | None:
    return _if(working.feel.pattern == "drain", "drain_after_sessions", n=working.feel.n)


def _from_to(change: MeasureChange) -> dict[str, Blank]:
    return {
        "measure": change.scale.name,
        "baseline": change.series.baseline[1],
        "latest": change.series.latest[1],
    }


SIGNS: tuple[Sign, ...] = (
    _few_sessions,
    _few_meetings,
    _sustained_deterioration,
    _rise_that_reverses,
    _alliance_holds,
    _relief_with_safety,
    _alliance_drop,
    _first_line_not_used,
    _no_early_change,
    _good_alliance_flat,
    _low_alliance_flat,
    _severe_without_improvement,
    _low_alliance_from_start,
    _levelled_off,
    _alliance_intact,
    _missed_or_moved,
    _better_after_closer,
    _depends_on_slot,
    _long_gap,
    _gains_reversing,
    _long_course,
    _recovered_and_stable,
    _goals_reached,
    _goals_moving,
    _measures_disagree,
    _life_event,
    _worse_after_event,
    _reliably_better,
    _on_course,
    _unchanged,
    _holding,
    _alliance_good,
    _drain,
)
