"""How is a trial told? The plan with its power, and later only what may be said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import get_args

from unstuck.change.ratings import GOAL, ratings
from unstuck.change.step import Trial as Result
from unstuck.change.trials import Standing
from unstuck.explain import Section
from unstuck.knowledge import Words, words
from unstuck.measures import measure
from unstuck.readout import Readout
from unstuck.story.models import Goal
from unstuck.story.plans import SESSION_RATINGS, Change, Trial
from unstuck.told import Line, listed
from unstuck.trial.planning import Power, Prepared, power_of

SIZES = ("small", "middle", "large")
MIDDLE = 1.0


@dataclass(frozen=True, slots=True)
class RatingChoice:
    """What a trial can be judged by.

    Attributes:
        id: "after", "gain", "alliance", a measure's id, or "goal:" and a goal's id.
        name: inside a sentence.
        have: how many of these ratings there are so far.
    """

    id: str
    name: str
    have: int


def change_choices(language: str = "en") -> tuple[tuple[str, str], ...]:
    """What can be changed, each in words."""
    said = words(language, "trial")
    return tuple((change, said.say(f"changes.{change}")) for change in get_args(Change))


def rating_choices(answer: Readout, goals: Sequence[Goal] = (), language: str = "en") -> tuple[RatingChoice, ...]:
    """What a trial can be judged by: ratings of sessions, then measures and goals that were rated, then other goals."""
    known = answer.record
    ids = (*SESSION_RATINGS, *known.series, *(f"{GOAL}{goal.id}" for goal in goals))
    return tuple(
        RatingChoice(rating, rating_name(rating, goals, language), len(ratings(known, rating).points)) for rating in ids
    )


def plan_sections(
    found: Prepared, goals: Sequence[Goal] = (), text: str | None = None, language: str = "en"
) -> tuple[Section, ...]:
    """A trial before it starts; why there should be none now, when that is so."""
    said = words(language, "trial")
    if found.blocked is not None:
        return (Section("blocked", said.say("title"), (Line(said.say(f"blocked.{found.blocked}")),)),)
    drafts = {
        "plan": tuple(_plan(found, goals, text, language)),
        "power": tuple(_powers(found, said)),
        "before_you_start": tuple(_cautions(found, language)),
    }
    return (
        Section("intro", said.say("title"), (Line(said.say("intro")),)),
        *(
            Section(key, said.say(f"headings.{key}"), tuple(Line(sentence) for sentence in sentences))
            for key, sentences in drafts.items()
        ),
    )


def standing_section(found: Standing, goals: Sequence[Goal] = (), language: str = "en") -> Section:
    """One trial as it stands: own words, what it is judged by, and how many ratings are missing or what came of it."""
    said = words(language, "trial")
    trial = found.trial
    heading = said.say("state.name", change=said.say(f"changes.{trial.change}"), date=trial.planned_on)
    own = (said.say("plan.own", text=trial.text),) if trial.text else ()
    rating = said.say("plan.rating", rating=rating_name(trial.rating, goals, language))
    return Section(trial.id, heading, tuple(Line(text) for text in (*own, rating, *_state(found, said))))


def rating_name(rating: str, goals: Sequence[Goal] = (), language: str = "en") -> str:
    """What a trial is judged by, inside a sentence."""
    said = words(language, "trial")
    if rating in SESSION_RATINGS:
        return said.say(f"ratings.{rating}")
    if not rating.startswith(GOAL):
        return said.say("ratings.measure", measure=measure(rating).name)
    text = next((x.text for x in goals if x.id == rating.removeprefix(GOAL)), None)
    return said.say("ratings.goal", goal=text) if text else said.say("ratings.goal_plain")


def _plan(found: Prepared, goals: Sequence[Goal], text: str | None, language: str) -> Iterator[str]:
    said = words(language, "trial")
    if text:
        yield said.say("plan.own", text=text)
    yield said.say("plan.what", change=said.say(f"changes.{found.change}"))
    yield said.say("plan.rating", rating=rating_name(found.rating, goals, language))
    yield said.say("plan.counts", before=found.before, after=found.after)
    if found.more_before:
        yield said.say(f"plan.wait_{_unit(found.each_session)}", n=found.more_before)
    else:
        yield said.say("plan.ready")
    yield said.say("plan.review", date=found.review_on)
    yield said.say("plan.decided")


def _powers(found: Prepared, said: Words) -> Iterator[str]:
    for size, power in zip(SIZES, found.powers, strict=True):
        yield _seen(power, said.say(f"power.sizes_{size}"), said)
    yield said.say("power.false")
    yield said.say("power.needed", n=found.needed) if found.needed else said.say("power.needed_more")
    yield said.say("power.so")


def _seen(power: Power, size: str, said: Words) -> str:
    if power.points is None:
        return said.say("power.seen", size=size, low=power.low, high=power.high)
    return said.say("power.seen_points", size=size, points=_short(power.points), low=power.low, high=power.high)


def _cautions(found: Prepared, language: str) -> Iterator[str]:
    said, safety = words(language, "trial"), words(language, "safety")
    for caution in (*found.cautions, "one_thing", "not_blind"):
        key = f"cautions.{caution}"
        yield said.say(key) if key in said else safety.say(f"notices.{caution}")


def _state(found: Standing, said: Words) -> Iterator[str]:
    unit = _unit(found.each_session)
    match found.state:
        case "planned":
            yield said.say(f"state.planned_{unit}", n=found.more) if found.more else said.say("state.planned_ready")
        case "running":
            yield said.say(f"state.more_{unit}", n=found.more)
            yield said.say("state.peek")
        case "overdue":
            yield said.say("state.overdue")
            yield said.say(f"state.more_{unit}", n=found.more)
        case "too_few_before":
            yield said.say("state.too_few_before", n=found.more)
        case "stopped":
            yield from _stopped(found.trial, said)
        case "done":
            if found.result is not None:
                yield from _result(found, found.result, said)


def _stopped(trial: Trial, said: Words) -> Iterator[str]:
    if trial.stopped is not None:
        yield said.say("state.stopped", date=trial.stopped.date)
        if trial.stopped.why:
            yield said.say("state.stopped_why", text=trial.stopped.why)


def _result(found: Standing, result: Result, said: Words) -> Iterator[str]:
    points = result.better_by or 0.0
    way = said.say("result.better" if points >= 0 else "result.worse")
    yield said.say(f"result.{result.id}", points=_short(abs(points)), way=way)
    if result.interval is not None:
        low, high = result.interval
        yield said.say("result.range", low=_short(low), high=_short(high))
    if result.or_gradual:
        yield said.say("result.gradual")
    if found.alongside:
        kinds = dict.fromkeys(event.kind for event in found.alongside)
        yield said.say("result.alongside", events=listed(said.language, [said.say(f"events.{kind}") for kind in kinds]))
    if found.overlapping:
        yield said.say("result.overlapping")
    if result.id == "no_clear_difference":
        seen = power_of(found.trial.before, found.trial.after, MIDDLE)
        yield said.say("result.not_none", low=seen.low, high=seen.high)
    ending = result.id if result.id in {"helped", "harmed"} else "open"
    yield said.say(f"result.next_{ending}")


def _unit(each_session: bool) -> str:
    return "sessions" if each_session else "ratings"


def _short(value: float) -> float:
    return round(value, 1) + 0.0
