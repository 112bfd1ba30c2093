"""What could a person share with their therapist? Everything of the story that may, as single items to tick.

The person's own words come first in each section. Red flags, questions about safety, fear and rising risk are not
among them (`facts/brief.toml` lists what is); a journal page is, and is never suggested.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from unstuck.change.working import MeasureChange
from unstuck.decision.steps import in_sessions
from unstuck.knowledge import Blank, facts, words
from unstuck.measures import Measure, measure
from unstuck.paper.page import Picture
from unstuck.pictures import scores_picture
from unstuck.readout import Readout
from unstuck.record import Point, Series
from unstuck.safety.notes import read_note
from unstuck.story import Story
from unstuck.talk.standing import may_end_in_writing, no_talk

RATED = ("heard", "bond", "goals", "tasks", "overall")
GOOD = frozenset({"improving", "improved", "recovered", "holding"})
SHORT_NAME = re.compile(r"[\w.-]{1,60}")
SESSIONS_AHEAD = 3


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that can be ticked.

    Attributes:
        id: how it is ticked, such as "goal:sleep" or "example:2026-04-14"; never a text of the person's.
        section: where on the page it stands (`facts/brief.toml`).
        text: what would stand there, to the letter.
        private: whether it is only ever ticked by hand, never suggested.
        own: whether it is the person's own words.
        draw: makes the picture of an item that is one.
    """

    id: str
    section: str
    text: str
    private: bool = False
    own: bool = False
    draw: Callable[[], Picture] | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class _Source:
    answer: Readout
    story: Story
    own: Mapping[str, str]
    language: str

    @property
    def say(self) -> Callable[..., str]:
        return words(self.language, "brief").say


def items(
    answer: Readout, story: Story, own: Mapping[str, str] | None = None, language: str = "en"
) -> tuple[Item, ...]:
    """Everything that could be shared, in reading order; where no talk is offered, only what a last letter can hold.

    Args:
        answer: the read-out of the therapy it is about.
        story: whose goals are meant.
        own: what the person wrote for the page, by section ("helped", "facts", "example", "effect", "ask", "where").
        language: of the sentences.

    Raises:
        ValueError: own words for a section that has none.
    """
    strange = sorted(set(own or {}) - set(facts("brief")["own"]))
    if strange:
        raise ValueError(", ".join(strange))
    source = _Source(answer, story, own or {}, language)
    why = no_talk(answer)
    if why is not None:
        found = (*_greeting(source), *_last(source)) if may_end_in_writing(why) else ()
        return _numbered(found)
    makers = (
        _greeting,
        _own,
        _talks,
        _wins,
        _goals,
        _notes,
        _said,
        _ratings,
        _feel,
        _sessions,
        _scores,
        _asks,
        _review,
    )
    order = facts("brief")["sections"]
    every = [item for make in (*makers, _last) for item in make(source)]
    return _numbered(sorted(every, key=lambda item: (order.index(item.section), not item.own)))


def names_danger(text: str) -> bool:
    """Whether words read as a sign of danger, so that they are never suggested."""
    return bool(read_note(text))


def _numbered(found: Iterable[Item]) -> tuple[Item, ...]:
    """The items, the second of one name as "name.2" and so on."""
    seen: Counter[str] = Counter()
    named = []
    for item in found:
        seen[item.id] += 1
        named.append(replace(item, id=f"{item.id}.{seen[item.id]}") if seen[item.id] > 1 else item)
    return tuple(named)


def _greeting(source: _Source) -> Iterator[Item]:
    therapy = source.answer.record.therapy
    name = therapy.therapist.name if therapy and therapy.therapist else None
    if name:
        yield Item("name", "greeting", name)


def _own(source: _Source) -> Iterator[Item]:
    for section, text in source.own.items():
        if text.strip():
            yield Item(f"own:{section}", section, text, private=names_danger(text), own=True)


def _talks(source: _Source) -> Iterator[Item]:
    """What was asked for before and what was agreed on and not kept, in the person's own words."""
    on = source.answer.record.on
    for talk in source.answer.record.conversations:
        if talk.asked_for and talk.date < on:
            yield _words_of("asked", talk.date, talk.asked_for, source)
        for agreement in talk.agreed:
            due = agreement.done is None and talk.review_on is not None and talk.review_on <= on
            if agreement.text and (agreement.done is False or due):
                yield _words_of("due" if due else "broken", talk.date, agreement.text, source)


def _words_of(kind: str, day: date, text: str, source: _Source) -> Item:
    said = source.say(f"says.{kind}", date=day, text=text)
    return Item(f"{kind}:{day.isoformat()}", "facts", said, private=names_danger(text), own=True)


def _wins(source: _Source) -> Iterator[Item]:
    for event in reversed(source.answer.record.events):
        if event.kind == "win" and event.text:
            text = source.say("says.win", text=event.text)
            yield Item(f"win:{event.date.isoformat()}", "helped", text, private=names_danger(event.text), own=True)


def _goals(source: _Source) -> Iterator[Item]:
    """Each goal in the person's own words, where its ratings put it."""
    for place, goal in enumerate(source.story.goals, start=1):
        if not goal.text or (goal.set_on is not None and goal.set_on > source.answer.record.on):
            continue
        name = goal.id if SHORT_NAME.fullmatch(goal.id) else str(place)
        section, said, blanks = _course_of_goal(source.answer.record.goal_series.get(goal.id))
        text = source.say(f"says.{said}", text=goal.text, **blanks)
        yield Item(f"goal:{name}", section, text, private=names_danger(goal.text), own=True)


