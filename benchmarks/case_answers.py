"""What does the read-out say of each written case, and is it what the label says?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tests.written_cases import Case
from unstuck.change.verdict import Verdict
from unstuck.readout import assess

FINE = frozenset({"going_well", "no_longer_needed", "too_early", "hard_but_working"})
GOING_ON = frozenset({"keep_going", "wait_and_review", "end_or_space_out"})
BAD_NEWS: frozenset[Verdict] = frozenset({"worse", "unchanged", "mixed"})
FIRST_THREE = 3


@dataclass(frozen=True, slots=True)
class Answered:
    """One case beside its answer.

    Attributes:
        case: the case with its labels.
        reasons: the reasons that have support, strongest first.
        step: the step suggested.
        verdict: is it working?
        level, flags: what was seen of danger and of red flags.
    """

    case: Case
    reasons: tuple[str, ...]
    step: str
    verdict: Verdict
    level: str
    flags: str

    @property
    def reason_first(self) -> bool:
        """Whether the true reason leads."""
        return self.reasons[:1] == (self.case.reason,)

    @property
    def reason_among_three(self) -> bool:
        """Whether the true reason is among the first three."""
        return self.case.reason in self.reasons[:FIRST_THREE]

    @property
    def step_right(self) -> bool:
        """Whether the step is the labelled one."""
        return self.step == self.case.step

    @property
    def step_reasonable(self) -> bool:
        """Whether the step is the labelled one or also reasonable."""
        return self.step in self.case.reasonable

    @property
    def danger_right(self) -> bool:
        """Whether danger and red flags were seen exactly as labelled."""
        wanted = (self.case.written.get("level", "none"), self.case.written.get("flags", "none"))
        return (self.level, self.flags) == wanted

    @property
    def told_something_is_wrong(self) -> bool:
        """Whether it speaks of a trouble: first reason, step or verdict."""
        trouble = bool(self.reasons) and self.reasons[0] not in FINE
        return trouble or self.step not in GOING_ON or self.verdict in BAD_NEWS


def answered(case: Case) -> Answered:
    """The answer to one case."""
    answer = assess(case.story, case.on)
    return Answered(
        case=case,
        reasons=tuple(reason.id for reason in answer.reasons),
        step=answer.next_step.id,
        verdict=answer.working.verdict,
        level=answer.watch.safety.level,
        flags=answer.watch.flags.level,
    )


def share(found: Iterable[Answered], right: Callable[[Answered], bool]) -> float:
    """The share for which `right` holds, 0 to 1."""
    hits = [right(one) for one in found]
    return sum(hits) / len(hits)
