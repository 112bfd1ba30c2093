"""The promise: a rupture is more than this person's ups and downs, and a missing rating is no good rating."""

from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.change.weeks import seeded, ups_and_downs, week
from unstuck.change.alliance import alliance, srs_is_a_concern


def rated(*values: float | None) -> list[tuple[date, float | None]]:
    return [(week(i), value) for i, value in enumerate(values)]


def test_no_ratings_say_nothing() -> None:
    found = alliance([])
    assert (found.n, found.latest, found.level, found.trend, found.ruptured) == (0, None, "unknown", "unknown", False)


def test_two_ratings_alike_are_steady_and_two_far_apart_are_unknown() -> None:
    assert alliance(rated(6.8, 6.8)).trend == "steady"
    assert alliance(rated(8, 4)).trend == "unknown"


@pytest.mark.parametrize(
    ("ratings", "level"),
    [((4, 5, 4), "low"), ((6, 6, 5), "middling"), ((7, 7, 8), "good"), ((9, 10, 9.5), "ceiling")],
)
def test_low_is_under_five_good_from_seven_and_always_nine_or_ten_is_no_evidence(
    ratings: tuple[float, ...], level: str
) -> None:
    assert alliance(rated(*ratings)).level == level


def test_a_rating_that_once_left_the_ceiling_is_evidence_again() -> None:
    found = alliance(rated(10, 10, 9, 10, 6))
    assert found.level != "ceiling"
    assert found.ruptured


def test_one_fall_of_three_points_is_a_rupture() -> None:
    found = alliance(rated(8, 8, 8, 8, 4.5))
    assert found.ruptured
    assert found.last_rupture is not None
    assert (found.last_rupture.id, found.last_rupture.began) == ("deep", week(4))
    assert found.last_rupture.depth == pytest.approx(3.5)


def test_a_fall_of_one_and_a_half_has_to_happen_twice() -> None:
    assert not alliance(rated(8, 8, 8, 6.4)).ruptured
    twice = alliance(rated(8, 8, 8, 6.4, 6.4))
    assert twice.ruptured
    assert twice.last_rupture is not None
    assert (twice.last_rupture.id, twice.last_rupture.began) == ("repeated", week(3))


def test_with_three_ratings_nothing_is_called_a_rupture() -> None:
    assert not alliance(rated(9, 9, 2)).ruptured


def test_somebody_whose_ratings_always_go_up_and_down_has_no_rupture_every_month() -> None:
    assert not alliance(rated(9, 5, 8, 4, 9, 5, 8, 4, 9, 5)).ruptured


def test_a_rating_back_near_the_own_mean_repairs_it() -> None:
    found = alliance(rated(8, 8, 8, 4, 5, 7.5))
    assert not found.ruptured
    assert found.repaired
    assert found.last_rupture is not None
    assert found.last_rupture.since == week(5)


def test_a_fall_that_stays_for_six_ratings_is_the_level_now() -> None:
    found = alliance(rated(8, 8, 8, 4, 4, 4, 4, 4, 4))
    assert not found.ruptured
    assert found.last_rupture is not None
    assert found.last_rupture.state == "settled"
    assert found.level == "low"


def test_low_from_the_start_is_low_at_sessions_two_to_four_still_low_and_not_rising() -> None:
    assert alliance(rated(6, 4, 4, 4)).low_from_start
    assert alliance(rated(None, 4, None, 4)).low_from_start
    assert not alliance(rated(6, 4, 5.5, 4)).low_from_start
    assert not alliance(rated(4, 4, 4, 4, 6, 7, 7, 7)).low_from_start
    assert not alliance(rated(2, 2.5, 3, 4, 4.6, 4.9, 4.9)).low_from_start


def test_a_slow_decline_is_falling_and_a_slow_rise_is_rising() -> None:
    assert alliance(rated(8, 7.8, 7.5, 7.4, 7, 6.8, 6.5)).trend == "falling"
    assert alliance(rated(5, 5.5, 5.4, 6, 6.4, 6.5, 7)).trend == "rising"


def test_who_stops_rating_is_noticed() -> None:
    found = alliance(rated(7, 7, 6, None, None))
    assert found.stopped_rating
    assert found.unrated == 2
    assert not alliance(rated(7, None, 7, None, 6)).stopped_rating
    assert not alliance(rated(None, None, None)).stopped_rating


def test_an_srs_of_36_is_a_concern_and_37_is_not() -> None:
    assert srs_is_a_concern(36)
    assert not srs_is_a_concern(36.1)


@given(st.lists(st.one_of(st.none(), st.floats(0, 10)), max_size=40), st.randoms(use_true_random=False))
def test_the_order_of_entries_never_matters(values: list[float | None], rng: Random) -> None:
    ratings = rated(*values)
    shuffled = ratings[:]
    rng.shuffle(shuffled)
    assert alliance(shuffled) == alliance(ratings)


@given(st.lists(st.floats(9, 10), min_size=1, max_size=30))
def test_ceiling_ratings_never_make_a_rupture_or_a_trend(values: list[float]) -> None:
    found = alliance(rated(*values))
    assert found.level == "ceiling"
    assert not found.ruptured
    assert found.trend in {"steady", "unknown"}


@pytest.mark.parametrize(("phi", "sd", "most"), [(0.3, 0.7, 0.06), (0.3, 1.0, 0.16), (0.3, 2.0, 0.4)])
def test_false_ruptures_over_twenty_sessions_are_rare(phi: float, sd: float, most: float) -> None:
    rng, false = seeded(3), 0
    for _ in range(300):
        values = [min(10.0, max(0.0, 7 + x)) for x in ups_and_downs(rng, 20, phi, sd)]
        false += alliance(rated(*values)).last_rupture is not None
    assert false / 300 <= most
