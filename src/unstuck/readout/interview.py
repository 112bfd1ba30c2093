"""What does one sitting of the interview ask? First a page to tick, then at most seven questions, one at a time.

The page holds the red flags and the questions about safety. It is always there, isn't counted, and comes again after
some weeks in other words. Then each question is the one whose answer would tell most, given all that is known by
then; whoever skips one isn't asked it again in that sitting. One can stop at any time: the answer needs no question.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from unstuck.decision.interview import MOST
from unstuck.knowledge import facts, words
from unstuck.readout import Readout, worth_asking
from unstuck.readout.asking import Asked, asked


@dataclass(frozen=True, slots=True)
class TickList:
    """The page of red flags and questions about safety.

    Attributes:
        lines: what can be ticked, the milder first; in other words where it was answered before.
        due: whether it is time to show it without being asked for: never answered, or weeks ago.
    """

    lines: tuple[Asked, ...]
    due: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """One question of a sitting.

    Attributes:
        number: the how manieth it is, from 1.
        most: how many there are at the most.
        asked: the question, and why it is asked.
    """

    number: int
    most: int
    asked: Asked


def tick_list(answer: Readout, language: str = "en") -> TickList:
    """The page to tick, for this person on this day."""
    rules = facts("interview")
    newest = _newest(answer)
    names = rules["tick_list"].split()
    lines = tuple(_line(name, language, again=name in newest) for name in names)
    ages = [(answer.record.on - newest[name]).days if name in newest else None for name in names]
    return TickList(lines, due=any(age is None or age >= rules["again_after_days"] for age in ages))


def turn(answer: Readout, asked_before: Collection[str], language: str = "en") -> Turn | None:
    """The next question of a sitting, or None when it is over: after seven, or when nothing would tell more.

    Args:
        answer: the read-out with all answers so far.
        asked_before: what was asked in this sitting, answered or skipped.
        language: the folder of words.
    """
    if len(asked_before) >= MOST or answer.watch.safety.level == "urgent":
        return None
    best = worth_asking(answer, 1, asked_before)
    return Turn(len(asked_before) + 1, MOST, asked(answer, best[0], language)) if best else None


def _newest(answer: Readout) -> dict[str, date]:
    """The day each line was last answered: red flags for this therapy, safety for the person whatever the therapy."""
    safety = {one.indicator: one.date for one in answer.record.safety_answers}  # oldest first
    return {name: one.date for name, one in answer.record.answers.items()} | safety


def _line(name: str, language: str, *, again: bool) -> Asked:
    safety = words(language, "safety")
    if f"questions.{name}" in safety:
        text = safety.say(f"questions.{name}.{'again' if again else 'text'}")
        return Asked(name, text, safety.say(f"questions.{name}.why"))
    text = words(language, "indicators").say(f"{name}.{'again' if again else 'ask'}")
    return Asked(name, text, words(language, "notices").say("tick_list.why"))
