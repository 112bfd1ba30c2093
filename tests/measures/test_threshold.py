"""The promise: change is judged by a sourced figure, else by the person's own ups and downs, else not at all."""

from __future__ import annotations

from dataclasses import replace
from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unstuck.knowledge import facts
from unstuck.measures import ids, measure, reliable_change

RULE = facts("measures")["own_variation"]


@pytest.mark.parametrize(
    ("id_", "points", "kind", "confirmed"),
    [
        ("phq9", 6, "published", True),
        ("gad7", 4, "published", True),
        ("who5", 10, "mid", True),
        ("core10", 6, "published", True),
        ("core_om", 5, "published", True),
        ("k10", 7, "published", True),
        ("pcl5", 18, "published", True),
        ("wsas", 8, "mid", False),
        ("bdi", 8.46, "published", False),
        ("hamd17", 5.8, "mid", True),
        ("oq45", 14, "published", True),
        ("ors", 5, "published", False),
    ],
)
def test_what_counts_on_each_scale_and_how_sure_that_is(id_: str, points: float, kind: str, confirmed: bool) -> None:
    found = reliable_change(measure(id_))
    assert found is not None
    assert (found.points, found.kind, found.confirmed) == (points, kind, confirmed)


@pytest.mark.parametrize("id_", ["k6", "dass21_depression", "dass21_anxiety", "dass21_stress", "checkin"])
def test_where_nothing_is_published_only_the_persons_own_ups_and_downs_can_judge(id_: str) -> None:
    assert reliable_change(measure(id_)) is None
    found = reliable_change(measure(id_), [10, 12, 11, 13, 11])
    assert found is not None
    assert found.kind == "own"


@pytest.mark.parametrize("id_", ["phq4", "srs"])
def test_a_scale_not_made_for_it_never_judges_change(id_: str) -> None:
    assert reliable_change(measure(id_), [4, 6, 5, 7, 5, 6]) is None


def test_of_two_published_figures_the_larger_counts() -> None:
    assert [change.low for change in measure("pcl5").published_change] == [15, 18]
    found = reliable_change(measure("pcl5"))
    assert found is not None
    assert found.points == 18


def test_six_points_on_the_phq9_count_and_five_do_not() -> None:
    found = reliable_change(measure("phq9"))
    assert found is not None
    assert found.reached(-6)
    assert found.reached(6)
    assert not found.reached(-5)


def test_in_the_netherlands_eighteen_points_count_on_the_oq45() -> None:
    found = reliable_change(measure("oq45", "NL"))
    assert found is not None
    assert (found.points, found.source) == (18, "timman-2017")


@pytest.mark.parametrize(("baseline", "points"), [(4, 3.5), (15, 3.5), (20, 4.6), (40, 9.2)])
def test_on_the_bdi2_a_share_of_the_score_counts_and_never_less_than_the_sourced_points(
    baseline: float, points: float
) -> None:
    found = reliable_change(measure("bdi2"), baseline=baseline)
    assert found is not None
    assert found.points == pytest.approx(points)
    assert found.percent == (23 if points > 3.5 else None)


def test_the_share_is_taken_of_the_first_score_unless_a_baseline_is_given() -> None:
    assert reliable_change(measure("bdi2"), [40, 12]) == reliable_change(measure("bdi2"), baseline=40)
    assert reliable_change(measure("bdi2"), [12, 40], baseline=40) == reliable_change(measure("bdi2"), baseline=40)
    assert reliable_change(measure("bdi2")) is None


def test_without_a_published_figure_it_is_computed_from_confirmed_ones() -> None:
    found = reliable_change(replace(measure("phq9"), published_change=()))
    assert found is not None
    assert found.kind == "computed"
    assert found.points == pytest.approx(1.96 * 5.5 * sqrt(2 * (1 - 0.737)), abs=0.001)
    assert found.sd == 5.5
    assert found.reliability is not None
    assert (found.reliability.kind, found.reliability.low, found.reliability.confirmed) == ("retest", 0.737, True)


