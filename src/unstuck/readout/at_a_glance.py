"""How does it stand, in a few words; how sure is that; and what does time alone say?"""

from __future__ import annotations

from unstuck.knowledge import words
from unstuck.readout import Readout

BETTER = frozenset({"improving", "improved", "recovered", "holding"})
STALLED = frozenset({"stumbling_block", "lost_effect"})
FIT_SHOWS = 2  # sessions
FEW = 5  # scores, under which a course is hardly one
ROUGH = frozenset({"mid", "own"})


def headline(answer: Readout, language: str) -> str:
    """How it stands, in a few words that never say more than the verdict."""
    return words(language, "glance").say(f"headline.{_headline(answer)}")


def how_sure(answer: Readout, language: str) -> str:
    """How far the verdict can be trusted, and what that rests on. Our judgement; the figures stand in the workings."""
    leading = answer.working.leading
    n = len(leading.series.points) if leading else 0
    return words(language, "glance").say(f"sure.{_sure(answer)}", n=n)


def time_said(answer: Readout, language: str) -> str:
    """What can be said from the number of sessions alone: what shows by now, and what needs longer."""
    told, count, clock = words(language, "glance"), answer.record.session_count, answer.working.clock
    sessions = words(language, "working").say("sessions", n=count)
    if count == 0:
        return told.say("time.unknown")
    if clock.has_run(0):
        return told.say("time.ran", sessions=sessions)
    return told.say("time.fit" if count >= FIT_SHOWS else "time.first", sessions=sessions)


def _headline(answer: Readout) -> str:
    if answer.watch.flags.level != "none":
        return answer.watch.flags.level
    if answer.case.minor:
        return "minor"
    if not answer.record.open:
        return "ended"
    if answer.next_step.id == "end_or_space_out":
        return "done"
    verdict = answer.working.verdict
    if _stalled(answer):
        return "stalled"
    if verdict in BETTER and answer.case.something_wrong:
        return "better_but" if verdict != "holding" else "holding_but"
    return verdict


def _stalled(answer: Readout) -> bool:
    """Whether it got better, has stood still since, and that is what may be behind it."""
    leading = answer.working.leading
    flat = leading.plateau if leading else None
    return bool(flat and flat.id == "levelled_off" and answer.reasons and answer.reasons[0].id in STALLED)


def _sure(answer: Readout) -> str:
    leading = answer.working.leading
    if leading is None or answer.working.verdict in {"too_early", "not_enough_data"}:
        return "not_yet"
    if answer.record.stale:
        return "old"
    if len(leading.series.points) < FEW:
        return "few"
    threshold = leading.threshold
    return "rough" if threshold is None or threshold.kind in ROUGH or not threshold.confirmed else "fairly"
