"""Where do things go: scales, round numbers on an axis, and a key that wraps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10
from unicodedata import east_asian_width

from unstuck.charts.svg import Markup, label, tag

WIDTH = 640.0
LINE = 20.0  # height of a row of text
SWATCH = 28.0
GAP = 18.0
NARROW, WIDE = 7.0, 13.5  # pixels a character takes at most, about
ROUND_STEPS = (1, 2, 5, 10)


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight way from values to pixels.

    Attributes:
        low: the value at pixel `start`.
        high: the value at pixel `end`; `start` may be the larger pixel.
    """

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """The pixel of a value; values outside are drawn at the edge."""
        if self.high == self.low:
            return (self.start + self.end) / 2
        inside = min(max(value, self.low), self.high)
        return self.start + (inside - self.low) / (self.high - self.low) * (self.end - self.start)


@dataclass(frozen=True, slots=True)
class Box:
    """The part of a picture that is drawn on, in pixels."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """A line of the key: a sample, drawn about (0, 0) to the right and 14 pixels high, and what it stands for."""

    sample: Markup
    text: str


def round_marks(low: float, high: float, most: int = 6) -> tuple[float, ...]:
    """Round numbers from `low` to `high`, at most so many (and two more), that an axis can be marked with."""
    if high <= low:
        return (low,)
    rough = (high - low) / most
    magnitude = 10 ** floor(log10(rough))
    step = next(magnitude * one for one in ROUND_STEPS if magnitude * one >= rough * (1 - 1e-9))
    first = int(-(-low // step))
    return tuple(i * step for i in range(first, int(high // step) + 1))


def width_of(text: str) -> float:
    """About how wide a text is, in pixels, rather too much than too little."""
    return sum(WIDE if east_asian_width(character) in "WF" else NARROW for character in text)


def cut(text: str, width: float) -> str:
    """The text, shortened with an ellipsis to fit about so many pixels."""
    if width_of(text) <= width:
        return text
    kept = text
    while kept and width_of(kept) + NARROW > width:
        kept = kept[:-1]
    return kept.rstrip() + "\u2026"


def key(entries: Sequence[KeyEntry], left: float, top: float, right: float) -> tuple[Markup, float]:
    """The key, wrapped into rows between `left` and `right`, and where it ends below."""
    if not entries:
        return tag("g", class_="chart-key"), top
    drawn, x, y = [], left, top
    for entry in entries:
        text = cut(entry.text, right - left - SWATCH)
        width = SWATCH + width_of(text)
        if x > left and x + width > right:
            x, y = left, y + LINE
        sample = tag("g", entry.sample, transform=f"translate({x:.0f} {y:.0f})")
        drawn += [sample, label(text, x + SWATCH, y + 11, class_="chart-soft")]
        x += width + GAP
    return tag("g", *drawn, class_="chart-key"), y + LINE


def apart(heights: Sequence[float], least: float = 14.0) -> list[float]:
    """Places for labels beside these heights (in any order) that don't run into each other, moved down where needed."""
    places = [0.0] * len(heights)
    lowest = float("-inf")
    for i in sorted(range(len(heights)), key=heights.__getitem__):
        lowest = max(heights[i], lowest + least)
        places[i] = lowest
    return places
