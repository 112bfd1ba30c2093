"""The laws: what holds for every story, whoever wrote it."""

from __future__ import annotations

from copy import deepcopy
from datetime import timedelta
from random import Random
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.people import CHECK_FIRST, START, STOP_NOW, day, trees
from unstuck.change.verdict import Verdict
from unstuck.readout import Readout, assess
from unstuck.readout.written import to_json, written
from unstuck.story import dump, read, validate

LAST = START + timedelta(days=220)
LISTS = ("goals", "therapies", "sessions", "scores", "goal_ratings", "answers", "events", "conversations", "notes")
RANK: dict[Verdict, int] = {
    "worse": 0,
    "unchanged": 1,
    "not_enough_data": 2,
    "too_early": 2,
    "holding": 2,
    "improving": 3,
    "improved": 4,
    "recovered": 5,
}
FOR_LACK_OF_EFFECT = {"change_therapy_type", "end_or_space_out", "planned_break"}

laws = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def answer_to(tree: dict[str, Any], days: int = 220) -> Readout:
    return assess(validate(tree), START + timedelta(days=days))


def flag(name: str, number: int = 200) -> dict[str, str]:
    return {"date": day(number), "indicator": name, "answer": "yes", "therapy": "t1"}


@laws
@given(trees(quiet=False), st.randoms(use_true_random=False))
def test_the_order_of_entries_never_matters(tree: dict[str, Any], shuffle: Random) -> None:
    shuffled = deepcopy(tree)
    for name in LISTS:
        shuffle.shuffle(shuffled[name])
    assert to_json(answer_to(tree)) == to_json(answer_to(shuffled))


@laws
@given(trees(quiet=False))
def test_the_same_story_gives_the_same_bytes(tree: dict[str, Any]) -> None:
    first = to_json(answer_to(tree))
    assert first == to_json(assess(read(dump(validate(tree))), LAST))


@laws
@given(trees(), st.sampled_from(["phq9", "gad7", "who5", "checkin", "bdi2", "ors"]), st.data())
def test_a_better_latest_score_never_gives_a_worse_verdict(
    tree: dict[str, Any], name: str, data: st.DataObject
) -> None:
    higher_is_better = name in {"who5", "checkin", "ors"}
    low, high = sorted(data.draw(st.tuples(st.integers(0, 21), st.integers(0, 21))))
    better, worse = (high, low) if higher_is_better else (low, high)
    tree["about"]["age_band"] = None
    tree["scores"] = [x for x in tree["scores"] if x["measure"] == name]
    with_worse = answer_to(tree | {"scores": [*tree["scores"], {"date": day(205), "measure": name, "total": worse}]})
    with_better = answer_to(tree | {"scores": [*tree["scores"], {"date": day(205), "measure": name, "total": better}]})
    assert RANK[with_better.working.measures[0].verdict] >= RANK[with_worse.working.measures[0].verdict]


@laws
@given(trees(quiet=False), st.sampled_from(STOP_NOW))
def test_a_stop_now_flag_always_means_leaving_unless_something_is_urgent(tree: dict[str, Any], name: str) -> None:
    tree["answers"].append(flag(name, 210))
    answer = answer_to(tree)
    urgent = answer.watch.safety.level == "urgent"
    assert answer.next_step.id == ("get_urgent_help" if urgent else "leave_now_and_report")
    assert "talk_to_therapist" not in {option.id for option in answer.next_step.also}


@laws
@given(trees(), st.sampled_from(CHECK_FIRST))
def test_a_check_first_flag_never_means_talking_to_that_therapist_or_waiting(tree: dict[str, Any], name: str) -> None:
    tree["answers"].append(flag(name))
    step = answer_to(tree).next_step
    assert step.id in {"get_independent_advice", "get_urgent_help", "leave_now_and_report"}
    assert not {option.id for option in step.also} & {"talk_to_therapist", "wait_and_review", "keep_going"}


@laws
@given(trees(quiet=False))
def test_danger_stands_on_top_and_the_rest_still_follows(tree: dict[str, Any]) -> None:
    before = written(answer_to(tree))
    tree["answers"].append({"date": day(219), "indicator": "not_safe_now", "answer": "yes"})
    after = written(answer_to(tree))
    assert after["safety"]["level"] == "urgent"
    assert after["next_step"]["id"] == "get_urgent_help"
    assert after["text"].startswith("Your safety comes first today.")
    assert after["working"] == before["working"]
    assert after["red_flags"] == before["red_flags"]
    assert after["reasons"] == before["reasons"]
    assert after["safety"]["lines"]


@laws
@given(trees(), st.integers(0, 4))
def test_before_its_clock_has_run_nobody_is_told_it_is_not_working(tree: dict[str, Any], sessions: int) -> None:
    tree["therapies"][0]["sessions_allowed"] = None
    tree["sessions"] = sorted(tree["sessions"], key=lambda x: str(x["date"]))[:sessions]
    assume(all(x["date"] <= day(40) for x in tree["sessions"]))
    answer = answer_to(tree, days=45)
    assert answer.working.verdict != "unchanged"
    advised = {answer.next_step.id} | {option.id for option in answer.next_step.also}
    offered = {"other_therapy", "break"} & set(answer.case.history.offered)
    assert offered or not advised & FOR_LACK_OF_EFFECT or answer.next_step.why == "no_longer_needed"


@laws
@given(trees(quiet=False))
def test_people_under_18_are_only_told_what_is_made_for_them(tree: dict[str, Any]) -> None:
    tree["about"]["age_band"] = "under_18"
    answer = answer_to(tree)
    allowed = {"keep_going", "wait_and_review", "talk_to_therapist", "add_or_refer_specialist"}
    safety = {"get_urgent_help", "leave_now_and_report", "get_independent_advice"}
    assert {answer.next_step.id, *(option.id for option in answer.next_step.also)} <= allowed | safety
    assert not answer.working.measures
    assert "minor" in {notice["id"] for notice in written(answer)["notices"]}


@laws
@given(trees(quiet=False))
def test_nobody_in_danger_is_advised_to_be_alone(tree: dict[str, Any]) -> None:
    tree["answers"].append({"date": day(219), "indicator": "suicidal_thoughts", "answer": "yes"})
    answer = answer_to(tree)
    advised = {answer.next_step.id, *(option.id for option in answer.next_step.also)}
    assert not advised & {"planned_break", "end_or_space_out", "change_therapist"}


@laws
@given(trees(quiet=False))
def test_who_says_that_something_is_wrong_never_reads_that_this_looks_fine(tree: dict[str, Any]) -> None:
    tree["answers"].append({"date": day(219), "indicator": "leave_misunderstood", "answer": "yes", "therapy": "t1"})
    assert "This looks fine" not in written(answer_to(tree))["text"]


@laws
@given(trees(quiet=False))
def test_no_read_out_promises_safety_or_names_a_diagnosis_or_a_share(tree: dict[str, Any]) -> None:
    text = to_json(answer_to(tree)).lower()
    assert "you are safe" not in text
    assert "diagnosed with" not in text
    assert "%" not in written(answer_to(tree))["text"]
    steps = written(answer_to(tree))["next_step"]["also_reasonable"]
    assert len(steps) <= 2
