"""Which answer counts, when someone has answered the same question more than once?

The latest day's; on one day the more serious one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

Said = Literal["yes", "no", "unsure"]

KEPT_SAFE = "as_usual_and_can_keep_safe"
SERIOUSNESS: dict[Said, int] = {"no": 0, "unsure": 1, "yes": 2}


@dataclass(frozen=True, slots=True)
class Answer:
    """What the person answered to one question on one day; `therapy` is the therapy it is about, when known."""

    indicator: str
    on: date
    said: Said
    therapy: str | None = None

    @property
    def seriousness(self) -> int:
        """0 to 2: a yes is the most serious, but to have kept safe it is the least."""
        return 2 - SERIOUSNESS[self.said] if self.indicator == KEPT_SAFE else SERIOUSNESS[self.said]


def by_day(answers: Iterable[Answer]) -> list[Answer]:
    """Answers to one question, one a day, oldest first."""
    days: dict[date, Answer] = {}
    for answer in answers:
        held = days.get(answer.on)
        if held is None or answer.seriousness > held.seriousness:
            days[answer.on] = answer
    return [days[day] for day in sorted(days)]


def histories(answers: Iterable[Answer]) -> dict[str, list[Answer]]:
    """The answers to each question, one a day, oldest first."""
    found: dict[str, list[Answer]] = {}
    for answer in answers:
        found.setdefault(answer.indicator, []).append(answer)
    return {indicator: by_day(history) for indicator, history in found.items()}
