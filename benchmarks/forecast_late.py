"""Are people whose change begins late told too soon that it won't come?

The late improvers of S3 are flat until session 6. At .80 certainty no calibrated forecast can spare them: their
scores until then are those of people who will not change. Nearest neighbours among far more simulated people, which
know the generator as well as anyone can without a model, show it. So the forecast's flag waits (`unlikely_to_improve`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree  # type: ignore[import-untyped]  # ships no types

from benchmarks.forecast_courses import LATE, PHQ9, TEST, TRAIN, Cohort, Floats, Truths, kinds, simulated
from benchmarks.forecast_rivals import curve_of, own_scores
from unstuck.change.curves import Curve, curve_for
from unstuck.change.forecast import Forecast, forecast

CERTAIN = 0.80
BEFORE = range(2, 6)
NEIGHBOURS, MORE_SEEDS = 300, range(1001, 1026)


@dataclass(frozen=True, slots=True)
class Told:
    """Shares told before session 6: of the late improvers, of those of them who improve, of the unchanged."""

    rule: str
    late: float
    late_improving: float
    unchanged: float


def early(curve: Curve, cohort: Cohort, session: int) -> list[Forecast]:
    """Every person's forecast after a session, for the end of the curve or session 12."""
    end = min(curve.last, 12.0)
    people = range(len(cohort.scores))
    return [forecast(own_scores(cohort, person, session), curve, 6, end) for person in people]


def told_early(curve: Curve, cohort: Cohort) -> tuple[Truths, Truths]:
    """Who has ever before session 6 a chance of no improvement of .80 or more, and who is told so."""
    certain, told = (np.zeros(len(cohort.scores), bool) for _ in range(2))
    for session in BEFORE:
        found = early(curve, cohort, session)
        certain |= np.array([1 - one.p_reliable_improvement >= CERTAIN for one in found])
        told |= np.array([one.unlikely_to_improve for one in found])
    return certain, told


def neighbours(cohort: Cohort) -> Truths:
    """Who would ever be certain not to improve by the share among the nearest of 250,000 simulated people."""
    many = np.vstack([part.scores for part in simulated("S3", tuple(MORE_SEEDS))])
    unimproved = Cohort(many, PHQ9).unimproved
    certain = np.zeros(len(cohort.scores), bool)
    for session in BEFORE:
        places = cKDTree(_apart(many[:, :session])).query(cohort.scores[:, :session], NEIGHBOURS)[1]
        certain |= unimproved[places].mean(axis=1) >= CERTAIN
    return certain


def _apart(scores: Floats) -> Floats:
    """Scores moved by a hair, so that equal ones don't all lie in one place of the tree."""
    return np.asarray(scores + np.random.default_rng(0).normal(0, 0.01, scores.shape))


def errors_of_flag(curve: Curve, cohort: Cohort, session: int) -> tuple[float, float, float]:
    """How many are told that improvement is unlikely; of those, who improve; of those who don't, who aren't told."""
    told = np.array([one.unlikely_to_improve for one in early(curve, cohort, session)])
    unimproved = cohort.unimproved
    return float(told.mean()), float((~unimproved[told]).mean()), float((~told[unimproved]).mean())


def late_rows() -> list[Told]:
    """Who would be told before session 6 that improvement is unlikely, by rule."""
    parts = simulated("S3", TRAIN)
    learned = curve_of(Cohort(np.vstack([part.scores for part in parts]), PHQ9))
    tests = simulated("S3", TEST)
    cohort, kind = Cohort(np.vstack([test.scores for test in tests]), PHQ9), np.concatenate([kinds(s) for s in TEST])
    shipped = curve_for("phq9")
    assert shipped is not None
    found = {}
    for name, curve in (("curve of the training people", learned), ("PHQ-9 curve as shipped", shipped)):
        certain, told = told_early(curve, cohort)
        found[f"chance of .80 or more, {name}"] = certain
        found[f"told (`unlikely_to_improve`), {name}"] = told
    found["chance of .80 or more, nearest neighbours"] = neighbours(cohort)
    late, improves, unchanged = kind == LATE, ~cohort.unimproved, kind == LATE + 1
    return [
        Told(name, float(flag[late].mean()), float(flag[late & improves].mean()), float(flag[unchanged].mean()))
        for name, flag in found.items()
    ]


def flag_rows() -> list[tuple[str, int, float, float, float]]:
    """Both kinds of error of the flag at sessions 6 and 8, by scenario."""
    rows = []
    for scenario in ("S1", "S2", "S3"):
        curve = curve_of(Cohort(np.vstack([part.scores for part in simulated(scenario, TRAIN)]), PHQ9))
        (test,) = simulated(scenario, TEST[:1])
        rows += [(scenario, session, *errors_of_flag(curve, test, session)) for session in (6, 8)]
    return rows
