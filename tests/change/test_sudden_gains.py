"""The promise: a sudden gain is large, large for this person and lasting; what can't be told is not called no."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unstuck.change.sudden_gains import Criteria, Session, by_session, coverage, intervals, pick, sudden_changes

SAMPLE = Path(__file__).parent / "references" / "sgdata.csv"
ROWS = list(csv.DictReader(SAMPLE.read_text(encoding="utf-8").splitlines()))
BDI = Criteria(points=7)
# sessions 1-8: a drop of 10 after session 4 that stays
DROP: list[Session] = [30, 31, 29, 30, 20, 19, 21, 20]
sessions = st.lists(st.one_of(st.none(), st.integers(0, 63)), min_size=0, max_size=14)


def test_a_drop_that_is_large_and_stays_is_a_sudden_gain() -> None:
    (found,) = sudden_changes(DROP, BDI)
    assert (found.session, found.before, found.after, found.points) == (4, 30, 20, 10)
    assert found.share_of_all == 1.0
    assert not found.reversed


def test_a_drop_below_the_threshold_is_none() -> None:
    assert not sudden_changes([30, 31, 29, 30, 24, 23, 24, 24], BDI)


def test_a_large_drop_that_is_small_for_this_person_is_none() -> None:
    high: list[Session] = [40, 41, 39, 40, 31, 30, 32, 31]
    (interval,) = [found for found in intervals(high, BDI) if found.session == 4]
    assert (interval.large, interval.large_for_person, interval.stable) == (True, False, True)
    assert interval.sudden is False


def test_a_drop_into_a_restless_stretch_is_none() -> None:
    restless: list[Session] = [30, 20, 34, 28, 20, 33, 18, 31]
    (interval,) = [found for found in intervals(restless, BDI) if found.session == 4]
    assert (interval.large, interval.stable, interval.sudden) == (True, False, False)


def test_the_critical_value_grows_when_scores_are_missing() -> None:
    # six scores: 2.776 pooled SDs; four: 4.303
    gap: list[Session] = [None, 26, 30, 20, 19, None]
    adjusted = intervals(gap, BDI)[1]
    fixed = intervals(gap, Criteria(7, stability="fixed"))[1]
    assert (adjusted.session, adjusted.stable, fixed.stable) == (3, False, True)


def test_the_first_and_the_last_interval_need_two_scores_on_either_side() -> None:
    assert [found.session for found in intervals(DROP, BDI)] == [2, 3, 4, 5, 6]
    assert intervals([30, 20, 10], BDI) == ()
    assert intervals([], BDI) == ()


def test_a_missing_score_is_cannot_tell_unless_another_criterion_settles_it() -> None:
    open_ = intervals([30, 31, None, 20, 19, 20], BDI)
    assert [found.sudden for found in open_] == [None, None, False]
    # suddengains in R can't tell either of the next: criterion 1 fails, criterion 3 has too few scores
    settled = intervals([30, None, 30, 29, None, None, 28], BDI)
    (third,) = [found for found in settled if found.session == 3]
    assert (third.large, third.stable, third.sudden) == (False, None, False)


def test_a_sudden_loss_is_the_mirror_image_with_the_25_per_cent_rule_binding() -> None:
    (found,) = sudden_changes([20, 19, 21, 20, 30, 31, 29, 30], BDI, direction="loss")
    assert (found.session, found.before, found.after, found.points) == (4, 20, 30, 10)


def test_a_rise_of_8_from_40_is_no_sudden_loss_though_the_r_package_finds_one() -> None:
    rise: list[Session] = [39, 40, 40, 40, 48, 49, 48, 48]
    (interval,) = [found for found in intervals(rise, BDI, direction="loss") if found.session == 4]
    assert (interval.large, interval.large_for_person, interval.stable) == (True, False, True)
    assert interval.sudden is False  # in R criterion 2 is true here, and of every other interval that doesn't fall


def test_no_change_is_not_large_for_anyone() -> None:
    assert not any(found.large_for_person for found in intervals([20, 20, 20, 20, 20], BDI, direction="loss"))


@given(sessions)
def test_a_scale_that_runs_the_other_way_has_its_losses_where_this_one_has_its_gains(scores: list[Session]) -> None:
    points_only = Criteria(7, share=None)
    falls = intervals(scores, points_only, "lower", "gain")
    assert falls == intervals(scores, points_only, "higher", "loss")
    assert [found.points for found in sudden_changes(scores, points_only, "lower")] == [
        found.points for found in sudden_changes(scores, points_only, "higher", "loss")
    ]


@given(sessions)
def test_every_interval_is_decided_or_counted_as_open(scores: list[Session]) -> None:
    found = intervals(scores, BDI)
    covered = coverage(scores, found)
    assert covered.decided + covered.cannot_tell == covered.eligible == len(found)
    assert covered.between == max(len(scores) - 1, 0)


@given(sessions)
def test_a_full_record_leaves_nothing_open(scores: list[Session]) -> None:
    full: list[Session] = [score or 0 for score in scores]
    assert coverage(full, intervals(full, BDI)).cannot_tell == 0


def test_half_of_it_lost_again_is_a_reversal() -> None:
    lost: list[Session] = [30, 31, 29, 30, 20, 19, 21, 20, 25]
    assert sudden_changes(lost, BDI)[0].reversed
    assert not sudden_changes([*lost[:-1], 24], BDI)[0].reversed


def test_the_share_of_all_change_is_unknown_without_a_last_score_or_without_change() -> None:
    assert sudden_changes([*DROP, None], BDI)[0].share_of_all is None
    assert sudden_changes([*DROP, 30], BDI)[0].share_of_all is None


def test_one_gain_can_stand_for_a_person() -> None:
    twice: list[Session] = [50, 50, 50, 40, 40, 40, 25, 25, 25]
    easy = Criteria(7, share=0.2)
    gains = sudden_changes(twice, easy)
    assert [found.points for found in gains] == [10, 15]
    assert pick(gains, "first") == pick(gains, "smallest") == gains[0]
    assert pick(gains, "last") == pick(gains, "largest") == gains[1]
    assert pick((), "first") is None


def test_an_infinite_score_is_refused() -> None:
    with pytest.raises(ValueError, match="infinite"):
        intervals([30, float("inf"), 20, 20], BDI)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["id"]))
def test_agrees_with_suddengains_for_these_people(row: dict[str, str]) -> None:
    scores = [None if row[f"s{at}"] == "NA" else float(row[f"s{at}"]) for at in range(1, 13)]
    found = intervals(scores, BDI)
    assert [one.session for one in found if one.sudden] == [int(at) for at in row["gains"].split()]
    assert [one.session for one in found if one.sudden is None] == [int(at) for at in row["cannot_tell"].split()]


def test_scores_find_their_session_and_a_session_without_one_stays_empty() -> None:
    day = [date(2026, 1, 6) + timedelta(days=7 * i) for i in range(3)]
    filled = [(day[0] - timedelta(days=2), 20.0), (day[0], 19.0), (day[2], 11.0)]
    assert by_session(filled, day) == ((day[0], 19.0), (day[1], None), (day[2], 11.0))
    assert by_session(filled, []) == tuple(filled)