def test_alpha_serves_where_no_retest_is_confirmed() -> None:
    found = reliable_change(replace(measure("core10"), published_change=()))
    assert found is not None
    assert found.points == pytest.approx(6.7, abs=0.05)
    assert found.reliability is not None
    assert found.reliability.kind == "alpha"


@pytest.mark.parametrize("id_", ["oq45", "core_om", "dass21_depression", "who5", "k10"])
def test_a_spread_nobody_confirmed_is_never_computed_with(id_: str) -> None:
    bare = replace(measure(id_), published_change=(), important_difference=None)
    assert reliable_change(bare) is None


def test_a_computed_edge_must_be_exceeded() -> None:
    found = reliable_change(replace(measure("phq9"), published_change=()))
    assert found is not None
    assert not found.reached(found.points)
    assert found.reached(found.points + 0.001)


def test_own_ups_and_downs_are_steps_from_score_to_score() -> None:
    found = reliable_change(measure("checkin"), [20, 22, 20, 22, 20])
    assert found is not None
    assert found.points == pytest.approx(3.4 * 2)
    assert not found.reached(6)
    assert found.reached(7)


def test_four_scores_are_too_few_to_know_someones_ups_and_downs() -> None:
    assert reliable_change(measure("checkin"), [20, 24, 20, 24]) is None
    assert reliable_change(measure("checkin"), [20, 24, 20, 24, 20]) is not None


def test_someone_whose_scores_never_moved_has_shown_nothing_of_them() -> None:
    assert reliable_change(measure("checkin"), [20] * 12) is None


def test_one_point_is_never_more_than_ups_and_downs() -> None:
    found = reliable_change(measure("checkin"), [20] * 30 + [21])
    assert found is not None
    assert not found.reached(1)


def test_a_steady_climb_counts() -> None:
    climb = [8, 11, 13, 17, 19, 22]
    found = reliable_change(measure("checkin"), climb[:-1])
    assert found is not None
    assert found.reached(climb[-1] - climb[0])


@given(st.sampled_from(ids()), st.lists(st.integers(0, 40), max_size=12))
def test_a_threshold_is_more_than_nothing(id_: str, scores: list[int]) -> None:
    found = reliable_change(measure(id_), scores)
    assert found is None or found.points > 0


@given(st.lists(st.integers(0, 40), min_size=5, max_size=12), st.integers(-100, 100))
def test_own_ups_and_downs_do_not_depend_on_where_someone_stands(scores: list[int], shift: int) -> None:
    here = reliable_change(measure("checkin"), scores)
    there = reliable_change(measure("checkin"), [score + shift for score in scores])
    assert here == there == reliable_change(measure("checkin"), scores[::-1])


def false_alarms(scores: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> float:
    """The share of people without any change whose last score counts as one, judged by the scores before it."""
    steps = np.abs(np.diff(scores[:, :-1])).mean(axis=1)
    return float(np.mean(np.abs(scores[:, -1] - scores[:, 0]) > RULE["steps"] * steps))


@pytest.mark.parametrize("n", [6, 7, 8, 12, 20, 40])
def test_of_people_whose_scores_only_scatter_at_most_five_in_a_hundred_are_misjudged(n: int) -> None:
    scatter = np.random.default_rng(7).normal(size=(100_000, n))
    assert false_alarms(scatter) < 0.05


@pytest.mark.parametrize("n", [6, 8, 20])
def test_where_moods_linger_at_most_twelve_in_a_hundred_are_misjudged(n: int) -> None:
    # as the BDI scores of 557 people do (ENRICHD, our fit): phi .77, state variance 22.7, noise variance 7.2
    random = np.random.default_rng(7)
    state = random.normal(size=(100_000, n)) * sqrt(22.7)
    for week in range(1, n):
        state[:, week] = 0.77 * state[:, week - 1] + sqrt(1 - 0.77**2) * state[:, week]
    assert false_alarms(state + random.normal(size=state.shape) * sqrt(7.2)) < 0.12
