"""How is an answer kept? At once, as an entry of its day; answered again on that day, the entry is corrected."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from unstuck.story.models import AnswerValue
from unstuck.talk.ledger import marked
from unstuck.vault.entries import Entry
from unstuck.web.visit import Visit

ANSWERS = "answers"


def keep_answers(visit: Visit, said: Iterable[tuple[str, AnswerValue]]) -> None:
    """Keep answers of today, about the therapy that is looked at."""
    therapy = visit.answer.record.therapy_id
    held = {entry.value["indicator"]: entry for entry in visit.pages.entries(ANSWERS) if _is_of(visit, entry, therapy)}
    new = []
    for indicator, answer in said:
        value = {"date": visit.today.isoformat(), "indicator": indicator, "answer": answer}
        value |= {"therapy": therapy} if therapy else {}
        if indicator not in held:
            new.append((ANSWERS, value))
        elif held[indicator].value["answer"] != answer:
            visit.pages.correct(held[indicator].id, value, seen=held[indicator].version)
    if new:
        visit.pages.append_all(new)


def said_today(visit: Visit, indicator: str) -> AnswerValue | None:
    """What was answered to an indicator today, None when nothing."""
    therapy = visit.answer.record.therapy_id
    said: list[Any] = [
        entry.value["answer"]
        for entry in visit.pages.entries(ANSWERS)
        if entry.value["indicator"] == indicator and _is_of(visit, entry, therapy)
    ]
    return said[-1] if said else None


def mark_promise(visit: Visit, number: int, *, kept: bool) -> None:
    """Note that a promise was kept, or not, in the talk it was made in.

    Raises:
        KeyError: no promise has that number.
    """
    place, changed = marked(visit.story, visit.answer, number, kept=kept)
    unfit = visit.pages.unfit()
    entry = [one for one in visit.pages.entries("conversations") if one.id not in unfit][place]
    visit.pages.correct(entry.id, changed.model_dump(mode="json", exclude_defaults=True), seen=entry.version)


def promise_kept(visit: Visit, number: int) -> bool | None:
    """What was noted of a promise, None when nothing."""
    return visit.answer.case.history.promises[number - 1].agreement.done


def _is_of(visit: Visit, entry: Entry, therapy: str | None) -> bool:
    value = entry.value
    return bool(value["date"] == visit.today.isoformat() and value.get("therapy", therapy) == therapy)
