"""One change at a time: claims where nothing changed, power, and what looking early would have done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from math import log

import numpy as np
from scipy import stats  # type: ignore[import-untyped]  # ships no types

from benchmarks.series_people import FIRST
from benchmarks.series_power import Floats, log_evidence, stepped, ups_and_downs
from unstuck.change.series import Point
from unstuck.change.step import HARMED, HELPED, Plan, Trial, judge

Table = Callable[[Sequence[str], Iterable[Sequence[object]]], str]
PHIS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6)
DESIGNS = ((4, 4), (6, 6), (8, 8), (6, 10), (12, 4), (10, 10), (12, 12), (10, 20), (16, 16), (20, 20))
MANY, SOME = 20_000, 500


def claims(rows: Floats, before: int) -> float:
    """The share of rows in which help or harm is claimed (before it is asked whether they were moving already)."""
    up, down = log_evidence(rows, before)
    return float(np.mean((up > log(HELPED)) | (down > log(HARMED))))


def false_claims(table: Table) -> str:
    rows = []
    for before, after in DESIGNS:
        rng = np.random.default_rng(1)
        cells = [claims(ups_and_downs(rng, MANY, before + after, phi), before) for phi in (*PHIS, 0.8)]
        rows.append((f"{before} + {after}", *cells))
    return table(("ratings", *(f"phi {phi:.1f}" for phi in PHIS), "beyond the promise: 0.8"), rows)


def other_noise(table: Table) -> str:
    """Whole numbers from 0 to 10, and heavy tails, at 8 + 8."""
    rows = []
    for phi in (0.0, 0.3, 0.6):
        rng = np.random.default_rng(2)
        rounded = np.clip(np.round(7 + 1.2 * ups_and_downs(rng, MANY, 16, phi)), 0, 10)
        rounded += 1e-6 * rng.standard_normal(rounded.shape)  # rows of one number alone have no evidence either way
        heavy = rng.standard_t(3, (MANY, 16))
        for i in range(1, 16):
            heavy[:, i] = phi * heavy[:, i - 1] + np.sqrt(1 - phi**2) * heavy[:, i]
        rows.append((f"{phi:.1f}", claims(rounded, 8), claims(heavy, 8)))
    return table(("phi", "whole numbers 0-10, SD 1.2", "heavy tails, t(3)"), rows)


def seen(table: Table) -> str:
    """What the whole answer says of a step and of a steady gain, by the function that ships."""
    rows = []
    for phi in (0.0, 0.3, 0.6):
        rng = np.random.default_rng(3)
        noise = ups_and_downs(rng, 2 * SOME, 16, phi)
        for name, mean in (
            ("nothing", 0 * stepped(8, 8)),
            ("step of 1 SD", stepped(8, 8)),
            ("step of 2 SD", 2 * stepped(8, 8)),
            ("steady gain of 2 SD over the whole", np.linspace(0, 2, 16)),
        ):
            found = [_trial(row) for row in (noise + mean).tolist()]
            helped = [one for one in found if one.id == "helped"]
            rows.append((
                name,
                f"{phi:.1f}",
                len(helped) / len(found),
                sum(one.id == "already_moving" for one in found) / len(found),
                sum(one.id == "harmed" for one in found) / len(found),
                sum(one.or_gradual for one in helped) / max(len(helped), 1),
            ))  # fmt: skip
    head = ("truth", "phi", "helped", "already moving", "harmed", "of the helped: may be gradual")
    return table(head, rows)


def looking_early(table: Table) -> str:
    """Looking after every rating: our answer waits for the end; a t-test at each look does not."""
    rows = []
    for phi in (0.0, 0.3, 0.6):
        rng = np.random.default_rng(4)
        noise = ups_and_downs(rng, SOME, 16, phi)
        ours = [any(_trial(row[:k]).id in {"helped", "harmed"} for k in range(9, 17)) for row in noise.tolist()]
        naive = [any(stats.ttest_ind(row[:8], row[8:k]).pvalue < 0.05 for k in range(11, 17)) for row in noise]
        rows.append((f"{phi:.1f}", float(np.mean(ours)), float(np.mean(naive))))
    return table(("phi", "ours, at any look", "a t-test at every look from the third rating"), rows)


def trial_sections(table: Table) -> list[str]:
    """Headings, texts and tables, in order."""
    return [
        "## One change at a time",
        "Claims of help or of harm, together, where nothing changed; promised is 5 or fewer up to phi .6.",
        false_claims(table),
        "The same with ratings that aren't normal, at 8 + 8 (before it is asked whether they were moving already):",
        other_noise(table),
        (
            "What the whole answer says at 8 + 8 (for other plans `unstuck.change.step.power`, from a table made by "
            "`python -m benchmarks.series_power`). A course that gets better anyway is often taken for a step: few "
            "ratings can't tell them apart, and the answer says when a gradual change fits as well."
        ),
        seen(table),
        "Looking after every session changes nothing, since there is no answer before the planned end:",
        looking_early(table),
    ]


def _trial(row: Sequence[float]) -> Trial:
    points: list[Point] = [(FIRST + timedelta(weeks=i), value) for i, value in enumerate(row)]
    return judge(Plan(8, 8, "higher"), points[:8], points[8:])
