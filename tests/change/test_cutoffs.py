"""The promise: a cut-off says whose figures it rests on, and a score on the line is not yet inside."""

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unstuck.change.cutoffs import Norms, border_after, cutoffs, inside, true_cutoffs, true_norms
from unstuck.change.methods import Group
from unstuck.change.reliable_change import Better

CLINICAL = Norms(30, 8, "made up")
FUNCTIONAL = Norms(10, 4, "made up")
GROUP = Group(50, 30, 8, 15, 10, 9, reliability=0.91, reliability_post=0.91, source="made up")


def test_the_three_cut_offs_by_hand() -> None:
    found = cutoffs(CLINICAL, FUNCTIONAL)
    assert (found.a, found.b, found.c) == pytest.approx((14, 18, (8 * 10 + 4 * 30) / 12))


def test_cut_off_b_rests_on_people_who_are_well_and_not_on_patients() -> None:
    # the R package clinicalsignificance takes the clinical SD here: 10 + 2 * 8 = 26
    assert cutoffs(CLINICAL, FUNCTIONAL).b == 10 + 2 * 4


def test_b_of_the_claus_trial_is_21_where_the_r_package_says_23_3() -> None:
    claus_bdi = Norms(35.475, 8.15864336384805, "Claus et al. 2020, OSF rc754, BDI before treatment")
    well = Norms(7, 7, "illustrative")
    assert cutoffs(claus_bdi, well).b == 21
    assert 7 + 2 * claus_bdi.sd == pytest.approx(23.3172867276961)


def test_on_a_scale_that_runs_the_other_way_they_lie_the_other_way() -> None:
    found = cutoffs(Norms(10, 4, ""), Norms(30, 8, ""), "higher")
    assert (found.a, found.b, found.c) == pytest.approx((18, 14, (4 * 30 + 8 * 10) / 12))


def test_a_score_exactly_on_the_cut_off_is_still_outside_either_way_round() -> None:
    assert not inside(10, 10, "lower")
    assert inside(9.999, 10, "lower")
    assert not inside(10, 10, "higher")
    assert inside(10.001, 10, "higher")


@given(st.floats(0, 100), st.floats(0.1, 30), st.floats(0, 100), st.floats(0.1, 30))
def test_c_lies_between_the_two_means_and_as_many_sds_from_each(m: float, s: float, n: float, t: float) -> None:
    c = cutoffs(Norms(m, s, ""), Norms(n, t, "")).c
    assert min(m, n) - 1e-9 <= c <= max(m, n) + 1e-9
    assert abs(c - m) / s == pytest.approx(abs(c - n) / t, abs=1e-6)


@pytest.mark.parametrize("sd", [0.0, -1.0])
def test_a_population_that_does_not_vary_has_no_cut_off(sd: float) -> None:
    with pytest.raises(ValueError, match="don't vary"):
        cutoffs(CLINICAL, Norms(10, sd, ""))


def test_without_error_people_differ_less() -> None:
    assert true_norms(Norms(10, 5, ""), error=3).sd == pytest.approx(4)
    with pytest.raises(ValueError, match="no more than their error"):
        true_norms(Norms(10, 3, ""), error=3)


def test_hageman_arrindell_draw_the_line_between_true_scores() -> None:
    error = 8 * 0.3
    true = true_cutoffs(GROUP, FUNCTIONAL)
    assert true.a == pytest.approx(30 - 2 * sqrt(8**2 - error**2))
    assert true.b == pytest.approx(10 + 2 * sqrt(4**2 - error**2))


@pytest.mark.parametrize("better", ["lower", "higher"])
def test_after_treatment_someone_must_be_reliably_past_the_line(better: Better) -> None:
    border = border_after(20, GROUP)
    inner = border.inner(better)
    assert border.index(inner) == pytest.approx(-1.6448536269514722 if better == "lower" else 1.6448536269514722)
    assert border.index(border.middle) == 0


def test_a_score_on_the_border_has_a_true_score_on_the_cut_off() -> None:
    border = border_after(20, GROUP)
    reliability = 1 - (8 * 0.3 / 10) ** 2
    assert 15 + reliability * (border.middle - 15) == pytest.approx(20)
