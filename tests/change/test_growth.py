"""The promise: a common course is fitted as lme4 fits it, from sums that can be added, and its doubts are said."""

from dataclasses import replace
from math import isnan, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.fit import LME4, anxiety
from benchmarks.forecast_courses import ALL_VISITS, enrichd
from tests.change.curve_examples import PLAIN, ROOTS, WELLBEING, spreads
from tests.shared import needs_shared
from unstuck.change.curves import Curve, Spread
from unstuck.change.growth import Growth, fit, free_bends
from unstuck.change.learning import learn
from unstuck.change.mixed_likelihood import Method, blocks, evaluate
from unstuck.change.mixed_search import free, jacobian, natural
from unstuck.change.mixed_sums import Sums, collect

TRUE = Spread(level=20, level_slope=-2, slope=4, state=6, phi=0.6, noise=5)
PARTS = ("level", "level_slope", "slope", "noise")
Long = tuple[np.ndarray, np.ndarray, np.ndarray]


def people(n: int, spread: Spread = TRUE, seed: int = 1, sessions: int = 8, gaps: float = 0.2) -> Long:
    """A long table of people of the model: mean 15 - 2.5 ln k, some sessions missing, rows shuffled."""
    rng, at = np.random.default_rng(seed), np.arange(1.0, sessions + 1)
    x = np.log(at)
    line = spread.level + spread.level_slope * (x[:, None] + x) + spread.slope * np.outer(x, x)
    fading = spread.state * spread.phi ** np.abs(at[:, None] - at)
    scores = rng.multivariate_normal(15 - 2.5 * x, line + fading + spread.noise * np.eye(sessions), n)
    scores[rng.random(scores.shape) < gaps] = np.nan
    person, place = np.nonzero(~np.isnan(scores))
    order = rng.permutation(len(person))
    return person[order], place[order] + 1.0, scores[person, place][order]


def direct_deviance(long: Long, spread: Spread, mean: tuple[float, float]) -> float:
    """-2 log-likelihood, person by person, from the definition."""
    total = 0.0
    for who in np.unique(long[0]):
        mine = long[0] == who
        at, score = long[1][mine], long[2][mine]
        x = np.log(at)
        line = spread.level + spread.level_slope * (x[:, None] + x) + spread.slope * np.outer(x, x)
        matrix = line + spread.state * spread.phi ** np.abs(at[:, None] - at) + spread.noise * np.eye(len(at))
        left = score - mean[0] - mean[1] * x
        total += len(at) * np.log(2 * np.pi) + np.linalg.slogdet(matrix)[1] + left @ np.linalg.solve(matrix, left)
    return float(total)


@needs_shared
@pytest.mark.parametrize("data", ["anxiety", "ENRICHD"])
def test_lme4_s_fits_are_reproduced(data: str) -> None:
    long = anxiety() if data == "anxiety" else enrichd(ALL_VISITS).long()
    growth = fit(collect(*long), state=False)
    likelihood, intercept, slope, *variances = LME4[data]
    assert growth.log_likelihood == pytest.approx(likelihood, abs=1e-5)
    assert growth.mean == pytest.approx((intercept, slope), abs=1e-4)
    assert [getattr(growth.spread, part) for part in PARTS] == pytest.approx(variances, rel=1e-4)
    assert growth.converged


@needs_shared
def test_the_state_that_fades_makes_real_scores_far_likelier() -> None:
    sums = collect(*enrichd(ALL_VISITS).long())
    without, with_state = fit(sums, state=False), fit(sums)
    assert with_state.log_likelihood - without.log_likelihood > 500
    assert 0.7 < with_state.spread.phi < 0.9


def test_a_fit_finds_the_spread_it_was_drawn_from_within_its_standard_errors() -> None:
    growth = fit(collect(*people(4000)))
    assert growth.converged
    assert growth.warnings == ()
    for part in Spread.__slots__:
        found, error = getattr(growth.spread, part), getattr(growth.spread_errors, part)
        assert 0 < error < 3
        assert abs(found - getattr(TRUE, part)) < 3.3 * error, part
    for found, error, true in zip(growth.mean, growth.mean_errors, (15, -2.5), strict=True):
        assert abs(found - true) < 3.3 * error


