"""How many of a hundred? A hundred dots where one number is told, a strip for each part where there are several.

Numbers are understood best as counts of one same hundred, seen all at once (Garcia-Retamero, R., & Cokely, E. T.
(2017). Designing visual aids that promote risk literacy. Hum Factors 59, 582-627). What lies between two bounds is
drawn as a ring; the rest is a small dot.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from unstuck.charts.svg import Markup, label, picture, tag

ALL = 100
ACROSS = 20
STEP = 18.0
FULL, REST = 6.0, 2.0
STRIP, ROW, BAR = 3.6, 42.0, 14.0


@dataclass(frozen=True, slots=True)
class Part:
    """So many of a hundred.

    Attributes:
        low: how many at least.
        high: how many at the most; the same where one number is told.
        name: what they are, "" where the picture holds nothing else.
    """

    low: int
    high: int
    name: str = ""


def of_100(identifier: str, parts: Sequence[Part], title: str, description: str) -> str:
    """The picture, as SVG.

    Raises:
        ValueError: nothing to draw, more than a hundred, or an identifier that is none.
    """
    if not parts or not all(0 <= part.low <= part.high <= ALL for part in parts):
        raise ValueError("so many of a hundred: 0 to 100")
    if len(parts) == 1:
        return picture(identifier, title, description, (ACROSS * STEP, ALL / ACROSS * STEP), _dots(parts[0]))
    strips = (_strip(part, row * ROW) for row, part in enumerate(parts))
    return picture(identifier, title, description, (ALL * STRIP, len(parts) * ROW), *strips)


def _dots(part: Part) -> Markup:
    return tag("g", *(_dot(part, place) for place in range(ALL)), class_="chart-hundred")


def _dot(part: Part, place: int) -> Markup:
    x, y = (place % ACROSS + 0.5) * STEP, (place // ACROSS + 0.5) * STEP
    if place < part.low:
        return tag("circle", cx=x, cy=y, r=FULL, fill="currentColor")
    if place < part.high:
        return tag("circle", cx=x, cy=y, r=FULL - 0.75, stroke="currentColor", stroke_width=1.5)
    return tag("circle", cx=x, cy=y, r=REST, fill="currentColor", class_="chart-rest")


def _strip(part: Part, top: float) -> Markup:
    return tag(
        "g",
        label(part.name, 0, top + 16),
        tag("rect", x=0.5, y=top + 22, width=ALL * STRIP - 1, height=BAR, stroke="currentColor", class_="chart-rest"),
        tag("rect", x=0, y=top + 22, width=part.low * STRIP, height=BAR, fill="currentColor"),
    )
