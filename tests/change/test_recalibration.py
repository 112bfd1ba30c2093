"""The promise: a place's own finished cases mend its forecasts, when there are enough, and never their order."""

from dataclasses import replace
from math import exp, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unstuck.change.forecast import Forecast
from unstuck.change.recalibration import Case, Line, Recalibration, line_of, recalibrate


def forecast_of(improved: float, worse: float = 0.05, recovered: float | None = None) -> Forecast:
    return Forecast(12.0, improved, recovered, worse, (3, 12), may_be_said=True, unlikely_to_improve=improved <= 0.2)


def cases(n: int, true: Line, seed: int = 1) -> list[Case]:
    """Forecasts and outcomes of people whose log odds are those of the forecast, shifted and stretched."""
    rng = np.random.default_rng(seed)
    chances = 1 / (1 + np.exp(-rng.normal(0.3, 1.8, n)))
    came = rng.random(n) < [true.apply(chance) for chance in chances]
    worse = rng.random(n) < 0.05
    return [
        Case(forecast_of(float(p), recovered=float(p) * 0.6), bool(c), bool(c and w), bool(d and not c))
        for p, c, w, d in zip(chances, came, rng.random(n) < 0.6, worse, strict=True)
    ]


def test_forecasts_that_were_too_sure_are_drawn_in() -> None:
    found = recalibrate(cases(4000, Line(-0.4, 0.6)))
    assert found.cases == 4000
    assert found.improvement is not None
    assert found.improvement.stretch == pytest.approx(0.6, abs=0.07)
    assert found.improvement.shift == pytest.approx(-0.4, abs=0.12)
    assert 0.5 < found.apply(forecast_of(0.9)).p_reliable_improvement < 0.9


def test_forecasts_that_were_right_stay_as_they_are() -> None:
    found = recalibrate(cases(4000, Line(0, 1)))
    for chance in (0.1, 0.4, 0.8):
        assert found.apply(forecast_of(chance)).p_reliable_improvement == pytest.approx(chance, abs=0.04)


def test_fewer_than_300_finished_cases_are_refused() -> None:
    with pytest.raises(ValueError, match="299 finished cases are too few"):
        recalibrate(cases(299, Line(0, 1)))
    assert recalibrate(cases(300, Line(0, 1))).cases == 300


def test_an_outcome_that_hardly_ever_came_stays_as_forecast() -> None:
    found = recalibrate(cases(400, Line(0, 1)))
    assert found.deterioration is None
    assert found.apply(forecast_of(0.5, worse=0.07)).p_deterioration == 0.07


def test_forecasts_that_chance_would_turn_round_stay_as_they_are() -> None:
    pairs = [(0.2, True)] * 60 + [(0.8, False)] * 60 + [(0.5, True), (0.5, False)]
    assert line_of(pairs, 50) is None


def test_outcomes_that_the_chances_tell_apart_wholly_or_not_at_all_give_no_line() -> None:
    assert line_of([(0.2, False)] * 60 + [(0.8, True)] * 60, 50) is None
    assert line_of([(0.5, False)] * 60 + [(0.5, True)] * 60, 50) is None


def test_the_line_is_the_most_likely_one() -> None:
    pairs = [(case.forecast.p_reliable_improvement, case.improved) for case in cases(500, Line(0.5, 0.8))]
    line = line_of(pairs, 50)
    assert line is not None

    def likelihood(of: Line) -> float:
        return sum(log(of.apply(chance) if came else 1 - of.apply(chance)) for chance, came in pairs)

    best = likelihood(line)
    for shift, stretch in ((0.01, 0), (-0.01, 0), (0, 0.01), (0, -0.01)):
        assert likelihood(Line(line.shift + shift, line.stretch + stretch)) < best


chances = st.floats(0, 1)
lines = st.builds(Line, st.floats(-3, 3), st.floats(0.05, 3)) | st.none()


@given(lines, lines, lines, st.tuples(chances, chances, chances))
def test_mended_chances_lie_in_0_to_1_and_fit_together(
    a: Line | None, b: Line | None, c: Line | None, raw: tuple[float, float, float]
) -> None:
    improved, worse = raw[0], raw[1] * (1 - raw[0])
    found = Recalibration(300, a, b, c).apply(forecast_of(improved, worse, improved * raw[2]))
    assert 0 <= found.p_deterioration <= 1 - found.p_reliable_improvement <= 1
    assert found.p_recovery is not None
    assert 0 <= found.p_recovery <= found.p_reliable_improvement


@given(st.floats(-3, 3), st.floats(0.05, 3), chances, chances)
def test_the_order_of_people_never_changes(shift: float, stretch: float, one: float, other: float) -> None:
    mended = Recalibration(300, Line(shift, stretch), None, None)
    low, high = sorted((min(max(one, 1e-5), 1 - 1e-5), min(max(other, 1e-5), 1 - 1e-5)))
    first, second = (mended.apply(forecast_of(p)).p_reliable_improvement for p in (low, high))
    assert first <= second


def test_the_band_and_the_patience_of_the_flag_stay_and_the_flag_follows_the_mended_chance() -> None:
    down = Recalibration(300, Line(-1, 1), None, None)
    raw = forecast_of(0.3)
    assert not raw.unlikely_to_improve
    assert down.apply(raw).unlikely_to_improve
    assert down.apply(raw).band == raw.band
    assert not down.apply(replace(raw, may_be_said=False)).unlikely_to_improve


def test_a_line_is_read_in_log_odds() -> None:
    odds = -1 + 0.5 * log(0.8 / 0.2)
    assert Line(-1, 0.5).apply(0.8) == pytest.approx(1 / (1 + exp(-odds)))
    assert (Line(-1, 0.5).apply(0.0), Line(-1, 0.5).apply(1.0)) == (0, 1)
