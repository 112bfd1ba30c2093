"""Invented people on the move: one who changes therapist and compares five, and the pieces to make others from."""

from __future__ import annotations

from datetime import date
from typing import Any

from unstuck.readout import Readout, assess
from unstuck.story import FORMAT, Story, validate

ON = date(2026, 9, 30)

NOOR: dict[str, Any] = {
    "format": FORMAT,
    "about": {"country": "US", "concerns": ["ocd"], "age_band": "26-64"},
    "goals": [{"id": "door", "text": "Lock the door once and go", "set_on": "2026-01-12"}],
    "therapies": [
        {
            "id": "t1",
            "started": "2026-01-13",
            "ended": "2026-08-25",
            "ended_by": "together",
            "approach": "supportive",
            "therapist": {"name": "Ms Lake", "provider_type": "us_lpc"},
            "schedule": {"every_days": 7, "minutes": 50, "format": "in_person"},
        }
    ],
    "sessions": [
        {"date": f"2026-{month:02}-{day:02}", "therapy": "t1", "before": -1, "after": 1, "alliance": {"heard": 8}}
        for month in range(2, 8)
        for day in (3, 17)
    ],
    "scores": [
        {"date": f"2026-{month:02}-01", "measure": "gad7", "total": total}
        for month, total in ((1, 14), (3, 13), (5, 14), (7, 13))
    ],
    "answers": [
        {"date": "2026-06-02", "indicator": "do_not_know_method", "answer": "yes", "therapy": "t1"},
        {"date": "2026-06-02", "indicator": "raised_it_nothing_changed", "answer": "yes", "therapy": "t1"},
    ],
    "goal_ratings": [{"date": "2026-07-01", "goal": "door", "rating": 3}],
    "events": [{"date": "2026-06-20", "kind": "life_event", "text": "My father moved in"}],
    "notes": [{"date": "2026-05-05", "text": "I lied about the checking."}],
    "wishes": [
        {
            "date": "2026-09-01",
            "trouble": "I check the door and the stove for an hour",
            "missing": "We talked about the week and never touched the checking",
            "ended": "We agreed that I need someone who does exposure",
            "style_text": "Someone who gives me tasks and asks how they went",
            "style": {"directiveness": 4, "emotion": 0, "challenge": 3},
            "languages": ["English"],
            "formats": ["in_person", "video"],
            "most_fee": 120,
            "times": "After five",
            "criteria": [
                {"id": "licensed", "need": "must"},
                {"id": "cost", "need": "must"},
                {"id": "indicated_method", "need": "nice", "weight": 5},
                {"id": "experience", "need": "nice", "weight": 4},
                {"id": "reacts_to_feedback", "need": "nice", "weight": 3},
                {"id": "availability", "need": "nice", "weight": 1},
                {"id": "own:dog", "need": "nice", "weight": 1, "text": "No dog in the room"},
            ],
        }
    ],
    "candidates": [
        {
            "id": "a",
            "name": "Dr Amari",
            "provider_type": "us_psychologist",
            "approaches": ["erp", "cbt"],
            "fee": 120,
            "marks": {"licensed": "yes", "own:dog": "yes"},
            "contacts": [{"date": "2026-09-08", "state": "no_answer"}, {"date": "2026-09-15", "state": "called"}],
            "answers": [
                {"question": "experience", "sounded": "good"},
                {"question": "feedback", "sounded": "mixed"},
                {"question": "access", "sounded": "concern"},
            ],
            "impressions": [{"date": "2026-09-15", "when": "call", "heard": 6, "at_ease": 5, "trust": 6, "hope": 7}],
        },
        {
            "id": "b",
            "name": "Ms Bell",
            "provider_type": "us_lcsw",
            "approaches": ["supportive"],
            "fee": 90,
            "marks": {"licensed": "yes", "own:dog": "yes"},
            "contacts": [{"date": "2026-09-09", "state": "called"}],
            "answers": [{"question": "feedback", "sounded": "good"}, {"question": "access", "sounded": "good"}],
            "impressions": [{"date": "2026-09-09", "when": "call", "heard": 9, "at_ease": 9, "trust": 8, "hope": 6}],
        },
        {
            "id": "c",
            "name": "Mr Cole",
            "provider_type": "us_lpc",
            "approaches": ["erp"],
            "fee": 180,
            "marks": {"licensed": "yes"},
            "contacts": [{"date": "2026-09-10", "state": "called"}],
        },
        {"id": "d", "name": "Dr Diaz", "contacts": [{"date": "2026-09-10", "state": "waiting_list"}]},
        {"id": "e", "name": "Dr Egan"},
    ],
    "handovers": [
        {
            "id": "h1",
            "date": "2026-09-20",
            "therapy": "t1",
            "words": {
                "problem": "I check the door and the stove for an hour before I can leave.",
                "helped": "That she never laughed at it.",
                "not_helped": "Talking about the week.",
                "medicine": "Sertraline, from Dr Pine.",
                "risk": "Nothing now. In 2019 there was.",
            },
        }
    ],
}


def noor(**changed: Any) -> Story:  # noqa: ANN401 - JSON values
    """Noor's story, with parts of it replaced."""
    return validate({**NOOR, **changed})


def answer_of(story: Story, on: date = ON) -> Readout:
    """The read-out of a story's current therapy."""
    return assess(story, on)
