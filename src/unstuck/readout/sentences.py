"""How do we say it? The answer in a paragraph a tired person can read in a minute."""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.change.working import MeasureChange
from unstuck.decision.limits import to_mind
from unstuck.decision.remit import prescribes
from unstuck.decision.steps import CHANGING, LEAVING, NextStep
from unstuck.knowledge import Blank, Words, words
from unstuck.readout import Readout
from unstuck.readout.heeding import HEEDED, how
from unstuck.readout.turning import turns
from unstuck.reasons.weights import SOME, Evidence, Reason
from unstuck.record import GOALS

BEHIND = 2
CROSSED = "boundary_violation"
BETTER = frozenset({"improving", "improved", "recovered", "holding"})
AFTER_A_TALK = frozenset({"no_plan", "poor"})
DOCTOR = frozenset({"mania_or_psychosis_signs", "medical_danger", "note_mania_or_psychosis", "note_medical"})


def paragraph(answer: Readout, language: str = "en") -> str:
    """The whole answer in one paragraph: help first, then how it stands, what may be behind it, and the next step."""
    return " ".join(
        (
            *help_now(answer, language),
            working_said(answer, language),
            *behind(answer, language),
            *(said for name, said in notices(answer, language) if name in HEEDED),
            *step(answer, language),
        )
    )


def help_now(answer: Readout, language: str) -> Iterator[str]:
    """What stands on top when someone may be in danger."""
    safety, say = answer.watch.safety, words(language, "safety").say
    if safety.level == "none":
        return
    only_doctor = safety.level == "urgent" and {x.id for x in safety.signals} <= DOCTOR
    yield say("level.doctor" if only_doctor else f"level.{safety.level}")
    if safety.level == "urgent":
        yield say("level.danger_now")
        yield say("level.tell_someone")
    if answer.watch.flags.level != "none" or answer.case.afraid:
        yield say("level.not_that_therapist")
        yield say("level.keep_a_contact")
    if safety.afraid_at_home:
        yield say("afraid_at_home.nothing_shared")
        if answer.case.couple_or_family:
            yield say("afraid_at_home.no_couple_work")
    if safety.level == "urgent":
        yield say("level.rest_follows")


def working_said(answer: Readout, language: str) -> str:
    """Is it working, in a sentence or two."""
    told, leading = words(language, "working"), answer.working.leading
    if answer.case.minor:
        return told.say("bare.minor")
    verdict = answer.working.verdict
    if verdict == "mixed":
        return told.say("verdict.mixed", **_both_ways(answer))
    if leading is None:
        return told.say(f"bare.{verdict}")
    blanks = _blanks(answer, leading, told)
    if leading.series.measure == GOALS:
        return told.say(f"goals.{verdict}", **blanks)
    said = told.say(f"verdict.{verdict}", **blanks)
    if verdict == "holding":
        aim = "holding_as_wished" if answer.record.about.aim == "stay_well" else "ask"
        if aim != "ask" or answer.record.about.aim is None:
            said = f"{said} {told.say(f'aim.{aim}')}"
    return said


def behind(answer: Readout, language: str) -> Iterator[str]:
    """What may be behind it: the strongest reasons in words, never as shares."""
    told, steps = words(language, "reasons"), words(language, "steps")
    reasons = [x for x in answer.reasons if x.id != CROSSED]
    if answer.watch.flags.level != "none":
        return
    shown = [reason for reason in reasons[:BEHIND] if reason.weight >= SOME] or reasons[:1]
    may = [told.say(f"{reason.id}.may") for reason in shown]
    if len(may) > 1:
        yield steps.say("text.behind_two", first=may[0], second=may[1])
    elif may:
        yield steps.say("text.behind_one", first=may[0])
    if may and shown[0].id not in {"too_early", "going_well", "no_longer_needed"}:
        yield steps.say("text.possibilities")


def step(answer: Readout, language: str) -> Iterator[str]:
    """The next step, why, when to look again, and what is reasonable besides."""
    told, chosen = words(language, "steps"), answer.next_step
    if chosen.id == "keep_going" and answer.case.something_wrong:
        yield told.say("text.keep_going_but")
    elif not (chosen.id == "keep_going" and chosen.why == "ended"):
        yield told.say(f"{chosen.id}.you")
    yield why(answer, language)
    if chosen.handover is not None:
        yield told.say(f"handover.{'yes' if chosen.handover else 'no'}")
    yield from how(answer, language)
    if chosen.size in {"change", "outside"}:
        yield told.say(f"size.{chosen.size}")
    if chosen.review_on is not None:
        yield told.say("text.review", date=chosen.review_on)
    yield from _also(chosen, told)


