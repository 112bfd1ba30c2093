"""What total do these items make?"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unstuck.measures.measure import Measure

ROUNDING = 0.05 + 1e-9  # a total written with one decimal


def total(of: Measure, items: Sequence[float]) -> float:
    """The total of `items`, each already scored in the scale's direction, in the order of the form.

    Raises:
        ValueError: the items can't make a total: unknown make-up, a missing item, or one outside its range.
    """
    scale = of.items
    if scale is None:
        raise ValueError(f"{of.id} is known by its total only")
    if len(items) != scale.n:
        raise ValueError(f"{of.id} has {scale.n} items, not {len(items)}")
    for place, item in enumerate(items, start=1):
        if not scale.lowest <= item <= scale.highest:
            raise ValueError(f"item {place} of {of.id} is {item}, outside {scale.lowest} to {scale.highest}")
    whole = sum(items) * scale.times
    return whole / scale.n if scale.mean else whole


def agrees(of: Measure, items: Sequence[float], stated: float) -> bool:
    """Whether `items` make the total `stated`, give or take how totals with decimals are rounded.

    Raises:
        ValueError: as `total`.
    """
    return abs(total(of, items) - stated) <= (ROUNDING if of.decimals else 0)
