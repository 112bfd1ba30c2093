"""Is there anything that speaks against a talk with this therapist? Then there is no page for one.

Nobody has to confront someone who crossed a line, and nobody who is afraid at home is to speak up in a room where
someone from home may sit. Who only wants to end it gets a letter that says nothing else.
"""

from __future__ import annotations

from typing import Literal

from unstuck.readout import Readout

NoTalk = Literal["stop_now", "check_first", "aftercare", "afraid_and_together"]


def no_talk(answer: Readout) -> NoTalk | None:
    """Why no talk is offered, or None when one may be: a red flag of this therapy, going on or over, or fear."""
    flags = answer.watch.flags
    if flags.level != "none":
        return flags.level
    if any(flag.therapy == answer.record.therapy_id for flag in flags.aftercare):
        return "aftercare"
    if answer.case.afraid_at_home and answer.case.couple_or_family:
        return "afraid_and_together"
    return None


def may_end_in_writing(why: NoTalk | None) -> bool:
    """Whether there is a letter that ends it, and nothing else: under a red flag of a therapy that goes on."""
    return why in {"stop_now", "check_first"}


def hints(answer: Readout) -> tuple[str, ...]:
    """What the person should know before they share anything; ids in the words `brief`, under `private`."""
    case, talks = answer.case, answer.case.history
    held = {
        "ended": not case.open,
        "minor": case.minor,
        "mandated": bool(answer.record.about.mandated),
        "shared_device": case.afraid_at_home,
        "enough": talks.poor + talks.without_plan > 1,
        "letter": case.afraid,
    }
    return tuple(hint for hint, holds in held.items() if holds)
