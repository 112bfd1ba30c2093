"""What was known on a day, and about which therapy?

A story holds everything in any order; a record is the part of it one answer rests on: cut off at the day, sorted,
with one therapy in the middle, its sessions, its scores from the baseline on and the latest answers. The rules are
those of the contract, "Reading it".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain, groupby, pairwise
from typing import Literal, TypeVar

from unstuck.knowledge import facts
from unstuck.story.models import (
    About,
    Agreement,
    Answer,
    Conversation,
    DatedEntry,
    Event,
    GoalRating,
    Measurement,
    Note,
    Session,
    Story,
    Therapy,
)

BASELINE_WINDOW = 28
CURRENT_WINDOW = 60
STALE_AFTER = 60
USUAL_INTERVAL = 7.0
GOALS = "goals"

AnswerValue = Literal["yes", "no", "unsure"]
Point = tuple[date, float]
Dated = TypeVar("Dated", bound=DatedEntry)


@dataclass(frozen=True, slots=True)
class Series:
    """The scores of one measure in one therapy.

    Attributes:
        measure: the measure's id, or "goals" for the mean of the goal ratings.
        baseline: the day and score therapy is measured from, or None when no score belongs to this therapy.
        points: the baseline and all after it, one a day, by day.
        history: those before the baseline, oldest first.
    """

    measure: str
    points: tuple[Point, ...]
    history: tuple[Point, ...] = ()

    @property
    def baseline(self) -> Point:
        """The first of the points."""
        return self.points[0]

    @property
    def latest(self) -> Point:
        """The last of the points."""
        return self.points[-1]

    @property
    def values(self) -> tuple[float, ...]:
        """The scores alone, by day."""
        return tuple(value for _, value in self.points)


@dataclass(frozen=True, slots=True)
class Record:
    """What one answer rests on.

    Attributes:
        on: the day of the answer.
        about: who the person is.
        therapy: the current therapy, None when none was recorded.
        sessions: all appointments of that therapy, by day.
        attended: those that took place.
        assumed_sessions: how many sessions scores stand for when no appointment was recorded, else 0.
        series: the scores of this therapy, by measure.
        goal_series: the ratings of each goal.
        answers: the answer that counts to each indicator, about this therapy.
        safety_answers: all answers to safety questions, about whichever therapy, oldest first.
        all_answers: every answer of the story, with the id of the therapy it belongs to.
        events, conversations: those of this therapy, oldest first.
        notes: the journal, and the notes of all sessions, oldest first.
        risk_items: scores with items, of whichever therapy, oldest first.
        left_out: how many entries lie after `on`.
        repeated: how many scores were an exact repeat.
        stale: whether the newest entry is over 60 days old.
        other_therapies: those that are not `therapy`.
    """

    on: date
    about: About
    therapy: Therapy | None
    sessions: tuple[Session, ...]
    attended: tuple[Session, ...]
    assumed_sessions: int
    series: Mapping[str, Series]
    goal_series: Mapping[str, Series]
    answers: Mapping[str, Answer]
    safety_answers: tuple[Answer, ...]
    all_answers: tuple[tuple[str | None, Answer], ...]
    events: tuple[Event, ...]
    conversations: tuple[Conversation, ...]
    all_conversations: tuple[tuple[str | None, Conversation], ...]
    notes: tuple[Note, ...]
    all_scores: tuple[Measurement, ...]
    left_out: int
    repeated: int
    stale: bool
    other_therapies: tuple[Therapy, ...]

    @property
    def therapy_id(self) -> str | None:
        """The current therapy's id."""
        return self.therapy.id if self.therapy else None

    @property
    def session_count(self) -> int:
        """How many sessions took place, recorded or assumed."""
        return len(self.attended) or self.assumed_sessions

    @property
    def interval(self) -> float:
        """Days between sessions: as scheduled, else the median gap of the last ten, else a week."""
        schedule = _schedule(self)
        if schedule is not None:
            return schedule
        days = sorted({session.date for session in self.attended})[-11:]
        gaps = sorted((b - a).days for a, b in pairwise(days))
        return float(gaps[len(gaps) // 2]) if gaps else USUAL_INTERVAL

    @property
    def started(self) -> date | None:
        """The first session, else the day therapy started, else the first score."""
        if self.attended:
            return self.attended[0].date
        firsts = [series.baseline[0] for series in self.series.values()]
        return self.therapy.started if self.therapy else min(firsts, default=None)

    @property
    def open(self) -> bool:
        """Whether the current therapy goes on; without any recorded therapy it is taken to."""
        return self.therapy is None or self.therapy.ended is None

    def said(self, indicator: str) -> AnswerValue | None:
        """What the person answered to an indicator about this therapy, None when nothing."""
        answer = self.answers.get(indicator)
        return answer.answer if answer else None


def record(story: Story, on: date, therapy: str | None = None) -> Record:
    """What was known on the day `on` about one therapy: the one named, else the current one.

    Raises:
        KeyError: no therapy of that id had started by then.
    """
    known, left_out = as_known(story, on)
    chosen = _named(known, therapy) if therapy is not None else current_therapy(known, on)
    owner = _Owners(known)
    name = chosen.id if chosen else None
    sessions = tuple(x for x in known.sessions if owner.of(x) == name)
    scores, repeated = _without_repeats(known.scores)
    first = next((x.date for x in sessions if x.attended), chosen.started if chosen else None)
    series = _all_series(scores, owner, name, first)
    return Record(
        on=on,
        about=known.about,
        therapy=chosen,
        sessions=sessions,
        attended=tuple(x for x in sessions if x.attended),
        assumed_sessions=0 if sessions else _assumed(series),
        series=series,
        goal_series=_goal_series(known.goal_ratings, owner, name, first),
        answers=_latest(x for x in known.answers if owner.of(x) == name),
        safety_answers=tuple(x for x in known.answers if x.indicator in _safety_answers()),
        all_answers=tuple((owner.of(x), x) for x in known.answers),
        events=tuple(x for x in known.events if owner.of(x) == name),
        conversations=tuple(x for x in known.conversations if owner.of(x) == name),
        all_conversations=tuple((owner.of(x), x) for x in known.conversations),
        notes=tuple(_notes(known)),
        all_scores=scores,
        left_out=left_out,
        repeated=repeated,
        stale=_stale(known, on),
        other_therapies=tuple(x for x in known.therapies if x.id != name),
    )


def as_known(story: Story, on: date) -> tuple[Story, int]:
    """The story as it stood on a day, in one order whatever the file's, and how many entries came after it."""
    count = 0

    def kept(entries: tuple[Dated, ...]) -> tuple[Dated, ...]:
        nonlocal count
        known = [entry for entry in entries if entry.date <= on]
        count += len(entries) - len(known)
        return tuple(in_one_order(known))

    therapies = [_therapy_as_known(x, on) for x in story.therapies if x.started <= on]
    goals = [x for x in story.goals if x.set_on is None or x.set_on <= on]
    count += len(story.therapies) - len(therapies) + len(story.goals) - len(goals)
    changed = {
        "therapies": tuple(sorted(therapies, key=lambda x: (x.started, x.id))),
        "goals": tuple(sorted(goals, key=lambda x: x.id)),
        "sessions": kept(story.sessions),
        "scores": kept(story.scores),
        "goal_ratings": kept(story.goal_ratings),
        "answers": kept(story.answers),
        "events": kept(story.events),
        "conversations": kept(tuple(_talk_as_known(x, on) for x in story.conversations)),
        "notes": kept(story.notes),
    }
    return story.model_copy(update=changed), count


def current_therapy(story: Story, on: date) -> Therapy | None:
    """The open one marked `main`, else the open one with most sessions in the last 60 days, else the last to end."""
    started = [x for x in story.therapies if x.started <= on]
    opened = [x for x in started if x.ended is None or x.ended > on]
    if not opened:
        return max(started, key=lambda x: (x.ended or x.started, x.started, x.id), default=None)
    among = [x for x in opened if x.main] or opened
    if len(among) == 1:
        return among[0]
    recent = defaultdict[str | None, int](int)
    for session in story.sessions:
        if session.attended and 0 <= (on - session.date).days <= CURRENT_WINDOW:
            recent[session.therapy] += 1
    return max(among, key=lambda x: (recent[x.id], x.started, x.id))


def in_one_order(entries: Iterable[Dated]) -> Iterator[Dated]:
    """By day, and those of one day in an order that doesn't depend on the file's."""
    ordered = sorted(entries, key=_day)
    if len({entry.date for entry in ordered}) == len(ordered):  # one a day, as most people write
        yield from ordered
        return
    for _, of_one_day in groupby(ordered, key=_day):
        same = list(of_one_day)
        yield from sorted(same, key=lambda entry: entry.model_dump_json()) if len(same) > 1 else same


def _day(entry: DatedEntry) -> date:
    return entry.date


def _therapy_as_known(therapy: Therapy, on: date) -> Therapy:
    if therapy.ended is None or therapy.ended <= on:
        return therapy
    return therapy.model_copy(update={"ended": None, "ended_by": None})


def _talk_as_known(talk: Conversation, on: date) -> Conversation:
    if all(x.checked_on is None or x.checked_on <= on for x in talk.agreed):
        return talk
    agreed = tuple(Agreement(text=x.text) if x.checked_on is not None and x.checked_on > on else x for x in talk.agreed)
    return talk.model_copy(update={"agreed": agreed})


def _named(story: Story, therapy: str) -> Therapy:
    return {x.id: x for x in story.therapies}[therapy]


class _Owners:
    """Which therapy an entry belongs to: the one it names, else the one current on its day, else the next to start."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._only = story.therapies[0].id if len(story.therapies) == 1 else None
        self._by_day: dict[date, str | None] = {}

    def of(self, entry: Session | Measurement | Answer | Event | Conversation | GoalRating) -> str | None:
        named: str | None = getattr(entry, "therapy", None)
        return named or self._only or self.on(entry.date)

    def on(self, day: date) -> str | None:
        if day not in self._by_day:
            found = current_therapy(self._story, day)
            first = min(self._story.therapies, key=lambda x: (x.started, x.id), default=None)
            chosen = found or first
            self._by_day[day] = chosen.id if chosen else None
        return self._by_day[day]


def _without_repeats(scores: tuple[Measurement, ...]) -> tuple[tuple[Measurement, ...], int]:
    once = tuple(dict.fromkeys(scores))
    return once, len(scores) - len(once)


def _all_series(
    scores: Iterable[Measurement], owner: _Owners, therapy: str | None, first: date | None
) -> dict[str, Series]:
    by_measure: dict[str, list[Measurement]] = defaultdict(list)
    for score in scores:
        if score.therapy in {None, therapy}:
            by_measure[score.measure].append(score)
    found: dict[str, Series] = {}
    for name in sorted(by_measure):
        mine = [x for x in by_measure[name] if owner.of(x) == therapy or _waiting(x.date, first)]
        series = _series(name, ((x.date, x.total) for x in mine), first)
        if series is not None:
            found[name] = series
    return found


def _goal_series(
    ratings: Iterable[GoalRating], owner: _Owners, therapy: str | None, first: date | None
) -> dict[str, Series]:
    by_goal: dict[str, list[Point]] = defaultdict(list)
    for rating in ratings:
        if owner.of(rating) == therapy or _waiting(rating.date, first):
            by_goal[rating.goal].append((rating.date, rating.rating))
    found = {goal: _series(GOALS, points, first) for goal, points in sorted(by_goal.items())}
    return {goal: series for goal, series in found.items() if series is not None}


def _waiting(day: date, first: date | None) -> bool:
    return first is not None and 0 <= (first - day).days <= BASELINE_WINDOW


def _series(name: str, points: Iterable[Point], first: date | None) -> Series | None:
    by_day: dict[date, list[float]] = defaultdict(list)
    for day, value in points:
        by_day[day].append(value)
    merged = [(day, sum(values) / len(values)) for day, values in sorted(by_day.items())]
    start = _baseline_place([day for day, _ in merged], first)
    if start is None:
        return None
    return Series(name, tuple(merged[start:]), tuple(merged[:start]))


def _baseline_place(days: list[date], first: date | None) -> int | None:
    """The last score in the four weeks up to the first session, else the first one after it."""
    if first is None:
        return 0 if days else None
    before = [place for place, day in enumerate(days) if _waiting(day, first)]
    after = (place for place, day in enumerate(days) if day > first)
    return before[-1] if before else next(after, None)


def _assumed(series: Mapping[str, Series]) -> int:
    days = {day for one in series.values() for day, _ in one.points}
    return max(len(days) - 1, 0)


def _latest(answers: Iterable[Answer]) -> dict[str, Answer]:
    """The answer that counts to each indicator: of the latest day, and of that day the more serious."""
    found: dict[str, Answer] = {}
    for answer in answers:
        known = found.get(answer.indicator)
        if known is None or (answer.date, _seriousness(answer)) > (known.date, _seriousness(known)):
            found[answer.indicator] = answer
    return found


def _seriousness(answer: Answer) -> int:
    order = ("yes", "unsure", "no") if answer.indicator in _reassuring() else ("no", "unsure", "yes")
    return order.index(answer.answer)


def _safety_answers() -> frozenset[str]:
    return frozenset(facts("vocabulary")["safety_answers"].split())


def _reassuring() -> frozenset[str]:
    return frozenset(facts("vocabulary")["reassuring"].split())


def _notes(story: Story) -> Iterator[Note]:
    of_sessions = (Note.model_construct(date=x.date, text=x.note) for x in story.sessions if x.note)
    yield from sorted(chain(story.notes, of_sessions), key=lambda note: (note.date, note.text))


def _stale(story: Story, on: date) -> bool:
    dated = chain(
        story.sessions, story.scores, story.goal_ratings, story.answers, story.events, story.conversations, story.notes
    )
    starts = chain((x.started for x in story.therapies), (x.ended for x in story.therapies if x.ended))
    newest = max(chain((x.date for x in dated), starts), default=on)
    return (on - newest).days > STALE_AFTER


def _schedule(known: Record) -> float | None:
    changes = [x.schedule.every_days for x in known.events if x.schedule and x.schedule.every_days]
    if changes:
        return changes[-1]
    schedule = known.therapy.schedule if known.therapy else None
    return schedule.every_days if schedule else None
