"""The promise: a change counts only when it is larger than the measure's own error."""

import subprocess
import sys
from dataclasses import replace
from math import inf, nan
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unstuck.change.reliable_change import Z95, Precision, errors_per_100, reliable_change

PHQ9 = Precision(sd=5.5, reliability=0.84, source="NHS Talking Therapies 2022-23; Kroenke 2001")
SRC = str(Path(__file__).parents[2] / "src")
scores = st.integers(0, 27)


def test_six_points_on_the_phq9_are_within_error_and_seven_are_not() -> None:
    assert reliable_change(18, 12, PHQ9).kind == "within error"
    assert reliable_change(18, 11, PHQ9).kind == "better"


def test_the_reliable_change_depends_on_the_reliability_chosen() -> None:
    assert PHQ9.reliable_points == pytest.approx(6.098, abs=5e-4)
    assert replace(PHQ9, reliability=0.89).reliable_points == pytest.approx(5.056, abs=5e-4)


def test_more_points_are_worse_unless_the_measure_runs_the_other_way() -> None:
    assert reliable_change(10, 18, PHQ9).kind == "worse"
    assert reliable_change(10, 18, PHQ9, better="higher").kind == "better"


def test_exactly_the_critical_value_is_still_within_error() -> None:
    one_point_of_error = Precision(sd=1, reliability=0.5, source="made up")
    assert reliable_change(0, Z95, one_point_of_error).kind == "within error"
    assert reliable_change(0, Z95 + 1e-9, one_point_of_error).kind == "worse"


@given(scores, scores)
def test_there_and_back_is_the_same_distance(a: int, b: int) -> None:
    assert reliable_change(a, b, PHQ9).index == pytest.approx(-reliable_change(b, a, PHQ9).index)


@given(scores, scores)
def test_turning_the_scale_round_turns_nothing_else_round(a: int, b: int) -> None:
    assert reliable_change(a, b, PHQ9).kind == reliable_change(27 - a, 27 - b, PHQ9, better="higher").kind


@pytest.mark.parametrize("reliability", [-0.1, 0.0, 1.0, 1.2, nan])
def test_a_measure_without_error_or_without_signal_is_refused(reliability: float) -> None:
    with pytest.raises(ValueError, match="reliability"):
        reliable_change(18, 12, replace(PHQ9, reliability=reliability))


@pytest.mark.parametrize("sd", [-1, 0, inf, nan])
def test_a_spread_that_is_none_is_refused(sd: float) -> None:
    with pytest.raises(ValueError, match="sd > 0"):
        reliable_change(18, 12, replace(PHQ9, sd=sd))


@pytest.mark.parametrize("score", [nan, inf, -inf])
def test_a_missing_or_infinite_score_is_refused_and_never_called_worse(score: float) -> None:
    with pytest.raises(ValueError, match="two scores"):
        reliable_change(18, score, PHQ9)


def test_both_kinds_of_error_are_told_per_100() -> None:
    errors = errors_per_100(PHQ9.reliable_points, PHQ9, true_change=-2 * PHQ9.reliable_points)
    assert errors.false_alarms == pytest.approx(5)
    assert errors.missed == pytest.approx(2.5)
    assert errors.true_change == 2 * PHQ9.reliable_points


def test_half_of_those_who_changed_by_exactly_the_threshold_are_missed() -> None:
    assert errors_per_100(6, PHQ9, true_change=6).missed == pytest.approx(50)


def test_a_smaller_threshold_cries_wolf_more_often() -> None:
    assert errors_per_100(4, PHQ9, 6).false_alarms > 3 * errors_per_100(6, PHQ9, 6).false_alarms


def test_one_person_s_change_needs_no_numpy() -> None:
    modules = ("reliable_change", "methods", "cutoffs", "significance", "sudden_gains", "hlm")
    asked = "; ".join(f"import unstuck.change.{name}" for name in modules)
    program = f"import sys; {asked}; sys.exit('numpy' in sys.modules or 'scipy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False, env={"PYTHONPATH": SRC}).returncode == 0
