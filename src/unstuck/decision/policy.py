"""What is the one next step? The policy of the contract, "Judging it", one rule after the other.

The first rule that has an answer gives it: danger, red flags, an ended therapy, how the therapist answered, then the
strongest reason. Afterwards constraints take away what this person must not be advised. All of it our judgement.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from unstuck.decision.case import Case
from unstuck.decision.limits import bridged, sessions_until_look
from unstuck.decision.steps import (
    FOR_MINORS,
    LEAVING,
    MOST_ALSO,
    SAFETY_STEPS,
    WITHOUT_REVIEW,
    NextStep,
    Option,
    StepId,
    in_sessions,
    step,
    without,
)
from unstuck.decision.trying import FRAME, Tried, tried
from unstuck.reasons.weights import SOME, Reason

FIT_SESSIONS = 3
PLAIN_ANSWER = 2 * SOME  # the weight of a yes to being misunderstood or passed over
FRESH_DAYS = 42  # a good answer gets about six weeks before the next step is due
GOOD = frozenset({"improving", "improved", "recovered", "holding"})
CONTENT = frozenset({"going_well", "no_longer_needed"})
NOT_WRONG = CONTENT | {"too_early", "hard_but_working"}
OWN_WAY_OUT = Option("change_therapist", handover=False)


Rule = Callable[[Case], NextStep | None]


def decide(case: Case) -> NextStep:
    """The one next step, with its day and at most two that are also reasonable."""
    found = next(found for found in (rule(case) for rule in RULES) if found is not None)
    return _dated(case, _constrained(case, found))


def step_for(case: Case, reason: str) -> str:
    """The step this reason would lead to, were it the one, whatever the others say."""
    found = BY_REASON[reason](case)
    return found.id if found is not None else _nothing_stands_out(case).id


def _danger(case: Case) -> NextStep | None:
    """Help first; that one may stop, or ask someone outside, holds all the same."""
    crossed: dict[str, tuple[StepId, ...]] = {
        "stop_now": ("leave_now_and_report",),
        "check_first": ("get_independent_advice",),
    }
    return step("get_urgent_help", "urgent", *crossed.get(case.red_flags, ())) if case.danger == "urgent" else None


def _red_flags(case: Case) -> NextStep | None:
    if case.red_flags == "stop_now":
        return step("leave_now_and_report", "stop_now", "get_independent_advice")
    if case.red_flags == "check_first":
        return step("get_independent_advice", "check_first", OWN_WAY_OUT, "add_or_refer_specialist")
    return None


def _over(case: Case) -> NextStep | None:
    if case.open:
        return None
    if case.verdict in {"worse", "unchanged", "mixed"}:
        return step("change_therapist", "ended_without_effect", "add_or_refer_specialist", handover=False)
    return step("keep_going", "ended")


def _therapist_ends(case: Case) -> NextStep | None:
    if not case.therapist_ends:
        return None
    return step("change_therapist", "therapist_ends", "talk_to_therapist", "add_or_refer_specialist")


def _unsafe_together(case: Case) -> NextStep | None:
    """Fear at home and sessions with the partner or family: help alone comes first, and no talk in the room."""
    if not (case.afraid_at_home and case.couple_or_family):
        return None
    return step("add_or_refer_specialist", "afraid_and_together", OWN_WAY_OUT)


def _answered_badly(case: Case) -> NextStep | None:
    """Upset or defensive: after a good time together one more try, else move on; after a second time move on."""
    history = case.history
    if history.poor == 0:
        return None
    if history.poor + history.without_plan > 1:
        return step("change_therapist", "poor_answer_again", *_offered(case), handover=False)
    if case.alliance_was_good:
        return step("talk_to_therapist", "poor_answer_once", OWN_WAY_OUT)
    return step("change_therapist", "poor_answer_no_bond", "talk_to_therapist", handover=False)


def _tried(case: Case) -> NextStep | None:
    """One change tried since the last talk: it gets its time, and then its answer counts."""
    found = _trial(case)
    if found is None or case.verdict == "worse" or (case.history.last is not None and found.since < case.history.last):
        return None
    if found.outcome == "running":
        return step("wait_and_review", "trial_running", "talk_to_therapist")
    if found.outcome == "helped":
        return step("wait_and_review", "trial_helped", "talk_to_therapist")
    another: StepId = "adjust_schedule" if _strongest(case) in FRAME else "change_therapy_type"
    return step("talk_to_therapist", f"trial_{found.outcome}", another if case.clock_has_run else "wait_and_review")


def _answered_without_plan(case: Case) -> NextStep | None:
    history = case.history
    if history.without_plan == 0 or _strongest(case) in CONTENT or _not_theirs(case):
        return None
    if history.without_plan == 1 and _strongest(case) == "schedule":
        return _schedule(case)  # one concrete thing to ask for
    if history.without_plan > 1:
        return step("change_therapist", "no_plan_again", *_offered(case), "talk_to_therapist")
    return step("talk_to_therapist", "no_plan_once", *_offered(case), "change_therapist")


def _needs_time(case: Case) -> NextStep | None:
    if not case.history.needs_time or _not_theirs(case):
        return None
    return step("talk_to_therapist", "needs_time", *_offered(case), "wait_and_review")


def _welcomed(case: Case) -> NextStep | None:
    """A plan gets its time; what is due is looked at together."""
    history = case.history
    if not history.welcomed or history.last is None or _strongest(case) in CONTENT or _not_theirs(case):
        return None
    if history.due(case.on):
        return step("talk_to_therapist", "look_at_agreement", *_offered(case), "wait_and_review")
    waiting = history.review_on is not None or (case.on - history.last).days <= FRESH_DAYS
    kept = any(promise.agreement.done for promise in history.promises)
    if waiting and not (kept and history.review_on is None):
        return step("wait_and_review", "plan_agreed", *_offered(case), "talk_to_therapist")
    return None


def _by_reason(case: Case) -> NextStep | None:
    for reason in _in_question(case):
        found = BY_REASON[reason.id](case)
        if found is not None:
            return found
    return None


def _nothing_stands_out(case: Case) -> NextStep:
    if case.verdict in {"worse", "mixed"}:
        return step("talk_to_therapist", f"verdict_{case.verdict}", "add_or_refer_specialist", size="change")
    if case.verdict == "unchanged":
        return step("talk_to_therapist", "verdict_unchanged", "wait_and_review", size="change")
    if case.verdict in GOOD:
        return step("keep_going", "verdict_good", "wait_and_review")
    return step("wait_and_review", "too_early", "talk_to_therapist")


def _in_question(case: Case) -> tuple[Reason, ...]:
    """The reasons in the order they lead: what feels wrong goes before what looks well, once it has some weight."""
    if not case.something_wrong or _strongest(case) not in CONTENT:
        return case.reasons
    wrong = tuple(x for x in case.reasons if x.id not in NOT_WRONG and x.weight >= SOME)
    return (*wrong, *(x for x in case.reasons if x not in wrong))


def _too_early(case: Case) -> NextStep | None:
    if case.verdict == "worse":
        return step("talk_to_therapist", "verdict_worse", "wait_and_review", "add_or_refer_specialist")
    if _dismissed(case):
        return _not_heard(case)
    return step("wait_and_review", "too_early", "talk_to_therapist")


def _hard_but_working(case: Case) -> NextStep | None:
    if case.verdict == "worse":
        return step("talk_to_therapist", "hard_and_worse", "wait_and_review")
    return step("wait_and_review", "hard_but_working", "talk_to_therapist")


def _wrong_type(case: Case) -> NextStep | None:
    if not case.clock_has_run:
        return step("talk_to_therapist", "ask_about_method", "wait_and_review")
    if _named(case, "wrong_therapy_type"):
        return step("change_therapy_type", "method_named", "change_therapist", size="change")
    return step("talk_to_therapist", "method_not_named", "change_therapy_type", size="change")


def _outside_remit(_case: Case) -> NextStep | None:
    return step("add_or_refer_specialist", "outside_remit", "talk_to_therapist", size="change")


def _poor_fit(case: Case) -> NextStep | None:
    if case.sessions < FIT_SESSIONS:
        return step("wait_and_review", "fit_needs_time", "talk_to_therapist")
    if case.history.raised:
        return step("change_therapist", "fit_raised", "talk_to_therapist")
    return step("talk_to_therapist", "fit_not_raised", "change_therapist", size="change")


def _not_heard(case: Case) -> NextStep | None:
    if _named(case, "not_heard"):
        return step("change_therapist", "not_heard_again", "talk_to_therapist", handover=False)
    return step("talk_to_therapist", "not_heard_letter" if case.afraid else "not_heard", OWN_WAY_OUT, size="change")


def _stumbling_block(case: Case) -> NextStep | None:
    if case.history.raised and case.clock_has_run:
        return step("talk_to_therapist", "still_stuck", "change_therapy_type", *_offered(case), size="change")
    return step("talk_to_therapist", "stumbling_block", *_offered(case), "wait_and_review")


def _schedule(_case: Case) -> NextStep | None:
    return step("adjust_schedule", "schedule", "talk_to_therapist")


def _lost_effect(case: Case) -> NextStep | None:
    if _named(case, "lost_effect") and case.clock_has_run:
        if "break" in case.history.offered:
            return step("planned_break", "break_offered", "change_therapy_type")
        return step("change_therapy_type", "lost_effect_named", *_offered(case), "change_therapist", size="change")
    return step("talk_to_therapist", "lost_effect", *_offered(case), "change_therapy_type", size="change")


def _no_longer_needed(_case: Case) -> NextStep | None:
    return step("end_or_space_out", "no_longer_needed", "talk_to_therapist")


def _outside_life(case: Case) -> NextStep | None:
    if case.hardship:
        return step("add_or_refer_specialist", "outside_hardship", "talk_to_therapist", size="outside")
    return step("wait_and_review", "outside_life", "talk_to_therapist", size="outside")


def _unexplained(_case: Case) -> NextStep | None:
    return step("wait_and_review", "unexplained", "talk_to_therapist")


def _going_well(case: Case) -> NextStep | None:
    if case.verdict in {"worse", "unchanged", "mixed"}:
        return None
    why = "better_but_wrong" if case.something_wrong else "going_well"
    other_help: tuple[StepId, ...] = ("add_or_refer_specialist",) if case.hardship else ()
    return step("keep_going", why, *other_help, "talk_to_therapist" if case.something_wrong else "wait_and_review")


def _boundary(case: Case) -> NextStep | None:
    """Only unproven signs are left here, those of stop-now and check-first flags have had their answer above."""
    return step("get_independent_advice", "check_first", OWN_WAY_OUT) if case.red_flags != "none" else None


RULES: tuple[Rule, ...] = (
    _danger,
    _red_flags,
    _over,
    _unsafe_together,
    _therapist_ends,
    _answered_badly,
    _tried,
    _answered_without_plan,
    _needs_time,
    _welcomed,
    _by_reason,
    _nothing_stands_out,
)
BY_REASON: dict[str, Rule] = {
    "too_early": _too_early,
    "hard_but_working": _hard_but_working,
    "wrong_therapy_type": _wrong_type,
    "outside_remit": _outside_remit,
    "poor_fit": _poor_fit,
    "not_heard": _not_heard,
    "boundary_violation": _boundary,
    "stumbling_block": _stumbling_block,
    "schedule": _schedule,
    "lost_effect": _lost_effect,
    "no_longer_needed": _no_longer_needed,
    "outside_life": _outside_life,
    "unexplained": _unexplained,
    "going_well": _going_well,
}
OFFERS: dict[str, Option] = {
    "break": Option("planned_break"),
    "other_therapy": Option("change_therapy_type"),
    "referral": Option("add_or_refer_specialist"),
    "schedule": Option("adjust_schedule"),
}


def _strongest(case: Case) -> str | None:
    return case.reasons[0].id if case.reasons else None


def _trial(case: Case) -> Tried | None:
    """The newest trial that bears on the strongest reason."""
    strongest = _strongest(case)
    return tried(case.trials, strongest, case.on, FRESH_DAYS) if strongest else None


def _not_theirs(case: Case) -> bool:
    """Whether the strongest reason calls for help from others, which need not wait for what this therapist answers."""
    strongest = _strongest(case)
    return strongest is not None and step_for(case, strongest) == "add_or_refer_specialist"


def _named(case: Case, reason: str) -> bool:
    """Whether the talks were about this; a talk that says about nothing in particular is taken to be."""
    return case.history.raised and (reason in case.history.about or not case.history.about)


def _dismissed(case: Case) -> bool:
    """Whether not being heard has the weight of one plain answer: it has no clock, so nobody has to wait for it.

    What says as much for the fit waits with the fit.
    """
    unheard = sum(x.weight for x in case.reasons if x.id == "not_heard")
    of_fit = sum(sign.decibans for x in case.reasons if x.id == "poor_fit" for sign in x.speaks_for)
    return unheard >= PLAIN_ANSWER and unheard > of_fit


def _offered(case: Case) -> tuple[Option, ...]:
    """What the therapist has offered, the break first: it is the therapist's own way to help."""
    return tuple(option for offer, option in OFFERS.items() if offer in case.history.offered)[:1]


