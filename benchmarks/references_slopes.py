"""The growth curve method and the line under it, against the R packages clinicalsignificance and lme4."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np

from benchmarks.references_classical import KINDS, wide
from benchmarks.references_table import Row, apart, read, truth
from unstuck.change.growth import Growth, fit
from unstuck.change.hlm import Course, SlopeChange, slope_change
from unstuck.change.mixed_sums import collect
from unstuck.change.reliable_change import Z95, Kind, kind_of

RUNS = {  # data set, who, when, which score
    "anxiety": ("anxiety", "subject", "measurement", "anxiety"),
    "anxiety_complete": ("anxiety_complete", "subject", "measurement", "anxiety"),
    "claus_hamd": ("claus_2020", "id", "time", "hamd"),
}
LME4_STOPS_AT = 2e-4  # its optimiser, in the index of one person
OWN_PART = "the peer tests a slope's difference from the group, not from 0"


def growth_curves(folder: Path) -> Iterator[Row]:
    """Every file of clinicalsignificance's growth curve method."""
    yield from _indices(folder)
    yield from _lme4(folder)


def _indices(folder: Path) -> Iterator[Row]:
    """The growth curve method: the person's own part as the peer has it, and what comes of the whole slope."""
    for name, (data, who, when, what) in RUNS.items():
        file = f"{name}__distribution_HLM.csv"
        theirs = {row["id"]: row for row in read(folder / file)}
        people = wide(read(folder / f"data__{data}.csv"), who, when, what)
        ours = slopes({person: people[person] for person in theirs})
        largest = max(abs(ours[person].own_index - float(row["rci"])) for person, row in theirs.items())
        by_own = {person: kind_of(found.own_index, Z95, "lower") for person, found in ours.items()}
        different = sum(not truth(row[_as_theirs(by_own[person])]) for person, row in theirs.items())
        named = sum(not truth(row[_as_theirs(ours[person].kind)]) for person, row in theirs.items())
        yield Row(file, len(theirs), largest, different, named, OWN_PART, tolerance=LME4_STOPS_AT)


def slopes(people: Mapping[str, Mapping[str, float]]) -> dict[str, SlopeChange]:
    """Each person's slope, seen against a line common to all."""
    growth = line(people)
    spread = growth.spread
    course = Course(growth.mean[0], growth.mean[1], spread.level, spread.slope, spread.level_slope, noise=spread.noise)
    return {who: slope_change(list(map(float, found)), list(found.values()), course) for who, found in people.items()}


def line(people: Mapping[str, Mapping[str, float]]) -> Growth:
    """The line common to all, on plain time: the fit takes ln of time, so it gets e to the time."""
    rows = [(who, float(time), score) for who, scores in people.items() for time, score in scores.items()]
    ids, times, scores = (np.array(column) for column in zip(*rows, strict=True))
    return fit(collect(ids, np.exp(times), scores), state=False)


def _lme4(folder: Path) -> Iterator[Row]:
    """The line itself, on the 112 people lme4 was given (REML)."""
    file = "anxiety__HLM_lmer.txt"
    told = (folder / file).read_text(encoding="utf-8")
    people = wide(read(folder / "data__anxiety.csv"), *RUNS["anxiety"][1:])
    growth = line({row["id"]: people[row["id"]] for row in read(folder / "anxiety__distribution_HLM.csv")})
    pairs = {
        r"'log Lik.' (\S+)": growth.log_likelihood,
        r"\(Intercept\)\s+(\S+) ": growth.spread.level,
        r"\n +time +(\S+)": growth.spread.slope,
        r"Residual +(\S+)": growth.spread.noise,
    }
    gaps = {pattern: apart(ours, _found(pattern, told)) for pattern, ours in pairs.items()}
    yield Row(f"{file}: log-likelihood", growth.people, gaps.pop(r"'log Lik.' (\S+)"), tolerance=1e-8)
    yield Row(f"{file}: variances", growth.people, max(gaps.values()), tolerance=1e-4)


def _found(pattern: str, text: str) -> float:
    match = re.search(pattern, text)
    if match is None:
        raise ValueError(pattern)
    return float(match[1])


def _as_theirs(kind: Kind) -> str:
    return KINDS[kind].lower()