def would_change(answer: Readout, language: str) -> Iterator[str]:
    """What would change this advice, and what always would."""
    told, asking = words(language, "steps"), words(language, "indicators")
    found = turns(answer)
    for turn in found:
        again = turn.then.id == "talk_to_therapist" and turn.id in AFTER_A_TALK
        then = told.say("turns.again" if again else f"{turn.then.id}.also")
        question = asking.say(f"{turn.indicator}.ask") if turn.indicator else ""
        yield told.say(f"turns.{turn.id}", then=then, question=question)
    if answer.watch.safety.level == "urgent":
        yield told.say("turns.urgent")
        return
    if not found:
        yield told.say("turns.flags" if answer.next_step.size == "safety" else "turns.none")
    yield told.say("turns.always")


def why(answer: Readout, language: str) -> str:
    """Why this step and not another."""
    told, chosen = words(language, "steps"), answer.next_step
    said = told.say(f"why.{chosen.why}")
    better = answer.working.verdict in BETTER and answer.case.something_wrong
    if better and chosen.size != "safety" and chosen.why != "better_but_wrong":
        return f"{told.say('text.better_but')} {said}"
    return said


def evidence(found: Evidence, language: str) -> str:
    """One finding as it is quoted for or against a reason."""
    finding = found.finding
    return words(language, "indicators").say(f"{finding.indicator}.{finding.value}", **finding.blanks)


def asks(answer: Readout, reason: Reason, language: str) -> tuple[str, ...]:
    """What to ask oneself or the therapist about a reason; once a line was crossed, only about that."""
    if answer.watch.flags.level != "none" and reason.id != CROSSED:
        return ()
    return words(language, "reasons").list(f"{reason.id}.ask")


def notices(answer: Readout, language: str) -> Iterator[tuple[str, str]]:
    """What to know about this answer, as (id, sentence)."""
    told, safety = words(language, "notices"), words(language, "safety")
    for name, blanks in _notices(answer):
        yield name, (safety.say(f"notices.{name}") if f"notices.{name}" in safety else told.say(name, **blanks))


def _notices(answer: Readout) -> Iterator[tuple[str, dict[str, Blank]]]:
    record, watch, limits = answer.record, answer.watch, answer.case.limits
    sent = bool(record.about.mandated) or record.said("have_to_come") == "yes"
    held: dict[str, bool | int] = {
        "minor": answer.case.minor,
        "mandated": sent and _changes(answer.next_step),
        "prescriber": _leaves_a_prescriber(answer),
        **dict.fromkeys(to_mind(limits, answer.next_step), True),
        "aftercare": bool(watch.flags.aftercare),
        "elsewhere": bool(watch.flags.elsewhere),
        "shared_device": watch.safety.afraid_at_home,
        "notes_not_read": watch.notes_not_read,
        "stale": record.stale,
        "forecast_unlike": any(ahead.unlike for ahead in answer.forecasts.values()),
        "assumed_sessions": record.assumed_sessions,
        "left_out": record.left_out,
        "repeated": record.repeated,
    }
    numbers = {"sessions_left": limits.sessions_left}
    for name, holds in held.items():
        if holds:
            yield name, {"n": numbers.get(name) or int(holds)}


def _changes(chosen: NextStep) -> bool:
    return chosen.id in CHANGING or any(option.id in CHANGING for option in chosen.also)


def _leaves_a_prescriber(answer: Readout) -> bool:
    therapy, chosen = answer.record.therapy, answer.next_step
    kind = therapy.therapist.provider_type if therapy and therapy.therapist else None
    leaving = {chosen.id, *(option.id for option in chosen.also)} & (LEAVING | {"leave_now_and_report"})
    return bool(leaving) and kind is not None and prescribes(kind) is True


def _also(chosen: NextStep, told: Words) -> Iterator[str]:
    also = [told.say(f"{option.id}.also") for option in chosen.also]
    if len(also) > 1:
        yield told.say("text.also_two", first=also[0], second=also[1])
    elif also:
        yield told.say("text.also_one", first=also[0])


def _blanks(answer: Readout, leading: MeasureChange, told: Words) -> dict[str, Blank]:
    return {
        "measure": leading.scale.name,
        "baseline": _plain(leading.series.baseline[1]),
        "latest": _plain(leading.series.latest[1]),
        "sessions": told.say("sessions", n=answer.record.session_count),
    }


def _both_ways(answer: Readout) -> dict[str, Blank]:
    better = next(x for x in answer.working.measures if x.verdict in {"improved", "recovered"})
    worse = next(x for x in answer.working.measures if x.verdict == "worse")
    return {"better": better.scale.name, "worse": worse.scale.name}


def _plain(score: float) -> float:
    rounded = round(score, 1)
    return int(rounded) if rounded == int(rounded) else rounded
