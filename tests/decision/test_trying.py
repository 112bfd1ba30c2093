"""The promise: a change one tries gets its time, then its answer counts, and bounds are minded beside the step."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.decision.test_policy import ON, also, case, talk
from unstuck.change.step import Trial as Result
from unstuck.change.trials import Standing
from unstuck.decision.limits import Limits, to_mind
from unstuck.decision.policy import decide
from unstuck.decision.steps import step
from unstuck.decision.trying import BEARS_ON
from unstuck.story.plans import Trial


def trial(change: str = "time", outcome: str | None = None, **changed: Any) -> Standing:  # noqa: ANN401 - as a story has it
    planned = {
        "id": "one",
        "planned_on": date(2026, 4, 1),
        "change": change,
        "rating": "after",
        "before": 4,
        "after": 4,
        "review_on": date(2026, 6, 10),
        "started_on": date(2026, 5, 4),
    }
    kept = Trial.model_validate(planned | changed)
    if outcome is None:
        return Standing(kept, "running", 2, each_session=True)
    result = Result(outcome, 4, 4, 0)  # type: ignore[arg-type]  # a word of the parameters
    return Standing(kept, "done", 0, each_session=True, result=result, ended_on=ON - timedelta(days=4))


def test_a_change_that_runs_gets_its_time_until_the_day_that_was_set() -> None:
    found = decide(case("schedule", trials=(trial(),)))
    assert (found.id, found.why, found.review_on) == ("wait_and_review", "trial_running", date(2026, 6, 10))


def test_a_change_that_helped_is_kept_and_looked_at_again() -> None:
    assert decide(case("schedule", trials=(trial(outcome="helped"),))).why == "trial_helped"


@pytest.mark.parametrize("outcome", ["harmed", "no_clear_difference", "already_moving"])
def test_a_change_that_did_not_help_leads_to_a_talk_and_another_change(outcome: str) -> None:
    slot = decide(case("schedule", trials=(trial(outcome=outcome),)))
    assert (slot.id, also(slot)) == ("talk_to_therapist", ["adjust_schedule"])
    focus = decide(case("lost_effect", trials=(trial("focus", outcome),)))
    assert (focus.id, also(focus)) == ("talk_to_therapist", ["change_therapy_type"])
    early = decide(case("lost_effect", trials=(trial("focus", outcome),), clock_has_run=False))
    assert also(early) == ["wait_and_review"]


@pytest.mark.parametrize("reason", ["not_heard", "poor_fit", "outside_remit", "going_well", "hard_but_working"])
def test_a_trial_of_the_frame_delays_nothing_it_does_not_bear_on(reason: str) -> None:
    assert decide(case(reason, trials=(trial(),))).id == decide(case(reason)).id


def test_nobody_waits_for_a_trial_while_scores_get_worse_or_something_more_serious_stands() -> None:
    running = (trial(),)
    assert decide(case("schedule", trials=running, verdict="worse")).why != "trial_running"
    assert decide(case("schedule", trials=running, red_flags="stop_now")).id == "leave_now_and_report"
    assert decide(case("schedule", trials=running, danger="urgent")).id == "get_urgent_help"


def test_the_newer_of_a_talk_and_a_trial_decides() -> None:
    before, after = talk("2026-04-20", "heard_no_plan", "schedule"), talk("2026-05-30", "heard_no_plan", "schedule")
    assert decide(case("schedule", talks=(before,), trials=(trial(),))).why == "trial_running"
    assert decide(case("schedule", talks=(after,), trials=(trial(),))).id == "adjust_schedule"


def test_an_old_trial_is_history() -> None:
    old = replace(trial(outcome="no_clear_difference"), ended_on=ON - timedelta(days=90))
    assert decide(case("schedule", trials=(old,))).why == "schedule"


def test_every_change_that_can_be_tried_bears_on_something() -> None:
    assert set(BEARS_ON) == set(Trial.model_fields["change"].annotation.__args__)  # type: ignore[union-attr]


@pytest.mark.parametrize(("left", "sessions"), [(None, 3), (12, 3), (3, 2), (2, 1), (1, 1), (0, 1)])
def test_the_next_look_comes_before_the_sessions_run_out(left: int | None, sessions: int) -> None:
    found = decide(case("too_early", clock_has_run=False, limits=Limits(sessions_left=left)))
    assert found.review_on == ON + timedelta(weeks=sessions)


@pytest.mark.parametrize("limits", [Limits(nobody_near=True), Limits(waiting_list=True)])
def test_where_a_change_takes_long_other_help_stands_beside_it(limits: Limits) -> None:
    talks = (talk("2026-05-06", "heard_no_plan"), talk("2026-05-20", "heard_no_plan"))
    found = decide(case("lost_effect", talks=talks, limits=limits))
    assert found.id == "change_therapist"
    assert also(found)[0] == "add_or_refer_specialist"
    assert len(also(found)) <= 2


@given(
    st.builds(
        Limits, sessions_left=st.none() | st.integers(0, 30), nobody_near=st.booleans(), waiting_list=st.booleans()
    ),
    st.sampled_from(["schedule", "not_heard", "poor_fit", "lost_effect", "no_longer_needed", "wrong_therapy_type"]),
)
def test_a_bound_never_hides_the_step_that_is_right(limits: Limits, reason: str) -> None:
    bound, free = decide(case(reason, limits=limits)), decide(case(reason))
    assert (bound.id, bound.why) == (free.id, free.why)


def test_bounds_are_said_only_beside_steps_they_touch() -> None:
    bound = Limits(sessions_left=2, nobody_near=True, waiting_list=True)
    assert list(to_mind(bound, step("change_therapist", "fit_raised"))) == [
        "sessions_left",
        "nobody_near",
        "waiting_list",
    ]
    assert list(to_mind(bound, step("wait_and_review", "too_early", "talk_to_therapist"))) == ["sessions_left"]
    assert list(to_mind(bound, step("leave_now_and_report", "stop_now"))) == []
    assert list(to_mind(replace(bound, sessions_left=0), step("keep_going", "going_well"))) == ["sessions_used_up"]
