"""What every comparison with a reference file needs: reading it, and one row of the table that comes of it."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

NUMBER_TOLERANCE = 1e-12
Cells = dict[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """One file (or one way of comparing it).

    Attributes:
        file: its name.
        n: people, intervals or counts compared.
        largest: largest difference of a number; relative where the number is above 1.
        different: categories that differ and nobody has named a reason.
        named: categories that differ for `reason`.
        reason: the peer's defect.
        tolerance: how far numbers may differ, where they can't agree to 1e-12 (a fit by another program).
    """

    file: str
    n: int
    largest: float = 0.0
    different: int = 0
    named: int = 0
    reason: str = ""
    tolerance: float | None = None


def read(path: Path) -> list[Cells]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def number(cell: str) -> float | None:
    return None if cell == "NA" else float(cell)


def truth(cell: str) -> bool | None:
    return {"TRUE": True, "FALSE": False, "1": True, "0": False, "NA": None}[cell]


def apart(ours: float | None, theirs: float | None) -> float:
    """How far two numbers lie apart, relative to numbers above 1; infinite when only one is there."""
    if ours is None or theirs is None:
        return 0.0 if ours is theirs else float("inf")
    return abs(ours - theirs) / max(1.0, abs(theirs))
