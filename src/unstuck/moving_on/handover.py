"""What does the next one get to know? A sheet of which every item was ticked, and nothing else.

An item is made only when it was ticked, so what was not can't slip in: no name, no day, no note, no event. Medicine,
risk and diagnoses exist only in the person's own words. What is kept back is told to the person alone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from unstuck.change.working import MeasureChange
from unstuck.readout import Readout
from unstuck.record import Point
from unstuck.story import Story
from unstuck.story.plans import FACTS, OF_EACH, WORDS, OwnWords, Told, Whom

BEFORE = ("problem",)
AFTER_GOALS = ("goals_now", "helped", "not_helped", "keep")
LAST = tuple(word for word in WORDS if word not in {*BEFORE, *AFTER_GOALS})

Fact = str | float | date | None


@dataclass(frozen=True, slots=True)
class Piece:
    """One ticked item, as facts.

    Attributes:
        item: its id, such as "problem", "dates" or "scores:phq9".
        text: the person's own words, where it has some.
        facts: what else it says, by name.
        points: days and scores.
        change: what a chart draws from.
    """

    item: str
    text: str | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)
    points: tuple[Point, ...] = ()
    change: MeasureChange | None = None

    @property
    def kind(self) -> str:
        """The item without the measure or goal it is about."""
        return self.item.partition(":")[0]

    @property
    def of(self) -> str:
        """The measure or goal it is about, or ""."""
        return self.item.partition(":")[2]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A handover sheet.

    Attributes:
        on: the day it was made.
        pieces: what was ticked and is there, in reading order.
        empty: what was ticked and isn't there: nobody wrote it down. For the person alone.
        kept_back: what is there and wasn't ticked. For the person alone.
        chart_of: the answer charts are drawn from, without anything but scores.
    """

    on: date
    pieces: tuple[Piece, ...]
    empty: tuple[str, ...]
    kept_back: tuple[str, ...]
    chart_of: Readout


Maker = Callable[[], Piece]


def sheet(answer: Readout, story: Story, share: Collection[str], own: OwnWords) -> Sheet:
    """The sheet with the ticked items.

    Args:
        answer: the read-out of the therapy it is about.
        story: whose goals are meant.
        share: the ticked items; "scores", "chart" or "goal" alone tick all of that kind.
        own: the person's own words.

    Raises:
        ValueError: an item that no handover can hold.
    """
    strange = sorted(item for item in share if item.partition(":")[0] not in {*WORDS, *FACTS, *OF_EACH})
    if strange:
        raise ValueError(", ".join(strange))
    makers = _makers(answer, story, own)
    ticked = [item for item in makers if item in share or item.partition(":")[0] in set(share) & set(OF_EACH)]
    kinds = {item.partition(":")[0] for item in ticked}
    return Sheet(
        on=answer.record.on,
        pieces=tuple(makers[item]() for item in ticked),
        empty=tuple(dict.fromkeys(item for item in share if item not in ticked and item not in kinds)),
        kept_back=tuple(item for item in makers if item not in ticked),
        chart_of=replace(answer, record=replace(answer.record, events=()), forecasts={}),
    )


def own_words(story: Story, on: date, therapy: str | None) -> OwnWords:
    """What the person wrote for the newest handover of a therapy, or of none in particular, by a day."""
    fitting = [x for x in story.handovers if x.date <= on and x.therapy in {None, therapy}]
    newest = max(fitting, key=lambda x: (x.date, x.id), default=None)
    return newest.words if newest else OwnWords()


def told(made: Sheet, to: Whom, name: str | None = None, therapy: str | None = None) -> Told:
    """What to keep of a sheet that was handed over: to whom, when and which items, never what they said."""
    shared = tuple(piece.item for piece in made.pieces)
    return Told(date=made.on, to=to, name=name, form="handover", items=shared, therapy=therapy)


def _makers(answer: Readout, story: Story, own: OwnWords) -> dict[str, Maker]:
    """What can be shared, by item; each is made when it is asked for."""
    return dict(
        (
            *_own_words(BEFORE, own),
            *_goals(answer, story),
            *_own_words(AFTER_GOALS, own),
            *_of_therapy(answer),
            *_scores(answer),
            *_own_words(LAST, own),
        )
    )


def _own_words(names: tuple[str, ...], own: OwnWords) -> Iterator[tuple[str, Maker]]:
    for name in names:
        text = getattr(own, name)
        if text:
            yield name, partial(Piece, name, text)


def _goals(answer: Readout, story: Story) -> Iterator[tuple[str, Maker]]:
    for goal in story.goals:
        if goal.text and (goal.set_on is None or goal.set_on <= answer.record.on):
            series = answer.record.goal_series.get(goal.id)
            item = f"goal:{goal.id}"
            yield item, partial(Piece, item, goal.text, {"rating": series.latest[1] if series else None})


def _of_therapy(answer: Readout) -> Iterator[tuple[str, Maker]]:
    therapy = answer.record.therapy
    if therapy is None:
        return
    who, slot = therapy.therapist, therapy.schedule
    if therapy.approach:
        yield _fact("method", approach=therapy.approach)
    if who and (who.name or who.provider_type):
        yield _fact("therapist", name=who.name, provider_type=who.provider_type)
    yield _fact("dates", started=therapy.started, ended=therapy.ended)
    if answer.record.attended:
        yield _fact("sessions", n=len(answer.record.attended))
    if slot and (slot.every_days or slot.minutes or slot.format):
        yield _fact("schedule", every_days=slot.every_days, minutes=slot.minutes, format=slot.format)


def _fact(item: str, **facts: Fact) -> tuple[str, Maker]:
    return item, partial(Piece, item, facts=facts)


def _scores(answer: Readout) -> Iterator[tuple[str, Maker]]:
    for name, series in answer.record.series.items():
        yield f"scores:{name}", partial(Piece, f"scores:{name}", points=series.points)
    for change in answer.working.measures:
        item = f"chart:{change.scale.id}"
        yield item, partial(Piece, item, points=change.series.points, change=change)
