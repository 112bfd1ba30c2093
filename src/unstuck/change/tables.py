"""How did a whole table of people change? The six methods and the combined categories, on arrays.

The same rules as for one person (`methods`, `cutoffs`, `significance`), applied a block of rows at a time so that
everything between reading the scores and writing the answers stays in the processor's cache.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite, sqrt
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from unstuck.change.methods import Group, Rule
from unstuck.change.reliable_change import Better
from unstuck.change.significance import CATEGORIES, Category, Summary

Floats: TypeAlias = NDArray[np.float64]
Codes: TypeAlias = NDArray[np.int8]
ROWS = 32768
ROWS_OF_A_PRODUCT = 8192  # short enough not to be shared out to threads, which costs more than it saves here
LEFT_OUT = -1
NEARLY_CONSTANT = 1e-6


@dataclass(frozen=True, slots=True)
class Limits:
    """The usual range as two scores: who is strictly on the healthy side of them began, or is now, inside.

    They are the same cut-off twice, except with Hageman & Arrindell's border (`cutoffs.Border.inner`).
    """

    before: float
    after: float


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """What came out for each row.

    Attributes:
        index: reliable change index, NaN where a score is missing.
        code: place in `significance.CATEGORIES`, -1 where a score is missing.
    """

    index: Floats
    code: Codes

    def categories(self) -> list[Category | None]:
        """The category of each row, None where a score is missing."""
        names: list[Category | None] = [*CATEGORIES, None]
        return [names[code] for code in self.code.tolist()]

    def summary(self) -> Summary:
        """How many rows are in each category."""
        found = np.bincount(self.code + 1, minlength=len(CATEGORIES) + 1).tolist()
        return Summary(dict(zip(CATEGORIES, found[1:], strict=True)), found[0])


def group(
    pre: Floats, post: Floats, reliability: float, source: str, *, reliability_post: float | None = None
) -> Group:
    """Describe a group by its people with both scores.

    Args:
        pre: scores before treatment, one a person, NaN where missing.
        post: scores after, in the same order.
        reliability: of the measure, in (0, 1).
        source: where the reliability comes from, and whose scores these are.
        reliability_post: after treatment, where it differs.

    Raises:
        ValueError: an infinite score, or fewer than two people with both scores.
    """
    sums = float(pre.sum()), float(post.sum())
    if not isfinite(sums[0] + sums[1]):
        pre, post = _complete(pre, post)
        sums = float(pre.sum()), float(post.sum())
    n = len(pre)
    if n < 2:  # noqa: PLR2004 - a spread needs two
        raise ValueError(f"no spread of scores from {n} people")
    means = sums[0] / n, sums[1] / n
    squares = np.zeros(3)
    work = np.empty((2, ROWS_OF_A_PRODUCT))
    for block in _blocks(n, ROWS_OF_A_PRODUCT):
        a, b = pre[block], post[block]
        before = np.subtract(a, means[0], out=work[0, : len(a)])
        after = np.subtract(b, means[1], out=work[1, : len(b)])
        squares[0] += before @ before
        squares[1] += after @ after
        after -= before
        squares[2] += after @ after
    spreads = [sqrt(total / (n - 1)) for total in squares.tolist()]
    return Group(
        n=n,
        mean_pre=means[0],
        sd_pre=_or_none_at_all(spreads[0], pre),
        mean_post=means[1],
        sd_post=_or_none_at_all(spreads[1], post),
        sd_change=spreads[2],
        reliability=reliability,
        reliability_post=reliability if reliability_post is None else reliability_post,
        source=source,
    )


def judge(pre: Floats, post: Floats, rule: Rule, better: Better = "lower", limits: Limits | None = None) -> Judged:
    """The reliable change index and the category of each row.

    Without `limits` nobody is recovered or harmed: the categories are those of reliable change alone.

    Args:
        pre: scores before treatment, one a person, NaN where missing.
        post: scores after, in the same order.
        rule: one of `methods.RULES`, for the group at hand.
        better: which way the measure runs.
        limits: the usual range.
    """
    index, code = np.empty(len(pre)), np.empty(len(pre), np.int8)
    for block in _blocks(len(pre), ROWS):
        a, b, found, out = pre[block], post[block], index[block], code[block]
        _index(rule, a, b, found)
        down, up = (found < -rule.critical).view(np.int8), (found > rule.critical).view(np.int8)
        if better == "lower":
            np.subtract(up, down, out=out)
        else:
            np.subtract(down, up, out=out)
        if limits is not None:
            out += _crossed(a, b, limits, better, out)
        out += CATEGORIES.index("unchanged")
    code[np.isnan(index)] = LEFT_OUT
    return Judged(index, code)


def by_anchor(pre: Floats, post: Floats, mid: float, better: Better = "lower") -> Codes:
    """Who changed by at least the minimal important difference, in points: codes as in `Judged`, without cut-offs.

    Raises:
        ValueError: an infinite score, or a difference that is not above 0.
    """
    _finite(pre, post)
    return _at_least(post - pre, mid, better)


def by_percentage(pre: Floats, post: Floats, share: float, better: Better = "lower") -> Codes:
    """Who changed by at least that share of the score before (0.5 for half); nothing above 0 has no share: -1.

    Raises:
        ValueError: as `by_anchor`.
    """
    _finite(pre, post)
    whole = np.where(pre > 0, pre, np.nan)
    return _at_least((post - pre) / whole, share, better)


def _at_least(change: Floats, needed: float, better: Better) -> Codes:
    if needed <= 0:
        raise ValueError(f"a change that counts must be above 0: {needed}")
    moved = (change >= needed).view(np.int8) - (change <= -needed).view(np.int8)
    code = (moved if better == "lower" else -moved) + np.int8(CATEGORIES.index("unchanged"))
    code[np.isnan(change)] = LEFT_OUT
    return code


def _index(rule: Rule, pre: Floats, post: Floats, out: Floats) -> None:
    """`rule.index` without an array in between, and without multiplying by 1 or adding 0."""
    if rule.carry == 1:
        np.subtract(post, pre, out=out)
    else:
        np.multiply(pre, rule.carry, out=out)
        np.subtract(post, out, out=out)
    if rule.shift:
        out -= rule.shift
    out /= rule.error


def _crossed(pre: Floats, post: Floats, limits: Limits, better: Better, moved: Codes) -> Codes:
    """-1 who crossed the border for the better as they moved, 1 who did for the worse, 0 for all others."""
    if better == "lower":
        began, now = pre < limits.before, post < limits.after
    else:
        began, now = pre > limits.before, post > limits.after
    side = began.view(np.int8) - now.view(np.int8)
    side *= (side == moved).view(np.int8)
    return side


def _blocks(rows: int, at_once: int) -> Iterator[slice]:
    return (slice(start, start + at_once) for start in range(0, rows, at_once))


def _complete(pre: Floats, post: Floats) -> tuple[Floats, Floats]:
    """The rows that have both scores."""
    _finite(pre, post)
    both = ~(np.isnan(pre) | np.isnan(post))
    return pre[both], post[both]


def _finite(pre: Floats, post: Floats) -> None:
    if np.isinf(pre).any() or np.isinf(post).any():
        raise ValueError("no score is infinite")


def _or_none_at_all(spread: float, scores: Floats) -> float:
    """The spread, and exactly 0 for scores that are all the same, where rounding leaves a trace of one."""
    if spread > NEARLY_CONSTANT * (1 + abs(float(scores[0]))):
        return spread
    return spread if np.ptp(scores) else 0.0
