"""What would we like to know next, and why? Safety first, then promises that are due, then what would tell most."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from unstuck.knowledge import words
from unstuck.readout import Readout, steps_at_stake, worth_asking
from unstuck.reasons.weights import indicators
from unstuck.safety.rules import Question

AGREEMENT = "agreement_kept"
NEARBY = "no_other_near"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question to a person: which indicator it is about, its words, and why it is asked."""

    indicator: str
    text: str
    why: str


def questions(answer: Readout, language: str) -> tuple[Asked, ...]:
    """The questions of this answer, in the order to ask them."""
    return (
        *_safety(answer, language),
        *_flags(answer, language),
        *_promises(answer, language),
        *_nearby(answer, language),
        *_best(answer, language),
    )


def bank(language: str) -> tuple[Asked, ...]:
    """Every question there is about therapy, in the order of the facts."""
    why = words(language, "notices").say("standard.why")
    asking = words(language, "indicators")
    return tuple(Asked(name, asking.say(f"{name}.ask"), why) for name, one in indicators().items() if not one.computed)


def asked(answer: Readout, indicator: str, language: str) -> Asked:
    """One question, and why it is asked now: the two steps its answer helps to choose between."""
    why, steps = words(language, "notices"), words(language, "steps")
    text = words(language, "indicators").say(f"{indicator}.ask")
    stake = steps_at_stake(answer, indicator)
    if stake is None:
        return Asked(indicator, text, why.say("standard.why"))
    first, second = (steps.say(f"{step}.also") for step in stake)
    return Asked(indicator, text, why.say("standard.between", first=first, second=second))


def _safety(answer: Readout, language: str) -> Iterator[Asked]:
    told = words(language, "safety")
    for question in answer.watch.safety.questions:
        yield Asked(
            question.indicator, _safety_text(question, language), told.say(f"questions.{question.indicator}.why")
        )


def _safety_text(question: Question, language: str) -> str:
    told = words(language, "safety")
    if question.quote is None:
        return told.say(f"questions.{question.indicator}.text")
    return told.say(f"questions.{question.indicator}.quoted", quote=question.quote)


def _flags(answer: Readout, language: str) -> Iterator[Asked]:
    """Flags taken back or left unsure, asked again."""
    told, why = words(language, "indicators"), words(language, "notices")
    for flag in answer.watch.flags.to_ask:
        yield Asked(flag, told.say(f"{flag}.ask"), why.say("flag.why"))


def _promises(answer: Readout, language: str) -> Iterator[Asked]:
    told = words(language, "notices")
    for promise in answer.case.history.due(answer.record.on):
        due = promise.review_on or promise.made_on
        text = promise.agreement.text
        said = told.say("agreement.text", date=due, text=text) if text else told.say("agreement.untold", date=due)
        yield Asked(AGREEMENT, said, told.say("agreement.why"))


def _nearby(answer: Readout, language: str) -> Iterator[Asked]:
    """Whether there is anybody else to go to, before someone is sent there."""
    leads_away = answer.next_step.id == "change_therapist" and answer.record.open
    if leads_away and answer.record.said(NEARBY) is None and answer.watch.safety.level == "none":
        text = words(language, "indicators").say(f"{NEARBY}.ask")
        yield Asked(NEARBY, text, words(language, "notices").say("nearby.why"))


def _best(answer: Readout, language: str) -> Iterator[Asked]:
    if answer.watch.safety.level == "urgent" or answer.watch.flags.level != "none":
        return  # of someone in danger nothing but safety is asked, and where a line was crossed nothing about the rest
    for indicator in worth_asking(answer):
        yield asked(answer, indicator, language)
