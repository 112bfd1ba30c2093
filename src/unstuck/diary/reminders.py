"""On which days does someone want to be reminded: the next sessions, and the days to look again?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from itertools import count

from unstuck.exchange.calendar import Reminder
from unstuck.readout import Readout
from unstuck.story import Story
from unstuck.story.models import Schedule

AHEAD = timedelta(weeks=26)
"""How far the next sessions are written down."""
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def reminders(answer: Readout, story: Story) -> tuple[Reminder, ...]:
    """Days and times without a word of what they are for, in order."""
    on = answer.record.on
    looks = {Reminder(day) for day in _looks(answer, story) if day > on}
    return tuple(sorted(looks | set(_sessions(answer)), key=lambda one: (one.on, one.at or time.min)))


def _looks(answer: Readout, story: Story) -> Iterator[date]:
    """The days on which something is to be looked at again."""
    yield from (x.review_on for x in story.trials if x.review_on and not x.stopped)
    yield from (x.review_on for x in story.conversations if x.review_on)
    if answer.next_step.review_on:
        yield answer.next_step.review_on


def _sessions(answer: Readout) -> Iterator[Reminder]:
    """The next sessions, where the pace was written down and the therapy goes on."""
    record = answer.record
    plan = _plan(answer)
    if plan is None or plan.every_days is None or not record.open:
        return
    last = record.attended[-1].date if record.attended else record.on
    first = _on_weekday(last, plan.weekday)
    at = time.fromisoformat(plan.starts_at) if plan.starts_at else None
    for number in count(1):
        day = first + timedelta(days=round(number * plan.every_days))
        if day > record.on + AHEAD:
            return
        if day > record.on:
            yield Reminder(day, at)


def _plan(answer: Readout) -> Schedule | None:
    """The schedule that holds now: the therapy's, with what was changed since."""
    record = answer.record
    therapy = record.therapy.schedule if record.therapy else None
    told = [x for x in (therapy, *(event.schedule for event in record.events)) if x is not None]
    merged: dict[str, object] = {}
    for one in told:
        merged |= one.model_dump(exclude_none=True)
    return Schedule.model_validate(merged) if merged else None


def _on_weekday(day: date, weekday: str | None) -> date:
    """The nearest day not after `day` that is such a weekday."""
    if weekday is None:
        return day
    return day - timedelta(days=(day.weekday() - WEEKDAYS.index(weekday)) % 7)
