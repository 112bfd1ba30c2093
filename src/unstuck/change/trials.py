"""How does a trial stand? While it runs only how many ratings are missing; at its end the one answer.

Nothing is worked out before the last planned rating is in, so looking every session can't make a finding, and ratings
beyond the plan change nothing. A trial that started with too few ratings before can't be judged, and says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from unstuck.change.ratings import Ratings, ratings
from unstuck.change.step import Plan, judge
from unstuck.change.step import Trial as Result
from unstuck.record import Record, record
from unstuck.story import Event, Story
from unstuck.story.plans import Trial

State = Literal["planned", "running", "overdue", "too_few_before", "stopped", "done"]
OF_THE_CHANGE = {
    "homework": frozenset({"method_change"}),
    "focus": frozenset({"method_change"}),
}
SLOT = frozenset({"schedule_change"})


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one trial stands on a day.

    Attributes:
        trial: as known on that day.
        state: `planned` not started; `running`; `overdue` past the day of review with ratings missing;
            `too_few_before` started without the planned ratings before; `stopped`; `done`.
        more: ratings still missing, before the start or after it.
        each_session: whether these are sessions to come.
        result: the answer, only when `done`.
        alongside: what else happened between the first rating that counts and the last, when `done`.
        overlapping: ids of trials that ran at the same time in the same therapy.
        ended_on: the day of the last rating that counts, when `done`.
    """

    trial: Trial
    state: State
    more: int
    each_session: bool
    result: Result | None = None
    alongside: tuple[Event, ...] = ()
    overlapping: tuple[str, ...] = ()
    ended_on: date | None = None


def standings(story: Story, on: date) -> tuple[Standing, ...]:
    """Every trial that was planned by a day, oldest plan first."""
    known = sorted(_as_known(story, on), key=lambda x: (x.planned_on, x.id))
    return tuple(standing(record(story, on, trial.therapy), trial, known) for trial in known)


def standings_in(known: Record, story: Story) -> tuple[Standing, ...]:
    """The same for one therapy: its trials, and those that name none."""
    trials = sorted(_as_known(story, known.on), key=lambda x: (x.planned_on, x.id))
    return tuple(standing(known, trial, trials) for trial in trials if trial.therapy in {None, known.therapy_id})


def standing(known: Record, trial: Trial, others: list[Trial] | tuple[Trial, ...] = ()) -> Standing:
    """Where a trial stands.

    Args:
        known: the record of its therapy on the day.
        trial: as known on that day.
        others: all trials, to see which ran at the same time.
    """
    found = ratings(known, trial.rating)
    before = [x for x in found.points if trial.started_on is None or x[0] < trial.started_on]
    after = [x for x in found.points if trial.started_on is not None and x[0] >= trial.started_on]
    more_before = max(trial.before - len(before), 0)
    more_after = max(trial.after - len(after), 0)
    if trial.stopped is not None:
        return Standing(trial, "stopped", 0, found.each_session)
    if trial.started_on is None:
        return Standing(trial, "planned", more_before, found.each_session)
    if more_before:
        return Standing(trial, "too_few_before", more_before, found.each_session)
    if more_after:
        late = trial.review_on is not None and known.on > trial.review_on
        return Standing(trial, "overdue" if late else "running", more_after, found.each_session)
    return _done(known, trial, found, others)


def _done(known: Record, trial: Trial, found: Ratings, others: list[Trial] | tuple[Trial, ...]) -> Standing:
    start = trial.started_on or known.on
    before = [x for x in found.points if x[0] < start][-trial.before :]
    after = [x for x in found.points if x[0] >= start][: trial.after]
    result = judge(Plan(trial.before, trial.after, found.better), before, after)
    first, last = before[0][0], after[-1][0]
    return Standing(
        trial=trial,
        state="done",
        more=0,
        each_session=found.each_session,
        result=result,
        alongside=tuple(_alongside(known, trial, first, last)),
        overlapping=tuple(x.id for x in others if x.id != trial.id and _overlaps(x, trial, first, last)),
        ended_on=last,
    )


def _alongside(known: Record, trial: Trial, first: date, last: date) -> Iterator[Event]:
    """What else happened meanwhile; the change itself, written down as an event on its day, is not counted."""
    own = OF_THE_CHANGE.get(trial.change, SLOT)
    for event in known.events:
        is_the_change = event.kind in own and event.date == trial.started_on
        if first <= event.date <= last and event.kind != "win" and not is_the_change:
            yield event


def _overlaps(other: Trial, trial: Trial, first: date, last: date) -> bool:
    same = other.therapy in {None, trial.therapy} or trial.therapy is None
    return same and other.started_on is not None and first <= other.started_on <= last


def _as_known(story: Story, on: date) -> Iterator[Trial]:
    started = {x.id for x in story.therapies if x.started <= on}
    for trial in story.trials:
        if trial.planned_on > on or (trial.therapy is not None and trial.therapy not in started):
            continue
        hidden = {
            "started_on": trial.started_on is not None and trial.started_on > on,
            "stopped": trial.stopped is not None and trial.stopped.date > on,
        }
        yield trial.model_copy(update=dict.fromkeys((name for name, later in hidden.items() if later), None))