def test_standard_errors_are_the_scatter_of_the_fit_over_new_people() -> None:
    fits = [fit(collect(*people(400, seed=seed)), state=False) for seed in range(60)]
    for part in PARTS:
        scatter = np.std([getattr(growth.spread, part) for growth in fits])
        stated = np.mean([getattr(growth.spread_errors, part) for growth in fits])
        assert stated == pytest.approx(scatter, rel=0.3), part
    assert np.mean([growth.mean_errors[1] for growth in fits]) == pytest.approx(
        np.std([growth.mean[1] for growth in fits]), rel=0.3
    )


@settings(max_examples=15)
@given(spreads())
def test_the_deviance_from_sums_is_that_of_people_one_by_one(spread: Spread) -> None:
    long = people(30)
    found = evaluate(blocks(collect(*long), ()), spread, "ml")
    assert found.deviance == pytest.approx(direct_deviance(long, spread, (found.mean[0], found.mean[1])))
    elsewhere = direct_deviance(long, spread, (found.mean[0] + 0.1, found.mean[1]))
    assert found.deviance < elsewhere


@settings(max_examples=15)
@given(spreads(), st.sampled_from(["ml", "reml"]))
def test_the_gradient_is_the_slope_of_the_deviance(spread: Spread, method: Method) -> None:
    stack = blocks(collect(*people(40)), (3.0,))
    gradient = evaluate(stack, spread, method).gradient
    for place, part in enumerate(Spread.__slots__):
        if part == "state" and spread.state < 0.01:
            continue  # no room below 0 for a central difference
        step = 1e-5 * max(1.0, abs(getattr(spread, part)))
        sides = [replace(spread, **{part: getattr(spread, part) + sign * step}) for sign in (1, -1)]
        difference = [evaluate(stack, side, method).deviance for side in sides]
        assert gradient[place] == pytest.approx((difference[0] - difference[1]) / (2 * step), rel=1e-3, abs=1e-3)


@given(spreads())
def test_the_free_scale_is_left_and_entered_without_loss(spread: Spread) -> None:
    spread = replace(spread, state=spread.state + 0.01, phi=spread.phi * 0.99)
    there = natural(free(spread))
    for part in Spread.__slots__:
        assert getattr(there, part) == pytest.approx(getattr(spread, part), rel=1e-6)
    for place in range(6):
        step = np.zeros(6)
        step[place] = 1e-6
        sides = [natural(free(spread) + sign * step) for sign in (1, -1)]
        moved = [(getattr(sides[0], part) - getattr(sides[1], part)) / 2e-6 for part in Spread.__slots__]
        assert jacobian(free(spread))[:, place] == pytest.approx(moved, rel=1e-4, abs=1e-4)


def test_sums_of_two_clinics_added_give_the_fit_of_both_together() -> None:
    first, second = people(300, seed=2), people(200, seed=3)
    together = tuple(np.concatenate(pair) for pair in zip(first, (second[0] + 1000, *second[1:]), strict=True))
    added, whole = collect(*first) + collect(*second), collect(*together)
    assert (added.people, added.scores) == (whole.people, whole.scores)
    assert fit(added).log_likelihood == pytest.approx(fit(whole).log_likelihood)


@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(random: object) -> None:
    person, time, score = people(20)
    order = list(range(len(person)))
    random.shuffle(order)  # type: ignore[attr-defined]  # hypothesis types its Random as object
    one, other = collect(person, time, score), collect(person[order], time[order], score[order])
    assert one.patterns.keys() == other.patterns.keys()
    for times, pattern in one.patterns.items():
        assert pattern.people == other.patterns[times].people
        assert other.patterns[times].total == pytest.approx(pattern.total)
        assert other.patterns[times].cross == pytest.approx(pattern.cross)


def test_missing_scores_are_left_out_of_the_sums() -> None:
    person, time, score = people(20, gaps=0)
    holed = np.where(np.arange(len(score)) % 3 == 0, np.nan, score)
    kept = ~np.isnan(holed)
    assert collect(person, time, holed).scores == kept.sum()
    assert collect(person[:0], time[:0], score[:0]).people == 0


def test_a_free_mean_follows_a_course_that_no_line_on_ln_time_does() -> None:
    person, time, score = people(2000)
    sums = collect(person, time, score + 3 * (time > 4))
    growth = fit(sums, free_bends(sums))
    assert free_bends(sums) == (2, 3, 4, 5, 6, 7)
    assert growth.mean_at(5) - growth.mean_at(4) == pytest.approx(3 - 2.5 * np.log(5 / 4), abs=0.4)
    assert growth.knots()[0] == (1.0, growth.mean[0])
    assert growth.knots()[-1][0] == 8.0


