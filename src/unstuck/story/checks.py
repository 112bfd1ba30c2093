"""Do the parts of a story agree with each other? Checks that need more than one field.

They read the file's own values rather than the validated story, so that a mistake in one field never hides
another; whatever has the wrong type is passed over here, since the model reports it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from functools import cache
from itertools import chain
from typing import Any, TypeGuard

from unstuck.knowledge import facts
from unstuck.measures import agrees, measure, total
from unstuck.measures import ids as measure_ids
from unstuck.story.ground import DAY
from unstuck.story.problems import Path, Problem, shown

FOUR = ("bond", "goals", "tasks", "heard")
Found = Iterator[Problem]
Object = Mapping[str, Any]


def cross_checks(tree: Object) -> list[Problem]:
    """Everything in the story that contradicts something else in it, or names what doesn't exist."""
    therapies = {x["id"]: x for _, x in entries(tree, "therapies") if isinstance(x.get("id"), str)}
    goals = {x["id"] for _, x in entries(tree, "goals") if isinstance(x.get("id"), str)}
    return list(
        chain(
            ids_once(tree, "goals"),
            ids_once(tree, "therapies"),
            _known_ids(tree),
            _references(tree, therapies, goals),
            _therapy_dates(tree),
            _session_dates(tree, therapies),
            _overall_alone(tree),
            _totals(tree),
        )
    )


@cache
def vocabulary(name: str) -> frozenset[str]:
    """The ids a story may use of one kind, such as "reasons" or "countries"."""
    return frozenset(facts("vocabulary")[name].split())


@cache
def catalogue(name: str) -> frozenset[str]:
    """The ids of conditions (their parts among them), therapies or providers."""
    listed = facts("catalogue")
    return frozenset(listed[name]) | (frozenset(listed["parts"]) if name == "conditions" else frozenset())


@cache
def answerable() -> frozenset[str]:
    """The ids of all that can be answered: the indicators a person reports and the safety answers."""
    return frozenset(facts("indicators")["indicators"]) | vocabulary("safety_answers")


def entries(tree: Object, name: str) -> Iterator[tuple[Path, Object]]:
    """The objects in one list of the story, each with its place."""
    listed = tree.get(name)
    for place, entry in enumerate(listed if isinstance(listed, tuple) else ()):
        if isinstance(entry, dict):
            yield (name, place), entry


def as_day(value: object) -> date | None:
    """The day a value says, None when it says none."""
    if not isinstance(value, str) or not DAY.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def ids_once(tree: Object, name: str) -> Found:
    """No id of this list stands there twice."""
    seen = set()
    for path, entry in entries(tree, name):
        key = entry.get("id")
        if isinstance(key, str):
            if key in seen:
                yield Problem((*path, "id"), "id_twice", {"value": shown(key)})
            seen.add(key)


def _known_ids(tree: Object) -> Found:
    about = tree.get("about")
    if isinstance(about, dict):
        yield from known(("about", "country"), about.get("country"), vocabulary("countries"), "country")
        yield from each_known(("about", "concerns"), about.get("concerns"), catalogue("conditions"), "condition")
    for path, therapy in entries(tree, "therapies"):
        yield from known((*path, "approach"), therapy.get("approach"), catalogue("therapies"), "therapy")
        who = therapy.get("therapist")
        kind = who.get("provider_type") if isinstance(who, dict) else None
        yield from known((*path, "therapist", "provider_type"), kind, catalogue("providers"), "provider")
    for path, score in entries(tree, "scores"):
        yield from known((*path, "measure"), score.get("measure"), measure_ids(), "measure")
    for path, answer in entries(tree, "answers"):
        yield from known((*path, "indicator"), answer.get("indicator"), answerable(), "indicator")
    for path, talk in entries(tree, "conversations"):
        yield from each_known((*path, "about"), talk.get("about"), vocabulary("reasons"), "reason")


def known(path: Path, value: object, ids: Collection[str], kind: str) -> Found:
    """The value is one of `ids`; what it is else is said by "unknown_" and `kind`."""
    if isinstance(value, str) and value not in ids:
        yield Problem(path, f"unknown_{kind}", {"value": shown(value)})


def each_known(path: Path, values: object, ids: Collection[str], kind: str) -> Found:
    """The same for each value of a list."""
    for place, value in enumerate(values if isinstance(values, tuple) else ()):
        yield from known((*path, place), value, ids, kind)


def _references(tree: Object, therapies: Mapping[str, Object], goals: Collection[str]) -> Found:
    for name in ("sessions", "scores", "answers", "events", "conversations"):
        for path, entry in entries(tree, name):
            yield from known((*path, "therapy"), entry.get("therapy"), therapies, "reference_therapy")
    for path, rating in entries(tree, "goal_ratings"):
        yield from known((*path, "goal"), rating.get("goal"), goals, "reference_goal")


def _therapy_dates(tree: Object) -> Found:
    for path, therapy in entries(tree, "therapies"):
        started, ended = as_day(therapy.get("started")), as_day(therapy.get("ended"))
        if started and ended and ended < started:
            yield Problem((*path, "ended"), "ended_before_started", {"started": started.isoformat()})


def _session_dates(tree: Object, therapies: Mapping[str, Object]) -> Found:
    for path, session in entries(tree, "sessions"):
        day, name = as_day(session.get("date")), session.get("therapy")
        therapy = therapies.get(name) if isinstance(name, str) else None
        if day is None or therapy is None:
            continue
        started, ended = as_day(therapy.get("started")), as_day(therapy.get("ended"))
        if started and day < started:
            yield Problem((*path, "date"), "before_therapy", {"limit": started.isoformat()})
        if ended and day > ended:
            yield Problem((*path, "date"), "after_therapy", {"limit": ended.isoformat()})


def _overall_alone(tree: Object) -> Found:
    for path, session in entries(tree, "sessions"):
        alliance = session.get("alliance")
        if isinstance(alliance, dict) and "overall" in alliance and any(name in alliance for name in FOUR):
            yield Problem((*path, "alliance", "overall"), "overall_beside_ratings")


def _totals(tree: Object) -> Found:
    for path, score in entries(tree, "scores"):
        name, value, items = score.get("measure"), score.get("total"), score.get("items")
        if isinstance(name, str) and name in measure_ids() and _number(value):
            yield from _in_range((*path, "total"), name, value)
            if isinstance(items, tuple) and all(_number(item) for item in items):
                yield from _items_make(path, name, value, items)


def _number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < float("inf")


def _in_range(path: Path, name: str, value: float) -> Found:
    scale = measure(name)
    blanks: dict[str, str] = {"value": shown(value), "measure": scale.name}
    if value > scale.highest:
        yield Problem(path, "above_measure", blanks | {"limit": shown(scale.highest)})
    elif value < scale.lowest:
        yield Problem(path, "below_measure", blanks | {"limit": shown(scale.lowest)})
    elif not scale.decimals and value != int(value):
        yield Problem(path, "decimals", blanks)


def _items_make(path: Path, name: str, value: float, items: tuple[float, ...]) -> Found:
    scale = measure(name)
    if scale.items is None:  # a licensed form: nothing is known of its items
        return
    try:
        if not agrees(scale, items, value):
            made = shown(round(total(scale, items), 3))
            yield Problem((*path, "items"), "items_not_total", {"value": shown(value), "made": made})
    except ValueError:
        yield Problem((*path, "items"), "items_not_of_measure", {"measure": scale.name})
