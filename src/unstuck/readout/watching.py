"""What does the record say about safety and red flags? From entries to the plain values `unstuck.safety` judges."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from unstuck.knowledge import facts
from unstuck.measures import Measure, measure, reliable_change
from unstuck.record import Record
from unstuck.safety.answers import Answer
from unstuck.safety.language import is_english
from unstuck.safety.notes import read_note
from unstuck.safety.red_flags import Punishing, RedFlags, red_flags
from unstuck.safety.rules import NoteSign, RiskItem, Safety, SafetyFacts, safety
from unstuck.story import Note


@dataclass(frozen=True, slots=True)
class Watch:
    """What stands above everything else.

    Attributes:
        safety: the level of danger, why, and what to ask first.
        flags: the red flags of the therapies.
        notes_not_read: whether a note of late isn't English, so that it wasn't read for signs of danger.
    """

    safety: Safety
    flags: RedFlags
    notes_not_read: bool


def watch(record: Record) -> Watch:
    """All signs of danger and all red flags that were known."""
    answers = tuple(Answer(x.indicator, x.date, x.answer, therapy) for therapy, x in record.all_answers)
    punishing = (Punishing(x.date, owner) for owner, x in record.all_conversations if x.response == "punishing")
    ended = frozenset(x.id for x in (record.therapy, *record.other_therapies) if x is not None and x.ended is not None)
    days = facts("safety")["days"]
    recent = [note for note in record.notes if (record.on - note.date).days <= days["note"] + days["lowered"]]
    known = SafetyFacts(
        on=record.on,
        answers=answers,
        risk_items=tuple(_risk_items(record)),
        note_signs=tuple(sign for note in recent for sign in _signs(note)),
        severe_or_rising=any(_severe_or_rising(record)),
        severe_without_items_on=max(_severe_without_items(record), default=None),
    )
    return Watch(
        safety=safety(known),
        flags=red_flags(answers, punishing, record.therapy_id, ended),
        notes_not_read=not all(is_english(note.text) for note in recent),
    )


def _signs(note: Note) -> Iterator[NoteSign]:
    for sign in read_note(note.text):
        plain, guess = sign.level == "plain", sign.certainty == "guess"
        yield NoteSign(sign.kind, note.date, plain=plain, guess=guess, quote=note.text[sign.start : sign.end])


def _risk_items(record: Record) -> Iterator[RiskItem]:
    for score in record.all_scores:
        place = measure(score.measure).risk_item
        if place is not None and score.items is not None:
            yield RiskItem(score.measure, score.date, score.items[place - 1])


def _severe_or_rising(record: Record) -> Iterator[bool]:
    """For each measure: is its latest score severe, or a reliable change worse than the baseline or the one before?"""
    for series in record.series.values():
        scale, now = measure(series.measure, record.about.country), series.latest[1]
        yield scale.severe(now)
        least = _least_change(scale, series.values)
        if least is not None:
            yield any(scale.gain(before, now) <= -least for before in (series.baseline[1], *series.values[-2:-1]))


def _least_change(scale: Measure, values: tuple[float, ...]) -> float | None:
    """The smallest change that anyone says counts: of several published ones the least, since this is about danger."""
    if scale.published_change:
        return min(figure.low for figure in scale.published_change)
    threshold = reliable_change(scale, values[:-1], baseline=values[0])
    return threshold.points if threshold else None


def _severe_without_items(record: Record) -> Iterator[date]:
    latest = {score.measure: score for score in record.all_scores}  # all_scores are oldest first
    for name, score in latest.items():
        scale = measure(name, record.about.country)
        if scale.severe(score.total) and (scale.risk_item is None or score.items is None):
            yield score.date