def _course_of_goal(series: Series | None) -> tuple[str, str, dict[str, Blank]]:
    if series is None:
        return "where", "goal", {}
    if len(series.points) == 1:
        return "where", "goal_rated", {"last": _plain(series.latest[1])}
    section = "helped" if series.latest[1] > series.baseline[1] else "facts"
    return section, "goal_course", _from_to(series.baseline, series.latest)


def _notes(source: _Source) -> Iterator[Item]:
    """Every note of this therapy's time, newest first, as an example or as what helped."""
    for day, text in _pages(source):
        said = source.say("says.day", date=day, text=text)
        for section in ("helped", "example"):
            yield Item(f"{section}:{day.isoformat()}", section, said, private=True, own=True)


def _pages(source: _Source) -> list[tuple[date, str]]:
    record = source.answer.record
    therapy = record.therapy
    first = therapy.started if therapy else date.min
    last = therapy.ended if therapy and therapy.ended else record.on
    own = [(x.date, x.note) for x in record.sessions if x.note and x.note.strip()]
    journal = [(x.date, x.text) for x in source.story.notes if first <= x.date <= min(last, record.on)]
    return sorted((*own, *(page for page in journal if page[1].strip())), key=lambda page: page[0], reverse=True)


def _said(source: _Source) -> Iterator[Item]:
    """Answers to questions, as sentences about oneself."""
    known = facts("brief")
    unasked = frozenset(known["unasked"])
    for section, listed in known["said"].items():
        for value, indicators in listed.items():
            for indicator in indicators:
                if source.answer.record.said(indicator) == value:
                    text = source.say(f"said.{indicator}.{value}")
                    yield Item(f"said:{indicator}", section, text, private=indicator in unasked)


def _ratings(source: _Source) -> Iterator[Item]:
    """How working together was rated: the first and the newest of each of the ratings."""
    limits = facts("brief")["rating"]
    for name in RATED:
        given = [getattr(x.alliance, name) for x in source.answer.record.attended if x.alliance]
        rated = [value for value in given if value is not None]
        if not rated:
            continue
        section = "helped" if rated[-1] >= limits["good"] else "facts" if rated[-1] < limits["low"] else "where"
        said = "rating" if len(rated) == 1 else "ratings"
        what = source.say(f"rated.{name}")
        text = source.say(f"says.{said}", what=what, first=_plain(rated[0]), last=_plain(rated[-1]))
        yield Item(f"rating:{name}", section, text)


def _feel(source: _Source) -> Iterator[Item]:
    pattern = source.answer.working.feel.pattern
    if pattern in {"relief", "drain"}:
        yield Item("feel", "helped" if pattern == "relief" else "effect", source.say(f"says.{pattern}"))


def _sessions(source: _Source) -> Iterator[Item]:
    count = len(source.answer.record.attended)
    if count:
        yield Item("sessions", "where", source.say("says.sessions", n=count))


def _scores(source: _Source) -> Iterator[Item]:
    """Each measure in numbers and as a picture; of someone under 18 no score is put on either side."""
    changes = {x.scale.id: x for x in source.answer.working.measures}
    for name, series in source.answer.record.series.items():
        change = changes.get(name)
        yield Item(f"scores:{name}", _side(change), _course(measure(name), series, source))
        if change is not None:
            text = source.say("says.chart", measure=change.scale.name)
            yield Item(f"chart:{name}", "where", text, draw=partial(_picture, source, change))


def _side(change: MeasureChange | None) -> str:
    if change is None or change.verdict not in GOOD | {"worse", "unchanged"}:
        return "where"
    return "helped" if change.verdict in GOOD else "facts"


def _course(scale: Measure, series: Series, source: _Source) -> str:
    blanks = {"measure": scale.name, "way": source.say(f"way.{scale.better}")}
    said = "score" if len(series.points) == 1 else "scores"
    return source.say(f"says.{said}", **blanks, **_from_to(series.baseline, series.latest))


def _picture(source: _Source, change: MeasureChange) -> Picture:
    """The scores and nothing else: what happened in between and what may come stay at home."""
    answer = source.answer
    bare = replace(answer, record=replace(answer.record, events=()), forecasts={})
    blanks = {"measure": change.scale.name, "n": len(change.series.points)}
    shows = source.say("picture", **blanks, **_from_to(change.series.baseline, change.series.latest))
    return Picture(scores_picture(bare, change, source.language), shows)


def _asks(source: _Source) -> Iterator[Item]:
    """One request of each kind, the one that fits the strongest reason first."""
    strongest = source.answer.reasons[0].id if source.answer.reasons else None
    kinds: dict[str, list[str]] = facts("brief")["ask"]
    for kind in sorted(kinds, key=lambda kind: strongest not in kinds[kind]):
        yield Item(f"ask:{kind}", "ask", source.say(f"ask.{kind}"))


def _review(source: _Source) -> Iterator[Item]:
    record = source.answer.record
    if record.open:
        day = in_sessions(record.on, record.interval, SESSIONS_AHEAD)
        yield Item("review", "review", source.say("says.review", date=day))


def _last(source: _Source) -> Iterator[Item]:
    yield Item("records", "last", source.say("says.records"))
    if no_talk(source.answer) is not None:
        yield Item("no_contact", "last", source.say("says.no_contact"))


def _from_to(first: Point, last: Point) -> dict[str, Blank]:
    return {"first": _plain(first[1]), "from": first[0], "last": _plain(last[1]), "to": last[0]}


def _plain(value: float) -> float:
    rounded = round(value, 1)
    return int(rounded) if rounded == int(rounded) else rounded
