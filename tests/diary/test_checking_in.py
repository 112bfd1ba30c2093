"""The promise: a check-in goes to the therapy that ran that day and into its own session; danger leads to help."""

from datetime import date

import pytest

from unstuck.diary.checking_in import finished, help_first, measures, outside, place, unfinished
from unstuck.measures import ids
from unstuck.readout import assess
from unstuck.story import Story, validate
from unstuck.vault.entries import Entry, as_text

ONE = {"id": "one", "started": "2026-01-05", "ended": "2026-03-30"}
TWO = {"id": "two", "started": "2026-06-01"}


def told(**lists: object) -> Story:
    return validate({"format": "unstuck-story/1", **lists})


def session(value: dict[str, object]) -> Entry:
    return Entry("a", 1, 0, "sessions", as_text(value))


@pytest.mark.parametrize(
    ("day", "therapy", "missing", "near"),
    [
        (date(2025, 12, 1), None, "later", "one"),
        (date(2026, 1, 5), "one", None, None),
        (date(2026, 3, 30), "one", None, None),
        (date(2026, 4, 15), None, "later", "two"),
        (date(2026, 6, 2), "two", None, None),
    ],
)
def test_the_therapy_is_the_one_that_ran_that_day(
    day: date, therapy: str | None, missing: str | None, near: str | None
) -> None:
    found = place(told(therapies=[ONE, TWO]), day)
    assert found.missing == missing
    assert (found.therapy.id if found.therapy else None) == therapy
    assert (found.near.id if found.near else None) == near


def test_after_the_end_of_the_last_one_and_before_any_there_is_none() -> None:
    assert place(told(therapies=[ONE]), date(2026, 4, 1)).missing == "ended"
    assert place(told(), date(2026, 4, 1)).missing == "none"


def test_of_two_at_once_the_chosen_one_counts_and_one_that_did_not_run_that_day_does_not() -> None:
    both = told(therapies=[TWO, {"id": "three", "started": "2026-07-01", "main": True}])
    assert getattr(place(both, date(2026, 8, 1)).therapy, "id", None) == "three"
    assert getattr(place(both, date(2026, 8, 1), "two").therapy, "id", None) == "two"
    assert getattr(place(both, date(2026, 6, 15), "three").therapy, "id", None) == "two"


def test_only_a_session_of_which_just_the_time_before_is_known_is_gone_on_with() -> None:
    day = date(2026, 6, 8)
    before = session({"date": "2026-06-08", "therapy": "two", "before": 1})
    assert unfinished([before], day, "two") == before
    assert unfinished([before], day, None) is None
    assert unfinished([before], date(2026, 6, 9), "two") is None
    for rest in ({"after": 2}, {"note": "we talked"}, {"status": "missed"}, {"alliance": {"bond": 3}}):
        assert unfinished([session({**before.value, **rest})], day, "two") is None
    assert unfinished([session({"date": "2026-06-08", "therapy": "two"})], day, "two") is None


def test_a_session_written_about_already_is_found() -> None:
    mine = {"date": "2026-06-08", "therapy": "two", "before": 1}
    day, done = date(2026, 6, 8), session({**mine, "after": 3})
    assert finished([session(mine)], day, "two") is None
    assert finished([session(mine), done], day, "two") == done
    assert finished([done], day, None) is None


def test_sessions_that_a_changed_start_or_end_would_leave_outside_are_counted() -> None:
    sessions = [{"date": f"2026-06-{day:02d}", "therapy": "two"} for day in (1, 8, 15)]
    story = told(therapies=[TWO], sessions=sessions)
    therapy = story.therapies[0]
    assert outside(story, therapy) == 0
    assert outside(story, therapy.model_copy(update={"started": date(2026, 6, 8)})) == 1
    assert outside(story, therapy.model_copy(update={"ended": date(2026, 6, 7)})) == 2


def test_a_note_with_danger_leads_to_help_every_time_and_a_plain_one_does_not() -> None:
    on, plain, grave = date(2026, 6, 8), "we talked about work", "I want to kill myself"
    calm = assess(told(therapies=[TWO]), on)
    one = assess(told(therapies=[TWO], notes=[{"date": "2026-06-08", "text": grave}]), on)
    assert help_first(calm, one, grave)
    assert help_first(one, one, grave)
    assert not help_first(one, one, plain)
    assert not help_first(calm, calm, plain)


def test_measures_begin_with_our_own_then_those_used_last_and_none_is_missing() -> None:
    scores = [
        {"date": "2026-01-01", "measure": "gad7", "total": 5},
        {"date": "2026-02-01", "measure": "phq9", "total": 5},
    ]
    found = measures(told(scores=scores))
    assert found[:3] == ("checkin", "phq9", "gad7")
    assert set(found) == set(ids())
