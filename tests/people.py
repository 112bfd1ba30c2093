"""The invented people of tests/stories, and stories made up at random."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from unstuck.measures import ids, measure
from unstuck.reasons.weights import indicators
from unstuck.story import FORMAT, Story, read

STORIES = Path(__file__).parent / "stories"
PEOPLE: Mapping[str, Mapping[str, Any]] = tomllib.loads((STORIES / "people.toml").read_text(encoding="utf-8"))
START = date(2026, 1, 6)
SAFETY = (
    "not_safe_now",
    "suicidal_thoughts",
    "as_usual_and_can_keep_safe",
    "afraid_at_home",
    "mania_or_psychosis_signs",
    "medical_danger",
    "harm_to_others",
)
STOP_NOW = (
    "sexual_or_romantic",
    "money_favours_or_dual_role",
    "sessions_serve_therapist_or_secrets",
    "threats_humiliation_discrimination",
    "pushed_after_saying_no",
    "conversion_practice",
    "punished_for_raising_concern",
)
CHECK_FIRST = (
    "confidentiality_broken",
    "not_on_claimed_register",
    "impaired_or_absent",
    "told_to_stop_medicine",
    "isolates_or_makes_dependent",
)
FLAGS = STOP_NOW + CHECK_FIRST


def story_of(name: str) -> Story:
    """The story of one invented person."""
    return read((STORIES / f"{name}.json").read_bytes())


def tree_of(name: str) -> dict[str, Any]:
    """The same as JSON values."""
    found: dict[str, Any] = json.loads((STORIES / f"{name}.json").read_bytes())
    return found


def day_of(name: str) -> date:
    """The day of that person's answer."""
    return date.fromisoformat(PEOPLE[name]["on"])


def day(number: int) -> str:
    """A day of the made-up stories, counted from their start."""
    return (START + timedelta(days=number)).isoformat()


days = st.integers(0, 200).map(day)
feelings = st.one_of(st.none(), st.integers(-5, 5))
ratings = st.one_of(st.none(), st.integers(0, 10))
words = st.sampled_from(["", "Slept well.", "We argued about money.", "He listened.", "Same as always.", "Long day."])


@st.composite
def _sessions(draw: st.DrawFn) -> list[dict[str, Any]]:
    numbers = draw(st.lists(st.integers(0, 28), unique=True, max_size=14))
    return [
        {
            "date": day(7 * number),
            "status": draw(st.sampled_from(["attended"] * 4 + ["late", "moved", "missed", "cancelled_by_therapist"])),
            "before": draw(feelings),
            "after": draw(feelings),
            "alliance": {"bond": draw(ratings), "heard": draw(ratings)},
            "note": draw(words),
        }
        for number in numbers
    ]


@st.composite
def _score(draw: st.DrawFn) -> dict[str, Any]:
    scale = measure(draw(st.sampled_from(["phq9", "gad7", "who5", "core10", "ors", "checkin", "srs", *ids()])))
    total = draw(st.integers(int(scale.lowest), int(scale.highest)))
    return {"date": draw(days), "measure": scale.id, "total": total}


@st.composite
def _answer(draw: st.DrawFn) -> dict[str, Any]:
    quiet = [name for name, indicator in indicators().items() if not indicator.computed and name not in FLAGS]
    return {
        "date": draw(days),
        "indicator": draw(st.sampled_from(quiet)),
        "answer": draw(st.sampled_from(["yes", "no", "unsure"])),
    }


_talks = st.fixed_dictionaries(
    {
        "date": days,
        "about": st.lists(st.sampled_from(["not_heard", "schedule", "wrong_therapy_type", "lost_effect"]), max_size=1),
        "response": st.sampled_from([None, "welcomed_with_plan", "heard_no_plan", "needs_time", "upset", "defensive"]),
        "offered": st.lists(st.sampled_from(["break", "other_therapy", "referral", "schedule"]), max_size=2),
        "agreed": st.lists(st.fixed_dictionaries({"done": st.sampled_from([None, True, False])}), max_size=2),
        "review_on": st.one_of(st.none(), days),
    }
)
_events = st.fixed_dictionaries(
    {"date": days, "kind": st.sampled_from(["life_event", "illness", "win", "therapist_ends", "method_change"])}
)
_about = st.fixed_dictionaries(
    {
        "age_band": st.sampled_from([None, "under_18", "18-25", "26-64", "65+"]),
        "country": st.sampled_from([None, "US", "GB", "DE", "FR", "XK", "BR"]).map(lambda x: x if x != "XK" else None),
        "concerns": st.lists(st.sampled_from(["depression", "gad", "ocd", "ptsd"]), max_size=2, unique=True),
        "aim": st.sampled_from([None, "get_better", "stay_well", "understand", "cope"]),
        "mandated": st.booleans(),
    }
)


@st.composite
def trees(draw: st.DrawFn, *, quiet: bool = True) -> dict[str, Any]:
    """A whole story as JSON values, with one open therapy; `quiet` ones hold no red flag and no safety answer."""
    tree: dict[str, Any] = {
        "format": FORMAT,
        "about": draw(_about),
        "therapies": [
            {
                "id": "t1",
                "started": START.isoformat(),
                "approach": draw(st.sampled_from([None, "cbt", "supportive", "psychodynamic", "erp"])),
                "sessions_allowed": draw(st.sampled_from([None, 6, 12, 24])),
            }
        ],
        "goals": [{"id": "g"}],
        "sessions": draw(_sessions()),
        "scores": draw(st.lists(_score(), max_size=12)),
        "goal_ratings": draw(
            st.lists(
                st.fixed_dictionaries({"date": days, "goal": st.just("g"), "rating": st.integers(0, 10)}), max_size=5
            )
        ),
        "answers": draw(st.lists(_answer(), max_size=10)),
        "events": draw(st.lists(_events, max_size=3)),
        "conversations": draw(st.lists(_talks, max_size=3)),
        "notes": draw(st.lists(st.fixed_dictionaries({"date": days, "text": words}), max_size=4)),
    }
    if not quiet:
        extra = st.fixed_dictionaries(
            {
                "date": days,
                "indicator": st.sampled_from(FLAGS + SAFETY),
                "answer": st.sampled_from(["yes", "no", "unsure"]),
            }
        )
        tree["answers"] += draw(st.lists(extra, max_size=4))
    return tree
