"""The promise: the frame is named as a thing to try only when the record shows it on enough sessions."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.change.weeks import FIRST, week
from unstuck.change.attendance import attendance, gap_effect, gaps, slot_effect

STATUSES = ["attended", "late", "moved", "cancelled_by_me", "cancelled_by_therapist", "missed"]


def planned(*statuses: str) -> list[tuple[date, str]]:
    return [(week(i), status) for i, status in enumerate(statuses)]


def test_two_of_the_last_eight_missed_is_a_quarter() -> None:
    found = attendance(planned(*["attended"] * 6, "missed", "moved"))
    assert (found.id, found.n, found.share, found.by_me, found.moved) == ("missed_or_moved", 8, 0.25, 1, 1)


def test_one_missed_session_is_never_a_pattern_and_late_is_not_missed() -> None:
    assert attendance(planned("attended", "attended", "attended", "missed")).id == "regular"
    assert attendance(planned("late", "late", "late", "late")).id == "regular"


def test_what_the_therapist_cancelled_is_told_apart() -> None:
    found = attendance(planned(*["attended", "cancelled_by_therapist"] * 4))
    assert (found.by_therapist, found.by_me) == (4, 0)


def test_only_the_last_eight_count_and_three_are_not_enough() -> None:
    assert attendance(planned(*["missed"] * 8, *["attended"] * 8)).id == "regular"
    assert attendance(planned("missed", "missed", "missed")).id == "not_enough_data"
    assert attendance([]).share is None


@given(st.lists(st.sampled_from(STATUSES), min_size=4, max_size=20))
def test_the_three_counts_make_the_share(statuses: list[str]) -> None:
    found = attendance(planned(*statuses))
    assert found.share == pytest.approx((found.by_me + found.by_therapist + found.moved) / found.n)


def test_gaps_are_counted_in_days_between_attended_sessions() -> None:
    found = gaps([week(0), week(1), week(4), week(5)], week(7))
    assert (found.n, found.usual, found.longest, found.days_since) == (3, 7, 21, 14)
    assert gaps([], week(1)).days_since is None
    assert gaps([week(0)], week(1)).usual is None


def course_with_gaps(close_gain: float, far_gain: float) -> tuple[list[date], list[tuple[date, float]]]:
    """Two sessions a week apart, then two a fortnight apart, and so on; a score on the day of each."""
    days, scores, score = [FIRST], [(FIRST, 60.0)], 60.0
    for i in range(20):
        close = i // 2 % 2 == 0
        days.append(days[-1] + timedelta(days=7 if close else 14))
        score -= (close_gain if close else far_gain) + (0.4 if i % 3 else -0.8)
        scores.append((days[-1], score))
    return days, scores


def test_gains_only_after_close_sessions_show() -> None:
    days, scores = course_with_gaps(3, 0)
    found = gap_effect(days, scores, "lower", 4)
    assert (found.id, found.close, found.far) == ("better_after_closer", 10, 10)
    assert found.difference == pytest.approx(3, abs=0.7)
    assert gap_effect(days, [(d, -s) for d, s in scores], "higher", 4).id == "better_after_closer"


def test_the_same_gain_after_any_gap_is_no_difference() -> None:
    days, scores = course_with_gaps(1, 1)
    assert gap_effect(days, scores, "lower", 4).id == "no_clear_difference"


def test_gains_after_wider_gaps_show_too() -> None:
    days, scores = course_with_gaps(0, 3)
    assert gap_effect(days, scores, "lower", 4).id == "better_after_wider"


def test_three_long_gaps_are_not_enough_to_compare() -> None:
    days, scores = course_with_gaps(3, 0)
    assert gap_effect(days[:9], scores[:9], "lower", 4).id == "better_after_closer"
    assert gap_effect(days[:8], scores[:8], "lower", 4).id == "not_enough_data"
    assert gap_effect([], [], "lower", 4).id == "not_enough_data"


def slots(*rated: tuple[str, float]) -> list[tuple[date, str, float]]:
    return [(week(i), slot, rating) for i, (slot, rating) in enumerate(rated)]


def test_evening_sessions_rated_clearly_better_depend_on_the_slot() -> None:
    sessions = slots(*[("tue 13:00", 5.0), ("thu 18:00", 8.0), ("tue 13:00", 5.5), ("thu 18:00", 8.5)] * 3)
    found = slot_effect(sessions)
    assert found.id == "depends_on_slot"
    assert [slot.name for slot in found.slots] == ["thu 18:00", "tue 13:00"]
    assert found.difference == pytest.approx(3, abs=0.3)


def test_slots_with_three_sessions_are_left_out() -> None:
    found = slot_effect(slots(*[("tue", 5.0), ("thu", 8.0)] * 3))
    assert (found.id, found.slots) == ("not_enough_data", ())


def test_a_small_difference_matters_to_nobody_however_clear() -> None:
    assert slot_effect(slots(*[("tue", 7.0), ("thu", 7.3)] * 8)).id == "no_clear_difference"
