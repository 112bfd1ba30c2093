"""The promise: a million people are judged exactly as each of them would be alone, and nobody is lost on the way."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unstuck.change import significance
from unstuck.change.cutoffs import inside
from unstuck.change.methods import RULES, Method, Rule
from unstuck.change.reliable_change import Better, kind_of
from unstuck.change.significance import CATEGORIES, PLAIN, category
from unstuck.change.tables import ROWS, Limits, by_anchor, by_percentage, group, judge

pairs = st.lists(st.tuples(st.integers(0, 27), st.integers(0, 27)), min_size=1, max_size=30)
scores = st.one_of(st.none(), st.integers(0, 27))
RULE = Rule(carry=0.8, shift=1.5, error=3.0)


def columns(people: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    return np.array([pre for pre, _ in people], float), np.array([post for _, post in people], float)


@given(pairs, st.sampled_from(["lower", "higher"]), st.integers(5, 20), st.integers(5, 20))
def test_each_row_gets_the_category_of_the_person_alone(
    people: list[tuple[int, int]], better: Better, before: int, after: int
) -> None:
    found = judge(*columns(people), RULE, better, Limits(before, after)).categories()
    alone = [
        category(
            kind_of(RULE.index(pre, post), RULE.critical, better),
            began_inside=inside(pre, before, better),
            now_inside=inside(post, after, better),
        )
        for pre, post in people
    ]
    assert found == alone


@given(pairs)
def test_without_cut_offs_nobody_is_recovered_or_harmed(people: list[tuple[int, int]]) -> None:
    assert not {"recovered", "harmed"} & set(judge(*columns(people), RULE).categories())


@given(st.lists(st.tuples(scores, scores), min_size=1, max_size=30), st.sampled_from(["lower", "higher"]))
def test_percentages_and_anchors_of_a_table_are_those_of_each_person(
    people: list[tuple[float | None, float | None]], better: Better
) -> None:
    pre, post = (np.array([np.nan if x is None else x for x in column], float) for column in zip(*people, strict=True))
    for codes, alone in (
        (by_anchor(pre, post, 5, better), [significance.by_anchor(*one, 5, better) for one in people]),
        (by_percentage(pre, post, 0.5, better), [significance.by_percentage(*one, 0.5, better) for one in people]),
    ):
        names = [None if code < 0 else CATEGORIES[code] for code in codes.tolist()]
        assert names == [kind and PLAIN[kind] for kind in alone]


def test_an_infinite_score_or_a_change_of_nothing_is_refused() -> None:
    for judged in (by_anchor, by_percentage):
        with pytest.raises(ValueError, match="infinite"):
            judged(np.array([np.inf, 12.0]), np.array([np.inf, 3.0]), 5)
        with pytest.raises(ValueError, match="above 0"):
            judged(np.array([20.0]), np.array([3.0]), 0)


@pytest.mark.parametrize("method", RULES)
def test_more_rows_than_fit_in_the_cache_at_once_are_all_judged(method: Method) -> None:
    random = np.random.default_rng(5)
    pre, post = random.normal(20, 6, (2, 3 * ROWS + 17))
    rule = RULES[method](group(pre, post, 0.8, "made up"))
    found = judge(pre, post, rule)
    assert found.index == pytest.approx(rule.index(pre, post), abs=1e-12)
    assert found.summary().n == len(pre)


def test_a_group_is_described_as_numpy_would() -> None:
    random = np.random.default_rng(6)
    pre, post = random.normal(1000, 1, (2, 100_003))
    found = group(pre, post, 0.8, "made up")
    assert found.mean_pre == pytest.approx(pre.mean(), rel=1e-14)
    assert found.sd_pre == pytest.approx(pre.std(ddof=1), rel=1e-12)
    assert found.sd_post == pytest.approx(post.std(ddof=1), rel=1e-12)
    assert found.sd_change == pytest.approx((post - pre).std(ddof=1), rel=1e-12)


def test_the_two_reliabilities_are_the_same_unless_told_otherwise() -> None:
    scores = np.array([1.0, 2.0])
    assert group(scores, scores, 0.8, "").reliability_post == 0.8
    assert group(scores, scores, 0.8, "", reliability_post=0.9).reliability_post == 0.9


def test_people_with_a_score_missing_are_left_out_of_the_group_and_marked_in_the_answer() -> None:
    pre = np.array([10.0, 20.0, np.nan, 30.0])
    post = np.array([5.0, np.nan, 20.0, 10.0])
    found = group(pre, post, 0.8, "made up")
    assert (found.n, found.mean_pre, found.mean_post) == (2, 20, 7.5)
    judged = judge(pre, post, RULES["jt"](found))
    assert judged.categories() == ["unchanged", None, None, "improved"]
    assert np.isnan(judged.index).tolist() == [False, True, True, False]
    assert judged.summary().left_out == 2


def test_scores_that_are_all_the_same_have_no_spread_at_all() -> None:
    alike = np.full(10, 0.1)  # their mean is not exactly 0.1
    assert group(alike, alike, 0.8, "").sd_pre == 0.0


def test_an_infinite_score_is_refused() -> None:
    with pytest.raises(ValueError, match="infinite"):
        group(np.array([1.0, np.inf]), np.array([1.0, 2.0]), 0.8, "")


@pytest.mark.parametrize("people", [0, 1])
def test_one_person_is_no_group(people: int) -> None:
    with pytest.raises(ValueError, match=f"from {people} people"):
        group(np.ones(people), np.ones(people), 0.8, "")
