"""What has to be decided before one change is tried, and how likely is it that a help would be seen?

Which rating counts, how many before and after, and when to look: fixed before the first session with the change.
The power comes first, so that nobody starts a trial in the belief that it must show something. It holds for a change
that is a step, of a size counted in the ups and downs the ratings have anyway (`unstuck.change.step`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from unstuck.change.ratings import ratings
from unstuck.change.series import own_variation
from unstuck.change.step import LEAST, MOST, power, ratings_needed
from unstuck.decision.steps import in_sessions
from unstuck.measures.measure import Better
from unstuck.readout import Readout
from unstuck.story import Schedule, Story
from unstuck.story.plans import Change, Stopped, Trial

USUAL = 8
STEPS = (0.5, 1.0, 2.0)
PHIS = (0.0, 0.3, 0.6)
WANTED = 0.8
LOW_START = 2  # the last so many ratings, all of them low by a standard deviation
LESS_CONTACT = frozenset({"break", "frequency", "length"})

Blocked = Literal["line_crossed", "urgent", "minor"]


@dataclass(frozen=True, slots=True)
class Power:
    """How likely a step is to be seen.

    Attributes:
        step: its size, in standard deviations of the ups and downs.
        points: the same in points of the rating, None while they aren't known.
        low, high: in how many of 100 trials it would be seen, by how much one rating resembles the last.
    """

    step: float
    points: float | None
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Prepared:
    """A trial before it starts.

    Attributes:
        change: what is to be changed.
        rating: what it will be judged by.
        better: which direction of that is better.
        before, after: how many ratings count.
        have: how many of those before are there.
        more_before: how many are missing before the change may start.
        each_session: whether there is one rating a session.
        sd: the ups and downs of the ratings so far, in points; None while there are too few.
        review_on: when to look, if the missing ratings and those after come at the usual interval.
        powers: for a small, a middling and a large step.
        needed: how many ratings on either side would show a middling step in 80 of 100 trials; None when 20 don't.
        cautions: what to know before it starts, as ids.
        blocked: why there should be no trial now; None otherwise.
    """

    change: Change
    rating: str
    better: Better
    before: int
    after: int
    have: int
    more_before: int
    each_session: bool
    sd: float | None
    review_on: date
    powers: tuple[Power, ...]
    needed: int | None
    cautions: tuple[str, ...]
    blocked: Blocked | None


def prepare(answer: Readout, change: Change, rating: str, before: int = USUAL, after: int = USUAL) -> Prepared:
    """Plan a trial of one change.

    Args:
        answer: the read-out of the therapy it is about.
        change: what is to be changed.
        rating: what it will be judged by.
        before: ratings before the change, 4 to 20.
        after: ratings after it, 4 to 20.

    Raises:
        ValueError: a number of ratings outside 4 to 20.
    """
    if not (LEAST <= before <= MOST and LEAST <= after <= MOST):
        raise ValueError(f"a trial needs {LEAST} to {MOST} ratings before and after: {before}, {after}")
    found = ratings(answer.record, rating)
    values = [value for _, value in found.points]
    own = own_variation(found.points)
    sd = own.sd if len(set(values)) > 1 else None
    have = min(len(values), before)
    cautions = _cautions(answer, change, values, sd, found.better, complete=have == before)
    return Prepared(
        change=change,
        rating=rating,
        better=found.better,
        before=before,
        after=after,
        have=have,
        more_before=before - have,
        each_session=found.each_session,
        sd=sd,
        review_on=in_sessions(answer.record.on, answer.record.interval, before - have + after),
        powers=tuple(power_of(before, after, step, sd) for step in STEPS),
        needed=ratings_needed(WANTED),
        cautions=cautions,
        blocked=_blocked(answer),
    )


def entry(
    story: Story, answer: Readout, planned: Prepared, text: str | None = None, schedule: Schedule | None = None
) -> Trial:
    """The plan as an entry of the story, before it starts.

    Args:
        story: whose other trials have their ids already.
        answer: the read-out of the therapy it is about.
        planned: the plan.
        text: what is to be changed, in own words.
        schedule: the new slot, where it is one.
    """
    taken = {trial.id for trial in story.trials}
    names = (f"{planned.change}{'' if number == 1 else f'-{number}'}" for number in range(1, len(taken) + 2))
    return Trial(
        id=next(name for name in names if name not in taken),
        therapy=answer.record.therapy_id,
        planned_on=answer.record.on,
        change=planned.change,
        text=text,
        schedule=schedule,
        rating=planned.rating,
        before=planned.before,
        after=planned.after,
        review_on=planned.review_on,
    )


def started(trial: Trial, on: date) -> Trial:
    """The trial from the day of the first session with the change on.

    Raises:
        ValueError: that day is before the plan's.
    """
    if on < trial.planned_on:
        raise ValueError(f"planned on {trial.planned_on}, started on {on}")
    return trial.model_copy(update={"started_on": on})


def given_up(trial: Trial, on: date, why: str | None = None) -> Trial:
    """The trial as it is given up on a day."""
    return trial.model_copy(update={"stopped": Stopped(date=on, why=why)})


def power_of(before: int, after: int, step: float, sd: float | None = None) -> Power:
    """How likely a step of so many standard deviations is to be seen with so many ratings."""
    seen = [round(100 * power(before, after, step, phi)) for phi in PHIS]
    return Power(step, step * sd if sd else None, min(seen), max(seen))


def _blocked(answer: Readout) -> Blocked | None:
    if answer.watch.flags.level != "none":
        return "line_crossed"
    if answer.watch.safety.level == "urgent":
        return "urgent"
    return "minor" if answer.case.minor else None


def _cautions(
    answer: Readout, change: Change, values: list[float], sd: float | None, better: Better, *, complete: bool
) -> tuple[str, ...]:
    held = {
        "contact_first": change in LESS_CONTACT and answer.watch.safety.keep_a_contact,
        "mandated": change in LESS_CONTACT and bool(answer.record.about.mandated),
        "more_before": not complete,
        "always_the_same": len(values) >= LEAST and len(set(values)) == 1,
        "low_start": _low_start(values, sd, better),
    }
    return tuple(caution for caution, holds in held.items() if holds)


def _low_start(values: list[float], sd: float | None, better: Better) -> bool:
    """Whether the last ratings are all low for this person, so that some of a rise would come by itself."""
    if not sd or len(values) < LEAST + LOW_START:
        return False
    earlier = values[:-LOW_START]
    usual = sum(earlier) / len(earlier)
    sign = -1 if better == "lower" else 1
    return all(sign * (value - usual) <= -sd for value in values[-LOW_START:])
