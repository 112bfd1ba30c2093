"""Sudden gains and losses against the R package suddengains."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from benchmarks.references_table import Cells, Row, apart, number, read, truth
from unstuck.change.reliable_change import Z95, Precision
from unstuck.change.sudden_gains import (
    Criteria,
    Direction,
    Interval,
    Session,
    SuddenChange,
    Which,
    coverage,
    intervals,
    pick,
    sudden_changes,
)

SETTINGS = {
    "std7": Criteria(7),
    "std7_noadj": Criteria(7, stability="fixed"),
    "c5": Criteria(5),
    "c12": Criteria(7, stability=None),
    "only1": Criteria(7, share=None, stability=None),
    "only3": Criteria(7, share=None),
}
PARTS = ("crit1_", "crit2_", "crit3_", "")
DIRECTIONS: tuple[tuple[str, Direction], ...] = (("sg", "gain"), ("sl", "loss"))
FAILS_ANYWAY = "the peer can't tell although a criterion that isn't met settles it (FALSE x NA gives NA)"
NOT_BINDING = "the peer's 25 % rule is met by every rise and by no change at all"
ROUNDED = "the peer multiplies by 1.96, we by 1.959963984540054"
Scores = Mapping[str, list[Session]]


@dataclass
class Tally:
    """Answers that differ: without a reason, because one failed criterion settles it, because the 25 % rule binds."""

    different: int = 0
    settled: int = 0
    binding: int = 0


def suddengains(folder: Path) -> Iterator[Row]:
    """Every file of the package's reference run; `sgdata_bad` is the same data under other column names."""
    scores: dict[str, list[Session]] = {
        row["id"]: [number(row[f"bdi_s{session}"]) for session in range(1, 13)]
        for row in read(folder / "data__sgdata.csv")
    }
    for name, criteria in SETTINGS.items():
        for short, direction in DIRECTIONS:
            yield from _identified(folder / f"sgdata__identify_{short}__{name}.csv", scores, criteria, direction)
    yield _by_gain(folder / "sgdata__create_bysg__7.csv", scores)
    for which in get_args(Which):
        yield _by_person(folder / f"sgdata__create_byperson__7__{which}.csv", scores, which)
    yield _intervals(folder / "sgdata__count_intervals.csv", scores)
    yield _described(folder / "sgdata__describe_bysg.csv", scores)
    yield _totals(folder / "COUNTS.csv", scores)
    for path in sorted(folder.glob("define_crit1_cutoff__*.csv")):
        yield from _threshold(path)


def _identified(path: Path, scores: Scores, criteria: Criteria, direction: Direction) -> Iterator[Row]:
    short, alone = path.name.split("_")[3], path.stem.endswith("only3")
    tally, compared = Tally(), 0
    for row in read(path):
        for ours in intervals(scores[row["id"]], criteria, "lower", direction):
            theirs = {part: truth(row.get(f"{short}_{part}{ours.session}to{ours.session + 1}", "NA")) for part in PARTS}
            _compare(tally, ours, theirs, criteria, alone=alone, loss=short == "sl")
            compared += 1
    yield Row(path.name, compared, different=tally.different)
    if tally.settled:
        yield Row(path.name, compared, named=tally.settled, reason=FAILS_ANYWAY)
    if tally.binding:
        yield Row(path.name, compared, named=tally.binding, reason=NOT_BINDING)


def _compare(
    tally: Tally, ours: Interval, theirs: Mapping[str, bool | None], criteria: Criteria, *, alone: bool, loss: bool
) -> None:
    """Compare one interval: criterion by criterion as far as asked, then all together."""
    asked = [(ours.stable, theirs["crit3_"])] if criteria.stability else []
    if not alone:
        asked.append((ours.large, theirs["crit1_"]))
    tally.different += sum(mine is not yours for mine, yours in asked)
    every = [mine for mine, _ in asked]
    unbound = loss and theirs["crit2_"] is True and ours.large_for_person is False
    if criteria.share is not None:
        every.append(ours.large_for_person)
        tally.binding += unbound
        tally.different += not unbound and ours.large_for_person is not theirs["crit2_"]
    together, mine = theirs[""], ours.stable if alone else ours.sudden
    if together is None and mine is False and None in every:
        tally.settled += 1
    elif not (unbound and together is True and mine is False):
        tally.different += mine is not together


