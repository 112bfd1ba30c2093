"""Where does a sitting of the interview stand: what is asked next, what do ticks say, and what did today change?

What a note or an answer leaves open about safety comes first, then red flags taken back, then promises whose day has
come. None of it is counted, and whoever skips one isn't asked it again in that sitting. Then come the seven questions
of `unstuck.readout.interview`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from unstuck.decision.interview import MOST, askable
from unstuck.knowledge import facts, words
from unstuck.readout import Readout
from unstuck.readout.asking import AGREEMENT, Asked, asked, questions
from unstuck.readout.interview import turn
from unstuck.reasons.weights import indicators
from unstuck.story import Story
from unstuck.story.models import AnswerValue

NOW = "not_safe_now"
PROMISE = f"{AGREEMENT}:"


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a sitting.

    Attributes:
        id: what the sitting remembers of it: the indicator, or which promise it is about.
        asked: its words, and why it is asked.
        number: the how manieth it is of those that count, from 1; None for what is asked beside them.
        most: how many count, at the most.
    """

    id: str
    asked: Asked
    number: int | None = None
    most: int = MOST

    @property
    def promise(self) -> int | None:
        """The number of the promise it is about, as the ledger counts, None for any other question."""
        return promise_of(self.id)


def next_question(answer: Readout, before: Collection[str], language: str = "en") -> Question | None:
    """The next question of a sitting, or None when nothing more is asked.

    Args:
        answer: the read-out with all answers so far.
        before: ids of what was asked in this sitting, answered or skipped.
        language: the folder of words.
    """
    for one in _beside(answer, language):
        if one.id not in before:
            return one
    found = turn(answer, [name for name in before if name in _counted()], language)
    return Question(found.asked.indicator, found.asked, found.number, found.most) if found else None


def asked_before(answer: Readout, id_: str, language: str = "en") -> Question:
    """A question of this sitting once more, for who goes back to it.

    Raises:
        KeyError: no such question, or no such promise.
    """
    number = promise_of(id_)
    if number is not None:
        return Question(id_, _promise(answer, number, language))
    open_ = {one.id: one for one in _beside(answer, language)}
    if id_ in open_:
        return open_[id_]
    safety = words(language, "safety")
    if f"questions.{id_}" in safety:
        return Question(id_, Asked(id_, safety.say(f"questions.{id_}.text"), safety.say(f"questions.{id_}.why")))
    if id_ not in indicators() or indicators()[id_].computed:
        raise KeyError(id_)
    return Question(id_, asked(answer, id_, language))


def promise_of(id_: str) -> int | None:
    """The number of the promise a question of that id is about, None where it is about none."""
    rest = id_.removeprefix(PROMISE)
    return int(rest) if rest != id_ and rest.isdecimal() else None


def standing(answer: Readout) -> frozenset[str]:
    """The lines of the page to tick that hold by what was said last, so that they are ticked when it opens."""
    return frozenset(name for name, (_, said) in _newest(answer).items() if said == "yes")


def ticked(answer: Readout, chosen: Collection[str]) -> tuple[tuple[str, AnswerValue], ...]:
    """What a sent page to tick says: a tick is a yes, a line left open a no, but where a question of its own is open.

    What is asked about in its own words (a note, a flag taken back, danger beside another sign) isn't settled by a
    line that somebody passed over. What was already said today is left as it is.
    """
    return tuple(_ticked(answer, frozenset(chosen)))


def comes_first(answer: Readout) -> bool:
    """Whether a sign of danger or a red flag stands above everything else."""
    return answer.watch.safety.level != "none" or answer.watch.flags.level != "none"


def is_grave(name: str, said: str) -> bool:
    """Whether an answer speaks of danger or of a line that was crossed, which comes before anything else."""
    return said != "no" and name in facts("interview")["tick_list"].split()


def before_today(story: Story, on: date) -> Story:
    """The story without what was answered on a day, promises looked at among it."""
    talks = tuple(
        talk.model_copy(
            update={
                "agreed": tuple(
                    one.model_copy(update={"done": None, "checked_on": None}) if one.checked_on == on else one
                    for one in talk.agreed
                )
            }
        )
        for talk in story.conversations
    )
    answers = tuple(one for one in story.answers if one.date != on)
    return story.model_copy(update={"answers": answers, "conversations": talks})


def changed(before: Readout, now: Readout, language: str = "en") -> tuple[str, ...]:
    """What the answers of a day changed: what leads, and the next step."""
    told, reasons, steps = words(language, "sitting"), words(language, "reasons"), words(language, "steps")
    if comes_first(now):
        return (told.say("changed.first"),)
    old, new = (next((one.id for one in found.reasons), None) for found in (before, now))
    said = []
    if new is not None and old is None:
        said.append(told.say("changed.reason_found", new=reasons.say(f"{new}.may")))
    elif new is not None and new != old:
        said.append(told.say("changed.reason", old=reasons.say(f"{old}.may"), new=reasons.say(f"{new}.may")))
    elif new is not None:
        said.append(told.say("changed.same_reason", new=reasons.say(f"{new}.may")))
    was, is_ = (steps.say(f"{found.next_step.id}.also") for found in (before, now))
    said.append(told.say("changed.same_step" if was == is_ else "changed.step", old=was, new=is_))
    return tuple(said)


def _beside(answer: Readout, language: str) -> Iterator[Question]:
    """What is asked beside the seven, in its order."""
    due = iter(
        number for number, one in enumerate(answer.case.history.promises, 1) if one.due(answer.record.on)
    )  # in the order in which they are asked about
    for one in questions(answer, language):
        if one.indicator == AGREEMENT:
            yield Question(f"{PROMISE}{next(due)}", one)
        elif one.indicator not in _counted():
            yield Question(one.indicator, one)


def _counted() -> frozenset[str]:
    return frozenset(one.id for one in askable())


def _promise(answer: Readout, number: int, language: str) -> Asked:
    promises = answer.case.history.promises
    if not 0 < number <= len(promises):
        raise KeyError(number)
    one, told = promises[number - 1], words(language, "notices")
    due, text = one.review_on or one.made_on, one.agreement.text
    said = told.say("agreement.text", date=due, text=text) if text else told.say("agreement.untold", date=due)
    return Asked(AGREEMENT, said, told.say("agreement.why"))


def _ticked(answer: Readout, chosen: frozenset[str]) -> Iterator[tuple[str, AnswerValue]]:
    newest, on = _newest(answer), answer.record.on
    open_ = {one.indicator for one in answer.watch.safety.questions} | set(answer.watch.flags.to_ask)
    if chosen & set(facts("safety")["answers"]):
        open_.add(NOW)
    for name in facts("interview")["tick_list"].split():
        said: AnswerValue = "yes" if name in chosen else "no"
        left_open = said == "no" and name in open_ and newest.get(name, (on, "no"))[1] != "yes"
        if not left_open and newest.get(name) != (on, said):
            yield name, said


def _newest(answer: Readout) -> dict[str, tuple[date, AnswerValue]]:
    """What was said last to each line: red flags of this therapy, safety of whichever; of one day the more serious."""
    listed, safety = facts("interview")["tick_list"].split(), facts("safety")["answers"]
    found = {name: (one.date, one.answer) for name, one in answer.record.answers.items() if name in listed}
    found = {name: said for name, said in found.items() if name not in safety}
    for one in answer.record.safety_answers:  # oldest first
        if one.indicator in listed and found.get(one.indicator) != (one.date, "yes"):
            found[one.indicator] = (one.date, one.answer)
    return found
