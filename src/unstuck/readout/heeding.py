"""How can this step be taken: by who is afraid to say it, who leaves after a session or after years, who must check?"""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.knowledge import facts, words
from unstuck.readout import Readout

HEEDED = ("minor", "mandated", "prescriber")
"""The notices that have to be read before the step, not after it."""
GOING = frozenset({"change_therapist", "end_or_space_out"})
UNSURE = "unsure"


def how(answer: Readout, language: str) -> Iterator[str]:
    """What makes the suggested step easier to take, in the order to read it."""
    yield from _check(answer, language)
    if answer.watch.flags.level != "none" or answer.watch.safety.level == "urgent" or not answer.record.open:
        return
    chosen = answer.next_step
    steps = {chosen.id, *(option.id for option in chosen.also)}
    if answer.case.afraid:
        if chosen.id in GOING | {"talk_to_therapist"} and chosen.why != "not_heard_letter":
            yield _letter(answer, language)
    elif steps & GOING and (closing := _closing(answer)) is not None:
        yield words(language, "ending").say(f"closing.{closing}")


def _letter(answer: Readout, language: str) -> str:
    """The letter, and the way out where nothing speaks against leaving."""
    if answer.case.minor or answer.watch.safety.level != "none":
        return words(language, "steps").say("text.letter")
    return words(language, "ending").say("closing.letter")


def _check(answer: Readout, language: str) -> Iterator[str]:
    """How to look into each sign that has to be checked first; nobody has to confront anyone."""
    told, flags = words(language, "safety"), answer.watch.flags
    if flags.level != "check_first":
        return
    listed = facts("safety")["red_flags"]["check_first"].split()
    yield from dict.fromkeys(told.say(f"check.{flag.id if flag.id in listed else UNSURE}") for flag in flags.flags)


def _closing(answer: Readout) -> str | None:
    """How much ending fits at the two ends: a line after a session or two, a few sessions after years."""
    rule, started = facts("ending")["closing"], answer.record.started
    shortest, longest = rule["rows"][0], rule["rows"][-1]
    if 0 < answer.record.session_count <= shortest["sessions"]:
        return str(shortest["id"])
    days = (answer.record.on - started).days if started else 0
    return str(longest["id"]) if days >= rule["long_days"] else None
