"""What does an entry say, in a line that its writer knows it by? Never an id, always in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

from pydantic import ValidationError

from unstuck.knowledge import words
from unstuck.measures import measure
from unstuck.story import Story
from unstuck.story.models import (
    About,
    Answer,
    Conversation,
    Entry,
    Event,
    Goal,
    GoalRating,
    Measurement,
    Note,
    Session,
    Therapy,
)
from unstuck.story.plans import Candidate, Handover, Told, Trial, Values, Wishes
from unstuck.told import concern_name, listed, therapy_name
from unstuck.trial.page import rating_name
from unstuck.vault.entries import Entry as Row

LONGEST = 160
DAYS = ("date", "started", "set_on", "planned_on", "added")
"""The fields that say which day an entry belongs to."""
ELSEWHERE = {
    "response": "ledger.response",
    "offered": "ledger.offer",
    "change": "trial.changes",
    "state": "candidates.states",
    "when": "candidates.when",
    "sounded": "candidates.sounded",
    "to": "handover.whom",
}
"""Where the words of choices stand that belong to another page; the others are in `diary`, under `choice`."""

MODELS: dict[str, type[Entry]] = {
    name: About if name == "about" else get_args(field.annotation)[0]
    for name, field in Story.model_fields.items()
    if name != "format"
}


@dataclass(frozen=True, slots=True)
class Written:
    """An entry in words.

    Attributes:
        what: what kind of entry it is.
        text: what it says, in a line.
        day: the day it belongs to, None for what has none.
        fits: whether it could be read.
    """

    what: str
    text: str
    day: date | None
    fits: bool = True


def written(kind: str, value: Any, story: Story, language: str = "en") -> Written:  # noqa: ANN401 - what JSON holds
    """An entry in words; one that can't be read says so."""
    said = words(language, "diary")
    what = said.say(f"kind.{kind}") if f"kind.{kind}" in said else said.say("kind.unknown")
    entry = read(kind, value)
    if entry is None:
        return Written(what, said.say("unreadable"), None, fits=False)
    text = " ".join(TELL[kind](entry, story, language).split())
    return Written(what, shortened(text), day_of(entry))


def read(kind: str, value: Any) -> Entry | None:  # noqa: ANN401 - what JSON holds
    """An entry by its model; None for one that is none."""
    try:
        return MODELS[kind].model_validate(_tuples(value), strict=True)
    except (KeyError, ValidationError):
        return None


def newest_first(entries: Iterable[Row]) -> tuple[Row, ...]:
    """Entries by their day, the newest first, those without one last; of one day the last written first."""
    return tuple(sorted(entries, key=lambda row: (_day_said(row.value), row.position), reverse=True))


def day_of(entry: Entry) -> date | None:
    """The day an entry belongs to."""
    return next((day for name in DAYS if isinstance(day := getattr(entry, name, None), date)), None)


def shortened(text: str, longest: int = LONGEST) -> str:
    """The beginning of a text, cut between two words."""
    if len(text) <= longest:
        return text
    return text[:longest].rsplit(" ", 1)[0] + " …"


def choice_name(field: str, value: str, language: str = "en") -> str:
    """One of a few values of a field, in words."""
    file, _, rest = ELSEWHERE.get(field, f"diary.choice.{field}").partition(".")
    return words(language, file).say(f"{rest}.{value}")


def therapy_named(therapy: Therapy, language: str = "en") -> str:
    """A therapy as the person knows it: with whom, what it is, and since when."""
    said = words(language, "diary")
    who = therapy.therapist
    kind = words(language, "providers").say(f"{who.provider_type}.name") if who and who.provider_type else ""
    method = therapy_name(language, therapy.approach) if therapy.approach else ""
    name = (who.name if who else None) or ""
    facts = [x for x in (name, kind, method) if x] or [said.say("therapy.unnamed")]
    facts.append(said.say("therapy.since", date=therapy.started))
    if therapy.ended:
        facts.append(said.say("therapy.ended", date=therapy.ended))
    return ", ".join(facts)


def question_of(indicator: str, language: str = "en") -> str:
    """What was asked, for an answer; of what nobody asks, what a yes to it means."""
    asked, safety = words(language, "indicators"), words(language, "safety")
    if f"questions.{indicator}.text" in safety:
        return safety.say(f"questions.{indicator}.text")
    return asked.say(f"{indicator}.ask" if f"{indicator}.ask" in asked else f"{indicator}.yes")


def _day_said(value: Any) -> str:  # noqa: ANN401 - what JSON holds
    found = value if isinstance(value, dict) else {}
    return next((said for name in DAYS if isinstance(said := found.get(name), str)), "")


