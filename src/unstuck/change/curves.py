"""Which course is usual on this scale, for whom, and who says so?

A reference curve is a file `knowledge/curves/<measure>.toml`: the mean course as points, how people differ from it,
whom it was learned from, and the source of every figure. Anyone can add one; a measure without a file has no curve,
and without a curve there is no forecast. `unstuck fit` writes such a file from a table of scores.

Times on a curve begin with 1 at the baseline. A curve that counts sessions has time 2 at the first session after
the baseline's day; a curve that counts weeks has time 2 seven days after it.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import log, sqrt
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError

from unstuck.knowledge import ROOT
from unstuck.measures.measure import Better

FOLDER = ROOT / "curves"
ROUNDED = 1e-3  # the parameters stand with five digits; a correlation of 1 is a limit a fit may reach
DAYS_IN_A_WEEK = 7
ROUNDING = 1e-6
CLOSED = ConfigDict(extra="forbid", allow_inf_nan=False)

Clock = Literal["session", "week"]
Age = Literal["under_18", "18-25", "26-64", "65+"]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Variance = Annotated[float, Field(ge=0)]
Time = Annotated[float, Field(ge=1)]
Point = tuple[Time, float]


@dataclass(frozen=True, slots=True)
class Spread:
    """How people differ from the mean course, and one person from her own line, in the model's units.

    Attributes:
        level: variance of the person's own level at time 1.
        level_slope: covariance of level and slope.
        slope: variance of the person's own slope per unit of ln time.
        state: variance of a state that fades with time; 0 for none.
        phi: correlation of that state one unit of time later, in (0, 1).
        noise: variance of a single measurement.
    """

    __pydantic_config__ = CLOSED

    level: Variance
    level_slope: float
    slope: Variance
    state: Variance
    phi: Annotated[float, Field(gt=0, lt=1)]
    noise: Annotated[float, Field(gt=0)]


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale as its scores lie on it, and as the model of a curve sees them.

    Attributes:
        lowest, highest: its range.
        step: the distance between two possible scores.
        roots: the model works on square roots of the distance from the healthy end, where scores crowd and vary
            less, instead of on points.
    """

    __pydantic_config__ = CLOSED

    lowest: float
    highest: float
    step: Annotated[float, Field(gt=0)]
    roots: bool


