"""Do trials, wishes, candidates and handovers agree with the rest of the story? The checks of `checks`, for plans."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import chain

from unstuck.knowledge import facts
from unstuck.measures import ids as measure_ids
from unstuck.story.checks import Found, Object, as_day, catalogue, each_known, entries, ids_once, known
from unstuck.story.plans import FACTS, OF_EACH, OWN, SESSION_RATINGS, WORDS
from unstuck.story.problems import Path, Problem, shown


def plan_checks(tree: Object) -> list[Problem]:
    """Everything in the plans that contradicts something, or names what doesn't exist."""
    therapies = _ids(tree, "therapies")
    goals = _ids(tree, "goals")
    named = ("trials", "candidates", "handovers")
    return list(
        chain(
            *(ids_once(tree, name) for name in named),
            *(_therapy_known(tree, name, therapies) for name in (*named, "told")),
            _values(tree),
            _catalogued(tree),
            _criteria(tree),
            _answers(tree),
            _trials_rest_on(tree, goals),
            _trial_dates(tree),
            _shared(tree, goals),
        )
    )


def _ids(tree: Object, name: str) -> frozenset[str]:
    return frozenset(x["id"] for _, x in entries(tree, name) if isinstance(x.get("id"), str))


def _keys(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value


def _inner(path: Path, entry: Object, name: str) -> Iterator[tuple[Path, Object]]:
    """The objects of a list inside an entry, each with its place."""
    for (key, *place), inner in entries(entry, name):
        yield (*path, key, *place), inner


def _therapy_known(tree: Object, name: str, therapies: Collection[str]) -> Found:
    for path, entry in entries(tree, name):
        yield from known((*path, "therapy"), entry.get("therapy"), therapies, "reference_therapy")


def _values(tree: Object) -> Found:
    for path, entry in entries(tree, "values"):
        for key in _keys(entry.get("sliders")):
            yield from known((*path, "sliders", key), key, facts("options")["values"], "value")


def _catalogued(tree: Object) -> Found:
    for name in ("wishes", "candidates"):
        for path, entry in entries(tree, name):
            yield from each_known((*path, "approaches"), entry.get("approaches"), catalogue("therapies"), "therapy")
            kinds = entry.get("provider_types")
            yield from each_known((*path, "provider_types"), kinds, catalogue("providers"), "provider")
            yield from known((*path, "provider_type"), entry.get("provider_type"), catalogue("providers"), "provider")


def _criteria(tree: Object) -> Found:
    for path, wishes in entries(tree, "wishes"):
        seen: set[str] = set()
        for place, criterion in _inner(path, wishes, "criteria"):
            id_ = criterion.get("id")
            if isinstance(id_, str) and id_ in seen:
                yield Problem((*place, "id"), "id_twice", {"value": shown(id_)})
            seen |= {id_} if isinstance(id_, str) else set()
            yield from _criterion((*place, "id"), id_)
            if criterion.get("need") == "must" and "weight" in criterion:
                yield Problem((*place, "weight"), "weight_of_a_must")
    for path, candidate in entries(tree, "candidates"):
        for key in _keys(candidate.get("marks")):
            yield from _criterion((*path, "marks", key), key)


def _criterion(path: Path, id_: object) -> Found:
    if not (isinstance(id_, str) and id_.startswith(OWN)):
        yield from known(path, id_, facts("candidates")["criteria"], "criterion")


def _answers(tree: Object) -> Found:
    for path, candidate in entries(tree, "candidates"):
        for place, answer in _inner(path, candidate, "answers"):
            questions = facts("candidates")["questions"]
            yield from known((*place, "question"), answer.get("question"), questions, "call_question")


def _trials_rest_on(tree: Object, goals: Collection[str]) -> Found:
    ratings = {*SESSION_RATINGS, *measure_ids(), *(f"goal:{goal}" for goal in goals)}
    for path, trial in entries(tree, "trials"):
        yield from known((*path, "rating"), trial.get("rating"), ratings, "rating")


def _trial_dates(tree: Object) -> Found:
    for path, trial in entries(tree, "trials"):
        planned = as_day(trial.get("planned_on"))
        stopped = trial.get("stopped")
        days = {
            "started_on": as_day(trial.get("started_on")),
            "review_on": as_day(trial.get("review_on")),
            "stopped": as_day(stopped.get("date")) if isinstance(stopped, dict) else None,
        }
        for key, day in days.items():
            if planned and day and day < planned:
                yield Problem((*path, key), "before_it_was_planned", {"planned": planned.isoformat()})


def _shared(tree: Object, goals: Collection[str]) -> Found:
    of_each = {"scores": measure_ids(), "chart": measure_ids(), "goal": goals}
    items = {*WORDS, *FACTS, *OF_EACH, *(f"{kind}:{id_}" for kind, ids in of_each.items() for id_ in ids)}
    for path, handover in entries(tree, "handovers"):
        yield from each_known((*path, "share"), handover.get("share"), items, "handover_item")
