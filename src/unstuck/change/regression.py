"""What do a few scores say about a level, a line or a step, when each score resembles the one before it?

Points of one person are autocorrelated, and ordinary least squares then promises too much. Here the
autocorrelation phi (first-order, fading with the time between two points) is not guessed but averaged over: for
each phi of a grid the generalised least squares fit is exact, its restricted likelihood weighs it, and the spread
between the fits is part of the error. With 5 to 30 points phi cannot be known, so this matters.

Harville, D. A. (1974). Bayesian inference for variance components using only error contrasts. Biometrika 61, 383-385.
Huitema, B. E., & McKean, J. W. (1991). Autocorrelation estimation and inference with small samples.
Psychol Bull 110, 291-304 (phi estimated from short series is biased towards 0: why we average).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import exp, lgamma, log, log1p, sqrt
from operator import mul
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

PHIS = (0.0, 0.2, 0.4, 0.6, 0.8)
TINY = 1e-9
CONVERGED = 1e-14


@dataclass(frozen=True, slots=True)
class Prior:
    """What is known of a scale's ups and downs before this person's points are seen.

    Attributes:
        sd: usual standard deviation of ups and downs, in points.
        worth: how many points of one's own that knowledge is worth.
    """

    sd: float
    worth: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its uncertainty: t-distributed about `value` with `df` degrees of freedom.

    Attributes:
        value: best estimate, in points.
        error: its standard error, in points.
        df: degrees of freedom, above 0.
    """

    value: float
    error: float
    df: float

    def interval(self, share: float = 0.8) -> tuple[float, float]:
        """The interval that holds the true figure in `share` of cases."""
        half = t_quantile((1 + share) / 2, self.df) * self.error
        return self.value - half, self.value + half

    def times(self, factor: float) -> Estimate:
        """The same figure in another unit."""
        return Estimate(self.value * factor, self.error * abs(factor), self.df)


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted line or step.

    Attributes:
        terms: one estimate a column.
        sd: standard deviation of the ups and downs about it, in points.
        phi: how much one point resembles the last, averaged over what is plausible.
        df: degrees of freedom left.
    """

    terms: tuple[Estimate, ...]
    sd: float
    phi: float
    df: float


def fit(values: Sequence[float], columns: Sequence[Sequence[float]], at: Sequence[float], prior: Prior | None) -> Fit:
    """Fit `values` by `columns`, the autocorrelation averaged over.

    `at` are strictly increasing times in units of the usual spacing (phi is the likeness over one unit).

    Raises:
        ValueError: not more points than columns, or columns that say the same.
    """
    n, p = len(values), len(columns)
    if n <= p:
        raise ValueError(f"{n} points can't tell {p} columns apart from chance")
    worth = prior.worth if prior else 0.0
    known = worth * prior.sd**2 if prior else 0.0
    df = n - p + worth
    floor = TINY * (TINY + sum(v * v for v in values))
    logs, means, variances, spreads = [], [], [], []
    for phi in PHIS:
        rows, log_det = whitened((values, *columns), at, phi)
        inverse, log_det_x = _inverse([[_dot(a, b) for b in rows[1:]] for a in rows[1:]])
        mean = [_dot(line, [_dot(a, rows[0]) for a in rows[1:]]) for line in inverse]
        residual = [y - sum(m * a[i] for m, a in zip(mean, rows[1:], strict=True)) for i, y in enumerate(rows[0])]
        total = known + max(_dot(residual, residual), floor)
        logs.append(-0.5 * (log_det + log_det_x + df * log(total)))
        means.append(mean)
        spreads.append(total / df)
        variances.append([total / df * inverse[j][j] for j in range(p)])
    best = max(logs)
    raw = [exp(one - best) for one in logs]
    weights = [one / sum(raw) for one in raw]
    return Fit(
        tuple(_mixed(weights, [m[j] for m in means], [v[j] for v in variances], df) for j in range(p)),
        sqrt(_dot(weights, spreads)),
        _dot(weights, PHIS),
        df,
    )


def _mixed(weights: Sequence[float], means: Sequence[float], variances: Sequence[float], df: float) -> Estimate:
    value = _dot(weights, means)
    variance = sum(w * (v + (m - value) ** 2) for w, m, v in zip(weights, means, variances, strict=True))
    return Estimate(value, sqrt(variance), df)


def whitened(rows: Sequence[Sequence[float]], at: Sequence[float], phi: float) -> tuple[list[list[float]], float]:
    """Rows as they would be without autocorrelation `phi`, and the log determinant of the correlations taken out."""
    if phi == 0:
        return [list(row) for row in rows], 0.0
    likeness = [phi ** (b - a) for a, b in pairwise(at)]
    scale = [1 / sqrt(1 - r * r) for r in likeness]
    white = [
        [row[0], *((b - r * a) * s for a, b, r, s in zip(row, row[1:], likeness, scale, strict=False))] for row in rows
    ]
    return white, sum(log1p(-r * r) for r in likeness)


def _inverse(matrix: list[list[float]]) -> tuple[list[list[float]], float]:
    """Inverse and log determinant of a small positive definite matrix, by Gauss and Jordan."""
    size = len(matrix)
    work = [[*row, *(float(i == j) for j in range(size))] for i, row in enumerate(matrix)]
    log_det = 0.0
    for i in range(size):
        pivot = work[i][i]
        if pivot <= TINY * matrix[i][i]:
            raise ValueError("two columns say the same")
        log_det += log(pivot)
        work[i] = [x / pivot for x in work[i]]
        for j in range(size):
            if j != i:
                work[j] = [x - work[j][i] * y for x, y in zip(work[j], work[i], strict=True)]
    return [row[size:] for row in work], log_det


def _dot(a: Sequence[float], b: Sequence[float]) -> float:
    total: float = sum(map(mul, a, b))  # the innermost loop of all: as fast as Python does it
    return total


@lru_cache(maxsize=256)
def t_quantile(share: float, df: float) -> float:
    """The value of Student's t that a share of it (0.5 up to below 1) lies under."""
    low, high = 0.0, 1.0
    while t_share(high, df) < share:
        low, high = high, high * 2
    while high - low > TINY * high:
        middle = (low + high) / 2
        low, high = (middle, high) if t_share(middle, df) < share else (low, middle)
    return high


def t_share(value: float, df: float) -> float:
    """The share of Student's t that lies under `value`."""
    tail = 0.5 * _beta_share(df / (df + value * value), df / 2, 0.5)
    return 1 - tail if value > 0 else tail


def _beta_share(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function (DLMF 8.17, by its continued fraction)."""
    if x in {0.0, 1.0}:
        return x
    if x > (a + 1) / (a + b + 2):
        return 1 - _beta_share(1 - x, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
    fraction, c, d = 1.0, 1.0, 1 / (1 - (a + b) * x / (a + 1))
    fraction = d
    for m in range(1, 300):
        for part in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d, c = 1 / (1 + part * d), 1 + part / c
            fraction *= d * c
        if abs(d * c - 1) < CONVERGED:
            break
    return front * fraction
