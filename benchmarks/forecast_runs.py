"""Every method's chances for everyone still in treatment, after every session.

Parameters come from training people only, and all methods see the same people.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from benchmarks.forecast_courses import (
    FOLDS,
    REPEATS,
    TEST,
    TRAIN,
    VISITS,
    Cohort,
    Floats,
    Truths,
    Whole,
    enrichd,
    simulated,
    stratified_folds,
)
from benchmarks.forecast_rivals import RIVALS, curve_of, ends_after, forecasts
from benchmarks.forecast_scoring import Judged
from unstuck.change.curves import Curve

SESSIONS = (2, 3, 4, 6)
OURS = "forecast"
LEAST_EVENTS = 50
Key = tuple[str, int]


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """Who learns and who is judged; `people` numbers the judged ones over the whole data set."""

    train: Cohort
    test: Cohort
    people: Whole
    stratum: int


@dataclass(frozen=True, slots=True, eq=False)
class Result:
    """All methods' chances for one outcome after one session, and how often our band held the end."""

    by_method: dict[str, Judged]
    covered: float


def unimproved(cohort: Cohort) -> Truths:
    return cohort.unimproved


def deteriorated(cohort: Cohort) -> Truths:
    return cohort.deteriorated


def simulated_splits(scenario: str) -> Iterator[Split]:
    """One training set of three seeds, a stratum for each test seed."""
    parts = simulated(scenario, TRAIN)
    train = Cohort(np.vstack([part.scores for part in parts]), parts[0].trait)
    first = 0
    for stratum, test in enumerate(simulated(scenario, TEST)):
        yield Split(train, test, np.arange(first, first + len(test.scores)), stratum)
        first += len(test.scores)


def enrichd_splits(visits: int = VISITS) -> Iterator[Split]:
    """Five folds with the outcome as frequent in each, four times over."""
    cohort = enrichd(visits)
    for repeat in range(REPEATS):
        fold = stratified_folds(cohort, repeat)
        for number in range(FOLDS):
            inside, outside = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
            yield Split(cohort.of(inside), cohort.of(outside), outside, repeat * FOLDS + number)


def results(splits: Iterable[Split]) -> dict[Key, Result]:
    """Every method on every outcome and session."""
    parts: dict[Key, list[tuple[dict[str, Judged], Truths]]] = defaultdict(list)
    curve, learned_from = None, None
    for split in splits:
        if curve is None or split.train is not learned_from:
            curve, learned_from = curve_of(split.train), split.train
        for session in SESSIONS:
            for outcome, part in _after(split, session, curve):
                parts[outcome, session].append(part)
    return {key: _joined(found) for key, found in parts.items()}


def _after(split: Split, session: int, curve: Curve) -> Iterator[tuple[str, tuple[dict[str, Judged], Truths]]]:
    """All methods' chances for both outcomes after one session, and whether our band held the end."""
    train, test = (cohort.of(cohort.still_in(session)) for cohort in (split.train, split.test))
    people = split.people[split.test.still_in(session)]
    ours = forecasts(curve, test, range(len(test.scores)), session, ends_after(split.train, session))
    ends = zip(ours, test.final, strict=True)
    covered = np.array([mixed.band[0] <= end <= mixed.band[1] for mixed, end in ends])
    for outcome in (unimproved, deteriorated):
        name = outcome.__name__
        judge = partial(_judged, outcome(test), split.stratum, people)
        methods = {OURS: judge(np.array([getattr(mixed, name) for mixed in ours]))}
        if outcome(train).sum() >= LEAST_EVENTS:
            methods |= {rival: judge(chances(train, test, session, outcome)) for rival, chances in RIVALS.items()}
        yield name, (methods, covered)


def _judged(came: Truths, stratum: int, people: Whole, chance: Floats) -> Judged:
    return Judged(chance, came, np.full(len(came), stratum), people)


def _joined(parts: Sequence[tuple[dict[str, Judged], Truths]]) -> Result:
    methods = {
        name: Judged(
            *(
                np.concatenate([getattr(part[name], field) for part, _ in parts])
                for field in ("chance", "came", "stratum", "person")
            )
        )
        for name in parts[0][0]
    }
    return Result(methods, float(np.mean(np.concatenate([covered for _, covered in parts]))))
