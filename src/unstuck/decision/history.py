"""Has it been said, how was it answered, and was the agreement kept?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from unstuck.story import Conversation
from unstuck.story.models import Agreement

POOR = frozenset({"upset", "defensive"})
Answered = Literal["welcomed", "no_plan", "needs_time", "poor", "punishing", "unknown"]


@dataclass(frozen=True, slots=True)
class Promise:
    """One thing agreed in a talk.

    Attributes:
        agreement: what was agreed, and whether it was done.
        made_on: the day of the talk.
        review_on: the day it was to be looked at, if one was set.
    """

    agreement: Agreement
    made_on: date
    review_on: date | None

    def due(self, on: date) -> bool:
        """Whether it is time to ask if it was kept."""
        return self.agreement.done is None and self.review_on is not None and self.review_on <= on


@dataclass(frozen=True, slots=True)
class History:
    """The talks with one therapist about how therapy goes.

    Attributes:
        talks: how many there were.
        about: the reasons they were about.
        poor: answers that were upset or defensive since the last good one.
        without_plan: answers without a plan since the last good one; a broken agreement counts like one.
        needs_time: whether the last answer was that the therapist needs time.
        welcomed: whether the last answer was a plan, and the plan isn't broken.
        offered: everything offered in the talks.
        promises: everything agreed, oldest first.
        review_on: the next day agreed for another look, if it lies ahead.
        last: the day of the last talk.
    """

    talks: int
    about: frozenset[str]
    poor: int
    without_plan: int
    needs_time: bool
    welcomed: bool
    offered: frozenset[str]
    promises: tuple[Promise, ...]
    review_on: date | None
    last: date | None

    @property
    def raised(self) -> bool:
        """Whether anything was said at all."""
        return self.talks > 0

    def due(self, on: date) -> tuple[Promise, ...]:
        """The promises to ask about."""
        return tuple(promise for promise in self.promises if promise.due(on))


def history(conversations: Sequence[Conversation], on: date, *, said_without_effect: bool = False) -> History:
    """What the talks come to, read from the last good answer on.

    Args:
        conversations: the talks with one therapist, in any order.
        on: the day of the answer.
        said_without_effect: whether the person answered that they raised it and nothing changed; it counts as one
            answer without a plan where no talk was recorded.
    """
    talks = sorted(conversations, key=lambda talk: (talk.date, talk.model_dump_json()))
    answers = [_answered(talk) for talk in talks]
    good = max((place for place, answer in enumerate(answers) if answer == "welcomed"), default=-1)
    since = answers[good + 1 :]
    unrecorded = said_without_effect and not talks
    return History(
        talks=len(talks) + unrecorded,
        about=frozenset(reason for talk in talks for reason in talk.about),
        poor=since.count("poor"),
        without_plan=since.count("no_plan") + unrecorded,
        needs_time=answers[-1:] == ["needs_time"],
        welcomed=answers[-1:] == ["welcomed"],
        offered=frozenset(offer for talk in talks for offer in talk.offered),
        promises=tuple(_promises(talks)),
        review_on=min((talk.review_on for talk in talks if talk.review_on and talk.review_on > on), default=None),
        last=talks[-1].date if talks else None,
    )


def _answered(talk: Conversation) -> Answered:
    if talk.response == "punishing":
        return "punishing"
    if talk.response in POOR:
        return "poor"
    if talk.response == "heard_no_plan" or any(promise.done is False for promise in talk.agreed):
        return "no_plan"
    if talk.response == "welcomed_with_plan":
        return "welcomed"
    return "needs_time" if talk.response == "needs_time" else "unknown"


def _promises(talks: Iterable[Conversation]) -> Iterable[Promise]:
    for talk in talks:
        for agreement in talk.agreed:
            yield Promise(agreement, talk.date, talk.review_on)