def _constrained(case: Case, found: NextStep) -> NextStep:
    found = bridged(found, case.limits)
    if case.danger != "none":
        found = _with_a_contact(found)
    if case.minor:
        found = _for_a_minor(found)
    if case.red_flags != "none":
        found = without(found, frozenset({"talk_to_therapist", "wait_and_review", "keep_going"}))
    return without(_with_the_break(case, found), frozenset())


def _with_the_break(case: Case, found: NextStep) -> NextStep:
    """A break the therapist has offered is reasonable, unless danger, a red flag, age or the end speaks against it."""
    bound = case.danger != "none" or case.red_flags != "none" or case.minor or not case.open
    if bound or "break" not in case.history.offered or "planned_break" in {x.id for x in found.also}:
        return found
    return replace(found, also=(*found.also[: MOST_ALSO - 1], Option("planned_break")))


def _with_a_contact(found: NextStep) -> NextStep:
    """While there is danger, no break, taper or ending without another contact in place."""
    if found.id in LEAVING:
        return step("add_or_refer_specialist", "contact_first", *_kept(found), size="change")
    return without(found, LEAVING)


def _for_a_minor(found: NextStep) -> NextStep:
    if found.id in FOR_MINORS | SAFETY_STEPS:
        return replace(found, also=tuple(x for x in found.also if x.id in FOR_MINORS | SAFETY_STEPS))
    if found.id in LEAVING:
        return step("add_or_refer_specialist", "minor_change", *_kept(found), size="change")
    return step("talk_to_therapist", "minor_talk", *_kept(found), size=found.size)


def _kept(found: NextStep) -> tuple[Option, ...]:
    return tuple(x for x in found.also if x.id in FOR_MINORS)


def _dated(case: Case, found: NextStep) -> NextStep:
    if found.id in WITHOUT_REVIEW:
        return found
    latest = in_sessions(case.on, case.interval, sessions_until_look(case.limits))
    trial = _trial(case)
    agreed = (case.history.review_on, trial.review_on if trial else None)
    return replace(found, review_on=min([latest, *(day for day in agreed if day is not None and day > case.on)]))
