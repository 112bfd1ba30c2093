"""The promise: a line crossed by the therapist is told apart from one to check, and stays with that therapy."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.shared import SHARED, needs_shared
from unstuck.knowledge import facts
from unstuck.safety.answers import Answer, Said
from unstuck.safety.red_flags import Flag, Punishing, RedFlags, red_flags

RULES = facts("safety")["red_flags"]
STOP, CHECK = RULES["stop_now"].split(), RULES["check_first"].split()
RANK = {"none": 0, "check_first": 1, "stop_now": 2}


def answered(flag: str, said: Said = "yes", day: int = 1, therapy: str | None = "t1") -> Answer:
    return Answer(flag, date(2026, 3, day), said, therapy)


def judged(*answers: Answer, punishing: tuple[Punishing, ...] = (), ended: tuple[str, ...] = ()) -> RedFlags:
    return red_flags(answers, punishing, "t1", frozenset(ended))


@pytest.mark.parametrize("flag", STOP)
def test_some_lines_mean_one_may_stop_now(flag: str) -> None:
    assert judged(answered(flag)).flags == (Flag(flag, date(2026, 3, 1), "stop_now", "t1"),)


@pytest.mark.parametrize("flag", CHECK)
def test_others_are_checked_first(flag: str) -> None:
    found = judged(answered(flag))
    assert (found.level, found.to_ask) == ("check_first", ())


def test_two_to_check_mean_one_may_stop_now() -> None:
    found = judged(answered(CHECK[0]), answered(CHECK[1], day=2))
    assert [(flag.id, flag.kind) for flag in found.flags] == [(CHECK[1], "stop_now"), (CHECK[0], "stop_now")]


def test_a_response_that_punished_means_one_may_stop_now() -> None:
    found = judged(punishing=(Punishing(date(2026, 3, 4), "t1"),))
    assert (found.level, found.flags[0].id) == ("stop_now", "punishing_response")


def test_unsure_about_a_line_is_checked_first_and_asked_about() -> None:
    found = judged(answered(STOP[0], "unsure"))
    assert (found.level, found.to_ask) == ("check_first", (STOP[0],))


def test_unsure_about_what_is_checked_anyway_is_only_asked_about() -> None:
    found = judged(answered(CHECK[0], "unsure"))
    assert (found.level, found.flags, found.to_ask) == ("none", (), (CHECK[0],))


@pytest.mark.parametrize("flag", [*STOP, *CHECK])
@pytest.mark.parametrize("later", ["no", "unsure"])
def test_one_taken_back_stays_a_concern_and_is_asked_about(flag: str, later: Said) -> None:
    found = judged(answered(flag, "yes", 1), answered(flag, later, 2))
    assert (found.level, found.to_ask) == ("check_first", (flag,))


def test_one_taken_back_does_not_make_two() -> None:
    assert judged(answered(CHECK[0], "yes", 1), answered(CHECK[0], "no", 2), answered(CHECK[1])).level == "check_first"


def test_a_no_to_one_flag_takes_nothing_from_a_yes_to_another() -> None:
    assert judged(answered(STOP[0]), answered(STOP[1], "no", 9)).level == "stop_now"


def test_on_one_day_the_more_serious_answer_counts() -> None:
    assert judged(answered(STOP[0], "no"), answered(STOP[0], "yes")).level == "stop_now"


def test_a_no_alone_and_other_questions_are_no_flags() -> None:
    assert judged(answered(STOP[0], "no"), answered("leave_angry")) == RedFlags("none", (), (), (), ())


def test_flags_of_an_ended_therapy_are_aftercare_and_no_step() -> None:
    found = judged(answered(STOP[0], therapy="t0"), ended=("t0",))
    assert (found.level, found.flags, [flag.id for flag in found.aftercare]) == ("none", (), [STOP[0]])
    last = judged(answered(STOP[0]), ended=("t1",))
    assert (last.level, last.to_ask, [flag.id for flag in last.aftercare]) == ("none", (), [STOP[0]])


def test_flags_of_another_open_therapy_stand_apart() -> None:
    found = judged(answered(STOP[0], therapy="t2"), answered(CHECK[0]), answered(CHECK[1], therapy="t2"))
    assert (found.level, [flag.id for flag in found.elsewhere]) == ("check_first", [STOP[0], CHECK[1]])


def test_an_answer_that_names_no_therapy_is_about_the_current_one() -> None:
    assert judged(answered(STOP[0], therapy=None)).level == "stop_now"


answers = st.builds(
    answered,
    st.sampled_from([*STOP, *CHECK]),
    st.sampled_from(["yes", "no", "unsure"]),
    st.integers(1, 5),
    st.sampled_from(["t0", "t1", "t2", None]),
)


@given(st.lists(answers, max_size=8), st.data())
def test_the_order_of_entries_means_nothing(known: list[Answer], data: st.DataObject) -> None:
    assert judged(*known, ended=("t0",)) == judged(*data.draw(st.permutations(known)), ended=("t0",))


@given(st.lists(answers, max_size=8), st.sampled_from(STOP))
def test_a_newest_yes_to_a_stop_now_flag_always_means_stop_now(known: list[Answer], flag: str) -> None:
    assert judged(*known, answered(flag, "yes", 6)).level == "stop_now"


@given(st.lists(answers, max_size=8), st.sampled_from([*STOP, *CHECK]))
def test_one_more_yes_never_makes_it_less_serious(known: list[Answer], flag: str) -> None:
    assert RANK[judged(*known, answered(flag, "yes", 6)).level] >= RANK[judged(*known).level]


@given(st.lists(answers, max_size=8))
def test_the_flags_of_ended_therapies_never_change_the_level(known: list[Answer]) -> None:
    without = [answer for answer in known if answer.therapy != "t0"]
    assert judged(*known, ended=("t0",)).level == judged(*without, ended=("t0",)).level


@needs_shared
def test_the_flags_are_the_indicators_of_a_boundary_violation() -> None:
    reasons = json.loads((SHARED / "evidence" / "reasons.json").read_text())["reasons"]
    listed = next(reason["indicators"] for reason in reasons if reason["id"] == "boundary_violation")
    assert {*STOP, *CHECK} == {indicator["id"] for indicator in listed}
    assert not {*STOP} & {*CHECK}
