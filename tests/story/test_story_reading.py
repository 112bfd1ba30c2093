"""The promise: a story is read whole, or everything wrong with it is said at once, each with its place."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings

from tests.people import PEOPLE, story_of, tree_of, trees
from unstuck.story import FORMAT, Story, Unreadable, dump, read, validate

EMPTY = {"format": FORMAT}


def problems(tree: object) -> list[str]:
    raw = tree if isinstance(tree, bytes) else json.dumps(tree).encode()
    with pytest.raises(Unreadable) as caught:
        read(raw)
    return [problem.text() for problem in caught.value.problems]


def test_an_empty_story_is_a_story() -> None:
    assert read(b'{"format": "unstuck-story/1"}') == Story(format=FORMAT)


@pytest.mark.parametrize("name", PEOPLE)
def test_what_is_written_down_reads_as_the_same_story(name: str) -> None:
    assert read(dump(story_of(name))) == story_of(name)


@given(trees(quiet=False))
@settings(max_examples=40, deadline=None)
def test_any_story_survives_being_written_and_read(tree: dict[str, Any]) -> None:
    story = validate(tree)
    assert read(dump(story)) == story


def test_every_problem_is_reported_at_once_in_the_order_of_the_file() -> None:
    tree = tree_of("still_early")
    tree["sessions"][1]["before"] = 7
    tree["scores"][0]["total"] = 99
    tree["scores"][1]["date"] = "2026-02-30"
    tree["therapies"][0]["colour"] = "blue"
    tree["about"]["country"] = "us"
    assert problems(tree) == [
        'about.country: us is no country code: write two capitals, such as "US"',
        "scores[0].total: 99 is above 21, the highest GAD-7 score",
        'scores[1].date: this isn\'t a day: write it as "2026-01-05"',
        "sessions[1].before: 7 is above 5",
        "therapies[0].colour: no such key",
    ]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"x": 1}, "x: no such key"),
        ({"sessions": [{"date": "2026-01-05", "therapy": "t9"}]}, "sessions[0].therapy: no therapy of this story"),
        ({"scores": [{"date": "2026-01-05", "measure": "phq", "total": 3}]}, "scores[0].measure: phq is no measure"),
        ({"scores": [{"date": "2026-01-05", "measure": "phq9", "total": "3"}]}, "scores[0].total: this isn't a number"),
        ({"scores": [{"date": "2026-01-05", "measure": "phq9", "total": True}]}, "scores[0].total: this isn't a num"),
        (
            {"scores": [{"date": "2026-01-05", "measure": "phq9", "total": 3.5}]},
            "scores[0].total: 3.5: PHQ-9 scores are",
        ),
        ({"scores": [{"date": "2026-01-05", "measure": "k10", "total": 9}]}, "scores[0].total: 9 is below 10"),
        (
            {"scores": [{"date": "2026-01-05", "measure": "phq9", "total": 3, "items": [0, 0, 0, 0, 0, 0, 0, 0, 0]}]},
            "scores[0].items: these items make 0, not 3",
        ),
        ({"goal_ratings": [{"date": "2026-01-05", "goal": "g", "rating": 3}]}, "goal_ratings[0].goal: no goal of this"),
        ({"answers": [{"date": "2026-01-05", "indicator": "x", "answer": "yes"}]}, "answers[0].indicator: x is no que"),
        (
            {"answers": [{"date": "2026-01-05", "indicator": "leave_stuck", "answer": "maybe"}]},
            "answers[0].answer: maybe",
        ),
        ({"events": [{"date": "2026-01-05"}]}, "events[0].kind: this is missing"),
        ({"notes": [{"date": "05.01.2026", "text": ""}]}, "notes[0].date: this isn't a day"),
        ({"notes": {"date": "2026-01-05"}}, "notes: this isn't a list"),
        ({"notes": [None]}, "notes[0]: this should be an object"),
        (
            {"sessions": [{"date": "2026-01-05", "alliance": {"overall": 5, "bond": 5}}]},
            'sessions[0].alliance.overall: rate either the four or "overall"',
        ),
        ({"therapies": [{"id": "a", "started": "2026-01-05"}] * 2}, "therapies[1].id: the id a is given twice"),
        (
            {"therapies": [{"id": "a", "started": "2026-01-05", "ended": "2026-01-01"}]},
            "therapies[0].ended: this is before the therapy started",
        ),
        (
            {
                "therapies": [{"id": "a", "started": "2026-01-05", "ended": "2026-02-01"}],
                "sessions": [{"date": "2026-01-04", "therapy": "a"}],
            },
            "sessions[0].date: this is before its therapy started, on 2026-01-05",
        ),
        (
            {
                "therapies": [{"id": "a", "started": "2026-01-05", "ended": "2026-02-01"}],
                "sessions": [{"date": "2026-02-02", "therapy": "a"}],
            },
            "sessions[0].date: this is after its therapy ended, on 2026-02-01",
        ),
        (
            {"therapies": [{"id": "a", "started": "2026-01-05", "approach": "magic"}]},
            "therapies[0].approach: magic is no",
        ),
        ({"about": {"concerns": ["x"]}}, "about.concerns[0]: x is no condition"),
        ({"conversations": [{"date": "2026-01-05", "about": ["x"]}]}, "conversations[0].about[0]: x is no reason"),
    ],
)
def test_each_kind_of_mistake_is_named_with_its_place(change: dict[str, Any], said: str) -> None:
    found = problems(EMPTY | change)
    assert len(found) == 1
    assert found[0].startswith(said)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "line 1, column 1: this isn't JSON"),
        (b"[]", "this should be an object"),
        (b'{"notes": []}', "format: a story starts with"),
        (b'{"format": "unstuck-story/2"}', "format: this is another format"),
        (b'{"format": "unstuck-story/1", "notes": [{"text": "\xff"}]}', "byte 50 isn't UTF-8 text"),
        (b'{"format": "unstuck-story/1", "about": {"aim": "cope", "aim": "cope"}}', "about.aim: this key stands here"),
        (b'{"format": "unstuck-story/1", "notes": ' + b"[" * 100_000, "nested deeper than 50 levels"),
        (b'{"format": "unstuck-story/1", "wishes": ' + b"[" * 80 + b"]" * 80 + b"}", "wishes: nested deeper than 50"),
        (
            b'{"format": "unstuck-story/1", "scores": [{"date": "2026-01-05", "measure": "phq9", "total": '
            + b"9" * 5000
            + b"}]}",
            "scores[0].total: this number has no size",
        ),
        (
            b'{"format": "unstuck-story/1", "notes": [{"date": "2026-01-05", "text": "\\ud800"}]}',
            "notes[0].text: this text holds half a character",
        ),
    ],
)
def test_a_file_that_is_no_story_is_refused_in_one_line(raw: bytes, said: str) -> None:
    found = problems(raw)
    assert len(found) == 1
    assert found[0].startswith(said)


@pytest.mark.parametrize(
    ("tree", "first"),
    [
        ({"format": "unstuck-story/2"}, "format: this is another format"),
        ({}, "format: a story starts with"),
    ],
)
def test_no_mistake_hides_another(tree: dict[str, Any], first: str) -> None:
    wrong = {"scores": [{"date": "2026-01-05", "measure": "phq9", "total": 99}]}
    found = problems(tree | wrong)
    assert found[0].startswith(first)
    assert found[-1].startswith("scores[0].total: 99 is above 27")


def test_nesting_that_is_too_deep_hides_no_other_mistake() -> None:
    deep = b'{"format": "unstuck-story/1", "notes": ' + b"[" * 80 + b"]" * 80 + b', "therapies": [{}]}'
    assert [x.split(":")[0] for x in problems(deep)] == ["notes", "therapies[0].id", "therapies[0].started"]


def test_what_shares_no_word_with_a_story_is_told_so_in_one_line() -> None:
    assert len(problems({"name": "a package", "version": 1})) == 1


def test_only_ids_days_and_what_an_entry_is_about_are_required() -> None:
    day = {"date": "2026-01-05"}
    tree = EMPTY | {
        "goals": [{"id": "g"}],
        "therapies": [{"id": "t", "started": "2026-01-05"}],
        "sessions": [day],
        "scores": [day | {"measure": "phq9", "total": 3}],
        "goal_ratings": [day | {"goal": "g", "rating": 3}],
        "answers": [day | {"indicator": "leave_stuck", "answer": "yes"}],
        "events": [day | {"kind": "win"}],
        "conversations": [day],
        "notes": [day],
    }
    assert validate(tree) == read(dump(validate(tree)))
    for name, (entry,) in ((name, listed) for name, listed in tree.items() if isinstance(listed, list)):
        for key in entry:
            less = {name: [{k: v for k, v in entry.items() if k != key}]}
            assert f"{name}[0].{key}: this is missing" in problems(tree | less)


def test_a_file_over_20_mb_is_refused_unread() -> None:
    assert problems(b" " * 20_000_001) == ["the file is larger than 20 MB"]


def test_a_byte_order_mark_is_no_mistake() -> None:
    assert read(b"\xef\xbb\xbf" + json.dumps(EMPTY).encode()) == validate(EMPTY)


def test_null_is_the_same_as_absent() -> None:
    tree = {**EMPTY, "about": None, "notes": None, "sessions": [{"date": "2026-01-05", "before": None, "note": None}]}
    assert validate(tree) == validate({**EMPTY, "sessions": [{"date": "2026-01-05"}]})


def test_a_whole_number_may_be_written_with_a_point() -> None:
    score = {"date": "2026-01-05", "measure": "phq9", "total": 3}
    assert read(json.dumps(EMPTY | {"scores": [score | {"total": 3.0}]}).encode()) == validate(
        EMPTY | {"scores": [score]}
    )


def test_at_most_a_hundred_problems_are_listed() -> None:
    assert len(problems(EMPTY | {"notes": [{"date": "x", "text": ""}] * 500})) == 100


def test_a_report_shows_no_more_than_a_scrap_of_what_someone_wrote() -> None:
    long = "secret " * 100
    found = problems(EMPTY | {"events": [{"date": "2026-01-05", "kind": long}]})
    assert len(found[0]) < 250
    assert "\x1b" not in problems(EMPTY | {"events": [{"date": "2026-01-05", "kind": "\x1b[2J"}]})[0]


def test_a_story_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        story_of("still_early").sessions[0].before = 5  # type: ignore[misc]  # that is the test
