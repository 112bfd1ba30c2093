"""The promise: the two simple flags stand beside the forecast, by name, and each can be checked by hand."""

from dataclasses import replace
from math import sqrt

import pytest

from tests.change.curve_examples import PLAIN, WELLBEING
from unstuck.change.expected_response import change_so_far, expected_course, expected_response


def test_the_flag_of_change_so_far_counts_a_change_of_exactly_the_reliable_change() -> None:
    assert change_so_far(18, 12, 6, "lower") == "improved"
    assert change_so_far(18, 13, 6, "lower") == "unchanged"
    assert change_so_far(18, 24, 6, "lower") == "deteriorated"
    assert change_so_far(40, 50, 10, "higher") == "improved"
    assert change_so_far(50, 40, 10, "higher") == "deteriorated"


def test_the_expected_course_of_an_average_start_is_the_mean_course_with_80_of_100_around_it() -> None:
    (now,) = expected_course(15.5, PLAIN, [3.0])
    spread = PLAIN.spread
    assert now.middle == pytest.approx(12.4)
    # by hand: the score at session 3 given the baseline
    x = 1.0986122886681098
    at_first, at_third = 20 + 6 + 5, 20 - 2 * 2 * x + 4 * x * x + 6 + 5
    shared = 20 - 2 * x + 6 * spread.phi**2
    sd = sqrt(at_third - shared**2 / at_first)
    assert now.high == pytest.approx(12.4 + 1.2815515655446004 * sd, abs=0.5)
    assert now.low == pytest.approx(12.4 - 1.2815515655446004 * sd, abs=0.5)


def test_a_worse_start_is_expected_to_stay_worse_but_nearer_to_the_others() -> None:
    course = expected_course(24, PLAIN, [2.0, 6.0, 12.0])
    means = [PLAIN.mean(time) for time in (2.0, 6.0, 12.0)]
    assert all(0 < point.middle - mean < 24 - 15.5 for point, mean in zip(course, means, strict=True))


def test_the_response_flag_looks_at_the_latest_score_only() -> None:
    low, high = ((point := expected_course(18, PLAIN, [4.0])[0]).low, point.high)
    assert expected_response([(1.0, 18), (4.0, high)], PLAIN) == "as_expected"
    assert expected_response([(1.0, 18), (4.0, high + 1)], PLAIN) == "worse_than_expected"
    assert expected_response([(4.0, low - 1), (1.0, 18), (2.0, 27)], PLAIN) == "better_than_expected"


def test_on_a_scale_where_higher_is_better_a_high_score_is_better_than_expected() -> None:
    assert expected_response([(1.0, 28), (4.0, 100)], WELLBEING) == "better_than_expected"
    assert expected_response([(1.0, 28), (4.0, 0)], WELLBEING) == "worse_than_expected"


def test_one_score_is_no_response() -> None:
    with pytest.raises(ValueError, match="later score"):
        expected_response([(1.0, 18)], PLAIN)


def test_past_the_curve_nothing_is_expected() -> None:
    with pytest.raises(ValueError, match="runs from"):
        expected_response([(1.0, 18), (13.0, 10)], replace(PLAIN, points=((1.0, 15.0), (12.0, 9.0))))
