"""How many of a hundred? A hundred dots where one number is told, a strip for each part where there are several.

Numbers are understood best as counts of one same hundred, seen all at once (Garcia-Retamero, R., & Cokely, E. T.
(2017). Designing visual aids that promote risk literacy. Hum Factors 59, 582-627). What lies between two bounds is
drawn as a ring; the rest is a small dot.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from unstuck.charts.svg import Markup, label, picture, tag

ALL = 100
ACROSS = 20
STEP = 18.0
FULL, REST, RING = 6.0, 2.0, 2.0
STRIP, ROW, BAR = 2.9, 42.0, 14.0


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
    """Each kind of dot in a group of its own, which says once how it looks."""
    return tag(
        "g",
        tag("g", *_circles(0, part.low, FULL), fill="currentColor"),
        tag("g", *_circles(part.low, part.high, FULL - RING / 2), stroke="currentColor", stroke_width=RING),
        tag("g", *_circles(part.high, ALL, REST), fill="currentColor", class_="chart-rest"),
        class_="chart-hundred",
    )


def _circles(first: int, end: int, radius: float) -> Iterator[Markup]:
    for place in range(first, end):
        yield tag("circle", cx=(place % ACROSS + 0.5) * STEP, cy=(place // ACROSS + 0.5) * STEP, r=radius)


def _strip(part: Part, top: float) -> Markup:
    return tag(
        "g",
        label(part.name, 0, top + 16),
        tag("rect", x=0.5, y=top + 22, width=ALL * STRIP - 1, height=BAR, stroke="currentColor", class_="chart-rest"),
        tag("rect", x=0, y=top + 22, width=part.low * STRIP, height=BAR, fill="currentColor"),
    )
