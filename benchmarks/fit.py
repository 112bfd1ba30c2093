"""How fast and how exact is the fit of a common course? Against statsmodels in one run, and against lme4's figures.

    pip install -r benchmarks/requirements.txt
    python -m benchmarks.fit

writes docs/accuracy/fit.md (about two minutes, nearly all of them statsmodels').
"""

from __future__ import annotations

import csv
import sys
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from benchmarks.forecast import table
from benchmarks.forecast_courses import ALL_VISITS, SHARED, Cohort, Floats, enrichd, generator
from unstuck.change.curves import Spread
from unstuck.change.growth import Growth, fit, free_bends
from unstuck.change.mixed_likelihood import blocks, evaluate
from unstuck.change.mixed_sums import Sums, collect

TARGET = Path(__file__).parents[1] / "docs" / "accuracy" / "fit.md"
TEXT = Path(__file__).with_name("fit.md")
PEOPLE, ATTENDED = 20_000, 7
PARTS = ("level", "level_slope", "slope", "noise")
LME4 = {
    "anxiety": (
        -1701.97341475,
        36.222122019871,
        -3.145452512183,
        37.50060200761,
        -3.18561,
        8.49029683122,
        12.9365746423,
    ),
    "ENRICHD": (-21340.666918, 18.26672, -4.89581, 58.0838, -12.4473, 8.43356, 16.16344),
}
Long = tuple[Any, Floats, Floats]


def main() -> None:
    """Run both comparisons and write the page."""
    long = attended()
    parts = {
        "exact": table(("data", "figure", "lme4", "ours", "gap"), exact_rows()),
        "speed": table(("fit", "seconds", "log-likelihood"), speed_rows(long)),
    }
    text = TEXT.read_text(encoding="utf-8")
    for name, part in parts.items():
        text = text.replace(f"{{{{{name}}}}}", part.rstrip("\n"))
    TARGET.write_text(text, encoding="utf-8")


def anxiety() -> Long:
    """The R package's example: people with three scores or more, as its own fit keeps them; ln time is the visit."""
    path = SHARED / "reference" / "clinicalsignificance" / "data__anxiety.csv"
    with path.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["anxiety"] != "NA"]
    counted = Counter(row["subject"] for row in rows)
    rows = [row for row in rows if counted[row["subject"]] >= 3]
    times = np.exp([float(row["measurement"]) for row in rows])
    return np.array([row["subject"] for row in rows]), times, np.array([float(row["anxiety"]) for row in rows])


def exact_rows() -> Iterator[tuple[object, ...]]:
    """Every figure of lme4's fits beside ours."""
    names = ("REML log-likelihood", "intercept", "slope", *(f"{part} variance" for part in PARTS))
    for data, long in (("anxiety", anxiety()), ("ENRICHD", enrichd(ALL_VISITS).long())):
        growth = fit(collect(*long), state=False)
        ours = (growth.log_likelihood, *growth.mean, *(getattr(growth.spread, part) for part in PARTS))
        for name, theirs, own in zip(names, LME4[data], ours, strict=True):
            yield data, name, f"{theirs:.6f}", f"{own:.6f}", f"{abs(own - theirs):.1e}"


def attended() -> Long:
    """20,000 simulated people, each with the first and six more of twelve sessions."""
    scores = generator().courses("S1", 24_000, 11)[0][:PEOPLE].copy()
    rng = np.random.default_rng(7)
    order = rng.random((PEOPLE, scores.shape[1] - 1)).argsort(axis=1)
    scores[:, 1:][order >= ATTENDED - 1] = np.nan
    assert len(scores) == PEOPLE
    return Cohort(scores, trait=enrichd().trait).long()


def timed(long: Long, *, state: bool, bent: bool = False) -> tuple[float, float, Growth, Sums]:
    """Seconds for the additive pass and for the solve, and what came."""
    began = perf_counter()
    sums = collect(*long)
    collected = perf_counter()
    growth = fit(sums, free_bends(sums) if bent else (), state=state)
    return collected - began, perf_counter() - collected, growth, sums


def speed_rows(long: Long) -> Iterator[tuple[object, ...]]:
    """Our fit and statsmodels' on the same people; both judged by the same likelihood, at their own estimates."""
    first, second, growth, sums = timed(long, state=False)
    seconds, theirs = statsmodels(long)
    at_theirs = -evaluate(blocks(sums, ()), theirs, "reml").deviance / 2
    ours = first + second
    yield "statsmodels MixedLM", f"{seconds:.1f}", f"{at_theirs:.4f}"
    yield "ours", f"{ours:.2f} (sums {first:.2f}, solve {second:.2f})", f"{growth.log_likelihood:.4f}"
    yield "statsmodels / ours", f"{seconds / ours:.0f}", f"{growth.log_likelihood - at_theirs:+.4f}"
    first, second, growth, _ = timed(long, state=True, bent=True)
    yield "ours, with state and free mean", f"{first + second:.2f}", f"{growth.log_likelihood:.4f}"


def statsmodels(long: Long) -> tuple[float, Spread]:
    """Seconds and estimates of statsmodels."""
    try:
        from statsmodels.regression.mixed_linear_model import MixedLM  # noqa: PLC0415 - need not be there
    except ImportError:
        sys.exit("left out: statsmodels is not installed (pip install -r benchmarks/requirements.txt)")
    person, time, score = long
    x = np.column_stack([np.ones(len(time)), np.log(time)])
    began = perf_counter()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = MixedLM(score, x, groups=person, exog_re=x).fit(reml=True)
    seconds = perf_counter() - began
    between = np.asarray(found.cov_re)
    return seconds, Spread(between[0, 0], between[0, 1], between[1, 1], 0.0, 0.5, float(found.scale))


if __name__ == "__main__":
    main()
