"""Beside the forecast: what do the two simple flags say?

The reliable-change-so-far flag looks back: has the score already changed by more than measurement error? The
expected-treatment-response flag compares: is the latest score outside the range that 80 of 100 people with the same
baseline are in at this time (Finch, Lambert & Schaalje 2001, Clin Psychol Psychother 8, 231-242; Delgadillo et al.
2018, Lancet Psychiatry 5, 564-572)? Both are easy to check by hand and both are weaker than the forecast.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from unstuck.change.curves import Curve
from unstuck.change.forecast import FanPoint, fan
from unstuck.change.outlook import Scores
from unstuck.measures.measure import Better

SoFar = Literal["improved", "unchanged", "deteriorated"]
Response = Literal["better_than_expected", "as_expected", "worse_than_expected"]


def change_so_far(baseline: float, latest: float, reliable_change: float, better: Better) -> SoFar:
    """The reliable-change-so-far flag; a change of exactly the reliable change counts."""
    gain = baseline - latest if better == "lower" else latest - baseline
    if abs(gain) < reliable_change:
        return "unchanged"
    return "improved" if gain > 0 else "deteriorated"


def expected_course(baseline: float, curve: Curve, times: Sequence[float]) -> tuple[FanPoint, ...]:
    """Where people with this first score are at each of `times`: the middle, and the range of 80 of 100.

    Raises:
        ValueError: the curve does not reach one of the times.
    """
    return fan(((1.0, baseline),), curve, tuple(times))


def expected_response(scores: Scores, curve: Curve) -> Response:
    """The expected-treatment-response flag of the latest of some scores, the earliest being the baseline.

    Raises:
        ValueError: fewer than two scores, or the curve does not reach the latest.
    """
    if len(scores) < 2:  # noqa: PLR2004 - a baseline and one to compare with it
        raise ValueError("a response needs a baseline and a later score")
    ordered = sorted(scores)
    time, latest = ordered[-1]
    (expected,) = fan(ordered[:1], curve, (time,))
    if expected.low <= latest <= expected.high:
        return "as_expected"
    return "better_than_expected" if (latest < expected.low) == (curve.better == "lower") else "worse_than_expected"
