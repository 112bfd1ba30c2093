"""The promise: every possible score of every scale has one meaning, and the marks fall on the worse side."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unstuck.measures import Measure, countries, goal, ids, measure

ALL = [
    *(measure(id_) for id_ in ids()),
    *(measure(id_, country) for id_ in ids() for country in countries(id_)),
    goal(),
]


def possible_scores(of: Measure) -> st.SearchStrategy[float]:
    tenths = 10 if of.decimals else 1
    return st.integers(int(of.lowest) * tenths, int(of.highest) * tenths).map(lambda score: score / tenths)


measures_and_two_scores = st.sampled_from(ALL).flatmap(
    lambda of: st.tuples(st.just(of), possible_scores(of), possible_scores(of))
)


@pytest.mark.parametrize(
    ("id_", "last_usual", "first_not_usual"),
    [
        ("phq9", 9, 10),
        ("gad7", 7, 8),
        ("who5", 52, 48),
        ("core10", 10, 11),
        ("core_om", 9.9, 10),
        ("pcl5", 30, 31),
        ("bdi", 9, 10),
        ("bdi2", 13, 14),
        ("oq45", 63, 64),
        ("ors", 25.1, 25),
        ("srs", 36.1, 36),
    ],
)
def test_a_score_on_the_cut_off_is_not_usual(id_: str, last_usual: float, first_not_usual: float) -> None:
    assert measure(id_).usual(last_usual) is True
    assert measure(id_).usual(first_not_usual) is False


@pytest.mark.parametrize("id_", ["phq4", "dass21_depression", "dass21_anxiety", "dass21_stress", "checkin"])
def test_without_a_cut_off_nobody_is_called_usual(id_: str) -> None:
    assert measure(id_).usual(0) is None


@pytest.mark.parametrize(
    ("id_", "score", "band"),
    [
        ("phq9", 0, "minimal"),
        ("phq9", 19, "moderately_severe"),
        ("phq9", 20, "severe"),
        ("wsas", 20, "significant"),
        ("wsas", 21, "moderately_severe"),
        ("who5", 28, "very_low"),
        ("who5", 32, "low"),
        ("who5", 50, "low"),
        ("who5", 52, "adequate"),
        ("ors", 25, "below_cutoff"),
        ("ors", 25.1, "above_cutoff"),
        ("srs", 36, "talk_about_it"),
        ("srs", 36.1, "as_usual"),
    ],
)
def test_a_score_on_a_mark_is_in_the_worse_band(id_: str, score: float, band: str) -> None:
    found = measure(id_).band(score)
    assert found is not None
    assert found.id == band


def test_no_bands_where_none_were_published() -> None:
    assert measure("pcl5").bands == ()
    assert measure("pcl5").band(40) is None


@pytest.mark.parametrize(
    ("id_", "severe", "not_yet"),
    [
        ("phq9", 20, 19),
        ("gad7", 15, 14),
        ("who5", 28, 32),
        ("core10", 25, 24),
        ("k6", 13, 12),
        ("dass21_stress", 26, 25),
    ],
)
def test_a_severe_score_puts_the_question_about_safety_first(id_: str, severe: float, not_yet: float) -> None:
    assert measure(id_).severe(severe)
    assert not measure(id_).severe(not_yet)


@pytest.mark.parametrize("id_", ["pcl5", "wsas", "oq45", "ors", "srs", "checkin"])
def test_no_score_is_severe_where_no_band_says_so(id_: str) -> None:
    assert not any(measure(id_).severe(score) for score in (measure(id_).lowest, measure(id_).highest))


def test_a_lower_phq9_and_a_higher_who5_are_a_gain() -> None:
    assert measure("phq9").gain(18, 12) == 6
    assert measure("who5").gain(32, 52) == 20
    assert measure("who5").gain(52, 32) == -20
    assert measure("who5").worse(32, than=52)
    assert not measure("phq9").worse(12, than=12)


def test_the_item_about_suicide_is_counted_from_one() -> None:
    assert measure("phq9").risk_item == 9
    assert measure("core10").risk_item == 6
    assert [id_ for id_ in ids() if measure(id_).risk_item] == ["phq9", "core10"]


def test_a_country_with_figures_of_its_own_has_only_its_own() -> None:
    home, dutch = measure("oq45"), measure("oq45", "NL")
    assert home.usual(60) is True
    assert dutch.usual(60) is False
    assert dutch.clinical is None
    assert dutch.site == home.site
    assert measure("oq45", "DE") == home
    assert measure("phq9", "NL") == measure("phq9")


def test_only_scales_of_a_session_are_about_the_alliance() -> None:
    assert [id_ for id_ in ids() if measure(id_).kind == "alliance"] == ["srs"]


def test_only_three_scales_have_decimals() -> None:
    assert [id_ for id_ in ids() if measure(id_).decimals] == ["core_om", "ors", "srs"]


def test_our_own_check_in_runs_one_way_and_has_no_norms() -> None:
    ours = measure("checkin")
    assert (ours.lowest, ours.highest, ours.better) == (0, 40, "higher")
    assert ours.parts == ("mood", "worry", "people", "daily_life")
    assert (ours.bands, ours.cutoff, ours.population, ours.clinical) == ((), None, None, None)


@pytest.mark.parametrize("of", ALL, ids=lambda of: of.id)
def test_the_bands_of_a_scale_fill_its_range(of: Measure) -> None:
    marks = [band.mark for band in of.bands]
    assert marks == sorted(set(marks))
    assert all(of.lowest <= mark < of.highest for mark in marks)
    assert not marks or marks[0] == of.lowest


@given(measures_and_two_scores)
def test_a_better_score_never_has_a_worse_band_and_is_never_less_usual(case: tuple[Measure, float, float]) -> None:
    of, one, other = case
    better, worse = (other, one) if of.worse(one, than=other) else (one, other)
    if of.bands:
        order = list(of.bands) if of.better == "higher" else list(of.bands)[::-1]
        bands = [band for score in (worse, better) if (band := of.band(score)) is not None]
        assert order.index(bands[0]) <= order.index(bands[1])
    if of.usual(worse):
        assert of.usual(better)
    if of.severe(better):
        assert of.severe(worse)


@given(measures_and_two_scores)
def test_usual_and_severe_never_meet(case: tuple[Measure, float, float]) -> None:
    of, score, _ = case
    assert not (of.usual(score) and of.severe(score))


@given(measures_and_two_scores)
def test_there_and_back_is_no_gain(case: tuple[Measure, float, float]) -> None:
    of, one, other = case
    assert of.gain(one, other) == pytest.approx(-of.gain(other, one))
    assert (of.gain(one, other) < 0) == of.worse(other, than=one)
