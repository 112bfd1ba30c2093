"""The promise: the written cases are labelled, complete, and fairly dealt into two halves."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.case_answers import answered
from benchmarks.cases import QUESTIONS, TARGET, Asked, page
from tests.written_cases import Case, cases
from unstuck.story.checks import vocabulary

BY_REASON = [case for case in cases() if case.file not in {"danger", "going_well"}]
ANSWERS = [answered(case) for case in cases()]
every_case = pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)


def test_there_are_two_for_every_reason_raised_or_not_one_in_each_half() -> None:
    dealt = Counter((case.reason, "talks" in case.written, case.half) for case in BY_REASON)
    assert set(dealt.values()) == {1}
    assert {reason for reason, _, _ in dealt} == vocabulary("reasons") - {"going_well"}
    assert len(BY_REASON) == 4 * 13


def test_there_are_enough_that_go_well_and_enough_with_danger_in_both_halves() -> None:
    for file, least in (("going_well", 6), ("danger", 8)):
        halves = Counter(case.half for case in cases() if case.file == file)
        assert halves["open"] == halves["held_out"] >= least


@every_case
def test_each_case_is_a_valid_story_with_a_label_and_at_most_two_other_reasonable_steps(case: Case) -> None:
    assert case.story.therapies
    assert case.reasonable <= vocabulary("next_steps")
    assert len(case.written.get("also", ())) <= 2
    assert case.reason is None or case.reason in vocabulary("reasons")


def test_names_are_used_once() -> None:
    assert len({case.name for case in cases()}) == len(cases())


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.about)
def test_the_answers_are_right_often_enough_over_all_and_in_the_half_that_was_not_looked_at(question: Asked) -> None:
    for group in (ANSWERS, [one for one in ANSWERS if one.case.half == "held_out"]):
        hits, of = question.hits(group)
        assert hits >= question.least * of


def test_the_page_of_cases_is_current() -> None:
    assert TARGET.read_text(encoding="utf-8") == page()
