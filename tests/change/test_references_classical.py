"""The promise: independent software gives the same answers, and where it doesn't we can say why ours is right."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.references_classical import METHODS, Setting, clinicalsignificance, settings
from benchmarks.references_sudden import suddengains
from benchmarks.references_table import NUMBER_TOLERANCE
from tests.shared import SHARED, needs_shared
from unstuck.change import tables
from unstuck.change.methods import RULES, Group
from unstuck.change.significance import by_percentage

REFERENCE = SHARED / "reference"
R_PACKAGE = REFERENCE / "clinicalsignificance"
SAMPLE = Path(__file__).parent / "references" / "claus_bdi.csv"
ROWS = list(csv.DictReader(SAMPLE.read_text(encoding="utf-8").splitlines()))
CLAUS_BDI = Group(
    n=40,
    mean_pre=35.475,
    sd_pre=8.15864336384805,
    mean_post=25.7,
    sd_post=13.3497623,
    sd_change=11.048813603789416,
    reliability=0.801,
    reliability_post=0.801,
    source="Claus et al. 2020, OSF rc754",
)


def claus(measure: str) -> Setting:
    return {setting.name: setting for setting in settings(R_PACKAGE)}[f"claus_{measure}"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["id"]))
def test_five_patients_of_claus_2020_by_all_six_methods(row: dict[str, str]) -> None:
    for method in METHODS:
        ours = RULES[method](CLAUS_BDI).index(float(row["pre"]), float(row["post"]))
        assert ours == pytest.approx(float(row[method]), abs=1e-9)


@needs_shared
def test_every_file_of_clinicalsignificance_is_reproduced() -> None:
    rows = list(clinicalsignificance(R_PACKAGE))
    assert [row for row in rows if row.different] == []
    assert [row for row in rows if row.largest > (row.tolerance or NUMBER_TOLERANCE)] == []
    compared = [row for row in rows if "__combined_" in row.file]
    assert sum(row.n for row in compared) == 4938


@needs_shared
def test_every_file_of_suddengains_is_reproduced() -> None:
    rows = list(suddengains(REFERENCE / "suddengains"))
    assert [row for row in rows if row.different] == []
    assert [row for row in rows if row.largest > NUMBER_TOLERANCE] == []


@needs_shared
def test_with_the_functional_sd_10_recover_by_cut_off_b_and_with_the_patients_sd_13() -> None:
    bdi = claus("bdi")
    rule = bdi.rule("jt")
    right, theirs = bdi.cutoffs("jt").b, 7 + 2 * bdi.group.sd_pre
    found = [tables.judge(bdi.pre, bdi.post, rule, "lower", tables.Limits(b, b)).summary() for b in (right, theirs)]
    assert [summary.counts["recovered"] for summary in found] == [10, 13]


@needs_shared
def test_of_28_improved_by_percentage_11_began_at_0_where_there_is_no_percentage() -> None:
    who = claus("who")
    kinds = Counter(by_percentage(pre, post, who.percentage, "higher") for pre, post in who.pairs())
    assert kinds["better"] + sum(pre == 0 and post > 0 for pre, post in who.pairs()) == 28
    assert kinds[None] == sum(pre == 0 for pre, _ in who.pairs()) == 13


@needs_shared
def test_20_of_89_intervals_the_r_package_leaves_open_are_settled() -> None:
    (row,) = [row for row in suddengains(REFERENCE / "suddengains") if row.file == "sgdata__count_intervals.csv"]
    assert (row.n, row.named) == (387, 20)
