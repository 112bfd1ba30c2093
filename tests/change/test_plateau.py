"""The promise: standing still, slipping and staying well are told apart, and one odd week decides none of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.change.weeks import week, weekly
from unstuck.change.plateau import gains_reversing, no_change_lately, plateau, recovery

PHQ9, GAD7 = 6.0, 4.0
scores = st.lists(st.integers(0, 27), min_size=1, max_size=25)


def test_a_real_gain_and_then_six_level_weeks_have_levelled_off() -> None:
    found = plateau(weekly(16, 15, 12, 10, 9, 10, 9, 9, 9, 9), "lower", GAD7)
    assert found.id == "levelled_off"
    assert found.gain == pytest.approx(6.7, abs=0.4)
    assert found.since == week(2)


def test_scores_that_never_moved_are_flat_and_not_levelled_off() -> None:
    assert plateau(weekly(15, 16, 15, 14, 15, 15), "lower", PHQ9).id == "flat"


def test_level_but_clearly_worse_than_at_the_start_is_a_lower_level() -> None:
    assert plateau(weekly(10, 17, 18, 18, 17, 18, 18, 17), "lower", PHQ9).id == "lower_level"


def test_somebody_still_getting_better_has_no_plateau_either_way_round() -> None:
    assert plateau(weekly(20, 18, 17, 14, 12, 10, 8), "lower", PHQ9).id == "better"
    assert plateau(weekly(20, 28, 36, 44, 52, 60, 68), "higher", 10).id == "better"
    assert plateau(weekly(8, 9, 11, 13, 15, 17), "lower", PHQ9).id == "worse"


def test_four_scores_show_no_plateau() -> None:
    assert plateau(weekly(16, 10, 10, 10), "lower", PHQ9).id == "not_enough_data"


def test_one_odd_week_does_not_end_a_plateau() -> None:
    assert plateau(weekly(20, 14, 12, 12, 16, 12, 12, 12), "lower", PHQ9).id == "levelled_off"


@given(scores)
def test_a_scale_that_runs_the_other_way_gives_the_same_answer(values: list[int]) -> None:
    turned = [27 - v for v in values]
    assert plateau(weekly(*values), "lower", PHQ9).id == plateau(weekly(*turned), "higher", PHQ9).id
    assert gains_reversing(weekly(*values), "lower", PHQ9).id == gains_reversing(weekly(*turned), "higher", PHQ9).id


def test_a_gain_lost_again_on_two_scores_is_reversing() -> None:
    found = gains_reversing(weekly(20, 14, 9, 8, 15, 16), "lower", PHQ9)
    assert (found.id, found.best, found.best_on, found.points) == ("gains_reversing", 8, week(3), 2)
    assert found.lost == pytest.approx(7.5)


def test_one_bad_week_after_a_gain_is_not_reversing() -> None:
    assert gains_reversing(weekly(20, 14, 9, 8, 16), "lower", PHQ9).id == "gains_held"
    assert gains_reversing(weekly(20, 14, 9, 8, 16, 9), "lower", PHQ9).id == "gains_held"


def test_one_lucky_week_is_no_gain_to_lose() -> None:
    assert gains_reversing(weekly(15, 15, 15, 8, 15, 15), "lower", PHQ9).id == "no_gain_yet"


def test_three_good_scores_running_are_a_stable_recovery() -> None:
    def usual(score: float) -> bool:
        return score < 10

    found = recovery(weekly(18, 12, 9, 8, 7), "lower", PHQ9, usual)
    assert (found.id, found.points, found.since) == ("recovered_and_stable", 3, week(2))
    assert recovery(weekly(18, 12, 9, 8), "lower", PHQ9, usual).id == "recovered_lately"
    assert recovery(weekly(18, 9, 8, 7, 11), "lower", PHQ9, usual).id == "not_recovered"


def test_who_began_in_the_usual_range_cannot_recover_on_this_scale() -> None:
    assert recovery(weekly(9, 2, 2, 2), "lower", PHQ9, lambda score: score < 10).id == "not_recovered"


def test_ten_scores_without_a_reliable_change_are_no_change_lately() -> None:
    assert no_change_lately(weekly(*[14, 15, 13, 14, 15, 14, 13, 15, 14, 14]), PHQ9) is True
    assert no_change_lately(weekly(*[20, 19, 18, 16, 15, 14, 12, 11, 10, 9]), PHQ9) is False
    assert no_change_lately(weekly(14, 14, 14), PHQ9) is None
