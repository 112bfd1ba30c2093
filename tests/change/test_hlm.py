"""The promise: whoever gets better with everyone else gets better, and is not measured against the others only."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unstuck.change.hlm import Course, slope_change

# the restricted maximum likelihood fit of the R package clinicalsignificance's own `anxiety` example by lme4
ANXIETY = Course(36.222122019871, -3.145452512183, 37.50060200761, 8.49029683122, -3.1857262, 12.9365746423)
TIMES = [0.0, 1.0, 2.0, 3.0, 4.0]
courses = st.lists(st.floats(0, 60), min_size=5, max_size=5)


def by_matrices(times: list[float], scores: list[float], course: Course) -> tuple[float, float]:
    x = np.column_stack([np.ones(len(times)), times])
    spread = np.array([[course.level_variance, course.covariance], [course.covariance, course.slope_variance]])
    given_scores = np.linalg.inv(np.linalg.inv(spread) + x.T @ x / course.noise)
    own = given_scores @ x.T @ (np.array(scores) - x @ [course.level, course.slope]) / course.noise
    return float(own[1]), float(given_scores[1, 1] ** 0.5)


@given(courses)
def test_the_slope_is_the_one_matrices_give(scores: list[float]) -> None:
    found = slope_change(TIMES, scores, ANXIETY)
    own, error = by_matrices(TIMES, scores, ANXIETY)
    assert found.own == pytest.approx(own, abs=1e-9)
    assert found.error == pytest.approx(error)
    assert found.slope == pytest.approx(ANXIETY.slope + own, abs=1e-9)


def test_someone_who_goes_exactly_as_the_group_gets_better_though_not_more_than_others() -> None:
    found = slope_change(TIMES, [36.2, 33.1, 29.9, 26.8, 23.6], ANXIETY)
    assert found.kind == "better"
    assert abs(found.own_index) < 0.1  # the R package tests this and calls the same person unchanged


def test_someone_who_only_keeps_her_level_is_unchanged_and_not_worse_for_lagging_behind() -> None:
    found = slope_change(TIMES, [36, 36, 36, 36, 36], ANXIETY)
    assert found.own_index > 1.96  # the R package calls her deteriorated
    assert found.kind == "within error"


def test_with_no_score_there_is_only_the_group_s_course() -> None:
    found = slope_change([], [], ANXIETY)
    assert (found.slope, found.own) == (ANXIETY.slope, 0)
    assert found.error == pytest.approx(ANXIETY.slope_variance**0.5)


def test_more_scores_make_it_surer() -> None:
    errors = [slope_change(TIMES[:n], [36.0] * n, ANXIETY).error for n in range(6)]
    assert errors == sorted(errors, reverse=True)


def test_a_fit_where_levels_and_slopes_go_together_exactly_still_gives_an_answer() -> None:
    together = Course(26.7, -3.24, 0.04, 4.0, -0.4, 11.8)
    assert slope_change([1, 2, 3, 4], [25, 20, 16, 10], together).kind == "better"


def test_on_a_scale_that_runs_the_other_way_a_rise_is_better() -> None:
    rising = Course(20, 3, 30, 2, 0, 10)
    assert slope_change(TIMES, [20, 24, 27, 30, 33], rising, better="higher").kind == "better"


@pytest.mark.parametrize("course", [Course(20, 3, 30, 0, 0, 10), Course(20, 3, 30, 2, 0, 0)])
def test_without_people_or_noise_to_differ_there_is_no_slope_of_one_s_own(course: Course) -> None:
    with pytest.raises(ValueError, match="above 0"):
        slope_change(TIMES, [20.0] * 5, course)
