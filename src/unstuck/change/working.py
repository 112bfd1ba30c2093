"""Is it working? All that the record shows of change, put together for one therapy.

Each part is judged in a room of its own; here they only meet. What a score means is the measure's to say
(`unstuck.measures`), how much time it needs the clock's (`unstuck.change.verdict`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from unstuck.change.alliance import Alliance, alliance
from unstuck.change.attendance import Attendance, GapEffect, Gaps, SlotEffect, attendance, gap_effect, gaps, slot_effect
from unstuck.change.hard_but_working import HardWork, hard_but_working
from unstuck.change.plateau import Plateau, Recovery, Reversal, gains_reversing, plateau, recovery
from unstuck.change.session_feel import SessionFeel, session_feel
from unstuck.change.verdict import Clock, SymptomClock, Verdict, overall, verdict
from unstuck.knowledge import facts
from unstuck.measures import Measure, Threshold, goal, measure, reliable_change
from unstuck.record import GOALS, Record, Series

DAYS_A_WEEK = 7
SEEN_FROM_SESSION = 4  # a last score from before the fourth session can't show what came of six
SEEN_FROM_DAY = 28


@dataclass(frozen=True, slots=True)
class MeasureChange:
    """What one measure shows in this therapy.

    Attributes:
        scale: the measure.
        series: its scores, the baseline first.
        verdict: is it working, by this measure?
        threshold: how large a change must be to count, None when nobody knows.
        clock_has_run: whether missing change may count for it.
        began_usual: whether the baseline lies in the usual range already, where change for the better can't show.
        gain: how much better the latest score is than the baseline, in points; negative when it is worse.
        plateau, reversal, recovery: the shape of the course; None without a threshold.
    """

    scale: Measure
    series: Series
    verdict: Verdict
    threshold: Threshold | None
    clock_has_run: bool
    began_usual: bool
    gain: float
    plateau: Plateau | None
    reversal: Reversal | None
    recovery: Recovery | None

    @property
    def severe_now(self) -> bool:
        """Whether the latest score is in the severe band."""
        return self.scale.severe(self.series.latest[1])


@dataclass(frozen=True, slots=True)
class Working:
    """What the whole record shows.

    Attributes:
        verdict: the verdict on all measures.
        leading: the measure that leads, None without any.
        measures: every measure of symptoms or wellbeing, in the order of their ids.
        goals: each goal's ratings, as measures.
        clock: how far the symptom clock is.
        clock_has_run: whether it has run, for what leads.
        alliance, srs, feel: how working together and sessions are rated.
        hard_work: what the latest rise of distress looks like; None without a scale that leads.
        attendance, gaps, gap_effect, slots: whether the frame gets in the way.
    """

    verdict: Verdict
    leading: MeasureChange | None
    measures: tuple[MeasureChange, ...]
    goals: Mapping[str, MeasureChange]
    clock: SymptomClock
    clock_has_run: bool
    alliance: Alliance
    srs: Series | None
    feel: SessionFeel
    hard_work: HardWork | None
    attendance: Attendance
    gaps: Gaps
    gap_effect: GapEffect | None
    slots: SlotEffect


def working(record: Record) -> Working:
    """All that the record shows of change; scores of people under 18 aren't judged."""
    judged = record.about.age_band != "under_18"
    clock = _clock(record)
    change = partial(_change, record, clock)
    series = record.series.values() if judged else ()
    measures = tuple(change(measure(x.measure, record.about.country), x) for x in series if x.measure != "srs")
    goals = {name: change(goal(), x) for name, x in record.goal_series.items()} if judged else {}
    leading = _leading(record, measures, goals)
    attended = [session.date for session in record.attended]
    ratings = [(x.date, x.alliance.mean if x.alliance else None) for x in record.attended]
    felt = [(x.date, x.before, x.after) for x in record.attended]
    return Working(
        verdict=overall((x.verdict for x in measures), _verdict_of(leading, clock)),
        leading=leading,
        measures=measures,
        goals=goals,
        clock=clock,
        clock_has_run=leading.clock_has_run if leading else clock.has_run(0),
        alliance=alliance(ratings),
        srs=record.series.get("srs"),
        feel=session_feel(felt),
        hard_work=_hard_work(leading, ratings, felt),
        attendance=attendance([(x.date, x.status or "attended") for x in record.sessions]),
        gaps=gaps(attended, record.on),
        gap_effect=_gap_effect(attended, leading),
        slots=_slots(record),
    )


