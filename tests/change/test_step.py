"""The promise: one answer, at the planned end, that claims help or harm where there is none in at most 5 of 100."""

from datetime import timedelta
from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate  # type: ignore[import-untyped]  # an independent reference, no types shipped

from benchmarks.series_power import log_evidence as all_at_once
from benchmarks.series_power import stepped
from benchmarks.series_power import ups_and_downs as many
from tests.change.weeks import week, weekly
from unstuck.change import step
from unstuck.change.series import Point
from unstuck.change.step import HARMED, HELPED, Plan, Trial, judge, log_evidence, power, ratings_needed

EIGHT = Plan(before=8, after=8, better="higher")
ratings = st.lists(st.integers(0, 10), min_size=16, max_size=16)


def judged(*values: float, plan: Plan = EIGHT) -> Trial:
    points = weekly(*values)
    return judge(plan, points[: plan.before], points[plan.before :])


def test_a_clear_gain_after_the_change_helped_with_its_size_and_uncertainty() -> None:
    found = judged(4, 5, 4, 4, 5, 4, 5, 4, 7, 7, 8, 7, 8, 7, 7, 8)
    assert found.id == "helped"
    assert found.better_by == pytest.approx(3, abs=0.3)
    assert found.interval is not None
    assert 2 < found.interval[0] < found.interval[1] < 4
    assert found.evidence is not None
    assert found.evidence > HELPED


def test_the_same_on_ratings_where_less_is_better() -> None:
    found = judged(8, 7, 8, 8, 7, 8, 7, 8, 4, 4, 3, 4, 3, 4, 4, 3, plan=Plan(8, 8, "lower"))
    assert found.id == "helped"
    assert found.better_by is not None
    assert found.better_by > 3


def test_a_clear_loss_harmed() -> None:
    assert judged(8, 7, 8, 8, 7, 8, 7, 8, 4, 4, 3, 4, 3, 4, 4, 3).id == "harmed"


def test_ups_and_downs_are_no_clear_difference() -> None:
    found = judged(5, 7, 4, 6, 5, 6, 4, 7, 6, 5, 7, 4, 6, 7, 5, 6)
    assert found.id == "no_clear_difference"
    assert not found.or_gradual


def test_nothing_is_said_before_the_planned_end_but_how_many_ratings_are_missing() -> None:
    points = weekly(4, 5, 4, 4, 5, 4, 5, 4, 9, 9, 9)
    found = judge(EIGHT, points[:8], points[8:])
    assert (found.id, found.after, found.more) == ("not_yet", 3, 5)
    assert found.evidence is None
    assert found.better_by is None


def test_ratings_beyond_the_plan_are_not_used_so_waiting_for_a_better_answer_is_of_no_use() -> None:
    values = [5, 7, 4, 6, 5, 6, 4, 7, 6, 5, 7, 4, 6, 7, 5, 6]
    assert judged(*values, 10, 10, 10, 10, 10) == judged(*values)


def test_ratings_that_rose_before_the_change_claim_nothing_for_it() -> None:
    assert judged(1, 1.6, 1.9, 2.6, 3, 3.4, 4.1, 4.4, 7, 7.2, 7, 7.1, 7.3, 7, 7.2, 7).id == "already_moving"


def test_a_steady_gain_is_named_beside_the_step() -> None:
    found = judged(4, 3.5, 5, 4, 4.5, 5, 4.6, 5.4, 5.4, 7, 5.8, 7.5, 6.2, 7.8, 7.5, 7)
    assert found.id in {"helped", "already_moving"}
    assert found.or_gradual


def test_missing_weeks_are_allowed_for() -> None:
    values = [4, 5, 4, 4, 5, 4, 5, 4, 7, 7, 8, 7, 8, 7, 7, 8]
    days = [week(i + (i > 5) + 2 * (i > 11)) for i in range(16)]
    points = [(day, float(value)) for day, value in zip(days, values, strict=True)]
    assert judge(EIGHT, points[:8], points[8:]).id == "helped"


def test_ratings_after_the_change_have_to_be_later() -> None:
    points = weekly(*range(16))
    with pytest.raises(ValueError, match="later"):
        judge(EIGHT, points[:9], points[8:])


@pytest.mark.parametrize(("before", "after"), [(3, 8), (8, 3), (21, 8)])
def test_a_plan_needs_four_to_twenty_ratings_a_side(before: int, after: int) -> None:
    with pytest.raises(ValueError, match="4 to 20"):
        Plan(before, after, "higher")


