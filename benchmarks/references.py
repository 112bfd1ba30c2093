"""Do we get the same answers as independent software, and where not, why?

    python -m benchmarks.references [FOLDER]

reproduces every reference file (R packages clinicalsignificance at 863dc77 and suddengains at e964e74, on their own
data) and prints one line a file: people or intervals, largest difference of a number, categories that differ without a
named reason (there must be none), and categories that differ for one. Exit 1 when something differs without a reason.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.references_classical import clinicalsignificance
from benchmarks.references_slopes import growth_curves
from benchmarks.references_sudden import suddengains
from benchmarks.references_table import NUMBER_TOLERANCE, Row

SHARED = Path(__file__).parents[2] / "shared" / "reference"


def reproduced(folder: Path) -> Iterator[Row]:
    """Every reference file, one row each."""
    yield from clinicalsignificance(folder / "clinicalsignificance")
    yield from growth_curves(folder / "clinicalsignificance")
    yield from suddengains(folder / "suddengains")


def main(folder: Path) -> int:
    rows = list(reproduced(folder))
    print("| file | n | largest difference | differ | differ, named reason | reason |\n|---|---|---|---|---|---|")
    for row in rows:
        print(f"| {row.file} | {row.n} | {row.largest:.1e} | {row.different} | {row.named} | {row.reason} |")
    wrong = [row for row in rows if row.different or row.largest > (row.tolerance or NUMBER_TOLERANCE)]
    print(f"\n{len(rows)} rows, {len(wrong)} with a difference nobody has named", *(row.file for row in wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED))
