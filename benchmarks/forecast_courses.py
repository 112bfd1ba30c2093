"""Whose scores is the forecast tried on? The simulated courses S1-S4, and the visits of the ENRICHD trial.

Both lie beside the project in `shared/` (the generator is used unchanged, the data may not be shipped); without them
there is nothing to run, and the benchmark says so.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]

SHARED = Path(__file__).parents[2] / "shared"
TRAIN, TEST = (11, 12, 13), (111, 112, 113)
PEOPLE = 12_000
KINDS = (0.20, 0.40, 0.10, 0.22, 0.08)
LATE = 2
VISITS, ALL_VISITS = 12, 37
FOLDS, REPEATS = 5, 4


@dataclass(frozen=True, slots=True)
class Trait:
    """What must be known of a scale: its name, highest score (from 0), and a reliable change."""

    measure: str
    highest: float
    reliable_change: float


PHQ9, BDI = Trait("phq9", 27, 6), Trait("bdi", 63, 8.46)


@dataclass(frozen=True, slots=True, eq=False)
class Cohort:
    """People with a score at some sessions.

    Attributes:
        scores: people x sessions, NaN where there is none.
        trait: their scale.
    """

    scores: Floats
    trait: Trait

    @property
    def last(self) -> Whole:
        """Number of each person's last session with a score, from 1."""
        reached = self.scores.shape[1] - np.argmax(~np.isnan(self.scores[:, ::-1]), axis=1)
        return np.asarray(reached, dtype=np.int64)

    @property
    def final(self) -> Floats:
        """The last score."""
        return np.asarray(self.scores[np.arange(len(self.scores)), self.last - 1])

    @property
    def unimproved(self) -> Truths:
        """No reliable improvement at the end."""
        return np.asarray(self.scores[:, 0] - self.final < self.trait.reliable_change)

    @property
    def deteriorated(self) -> Truths:
        """Reliable deterioration at the end."""
        return np.asarray(self.final - self.scores[:, 0] >= self.trait.reliable_change)

    def of(self, people: npt.NDArray[Any]) -> Cohort:
        """The cohort of some of them."""
        return Cohort(self.scores[people], self.trait)

    def still_in(self, session: int) -> npt.NDArray[np.intp]:
        """Who has a later score than at this session."""
        return np.flatnonzero(self.last > session)

    def long(self) -> tuple[npt.NDArray[np.intp], Floats, Floats]:
        """Person, session and score, a row a score."""
        person, place = np.nonzero(~np.isnan(self.scores))
        return person, np.asarray(place + 1.0), self.scores[person, place]


@cache
def generator() -> ModuleType:
    """The simulated courses' own module, unchanged."""
    path = SHARED / "simulation.py"
    if not path.is_file():
        sys.exit("left out: the simulated courses lie in shared/, which is not beside the project")
    spec = spec_from_file_location("simulation", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def simulated(scenario: str, seeds: tuple[int, ...]) -> list[Cohort]:
    """The cohort of each seed."""
    courses = generator().courses
    return [Cohort(courses(scenario, PEOPLE, seed)[0], PHQ9) for seed in seeds]


def kinds(seed: int) -> Whole:
    """Which of the five kinds each person of S3 is: the generator's first draw, repeated and checked against it."""
    simulation = generator()
    kind = np.random.default_rng(seed).choice(len(KINDS), PEOPLE, p=KINDS)
    raw = simulation._classes(np.random.default_rng(seed), PEOPLE)  # noqa: SLF001 - it tells nobody the kind
    scores = np.clip(np.round(raw), 0, 27)
    kept = scores[:, 0] >= 10
    assert np.array_equal(scores[kept], simulation.courses("S3", PEOPLE, seed)[0])
    return np.asarray(kind[kept])


def enrichd(visits: int = VISITS) -> Cohort:
    """ENRICHD, cognitive therapy arm: BDI at the first twelve visits, the end being the twelfth or the last before."""
    path = SHARED / "data" / "enrichd_bdi_cbt_npmlda.csv"
    if not path.is_file():
        sys.exit("left out: the data of ENRICHD lie in shared/, which is not beside the project")
    people: dict[str, list[float]] = defaultdict(list)
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            people[row["ID"]].append(float(row["BDI"]))
    scores = np.full((len(people), visits), np.nan)
    for place, own in enumerate(people.values()):
        scores[place, : len(own)] = own[:visits]
    return Cohort(scores, BDI)


def stratified_folds(cohort: Cohort, seed: int, folds: int = FOLDS) -> Whole:
    """A fold for each person, the outcome as frequent in each."""
    rng, fold = np.random.default_rng(seed), np.empty(len(cohort.scores), np.int64)
    for outcome in (False, True):
        people = rng.permutation(np.flatnonzero(cohort.unimproved == outcome))
        fold[people] = np.arange(len(people)) % folds
    return fold
