"""The promise: whatever anyone wrote is told in a line, in words and without ids, and can be corrected part by part."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest

from unstuck.diary.in_words import ELSEWHERE, MODELS, TELL, choice_name, written
from unstuck.diary.parts import CATALOGUES, Part, parts, together
from unstuck.knowledge import words
from unstuck.story import Story, dump, read, validate
from unstuck.vault import stories

STORIES = sorted((Path(__file__).parents[1] / "stories").glob("*.json"))
ID = re.compile(r"\b[a-z0-9]+_[a-z0-9_]+\b")
EVERYTHING: dict[str, Any] = {
    "format": "unstuck-story/1",
    "about": {"age_band": "26-64", "country": "US", "concerns": ["depression"]},
    "goals": [{"id": "my_goal_1", "text": "Sleep through"}],
    "therapies": [{"id": "t_1", "started": "2026-01-05", "therapist": {"name": "Dr. Ó", "provider_type": "us_lcsw"}}],
    "sessions": [{"date": "2026-01-05", "therapy": "t_1", "before": -1, "after": 2.5, "alliance": {"heard": 7}}],
    "scores": [{"date": "2026-01-05", "measure": "dass21_stress", "total": 14}],
    "goal_ratings": [{"date": "2026-01-05", "goal": "my_goal_1", "rating": 3}],
    "answers": [{"date": "2026-01-05", "indicator": "not_safe_now", "answer": "no"}],
    "events": [{"date": "2026-01-05", "kind": "medication_change", "text": "half of it"}],
    "conversations": [
        {
            "date": "2026-01-12",
            "response": "heard_no_plan",
            "offered": ["other_therapy"],
            "agreed": [{"text": "a plan"}],
        }
    ],
    "notes": [{"date": "2026-01-05", "text": "A long day.\n\nAnd a short night."}],
    "trials": [
        {
            "id": "a_b",
            "planned_on": "2026-01-06",
            "change": "weekday",
            "rating": "goal:my_goal_1",
            "before": 4,
            "after": 4,
        }
    ],
    "values": [{"date": "2026-01-05", "sliders": {"better_soon": 7}}],
    "wishes": [{"date": "2026-01-05", "trouble": "nights"}],
    "candidates": [
        {
            "id": "c_1",
            "contacts": [{"date": "2026-01-05", "state": "no_answer"}],
            "answers": [{"question": "licence", "sounded": "mixed"}],
            "impressions": [{"date": "2026-01-06", "when": "first_session", "trust": 6}],
        }
    ],
    "handovers": [{"id": "h_1", "date": "2026-01-05", "words": {"helped": "walking"}, "share": ["helped"]}],
    "told": [{"date": "2026-01-05", "to": "new_therapist", "form": "handover", "items": ["helped"]}],
}


@pytest.mark.parametrize("story", [json.dumps(EVERYTHING).encode(), *(path.read_bytes() for path in STORIES)])
def test_every_entry_is_told_in_words_and_never_by_an_id(story: bytes) -> None:
    told = read(story)
    for kind, value in stories.records(told):
        line = written(kind, value, told)
        assert line.fits
        assert line.text
        assert not ID.search(f"{line.what} {line.text}"), line
        assert "\n" not in line.text


def test_every_kind_of_entry_has_words() -> None:
    assert TELL.keys() == MODELS.keys() == {*Story.model_fields} - {"format"}
    told = validate(EVERYTHING)
    assert {kind for kind, _ in stories.records(told)} == TELL.keys()
    said = words("en", "diary")
    assert all(f"kind.{kind}" in said for kind in MODELS)


def test_a_line_says_what_its_writer_would_know_it_by() -> None:
    told = validate(EVERYTHING)

    def line(kind: str) -> str:
        return written(kind, dict(stories.records(told))[kind], told).text

    assert line("sessions") == "before -1, after 2.5, heard 7"
    assert line("goal_ratings") == "Sleep through: 3 of 10"
    assert line("notes") == "A long day. And a short night."
    assert line("events") == "My medicine changed; half of it"
    assert line("scores").endswith(": 14")
    assert line("answers").endswith("? No.")


def test_a_rating_of_a_goal_that_is_gone_and_what_nobody_can_read_are_told_too() -> None:
    none = validate({"format": "unstuck-story/1"})
    assert "deleted" in written("goal_ratings", EVERYTHING["goal_ratings"][0], none).text
    for kind, value in (("notes", {"text": 3}), ("notes", None), ("something", {}), ("sessions", {"date": "soon"})):
        assert not written(kind, value, none).fits


def test_a_long_text_is_cut_between_words_and_an_entry_has_its_day() -> None:
    none = validate({"format": "unstuck-story/1"})
    line = written("notes", {"date": "2026-01-05", "text": "word " * 100}, none)
    assert len(line.text) < 170
    assert line.text.endswith("word …")
    assert line.day == date(2026, 1, 5)


def all_parts() -> list[tuple[str, Part]]:
    told = validate(EVERYTHING)
    return [(kind, part) for kind, value in stories.records(told) for part in parts(MODELS[kind], value)]


def test_every_part_and_everything_that_can_be_chosen_has_words() -> None:
    said = words("en", "diary")
    for kind, part in all_parts():
        assert f"field.{kind}.{part.name}" in said or f"field.{part.name}" in said, (kind, part.name)
        for value in part.values:
            assert choice_name(part.name, value), (part.name, value)
        assert part.values or part.kind not in {"choice", "ticks"} or part.name in CATALOGUES
    assert {name for _, part in all_parts() for name in [part.name] if part.values} >= ELSEWHERE.keys()


def test_put_together_unchanged_an_entry_is_what_it_was() -> None:
    told = validate(EVERYTHING)
    for kind, value in stories.records(told):
        unchanged = {part.path: part.value for part in parts(MODELS[kind], value)}
        assert together(value, unchanged) == value


def test_a_part_can_be_changed_added_and_taken_away() -> None:
    session = EVERYTHING["sessions"][0]
    assert together(session, {("after",): 3})["after"] == 3
    assert together(session, {("alliance", "bond"): 2})["alliance"] == {"heard": 7, "bond": 2}
    assert "alliance" not in together(session, {("alliance", "heard"): None})
    assert together({"date": "2026-01-05"}, {("alliance", "bond"): None}) == {"date": "2026-01-05"}
    talk = EVERYTHING["conversations"][0]
    assert together(talk, {("agreed", 0, "done"): True})["agreed"] == [{"text": "a plan", "done": True}]
    assert session["after"] == 2.5


def test_everything_a_person_said_can_be_corrected() -> None:
    """What can't be is the name of something else, or which measure, goal or question it was."""
    left = {
        ("therapies", "id"), ("goals", "id"), ("sessions", "therapy"), ("scores", "measure"), ("goal_ratings", "goal"),
        ("answers", "indicator"), ("about", "concerns"), ("trials", "id"), ("trials", "rating"), ("values", "sliders"),
        ("candidates", "id"), ("handovers", "id"), ("handovers", "share"), ("told", "items"),
    }  # fmt: skip
    told = validate(EVERYTHING)
    for kind, value in stories.records(told):
        asked = {part.path[0] for part in parts(MODELS[kind], value)}
        assert {(kind, name) for name in value.keys() - asked} <= left


def test_the_whole_story_can_be_read_again_after_its_words_were_told() -> None:
    told = validate(EVERYTHING)
    assert read(dump(told)) == told
    assert get_args(Story.model_fields["notes"].annotation)[0] is MODELS["notes"]
