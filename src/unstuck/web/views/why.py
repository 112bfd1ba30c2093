"""What may be behind it: what speaks for and against, a page to tick, and the interview, one question a page.

Every answer is kept at once. What a sitting asked lies in the notebook, so that one can go back, stop and go on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, get_args

from django.http import HttpResponse
from django.urls import path

from unstuck.knowledge import facts
from unstuck.readout import Readout, assess
from unstuck.readout.interview import tick_list
from unstuck.readout.sentences import asks, behind, evidence, step, would_change
from unstuck.readout.sitting import (
    Question,
    asked_before,
    before_today,
    changed,
    comes_first,
    is_grave,
    next_question,
    standing,
    ticked,
)
from unstuck.reasons.weights import Reason
from unstuck.story.models import AnswerValue
from unstuck.web.answers import keep_answers, mark_promise, promise_kept, said_today
from unstuck.web.visit import Visit, page

SHOWN = 3
SKIP = "skip"
TICKS = "ticks"
"""How a sitting remembers that the page to tick was shown."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One reason as it is shown: how strongly, what speaks for and against it, and what to ask."""

    id: str
    strength: str
    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]
    asks: tuple[str, ...]


@page
def first(visit: Visit) -> HttpResponse:
    """What may be behind it, and the way into the questions."""
    if visit.sent:
        visit.mine.asked.clear()
        return visit.go("why_question")
    return visit.show(
        "why/first.html",
        title=visit.say("why_page.title"),
        section="why",
        **reasons_of(visit),
        begun=bool(visit.mine.asked),
    )


@page
def ticks(visit: Visit) -> HttpResponse:
    """The page to tick: red flags and safety, the milder ones first; nothing of it is counted."""
    answer = visit.answer
    if visit.sent:
        known = set(facts("interview")["tick_list"].split())
        said = ticked(answer, known & set(visit.posted.getlist("tick"))) if SKIP not in visit.posted else ()
        keep_answers(visit, said)
        _remember(visit, TICKS)
        return visit.go("why_first" if any(is_grave(*one) for one in said) else "why_question")
    return visit.show(
        "why/ticks.html",
        title=visit.say("why_page.title"),
        section="why",
        lines=tick_list(answer, visit.language).lines,
        standing=standing(answer),
    )


@page
def question(visit: Visit) -> HttpResponse:
    """The next question of this sitting, or the answer when there is none left."""
    asked = visit.mine.asked
    if visit.sent:
        name = visit.posted.get("question", "")
        try:
            here = asked_before(visit.answer, name, visit.language)
        except KeyError:
            return visit.go("why_question")
        first_things = _answered(visit, here)
        _remember(visit, name)
        return visit.go("why_first" if first_things else "why_question")
    here_next = next_question(visit.answer, asked, visit.language)
    if here_next is None:
        return visit.go("why_answer")
    if here_next.number is not None and TICKS not in asked and tick_list(visit.answer).due:
        return visit.go("why_ticks")
    return _asking(visit, here_next, place=len(asked))


@page
def earlier(visit: Visit, number: int) -> HttpResponse:
    """A question of this sitting once more, by its place; answered again, the answer is corrected."""
    asked = visit.mine.asked
    if number >= len(asked):
        return visit.go("why_question")
    if asked[number] == TICKS:
        return visit.go("why_ticks")
    here = asked_before(visit.answer, asked[number], visit.language)
    if visit.sent:
        first_things = _answered(visit, here)
        return visit.go("why_first" if first_things else "why_question")
    return _asking(visit, here, place=number, again=True)


@page
def first_things(visit: Visit) -> HttpResponse:
    """What was ticked or said that stands above everything else, and what one can do about it."""
    if not comes_first(visit.answer):
        return visit.go("why_question")
    crossed = visit.answer.watch.flags.level != "none"
    return visit.show(
        "why/first_things.html",
        title=visit.say("why_page.title"),
        section="why",
        flags=visit.answer.watch.flags.level,
        step=tuple(step(visit.answer, visit.language)) if crossed else (),
        more=next_question(visit.answer, visit.mine.asked, visit.language) is not None,
    )


@page
def answer(visit: Visit) -> HttpResponse:
    """What the answers changed, what may be behind it, and the next step."""
    today, therapy = visit.today, visit.answer.record.therapy_id
    before = assess(before_today(visit.story, today), today, therapy)
    return visit.show(
        "why/answer.html",
        title=visit.say("why_page.title"),
        section="why",
        **reasons_of(visit),
        changed=changed(before, visit.answer, visit.language) if visit.mine.asked else (),
        step=tuple(step(visit.answer, visit.language)),
        would_change=tuple(would_change(visit.answer, visit.language)),
        more=next_question(visit.answer, visit.mine.asked, visit.language) is not None,
    )


def reasons_of(visit: Visit) -> dict[str, Any]:
    """What `why/reasons.html` shows, and the sentences before it."""
    answer = visit.answer
    return {
        "behind": tuple(behind(answer, visit.language)),
        "crossed": answer.watch.flags.level != "none",
        "reasons": [_shown(reason, answer, visit.language) for reason in answer.reasons[:SHOWN]],
        "others": answer.reasons[SHOWN:],
    }


def _shown(reason: Reason, answer: Readout, language: str) -> Shown:
    return Shown(
        id=reason.id,
        strength=reason.strength,
        speaks_for=tuple(evidence(found, language) for found in reason.speaks_for),
        speaks_against=tuple(evidence(found, language) for found in reason.speaks_against),
        asks=asks(answer, reason, language),
    )


def _asking(visit: Visit, here: Question, *, place: int, again: bool = False) -> HttpResponse:
    said = _said(visit, here) if again else None
    return visit.show(
        "why/question.html",
        title=visit.say("why_page.title"),
        section="why",
        here=here,
        again=again,
        said=said,
        back=place - 1 if place > 0 else None,
        answers=("yes", "no") if here.promise is not None else get_args(AnswerValue),
    )


def _answered(visit: Visit, here: Question) -> bool:
    """Keep what was answered; whether it has to be spoken of before anything else."""
    given = visit.posted.get("answer", SKIP)
    number = here.promise
    if number is not None and given in {"yes", "no"}:
        mark_promise(visit, number, kept=given == "yes")
    elif number is None and given in get_args(AnswerValue):
        keep_answers(visit, [(here.id, given)])  # type: ignore[list-item]  # one of AnswerValue
        return is_grave(here.id, given)
    return False


def _said(visit: Visit, here: Question) -> str | None:
    """What was answered to it in this sitting."""
    if here.promise is None:
        return said_today(visit, here.id)
    kept = promise_kept(visit, here.promise)
    return None if kept is None else "yes" if kept else "no"


def _remember(visit: Visit, name: str) -> None:
    if name not in visit.mine.asked:
        visit.mine.asked.append(name)


urls = [
    path("30", first, name="why"),
    path("31", ticks, name="why_ticks"),
    path("32", question, name="why_question"),
    path("33/<int:number>", earlier, name="why_earlier"),
    path("34", first_things, name="why_first"),
    path("35", answer, name="why_answer"),
]
