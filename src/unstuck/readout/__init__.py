"""One story in, one honest answer out: the one path through the house.

`assess` cuts the story at a day, then lets safety, change, reasons and decision look at it in turn. The same story,
day and knowledge give the same answer to the byte; nothing here reads the clock or draws a random number.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from functools import partial

from unstuck.change.ahead import Ahead, ahead
from unstuck.change.working import Working, working
from unstuck.decision.case import Case
from unstuck.decision.interview import SHOWN, at_stake, questions
from unstuck.decision.policy import decide, step_for
from unstuck.decision.steps import NextStep
from unstuck.readout.case import case
from unstuck.readout.watching import Watch, watch
from unstuck.reasons.ranking import findings, leading_weights, possible, ranking, supported
from unstuck.reasons.weights import Finding, Reason, indicators
from unstuck.record import Record, record
from unstuck.story import Story

FORMAT = "unstuck-readout/1"


@dataclass(frozen=True, slots=True)
class Readout:
    """The whole answer, as facts and ids; `unstuck.readout.written` puts it into words.

    Attributes:
        record: what it rests on.
        watch: danger and red flags.
        working: is it working?
        forecasts: where each measure may be heading, by its id, where that can be said.
        findings: what is known of each indicator.
        reasons: what may be going on, strongest first.
        case: what the policy looked at.
        next_step: the one suggested step.
        weights: the weight of every reason that may lead, in decibans, those without support among them.
    """

    record: Record
    watch: Watch
    working: Working
    forecasts: dict[str, Ahead]
    findings: tuple[Finding, ...]
    reasons: tuple[Reason, ...]
    case: Case
    next_step: NextStep
    weights: dict[str, float]


def assess(story: Story, on: date, therapy: str | None = None) -> Readout:
    """The answer for one story as it was known on a day.

    Args:
        story: what a person has recorded.
        on: the day; entries after it are left out.
        therapy: which therapy, else the current one.

    Raises:
        KeyError: no therapy of that id had started by then.
    """
    known = record(story, on, therapy)
    seen = watch(known)
    change = working(known)
    found = findings(known, change)
    ranked = ranking(found, change)
    reasons = supported(ranked)
    situation = case(known, change, seen, found, reasons, story=story)
    looked_ahead = {x.scale.id: ahead(known, x) for x in change.measures}
    return Readout(
        record=known,
        watch=seen,
        working=change,
        forecasts={name: x for name, x in looked_ahead.items() if x is not None},
        findings=found,
        reasons=reasons,
        case=situation,
        next_step=decide(situation),
        weights=leading_weights(ranked, possible(found, change.verdict)),
    )


def worth_asking(answer: Readout, most: int = SHOWN, skipped: Collection[str] = ()) -> tuple[str, ...]:
    """The indicators whose answers would tell most about the next step, best first, but those the person skipped."""
    answered = {finding.indicator for finding in answer.findings if not indicators()[finding.indicator].computed}
    return questions(answer.weights, _step_of(answer), answered | set(skipped), most)


def steps_at_stake(answer: Readout, indicator: str) -> tuple[str, str] | None:
    """The two next steps between which an answer would decide most, None where it decides little."""
    return at_stake(indicator, answer.weights, _step_of(answer))


def _step_of(answer: Readout) -> Callable[[str], str]:
    return partial(step_for, answer.case)