def _tuples(value: Any) -> Any:  # noqa: ANN401 - what JSON holds
    if isinstance(value, dict):
        return {key: _tuples(inner) for key, inner in value.items()}
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


def _parts(parts: Iterable[str | None], empty: str = "") -> str:
    return "; ".join(part for part in parts if part) or empty


def _about(entry: About, _: Story, language: str) -> str:
    said = words(language, "diary")
    age = choice_name("age_band", entry.age_band, language) if entry.age_band else None
    concerns = listed(language, [concern_name(language, x) for x in entry.concerns]) if entry.concerns else None
    return _parts((age, concerns), said.say("about.some"))


def _goal(entry: Goal, _: Story, language: str) -> str:
    return entry.text or words(language, "diary").say("no_words")


def _therapy(entry: Therapy, _: Story, language: str) -> str:
    return therapy_named(entry, language)


def _session(entry: Session, _: Story, language: str) -> str:
    said = words(language, "diary")
    status = choice_name("status", entry.status, language) if not entry.attended and entry.status else None
    felt = {"before": entry.before, "after": entry.after}
    rated = entry.alliance.model_dump(exclude_none=True) if entry.alliance else {}
    numbers = [said.say(f"session.{name}", value=x) for name, x in {**felt, **rated}.items() if x is not None]
    return _parts((status, ", ".join(numbers), entry.note), said.say("session.only_a_day"))


def _score(entry: Measurement, _: Story, language: str) -> str:
    return words(language, "diary").say("score", measure=measure(entry.measure).name, total=entry.total)


def _goal_rating(entry: GoalRating, story: Story, language: str) -> str:
    said = words(language, "diary")
    text = next((x.text for x in story.goals if x.id == entry.goal), None) or said.say("gone")
    return said.say("goal_rating", goal=shortened(text, 80), rating=entry.rating)


def _answer(entry: Answer, _: Story, language: str) -> str:
    return f"{question_of(entry.indicator, language)} {choice_name('answer', entry.answer, language)}"


def _event(entry: Event, _: Story, language: str) -> str:
    return _parts((choice_name("kind", entry.kind, language), entry.text))


def _talk(entry: Conversation, _: Story, language: str) -> str:
    said = words(language, "diary")
    response = choice_name("response", entry.response, language) if entry.response else None
    agreed = [said.say("talk.agreed", text=x.text) for x in entry.agreed if x.text]
    return _parts((entry.asked_for, response, *agreed), said.say("no_words"))


def _note(entry: Note, _: Story, language: str) -> str:
    return entry.text or words(language, "diary").say("no_words")


def _trial(entry: Trial, story: Story, language: str) -> str:
    said = words(language, "diary")
    state = "stopped" if entry.stopped else "started" if entry.started_on else "planned"
    rating = rating_name(entry.rating, story.goals, language)
    return _parts((choice_name("change", entry.change, language), entry.text, rating, said.say(f"trial.{state}")))


def _values(entry: Values, _: Story, language: str) -> str:
    said, names = words(language, "diary"), words(language, "options")
    sliders = (said.say("value", value=names.say(f"values.{name}"), n=x) for name, x in entry.sliders.items())
    return _parts((entry.text, *sliders), said.say("no_words"))


def _wishes(entry: Wishes, _: Story, language: str) -> str:
    own = (entry.trouble, entry.worked, entry.missing, entry.ended, entry.about_me, entry.style_text, entry.times)
    return _parts(own, words(language, "diary").say("no_words"))


def _candidate(entry: Candidate, _: Story, language: str) -> str:
    name = entry.name or words(language, "diary").say("candidate.unnamed")
    newest = max(entry.contacts, key=lambda x: x.date, default=None)
    return _parts((name, choice_name("state", newest.state, language) if newest else None, entry.note))


def _handover(entry: Handover, _: Story, language: str) -> str:
    own = (text for text in entry.words.model_dump(exclude_none=True).values())
    return _parts((words(language, "diary").say("shared", n=len(entry.share)), *own))


def _told(entry: Told, _: Story, language: str) -> str:
    said = words(language, "diary")
    whom = entry.name or choice_name("to", entry.to, language)
    return said.say("told", form=choice_name("form", entry.form, language), whom=whom, n=len(entry.items))


Tell = Callable[[Any, Story, str], str]
TELL: dict[str, Tell] = {
    "about": _about,
    "goals": _goal,
    "therapies": _therapy,
    "sessions": _session,
    "scores": _score,
    "goal_ratings": _goal_rating,
    "answers": _answer,
    "events": _event,
    "conversations": _talk,
    "notes": _note,
    "trials": _trial,
    "values": _values,
    "wishes": _wishes,
    "candidates": _candidate,
    "handovers": _handover,
    "told": _told,
}
