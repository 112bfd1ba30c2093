"""What can be recorded of a therapy that someone remembers only roughly?

"Half a year ago, about ten times" is enough for the two clocks to run. The days are told to be approximate and can each
be corrected. A rough memory is no evidence about the frame: the days never look as if sessions had fallen out.
"""

from __future__ import annotations

from datetime import date, timedelta

from unstuck.story.ground import FORMAT, Schedule
from unstuck.story.models import Session, Story, Therapist, Therapy

USUAL_DAYS = 7.0
AGES = {
    "this_month": (1, 30),
    "two_months": (31, 90),
    "five_months": (91, 180),
    "a_year": (181, 365),
    "two_years": (366, 760),
    "longer": (761, 1500),
}
"""Between how many days ago a rough answer means."""
PACES = {"twice": 3.5, "weekly": 7.0, "fortnightly": 14.0, "monthly": 30.0}
"""Days between sessions, by a rough answer."""


def remembered(
    name: str,
    on: date,
    *,
    age: str | None = None,
    sessions: int = 0,
    pace: str | None = None,
    kind: str | None = None,
) -> Story:
    """A therapy and its sessions, as a story that holds nothing else.

    Args:
        name: the therapy's id.
        on: the day it is remembered.
        age: how long ago it began, one of `AGES`; None where only its sessions say.
        sessions: how many there were.
        pace: how often, one of `PACES`.
        kind: the kind of professional.
    """
    every = PACES[pace] if pace else USUAL_DAYS
    ago = _days_ago(age, round(every * sessions))
    therapy = Therapy(
        id=name,
        started=on - timedelta(days=ago),
        therapist=Therapist(provider_type=kind) if kind else None,
        schedule=Schedule(every_days=every) if pace else None,
    )
    held = (
        Session(therapy=name, date=on - timedelta(days=days), status="attended") for days in _held(ago, sessions, every)
    )
    return Story(format=FORMAT, therapies=(therapy,), sessions=tuple(held))


def _days_ago(age: str | None, taken: int) -> int:
    """How many days ago it began, where its sessions take so many: within what was answered."""
    if age is None:
        return taken
    shortest, longest = AGES[age]
    return min(max(taken, shortest), longest) if taken else (shortest + longest) // 2


def _held(ago: int, sessions: int, every: float) -> tuple[int, ...]:
    """How many days ago each session was: the first at the start, the others at their pace up to now."""
    count = min(sessions, ago)
    between = min(every, ago / count) if count else every
    return tuple(ago if number == count else round(between * number) for number in range(count, 0, -1))
