"""What has a person recorded? The whole of `unstuck-story/1`, immutable.

Every field is as the file has it: days are dates, lists are tuples in the order of the file, and what nobody
wrote down is None. Nothing here judges; `unstuck.story.reading` makes a Story from bytes.
"""

from __future__ import annotations

from typing import Literal

from unstuck.story.ground import (
    DAY,
    FORMAT,
    Count,
    DatedEntry,
    Day,
    Entry,
    Feeling,
    Id,
    Rating,
    Schedule,
    Score,
)
from unstuck.story.plans import Candidate, Handover, Told, Trial, Values, Wishes

__all__ = [
    "DAY",
    "FORMAT",
    "About",
    "Agreement",
    "Alliance",
    "Answer",
    "Conversation",
    "DatedEntry",
    "Entry",
    "Event",
    "Goal",
    "GoalRating",
    "Measurement",
    "Note",
    "Schedule",
    "Session",
    "Story",
    "Therapist",
    "Therapy",
]

AgeBand = Literal["under_18", "18-25", "26-64", "65+"]
Aim = Literal["get_better", "stay_well", "understand", "cope"]
EndedBy = Literal["me", "therapist", "together", "stopped_going"]
Status = Literal["attended", "late", "moved", "cancelled_by_me", "cancelled_by_therapist", "missed"]
AnswerValue = Literal["yes", "no", "unsure"]
EventKind = Literal[
    "life_event", "illness", "medication_change", "schedule_change", "method_change", "therapist_ends", "win", "other"
]
Response = Literal["welcomed_with_plan", "heard_no_plan", "needs_time", "upset", "defensive", "punishing"]
Offer = Literal["other_therapy", "break", "help_with_words", "referral", "schedule", "explanation"]


class About(Entry):
    """Who the person is, as far as they want to say."""

    age_band: AgeBand | None = None
    country: Id | None = None
    concerns: tuple[Id, ...] = ()
    aim: Aim | None = None
    mandated: bool | None = None


class Goal(Entry):
    """What the person wants from therapy, in their own words."""

    id: Id
    text: str | None = None
    set_on: Day | None = None


class Therapist(Entry):
    """The professional: a name for the person's own eyes, and what kind of professional."""

    name: str | None = None
    provider_type: Id | None = None


class Therapy(Entry):
    """One course of therapy with one therapist."""

    id: Id
    started: Day
    ended: Day | None = None
    ended_by: EndedBy | None = None
    main: bool | None = None
    sessions_allowed: Count | None = None
    therapist: Therapist | None = None
    approach: Id | None = None
    schedule: Schedule | None = None


class Alliance(Entry):
    """How working together felt, 0-10: any of the four ratings, or `overall` alone."""

    bond: Rating | None = None
    goals: Rating | None = None
    tasks: Rating | None = None
    heard: Rating | None = None
    overall: Rating | None = None

    @property
    def mean(self) -> float | None:
        """The mean of the ratings given, 0-10, or None when none was."""
        given = [x for x in (self.bond, self.goals, self.tasks, self.heard, self.overall) if x is not None]
        return sum(given) / len(given) if given else None


class Session(DatedEntry):
    """One appointment; `before` and `after` are how one feels within the hour, -5 to +5."""

    therapy: Id | None = None
    status: Status | None = None
    before: Feeling | None = None
    after: Feeling | None = None
    alliance: Alliance | None = None
    note: str | None = None

    @property
    def attended(self) -> bool:
        """Whether the session took place with the person in it, on time or late."""
        return self.status in {None, "attended", "late"}


class Measurement(DatedEntry):
    """One score of one measure, in the measure's own points."""

    measure: Id
    total: Score
    items: tuple[Score, ...] | None = None
    therapy: Id | None = None


class GoalRating(DatedEntry):
    """How far a goal is reached: 0 not at all, 10 reached."""

    goal: Id
    rating: Rating


class Answer(DatedEntry):
    """What the person answered to one indicator's question."""

    indicator: Id
    answer: AnswerValue
    therapy: Id | None = None


class Event(DatedEntry):
    """Something that happened, in therapy or outside it."""

    kind: EventKind
    text: str | None = None
    schedule: Schedule | None = None
    therapy: Id | None = None


class Agreement(Entry):
    """One thing promised in a talk; `done` is None until the person has looked."""

    text: str | None = None
    done: bool | None = None
    checked_on: Day | None = None


class Conversation(DatedEntry):
    """A talk with the therapist about how therapy goes."""

    therapy: Id | None = None
    about: tuple[Id, ...] = ()
    asked_for: str | None = None
    response: Response | None = None
    offered: tuple[Offer, ...] = ()
    agreed: tuple[Agreement, ...] = ()
    review_on: Day | None = None


class Note(DatedEntry):
    """A page of the journal."""

    text: str = ""


class Story(Entry):
    """All that one person has recorded; what follows from an answer, from `trials` on, is defined in `plans`."""

    format: Literal["unstuck-story/1"]
    about: About = About()
    goals: tuple[Goal, ...] = ()
    therapies: tuple[Therapy, ...] = ()
    sessions: tuple[Session, ...] = ()
    scores: tuple[Measurement, ...] = ()
    goal_ratings: tuple[GoalRating, ...] = ()
    answers: tuple[Answer, ...] = ()
    events: tuple[Event, ...] = ()
    conversations: tuple[Conversation, ...] = ()
    notes: tuple[Note, ...] = ()
    trials: tuple[Trial, ...] = ()
    values: tuple[Values, ...] = ()
    wishes: tuple[Wishes, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    handovers: tuple[Handover, ...] = ()
    told: tuple[Told, ...] = ()
