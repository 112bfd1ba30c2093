"""What would change this advice? The same policy, asked what it would say if one thing were otherwise.

Each turn is worked out, not written down: scores that got clearly worse or better or did not move, a talk with each
kind of answer, the one question that would tell most. Only what leads to another step is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from unstuck.change.verdict import Verdict
from unstuck.decision.case import Case
from unstuck.decision.history import History, history
from unstuck.decision.policy import decide
from unstuck.decision.steps import SAFETY_STEPS, Option, in_sessions
from unstuck.readout import Readout, worth_asking
from unstuck.reasons.ranking import ranking, something_wrong, supported
from unstuck.reasons.weights import Finding, Value
from unstuck.story import Conversation
from unstuck.story.models import Response

TurnId = Literal["worse", "unchanged", "better", "welcomed", "no_plan", "poor", "answer_yes", "answer_no"]
MORE_SESSIONS = 3
TALKS: tuple[tuple[TurnId, Response], ...] = (
    ("welcomed", "welcomed_with_plan"),
    ("no_plan", "heard_no_plan"),
    ("poor", "defensive"),
)
SCORES: tuple[tuple[TurnId, Verdict, tuple[Finding, ...]], ...] = (
    ("worse", "worse", (Finding("sustained_deterioration", "yes"),)),
    ("unchanged", "unchanged", (Finding("no_early_change", "yes"), Finding("unchanged_after_clock", "yes"))),
    ("better", "improved", (Finding("reliably_better", "yes"),)),
)
COURSE = frozenset(
    {
        "few_sessions",
        "few_meetings_for_fit",
        "no_early_change",
        "unchanged_after_clock",
        "severe_without_improvement",
        "good_alliance_flat_symptoms",
        "low_alliance_flat_symptoms",
        "sustained_deterioration",
        "reliably_better",
        "on_course",
        "holding_as_wished",
        "recovered_and_stable",
        "gains_reversing",
        "levelled_off_after_gain",
        "long_course_no_change",
    }
)
SAID_WELL = frozenset({"improved", "recovered"})


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing that would change the advice.

    Attributes:
        id: which.
        then: the step there would be then.
        indicator: the question whose answer it is, for `answer_yes` and `answer_no` alone.
    """

    id: TurnId
    then: Option
    indicator: str | None = None


def turns(answer: Readout) -> tuple[Turn, ...]:
    """What would lead to another step; nothing where safety decides, since nothing else could change that."""
    if answer.next_step.id in SAFETY_STEPS:
        return ()
    found = (*_scores(answer), *_talks(answer), *_answers(answer))
    return tuple(turn for turn in found if turn.then.id != answer.next_step.id)


def _scores(answer: Readout) -> Iterator[Turn]:
    """Scores that moved or didn't, where scores are judged at all and say something else so far."""
    if answer.working.leading is None or not answer.case.open:
        return
    said = "improved" if answer.working.verdict in SAID_WELL else answer.working.verdict
    for name, verdict, course in SCORES:
        if verdict != said:
            later = _later(answer) if name == "unchanged" else answer.case
            kept = tuple(x for x in answer.findings if x.indicator not in COURSE)
            yield Turn(name, _step(answer, (*kept, *course), later, verdict))


def _later(answer: Readout) -> Case:
    """The same person some sessions on, when what was agreed has had its time."""
    case = answer.case
    on = in_sessions(case.on, case.interval, MORE_SESSIONS)
    return replace(case, on=on, sessions=case.sessions + MORE_SESSIONS, history=_history(answer, on))


def _history(answer: Readout, on: date, *more: Conversation) -> History:
    known = answer.record
    said = known.said("raised_it_nothing_changed") == "yes"
    return history((*known.conversations, *more), on, said_without_effect=said)


def _talks(answer: Readout) -> Iterator[Turn]:
    """The next talk, by how it is answered, where one is suggested or reasonable."""
    named = {answer.next_step.id, *(option.id for option in answer.next_step.also)}
    if "talk_to_therapist" not in named or not answer.case.open:
        return
    about = tuple(reason.id for reason in answer.reasons[:1])
    for name, response in TALKS:
        talk = Conversation(date=answer.record.on, about=about, response=response)
        found = decide(replace(answer.case, history=_history(answer, answer.record.on, talk), something_wrong=True))
        yield Turn(name, Option(found.id, found.handover))


def _answers(answer: Readout) -> Iterator[Turn]:
    """The question that would tell most, by its answer."""
    sides: tuple[tuple[TurnId, Value], ...] = (("answer_yes", "yes"), ("answer_no", "no"))
    for indicator in worth_asking(answer, 1):
        for name, value in sides:
            found = _step(answer, (*answer.findings, Finding(indicator, value)), answer.case, answer.working.verdict)
            yield Turn(name, found, indicator)


def _step(answer: Readout, known: Iterable[Finding], case: Case, verdict: Verdict) -> Option:
    """The step if this were known and the scores said that."""
    known = tuple(known)
    ran = answer.working.clock_has_run or verdict in {"unchanged", "improved"}
    working = replace(answer.working, verdict=verdict, clock_has_run=ran)
    reasons = supported(ranking(known, working))
    wrong = case.something_wrong or something_wrong(known)
    found = decide(replace(case, verdict=verdict, clock_has_run=ran, reasons=reasons, something_wrong=wrong))
    return Option(found.id, found.handover)
