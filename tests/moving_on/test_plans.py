"""The promise: what a person plans is read as strictly as the rest of the story, and comes out as it went in."""

from __future__ import annotations

import json
from typing import Any

import pytest

from unstuck.change import step
from unstuck.story import FORMAT, Unreadable, dump, read

TRIAL: dict[str, Any] = {
    "id": "later",
    "therapy": "t1",
    "planned_on": "2026-03-03",
    "change": "time",
    "schedule": {"starts_at": "18:30"},
    "rating": "after",
    "before": 8,
    "after": 8,
    "review_on": "2026-05-12",
}
TREE: dict[str, Any] = {
    "format": FORMAT,
    "goals": [{"id": "sleep"}],
    "therapies": [{"id": "t1", "started": "2026-01-06"}],
    "trials": [TRIAL],
    "values": [{"date": "2026-02-01", "text": "Not to start again.", "sliders": {"keep_therapist": 8}}],
    "wishes": [
        {
            "date": "2026-05-01",
            "missing": "A plan.",
            "style": {"directiveness": 3},
            "languages": ["English"],
            "formats": ["video"],
            "approaches": ["cbt"],
            "most_fee": 90.5,
            "criteria": [{"id": "cost", "need": "must"}, {"id": "own:quiet", "need": "nice", "text": "A quiet voice"}],
        }
    ],
    "candidates": [
        {
            "id": "b",
            "name": "Dr B",
            "provider_type": "us_psychologist",
            "marks": {"cost": "yes", "own:quiet": "partly"},
            "contacts": [{"date": "2026-05-03", "state": "called"}],
            "answers": [{"question": "feedback", "sounded": "good"}],
            "impressions": [{"date": "2026-05-03", "when": "call", "heard": 8}],
        }
    ],
    "handovers": [
        {"id": "h", "date": "2026-05-20", "words": {"problem": "Worry."}, "share": ["problem", "goal:sleep"]}
    ],
    "told": [{"date": "2026-05-21", "to": "new_therapist", "form": "handover", "items": ["problem"]}],
}


def problems(**changed: object) -> list[str]:
    with pytest.raises(Unreadable) as caught:
        read(json.dumps({**TREE, **changed}).encode())
    return [problem.text() for problem in caught.value.problems]


def test_plans_come_out_as_they_went_in() -> None:
    story = read(json.dumps(TREE).encode())
    assert read(dump(story)) == story
    assert json.loads(dump(story)) == TREE


def test_null_is_the_same_as_absent() -> None:
    trial = TRIAL | {"started_on": None, "stopped": None}
    assert read(json.dumps({**TREE, "trials": [trial], "told": None}).encode()).trials[0].started_on is None


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"trials": [TRIAL, TRIAL]}, "trials[1].id: the id later is given twice"),
        ({"trials": [TRIAL | {"therapy": "t9"}]}, "trials[0].therapy: no therapy of this story"),
        ({"trials": [TRIAL | {"rating": "goal:walk"}]}, "trials[0].rating: goal:walk is no rating a trial can rest on"),
        ({"trials": [TRIAL | {"after": 3}]}, "trials[0].after: 3 is below 4"),
        ({"trials": [TRIAL | {"after": 21}]}, "trials[0].after: 21 is above 20"),
        ({"trials": [TRIAL | {"started_on": "2026-03-02"}]}, "trials[0].started_on: this is before it was planned"),
        ({"trials": [TRIAL | {"stopped": {"date": "2026-03-02"}}]}, "trials[0].stopped: this is before it was"),
        ({"trials": [TRIAL | {"change": "mood"}]}, "trials[0].change: mood is none of weekday, time"),
        ({"values": [{"date": "2026-02-01", "sliders": {"luck": 3}}]}, "values[0].sliders.luck: luck is nothing"),
        ({"values": [{"date": "2026-02-01", "sliders": {"no_waiting": 11}}]}, "values[0].sliders.no_waiting: 11 is ab"),
        ({"values": [{"date": "2026-02-01", "sliders": [3]}]}, "values[0].sliders: this should be an object"),
        (
            {"wishes": [{"date": "2026-05-01", "criteria": [{"id": "aura", "need": "nice"}]}]},
            "wishes[0].criteria[0].id",
        ),
        (
            {"wishes": [{"date": "2026-05-01", "criteria": [{"id": "cost", "need": "must", "weight": 5}]}]},
            "wishes[0].criteria[0].weight: a must has no weight",
        ),
        (
            {"wishes": [{"date": "2026-05-01", "criteria": [{"id": "cost", "need": "nice"}] * 2}]},
            "wishes[0].criteria[1].id: the id cost is given twice",
        ),
        ({"wishes": [{"date": "2026-05-01", "provider_types": ["us_seer"]}]}, "wishes[0].provider_types[0]: us_seer"),
        ({"candidates": [{"id": "b", "marks": {"aura": "yes"}}]}, "candidates[0].marks.aura: aura is no wish"),
        ({"candidates": [{"id": "b", "approaches": ["magic"]}]}, "candidates[0].approaches[0]: magic is no kind"),
        ({"candidates": [{"id": "b", "answers": [{"question": "star sign"}]}]}, "candidates[0].answers[0].question"),
        ({"candidates": [{"id": "b", "therapy": "t9"}]}, "candidates[0].therapy: no therapy of this story"),
        (
            {"handovers": [{"id": "h", "date": "2026-05-20", "share": ["goal:walk"]}]},
            "handovers[0].share[0]: goal:walk",
        ),
        ({"handovers": [{"id": "h", "date": "2026-05-20", "words": {"secret": "x"}}]}, "handovers[0].words.secret: no"),
        ({"told": [{"date": "2026-05-21", "to": "the_press", "form": "brief"}]}, "told[0].to: the_press is none of"),
    ],
)
def test_what_does_not_fit_is_named_with_its_place(changed: dict[str, object], said: str) -> None:
    found = problems(**changed)
    assert len(found) == 1
    assert found[0].startswith(said)


def test_every_wrong_thing_of_a_plan_is_said_at_once() -> None:
    assert len(problems(trials=[TRIAL | {"after": 3, "rating": "luck", "planned_on": "soon"}])) == 3


def test_a_trial_holds_as_many_ratings_as_the_arithmetic_takes() -> None:
    for side in ("before", "after"):
        for count in (step.LEAST, step.MOST):
            read(json.dumps({**TREE, "trials": [TRIAL | {side: count}]}).encode())
        for count in (step.LEAST - 1, step.MOST + 1):
            assert len(problems(trials=[TRIAL | {side: count}])) == 1
