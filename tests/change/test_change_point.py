"""The promise: a step is named only when it is likelier than none and than a slope, with when and how large."""

from datetime import timedelta
from math import exp, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.change.weeks import seeded, ups_and_downs, week, weekly
from unstuck.change import change_point
from unstuck.change.change_point import A_SIDE, SIZE, find_step

scores = st.lists(st.integers(0, 27), min_size=8, max_size=20)


def test_a_clear_step_is_found_where_it_is() -> None:
    found = find_step(weekly(20, 21, 19, 20, 21, 20, 10, 11, 9, 10, 11, 10))
    assert (found.id, found.on) == ("step", week(6))
    assert found.between == (week(6), week(6))
    assert found.size == pytest.approx(-10, abs=0.7)
    assert found.interval is not None
    assert found.interval[0] < found.interval[1] < -8


def test_a_steady_slope_is_no_step() -> None:
    assert find_step(weekly(20, 19, 17, 17, 15, 14, 12, 12, 10, 9, 8, 6)).id == "no_clear_step"


def test_seven_points_are_not_enough() -> None:
    assert find_step(weekly(20, 20, 20, 10, 10, 10, 10)).id == "not_enough_data"


def test_points_that_never_change_have_no_step() -> None:
    assert find_step(weekly(*[12] * 20)).id == "no_clear_step"


def test_only_the_newest_sixty_points_are_looked_at() -> None:
    assert find_step(weekly(*[20, 19] * 10, *[5, 6] * 40)).n == 60
    assert find_step(weekly(*[20, 19] * 10, *[5, 6] * 40)).id == "no_clear_step"


def test_agrees_with_the_plain_matrix_formula(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sums that make it fast against determinants of whole covariance matrices, at uneven spacing."""
    monkeypatch.setattr(change_point, "PHIS", (0.5,))
    values = [14.0, 16.0, 15.0, 13.0, 9.0, 10.0, 8.0, 11.0, 9.0, 10.0]
    days = [0, 7, 14, 20, 28, 42, 49, 56, 60, 70]
    at = np.array(days) / 7
    likeness = 0.5 ** np.abs(np.subtract.outer(at, at))

    def log_marginal(column: np.ndarray | None) -> float:
        covariance = likeness if column is None else likeness + SIZE**2 * np.outer(column, column)
        inverse, one = np.linalg.inv(covariance), np.ones(10)
        level = one @ inverse @ one
        left = np.array(values) @ (inverse - np.outer(inverse @ one, one @ inverse) / level) @ values
        return float(-0.5 * (np.linalg.slogdet(covariance)[1] + log(level)) - 9 / 2 * log(left))

    steps = [log_marginal((np.arange(10) >= k).astype(float)) for k in range(A_SIDE, 10 - A_SIDE + 1)]
    rival = max(log_marginal(None), log_marginal(at / at[-1]))
    expected = sum(exp(x - rival) for x in steps) / len(steps)
    found = find_step([(week(0) + timedelta(days=d), v) for d, v in zip(days, values, strict=True)])
    assert found.evidence == pytest.approx(expected, rel=1e-9)


@given(scores)
def test_upside_down_the_step_is_the_same_the_other_way(values: list[int]) -> None:
    up, down = find_step(weekly(*values)), find_step(weekly(*(27 - v for v in values)))
    assert down.evidence == pytest.approx(up.evidence, rel=1e-6)
    assert down.size == pytest.approx(-up.size if up.size is not None else None, abs=1e-6)


@pytest.mark.parametrize("phi", [0.0, 0.6])
def test_where_there_is_no_step_one_is_rarely_named(phi: float) -> None:
    rng = seeded(5)
    named = sum(find_step(weekly(*ups_and_downs(rng, 16, phi))).id == "step" for _ in range(200))
    assert named / 200 <= 0.06
