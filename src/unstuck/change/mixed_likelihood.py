"""How likely are many people's scores under one course with these variances?

The model of a person's score at time k: a mean curve, the person's own level and slope on ln k, a state that fades
(an Ornstein-Uhlenbeck process: first-order autoregression for any spacing), and noise of the single measurement.
Everything is computed from sums (`mixed_sums`), so the cost depends on the number of patterns, not of people.

Deviance and its first derivatives are exact, for maximum likelihood and for restricted maximum likelihood, as lme4
defines them (Bates et al. 2015, J Stat Softw 67(1), equations 39-42); Lindstrom & Bates 1988, JASA 83, 1014-1022.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import log, pi
from typing import Literal

import numpy as np

from unstuck.change.curves import Spread
from unstuck.change.mixed_sums import Floats, Pattern, Sums, Times

Method = Literal["ml", "reml"]
LOG_TWO_PI = log(2 * pi)


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """All patterns with the same number of times, stacked: p patterns, k times, q mean parameters.

    Attributes:
        people, total, cross: the sums, p / p x k / p x k x k.
        log_time: ln of the times, p x k.
        gap: time between each two scores, p x k x k.
        design: the mean curve's columns, p x k x q.
    """

    people: Floats
    total: Floats
    cross: Floats
    log_time: Floats
    gap: Floats
    design: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Evaluation:
    """The fit's criterion at one spread.

    Attributes:
        deviance: -2 log-likelihood, restricted or not.
        mean: best mean parameters given the spread, q.
        mean_covariance: their covariance, q x q.
        gradient: derivatives of the deviance by the six parts of the spread, in their order.
        information: expected information on them, 6 x 6 (of the unrestricted likelihood).
    """

    deviance: float
    mean: Floats
    mean_covariance: Floats
    gradient: Floats
    information: Floats


def design(time: Floats, bends: tuple[float, ...]) -> Floats:
    """The mean curve's columns at these times: 1, ln time, and a bend in the line at each of `bends`."""
    x = np.log(time)
    return np.stack([np.ones_like(x), x, *(np.maximum(x - log(bend), 0.0) for bend in bends)], axis=-1)


def blocks(sums: Sums, bends: tuple[float, ...]) -> tuple[Block, ...]:
    """The sums stacked by the number of times, ready to be evaluated again and again."""
    by_length: dict[int, list[tuple[Times, Pattern]]] = defaultdict(list)
    for times, pattern in sums.patterns.items():
        by_length[len(times)].append((times, pattern))
    return tuple(_block(found, bends) for _, found in sorted(by_length.items()))


def _block(found: list[tuple[Times, Pattern]], bends: tuple[float, ...]) -> Block:
    time = np.array([times for times, _ in found])
    return Block(
        people=np.array([float(pattern.people) for _, pattern in found]),
        total=np.stack([pattern.total for _, pattern in found]),
        cross=np.stack([pattern.cross for _, pattern in found]),
        log_time=np.log(time),
        gap=np.abs(time[:, :, None] - time[:, None, :]),
        design=design(time, bends),
    )


def evaluate(stack: tuple[Block, ...], spread: Spread, method: Method) -> Evaluation:
    """Deviance, best mean, gradient and information at this spread.

    Raises:
        numpy.linalg.LinAlgError: the spread makes no covariance matrix, or the mean can't be told from the data.
    """
    inverses = [_inverse(block, spread) for block in stack]
    mean, mean_covariance, log_precision = _best_mean(stack, inverses)
    deviance, gradient, information = 0.0, np.zeros(6), np.zeros((6, 6))
    if method == "reml":
        deviance += log_precision - len(mean) * LOG_TWO_PI
    for block, (inverse, log_determinant) in zip(stack, inverses, strict=True):
        people = block.people[:, None, None]
        left = _residuals(block, mean)
        deviance += float(block.people @ (log_determinant + block.gap.shape[1] * LOG_TWO_PI))
        deviance += float(np.einsum("pkl,pkl->", inverse, left))
        if method == "reml":
            left = left + people * (block.design @ mean_covariance @ block.design.mT)
        pull = people * inverse - inverse @ left @ inverse
        slopes = _derivatives(block, spread)
        gradient += np.array([float(np.einsum("pkl,pkl->", pull, slope)) for slope in slopes])
        information += _information(block.people, inverse, slopes)
    return Evaluation(deviance, mean, mean_covariance, gradient, information)


def _best_mean(stack: tuple[Block, ...], inverses: list[tuple[Floats, Floats]]) -> tuple[Floats, Floats, float]:
    """Generalised least squares: the mean parameters, their covariance, and ln of the determinant of its inverse."""
    size = stack[0].design.shape[2]
    precision, moment = np.zeros((size, size)), np.zeros(size)
    for block, (inverse, _) in zip(stack, inverses, strict=True):
        weighted = block.design.mT @ inverse
        precision += np.einsum("p,pqr->qr", block.people, weighted @ block.design)
        moment += np.einsum("pqk,pk->q", weighted, block.total)
    mean_covariance: Floats = np.asarray(np.linalg.inv(precision), dtype=np.float64)
    mean = np.asarray(mean_covariance @ moment)
    return mean, mean_covariance, float(np.linalg.slogdet(precision)[1])


def covariance(log_time: Floats, gap: Floats, spread: Spread) -> Floats:
    """The covariance of a person's scores at these times (... x k, with ... x k x k gaps between them)."""
    x, y = log_time[..., :, None], log_time[..., None, :]
    line = spread.level + spread.level_slope * (x + y) + spread.slope * (x * y)
    fading = spread.state * spread.phi**gap
    return np.asarray(line + fading + spread.noise * np.eye(log_time.shape[-1]))


def _inverse(block: Block, spread: Spread) -> tuple[Floats, Floats]:
    """The inverse of each pattern's covariance, and the ln of its determinant."""
    matrix = covariance(block.log_time, block.gap, spread)
    root = np.linalg.cholesky(matrix)
    log_determinant: Floats = 2 * np.log(np.diagonal(root, axis1=1, axis2=2)).sum(axis=1)
    return np.asarray(np.linalg.inv(matrix), dtype=np.float64), log_determinant


def _residuals(block: Block, mean: Floats) -> Floats:
    """The sums of products of the residuals about the mean curve, p x k x k."""
    expected = block.design @ mean
    mixed = block.total[:, :, None] * expected[:, None, :]
    around = block.people[:, None, None] * (expected[:, :, None] * expected[:, None, :])
    return np.asarray(block.cross - mixed - mixed.mT + around)


def _derivatives(block: Block, spread: Spread) -> tuple[Floats, ...]:
    """How the covariance changes with each of the six variances, each p x k x k."""
    x, y = block.log_time[:, :, None], block.log_time[:, None, :]
    fading = spread.phi**block.gap
    one = np.ones_like(block.gap)
    by_phi = spread.state * block.gap * fading / spread.phi
    return one, x + y, x * y, fading, by_phi, np.broadcast_to(np.eye(block.gap.shape[1]), block.gap.shape)


def _information(people: Floats, inverse: Floats, slopes: tuple[Floats, ...]) -> Floats:
    weighted = np.stack([inverse @ slope for slope in slopes])
    flipped = weighted.mT * people[None, :, None, None]
    flat = weighted.reshape(len(slopes), -1)
    return np.asarray(0.5 * flat @ flipped.reshape(len(slopes), -1).T)
