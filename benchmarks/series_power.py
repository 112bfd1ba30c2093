"""How likely is a one-person trial to see a change that helps? The table `unstuck.change.step.power` reads.

    python -m benchmarks.series_power

simulates trials of 4 to 20 ratings on either side and writes src/unstuck/knowledge/facts/step_power.toml (20,000 trials
a cell, fixed seed, about a minute). The evidence is worked out for all trials at once; `test_step.py` holds the two
ways together.
"""

from __future__ import annotations

from math import sqrt
from pathlib import Path

import numpy as np
import numpy.typing as npt

from unstuck.change.step import HELPED, PHIS, SIZES, UNDER_A_STEP, UNDER_NONE

Floats = npt.NDArray[np.float64]
TARGET = Path(__file__).parents[1] / "src" / "unstuck" / "knowledge" / "facts" / "step_power.toml"
SIDES = (4, 5, 6, 8, 10, 12, 16, 20)
LIKENESS = (0.0, 0.3, 0.6)
STEPS = (0.5, 1.0, 1.5, 2.0)
TRIALS = 20_000
V = np.linspace(0.005, 26, 1300)
LEANS = 301


def ups_and_downs(rng: np.random.Generator, people: int, n: int, phi: float) -> Floats:
    """Stationary first-order autoregressive series with standard deviation 1, one a row."""
    state = rng.standard_normal((people, n))
    for i in range(1, n):
        state[:, i] = phi * state[:, i - 1] + np.sqrt(1 - phi**2) * state[:, i]
    return state


def stepped(before: int, after: int) -> Floats:
    """0 before the change, 1 after it."""
    return np.repeat([0.0, 1.0], [before, after])


def integral(m: int, lean: Floats, reach: float) -> Floats:
    """The logarithm of the integral of v^m exp(-v^2/2 + lean v) over v > 0, read from a grid up to `reach`."""
    grid = np.linspace(-reach, reach, LEANS)
    curve: Floats = np.log(np.trapezoid(np.exp(m * np.log(V) - V**2 / 2 + grid[:, None] * V), V, axis=1))
    return np.asarray(np.interp(lean, grid, curve))


def log_evidence(values: Floats, before: int) -> tuple[Floats, Floats]:
    """What `unstuck.change.step.log_evidence` says of a step, for equally spaced rows all at once, by matrices."""
    n = values.shape[1]
    step, one = stepped(before, n - before), np.ones(n)
    lags = np.abs(np.subtract.outer(np.arange(n), np.arange(n)))
    up, down, none = [], [], []
    for phi, weight, weight_of_none in zip(PHIS, UNDER_A_STEP, UNDER_NONE, strict=True):
        inverse = np.linalg.inv(np.where(lags == 0, 1.0, phi ** np.maximum(lags, 1)))
        level = one @ inverse @ one
        without = inverse - np.outer(inverse @ one, one @ inverse) / level
        squares = np.einsum("pi,ij,pj->p", values, without, values)
        size = float(step @ without @ step)
        lean = values @ without @ step / np.sqrt(squares)
        base = -0.5 * (np.log(level) - np.linalg.slogdet(inverse)[1] + (n - 1) * np.log(squares))
        none.append(base + np.log(weight_of_none) + integral(n - 2, np.zeros(1), 1.0))
        for one_step, share in SIZES:
            prior = base + np.log(weight * share) - one_step**2 * size / 2
            up.append(prior + integral(n - 2, one_step * lean, one_step * sqrt(size)))
            down.append(prior + integral(n - 2, -one_step * lean, one_step * sqrt(size)))
    rival = np.logaddexp.reduce(none)
    return np.logaddexp.reduce(up) - rival, np.logaddexp.reduce(down) - rival


def power_table(trials: int = TRIALS) -> list[list[list[float]]]:
    """Share of trials that show a true step: by ratings a side, autocorrelation, size of the step."""
    rng = np.random.default_rng(20260105)
    table = []
    for side in SIDES:
        rows = []
        for phi in LIKENESS:
            noise = ups_and_downs(rng, trials, 2 * side, phi)
            seen = [log_evidence(noise + size * stepped(side, side), side)[0] > np.log(HELPED) for size in STEPS]
            rows.append([round(float(np.mean(one)), 3) for one in seen])
        table.append(rows)
    return table


def main() -> None:
    rows = ",\n".join(f"    {row}" for row in power_table())
    TARGET.write_text(
        "# Share of one-person trials in which a change that helps is seen to help, before it is asked whether the\n"
        f"# ratings were moving already. Made by `python -m benchmarks.series_power` ({TRIALS} simulated trials a\n"
        "# figure): for each number of ratings a side, each autocorrelation, each step in standard deviations.\n\n"
        f"sides = {list(SIDES)}\nphis = {list(LIKENESS)}\nsteps = {list(STEPS)}\n"
        f"power = [\n{rows},\n]\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
