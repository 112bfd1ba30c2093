"""The promise: a verdict needs time and more than one score, and says nothing a single bad week could undo."""

from __future__ import annotations

import pytest

from unstuck.change.verdict import Clock, SymptomClock, Verdict, overall, verdict
from unstuck.measures import measure, reliable_change

PHQ9 = measure("phq9")
POINTS = reliable_change(PHQ9)


def judge(*values: float, clock: Clock = "has_run") -> Verdict:
    gains = [PHQ9.gain(values[0], value) for value in values]
    return verdict(gains, POINTS, [PHQ9.usual(value) for value in values], clock=clock)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ((18,), "not_enough_data"),
        ((18, 18), "unchanged"),
        ((18, 12), "improved"),
        ((18, 13), "unchanged"),
        ((18, 16, 14), "improving"),
        ((18, 14, 16), "unchanged"),
        ((18, 9), "recovered"),
        ((14, 10), "unchanged"),
        ((18, 24), "unchanged"),
        ((18, 24, 24), "worse"),
        ((18, 24, 23), "unchanged"),
        ((4, 6, 3), "holding"),
        ((9, 2), "holding"),
        ((4, 11), "unchanged"),
        ((4, 11, 12), "worse"),
    ],
)
def test_each_course_of_phq9_scores_gets_its_verdict(values: tuple[float, ...], said: Verdict) -> None:
    assert judge(*values) == said


def test_before_the_clock_has_run_no_change_is_too_early() -> None:
    assert judge(18, 18, clock="running") == "too_early"
    assert judge(18, 24, 25, clock="running") == "worse"


def test_a_last_score_from_the_first_weeks_cannot_say_unchanged() -> None:
    assert judge(18, 18, clock="last_score_too_old") == "not_enough_data"


def test_a_plateau_is_not_on_course_for_ever() -> None:
    assert judge(16, 14, 12, 12) == "improving"
    assert judge(16, 12, 11, 12, 11, 12, 11, 12, 11) == "unchanged"


def test_without_a_known_reliable_change_there_is_no_verdict() -> None:
    assert verdict([0, 5, 9], None, [None] * 3, clock="has_run") == "not_enough_data"


@pytest.mark.parametrize(
    ("sessions", "weeks", "allowed", "scores", "ran"),
    [
        (5, 9, None, 9, False),
        (6, 0, None, 0, True),
        (0, 10, None, 3, True),
        (0, 10, None, 2, False),
        (4, 0, 12, 0, True),
        (3, 0, 12, 0, False),
        (3, 0, 10, 0, False),
        (4, 0, 10, 0, True),
        (5, 0, 8, 0, False),
        (6, 0, 60, 0, True),
    ],
)
def test_the_symptom_clock_runs_by_sessions_weeks_or_a_third_of_what_is_allowed(
    sessions: int, weeks: int, allowed: int | None, scores: int, ran: bool
) -> None:
    assert SymptomClock(sessions, weeks, allowed).has_run(scores) is ran


@pytest.mark.parametrize(("sessions", "allowed", "left"), [(0, None, 6), (2, 12, 2), (2, 10, 2), (2, 8, 4), (9, 12, 0)])
def test_the_clock_says_how_many_sessions_are_left(sessions: int, allowed: int | None, left: int) -> None:
    assert SymptomClock(sessions, 0, allowed).sessions_left == left


def test_measures_that_contradict_each_other_are_mixed() -> None:
    assert overall(["improved", "worse"], "improved") == "mixed"
    assert overall(["improved", "unchanged"], "unchanged") == "unchanged"
    assert overall([], None) == "not_enough_data"