@dataclass(frozen=True, slots=True)
class Population:
    """Whom a curve was learned from.

    Attributes:
        people: how many.
        ages: age bands of a story that lie within it.
        baseline: lowest and highest first score, in points.
        days_between: shortest and longest usual time between two scores, in days.
    """

    __pydantic_config__ = CLOSED

    people: Annotated[int, Field(ge=2)]
    ages: tuple[Age, ...]
    baseline: tuple[float, float]
    days_between: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Source:
    """Where one part of a curve comes from; `confirmed` when someone has read it there."""

    __pydantic_config__ = CLOSED

    part: Text
    citation: Text
    address: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Curve:
    """The usual course on one measure.

    Attributes:
        format: "unstuck-curve/1".
        measure: id of the measure.
        version: month of its last change, such as "2026-11".
        clock: what its times count.
        better: in which direction scores improve.
        scale: the scale's range.
        points: the mean course as (time, score); straight between them on ln time, in the model's units. Nothing is
            known beyond the last.
        spread: how people stray from it.
        population: whom it was learned from.
        sources: where its parts come from.
        caveats: ids of what to know about it always, worded in `en/forecast.toml`.
    """

    __pydantic_config__ = CLOSED

    format: Literal["unstuck-curve/1"]
    measure: Text
    version: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}$")]
    clock: Clock
    better: Better
    scale: Scale
    points: Annotated[tuple[Point, ...], Field(min_length=2)]
    spread: Spread
    population: Population
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    caveats: tuple[Text, ...]

    @property
    def last(self) -> float:
        """The latest time the curve knows."""
        return self.points[-1][0]

    def mean(self, time: float) -> float:
        """The middle of the course at `time`, in the model's units.

        Raises:
            ValueError: the curve does not reach that time.
        """
        at = min(time, self.last) if time < self.last + ROUNDING else time
        for (before, first), (after, second) in pairwise(self.points):
            if before <= at <= after:
                low, high = self.inward(first), self.inward(second)
                return low + log(at / before) / log(after / before) * (high - low)
        raise ValueError(f"the {self.measure} curve runs from {self.points[0][0]} to {self.last}, not to {time}")

    def inward(self, score: float) -> float:
        """A score, or a place between two, in the model's units; rises with the score."""
        scale = self.scale
        if not scale.roots:
            return score
        if self.better == "lower":
            return sqrt(score - scale.lowest + scale.step)
        return -sqrt(scale.highest - score + scale.step)

    def outward(self, value: float) -> float:
        """A value of the model as points of the scale, which may lie beyond its ends."""
        scale = self.scale
        if not scale.roots:
            return value
        if self.better == "lower":
            return max(value, 0.0) ** 2 + scale.lowest - scale.step
        return scale.highest + scale.step - min(value, 0.0) ** 2

    def time(self, days: float, sessions: int) -> float:
        """The time of a score on this curve, `days` and attended `sessions` after the baseline's day."""
        return 1.0 + (sessions if self.clock == "session" else max(days, 0) / DAYS_IN_A_WEEK)

    def ahead(self, sessions: float, every_days: float) -> float:
        """How far on this curve that many further sessions are, held every so many days."""
        return sessions if self.clock == "session" else sessions * every_days / DAYS_IN_A_WEEK

    def outside(
        self, age_band: str | None = None, baseline: float | None = None, days_between: float | None = None
    ) -> tuple[str, ...]:
        """In what a record leaves the people the curve was learned from: ids; what isn't known isn't judged."""
        who = self.population
        found = {
            "age_outside": age_band is not None and age_band not in who.ages,
            "baseline_outside": baseline is not None and not who.baseline[0] <= baseline <= who.baseline[1],
            "spacing_outside": days_between is not None
            and not who.days_between[0] <= days_between <= who.days_between[1],
        }
        return tuple(name for name, holds in found.items() if holds)


@cache
def curve_for(measure: str) -> Curve | None:
    """The curve of a measure, or None when nobody has added one.

    Raises:
        ValueError: its file has something wrong; the message says where.
    """
    if measure not in measures_with_curves():
        return None
    return read_curve((FOLDER / f"{measure}.toml").read_text(encoding="utf-8"))


@cache
def measures_with_curves() -> tuple[str, ...]:
    """Ids of the measures that have a curve, in alphabetical order."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


def read_curve(text: str) -> Curve:
    """A curve from the text of its file.

    Raises:
        ValueError: something in it is missing or can't be; the message names every place.
    """
    try:
        curve = _reader().validate_python(tomllib.loads(text))
    except ValidationError as wrong:
        places = (f"{'.'.join(str(part) for part in error['loc'])}: {error['msg']}" for error in wrong.errors())
        raise ValueError("not a curve: " + "; ".join(places)) from wrong
    problems = _contradictions(curve)
    if problems:
        raise ValueError("not a curve: " + "; ".join(problems))
    return curve


@cache
def _reader() -> TypeAdapter[Curve]:
    return TypeAdapter(Curve)


def _contradictions(curve: Curve) -> tuple[str, ...]:
    """What each figure allows but all together can't be."""
    times = [time for time, _ in curve.points]
    spread, scale = curve.spread, curve.scale
    found = {
        "points: times must rise from 1": times[0] != 1 or any(late <= early for early, late in pairwise(times)),
        "points: means must lie on the scale": any(
            not scale.lowest <= mean <= scale.highest for _, mean in curve.points
        ),
        "scale: highest must be above lowest": scale.highest <= scale.lowest,
        "spread: level_slope is too large for level and slope": spread.level_slope**2
        > spread.level * spread.slope * (1 + ROUNDED),
    }
    return tuple(problem for problem, holds in found.items() if holds)