def _clock(record: Record) -> SymptomClock:
    started = record.started
    weeks = (record.on - started).days // DAYS_A_WEEK if started else 0
    allowed = record.therapy.sessions_allowed if record.therapy else None
    return SymptomClock(record.session_count, weeks, allowed)


def _change(record: Record, clock: SymptomClock, scale: Measure, series: Series) -> MeasureChange:
    values = series.values
    # what a person's own ups and downs say must not rest on the score that is judged by it
    threshold = reliable_change(scale, values[:-1], baseline=values[0])
    gains = [scale.gain(values[0], value) for value in values]
    usual = [scale.usual(value) for value in values]
    ran = clock.has_run(len(values))
    state: Clock = "running" if not ran else "has_run" if _recent(record, series) else "last_score_too_old"
    points, by = series.points, threshold.points if threshold else None
    return MeasureChange(
        scale=scale,
        series=series,
        verdict=verdict(gains, threshold, usual, clock=state),
        threshold=threshold,
        clock_has_run=ran,
        began_usual=usual[0] is True,
        gain=gains[-1],
        plateau=plateau(points, scale.better, by) if by else None,
        reversal=gains_reversing(points, scale.better, by) if by else None,
        recovery=recovery(points, scale.better, by, lambda x: scale.usual(x) is True) if by else None,
    )


def _recent(record: Record, series: Series) -> bool:
    """Whether the latest score comes from late enough to show what came of the sessions."""
    day: date = series.latest[0]
    if record.assumed_sessions or (day - series.baseline[0]).days >= SEEN_FROM_DAY:
        return True
    return sum(session.date <= day for session in record.attended) >= SEEN_FROM_SESSION


def _leading(
    record: Record, measures: tuple[MeasureChange, ...], goals: Mapping[str, MeasureChange]
) -> MeasureChange | None:
    """The measure that fits the concern, else the one with most scores; goals lead where no scale was used."""
    among: tuple[MeasureChange, ...] = tuple(x for x in measures if x.threshold) or measures or tuple(goals.values())
    wanted = [name for concern in record.about.concerns for name in fitting_measures(concern)]
    fitting = [x for name in wanted for x in among if x.scale.id == name]
    if fitting:
        return fitting[0]
    return max(among, key=lambda x: (len(x.series.points), x.series.latest[0], x.scale.id), default=None)


def fitting_measures(concern: str) -> tuple[str, ...]:
    """The measures that show most about a concern, best first."""
    found = facts("leading_measures")["concerns"]
    return tuple(found.get(facts("catalogue")["parts"].get(concern, concern), ()))


def _verdict_of(leading: MeasureChange | None, clock: SymptomClock) -> Verdict:
    if leading is not None:
        return leading.verdict
    return "not_enough_data" if clock.has_run(0) else "too_early"


def _gap_effect(attended: list[date], leading: MeasureChange | None) -> GapEffect | None:
    if leading is None or leading.threshold is None or leading.series.measure == GOALS:
        return None
    return gap_effect(attended, leading.series.points, leading.scale.better, leading.threshold.points)


def _hard_work(
    leading: MeasureChange | None,
    ratings: list[tuple[date, float | None]],
    felt: list[tuple[date, float | None, float | None]],
) -> HardWork | None:
    if leading is None or leading.threshold is None or leading.series.measure == GOALS:
        return None
    rated = [(day, rating) for day, rating in ratings if rating is not None]
    return hard_but_working(leading.series.points, leading.scale.better, leading.threshold.points, rated, felt)


def _slots(record: Record) -> SlotEffect:
    """Session ratings by slot; the alliance's mean, since it is rated most often."""
    weekdays = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    rated = ((x.date, x.alliance.mean) for x in record.attended if x.alliance)
    return slot_effect([(day, weekdays[day.weekday()], mean) for day, mean in rated if mean is not None])
