"""What was asked, what was promised, and was it kept? The talks of one therapy, and how a new one is noted."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from unstuck.paper.room import legible
from unstuck.readout import Readout
from unstuck.story import Conversation, Story, dump, read
from unstuck.story.models import Agreement, Offer, Response
from unstuck.talk.answering import response_of

State = Literal["kept", "broken", "due", "open"]


class NotAhead(ValueError):
    """A day to look again that doesn't lie ahead."""


@dataclass(frozen=True, slots=True)
class Promise:
    """One thing agreed on.

    Attributes:
        number: its place among all promises of the therapy, from 1, oldest first.
        text: in the words it was noted in, or None.
        state: kept, broken, due (its day has come and nobody has looked), or open.
        made_on, review_on: when, and when to look.
    """

    number: int
    text: str | None
    state: State
    made_on: date
    review_on: date | None


@dataclass(frozen=True, slots=True)
class Talk:
    """One talk and what was promised in it."""

    conversation: Conversation
    promises: tuple[Promise, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """All talks with one therapist.

    Attributes:
        talks: oldest first.
        review_on: the next day for another look, if one lies ahead.
    """

    talks: tuple[Talk, ...]
    review_on: date | None

    @property
    def promises(self) -> tuple[Promise, ...]:
        """Everything promised, oldest first."""
        return tuple(promise for talk in self.talks for promise in talk.promises)

    @property
    def due(self) -> tuple[Promise, ...]:
        """What to look at now."""
        return tuple(promise for promise in self.promises if promise.state == "due")


def ledger(answer: Readout) -> Ledger:
    """The talks of the therapy an answer is about."""
    talks: list[Talk] = []
    number = 0
    for conversation in answer.record.conversations:
        promises = []
        for agreement in conversation.agreed:
            number += 1
            state = _state(agreement, conversation.review_on, answer.record.on)
            promises.append(Promise(number, agreement.text, state, conversation.date, conversation.review_on))
        talks.append(Talk(conversation, tuple(promises)))
    return Ledger(tuple(talks), answer.case.history.review_on)


def talk(
    answer: Readout,
    *,
    asked_for: str | None = None,
    about: Sequence[str] = (),
    saw: Collection[str] = (),
    response: Response | None = None,
    offered: Sequence[Offer] = (),
    agreed: Sequence[str] = (),
    review_on: date | None = None,
) -> Conversation:
    """A talk of the day of an answer, with its therapist, as an entry of the story.

    Args:
        answer: the read-out of the therapy.
        asked_for: what was asked for.
        about: reasons it was about.
        saw: what was seen and heard (`unstuck.talk.answering.signs`), which makes the answer.
        response: the answer, where it is known without that.
        offered: what the therapist offered.
        agreed: what was agreed on, each in words.
        review_on: when to look at it again.

    Raises:
        NotAhead: the day to look again is not after the day of the answer.
        ValueError: something seen that is no sign.
    """
    if review_on is not None and review_on <= answer.record.on:
        raise NotAhead
    promises = tuple(text for text in map(legible, agreed) if text)
    return Conversation(
        date=answer.record.on,
        therapy=answer.record.therapy_id,
        about=tuple(about),
        asked_for=legible(asked_for or "") or None,
        response=response or response_of(saw, agreed=bool(promises)),
        offered=tuple(offered),
        agreed=tuple(Agreement(text=text) for text in promises),
        review_on=review_on,
    )


def noted(story: Story, new: Conversation) -> Story:
    """The story with one more talk.

    Raises:
        Unreadable: the talk names a reason or a therapy that doesn't exist.
    """
    return _checked(story.model_copy(update={"conversations": (*story.conversations, new)}))


def looked_at(story: Story, answer: Readout, number: int, *, kept: bool) -> Story:
    """The story with a promise marked as kept or broken, as seen on the day of the answer.

    Raises:
        KeyError: no promise has that number.
    """
    place, changed = marked(story, answer, number, kept=kept)
    talks = (*story.conversations[:place], changed, *story.conversations[place + 1 :])
    return _checked(story.model_copy(update={"conversations": talks}))


def marked(story: Story, answer: Readout, number: int, *, kept: bool) -> tuple[int, Conversation]:
    """Which talk of the story a promise was made in, and that talk with the promise marked.

    Raises:
        KeyError: no promise has that number.
    """
    place, within = _place(story, answer, number)
    agreed = list(story.conversations[place].agreed)
    agreed[within] = agreed[within].model_copy(update={"done": kept, "checked_on": answer.record.on})
    return place, story.conversations[place].model_copy(update={"agreed": tuple(agreed)})


def _checked(story: Story) -> Story:
    """The same story, read as the file that would be written."""
    return read(dump(story))


def _state(agreement: Agreement, review_on: date | None, on: date) -> State:
    if agreement.done is not None:
        return "kept" if agreement.done else "broken"
    return "due" if review_on is not None and review_on <= on else "open"


def _place(story: Story, answer: Readout, number: int) -> tuple[int, int]:
    """Where in the story's file a promise of the ledger stands: which talk, and which of its promises."""
    taken: set[int] = set()
    count = 0
    for talk in answer.record.conversations:
        place = next(x for x in _same(story, talk) if x not in taken)
        taken.add(place)
        if number - count <= len(talk.agreed) and number > count:
            return place, number - count - 1
        count += len(talk.agreed)
    raise KeyError(number)


def _same(story: Story, known: Conversation) -> Iterator[int]:
    """The talks of the file a known one may be, its equal first: what was checked later isn't known of it yet."""
    places = range(len(story.conversations))
    alike = (place for place in places if _bare(story.conversations[place]) == _bare(known))
    yield from sorted(alike, key=lambda place: story.conversations[place] != known)


def _bare(talk: Conversation) -> tuple[Conversation, tuple[str | None, ...]]:
    return talk.model_copy(update={"agreed": ()}), tuple(agreement.text for agreement in talk.agreed)
