"""Whom have I called, who is next, and when do I rate again? A plan for about a dozen calls.

Most people on a list have no opening, so a call without an answer is part of the plan and no failure. Nobody has
counted how many calls it takes; a dozen is our judgement.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from unstuck.knowledge import facts
from unstuck.moving_on.marks import misses_a_must
from unstuck.moving_on.signs import latest_wishes
from unstuck.story import Session, Story
from unstuck.story.plans import STATES, CallAnswer, Candidate, Contact, Impression, Mark, Sounded, State, When

OPEN: tuple[State, ...] = ("to_call", "no_answer", "waiting_list", "called", "first_session_booked")
TALKED = frozenset({"called", "first_session_booked"})
TRIES = 2  # calls without an answer before someone else is called first
THIRD = 3

Next = Literal["call", "call_again", "skip", "rate_call", "rate_first_session", "rate_third_session", "nothing"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One candidate and what is next.

    Attributes:
        candidate: as known on the day.
        state: how it stands.
        since: the day of that, None while nobody has been called.
        next: what to do, as an id.
    """

    candidate: Candidate
    state: State
    since: date | None
    next: Next


@dataclass(frozen=True, slots=True)
class Calls:
    """The list and the plan.

    Attributes:
        entries: in the order of states, then as they were written down.
        counts: how many stand in each state.
        made: calls made so far, with or without an answer.
        planned: how many to plan for.
        now: ids to call next, a few at a time.
        more_names: how many more names would make a dozen.
    """

    entries: tuple[Entry, ...]
    counts: Mapping[State, int]
    made: int
    planned: int
    now: tuple[str, ...]
    more_names: int


def as_known(candidates: Iterable[Candidate], on: date) -> tuple[Candidate, ...]:
    """The candidates as they stood on a day: those added by then, with what had happened by then."""
    return tuple(
        x.model_copy(
            update={
                "contacts": tuple(contact for contact in x.contacts if contact.date <= on),
                "impressions": tuple(impression for impression in x.impressions if impression.date <= on),
            }
        )
        for x in candidates
        if x.added is None or x.added <= on
    )


def talked_to(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Those with whom there was a call or a session, and who can be compared."""
    return tuple(x for x in candidates if x.impressions or any(contact.state in TALKED for contact in x.contacts))


def free_id(taken: Iterable[str]) -> str:
    """The first of c1, c2 and so on that isn't in use."""
    used = set(taken)
    return next(name for name in (f"c{number}" for number in range(1, len(used) + 2)) if name not in used)


def contacted(candidate: Candidate, on: date, state: State, note: str | None = None) -> Candidate:
    """The candidate after one more try to reach them."""
    return candidate.model_copy(update={"contacts": (*candidate.contacts, Contact(date=on, state=state, note=note))})


def rated(candidate: Candidate, impression: Impression) -> Candidate:
    """The candidate with how it felt with them; of ratings of one day and occasion the newest counts."""
    before = (x for x in candidate.impressions if (x.date, x.when) != (impression.date, impression.when))
    return candidate.model_copy(update={"impressions": (*before, impression)})


def answered(candidate: Candidate, question: str, sounded: Sounded | None = None, text: str | None = None) -> Candidate:
    """The candidate with how they answered one question of the call sheet, in place of an answer noted before."""
    before = (x for x in candidate.answers if x.question != question)
    new = CallAnswer(question=question, sounded=sounded, text=text)
    return candidate.model_copy(update={"answers": (*before, new)})


def judged(candidate: Candidate, criterion: str, mark: Mark | None) -> Candidate:
    """The candidate with a wish marked as met, met in part or not met; None takes a mark away."""
    marks = {name: given for name, given in candidate.marks.items() if name != criterion}
    return candidate.model_copy(update={"marks": marks if mark is None else {**marks, criterion: mark}})


def calls(story: Story, on: date) -> Calls:
    """The list of candidates on a day, and whom to call next."""
    wishes = latest_wishes(story, on)
    entries = []
    for candidate in as_known(story.candidates, on):
        missed = wishes is not None and misses_a_must(candidate, wishes, story.about.concerns)
        entries.append(_entry(candidate, story.sessions, on, missed=missed))
    entries.sort(key=lambda entry: STATES.index(entry.state))
    plan: dict[str, int] = {name: facts("candidates")["plan"][name] for name in ("calls", "at_once")}
    booked = any(entry.state == "first_session_booked" for entry in entries)
    due = sorted((x for x in entries if x.next in {"call", "call_again"}), key=_turn)
    return Calls(
        entries=tuple(entries),
        counts=Counter(entry.state for entry in entries),
        made=sum(contact.state != "to_call" for entry in entries for contact in entry.candidate.contacts),
        planned=plan["calls"],
        now=() if booked else tuple(entry.candidate.id for entry in due[: plan["at_once"]]),
        more_names=0 if booked else max(plan["calls"] - len(entries), 0),
    )


def _turn(entry: Entry) -> tuple[int, date]:
    """Who has been called least comes first, then who has waited longest."""
    return sum(x.state == "no_answer" for x in entry.candidate.contacts), entry.since or date.min


def _entry(candidate: Candidate, sessions: Iterable[Session], on: date, *, missed: bool) -> Entry:
    newest = max(candidate.contacts, key=lambda x: (x.date, STATES.index(x.state)), default=None)
    state: State = newest.state if newest else "to_call"
    seen = sum(x.attended and x.date <= on for x in sessions if x.therapy and x.therapy == candidate.therapy)
    return Entry(candidate, state, newest.date if newest else None, _next(candidate, state, seen, missed=missed))


def _next(candidate: Candidate, state: State, seen: int, *, missed: bool) -> Next:
    rated: set[When] = {x.when for x in candidate.impressions}
    tries = sum(x.state == "no_answer" for x in candidate.contacts)
    if seen >= THIRD and "third_session" not in rated:
        return "rate_third_session"
    if 1 <= seen < THIRD and "first_session" not in rated:
        return "rate_first_session"
    if state in {"called", "first_session_booked"} and not rated:
        return "rate_call"
    if missed and state in {"to_call", "no_answer"}:
        return "skip"
    if state == "to_call":
        return "call"
    return "call_again" if state == "no_answer" and tries < TRIES else "nothing"
