"""The promise: a rise is hard work only when it came down and the alliance held; one that stays is a worsening."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.change.weeks import week, weekly
from unstuck.change.hard_but_working import hard_but_working, holds_while_up

PHQ9 = 6.0
HOLDS = weekly(*[8.0] * 14)
FALLS = weekly(*[8.0] * 5, *[5.0] * 9)
Felt = list[tuple[date, float | None, float | None]]


def felt(gain: int) -> Felt:
    return [(week(i), -1, -1 + gain) for i in range(14)]


RELIEF, NEITHER, DRAIN = felt(3), felt(0), felt(-3)
EXPOSURE = weekly(15, 15, 14, 14, 14, 22, 21, 13, 12, 12)
STAYS_UP = weekly(15, 15, 14, 14, 14, 22, 22, 23, 22, 23)
JUST_UP = weekly(15, 15, 14, 14, 14, 22, 21)


def test_a_rise_that_came_down_while_the_alliance_held_is_hard_work() -> None:
    found = hard_but_working(EXPOSURE, "lower", PHQ9, HOLDS, NEITHER)
    assert (found.id, found.began, found.came_down) == ("rise_that_reversed", week(5), week(7))
    assert (found.rise, found.scores_up, found.alliance) == (8, 2, "holds")


def test_the_same_on_a_scale_where_more_is_better() -> None:
    turned = [(day, 40 - value) for day, value in EXPOSURE]
    assert hard_but_working(turned, "higher", PHQ9, HOLDS, NEITHER).id == "rise_that_reversed"


def test_a_rise_that_stays_is_a_worsening_however_good_the_alliance() -> None:
    assert hard_but_working(STAYS_UP, "lower", PHQ9, HOLDS, RELIEF).id == "worsening"


def test_a_rise_with_a_falling_alliance_or_draining_sessions_is_a_worsening_at_once() -> None:
    assert hard_but_working(JUST_UP, "lower", PHQ9, FALLS[:7], NEITHER[:7]).id == "worsening"
    assert hard_but_working(JUST_UP, "lower", PHQ9, HOLDS[:7], DRAIN[:7]).id == "worsening"


def test_still_up_with_a_firm_alliance_and_relief_has_a_footing() -> None:
    found = hard_but_working(JUST_UP, "lower", PHQ9, HOLDS[:7], RELIEF[:7])
    assert found.id == "rise_with_footing"
    assert holds_while_up(found)


def test_still_up_with_nothing_beside_the_scores_is_unclear() -> None:
    assert hard_but_working(JUST_UP, "lower", PHQ9, [], []).id == "unclear"
    assert hard_but_working(JUST_UP, "lower", PHQ9, HOLDS[:7], []).id == "unclear"


def test_down_again_but_with_a_fallen_alliance_is_unclear() -> None:
    assert hard_but_working(EXPOSURE, "lower", PHQ9, FALLS, RELIEF).id == "unclear"


def test_a_rise_of_long_ago_no_longer_matters() -> None:
    old = weekly(15, 15, 14, 22, 14, *[12] * 12)
    assert hard_but_working(old, "lower", PHQ9, HOLDS, NEITHER).id == "no_rise"


def test_a_climb_in_steps_is_seen_too() -> None:
    assert hard_but_working(weekly(12, 12, 12, 15, 18, 21, 22, 23, 22), "lower", PHQ9, HOLDS, NEITHER).id == "worsening"


def test_somebody_getting_better_has_no_rise_and_three_scores_show_none() -> None:
    assert hard_but_working(weekly(20, 18, 16, 14), "lower", PHQ9, HOLDS, RELIEF).id == "no_rise"
    assert hard_but_working(weekly(12, 20, 20), "lower", PHQ9, HOLDS, RELIEF).id == "not_enough_data"


@given(st.lists(st.integers(0, 27), min_size=4, max_size=20))
def test_a_better_footing_never_makes_the_answer_worse(values: list[int]) -> None:
    ranks = {"worsening": 0, "unclear": 1, "rise_with_footing": 2, "rise_that_reversed": 2, "no_rise": 2}
    scores = weekly(*values)
    with_relief = hard_but_working(scores, "lower", PHQ9, weekly(*[8.0] * 20), felt(3))
    with_drain = hard_but_working(scores, "lower", PHQ9, weekly(*[8.0] * 20), felt(-3))
    assert ranks[with_relief.id] >= ranks[with_drain.id]


@pytest.mark.parametrize("count", [0, 2])
def test_too_few_ratings_leave_the_alliance_unknown(count: int) -> None:
    assert hard_but_working(EXPOSURE, "lower", PHQ9, HOLDS[:count], NEITHER).alliance == "unknown"
