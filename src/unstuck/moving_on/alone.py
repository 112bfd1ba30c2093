"""What if talking to the old therapist isn't possible? Writing it down, telling someone, and where to turn instead."""

from __future__ import annotations

from dataclasses import dataclass

from unstuck.readout import Readout
from unstuck.safety.help_lines import HelpLine, help_lines


@dataclass(frozen=True, slots=True)
class Alone:
    """What to do with what can't be said, as ids.

    Attributes:
        parts: in reading order (words `ending`, under `alone`).
        lines: where someone listens, without the emergency numbers.
    """

    parts: tuple[str, ...]
    lines: tuple[HelpLine, ...]


def without_a_talk(answer: Readout) -> Alone:
    """Journal prompts, a guide to telling someone, and where to turn without a safe person.

    Nobody who is afraid at home is sent to someone who lives there, and nobody under 18 to just anyone.
    """
    minor, afraid = answer.case.minor, answer.watch.safety.afraid_at_home
    friend = "adult" if minor else "friend"
    parts = ("journal", *(("not_at_home",) if afraid else ()), friend, "nobody")
    needs = frozenset({"afraid_at_home"} if afraid else ())
    lines = help_lines(answer.record.about.country, answer.record.on, minor=minor, needs=needs)
    return Alone(parts, tuple(line for line in lines if not line.kind.startswith("emergency")))
