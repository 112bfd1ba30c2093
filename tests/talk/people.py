"""Invented people before a talk: one with something to say about everything, and stories full of marks."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from unstuck.readout import Readout, assess
from unstuck.story import FORMAT, Story, validate

ON = date(2026, 6, 1)

MARA: dict[str, Any] = {
    "format": FORMAT,
    "about": {"country": "US", "concerns": ["gad"], "age_band": "26-64"},
    "goals": [
        {"id": "sleep", "text": "Sleep without the news", "set_on": "2026-01-05"},
        {"id": "work", "text": "Go to work on Mondays"},
        {"id": "later", "text": "Not known yet", "set_on": "2026-12-01"},
    ],
    "therapies": [
        {"id": "t1", "started": "2026-01-06", "main": True, "therapist": {"name": "Ms Kay"}, "approach": "supportive"},
        {"id": "t0", "started": "2020-01-06", "ended": "2020-06-01", "therapist": {"name": "Mr Old"}},
    ],
    "sessions": [
        {
            "date": f"2026-{month:02}-{day:02}",
            "therapy": "t1",
            "before": 0,
            "after": -2,
            "alliance": {"heard": 5 if month < 4 else 3, "bond": 8},
            "note": "She asked about the week again." if (month, day) == (5, 19) else None,
        }
        for month in range(1, 6)
        for day in (6, 19)
    ],
    "scores": [
        {"date": "2026-01-05", "measure": "gad7", "total": 14},
        {"date": "2026-03-05", "measure": "gad7", "total": 14},
        {"date": "2026-04-05", "measure": "gad7", "total": 13},
        {"date": "2026-05-05", "measure": "gad7", "total": 14},
    ],
    "goal_ratings": [
        {"date": "2026-02-01", "goal": "sleep", "rating": 2},
        {"date": "2026-05-01", "goal": "sleep", "rating": 6},
        {"date": "2026-02-01", "goal": "work", "rating": 4},
        {"date": "2026-05-01", "goal": "work", "rating": 4},
    ],
    "answers": [
        {"date": "2026-05-20", "indicator": "do_not_know_method", "answer": "yes", "therapy": "t1"},
        {"date": "2026-05-20", "indicator": "pleasant_but_not_targeting", "answer": "yes", "therapy": "t1"},
        {"date": "2026-05-20", "indicator": "leave_stuck", "answer": "yes", "therapy": "t1"},
        {"date": "2026-05-20", "indicator": "safe_even_when_hard", "answer": "yes", "therapy": "t1"},
        {"date": "2026-05-20", "indicator": "stay_from_loyalty", "answer": "yes", "therapy": "t1"},
    ],
    "events": [
        {"date": "2026-04-02", "kind": "win", "text": "I slept through on Tuesday"},
        {"date": "2026-04-20", "kind": "life_event", "text": "My brother moved in"},
    ],
    "conversations": [
        {
            "date": "2026-03-10",
            "asked_for": "Talk about the nights",
            "response": "welcomed_with_plan",
            "agreed": [{"text": "A sleep diary", "done": False}, {"text": "Ten minutes for it each time"}],
            "review_on": "2026-04-10",
        }
    ],
    "notes": [{"date": "2026-05-21", "text": "I lied about the news again."}],
}


def mara(**changed: Any) -> Story:  # noqa: ANN401 - JSON values
    """Mara's story, with parts of it replaced."""
    return validate({**MARA, **changed})


def answer_of(story: Story, on: date = ON) -> Readout:
    """The read-out of her current therapy."""
    return assess(story, on, "t1")


ANY_TEXT = st.text(max_size=12)
PLAIN_TEXT = st.text(st.characters(codec="latin-1", categories=("L", "N", "Zs")), max_size=8)


