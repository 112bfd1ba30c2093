"""The promise: safety is always asked, gently and uncounted; then at most seven questions, and stopping is fine."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.people import FLAGS, PEOPLE, STOP_NOW, day_of, tree_of
from unstuck.decision.interview import MOST
from unstuck.knowledge import facts, words
from unstuck.readout import Readout, assess
from unstuck.readout.interview import tick_list, turn
from unstuck.story import FORMAT, validate

ON = date(2026, 5, 4)


def answer(*answers: tuple[str, str], days_ago: int = 0, **tree: Any) -> Readout:  # noqa: ANN401 - JSON
    """The read-out of a story with those answers, all of one day."""
    day = (ON - timedelta(days=days_ago)).isoformat()
    given = [{"date": day, "indicator": indicator, "answer": said} for indicator, said in answers]
    therapy = {"id": "t", "started": "2026-01-05"}
    return assess(validate({"format": FORMAT, "therapies": [therapy], **tree, "answers": given}), ON)


def sitting(tree: dict[str, Any], on: date, reply: str) -> list[str]:
    """What is asked of somebody who answers everything the same way."""
    asked: list[str] = []
    while (found := turn(assess(validate(tree), on), asked)) is not None:
        assert found.number == len(asked) + 1
        asked.append(found.asked.indicator)
        given = {"date": on.isoformat(), "indicator": found.asked.indicator, "answer": reply}
        tree = tree | {"answers": [*tree.get("answers", []), given]}
    return asked


def test_the_page_to_tick_holds_every_red_flag_and_every_safety_question_once() -> None:
    shown = [line.indicator for line in tick_list(answer()).lines]
    assert sorted(shown) == sorted({*FLAGS, *facts("safety")["answers"]})


def test_it_begins_with_what_is_easier_to_say_and_each_line_says_why_it_is_asked() -> None:
    lines = tick_list(answer()).lines
    assert lines[0].indicator not in STOP_NOW
    assert lines[-1].indicator == "not_safe_now"
    assert all(line.text and line.why for line in lines)


def test_it_is_due_until_every_line_was_answered_and_again_after_six_weeks_in_other_words() -> None:
    assert tick_list(answer()).due
    all_of_them = [(line.indicator, "no") for line in tick_list(answer()).lines]
    assert not tick_list(answer(*all_of_them, days_ago=3)).due
    assert tick_list(answer(*all_of_them[1:], days_ago=3)).due
    later = tick_list(answer(*all_of_them, days_ago=42))
    assert later.due
    first = {line.indicator: line.text for line in tick_list(answer()).lines}
    assert not [line for line in later.lines if line.text == first[line.indicator]]


def test_a_red_flag_answered_about_another_therapist_is_asked_about_this_one_in_the_first_words() -> None:
    before = {"id": "before", "started": "2024-01-01", "ended": "2024-12-01"}
    now = {"id": "now", "started": "2026-01-05", "main": True}
    said = {"date": "2026-04-01", "indicator": "impaired_or_absent", "answer": "yes", "therapy": "before"}
    found = assess(validate({"format": FORMAT, "therapies": [before, now], "answers": [said]}), ON)
    line = next(line for line in tick_list(found).lines if line.indicator == "impaired_or_absent")
    assert line.text == words("en", "indicators").say("impaired_or_absent.ask")


@pytest.mark.parametrize("name", sorted(PEOPLE))
@pytest.mark.parametrize("reply", ["yes", "no", "unsure"])
def test_at_most_seven_questions_each_once_and_none_about_red_flags(name: str, reply: str) -> None:
    asked = sitting(tree_of(name), day_of(name), reply)
    assert len(asked) == len(set(asked)) <= MOST
    assert not set(asked) & {*FLAGS, *facts("safety")["answers"]}


def test_from_nothing_it_asks_and_always_has_an_answer() -> None:
    empty: dict[str, Any] = {"format": FORMAT}
    assert assess(validate(empty), ON).next_step.id == "wait_and_review"
    assert len(sitting(empty, ON, "unsure")) == MOST


def test_what_was_skipped_is_not_asked_again_in_the_same_sitting() -> None:
    first = turn(answer(), ())
    assert first is not None
    second = turn(answer(), [first.asked.indicator])
    assert second is not None
    assert second.asked.indicator != first.asked.indicator
    assert (second.number, second.most) == (2, MOST)


def test_each_question_says_between_which_steps_it_helps_to_choose() -> None:
    found = turn(answer(), ())
    assert found is not None
    assert found.asked.why.startswith("Your answer helps to choose between ")


def test_nothing_but_safety_is_asked_of_someone_in_danger() -> None:
    assert turn(answer(("not_safe_now", "yes")), ()) is None


def test_who_does_not_know_loses_nothing_by_saying_so() -> None:
    for name in ("something_feels_off", "it_used_to_help", "going_well"):
        tree, on = tree_of(name), day_of(name)
        asked = sitting(tree, on, "unsure")
        unsure = [{"date": on.isoformat(), "indicator": one, "answer": "unsure"} for one in asked]
        after = assess(validate(tree | {"answers": [*tree["answers"], *unsure]}), on)
        assert after.next_step == assess(validate(tree), on).next_step
