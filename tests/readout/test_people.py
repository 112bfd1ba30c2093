"""The promise: each invented person gets the answer a careful clinician would give."""

from __future__ import annotations

import json

import jsonschema
import pytest

from tests.people import PEOPLE, day_of, story_of
from unstuck.cli.schema import schemas
from unstuck.readout import assess
from unstuck.readout.written import to_json, written
from unstuck.story.checks import vocabulary

everyone = pytest.mark.parametrize("name", PEOPLE)
SCHEMA = json.loads(schemas()["readout.schema.json"])


@everyone
def test_says_what_a_careful_clinician_would_say(name: str) -> None:
    expected, answer = PEOPLE[name], assess(story_of(name), day_of(name))
    assert answer.working.verdict == expected.get("verdict", answer.working.verdict)
    assert answer.next_step.id == expected["step"]
    if "reason" in expected:
        assert answer.reasons[0].id == expected["reason"]
    assert {option.id for option in answer.next_step.also} <= set(expected["also"])


@everyone
def test_never_says_what_must_not_be_said(name: str) -> None:
    expected, answer = PEOPLE[name], assess(story_of(name), day_of(name))
    advised = {answer.next_step.id, *(option.id for option in answer.next_step.also)}
    assert not advised & set(expected["never"])
    text = written(answer)["text"]
    assert not [said for said in expected.get("never_text", []) if said in text]


@everyone
def test_help_stands_on_top_exactly_when_there_is_danger(name: str) -> None:
    level = PEOPLE[name].get("level", "none")
    assert assess(story_of(name), day_of(name)).watch.safety.level == level


@everyone
def test_notices_say_what_bends_the_answer(name: str) -> None:
    told = {notice["id"] for notice in written(assess(story_of(name), day_of(name)))["notices"]}
    assert set(PEOPLE[name].get("notices", [])) <= told


@everyone
def test_the_read_out_fits_its_schema(name: str) -> None:
    jsonschema.validate(json.loads(to_json(assess(story_of(name), day_of(name)))), SCHEMA)


def test_there_is_somebody_for_every_reason_and_every_next_step() -> None:
    answers = [assess(story_of(name), day_of(name)) for name in PEOPLE]
    steps = {answer.next_step.id for answer in answers}
    assert steps == vocabulary("next_steps")
    leading = {answer.reasons[0].id for answer in answers if answer.reasons}
    assert leading == vocabulary("reasons")


def test_a_story_can_be_replayed_day_by_day() -> None:
    """Nobody's answer of March may rest on what was written in May."""
    for name in PEOPLE:
        story, on = story_of(name), day_of(name)
        known = sorted({session.date for session in story.sessions if session.date <= on})
        for day in known[:: max(len(known) // 4, 1)]:
            answer = assess(story, day)
            assert answer.record.on == day
            assert all(session.date <= day for session in answer.record.sessions)
