"""The promise: a forecast is what the model and the scores imply, neither more nor less, whatever is missing."""

from dataclasses import replace
from math import erf, log, sqrt
from time import perf_counter

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.change.curve_examples import PLAIN, ROOTS, WELLBEING, curves, records
from unstuck.change.curves import Curve, curve_for, measures_with_curves
from unstuck.change.forecast import Forecast, fan, forecast
from unstuck.change.outlook import band, believe, chance_at_most, chance_below, look_ahead, middle

Record = list[tuple[float, float]]
TWELVE = 12.0
RELIABLE = 6.0
STEADY = [(1.0, 18.0), (2.0, 18.0), (3.0, 17.0), (4.0, 18.0)]
FALLING = [(1.0, 18.0), (2.0, 15.0), (3.0, 12.0), (4.0, 9.0)]
RISING = [(1.0, 14.0), (2.0, 17.0), (3.0, 20.0), (4.0, 21.0)]


def by_matrices(record: Record, curve: Curve, horizon: float) -> tuple[float, float]:
    """Mean and SD at the horizon from the whole joint normal distribution, conditioned at once."""
    at = np.array([time for time, _ in record] + [horizon])
    x, s = np.log(at), curve.spread
    gap = np.abs(at[:, None] - at[None, :])
    line = s.level + s.level_slope * (x[:, None] + x[None, :]) + s.slope * np.outer(x, x)
    joint = line + s.state * s.phi**gap + s.noise * np.eye(len(at))
    mean = np.array([curve.mean(time) for time in at])
    seen = np.array([curve.inward(score) for _, score in record])
    weights = np.linalg.solve(joint[:-1, :-1], joint[:-1, -1])
    return float(mean[-1] + weights @ (seen - mean[:-1])), float(sqrt(joint[-1, -1] - weights @ joint[:-1, -1]))


@given(curves(), records())
def test_taking_scores_in_one_by_one_is_conditioning_on_all_at_once(curve: Curve, record: Record) -> None:
    ahead = look_ahead(believe(record, curve), curve, TWELVE)
    mean, sd = by_matrices(record, curve, TWELVE)
    assert ahead.mean == pytest.approx(mean, abs=1e-7)
    assert ahead.sd == pytest.approx(sd, abs=1e-7)


@pytest.mark.parametrize("curve", [ROOTS, WELLBEING], ids=["square roots", "higher is better"])
def test_the_same_on_square_roots_and_where_higher_is_better(curve: Curve) -> None:
    record = [(1.0, 20.0), (2.5, 24.0), (6.0, 8.0)]
    ahead = look_ahead(believe(record, curve), curve, 9.0)
    assert (ahead.mean, ahead.sd) == pytest.approx(by_matrices(record, curve, 9.0))