@st.composite
def stories(draw: st.DrawFn, around: st.SearchStrategy[str] = ANY_TEXT) -> Story:
    """A story with a mark of its own in everything it says, among text of any kind."""

    def marked(name: str) -> str:
        return f"{draw(around)} zq{name}zq {draw(around)}"

    tree: dict[str, Any] = {
        "format": FORMAT,
        "about": {"country": draw(st.sampled_from(["US", "GB", None])), "concerns": ["ocd"], "mandated": True},
        "goals": [{"id": "door", "text": marked("goal")}, {"id": f"zqgoalid {draw(around)}", "text": marked("second")}],
        "therapies": [
            {"id": "t1", "started": "2026-01-06", "main": True, "therapist": {"name": marked("name")}},
            {"id": "t0", "started": "2020-01-06", "ended": "2020-06-01", "therapist": {"name": marked("other")}},
        ],
        "sessions": [
            {"date": f"2026-03-{day:02}", "therapy": "t1", "note": marked(f"page{day}"), "alliance": {"heard": 2}}
            for day in range(10, 14)
        ]
        + [{"date": "2020-03-03", "therapy": "t0", "note": marked("oldpage")}],
        "scores": [
            {"date": "2026-02-20", "measure": "gad7", "total": 14},
            {"date": "2026-03-12", "measure": "gad7", "total": 13},
            {"date": "2026-02-25", "measure": "phq9", "total": 17, "items": [2, 2, 2, 2, 2, 2, 2, 2, 1]},
        ],
        "goal_ratings": [{"date": "2026-02-27", "goal": "door", "rating": 3}],
        "answers": [
            {"date": "2026-03-12", "indicator": indicator, "answer": "yes", "therapy": "t1"}
            for indicator in ("leave_angry", "suicidal_thoughts", "risk_rising", "stay_from_loyalty")
        ],
        "events": [
            {"date": "2026-02-20", "kind": "illness", "text": marked("event")},
            {"date": "2026-02-22", "kind": "win", "text": marked("win")},
        ],
        "conversations": [
            {
                "date": "2026-03-11",
                "asked_for": marked("asked"),
                "response": "welcomed_with_plan",
                "agreed": [{"text": marked("broken"), "done": False}, {"text": marked("kept"), "done": True}],
            }
        ],
        "notes": [{"date": "2026-03-15", "text": marked("journal")}],
        "trials": [
            {"id": "x", "planned_on": "2026-03-15", "change": "time", "text": marked("trial"), "rating": "after",
             "before": 8, "after": 8}
        ],
        "values": [{"date": "2026-03-15", "text": marked("values")}],
        "wishes": [{"date": "2026-03-15", "trouble": marked("wish")}],
        "candidates": [{"id": "c", "name": marked("candidate")}],
        "handovers": [{"id": "h", "date": "2026-03-01", "words": {"problem": marked("handover")}}],
        "told": [{"date": "2026-03-15", "to": "friend", "name": marked("whom"), "form": "spoken", "items": ["risk"]}],
    }  # fmt: skip
    return validate(tree)


DAY = date(2026, 3, 20)
MARKS = {
    "name": ("zqnamezq",),
    "goal:door": ("zqgoalzq",),
    "goal:2": ("zqsecondzq",),
    "win:2026-02-22": ("zqwinzq",),
    "asked:2026-03-11": ("zqaskedzq",),
    "broken:2026-03-11": ("zqbrokenzq",),
    "example:2026-03-10": ("zqpage10zq",),
    "helped:2026-03-11": ("zqpage11zq",),
    "helped:2026-03-15": ("zqjournalzq",),
    "own:effect": ("zqowneffectzq",),
    "own:ask": ("zqownaskzq",),
    "said:leave_angry": ("leave angry",),
    "said:stay_from_loyalty": ("out of habit",),
    "rating:heard": ("feel heard",),
    "scores:gad7": ("GAD-7, lower is better: 14",),
    "scores:phq9": ("PHQ-9",),
    "chart:gad7": ("ups and downs alone", "GAD-7: 2 scores"),
    "sessions": ("met 4 times",),
    "review": ("three sessions",),
    "records": ("copy of my records",),
}
"""What shows that an item is there; of a picture one of the two, in the picture or in its place."""

OWN = {"effect": "zqowneffectzq", "ask": "zqownaskzq"}
NEVER = tuple(
    f"zq{name}zq"
    for name in (
        *("other", "oldpage", "event", "kept", "trial", "values", "wish", "candidate", "handover", "whom"),
        *("page12", "page13"),
    )
)
"""What nobody can tick here, or never did; the id of a goal among it."""
