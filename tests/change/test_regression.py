"""The promise: the error is as wide as few, lingering points make it, and textbook where nothing lingers."""

from statistics import fmean

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats  # type: ignore[import-untyped]  # an independent reference, no types shipped

from tests.change.weeks import seeded, ups_and_downs
from unstuck.change import regression
from unstuck.change.regression import Prior, fit, t_quantile, t_share

figures = st.lists(st.floats(-100, 100), min_size=6, max_size=20)


@pytest.mark.parametrize("df", [1.0, 2.5, 5.0, 30.0, 400.0])
@pytest.mark.parametrize("share", [0.6, 0.9, 0.975, 0.9995])
def test_student_t_agrees_with_scipy(share: float, df: float) -> None:
    assert t_quantile(share, df) == pytest.approx(stats.t.ppf(share, df), rel=1e-7)
    assert t_share(-1.7, df) == pytest.approx(stats.t.cdf(-1.7, df), abs=1e-12)


def test_without_autocorrelation_it_is_the_ordinary_two_sample_t_test(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regression, "PHIS", (0.0,))
    before, after = [5.0, 6.0, 4.0, 7.0], [8.0, 9.0, 7.0, 7.0, 9.0]
    step = [0.0] * 4 + [1.0] * 5
    found = fit(before + after, [[1.0] * 9, step], list(range(9)), None)
    reference = stats.ttest_ind(after, before)
    assert found.terms[1].value == pytest.approx(fmean(after) - fmean(before))
    assert found.terms[1].value / found.terms[1].error == pytest.approx(reference.statistic)
    assert found.df == 7


def test_one_phi_gives_generalised_least_squares(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regression, "PHIS", (0.6,))
    values, at = [3.0, 4.0, 6.0, 5.0, 8.0, 7.0], [0.0, 1.0, 2.0, 4.0, 4.5, 6.0]
    design = np.column_stack([np.ones(6), at])
    inverse = np.linalg.inv(0.6 ** np.abs(np.subtract.outer(at, at)))
    covariance = np.linalg.inv(design.T @ inverse @ design)
    expected = covariance @ design.T @ inverse @ values
    residual = values - design @ expected
    variance = residual @ inverse @ residual / 4
    found = fit(values, [[1.0] * 6, at], at, None)
    assert [t.value for t in found.terms] == pytest.approx(list(expected))
    assert [t.error**2 for t in found.terms] == pytest.approx(list(np.diag(covariance) * variance))


@pytest.mark.parametrize("phi", [0.0, 0.3, 0.6])
def test_eighty_percent_intervals_of_a_slope_hold_about_eighty_percent(phi: float) -> None:
    rng, n, inside = seeded(7), 10, 0
    at = [float(i) for i in range(n)]
    for _ in range(300):
        slope = fit(ups_and_downs(rng, n, phi), [[1.0] * n, at], at, None).terms[1]
        low, high = slope.interval(0.8)
        inside += low < 0 < high
    assert 0.74 < inside / 300 < 0.97


@given(figures)
def test_moving_all_points_moves_only_the_level(values: list[float]) -> None:
    n = len(values)
    at = [float(i) for i in range(n)]
    prior = Prior(2.0, 4.0)
    a = fit(values, [[1.0] * n, at], at, prior)
    b = fit([v + 10 for v in values], [[1.0] * n, at], at, prior)
    assert b.terms[1].value == pytest.approx(a.terms[1].value, abs=1e-6)
    assert b.terms[0].value == pytest.approx(a.terms[0].value + 10, abs=1e-6)


def test_a_prior_keeps_three_points_on_a_line_from_looking_certain() -> None:
    at = [0.0, 1.0, 2.0]
    sure = fit([8.0, 7.0, 6.0], [[1.0] * 3, at], at, None).terms[1]
    careful = fit([8.0, 7.0, 6.0], [[1.0] * 3, at], at, Prior(0.8, 4)).terms[1]
    assert sure.error < 1e-3
    assert careful.error > 0.3


def test_points_that_never_change_have_no_ups_and_downs() -> None:
    found = fit([4.0] * 6, [[1.0] * 6], list(range(6)), None)
    assert found.terms[0].value == pytest.approx(4)
    assert found.sd < 1e-3


def test_too_few_points_or_twice_the_same_column_is_refused() -> None:
    with pytest.raises(ValueError, match="2 points"):
        fit([1.0, 2.0], [[1.0, 1.0], [0.0, 1.0]], [0.0, 1.0], None)
    with pytest.raises(ValueError, match="same"):
        fit([1.0, 2.0, 4.0], [[1.0] * 3, [2.0] * 3], [0.0, 1.0, 2.0], None)


def test_the_spread_of_an_estimate_in_another_unit_scales_with_it() -> None:
    weekly = fit([1.0, 3.0, 2.0, 5.0], [[1.0] * 4, [0.0, 1.0, 2.0, 3.0]], [0.0, 1.0, 2.0, 3.0], None).terms[1]
    assert weekly.times(-4).value == pytest.approx(-4 * weekly.value)
    assert weekly.times(-4).error == pytest.approx(4 * weekly.error)
