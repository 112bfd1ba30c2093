"""The promise: safety and what is left open come first and uncounted, and a line passed over settles none of it."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.people import CHECK_FIRST, FLAGS, PEOPLE, STOP_NOW, day_of, story_of
from unstuck.knowledge import facts
from unstuck.readout import Readout, assess
from unstuck.readout.sitting import (
    asked_before,
    before_today,
    changed,
    comes_first,
    next_question,
    promise_of,
    standing,
    ticked,
)
from unstuck.story import FORMAT, Story, validate

ON = date(2026, 5, 4)
SAFETY = list(facts("safety")["answers"])
THERAPY = {"id": "t", "started": "2026-01-05"}
TALK = {
    "date": "2026-04-01",
    "agreed": [{"text": "One task a week"}, {"text": "Start on time"}],
    "review_on": "2026-05-01",
}


def story(*answers: tuple[str, str], days_ago: int = 0, **tree: Any) -> Story:  # noqa: ANN401 - JSON
    day = (ON - timedelta(days=days_ago)).isoformat()
    given = [{"date": day, "indicator": indicator, "answer": said} for indicator, said in answers]
    return validate({"format": FORMAT, "therapies": [THERAPY], **tree, "answers": given})


def answer(*answers: tuple[str, str], days_ago: int = 0, **tree: Any) -> Readout:  # noqa: ANN401 - JSON
    return assess(story(*answers, days_ago=days_ago, **tree), ON)


def test_words_in_a_note_are_asked_about_first_and_quoted() -> None:
    found = next_question(answer(notes=[{"date": ON.isoformat(), "text": "Maybe I should just end it."}]), ())
    assert found is not None
    assert found.number is None
    assert "end it" in found.asked.text


def test_a_flag_taken_back_is_asked_again_and_not_counted() -> None:
    told = answer(("told_to_stop_medicine", "unsure"), days_ago=3)
    found = next_question(told, ())
    assert found is not None
    assert (found.id, found.number) == ("told_to_stop_medicine", None)
    skipped = next_question(told, [found.id])
    assert skipped is None or skipped.id != found.id


def test_every_promise_whose_day_has_come_is_asked_about_one_by_one() -> None:
    told = answer(conversations=[TALK])
    first = next_question(told, ())
    assert first is not None
    assert first.promise == 1
    assert "One task a week" in first.asked.text
    second = next_question(told, [first.id])
    assert second is not None
    assert second.promise == 2
    assert "Start on time" in asked_before(told, second.id).asked.text
    third = next_question(told, [first.id, second.id])
    assert third is not None
    assert (third.promise, third.number) == (None, 1)


def test_what_is_asked_beside_the_seven_takes_none_of_them_away() -> None:
    told = answer(conversations=[TALK])
    before = ["agreement_kept:1", "agreement_kept:2"]
    numbers = []
    while (found := next_question(told, before)) is not None:
        before.append(found.id)
        numbers.append(found.number)
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) <= 7


@pytest.mark.parametrize("name", sorted(PEOPLE))
def test_who_goes_back_gets_the_same_question(name: str) -> None:
    told = assess(story_of(name), day_of(name))
    before: list[str] = []
    while (found := next_question(told, before)) is not None:
        assert asked_before(told, found.id).asked.text == found.asked.text
        before.append(found.id)


@pytest.mark.parametrize(
    "strange", ["nobody", "few_sessions", "agreement_kept:9", "agreement_kept:x", "agreement_kept:0"]
)
def test_there_is_no_question_of_another_name(strange: str) -> None:
    with pytest.raises(KeyError):
        asked_before(answer(conversations=[TALK]), strange)


def test_only_a_promise_has_a_number() -> None:
    assert promise_of("agreement_kept:12") == 12
    assert promise_of("agreement_kept") is None
    assert promise_of("not_heard") is None


def test_with_nothing_ticked_every_line_is_a_no_and_the_page_needs_no_second_look() -> None:
    said = ticked(answer(), ())
    assert sorted(name for name, _ in said) == sorted({*FLAGS, *SAFETY})
    assert {value for _, value in said} == {"no"}
    assert ticked(answer(*said), ()) == ()


@pytest.mark.parametrize("name", [*FLAGS, *SAFETY])
def test_a_tick_is_a_yes_that_stays_until_it_is_taken_away(name: str) -> None:
    assert (name, "yes") in ticked(answer(), [name])
    told = answer((name, "yes"), days_ago=10)
    assert name in standing(told)
    assert (name, "no") in ticked(told, ())


def test_a_line_passed_over_answers_no_question_about_a_note() -> None:
    told = answer(notes=[{"date": ON.isoformat(), "text": "Maybe I should just end it."}])
    open_ = {one.indicator for one in told.watch.safety.questions}
    assert open_
    assert not open_ & {name for name, _ in ticked(told, ())}


def test_a_line_passed_over_takes_no_doubt_about_a_flag_away() -> None:
    told = answer(("sexual_or_romantic", "unsure"), days_ago=3)
    assert "sexual_or_romantic" not in {name for name, _ in ticked(told, ())}


def test_beside_another_sign_danger_now_is_asked_about_on_its_own() -> None:
    said = ticked(answer(), ["suicidal_thoughts"])
    assert "not_safe_now" not in {name for name, _ in said}
    found = next_question(answer(*said), ())
    assert found is not None
    assert found.id == "not_safe_now"


@pytest.mark.parametrize("name", [*STOP_NOW, *CHECK_FIRST, *SAFETY])
def test_any_tick_comes_before_everything_else(name: str) -> None:
    assert not comes_first(answer())
    told = answer(*ticked(answer(), [name]))
    assert comes_first(told)
    assert changed(answer(), told) == changed(answer(), answer(("sexual_or_romantic", "yes")))


def test_what_today_changed_is_told_from_the_answers_of_today_alone() -> None:
    old = story(("do_not_know_method", "yes"), days_ago=30, conversations=[TALK])
    today = [{"date": ON.isoformat(), "indicator": "leave_misunderstood", "answer": "yes"}]
    kept = TALK | {
        "agreed": [{"text": "One task a week", "done": True, "checked_on": ON.isoformat()}, TALK["agreed"][1]]
    }
    answers = [one.model_dump(mode="json", exclude_defaults=True) for one in old.answers] + today
    new = validate({"format": FORMAT, "therapies": [THERAPY], "answers": answers, "conversations": [kept]})
    assert before_today(new, ON) == old


def test_a_new_first_reason_and_a_new_step_are_both_said() -> None:
    before = answer()
    now = answer(("leave_misunderstood", "yes"), ("goals_or_identity_overridden", "yes"))
    assert before.next_step.id != now.next_step.id
    said = changed(before, now)
    assert len(said) == 2
    assert changed(now, now) != said