def test_few_people_are_fitted_with_a_warning() -> None:
    growth = fit(collect(*people(60)), state=False)
    assert "few_people" in growth.warnings
    assert "few_people" not in fit(collect(*people(300)), state=False).warnings


def test_a_state_that_isn_t_there_is_said_to_be_missing() -> None:
    growth = fit(collect(*people(800, replace(TRUE, state=0.0))))
    assert growth.converged
    assert growth.spread.state < 0.8
    assert growth.log_likelihood == pytest.approx(
        fit(collect(*people(800, replace(TRUE, state=0.0))), state=False).log_likelihood, abs=3
    )


def test_people_who_all_change_at_one_pace_are_said_to() -> None:
    growth = fit(collect(*people(600, replace(TRUE, slope=0.0, level_slope=0.0, state=0.0))), state=False)
    assert growth.converged
    assert growth.spread.slope < 0.2


def test_a_model_without_a_state_knows_no_error_of_it() -> None:
    errors = fit(collect(*people(300)), state=False).spread_errors
    assert isnan(errors.state)
    assert isnan(errors.phi)
    assert errors.level > 0


def long(*rows: tuple[int, float, float]) -> Sums:
    columns = np.array(rows, float).T
    return collect(columns[0], columns[1], columns[2])


@pytest.mark.parametrize(
    "sums",
    [
        Sums({}),
        long((1, 1, 10), (1, 2, 9), (1, 3, 8)),
        long((1, 1, 10), (2, 1, 12), (3, 1, 9), (4, 1, 8)),
        long((1, 1, 10), (2, 2, 12), (3, 1, 9), (4, 2, 8)),
        long(*((who, time, 10.0) for who in range(5) for time in (1, 2, 3))),
    ],
    ids=["nobody", "one person", "one time", "one score a person", "scores that do not vary"],
)
def test_too_little_to_fit_is_refused(sums: Sums) -> None:
    with pytest.raises(ValueError, match="course"):
        fit(sums)


@pytest.mark.parametrize(
    ("time", "score"),
    [(0.0, 10.0), (np.inf, 10.0), (1.0, np.inf), (np.nan, 10.0)],
    ids=["time before 1", "infinite time", "infinite score", "no time"],
)
def test_what_can_t_be_a_time_or_a_score_is_refused(time: float, score: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        collect(np.array([1, 1]), np.array([1.0, time]), np.array([9.0, score]))
    with pytest.raises(ValueError, match="one row each"):
        collect(np.array([1, 1]), np.array([1.0]), np.array([9.0]))


def test_any_times_can_be_fitted_not_only_whole_ones() -> None:
    rng = np.random.default_rng(4)
    person = np.repeat(np.arange(200), 5)
    time = 1 + np.sort(rng.random((200, 5)) * 10, axis=1).ravel()
    score = 15 - 2.5 * np.log(time) + np.repeat(rng.normal(0, 4, 200), 5) + rng.normal(0, 2, 1000)
    growth = fit(collect(person, time, score), state=False)
    assert growth.mean[1] == pytest.approx(-2.5, abs=0.5)
    assert sqrt(growth.spread.level) == pytest.approx(4, abs=1)


def learned(blank: Curve, score: np.ndarray, time: np.ndarray, person: np.ndarray) -> tuple[Curve, Growth]:
    found = learn(person, time, score, blank)
    assert found.log_likelihood > found.other
    return found.curve, found.growth


def test_the_scale_that_makes_the_scores_likelier_is_kept() -> None:
    person, time, score = people(500, gaps=0)
    curve, _ = learned(PLAIN, np.clip(np.round(score + 20), 0, 60), time, person)
    assert not curve.scale.roots
    crowded = np.clip(np.round((np.clip(score + 5, 0, 40) / 6) ** 2), 0, 60)
    curve, growth = learned(PLAIN, crowded, time, person)
    assert curve.scale.roots
    assert curve.points[0][1] == pytest.approx(growth.mean[0] ** 2 - 1)
    assert curve.population.people == 500


def test_where_higher_is_better_scores_crowd_at_the_top() -> None:
    person, time, score = people(500, gaps=0)
    crowded = 100 - np.clip(np.round((np.clip(score + 5, 0, 60) / 6) ** 2), 0, 25) * 4
    curve, _ = learned(WELLBEING, crowded, time, person)
    assert curve.scale.roots
    assert curve.points[0][1] < curve.points[-1][1]
    assert ROOTS.scale.roots
