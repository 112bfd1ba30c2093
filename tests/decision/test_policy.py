"""The promise: one next step, by the contract's rules and in their order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from unstuck.decision.case import Case
from unstuck.decision.history import history
from unstuck.decision.policy import decide
from unstuck.decision.steps import NextStep
from unstuck.reasons.weights import Reason
from unstuck.story import Conversation

ON = date(2026, 6, 1)


def talk(day: str, response: str | None = None, about: str | None = None, **more: Any) -> Conversation:  # noqa: ANN401
    values = {"date": date.fromisoformat(day), "response": response, "about": (about,) if about else (), **more}
    return Conversation.model_validate(values)


def case(*reasons: str, talks: tuple[Conversation, ...] = (), **changed: Any) -> Case:  # noqa: ANN401
    plain = Case(
        on=ON,
        minor=False,
        open=True,
        sessions=10,
        interval=7,
        danger="none",
        red_flags="none",
        verdict="unchanged",
        clock_has_run=True,
        reasons=tuple(Reason(name, 30 - place, (), ()) for place, name in enumerate(reasons)),
        history=history(talks, ON),
        alliance_was_good=False,
        afraid=False,
        afraid_at_home=False,
        hardship=False,
        something_wrong=False,
        therapist_ends=False,
        couple_or_family=False,
    )
    return replace(plain, **changed)


def also(step: NextStep) -> list[str]:
    return [option.id for option in step.also]


def test_danger_goes_before_everything() -> None:
    assert decide(case("not_heard", danger="urgent", red_flags="stop_now")).id == "get_urgent_help"


@pytest.mark.parametrize(
    ("flags", "step"), [("stop_now", "leave_now_and_report"), ("check_first", "get_independent_advice")]
)
def test_red_flags_go_before_any_reason(flags: str, step: str) -> None:
    found = decide(case("going_well", red_flags=flags, verdict="recovered"))
    assert found.id == step
    assert "talk_to_therapist" not in also(found)
    assert found.review_on is None


def test_after_a_first_poor_answer_a_good_bond_is_worth_one_more_try() -> None:
    poor = (talk("2026-05-20", "defensive"),)
    with_bond, without = (decide(case("not_heard", talks=poor, alliance_was_good=good)) for good in (True, False))
    assert (with_bond.id, also(with_bond)) == ("talk_to_therapist", ["change_therapist"])
    assert (without.id, also(without)) == ("change_therapist", ["talk_to_therapist"])


def test_after_a_second_poor_answer_the_step_is_someone_else() -> None:
    found = decide(case("not_heard", talks=(talk("2026-05-06", "upset"), talk("2026-05-20", "defensive"))))
    assert (found.id, found.handover) == ("change_therapist", False)
    assert "talk_to_therapist" not in also(found)


def test_a_good_answer_wipes_out_the_poor_one_before_it() -> None:
    talks = (talk("2026-05-06", "defensive"), talk("2026-05-20", "welcomed_with_plan"))
    assert decide(case("not_heard", talks=talks)).id == "wait_and_review"


def test_heard_without_a_plan_means_asking_once_more_then_moving_on() -> None:
    once = (talk("2026-05-06", "heard_no_plan"),)
    assert decide(case("lost_effect", talks=once)).id == "talk_to_therapist"
    assert decide(case("lost_effect", talks=(*once, talk("2026-05-20", "heard_no_plan")))).id == "change_therapist"


def test_a_broken_agreement_counts_like_an_answer_without_a_plan() -> None:
    broken = talk("2026-05-06", "welcomed_with_plan", agreed=({"text": "a list", "done": False},))
    assert decide(case("lost_effect", talks=(broken,))).why == "no_plan_once"
    assert decide(case("lost_effect", talks=(broken, talk("2026-05-20", "heard_no_plan")))).why == "no_plan_again"


def test_a_plan_gets_its_time_until_the_day_it_is_looked_at() -> None:
    plan = talk("2026-05-25", "welcomed_with_plan", review_on=date(2026, 6, 12))
    found = decide(case("lost_effect", talks=(plan,)))
    assert (found.id, found.review_on) == ("wait_and_review", date(2026, 6, 12))


def test_a_promise_that_is_due_is_looked_at_together() -> None:
    plan = talk("2026-04-25", "welcomed_with_plan", review_on=date(2026, 5, 12), agreed=({"text": "a list"},))
    assert decide(case("lost_effect", talks=(plan,))).why == "look_at_agreement"


def test_an_offered_break_is_reasonable() -> None:
    offered = (talk("2026-05-06", "heard_no_plan", "lost_effect", offered=("break",)),)
    assert "planned_break" in also(decide(case("lost_effect", talks=offered)))


def test_the_method_is_changed_once_it_was_named_and_talked_about_before() -> None:
    assert decide(case("wrong_therapy_type")).id == "talk_to_therapist"
    named = (talk("2026-03-01", "needs_time", "wrong_therapy_type"), talk("2026-03-15", None, "wrong_therapy_type"))
    assert decide(case("wrong_therapy_type", talks=named)).id == "change_therapy_type"
    assert decide(case("wrong_therapy_type", talks=named, clock_has_run=False)).id == "talk_to_therapist"


def test_fit_gets_three_meetings_and_not_being_heard_gets_none() -> None:
    assert decide(case("poor_fit", sessions=2)).id == "wait_and_review"
    assert decide(case("poor_fit", sessions=3)).id == "talk_to_therapist"
    assert decide(case("not_heard", sessions=1)).id == "talk_to_therapist"


def test_who_is_afraid_is_offered_the_letter_or_the_way_out() -> None:
    found = decide(case("not_heard", afraid=True))
    assert (found.why, also(found)) == ("not_heard_letter", ["change_therapist"])
    assert found.also[0].handover is False


@pytest.mark.parametrize("reason", ["lost_effect", "no_longer_needed", "poor_fit"])
def test_while_there_is_danger_nobody_is_left_without_a_contact(reason: str) -> None:
    talks = (talk("2026-05-06", "heard_no_plan"), talk("2026-05-20", "heard_no_plan"))
    found = decide(case(reason, danger="support", talks=talks))
    assert not {found.id, *also(found)} & {"planned_break", "end_or_space_out", "change_therapist"}


@pytest.mark.parametrize("reason", ["schedule", "no_longer_needed", "wrong_therapy_type", "lost_effect", "not_heard"])
def test_people_under_18_get_steps_made_for_them(reason: str) -> None:
    talks = (talk("2026-05-06", "upset"), talk("2026-05-20", "upset"))
    for history_of_talks in ((), talks):
        found = decide(case(reason, minor=True, talks=history_of_talks))
        allowed = {"keep_going", "wait_and_review", "talk_to_therapist", "add_or_refer_specialist"}
        assert {found.id, *also(found)} <= allowed


def test_going_well_competes_and_yields_to_what_feels_wrong() -> None:
    fine = case("going_well", "not_heard", verdict="improved")
    assert decide(fine).id == "keep_going"
    assert decide(replace(fine, something_wrong=True)).id == "talk_to_therapist"
    alone = case("going_well", verdict="improved", something_wrong=True)
    assert decide(alone).why == "better_but_wrong"


def test_an_ending_by_the_therapist_has_its_own_step() -> None:
    found = decide(case("going_well", verdict="improved", therapist_ends=True))
    assert (found.id, found.handover, found.why) == ("change_therapist", True, "therapist_ends")


def test_fear_at_home_and_sessions_together_mean_help_alone_first() -> None:
    found = decide(case("going_well", afraid_at_home=True, couple_or_family=True, danger="support"))
    assert (found.id, also(found)) == ("add_or_refer_specialist", [])


def test_a_therapy_that_is_over_asks_for_nothing_unless_it_did_not_help() -> None:
    assert decide(case("going_well", open=False, verdict="recovered")).id == "keep_going"
    assert decide(case("lost_effect", open=False, verdict="unchanged")).id == "change_therapist"


@pytest.mark.parametrize(
    ("interval", "day"), [(7, date(2026, 6, 22)), (3.5, date(2026, 6, 11)), (28, date(2026, 8, 24))]
)
def test_the_next_look_is_three_sessions_away(interval: float, day: date) -> None:
    assert decide(case("too_early", interval=interval, clock_has_run=False)).review_on == day


def test_the_same_talks_in_any_order_are_the_same_history() -> None:
    talks = (talk("2026-05-06", "upset"), talk("2026-05-20", "welcomed_with_plan"), talk("2026-05-27", "needs_time"))
    assert history(talks, ON) == history(talks[::-1], ON)


@pytest.mark.parametrize("response", ["heard_no_plan", "needs_time", "welcomed_with_plan"])
def test_what_others_can_give_need_not_wait_for_this_therapist(response: str) -> None:
    raised = (talk("2026-05-25", response, "outside_remit", offered=("referral",)),)
    assert decide(case("outside_remit", talks=raised)).id == "add_or_refer_specialist"
    assert decide(case("outside_life", talks=raised, hardship=True)).id == "add_or_refer_specialist"


def test_asking_once_more_about_the_frame_means_asking_for_one_change_of_it() -> None:
    heard = (talk("2026-05-20", "heard_no_plan", "schedule"),)
    assert decide(case("schedule", talks=heard)).id == "adjust_schedule"
    assert decide(case("schedule", talks=(*heard, *heard))).id == "change_therapist"


def test_who_is_well_in_therapy_and_strained_outside_it_hears_of_other_help() -> None:
    found = decide(case("going_well", verdict="improved", hardship=True))
    assert (found.id, also(found)) == ("keep_going", ["add_or_refer_specialist", "wait_and_review"])


def test_hard_work_that_pays_off_is_nothing_wrong_and_does_not_stop_what_goes_well() -> None:
    found = decide(case("going_well", "hard_but_working", verdict="improved", something_wrong=True))
    assert (found.id, found.why) == ("keep_going", "better_but_wrong")
