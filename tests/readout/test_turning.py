"""The promise: each answer says what would change it, worked out by the same policy, and safety always would."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from tests.people import PEOPLE, START, day_of, story_of, tree_of, trees
from unstuck.decision.steps import SAFETY_STEPS
from unstuck.readout import Readout, assess
from unstuck.readout.sentences import would_change
from unstuck.readout.turning import turns
from unstuck.readout.written import written
from unstuck.story import validate

everyone = pytest.mark.parametrize("name", PEOPLE)


def answer(name: str, **more: list[dict[str, Any]]) -> Readout:
    """One invented person's answer with more entries in some lists."""
    tree = tree_of(name)
    for key, entries in more.items():
        tree[key] = [*tree.get(key, []), *entries]
    return assess(validate(tree), day_of(name))


def expected(name: str) -> dict[str, str]:
    return {turn.id: turn.then.id for turn in turns(answer(name))}


@everyone
def test_what_would_change_the_advice_leads_to_another_step(name: str) -> None:
    found = answer(name)
    assert all(turn.then.id != found.next_step.id for turn in turns(found))
    text = list(would_change(found, "en"))
    assert text
    assert not [sentence for sentence in text if "{" in sentence]


@everyone
def test_a_talk_that_goes_as_described_leads_to_the_step_that_was_named(name: str) -> None:
    """What is said of a talk that may come is what is said once it has been recorded."""
    before, day = answer(name), day_of(name).isoformat()
    responses = {"welcomed": "welcomed_with_plan", "no_plan": "heard_no_plan", "poor": "defensive"}
    for turn in turns(before):
        if turn.id in responses:
            talk: dict[str, Any] = {"date": day, "about": [before.reasons[0].id], "response": responses[turn.id]}
            talk["therapy"] = before.record.therapy_id
            assert answer(name, conversations=[talk]).next_step.id == turn.then.id


@everyone
def test_an_answer_as_described_leads_to_the_step_that_was_named(name: str) -> None:
    before = answer(name)
    for turn in turns(before):
        if turn.indicator is not None:
            said = {"date": day_of(name).isoformat(), "indicator": turn.indicator, "answer": turn.id[7:]}
            after = answer(name, answers=[said | {"therapy": before.record.therapy_id}])
            assert after.next_step.id == turn.then.id


def test_scores_that_get_worse_later_lead_to_the_talk_that_was_named() -> None:
    assert expected("still_early")["worse"] == "talk_to_therapist"
    tree, on = tree_of("still_early"), day_of("still_early") + timedelta(days=2)
    days = (on - timedelta(days=1), on)
    tree["scores"] += [{"date": day.isoformat(), "measure": "gad7", "total": 20} for day in days]
    assert assess(validate(tree), on).next_step.id == "talk_to_therapist"


def test_where_safety_decides_only_safety_is_said_to_matter() -> None:
    for name in PEOPLE:
        found = answer(name)
        if found.next_step.id in SAFETY_STEPS:
            assert turns(found) == ()
    assert list(would_change(answer("in_danger"), "en")) == ["Once there is help, the rest of this page has its turn."]
    assert next(would_change(answer("a_line_crossed"), "en")) == "This stands, whatever your scores do."


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(trees(quiet=False))
def test_any_story_can_be_told_what_would_change_its_answer(tree: dict[str, Any]) -> None:
    found = assess(validate(tree), START + timedelta(days=220))
    text = " ".join(would_change(found, "en"))
    assert "you are safe" not in text.lower()
    if found.watch.flags.level != "none":
        assert "therapist" not in text


def test_bounds_stand_among_the_notices_and_the_next_look_comes_in_time() -> None:
    tree = tree_of("kind_talk_no_plan")
    before = assess(validate(tree), day_of("kind_talk_no_plan"))
    tree["therapies"][0]["sessions_allowed"] = before.record.session_count + 2
    tree["answers"] = [
        *tree.get("answers", []),
        {"date": before.record.on.isoformat(), "indicator": "no_other_near", "answer": "yes"},
    ]
    bound = assess(validate(tree), before.record.on)
    told = {notice["id"]: notice["text"] for notice in written(bound)["notices"]}
    assert told["sessions_left"].startswith("There are 2 sessions left.")
    assert "nobody_near" in told
    assert bound.next_step.id == before.next_step.id
    assert bound.next_step.review_on is not None
    assert before.next_step.review_on is not None
    assert bound.next_step.review_on < before.next_step.review_on


def test_a_place_on_a_waiting_list_is_minded_until_it_became_a_therapy() -> None:
    tree, on = tree_of("spoke_up_twice"), day_of("spoke_up_twice")
    waiting = {"id": "c", "contacts": [{"date": (on - timedelta(days=3)).isoformat(), "state": "waiting_list"}]}

    def told(candidate: dict[str, Any]) -> set[str]:
        found = assess(validate(tree | {"candidates": [candidate]}), on)
        return {notice["id"] for notice in written(found)["notices"]}

    assert "waiting_list" in told(waiting)
    later = {"date": (on - timedelta(days=1)).isoformat(), "state": "no"}
    assert "waiting_list" not in told(waiting | {"contacts": [*waiting["contacts"], later]})


def test_whether_there_is_anybody_else_is_asked_before_someone_is_sent_there() -> None:
    asked = [one["indicator"] for one in written(answer("spoke_up_twice"))["questions"]]
    assert "no_other_near" in asked
    assert "no_other_near" not in [
        one["indicator"] for one in written(assess(story_of("going_well"), day_of("going_well")))["questions"]
    ]
