"""The promise: whether a change matters is said in one of five words, and a missing score never counts as no change."""

from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats  # type: ignore[import-untyped]  # scipy ships no types

from unstuck.change.significance import (
    between_groups,
    by_anchor,
    by_crossing,
    by_percentage,
    category,
    percentage_change,
    summary,
    within_group,
)

groups = st.lists(st.integers(0, 40), min_size=3, max_size=12)


def test_recovered_needs_all_three_a_start_outside_a_reliable_change_and_an_end_inside() -> None:
    assert category("better", began_inside=False, now_inside=True) == "recovered"
    assert category("better", began_inside=True, now_inside=True) == "improved"
    assert category("better", began_inside=False, now_inside=False) == "improved"
    assert category("within error", began_inside=False, now_inside=True) == "unchanged"


def test_harmed_needs_all_three_the_other_way_round() -> None:
    assert category("worse", began_inside=True, now_inside=False) == "harmed"
    assert category("worse", began_inside=False, now_inside=False) == "deteriorated"
    assert category("worse", began_inside=True, now_inside=True) == "deteriorated"
    assert category("within error", began_inside=True, now_inside=False) == "unchanged"


def test_nobody_is_harmed_who_never_left_the_usual_range() -> None:
    # patient 23 of hechler_2014 went from 15 to 26 with a cut-off of 42.4: harmed in the R package (method HA, b)
    assert category("worse", began_inside=True, now_inside=True) == "deteriorated"


def test_crossing_alone_takes_no_notice_of_the_size_of_a_change() -> None:
    assert by_crossing(began_inside=False, now_inside=True, now_outside=False) == "better"
    assert by_crossing(began_inside=True, now_inside=False, now_outside=True) == "worse"
    assert by_crossing(began_inside=True, now_inside=False, now_outside=False) == "within error"


def test_half_of_the_score_gone_is_half_and_counts_when_half_was_asked() -> None:
    assert percentage_change(20, 10) == -0.5
    assert by_percentage(20, 10, 0.5) == "better"
    assert by_percentage(20, 11, 0.5) == "within error"
    assert by_percentage(20, 30, 0.5) == "worse"
    assert by_percentage(20, 30, 0.5, better="higher") == "better"


def test_there_is_no_percentage_of_nothing() -> None:
    # the R package counts 0 to 16 points of well-being as an infinite improvement: 28 improved in claus_who, not 17
    assert percentage_change(0, 16) is None
    assert by_percentage(0, 16, 0.5, better="higher") is None


def test_exactly_the_minimal_important_difference_counts() -> None:
    assert by_anchor(18, 13, 5) == "better"
    assert by_anchor(18, 14, 5) == "within error"
    assert by_anchor(13, 18, 5) == "worse"
    assert by_anchor(13, 18, 5, better="higher") == "better"


@pytest.mark.parametrize(("pre", "post"), [(None, 3), (3, None), (nan, 3), (3, nan)])
def test_a_missing_score_is_answered_with_cannot_tell(pre: float | None, post: float | None) -> None:
    assert percentage_change(pre, post) is None
    assert by_percentage(pre, post, 0.5) is None
    assert by_anchor(pre, post, 5) is None


def test_an_infinite_score_is_refused() -> None:
    with pytest.raises(ValueError, match="infinite"):
        by_anchor(3, inf, 5)


@pytest.mark.parametrize("needed", [0, -1])
def test_a_change_of_nothing_cannot_be_what_counts(needed: float) -> None:
    with pytest.raises(ValueError, match="above 0"):
        by_anchor(3, 3, needed)


def test_a_summary_counts_everyone_and_says_who_could_not_be_placed() -> None:
    found = summary(["recovered", "unchanged", "unchanged", None, "harmed"])
    assert found.counts == {"recovered": 1, "improved": 0, "unchanged": 2, "deteriorated": 0, "harmed": 1}
    assert (found.n, found.left_out) == (4, 1)
    assert found.share("unchanged") == 0.5


def test_a_summary_of_nobody_has_no_shares() -> None:
    assert summary([]).share("improved") is None


def test_a_group_of_six_by_hand() -> None:
    found = within_group([20, 22, 18, 24, 26, 19], [14, 15, 13, 20, 18, 12], mid=4)
    # changes -6 -7 -5 -4 -8 -7: mean -37/6, SD sqrt(13/6), half width 2.5706 * SD / sqrt 6
    assert found.difference == pytest.approx(-37 / 6)
    assert found.upper - found.difference == pytest.approx(2.5705818 * (13 / 6 / 6) ** 0.5)
    assert (found.n, found.left_out, found.effect) == (6, 0, "large")


@pytest.mark.parametrize(("mid", "effect"), [(4, "large"), (6, "probable"), (7, "possible"), (9, "too_small")])
def test_the_effect_of_a_group_is_read_off_its_whole_interval(mid: float, effect: str) -> None:
    assert within_group([20, 22, 18, 24, 26, 19], [14, 15, 13, 20, 18, 12], mid).effect == effect


def test_a_group_that_got_worse_is_said_to_be_worse() -> None:
    assert within_group([14, 15, 13], [20, 22, 18], mid=4).effect == "worse"


def test_not_significant_is_an_answer_whichever_way_a_scale_runs() -> None:
    # the R package has no such answer where higher is better
    before, after = [10, 12, 9, 14], [11, 11, 10, 13]
    assert within_group(before, after, mid=3, better="lower").effect == "not_significant"
    assert within_group(before, after, mid=3, better="higher").effect == "not_significant"


@given(groups, st.floats(0.5, 10))
def test_turning_the_scale_round_leaves_a_group_s_effect_as_it_is(scores: list[int], mid: float) -> None:
    moved = [score - step for step, score in enumerate(scores)]
    one_way = within_group(scores, moved, mid, "lower").effect
    other_way = within_group([-score for score in scores], [-score for score in moved], mid, "higher").effect
    assert one_way == other_way


def test_people_with_a_score_missing_are_counted_and_not_called_unchanged() -> None:
    found = within_group([20, None, 18, 24], [14, 15, nan, 20], mid=1)
    assert (found.n, found.left_out) == (2, 2)
    assert found.difference == -5


def test_two_groups_are_compared_without_taking_their_spreads_for_equal() -> None:
    found = between_groups([10, 12, 14, None], [4, 5, 6, 5], mid=3)
    reference = stats.ttest_ind([4, 5, 6, 5], [10, 12, 14], equal_var=False).confidence_interval()
    assert found.difference == -7
    assert (found.lower, found.upper) == pytest.approx((reference.low, reference.high), abs=1e-8)
    assert (found.n, found.left_out) == (7, 1)


def test_a_group_of_one_has_no_interval() -> None:
    with pytest.raises(ValueError, match="1 people"):
        within_group([20, None], [14, 15], mid=4)
    with pytest.raises(ValueError, match="no interval"):
        between_groups([10], [4, 5], mid=3)
    with pytest.raises(ValueError, match="all the same"):
        between_groups([10, 10], [5, 5], mid=3)
