"""The promise: a calendar can remind of the next sessions and of the days to look again, as they were agreed."""

from datetime import date, time, timedelta
from typing import Any

from unstuck.diary.reminders import reminders
from unstuck.exchange.calendar import Reminder
from unstuck.readout import assess
from unstuck.story import validate

ON = date(2026, 6, 10)


def found(**lists: Any) -> tuple[Reminder, ...]:  # noqa: ANN401 - what JSON holds
    story = validate({"format": "unstuck-story/1", **lists})
    return reminders(assess(story, ON), story)


def therapy(**schedule: Any) -> dict[str, Any]:  # noqa: ANN401 - what JSON holds
    return {"id": "t", "started": "2026-05-05", "schedule": schedule}


def at_times(known: tuple[Reminder, ...]) -> list[date]:
    return [one.on for one in known if one.at]


def test_the_next_sessions_come_at_their_pace_and_time_for_half_a_year() -> None:
    sessions = [{"date": "2026-06-09", "therapy": "t"}]
    known = found(therapies=[therapy(every_days=7, starts_at="17:30")], sessions=sessions)
    assert known[0] == Reminder(date(2026, 6, 16), time(17, 30))
    assert at_times(known)[:3] == [date(2026, 6, 16), date(2026, 6, 23), date(2026, 6, 30)]
    assert len(at_times(known)) == 26


def test_a_session_that_was_moved_once_does_not_move_the_day_of_the_week() -> None:
    sessions = [{"date": "2026-06-09", "therapy": "t"}]  # a Tuesday
    known = found(therapies=[therapy(every_days=14, weekday="mon", starts_at="09:00")], sessions=sessions)
    assert at_times(known)[:2] == [date(2026, 6, 22), date(2026, 7, 6)]


def test_a_changed_schedule_counts() -> None:
    change = {"date": "2026-06-01", "kind": "schedule_change", "schedule": {"every_days": 14, "starts_at": "08:00"}}
    known = found(
        therapies=[therapy(every_days=7, starts_at="17:30")], sessions=[{"date": "2026-06-09"}], events=[change]
    )
    assert known[0] == Reminder(date(2026, 6, 23), time(8, 0))


def test_nothing_is_planned_for_a_therapy_that_ended_or_without_a_pace() -> None:
    ended = {**therapy(every_days=7, starts_at="17:30"), "ended": "2026-06-01"}
    assert not at_times(found(therapies=[ended]))
    assert not at_times(found(therapies=[therapy(starts_at="17:30")]))
    assert not at_times(found())


def test_days_to_look_again_are_whole_days_ahead_and_come_once() -> None:
    talk = {"date": "2026-06-01", "review_on": "2026-07-01", "response": "welcomed_with_plan"}
    past = {"date": "2026-05-01", "review_on": "2026-06-01"}
    trial = {
        "id": "x", "planned_on": "2026-06-01", "change": "other", "rating": "after", "before": 4, "after": 4,
        "review_on": "2026-07-01",
    }  # fmt: skip
    given_up = {**trial, "id": "y", "review_on": "2026-08-01", "stopped": {"date": "2026-06-05"}}
    known = found(therapies=[therapy()], conversations=[talk, past], trials=[trial, given_up])
    days = [one.on for one in known]
    assert days.count(date(2026, 7, 1)) == 1
    assert date(2026, 6, 1) not in days
    assert date(2026, 8, 1) not in days
    assert all(ON < day <= ON + timedelta(days=400) and one.at is None for day, one in zip(days, known, strict=True))
