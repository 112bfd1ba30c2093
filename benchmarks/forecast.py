"""Is the forecast honest? Its chances against what came, beside strong rivals, on simulated and on real courses.

    python -m benchmarks.forecast

writes docs/accuracy/forecast.md (ten minutes on one core): areas, Brier scores, calibration, bands and alerts with
paired bootstrap intervals, the people whose change begins late, recalibration, and what of the aims is reached.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from time import perf_counter

from benchmarks.forecast_courses import ALL_VISITS
from benchmarks.forecast_late import Told, flag_rows, late_rows
from benchmarks.forecast_recalibration import Mended
from benchmarks.forecast_recalibration import rows as recalibration_rows
from benchmarks.forecast_runs import OURS, SESSIONS, Key, Result, enrichd_splits, results, simulated_splits
from benchmarks.forecast_scoring import (
    Metric,
    area,
    brier,
    calibration_error,
    interval,
    plainly,
    precision_at_alert,
    sensitivity_at_alert,
    sensitivity_at_specificity,
    slope,
)
from unstuck.change.curves import curve_for
from unstuck.change.forecast import forecast

TARGET = Path(__file__).parents[1] / "docs" / "accuracy" / "forecast.md"
TEXT = Path(__file__).with_name("forecast.md")
SCENARIOS = ("S1", "S2", "S3", "S4")
REAL = "ENRICHD"
METRICS: Sequence[Metric] = (area, brier, slope, calibration_error, sensitivity_at_alert, precision_at_alert)
HEAD = ("after session", "method", "AUC", "Brier", "slope", "ECE", "sensitivity", "PPV", "in the band")
CALLS = 10_000


def main() -> None:
    """Run everything and write the page."""
    found = {name: results(simulated_splits(name)) for name in SCENARIOS} | {REAL: results(enrichd_splits())}
    _progress("courses")
    late, flags = late_rows(), flag_rows()
    _progress("late improvers")
    mended = recalibration_rows()
    _progress("recalibration")
    last = results(enrichd_splits(ALL_VISITS))
    parts = {
        "aims": table(("aim", "reached", "enough?"), aims(found, late, mended)),
        "courses": "\n".join(f"### {name}\n\n{table(HEAD, method_rows(found[name]))}" for name in found),
        "intervals": table(
            ("data", "after session", "slope", "best rival", "AUC gap", "its interval", "interval of the Brier gap"),
            (row for name in found for row in interval_rows(name, found[name])),
        ),
        "deterioration": table(
            ("data", "after session", "events", "AUC", "sensitivity at specificity .80", "interval", "ECE"),
            (row for name in SCENARIOS for row in deterioration_rows(name, found[name])),
        ),
        "late": table(("rule", "late improvers", "of them, who do improve", "unchanged people"), late_cells(late)),
        "flags": table(("data", "after session", "told", "of them improve", "unimproved and not told"), flags),
        "mended": table(MENDED_HEAD, mended_cells(mended)),
        "last": table(HEAD, method_rows(last)),
        "microseconds": f"{one_forecast():.0f}",
    }
    text = TEXT.read_text(encoding="utf-8")
    for name, part in parts.items():
        text = text.replace(f"{{{{{name}}}}}", part.rstrip("\n"))
    TARGET.write_text(text, encoding="utf-8")


MENDED_HEAD = (
    "after session",
    "cases",
    "slope",
    "mended",
    "from 80",
    "ECE",
    "mended",
    "from 80",
    "Brier",
    "mended",
    "from 80",
)


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table; fractions with three decimals."""
    lines = [head, ["---"] * len(head), *([_cell(cell) for cell in row] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def _cell(cell: object) -> str:
    return f"{cell:.3f}" if isinstance(cell, float) else str(cell)


def between(ends: tuple[float, float]) -> str:
    """An interval, with the decimals that tell small gaps from none."""
    return f"{ends[0]:.4f} to {ends[1]:.4f}"


def method_rows(found: dict[Key, Result]) -> Iterator[Sequence[object]]:
    """Every method's figures for no reliable improvement."""
    for session in SESSIONS:
        result = found["unimproved", session]
        for name, judged in result.by_method.items():
            covered = result.covered if name == OURS else ""
            yield session, name, *(plainly(judged, metric) for metric in METRICS), covered


def interval_rows(name: str, found: dict[Key, Result]) -> Iterator[Sequence[object]]:
    """Our slope's interval, and the paired gaps to the rival with the largest area."""
    for session in SESSIONS:
        methods = found["unimproved", session].by_method
        ours, best = methods[OURS], best_rival(found[("unimproved", session)])
        gap = plainly(ours, area) - plainly(methods[best], area)
        gaps = (between(interval(ours, metric, methods[best])) for metric in (area, brier))
        yield name, session, between(interval(ours, slope)), best, gap, *gaps


def best_rival(result: Result) -> str:
    """The rival with the largest area."""
    rivals = (name for name in result.by_method if name != OURS)
    return max(rivals, key=lambda name: plainly(result.by_method[name], area))


def deterioration_rows(name: str, found: dict[Key, Result]) -> Iterator[Sequence[object]]:
    """Our forecast of reliable deterioration."""
    for session in SESSIONS:
        ours = found["deteriorated", session].by_method[OURS]
        at_specificity = plainly(ours, sensitivity_at_specificity)
        held = between(interval(ours, sensitivity_at_specificity))
        events, error = int(ours.came.sum()), plainly(ours, calibration_error)
        yield name, session, events, plainly(ours, area), at_specificity, held, error


def late_cells(late: Sequence[Told]) -> Iterator[Sequence[object]]:
    """Shares told before session 6."""
    return ((told.rule, told.late, told.late_improving, told.unchanged) for told in late)


def mended_cells(mended: Sequence[Mended]) -> Iterator[Sequence[object]]:
    """Slope, calibration error and Brier score as forecast, mended from all cases, and from 80."""
    return ((row.session, row.cases, *row.slopes, *row.errors, *row.briers) for row in mended)


def aims(
    found: dict[str, dict[Key, Result]], late: Sequence[Told], mended: Sequence[Mended]
) -> Iterator[Sequence[object]]:
    """What was aimed at, what came, and whether that is enough."""
    ours = {(name, k): found[name]["unimproved", k] for name in found for k in SESSIONS}
    invented = [result.by_method[OURS] for (name, _), result in ours.items() if name in SCENARIOS]
    real = [result.by_method[OURS] for (name, _), result in ours.items() if name == REAL]
    worse = [found[name]["deteriorated", 4].by_method[OURS] for name in SCENARIOS]
    upper = [
        interval(result.by_method[OURS], area, result.by_method[best_rival(result)])[1] for result in ours.values()
    ]
    told = [row.late for row in late if row.rule.startswith("told")]
    yield _aim("calibration slope .9 to 1.1 on the simulations", [plainly(one, slope) for one in invented], 0.9, 1.1)
    yield _aim("ECE below .05 on the simulations", [plainly(one, calibration_error) for one in invented], 0, 0.05)
    yield _aim("slope .8 or more on ENRICHD, as forecast", [plainly(one, slope) for one in real], 0.8)
    yield _aim("slope .9 or more on ENRICHD, recalibrated", [row.slopes[1] for row in mended], 0.9)
    yield _aim("80 % band holds 78 to 90 %", [result.covered for result in ours.values()], 0.78, 0.90)
    yield _aim("AUC gap to the best rival: interval holds 0 or lies above (upper end)", upper, 0)
    yield _aim(
        "deterioration at session 4: sensitivity .85 at specificity .80",
        [plainly(one, sensitivity_at_specificity) for one in worse],
        0.85,
    )
    yield _aim("late improvers told before session 6: at most .10", told, 0, 0.10)


def _aim(name: str, values: Sequence[float], low: float, high: float = 9.0) -> Sequence[object]:
    met = sum(low <= value <= high for value in values)
    return (
        name,
        f"{min(values):.4f} to {max(values):.4f}",
        "yes" if met == len(values) else f"in {met} of {len(values)}",
    )


def one_forecast() -> float:
    """Microseconds for one person's forecast after twelve weekly scores."""
    curve = curve_for("phq9")
    assert curve is not None
    scores = [(1 + week * 0.8, 18.0 - week) for week in range(12)]
    began = perf_counter()
    for _ in range(CALLS):
        forecast(scores, curve, 6, 11.0, cutoff=10)
    return (perf_counter() - began) / CALLS * 1e6


def _progress(done: str) -> None:
    print(f"done: {done}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
