"""The promise: what was asked and promised is kept in order, what is due is named, and a new talk is noted whole."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.people import trees
from tests.talk.people import ON, answer_of, mara
from unstuck.readout import assess
from unstuck.story import Conversation, Unreadable, dump, read, validate
from unstuck.story.models import Agreement
from unstuck.talk.answering import signs
from unstuck.talk.ledger import NotAhead, ledger, looked_at, marked, noted, talk
from unstuck.talk.ledger_page import ledger_sections, sign_choices

TALKS: list[dict[str, Any]] = [
    {
        "date": "2026-05-05",
        "asked_for": "Mornings",
        "about": ["schedule"],
        "response": "welcomed_with_plan",
        "offered": ["schedule"],
        "agreed": [{"text": "Mondays at nine"}],
        "review_on": "2026-06-20",
    },
    {
        "date": "2026-02-03",
        "response": "heard_no_plan",
        "agreed": [{"text": "A diary", "done": True}, {"text": "A plan", "done": False}, {}],
        "review_on": "2026-03-03",
    },
]


def test_promises_are_numbered_oldest_first_with_what_became_of_them() -> None:
    found = ledger(answer_of(mara(conversations=TALKS)))
    assert [(x.number, x.text, x.state) for x in found.promises] == [
        (1, "A diary", "kept"),
        (2, "A plan", "broken"),
        (3, None, "due"),
        (4, "Mondays at nine", "open"),
    ]
    assert [x.number for x in found.due] == [3]
    assert found.review_on == date(2026, 6, 20)


def test_the_page_says_what_is_due_before_the_talks_and_the_newest_talk_first() -> None:
    answer = answer_of(mara(conversations=TALKS))
    sections = ledger_sections(ledger(answer), "agree")
    assert [section.id for section in sections] == ["title", "due", "reading", "talk", "talk"]
    lines = [line.text for line in sections[3].lines]
    assert lines[0] == "You asked for: Mornings"
    assert "They offered: another day, time or pace." in lines
    assert "Number 4, open: Mondays at nine" in lines


def test_without_a_talk_the_page_says_so() -> None:
    (only,) = ledger_sections(ledger(answer_of(mara(conversations=[]))), None)
    assert only.lines[0].text == "No talk is recorded yet."


def test_the_words_for_a_talk_of_which_little_is_known() -> None:
    story = mara(conversations=[{"date": "2026-05-05"}])
    lines = [line.text for section in ledger_sections(ledger(answer_of(story)), None) for line in section.lines]
    assert "What you asked for isn't recorded." in lines
    assert "How they answered isn't recorded." in lines


def test_a_promise_that_was_looked_at_is_kept_or_broken_from_that_day_on() -> None:
    story = mara(conversations=TALKS)
    answer = answer_of(story)
    marked = looked_at(looked_at(story, answer, 3, kept=True), answer, 4, kept=False)
    states = [x.state for x in ledger(answer_of(marked)).promises]
    assert states == ["kept", "broken", "kept", "broken"]
    earlier = [x.state for x in ledger(assess(marked, date(2026, 5, 30), "t1")).promises]
    assert earlier == ["kept", "broken", "due", "open"]


def test_a_promise_marked_later_can_be_marked_on_an_earlier_day_without_losing_its_place() -> None:
    story = mara(conversations=TALKS)
    marked = looked_at(story, answer_of(story), 4, kept=True)
    again = looked_at(marked, assess(marked, date(2026, 5, 30), "t1"), 4, kept=False)
    assert [x.done for talk in again.conversations for x in talk.agreed] == [False, True, False, None]


def test_there_is_no_promise_beyond_the_last() -> None:
    story = mara(conversations=TALKS)
    for number in (0, 5, -1):
        with pytest.raises(KeyError):
            looked_at(story, answer_of(story), number, kept=True)


def test_a_talk_that_names_what_does_not_exist_is_refused() -> None:
    with pytest.raises(Unreadable):
        noted(mara(), Conversation(date=ON, therapy="t9"))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(trees(quiet=False), st.data())
def test_marking_changes_one_promise_and_noting_adds_one_talk_and_nothing_else(
    tree: dict[str, Any], data: st.DataObject
) -> None:
    story = validate(tree)
    answer = assess(story, ON)
    promises = ledger(answer).promises
    talk = Conversation(date=ON, therapy="t1", asked_for="x", agreed=(Agreement(text="y"),))
    grown = noted(story, talk)
    assert grown.conversations == (*story.conversations, talk)
    assert grown.model_copy(update={"conversations": ()}) == story.model_copy(update={"conversations": ()})
    assert read(dump(grown)) == grown
    if promises:
        chosen = data.draw(st.sampled_from(promises))
        marked = looked_at(story, answer, chosen.number, kept=True)
        before = [x for one in story.conversations for x in one.agreed]
        now = [x for one in marked.conversations for x in one.agreed]
        changed = [(a, b) for a, b in zip(before, now, strict=True) if a != b]
        assert len(changed) == 1
        assert changed[0][1].done is True
        assert [x.state for x in ledger(assess(marked, ON)).promises].count("kept") >= 1


def test_a_talk_of_today_becomes_an_entry_that_says_how_it_was_answered() -> None:
    story = mara(conversations=[])
    made = talk(
        answer_of(story),
        asked_for="Begin with\x00 the nights",
        about=["not_heard"],
        saw=["thanked_me"],
        offered=["schedule"],
        agreed=["Ten minutes each time", "  "],
        review_on=date(2026, 6, 22),
    )
    assert (made.date, made.therapy, made.response) == (ON, "t1", "welcomed_with_plan")
    assert made.asked_for == "Begin with the nights"
    assert [one.text for one in made.agreed] == ["Ten minutes each time"]
    (promise,) = ledger(answer_of(noted(story, made))).promises
    assert promise.state == "open"


def test_a_talk_is_refused_when_its_day_to_look_again_is_over_or_a_sign_is_strange() -> None:
    with pytest.raises(NotAhead):
        talk(answer_of(mara()), review_on=ON)
    with pytest.raises(ValueError, match="yawned"):
        talk(answer_of(mara()), saw=["yawned"])


def test_the_talk_a_promise_was_made_in_is_found_and_changed_alone() -> None:
    story = mara(conversations=TALKS)
    place, changed = marked(story, answer_of(story), 4, kept=True)
    assert place == 0
    assert changed.agreed[0].done is True
    assert changed.agreed[0].checked_on == ON
    assert changed.model_copy(update={"agreed": story.conversations[0].agreed}) == story.conversations[0]


def test_once_all_was_looked_at_the_page_no_longer_says_when_to_look() -> None:
    story = mara(conversations=TALKS)
    after = looked_at(story, answer_of(story), 4, kept=True)
    (first, *_) = [section for section in ledger_sections(ledger(answer_of(after)), "kept") if section.id == "talk"]
    assert not [line for line in first.lines if "June 20, 2026" in line.text]


def test_everything_that_may_have_been_seen_can_be_ticked_in_words() -> None:
    assert tuple(sign for sign, _ in sign_choices()) == signs()