def _by_gain(path: Path, scores: Scores) -> Row:
    ours = {(who, found.session): found for who, found in _gains(scores)}
    theirs = {(row["id"], int(row["sg_session_n"])): row for row in read(path)}
    both = [(ours[key], theirs[key]) for key in ours.keys() & theirs.keys()]
    largest = max(_apart(found, row) for found, row in both)
    reversals = sum(found.reversed is not truth(row["sg_reversal"]) for found, row in both)
    return Row(path.name, len(theirs), largest, reversals + len(ours.keys() ^ theirs.keys()))


def _by_person(path: Path, scores: Scores, which: Which) -> Row:
    different, largest = 0, 0.0
    rows = read(path)
    for row in rows:
        found = sudden_changes(scores[row["id"]], Criteria(7))
        ours = pick(found, which)
        different += len(found) != int(row["sg_freq_byperson"])
        different += (ours and float(ours.session)) != number(row["sg_session_n"])
        largest = max(largest, _apart(ours, row) if ours else 0.0)
    return Row(path.name, len(rows), largest, different)


def _intervals(path: Path, scores: Scores) -> Row:
    """All intervals, those with room, those the peer can decide, those it can't."""
    theirs = [int(row["unlist(ci)"]) for row in read(path)]
    covered = [coverage(person, intervals(person, Criteria(7))) for person in scores.values()]
    between, eligible = sum(found.between for found in covered), sum(found.eligible for found in covered)
    cannot_tell = sum(found.cannot_tell for found in covered)
    different = (between != theirs[0]) + (eligible != theirs[1])
    return Row(path.name, eligible, different=different, named=theirs[3] - cannot_tell, reason=FAILS_ANYWAY)


def _described(path: Path, scores: Scores) -> Row:
    theirs = {row["name"]: float(row["value"]) for row in read(path)}
    gains = [found for _, found in _gains(scores)]
    size = [found.points for found in gains]
    mean = sum(size) / len(size)
    sd = (sum((points - mean) ** 2 for points in size) / (len(size) - 1)) ** 0.5
    ours = {
        "total_n": len(gains),
        "sg_reversal_n": sum(found.reversed for found in gains),
        "sg_magnitude_m": round(mean, 2),
        "sg_magnitude_sd": round(sd, 2),
    }
    return Row(path.name, len(gains), max(apart(value, theirs[name]) for name, value in ours.items()))


def _totals(path: Path, scores: Scores) -> Row:
    """Counts by setting; one sudden loss is the peer's alone, where the 25 % rule doesn't bind."""
    different = binding = 0
    rows = read(path)
    for row in rows:
        criteria = SETTINGS[row["setting"]]
        gains, losses = (
            [_sudden(person, criteria, direction, row["setting"]) for person in scores.values()]
            for direction in ("gain", "loss")
        )
        different += sum(gains) != int(row["sudden_gains"])
        different += sum(map(bool, gains)) != int(row["persons_with_sg"])
        binding += int(row["sudden_losses"]) - sum(losses)
    return Row(path.name, len(rows), different=different, named=binding, reason=NOT_BINDING)


def _sudden(person: list[Session], criteria: Criteria, direction: Direction, setting: str) -> int:
    found = intervals(person, criteria, "lower", direction)
    return sum(bool(one.stable if setting == "only3" else one.sudden) for one in found)


def _threshold(path: Path) -> Iterator[Row]:
    (theirs,) = read(path)
    precision = Precision(float(theirs["sd"]), float(theirs["reliability"]), path.name)
    ours = precision.error_of_difference
    gap = max(
        apart(ours, float(theirs["standard_error_difference"])),
        apart(ours / 2**0.5, float(theirs["standard_error_measurement"])),
        apart(precision.reliable_points * 1.96 / Z95, float(theirs["reliable_change_value"])),
    )
    yield Row(path.name, 1, gap, reason=ROUNDED)


def _gains(scores: Scores) -> Iterator[tuple[str, SuddenChange]]:
    for who, person in scores.items():
        for found in sudden_changes(person, Criteria(7)):
            yield who, found


def _apart(ours: SuddenChange, row: Cells) -> float:
    return max(
        apart(ours.points, number(row["sg_magnitude"])),
        apart(ours.share_of_all, number(row["sg_change_proportion"])),
        apart(ours.before, number(row["sg_bdi_n"])),
        apart(ours.after, number(row["sg_bdi_n1"])),
        apart(float(ours.reversed), number(row["sg_reversal"])),
    )
