"""Does recalibration from finished cases help in real people, and from how many?

Nested: within each training part of ENRICHD the forecasts of its people come from curves learned without them; what
they teach is applied to people of the held-out fold. With fewer cases the same line is fitted to a random part of
them, which the product refuses to do, to show why.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from benchmarks.forecast_courses import FOLDS, Cohort, Floats, enrichd, stratified_folds
from benchmarks.forecast_rivals import Mixed, curve_of, ends_after, forecasts
from benchmarks.forecast_scoring import Judged, brier, calibration_error, plainly, slope
from unstuck.change.forecast import Forecast
from unstuck.change.recalibration import Case, Line, line_of, recalibrate

REPEATS = 2
INNER = 4
SESSIONS = (2, 3, 4, 6)
SMALL = 80


@dataclass(frozen=True, slots=True)
class Mended:
    """Slope, calibration error and Brier score after a session: as forecast, mended by all cases, and by 80."""

    session: int
    cases: int
    slopes: tuple[float, ...]
    errors: tuple[float, ...]
    briers: tuple[float, ...]


def as_forecast(mixed: Mixed) -> Forecast:
    """The forecast for an end nobody knows, as one."""
    return Forecast(
        time=max(part.time for part in mixed.parts),
        p_reliable_improvement=1 - mixed.unimproved,
        p_recovery=None,
        p_deterioration=mixed.deteriorated,
        band=mixed.band,
        may_be_said=mixed.parts[0].may_be_said,
        unlikely_to_improve=False,
    )


def finished_cases(train: Cohort, seed: int) -> dict[int, list[Case]]:
    """The training people's forecasts by curves learned without them, by session, and what came."""
    fold = stratified_folds(train, seed, INNER)
    cases: dict[int, list[Case]] = {session: [] for session in SESSIONS}
    for number in range(INNER):
        inside, outside = (train.of(np.flatnonzero(side)) for side in (fold != number, fold == number))
        curve = curve_of(inside)
        for session in SESSIONS:
            part = outside.of(outside.still_in(session))
            found = forecasts(curve, part, range(len(part.scores)), session, ends_after(inside, session))
            cases[session] += [
                Case(as_forecast(mixed), improved=not stays, recovered=None, deteriorated=bool(worse))
                for mixed, stays, worse in zip(found, part.unimproved, part.deteriorated, strict=True)
            ]
    return cases


def mended(cases: list[Case], few: int, seed: int) -> tuple[Line | None, Line | None]:
    """What all the cases teach, and what a small random part of them would."""
    rng = np.random.default_rng(seed)
    some = [cases[place] for place in rng.permutation(len(cases))[:few]]
    return recalibrate(cases).improvement, line_of([(c.forecast.p_reliable_improvement, c.improved) for c in some], 1)


def rows() -> list[Mended]:
    """What recalibration does, by session."""
    cohort = enrichd()
    found: dict[int, list[tuple[float, ...]]] = {session: [] for session in SESSIONS}
    sizes: dict[int, list[int]] = {session: [] for session in SESSIONS}
    for repeat in range(REPEATS):
        fold = stratified_folds(cohort, repeat)
        for number in range(FOLDS):
            inside, outside = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
            train, test = cohort.of(inside), cohort.of(outside)
            cases, curve = finished_cases(train, repeat), curve_of(train)
            for session in SESSIONS:
                sizes[session].append(len(cases[session]))
                lines = mended(cases[session], SMALL, number)
                people = test.still_in(session)
                part = test.of(people)
                ours = forecasts(curve, part, range(len(people)), session, ends_after(train, session))
                found[session] += [
                    (*_chances(mixed, lines), float(came), float(person))
                    for mixed, came, person in zip(ours, part.unimproved, outside[people], strict=True)
                ]
    return [_scored(session, min(sizes[session]), np.array(found[session])) for session in SESSIONS]


def _chances(mixed: Mixed, lines: tuple[Line | None, Line | None]) -> list[float]:
    """The chance of no improvement as forecast, and as each line mends it."""
    improved = 1 - mixed.unimproved
    return [1 - improved, *(1 - (improved if line is None else line.apply(improved)) for line in lines)]


def _scored(session: int, cases: int, found: Floats) -> Mended:
    came, person = found[:, 3] > 0.5, found[:, 4].astype(np.int64)
    judged = [Judged(found[:, place], came, np.zeros_like(person), person) for place in range(3)]
    slopes, errors, briers = (
        tuple(plainly(one, metric) for one in judged) for metric in (slope, calibration_error, brier)
    )
    return Mended(session, cases, slopes, errors, briers)