@given(ratings)
def test_another_unit_of_the_ratings_changes_nothing_but_the_points(values: list[int]) -> None:
    plain, other = judged(*values), judged(*(3 + 10 * v for v in values))
    assert other.id == plain.id
    assert other.evidence == pytest.approx(plain.evidence, rel=1e-3, abs=1e-6)


@given(ratings)
def test_nobody_is_told_of_help_and_of_harm_at_once(values: list[int]) -> None:
    mirrored = judged(*values, plan=Plan(8, 8, "lower"))
    assert (judged(*values).id, mirrored.id) not in {("helped", "helped"), ("harmed", "harmed")}


def test_the_evidence_is_the_integral_it_says_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Against numerical integration over level and noise of the plain normal likelihood, one autocorrelation."""
    monkeypatch.setattr(step, "PHIS", (0.3,))
    monkeypatch.setattr(step, "UNDER_A_STEP", (1.0,))
    monkeypatch.setattr(step, "UNDER_NONE", (1.0,))
    monkeypatch.setattr(step, "SIZES", ((1.0, 1.0),))
    values, shape = np.array([4.0, 5.0, 3.0, 4.5, 6.0, 5.0, 7.0, 6.5]), stepped(4, 4)
    inverse = np.linalg.inv(0.3 ** np.abs(np.subtract.outer(np.arange(8), np.arange(8))))

    def likelihood(level: float, sd: float, size: float) -> float:
        residual = values - level - size * sd * shape
        return float(sd**-9 * np.exp(-residual @ inverse @ residual / (2 * sd**2)))

    top, none = (
        integrate.dblquad(likelihood, 0.2, 15, -10, 20, args=(size,), epsabs=1e-14, epsrel=1e-7)[0] for size in (1, 0)
    )
    up, _ = log_evidence(values.tolist(), shape.tolist(), [float(i) for i in range(8)])
    assert up == pytest.approx(log(top / none), abs=1e-4)


@pytest.mark.parametrize(("before", "after"), [(4, 4), (8, 8), (6, 12), (20, 20)])
def test_the_simulations_use_the_same_evidence(before: int, after: int) -> None:
    rng = np.random.default_rng(2)
    n = before + after
    rows = many(rng, 20, n, 0.4) + rng.normal(0, 1, (20, 1)) * stepped(before, after)
    ups, downs = all_at_once(rows, before)
    for row, up, down in zip(rows.tolist(), ups, downs, strict=True):
        ours = log_evidence(row, stepped(before, after).tolist(), [float(i) for i in range(n)])
        assert ours == pytest.approx((up, down), abs=1e-3)


@pytest.mark.parametrize("phi", [0.0, 0.3, 0.6])
def test_claims_where_nothing_changed_are_at_most_five_of_a_hundred(phi: float) -> None:
    up, down = all_at_once(many(np.random.default_rng(8), 10_000, 16, phi), 8)
    claims = (up > log(HELPED)) | (down > log(HARMED))
    assert np.mean(claims) <= 0.05


@pytest.mark.parametrize(("phi", "least"), [(0.0, 0.40), (0.3, 0.28), (0.6, 0.22)])
def test_a_step_of_one_standard_deviation_at_eight_and_eight_is_seen_often_enough(phi: float, least: float) -> None:
    rows = many(np.random.default_rng(9), 600, 16, phi) + stepped(8, 8)
    helped = sum(judge(EIGHT, *halves(row)).id == "helped" for row in rows.tolist())
    assert helped / 600 >= least - 0.02
    assert power(8, 8, 1.0, phi) >= least


def halves(row: list[float]) -> tuple[list[Point], list[Point]]:
    points = [(week(0) + timedelta(days=7 * i), value) for i, value in enumerate(row)]
    return points[:8], points[8:]


def test_power_grows_with_ratings_and_with_the_step_and_is_read_between_the_rows() -> None:
    assert power(4, 4) < power(8, 8) < power(9, 9) < power(20, 20)
    assert power(8, 8, 0.5) < power(8, 8, 1.2) < power(8, 8, 2.0)
    assert power(4, 16) < power(10, 10)
    assert power(8, 8, 5.0, 0.9) == power(8, 8, 2.0, 0.6)


def test_how_many_ratings_it_takes_or_that_twenty_are_not_enough() -> None:
    assert ratings_needed(0.8, step=2.0, phi=0.0) == 8
    assert ratings_needed(0.8, step=0.5, phi=0.6) is None
