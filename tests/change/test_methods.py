"""The promise: six published yardsticks, each with its own figure for the same person, to be checked by hand."""

from dataclasses import replace
from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unstuck.change.methods import RULES, Z95_ONE_SIDED, Group, Method
from unstuck.change.reliable_change import Z95, reliable_change

# before 10, 20, 30 (mean 20, SD 10), after 10, 12, 20 (mean 14, SD sqrt 28), change 0, -8, -10 (SD sqrt 28)
GROUP = Group(3, 20, 10, 14, sqrt(28), sqrt(28), reliability=0.92, reliability_post=0.75, source="three made-up people")
scores = st.floats(0, 63)


@pytest.mark.parametrize(
    ("method", "index"),
    [
        ("jt", -10 / (10 * sqrt(0.16))),  # error of difference 4
        ("gln", (0 - 0.92 * 10) / (10 * sqrt(1 - 0.8464))),
        ("hll", (6 - 0.92 * 10) / (10 * sqrt(1 - 0.8464))),
        ("en", (20 - 29.2) / (10 * sqrt(0.08))),
        ("nk", (20 - 29.2) / sqrt(0.8464 * 100 * 0.08 + 100 * 0.25)),
        ("ha", (-10 * (3 / 7) - 6 * (4 / 7)) / (sqrt(3 / 7) * 4)),  # reliability of change 1 - 16/28
    ],
)
def test_someone_who_went_from_30_to_20_by_hand(method: Method, index: float) -> None:
    assert RULES[method](GROUP).index(30, 20) == pytest.approx(index, abs=1e-12)


def test_only_hageman_arrindell_is_one_sided() -> None:
    critical = {method: rule(GROUP).critical for method, rule in RULES.items()}
    assert critical.pop("ha") == Z95_ONE_SIDED
    assert set(critical.values()) == {Z95}


@given(scores, scores)
def test_jacobson_truax_for_a_group_is_jacobson_truax_for_a_person(pre: float, post: float) -> None:
    alone = reliable_change(pre, post, GROUP.precision).index
    assert RULES["jt"](GROUP).index(pre, post) == pytest.approx(alone, abs=1e-12)


@pytest.mark.parametrize("method", RULES)
@given(pre=st.lists(scores, min_size=1, max_size=5), drop=st.floats(-20, 20))
def test_an_array_of_people_gets_what_each_of_them_gets(method: Method, pre: list[float], drop: float) -> None:
    rule = RULES[method](GROUP)
    before = np.array(pre)
    together = rule.index(before, before - drop)
    assert together.tolist() == pytest.approx([rule.index(score, score - drop) for score in pre], abs=1e-12)


def test_hsu_linn_lord_calls_the_unchanged_worse_when_everybody_else_got_better() -> None:
    healed = replace(GROUP, mean_post=8)
    assert RULES["hll"](healed).index(20, 20) > Z95
    assert RULES["jt"](healed).index(20, 20) == 0


def test_hageman_arrindell_refuses_changes_that_vary_no_more_than_error() -> None:
    with pytest.raises(ValueError, match="no more than their error"):
        RULES["ha"](replace(GROUP, sd_change=3.99))


@pytest.mark.parametrize("method", RULES)
@pytest.mark.parametrize("reliability", [0.0, 1.0, 1.1])
def test_no_method_takes_a_reliability_that_is_none(method: Method, reliability: float) -> None:
    with pytest.raises(ValueError, match="reliability"):
        RULES[method](replace(GROUP, reliability=reliability))


def test_nunnally_kotsch_refuses_a_reliability_after_treatment_that_is_none() -> None:
    with pytest.raises(ValueError, match="after treatment"):
        RULES["nk"](replace(GROUP, reliability_post=1.0))


def test_a_rule_tells_both_kinds_of_error_by_its_own_assumptions() -> None:
    errors = RULES["jt"](GROUP).errors_per_100(-10)
    assert errors.false_alarms == pytest.approx(5)
    assert errors.missed == pytest.approx(29.5, abs=0.05)  # 10 points are 2.5 errors