def drawn(record: Record, curve: Curve, n: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Scores at session 12 of simulated people of the model, near in their scores so far, on the scale's steps."""
    rng, s = np.random.default_rng(5), curve.spread
    at = np.array([1.0, 2.0, 3.0, 12.0])
    together = np.array([[s.level, s.level_slope], [s.level_slope, s.slope]])
    person = rng.multivariate_normal([0, 0], together, n)
    state = np.empty((n, len(at)))
    state[:, 0] = rng.normal(0, sqrt(s.state), n)
    for place in range(1, len(at)):
        kept = s.phi ** (at[place] - at[place - 1])
        state[:, place] = kept * state[:, place - 1] + rng.normal(0, sqrt(s.state * (1 - kept**2)), n)
    means = np.array([curve.mean(time) for time in at])
    raw = means + person[:, [0]] + person[:, [1]] * np.log(at) + state + rng.normal(0, sqrt(s.noise), (n, len(at)))
    near = (np.abs(raw[:, :-1] - [score for _, score in record]) < 1.5).all(axis=1)
    return np.asarray(np.clip(np.round(raw[near, -1]), curve.scale.lowest, curve.scale.highest))


def test_the_chances_are_the_shares_among_simulated_people_with_such_scores() -> None:
    record = [(1.0, 15.0), (2.0, 13.0), (3.0, 12.0)]
    ends = drawn(record, PLAIN, 3_000_000)
    found = forecast(record, PLAIN, RELIABLE, TWELVE, cutoff=10)
    assert len(ends) > 10_000
    assert found.p_reliable_improvement == pytest.approx(np.mean(ends <= 9), abs=0.015)
    assert found.p_deterioration == pytest.approx(np.mean(ends >= 21), abs=0.01)
    assert found.p_recovery == pytest.approx(np.mean(ends < 10), abs=0.015)
    assert np.mean((ends >= found.band[0]) & (ends <= found.band[1])) >= 0.79


@given(curves(), records(), st.randoms())
def test_the_same_scores_in_any_order_give_the_same_forecast(curve: Curve, record: Record, random: object) -> None:
    shuffled = list(record)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis types its Random as object
    assert forecast(shuffled, curve, RELIABLE, TWELVE) == forecast(record, curve, RELIABLE, TWELVE)


@given(curves(), records(), st.floats(0.5, 15), st.integers(0, 27))
def test_chances_lie_in_0_to_1_and_fit_together(curve: Curve, record: Record, change: float, cutoff: int) -> None:
    found = forecast(record, curve, change, TWELVE, cutoff=cutoff)
    assert 0 <= found.p_reliable_improvement <= 1
    assert 0 <= found.p_deterioration <= 1
    assert found.p_reliable_improvement + found.p_deterioration <= 1 + 1e-12
    if found.p_recovery is None:
        assert record[0][1] < cutoff  # it began in the usual range
    else:
        assert 0 <= found.p_recovery <= found.p_reliable_improvement


@given(curves(), records())
def test_the_band_is_two_scores_of_the_scale_with_80_of_100_between_them(curve: Curve, record: Record) -> None:
    ahead = look_ahead(believe(record, curve), curve, TWELVE)
    low, high = band(ahead, curve)
    assert 0 <= low <= high <= 27
    assert low == round(low)
    assert high == round(high)
    assert chance_at_most(ahead, curve, high) - chance_below(ahead, curve, low) >= 0.8 - 1e-9
    assert low <= round(middle(ahead, curve)) <= high


def steps(curve: Curve) -> list[float]:
    count = round((curve.scale.highest - curve.scale.lowest) / curve.scale.step)
    return [curve.scale.lowest + n * curve.scale.step for n in range(count + 1)]


@given(st.sampled_from([PLAIN, ROOTS, WELLBEING]), st.floats(1, 26))
def test_the_chances_of_all_scores_make_1(curve: Curve, score: float) -> None:
    ahead = look_ahead(believe([(1.0, score)], curve), curve, 5.0)
    single = [chance_at_most(ahead, curve, at) - chance_below(ahead, curve, at) for at in steps(curve)]
    assert min(single) >= 0
    assert sum(single) == pytest.approx(1)


def latest_pulls(curve: Curve, record: Record) -> float:
    """How far the end moves with the latest score: the weight that conditioning gives it."""
    moved = [*record[:-1], (record[-1][0], record[-1][1] + 1)]
    return by_matrices(moved, curve, TWELVE)[0] - by_matrices(record, curve, TWELVE)[0]


@given(curves(), records(least=2), st.integers(0, 27))
def test_a_better_latest_score_never_lowers_the_chance_of_improvement(curve: Curve, record: Record, other: int) -> None:
    # It holds wherever the model lets the latest score pull the end its own way. A spread in which high levels fall
    # so steeply that they end lowest can turn that round; none of our curves does (see the next test).
    assume(latest_pulls(curve, record) >= 0)
    better, worse = sorted((float(other), record[-1][1]))
    chances = [forecast([*record[:-1], (record[-1][0], score)], curve, RELIABLE, TWELVE) for score in (better, worse)]
    assert chances[0].p_reliable_improvement >= chances[1].p_reliable_improvement - 1e-12
    assert chances[0].p_deterioration <= chances[1].p_deterioration + 1e-12


@pytest.mark.parametrize("measure", measures_with_curves())
def test_on_every_curve_we_ship_the_latest_score_pulls_the_end_its_own_way(measure: str) -> None:
    curve = curve_for(measure)
    assert curve is not None
    for n in range(2, int(curve.last)):
        for gap in (0.3, 0.5, 1.0):
            record = [(1 + place * gap, curve.scale.highest / 2) for place in range(n)]
            moved = [*record[:-1], (record[-1][0], record[-1][1] + 1)]
            ends = [look_ahead(believe(r, curve), curve, curve.last).mean for r in (record, moved)]
            assert ends[0] < ends[1]


def test_scores_that_fall_raise_the_chance_of_improvement_and_scores_that_rise_that_of_deterioration() -> None:
    falling, steady, rising = (forecast(r, PLAIN, RELIABLE, TWELVE) for r in (FALLING, STEADY, RISING))
    assert falling.p_reliable_improvement > 0.85 > steady.p_reliable_improvement
    assert rising.p_deterioration > 0.3
    assert falling.p_deterioration < 0.05


def test_a_missing_session_is_no_score_and_makes_the_forecast_less_sure() -> None:
    whole = look_ahead(believe(STEADY, PLAIN), PLAIN, TWELVE)
    gap = look_ahead(believe([STEADY[0], STEADY[3]], PLAIN), PLAIN, TWELVE)
    assert gap.sd > whole.sd


def test_further_off_means_less_sure() -> None:
    points = fan(STEADY, PLAIN, (5.0, 8.0, 12.0))
    widths = [point.high - point.low for point in points]
    assert widths == sorted(widths)
    assert all(point.low <= point.middle <= point.high for point in points)


def test_on_a_scale_where_higher_is_better_rising_scores_are_improvement() -> None:
    record = [(1.0, 28.0), (2.0, 40.0), (3.0, 52.0)]
    found = forecast(record, WELLBEING, 10, 10.0, cutoff=50)
    assert found.p_reliable_improvement > 0.8
    assert found.p_recovery is not None
    assert found.p_deterioration < 0.05
    assert all(0 <= end <= 100 and end % 4 == 0 for end in found.band)


def test_no_recovery_is_forecast_for_someone_who_began_in_the_usual_range_or_without_a_cut_off() -> None:
    assert forecast([(1.0, 9.0)], PLAIN, RELIABLE, TWELVE, cutoff=10).p_recovery is None
    assert forecast([(1.0, 10.0)], PLAIN, RELIABLE, TWELVE, cutoff=10).p_recovery is not None
    assert forecast([(1.0, 15.0)], PLAIN, RELIABLE, TWELVE).p_recovery is None


def test_a_baseline_too_low_to_fall_by_a_reliable_change_has_no_chance_of_it() -> None:
    assert forecast([(1.0, 5.0)], PLAIN, RELIABLE, TWELVE).p_reliable_improvement == 0


def test_a_change_of_exactly_the_reliable_change_counts() -> None:
    whole, more = (forecast([(1.0, 15.0)], PLAIN, change, TWELVE) for change in (6.0, 6.01))
    assert whole.p_reliable_improvement > more.p_reliable_improvement
    ahead = look_ahead(believe([(1.0, 15.0)], PLAIN), PLAIN, TWELVE)
    assert whole.p_reliable_improvement == pytest.approx((1 + erf((9.5 - ahead.mean) / ahead.sd / sqrt(2))) / 2)


FLAT = [(float(session), 20.0) for session in range(1, 9)]


def unlikely(record: Record, curve: Curve) -> Forecast:
    return forecast(record, curve, 9, TWELVE)


def test_nobody_is_told_before_session_6_on_flat_scores_that_improvement_is_unlikely() -> None:
    sure = replace(PLAIN, points=((1.0, 20.0), (12.0, 20.0)))
    five, six = unlikely(FLAT[:5], sure), unlikely(FLAT[:6], sure)
    assert five.p_reliable_improvement < 0.2
    assert not five.unlikely_to_improve
    assert six.unlikely_to_improve


def test_two_scores_in_a_row_that_are_reliably_worse_may_be_said_at_once_and_one_may_not() -> None:
    worse = [(1.0, 15.0), (2.0, 21.0), (3.0, 22.0)]
    assert forecast(worse, PLAIN, RELIABLE, TWELVE).unlikely_to_improve
    assert not forecast([(1.0, 15.0), (2.0, 16.0), (3.0, 24.0)], PLAIN, RELIABLE, TWELVE).may_be_said
    assert not forecast(worse[:2], PLAIN, RELIABLE, TWELVE).may_be_said


def test_a_good_course_is_never_called_unlikely_to_improve() -> None:
    assert not forecast(FALLING, PLAIN, RELIABLE, TWELVE).unlikely_to_improve


@pytest.mark.parametrize(
    ("record", "horizon"),
    [([], 12.0), (STEADY, 4.0), (STEADY, 3.0), (STEADY, 12.5), ([(0.5, 15.0)], 12.0)],
    ids=["no score", "horizon at the last score", "horizon before it", "past the curve", "before the curve"],
)
def test_what_the_curve_can_t_answer_is_refused(record: Record, horizon: float) -> None:
    with pytest.raises(ValueError, match=r"score|horizon|curve"):
        forecast(record, PLAIN, RELIABLE, horizon)


def test_one_forecast_takes_less_than_a_millisecond() -> None:
    record = [(1 + week * 0.8, 18.0 - week) for week in range(12)]
    best = min(_timed(record) for _ in range(20))
    assert best < 0.001


def _timed(record: Record) -> float:
    began = perf_counter()
    forecast(record, PLAIN, RELIABLE, TWELVE, cutoff=10)
    return perf_counter() - began


def test_the_mean_curve_is_straight_on_ln_time_between_its_points() -> None:
    half = (1 * 3) ** 0.5
    assert log(half) == pytest.approx(log(3) / 2)
    assert PLAIN.mean(half) == pytest.approx((15.5 + 12.4) / 2)
