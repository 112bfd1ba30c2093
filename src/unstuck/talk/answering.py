"""How can a therapist's answer be read, and what then? From what was seen and heard to one of a few ids.

Welcomed with a plan: agree on one change and a date. Heard without one: ask once more. Time or reasons: raise it once
more. Upset or defensive: a sign to go, and after a good time together also worth one more try. Threats or punishment
cross a line. The next step of the read-out follows the same rules (`unstuck.decision.policy`).
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Literal

from unstuck.decision.history import POOR
from unstuck.knowledge import facts
from unstuck.readout import Readout
from unstuck.story.models import Response

Reading = Literal[
    "agree", "set_a_date", "kept", "ask_once_more", "not_kept", "raise_again", "one_more_try", "free_to_go", "move_on",
    "boundary", "how_was_it",
]  # fmt: skip
WITHOUT_EFFECT = 2


def signs() -> tuple[str, ...]:
    """Everything that may have been seen or heard, the best first (words `ledger`, under `saw`)."""
    rows: list[dict[str, Any]] = facts("ledger")["rows"]
    return tuple(sign for row in reversed(rows) for sign in row["signs"])


def response_of(saw: Collection[str], *, agreed: bool) -> Response | None:
    """Which answer of a story that makes: the worst sign counts; None where nothing was seen.

    Args:
        saw: some of `signs()`.
        agreed: whether something was agreed on, which makes a good answer a plan.

    Raises:
        ValueError: something that is no sign.
    """
    strange = sorted(set(saw) - set(signs()))
    if strange:
        raise ValueError(", ".join(strange))
    rows: list[dict[str, Any]] = facts("ledger")["rows"]
    found: Response | None = next((row["response"] for row in rows if set(row["signs"]) & set(saw)), None)
    return "welcomed_with_plan" if found == "heard_no_plan" and agreed else found


def reading(answer: Readout) -> Reading | None:
    """How the last answer in the record can be read, None without a talk."""
    talks = answer.record.conversations
    if not talks:
        return None
    last, history = talks[-1], answer.case.history
    if any(talk.response == "punishing" for talk in talks):
        return "boundary"
    if history.poor + history.without_plan >= WITHOUT_EFFECT:
        return "move_on"
    if last.response in POOR:
        return "one_more_try" if answer.case.alliance_was_good else "free_to_go"
    if history.welcomed and last.agreed and all(promise.done for promise in last.agreed):
        return "kept"
    if last.response == "welcomed_with_plan" and history.welcomed:
        return "agree" if last.review_on is not None else "set_a_date"
    if any(promise.done is False for promise in last.agreed):
        return "not_kept"
    if last.response == "needs_time":
        return "raise_again"
    return "ask_once_more" if history.without_plan else "how_was_it"
