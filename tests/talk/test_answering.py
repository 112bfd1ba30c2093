"""The promise: an answer is read as the decision aid says, and the next step of the read-out says the same."""

from __future__ import annotations

from itertools import product
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.talk.people import answer_of, mara
from unstuck.knowledge import facts, words
from unstuck.readout import Readout
from unstuck.story.models import Response
from unstuck.talk.answering import Reading, reading, response_of, signs

SAID = words("en", "ledger")
GOOD = {"alliance": {"overall": 9}}
LOW = {"alliance": {"overall": 3}}
LEAVE_OR_ONE_MORE = {"one_more_try", "free_to_go", "move_on", "boundary"}


def after(*talks: dict[str, Any], trust: bool = True) -> Readout:
    """The answer after some talks, of a therapy whose sessions were rated good, or not."""
    sessions = [{"date": f"2026-02-{day:02}", "therapy": "t1", **(GOOD if trust else LOW)} for day in (3, 10, 17, 24)]
    days = (f"2026-05-{day:02}" for day in range(1, 29))
    conversations = [{"date": day, "therapy": "t1", **talk} for day, talk in zip(days, talks, strict=False)]
    return answer_of(mara(sessions=sessions, answers=[], events=[], conversations=conversations))


def test_without_a_talk_there_is_nothing_to_read() -> None:
    assert reading(after()) is None


@pytest.mark.parametrize(
    ("talks", "trust", "read", "step"),
    [
        ([{"response": "welcomed_with_plan", "review_on": "2026-06-20"}], True, "agree", "wait_and_review"),
        ([{"response": "welcomed_with_plan"}], True, "set_a_date", "wait_and_review"),
        ([{"response": "welcomed_with_plan", "agreed": [{"text": "a", "done": True}]}], True, "kept", None),
        ([{"response": "heard_no_plan"}], True, "ask_once_more", "talk_to_therapist"),
        ([{"response": "needs_time"}], True, "raise_again", "talk_to_therapist"),
        ([{"response": "upset"}], True, "one_more_try", "talk_to_therapist"),
        ([{"response": "defensive"}], True, "one_more_try", "talk_to_therapist"),
        ([{"response": "upset"}], False, "free_to_go", "change_therapist"),
        ([{"response": "defensive"}], False, "free_to_go", "change_therapist"),
        ([{"response": "defensive"}, {"response": "upset"}], True, "move_on", "change_therapist"),
        ([{"response": "heard_no_plan"}, {"response": "heard_no_plan"}], True, "move_on", "change_therapist"),
        ([{"response": "heard_no_plan"}, {"response": "defensive"}], True, "move_on", "change_therapist"),
        (
            [{"response": "welcomed_with_plan", "agreed": [{"text": "a", "done": False}]}],
            True,
            "not_kept",
            "talk_to_therapist",
        ),
        ([{"response": "punishing"}], True, "boundary", "leave_now_and_report"),
        ([{"response": "defensive"}, {"response": "welcomed_with_plan"}], True, "set_a_date", "wait_and_review"),
        ([{}], True, "how_was_it", None),
    ],
)
def test_each_answer_is_read_as_the_next_step_takes_it(
    talks: list[dict[str, Any]], trust: bool, read: str, step: str | None
) -> None:
    answer = after(*talks, trust=trust)
    assert reading(answer) == read
    assert step is None or answer.next_step.id == step


@pytest.mark.parametrize("trust", [True, False])
@pytest.mark.parametrize("responses", [*product(get_args(Response), repeat=2), *product(get_args(Response), repeat=1)])
def test_who_was_threatened_or_turned_away_twice_is_never_read_as_someone_who_should_talk(
    responses: tuple[Response, ...], trust: bool
) -> None:
    answer = after(*({"response": response} for response in responses), trust=trust)
    read = reading(answer)
    assert read is not None
    if "punishing" in responses:
        assert read == "boundary"
    if read in LEAVE_OR_ONE_MORE and read != "one_more_try":
        assert answer.next_step.id in {"change_therapist", "leave_now_and_report"}


def test_every_reading_has_its_words_and_every_sign() -> None:
    assert set(SAID.entries["reading"]) == set(get_args(Reading))
    assert set(SAID.entries["saw"]) == set(signs())
    assert set(SAID.entries["response"]) == {*get_args(Response), "unknown"}


def test_no_reading_of_a_threat_speaks_of_another_talk() -> None:
    said = " ".join(SAID.list("reading.boundary.lines"))
    assert "You owe no talk" in said
    assert "once more" not in said


@pytest.mark.parametrize(
    ("saw", "agreed", "response"),
    [
        (["thanked_me", "owned_a_part"], True, "welcomed_with_plan"),
        (["thanked_me", "owned_a_part"], False, "heard_no_plan"),
        (["was_curious", "asked_for_time"], True, "needs_time"),
        (["called_it_my_pattern_and_listened"], False, "needs_time"),
        (["was_hurt", "thanked_me"], True, "upset"),
        (["blamed_me", "was_hurt"], False, "defensive"),
        (["pressed_me_to_stay"], False, "defensive"),
        (["thanked_me", "threatened"], True, "punishing"),
        ([], True, None),
    ],
)
def test_what_was_seen_makes_an_answer_and_the_worst_counts(
    saw: list[str], agreed: bool, response: Response | None
) -> None:
    assert response_of(saw, agreed=agreed) == response


@given(st.sets(st.sampled_from(signs())), st.sampled_from(signs()), st.booleans())
def test_one_more_bad_sign_never_makes_an_answer_better(saw: set[str], more: str, agreed: bool) -> None:
    order = [row["response"] for row in facts("ledger")["rows"]]
    rank = {response: place for place, response in enumerate([*order, "welcomed_with_plan", None])}
    bad = {sign for row in facts("ledger")["rows"][:-1] for sign in row["signs"]}
    if more in bad:
        assert rank[response_of({*saw, more}, agreed=agreed)] <= rank[response_of(saw, agreed=agreed)]


def test_what_is_no_sign_is_refused() -> None:
    with pytest.raises(ValueError, match="yawned"):
        response_of(["yawned", "was_hurt"], agreed=False)
