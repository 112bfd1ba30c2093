"""The promise: a direction is named only when it is large enough to matter and clear of ups and downs."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.change.weeks import seeded, ups_and_downs, week, weekly
from unstuck.change.series import best_step, by_day, course, own_variation

PHQ9 = 6.0
scores = st.lists(st.integers(0, 27), min_size=5, max_size=20)


def test_four_points_are_not_enough() -> None:
    found = course(weekly(20, 15, 10, 5), PHQ9)
    assert (found.id, found.n, found.level) == ("not_enough_data", 4, None)


def test_a_clear_fall_is_falling_with_its_size_and_uncertainty() -> None:
    found = course(weekly(18, 17, 15, 14, 12, 11, 9), PHQ9)
    assert found.id == "falling"
    assert found.change == pytest.approx(-9, abs=1)
    assert found.change_interval is not None
    assert found.change_interval[1] < 0
    assert found.since == week(0)


def test_small_ups_and_downs_are_level() -> None:
    found = course(weekly(12, 13, 12, 11, 12, 13), PHQ9)
    assert found.id == "level"
    assert found.level == pytest.approx(12.2, abs=0.3)


def test_wild_ups_and_downs_with_a_lean_are_unclear() -> None:
    assert course(weekly(20, 6, 18, 4, 15, 5), PHQ9).id == "unclear"


def test_only_the_newest_thirty_points_count() -> None:
    assert course(weekly(*[20] * 40, *[8] * 30), PHQ9).level == pytest.approx(8)


def test_several_points_of_one_day_count_as_their_mean_and_order_does_not_matter() -> None:
    points = [(week(1), 4.0), (week(0), 8.0), (week(0), 10.0)]
    assert by_day(points) == [(week(0), 9.0), (week(1), 4.0)]


@given(scores)
def test_upside_down_is_the_same_course_the_other_way(values: list[int]) -> None:
    up = course(weekly(*values), PHQ9)
    down = course(weekly(*(-v for v in values)), PHQ9)
    swapped = {"rising": "falling", "falling": "rising"}
    assert down.id == swapped.get(up.id, up.id)


@given(scores, st.integers(1, 30))
def test_the_spacing_of_points_does_not_change_what_they_say(values: list[int], days: int) -> None:
    stretched = [(week(0) + timedelta(days=days * i), float(v)) for i, v in enumerate(values)]
    assert course(stretched, PHQ9).change == pytest.approx(course(weekly(*values), PHQ9).change)


def test_own_ups_and_downs_set_the_change_that_counts_on_a_scale_without_norms() -> None:
    quiet = own_variation(weekly(20, 21, 20, 19, 20, 21, 20, 19))
    wild = own_variation(weekly(20, 28, 14, 25, 11, 27, 13, 24))
    assert quiet.reliable_change is not None
    assert wild.reliable_change is not None
    assert quiet.reliable_change < 6
    assert wild.reliable_change > 15


def test_a_real_step_does_not_hide_itself_by_widening_the_yardstick() -> None:
    found = own_variation(weekly(10, 11, 9, 10, 11, 20, 21, 19, 20, 21))
    assert found.reliable_change is not None
    assert found.reliable_change < 8


def test_a_figure_that_never_moved_still_has_a_yardstick_wider_than_one_step() -> None:
    found = own_variation(weekly(5, 5, 5, 5, 5))
    assert found.reliable_change is not None
    assert found.reliable_change > 1


def test_four_points_have_no_variation_of_their_own() -> None:
    assert own_variation(weekly(1, 5, 2, 4)).id == "not_enough_data"


@pytest.mark.parametrize(("phi", "most"), [(0.0, 0.06), (0.3, 0.10), (0.6, 0.16)])
def test_ups_and_downs_alone_rarely_pass_for_a_change(phi: float, most: float) -> None:
    rng, passed = seeded(11), 0
    for _ in range(300):
        values = ups_and_downs(rng, 10, phi, sd=3)
        found = own_variation(weekly(*values))
        assert found.reliable_change is not None
        passed += abs(values[-1] - values[0]) > found.reliable_change
    assert passed / 300 <= most


def test_the_best_single_step_is_where_it_is() -> None:
    assert best_step([1, 2, 1, 9, 8, 9, 9]) == pytest.approx((3, 1.4166), abs=1e-3)
