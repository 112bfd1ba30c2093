"""Simulated people who answer as a set of weights says they would, and the interview they are given.

A person has one true reason. Whether a sign holds follows from the weights: the pair of probabilities that a "yes" and
a "no" of that weight leave (`decision.interview.likelihood`); where several reasons hold, from the one that bears most.
Signs of one group share their luck, since they say the same thing. Draws that no record could show are drawn again:
scores both better and flat, a bond both good and poor, "early" without being early, "no longer needed" without a score
or goal that says so, and a true reason that shows in nothing at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from random import Random

from unstuck.change.verdict import Verdict
from unstuck.decision.case import Case
from unstuck.decision.history import history
from unstuck.decision.interview import FLAGS, likelihood, questions
from unstuck.decision.policy import decide, step_for
from unstuck.knowledge import facts
from unstuck.reasons.ranking import leading_weights, possible, something_wrong, supported
from unstuck.reasons.weights import Finding, Indicator, Reason, Value, weigh
from unstuck.story import Conversation

Bank = Mapping[str, Indicator]
ON = date(2026, 6, 1)
RAISED = 0.3
FIRST_THREE = 3
HARDSHIP = frozenset({"practical_hardship", "money_housing_or_work_strain", "illness_or_pain_outside"})
BETTER = frozenset({"reliably_better", "recovered_and_stable", "on_course", "holding_as_wished"})
STILL = frozenset({"no_early_change", "unchanged_after_clock", "severe_without_improvement", "long_course_no_change"})
FLAT = STILL | {"good_alliance_flat_symptoms", "low_alliance_flat_symptoms"}
EARLY = frozenset({"few_sessions", "few_meetings_for_fit"})
GAINED = frozenset({"gains_reversing", "levelled_off_after_gain"})
GOOD_BOND = frozenset({"alliance_good", "alliance_intact", "good_alliance_flat_symptoms"})
POOR_BOND = frozenset({"low_alliance_from_start", "low_alliance_flat_symptoms", "alliance_drop"})
NEVER_TOGETHER = (
    (BETTER, FLAT),
    (BETTER | GAINED, frozenset({"sustained_deterioration"})),
    (EARLY, FLAT | GAINED | {"recovered_and_stable", "goals_reached"}),
    (GOOD_BOND, POOR_BOND),
    (GAINED, frozenset({"recovered_and_stable", "no_early_change"})),
    (frozenset({"levelled_off_after_gain"}), frozenset({"gains_reversing", "on_course"})),
)
VERDICT_SHOWN: tuple[tuple[str, Verdict], ...] = (
    ("sustained_deterioration", "worse"),
    ("recovered_and_stable", "recovered"),
    ("reliably_better", "improved"),
    ("on_course", "improving"),
    ("holding_as_wished", "holding"),
    ("unchanged_after_clock", "unchanged"),
    ("no_early_change", "unchanged"),
)


@dataclass(frozen=True, slots=True)
class Kind:
    """What kind of people are drawn.

    Attributes:
        bank: the weights their signs and answers follow.
        unsure: the share of answers that are "I don't know".
        besides: how likely each other reason holds besides the true one.
    """

    bank: Bank
    unsure: float = 0.0
    besides: float = 0.0


@dataclass(frozen=True, slots=True)
class Person:
    """A simulated person.

    Attributes:
        true: the true reason.
        shown: what the record shows.
        answers: what they would answer to each question.
        raised: whether they have talked about how it goes, without an answer that decides anything.
    """

    true: str
    shown: tuple[Finding, ...]
    answers: Mapping[str, Value]
    raised: bool


@dataclass(frozen=True, slots=True)
class Told:
    """What one person is told.

    Attributes:
        step_right: whether it is the step their true reason leads to.
        among_three: whether the true reason is among the first three.
        asked: how many questions were asked.
    """

    step_right: bool
    among_three: bool
    asked: int


def people(kind: Kind, count: int, seed: int) -> Iterator[Person]:
    """That many people of a kind, the same for the same seed."""
    rng = Random(seed)
    reasons = [reason for reason in facts("reasons")["reasons"] if reason != FLAGS]
    for _ in range(count):
        true = rng.choice(reasons)
        while not _coherent(found := _drawn(rng, kind, true, reasons), kind.bank):
            pass
        yield found


def asked_everything(one: Person) -> Told:
    """What they are told once every question is answered."""
    return _told(one, [Finding(name, answer) for name, answer in one.answers.items()])


def interviewed(one: Person, most: int) -> Told:
    """What they are told after at most `most` questions, each the best at that point."""
    said: list[Finding] = []
    while len(said) < most:
        weights = leading_weights(_ranked(one, said), possible(one.shown, _verdict(one)))
        best = questions(weights, partial(step_for, _case(one, said)), {x.indicator for x in said}, 1)
        if not best:
            break
        said.append(Finding(best[0], one.answers[best[0]]))
    return _told(one, said)


def without_record(one: Person) -> Person:
    """The same person, who has recorded nothing but how many sessions there were."""
    known = tuple(x for x in one.shown if x.indicator in EARLY)
    return Person(one.true, known, one.answers, one.raised)


def _drawn(rng: Random, kind: Kind, true: str, reasons: Sequence[str]) -> Person:
    holds = frozenset({true, *(reason for reason in reasons if rng.random() < kind.besides)})
    luck: dict[str, float] = {}
    shown: list[Finding] = []
    answers: dict[str, Value] = {}
    for one in kind.bank.values():
        if FLAGS in one.weights:
            continue
        yes = luck.setdefault(one.group or one.id, rng.random()) < _chance(one, holds)
        if not one.computed:
            answers[one.id] = "unsure" if rng.random() < kind.unsure else "yes" if yes else "no"
        elif yes or one.no:
            shown.append(Finding(one.id, "yes" if yes else "no", {"n": 1}))
    return Person(true, tuple(shown), answers, rng.random() < RAISED)


def _chance(one: Indicator, holds: frozenset[str]) -> float:
    known = likelihood(one)
    bearing = sorted(holds & set(one.weights))
    return known.yes(max(bearing, key=lambda reason: abs(one.weights[reason]))) if bearing else known.else_


def _coherent(one: Person, bank: Bank) -> bool:
    shown = {x.indicator for x in one.shown if x.value == "yes"}
    if any(shown & some and shown & others for some, others in NEVER_TOGETHER):
        return False
    if (one.true == "too_early") != ("few_sessions" in shown) or one.true not in possible(one.shown, _verdict(one)):
        return False
    yes = shown | {name for name, answer in one.answers.items() if answer == "yes"}
    return any(bank[name].weights.get(one.true, 0.0) > 0 and not bank[name].context for name in yes)


def _told(one: Person, said: list[Finding]) -> Told:
    situation = _case(one, said)
    everything = [Finding(name, answer) for name, answer in one.answers.items()]
    return Told(
        step_right=decide(situation).id == step_for(_case(one, everything), one.true),
        among_three=one.true in {x.id for x in situation.reasons[:FIRST_THREE]},
        asked=len(said),
    )


def _ranked(one: Person, said: list[Finding]) -> tuple[Reason, ...]:
    can_lead = possible(one.shown, _verdict(one))
    ranked = weigh((*one.shown, *said), clock_has_run=_clock_has_run(one))
    return tuple(reason for reason in ranked if reason.id in can_lead)


def _case(one: Person, said: list[Finding]) -> Case:
    talks = (Conversation(date=date(2026, 4, 1)),) if one.raised else ()
    return Case(
        on=ON,
        minor=False,
        open=True,
        sessions=10 if _clock_has_run(one) else 3,
        interval=7,
        danger="none",
        red_flags="none",
        verdict=_verdict(one),
        clock_has_run=_clock_has_run(one),
        reasons=supported(_ranked(one, said)),
        history=history(talks, ON),
        alliance_was_good=False,
        afraid=False,
        afraid_at_home=False,
        hardship=any(x.indicator in HARDSHIP and x.value == "yes" for x in said),
        something_wrong=something_wrong((*one.shown, *said)),
        therapist_ends=False,
        couple_or_family=False,
    )


def _verdict(one: Person) -> Verdict:
    shown = {x.indicator for x in one.shown if x.value == "yes"}
    early: Verdict = "not_enough_data" if _clock_has_run(one) else "too_early"
    return next((verdict for sign, verdict in VERDICT_SHOWN if sign in shown), early)


def _clock_has_run(one: Person) -> bool:
    return not any(x.indicator == "few_sessions" and x.value == "yes" for x in one.shown)
