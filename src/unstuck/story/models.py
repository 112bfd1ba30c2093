"""What has a person recorded? The whole of `unstuck-story/1`, immutable.

Every field is as the file has it: days are dates, lists are tuples in the order of the file, and what nobody
wrote down is None. Nothing here judges; `unstuck.story.reading` makes a Story from bytes.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer
from pydantic.json_schema import WithJsonSchema
from pydantic_core import PydanticCustomError

FORMAT = "unstuck-story/1"
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _day(value: object) -> date:
    if isinstance(value, date):
        return value
    if isinstance(value, str) and DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError("day", "not a day")


Day = Annotated[
    date,
    BeforeValidator(_day),
    PlainSerializer(date.isoformat, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "format": "date", "pattern": r"^\d{4}-\d\d-\d\d$"}),
]
Id = Annotated[str, Field(min_length=1, max_length=200)]
Feeling = Annotated[float, Field(ge=-5, le=5, allow_inf_nan=False)]
Rating = Annotated[float, Field(ge=0, le=10, allow_inf_nan=False)]
Score = Annotated[float, Field(allow_inf_nan=False)]
Clock = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Count = Annotated[int, Field(ge=1, le=10_000)]

AgeBand = Literal["under_18", "18-25", "26-64", "65+"]
Aim = Literal["get_better", "stay_well", "understand", "cope"]
EndedBy = Literal["me", "therapist", "together", "stopped_going"]
Format = Literal["in_person", "video", "phone", "text", "group", "couple", "family"]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Status = Literal["attended", "late", "moved", "cancelled_by_me", "cancelled_by_therapist", "missed"]
AnswerValue = Literal["yes", "no", "unsure"]
EventKind = Literal[
    "life_event", "illness", "medication_change", "schedule_change", "method_change", "therapist_ends", "win", "other"
]
Response = Literal["welcomed_with_plan", "heard_no_plan", "needs_time", "upset", "defensive", "punishing"]
Offer = Literal["other_therapy", "break", "help_with_words", "referral", "schedule", "explanation"]


class Entry(BaseModel):
    """One thing a person wrote down; frozen, and strict about what it holds."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class DatedEntry(Entry):
    """Something that belongs to a day."""

    date: Day


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


class Schedule(Entry):
    """When and how sessions take place; `every_days` may be 3.5 for twice a week, `minutes` is one session."""

    every_days: Annotated[float, Field(gt=0, le=400)] | None = None
    weekday: Weekday | None = None
    starts_at: Clock | None = None
    minutes: Annotated[float, Field(gt=0, le=1440)] | None = None
    format: Format | None = None


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

    text: str


class Story(Entry):
    """All that one person has recorded.

    `trials`, `values`, `wishes`, `candidates`, `handovers` and `told` are kept as they are until they are defined.
    """

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
    trials: Any = None
    values: Any = None
    wishes: Any = None
    candidates: Any = None
    handovers: Any = None
    told: Any = None
