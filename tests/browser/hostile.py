"""Someone whose every word is an attack on the page it is shown on."""

from typing import Any

from unstuck.story import FORMAT, Story, validate

WORDS = "<img src=x onerror=alert(1)><script>alert(2)</script>\"'><svg onload=alert(3)>{{ 7*7 }}"
ON = "2026-06-30"

TREE: dict[str, Any] = {
    "format": FORMAT,
    "about": {"country": "GB", "concerns": ["depression"], "age_band": "26-64"},
    "goals": [{"id": WORDS[:60], "text": WORDS, "set_on": "2026-01-06"}],
    "therapies": [
        {
            "id": "t1",
            "started": "2026-01-06",
            "therapist": {"name": WORDS, "provider_type": "uk_therapist"},
            "approach": "cbt",
            "schedule": {"every_days": 7, "weekday": "tue", "starts_at": "13:00", "minutes": 50},
        }
    ],
    "sessions": [
        {"date": f"2026-{month:02}-{day:02}", "before": -1, "after": 1, "alliance": {"heard": 8}, "note": WORDS}
        for month in range(2, 7)
        for day in (3, 17)
    ],
    "scores": [
        {"date": f"2026-{month:02}-01", "measure": "phq9", "total": total}
        for month, total in ((1, 17), (3, 16), (5, 16), (6, 15))
    ],
    "goal_ratings": [{"date": "2026-06-01", "goal": WORDS[:60], "rating": 3}],
    "answers": [{"date": "2026-06-02", "indicator": "leave_stuck", "answer": "yes", "therapy": "t1"}],
    "events": [{"date": "2026-06-20", "kind": "life_event", "text": WORDS}, {"date": "2026-06-21", "kind": "win"}],
    "conversations": [
        {
            "date": "2026-05-05",
            "asked_for": WORDS,
            "response": "heard_no_plan",
            "agreed": [{"text": WORDS}],
            "review_on": "2026-06-02",
        }
    ],
    "notes": [{"date": "2026-06-05", "text": WORDS}],
    "values": [{"date": "2026-06-05", "text": WORDS}],
    "trials": [
        {
            "id": WORDS[:60],
            "planned_on": "2026-06-01",
            "change": "time",
            "text": WORDS,
            "rating": "after",
            "before": 4,
            "after": 4,
        }
    ],
    "wishes": [
        {
            "date": "2026-06-10",
            "trouble": WORDS,
            "style_text": WORDS,
            "about_me": WORDS,
            "languages": [WORDS[:60]],
            "criteria": [{"id": "licensed", "need": "must"}, {"id": "own:1", "need": "nice", "text": WORDS}],
        }
    ],
    "candidates": [
        {
            "id": f"c{number}",
            "name": WORDS,
            "contact": WORDS,
            "found": WORDS,
            "note": WORDS,
            "contacts": [{"date": "2026-06-12", "state": "called", "note": WORDS}],
            "impressions": [{"date": "2026-06-12", "when": "call", "heard": 6, "trust": 7}],
            "answers": [{"question": "licence", "text": WORDS}],
        }
        for number in (1, 2)
    ],
    "handovers": [
        {
            "id": WORDS[:60],
            "date": "2026-06-15",
            "words": {"problem": WORDS, "plan": WORDS},
            "share": ["problem", "plan", "chart", "goal"],
        }
    ],
    "told": [{"date": "2026-06-16", "to": "friend", "name": WORDS, "form": "handover", "items": ["problem"]}],
}


def hostile() -> Story:
    """Their story."""
    return validate(TREE)
