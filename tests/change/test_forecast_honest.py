"""The promise: the chances come true, on people the curve has not seen. The full figures are the benchmark's."""

import numpy as np
import pytest

from benchmarks.forecast_courses import BDI, LATE, PHQ9, Cohort, enrichd, kinds, simulated, stratified_folds
from benchmarks.forecast_late import told_early
from benchmarks.forecast_rivals import RIVALS, curve_of, ends_after, forecasts
from benchmarks.forecast_scoring import (
    Judged,
    area,
    brier,
    calibration_error,
    interval,
    plainly,
    precision_at_alert,
    sensitivity_at_alert,
    sensitivity_at_specificity,
    slope,
)
from tests.shared import needs_shared
from unstuck.change.curves import curve_for

SOME = 4000


def judged(train: Cohort, test: Cohort, session: int, *, worse: bool = False) -> tuple[Judged, float]:
    """Our chances for the people still in treatment, and the share of ends in our band."""
    still = test.of(test.still_in(session))
    ours = forecasts(curve_of(train), still, range(len(still.scores)), session, ends_after(train, session))
    chance = np.array([one.deteriorated if worse else one.unimproved for one in ours])
    held = np.mean([one.band[0] <= end <= one.band[1] for one, end in zip(ours, still.final, strict=True)])
    people = np.arange(len(chance))
    came = still.deteriorated if worse else still.unimproved
    return Judged(chance, came, np.zeros_like(people), people), float(held)


@needs_shared
@pytest.mark.parametrize("scenario", ["S1", "S2", "S3", "S4"])
def test_on_new_simulated_people_chances_are_calibrated_and_bands_hold(scenario: str) -> None:
    train, test = (simulated(scenario, (seed,))[0].of(np.arange(SOME)) for seed in (11, 111))
    found, held = judged(train, test, 4)
    assert 0.88 <= plainly(found, slope) <= 1.15
    assert plainly(found, calibration_error) < 0.06
    assert 0.78 <= held <= 0.90
    still = [cohort.of(cohort.still_in(4)) for cohort in (train, test)]
    rival = RIVALS["all scores, logistic"](still[0], still[1], 4, lambda cohort: cohort.unimproved)
    assert plainly(found, area) > plainly(Judged(rival, found.came, found.stratum, found.person), area) - 0.01


@needs_shared
def test_on_real_people_too_and_better_than_either_flag() -> None:
    cohort = enrichd()
    fold = stratified_folds(cohort, 0)
    train, test = cohort.of(np.flatnonzero(fold != 0)), cohort.of(np.flatnonzero(fold == 0))
    found, held = judged(train, test, 4)
    assert plainly(found, area) > 0.7
    assert held > 0.75
    assert (len(cohort.scores), cohort.trait) == (557, BDI)


@needs_shared
def test_at_most_a_tenth_of_late_improvers_are_told_before_session_6() -> None:
    (test,) = simulated("S3", (111,))
    late = test.of(np.flatnonzero(kinds(111) == LATE)[:600])
    curve = curve_for("phq9")
    assert curve is not None
    _, told = told_early(curve, late)
    assert told.mean() <= 0.10


CHANCES = np.array([0.1, 0.2, 0.3, 0.4, 0.4, 0.6, 0.7, 0.8, 0.9, 0.9])
CAME = np.array([0, 0, 0, 0, 1, 1, 0, 1, 1, 1], bool)
TEN = Judged(CHANCES, CAME, np.zeros(10, np.int64), np.arange(10))


def test_the_area_is_the_share_of_pairs_in_the_right_order_with_ties_as_half() -> None:
    pairs = [(a, b) for a in CHANCES[CAME] for b in CHANCES[~CAME]]
    assert plainly(TEN, area) == pytest.approx(np.mean([(a > b) + (a == b) / 2 for a, b in pairs]))


def test_the_area_is_taken_within_strata() -> None:
    shifted = Judged(np.r_[CHANCES, CHANCES / 10], np.r_[CAME, CAME], np.repeat([0, 1], 10), np.arange(20))
    assert plainly(shifted, area) == pytest.approx(plainly(TEN, area))


def test_alerts_count_the_fifth_with_the_highest_chances() -> None:
    assert plainly(TEN, sensitivity_at_alert) == pytest.approx(2 / 5)
    assert plainly(TEN, precision_at_alert) == 1
    assert plainly(TEN, sensitivity_at_specificity) == pytest.approx(4 / 5)


def test_brier_and_calibration_error_by_hand() -> None:
    assert plainly(TEN, brier) == pytest.approx(np.mean((CHANCES - CAME) ** 2))
    exact = Judged(
        np.repeat([0.25, 0.75], 400), np.tile([1, 0, 0, 0, 0, 1, 1, 1], 100)[:800] > 2, TEN.stratum, TEN.person
    )
    assert plainly(exact, calibration_error) == pytest.approx(0.5, abs=0.3)


def test_the_slope_of_chances_that_are_too_sure_is_below_1() -> None:
    rng = np.random.default_rng(1)
    odds = rng.normal(0, 1.5, 20_000)
    came = rng.random(20_000) < 1 / (1 + np.exp(-odds))
    people = np.arange(20_000)
    right, sure = (Judged(1 / (1 + np.exp(-s * odds)), came, np.zeros_like(people), people) for s in (1, 2))
    assert plainly(right, slope) == pytest.approx(1, abs=0.05)
    assert plainly(sure, slope) == pytest.approx(0.5, abs=0.03)


def test_an_interval_of_a_method_against_itself_is_0() -> None:
    assert interval(TEN, brier, TEN) == (0, 0)
    low, high = interval(TEN, brier)
    assert low < plainly(TEN, brier) < high
    assert PHQ9.reliable_change == 6
