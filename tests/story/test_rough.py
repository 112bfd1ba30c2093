"""The promise: a rough memory is enough for time to be counted, and never looks as if sessions had fallen out."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from unstuck.readout import assess
from unstuck.story import dump, read
from unstuck.story.rough import AGES, PACES, remembered

ON = date(2026, 5, 4)


def test_half_a_year_and_ten_sessions_are_enough_for_both_clocks() -> None:
    found = assess(remembered("t", ON, age="a_year", sessions=10, pace="weekly", kind="uk_cbt"), ON)
    assert found.record.session_count == 10
    assert found.working.clock.weeks >= 25
    assert found.working.clock.has_run(0)
    assert found.record.therapy is not None
    assert found.record.therapy.therapist is not None
    assert found.record.therapy.therapist.provider_type == "uk_cbt"


def test_without_a_start_the_sessions_say_how_long_it_has_been() -> None:
    story = remembered("t", ON, sessions=4, pace="fortnightly")
    assert story.therapies[0].started == ON - timedelta(days=56)
    assert [(ON - session.date).days for session in story.sessions] == [56, 42, 28, 14]


def test_a_start_alone_is_a_therapy_without_sessions() -> None:
    story = remembered("t", ON, age="two_months")
    assert story.sessions == ()
    assert 31 <= (ON - story.therapies[0].started).days <= 90


@given(
    age=st.none() | st.sampled_from(sorted(AGES)),
    sessions=st.integers(0, 2000),
    pace=st.none() | st.sampled_from(sorted(PACES)),
)
def test_whatever_is_remembered_it_makes_a_story_and_is_no_sign_about_the_frame(
    age: str | None, sessions: int, pace: str | None
) -> None:
    story = remembered("t", ON, age=age, sessions=sessions, pace=pace)
    assert read(dump(story)) == story
    assert all(story.therapies[0].started <= session.date < ON for session in story.sessions)
    assert len(story.sessions) <= sessions
    if age is not None:
        shortest, longest = AGES[age]
        assert shortest <= (ON - story.therapies[0].started).days <= longest
    found = assess(story, ON)
    assert "long_session_gap" not in {one.indicator for one in found.findings}
    assert found.next_step.id != "adjust_schedule"
