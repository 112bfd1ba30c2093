"""The promise: each question is the one whose answer would tell most about what to do, and seven of them are enough."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.interview import row, wrong
from benchmarks.interview_people import Kind, people
from unstuck.decision.interview import (
    FLAGS,
    MOST,
    askable,
    at_stake,
    information,
    leading,
    likelihood,
    questions,
)
from unstuck.knowledge import facts
from unstuck.reasons.weights import DECIBANS_A_POINT, indicators

NOTHING_KNOWN = {reason: 0.0 for reason in facts("reasons")["reasons"] if reason != FLAGS}
STEPS = {
    "going_well": "keep_going",
    "no_longer_needed": "end_or_space_out",
    "schedule": "adjust_schedule",
    "outside_remit": "add_or_refer_specialist",
    "not_heard": "talk_to_therapist",
    "poor_fit": "talk_to_therapist",
    "wrong_therapy_type": "talk_to_therapist",
    "stumbling_block": "talk_to_therapist",
    "lost_effect": "talk_to_therapist",
}
weights = st.fixed_dictionaries({reason: st.floats(-30, 30) for reason in NOTHING_KNOWN})


def leads_to(reason: str) -> str:
    return STEPS.get(reason, "wait_and_review")


def test_seven_is_the_most_and_red_flags_are_never_among_them() -> None:
    assert MOST == 7
    assert not any(FLAGS in one.weights for one in askable())
    assert len(questions(NOTHING_KNOWN, leads_to, (), 99)) > MOST


def test_an_answer_known_or_unsure_is_not_asked_for_again_nor_is_what_says_the_same() -> None:
    first = questions(NOTHING_KNOWN, leads_to, (), 99)
    assert "routine_or_chat" in first or "same_themes_for_months" in first
    later = questions(NOTHING_KNOWN, leads_to, {first[0], "routine_or_chat"}, 99)
    assert not {first[0], "routine_or_chat", "same_themes_for_months"} & set(later)


def test_of_two_signs_as_telling_about_the_reason_the_one_that_changes_the_step_comes_first() -> None:
    """Two reasons with one step, two with two: what tells the latter apart is worth more."""
    now = leading({"not_heard": 10.0, "poor_fit": 10.0, "schedule": -90.0})
    same = information(indicators()["leave_misunderstood"], now, dict.fromkeys(now, "talk"))
    apart = information(indicators()["leave_misunderstood"], now, {"not_heard": "a", "poor_fit": "b", "schedule": "c"})
    assert apart > same > 0


def test_when_it_is_clear_what_to_do_nothing_is_asked() -> None:
    assert questions(dict.fromkeys(NOTHING_KNOWN, -200.0) | {"schedule": 60.0}, leads_to, ()) == ()


@given(weights, st.sampled_from([one.id for one in askable()]))
def test_an_answer_is_never_expected_to_make_things_less_clear(known: dict[str, float], name: str) -> None:
    now = leading(known)
    assert information(indicators()[name], now, {reason: leads_to(reason) for reason in now}) >= -1e-9


@pytest.mark.parametrize("name", [one.id for one in askable() if len(one.weights) == 1])
def test_chances_of_a_yes_give_back_the_weights_they_come_from(name: str) -> None:
    one = indicators()[name]
    ((reason, points),) = one.weights.items()
    known = likelihood(one)
    assert 0 < known.else_ < 1
    assert known.yes(reason) / known.else_ == pytest.approx(10 ** (DECIBANS_A_POINT * points / 10))
    if one.no:
        no = 10 ** (-DECIBANS_A_POINT * points * one.no / 10)
        assert (1 - known.yes(reason)) / (1 - known.else_) == pytest.approx(no)


def test_the_reason_for_a_question_is_the_two_steps_it_decides_between() -> None:
    assert at_stake("needs_formal_assessment", NOTHING_KNOWN, leads_to) is not None
    first, second = at_stake("about_what_lies_around", NOTHING_KNOWN, leads_to) or ("", "")
    assert first in {"add_or_refer_specialist", "adjust_schedule", "wait_and_review"}
    assert second == "talk_to_therapist"
    clear = dict.fromkeys(NOTHING_KNOWN, -200.0) | {"schedule": 60.0}
    assert at_stake("about_what_lies_around", clear, leads_to) is None


def test_seven_questions_give_nearly_what_asking_everything_gives() -> None:
    """The same people as in docs/accuracy/interview.md, the first 300."""
    found = row(list(people(Kind(indicators()), 300, 6)))
    assert found.of_everything >= 0.95
    assert found.three >= 0.90
    assert found.asked <= MOST


def test_an_interview_also_helps_people_who_do_not_follow_our_weights() -> None:
    crowd = list(people(wrong()["noisy"], 100, 6))
    assert row(crowd).right > row(crowd, 0).right
