"""What must be known of many people's scores to fit their common course?

People who were asked at the same sessions share every matrix of the model, so of each such pattern of sessions only
three sums are needed: how many people, the sum of their scores, and the sum of their scores' products. They are
collected in one pass and can be added: over parts of a table, over machines, and over clinics that share sums
instead of people (Laird & Ware 1982, Biometrics 38, 963-974; Bates et al. 2015, J Stat Softw 67(1)).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ids = npt.NDArray[np.generic]
Times = tuple[float, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """The people who were asked at exactly these times.

    Attributes:
        people: how many.
        total: the sum of their scores, one figure a time.
        cross: the sum of the products of their scores, times x times.
    """

    people: int
    total: Floats
    cross: Floats

    def __add__(self, other: Pattern) -> Pattern:
        return Pattern(self.people + other.people, self.total + other.total, self.cross + other.cross)


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """All that a fit needs of a table of scores; the sums of two tables with different people add up."""

    patterns: Mapping[Times, Pattern]

    def __add__(self, other: Sums) -> Sums:
        merged = dict(self.patterns)
        for times, pattern in other.patterns.items():
            merged[times] = merged[times] + pattern if times in merged else pattern
        return Sums(merged)

    @property
    def people(self) -> int:
        """How many people stand behind the sums."""
        return sum(pattern.people for pattern in self.patterns.values())

    @property
    def scores(self) -> int:
        """How many scores stand behind the sums."""
        return sum(pattern.people * len(times) for times, pattern in self.patterns.items())

    def scores_at(self) -> dict[float, int]:
        """How many scores there are at each time, earliest time first."""
        counted: dict[float, int] = {}
        for times, pattern in self.patterns.items():
            for time in times:
                counted[time] = counted.get(time, 0) + pattern.people
        return dict(sorted(counted.items()))


def collect(person: Ids, time: Floats, score: Floats) -> Sums:
    """The sums of a long table: one row a score, rows in any order.

    Args:
        person: whose score it is; any values that can be sorted.
        time: its place on the curve's clock, 1 or later (session number, or weeks plus one).
        score: the score in points. Missing scores (NaN) are left out.

    Raises:
        ValueError: the three columns differ in length, or a time or a score is infinite or a time before 1.
    """
    if not len(person) == len(time) == len(score):
        raise ValueError("person, time and score must have one row each for every score")
    seen = ~np.isnan(score)
    person, time, score = person[seen], time[seen], score[seen]
    if not (np.isfinite(score).all() and np.isfinite(time).all() and (time >= 1).all()):
        raise ValueError("scores must be finite and times 1 or later")
    if not len(person):
        return Sums({})
    _, code = np.unique(person, return_inverse=True)
    order = np.lexsort((score, time, code))
    code, time, score = code[order], time[order], score[order]
    starts = np.flatnonzero(np.r_[True, code[1:] != code[:-1]])
    lengths = np.diff(np.r_[starts, len(code)])
    parts = (_of_length(int(n), starts[lengths == n], time, score) for n in np.unique(lengths))
    return reduce(Sums.__add__, parts)


def _of_length(length: int, starts: npt.NDArray[np.intp], time: Floats, score: Floats) -> Sums:
    """The sums of the people with `length` scores each, whose rows begin at `starts`."""
    rows = starts[:, None] + np.arange(length)
    times, scores = time[rows], score[rows]
    order = np.lexsort(times.T[::-1])
    times, scores = times[order], scores[order]
    new = np.r_[True, (times[1:] != times[:-1]).any(axis=1)]
    edges = [*np.flatnonzero(new).tolist(), len(times)]
    return Sums({tuple(times[i].tolist()): _pattern(scores[i:j]) for i, j in pairwise(edges)})


def _pattern(scores: Floats) -> Pattern:
    return Pattern(len(scores), scores.sum(axis=0), scores.T @ scores)
