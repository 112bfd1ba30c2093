"""How someone felt before and after sessions: a bar from one to the other, an open dot before, a filled one after."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from unstuck.charts.layout import WIDTH, Box, KeyEntry, Scale, key
from unstuck.charts.svg import Markup, label, picture, tag

BOX = Box(left=44, top=16, right=632, bottom=206)
LOWEST, HIGHEST = -5, 5
NEWEST = 24
BAR = 8.0
DOT = 4.5


@dataclass(frozen=True, slots=True)
class SessionsWords:
    """What is written: `better` and `worse` name the ends of the scale, `number` and `day` write a rating and a day."""

    title: str
    description: str
    before: str
    after: str
    better: str
    worse: str
    number: Callable[[float], str]
    day: Callable[[date], str]


def sessions_chart(
    identifier: str, sessions: Sequence[tuple[date, float | None, float | None]], texts: SessionsWords
) -> str:
    """The picture of the newest 24 sessions with a rating, given as (day, before, after), -5 to 5, in any order.

    Raises:
        ValueError: no session with a rating, or an identifier that is none.
    """
    rated = sorted((one for one in sessions if one[1] is not None or one[2] is not None), key=lambda one: one[0])
    if not rated:
        raise ValueError("a picture of sessions needs a rating")
    shown = rated[-NEWEST:]
    x = Scale(-0.5, len(shown) - 0.5, BOX.left, BOX.right)
    y = Scale(LOWEST, HIGHEST, BOX.bottom, BOX.top)
    entries = [KeyEntry(_dot("before", 10, 7), texts.before), KeyEntry(_dot("after", 10, 7), texts.after)]
    written, bottom = key(entries, 8, BOX.bottom + 34, WIDTH - 8)
    bars = [_session(x(i), before, after, y) for i, (_, before, after) in enumerate(shown)]
    days = [
        label(texts.day(shown[i][0]), x(i), BOX.bottom + 18, class_="chart-soft", anchor=anchor)
        for i, anchor in _ends(len(shown))
    ]
    size = (WIDTH, bottom + 4)
    return picture(identifier, texts.title, texts.description, size, _axis(y, texts), *bars, *days, written)


def _ends(n: int) -> tuple[tuple[int, str], ...]:
    return ((0, "middle"),) if n == 1 else ((0, "start"), (n - 1, "end"))


def _session(x: float, before: float | None, after: float | None, y: Scale) -> Markup:
    drawn = []
    if before is not None and after is not None:
        top = min(y(before), y(after))
        kind = "up" if after > before else "down" if after < before else "same"
        drawn.append(
            tag(
                "rect",
                x=x - BAR / 2,
                y=top,
                width=BAR,
                height=abs(y(before) - y(after)),
                class_=f"chart-{kind}",
                fill="currentColor",
                fill_opacity="0.25",
            )
        )
    if before is not None:
        drawn.append(_dot("before", x, y(before)))
    if after is not None:
        drawn.append(_dot("after", x, y(after)))
    return tag("g", *drawn, class_="chart-session")


def _dot(kind: str, x: float, y: float) -> Markup:
    """Open before, filled after; the one before is a little larger, so that both show where they meet."""
    if kind == "before":
        return tag("circle", cx=x, cy=y, r=DOT + 2, class_="chart-before", stroke="currentColor", stroke_width=1.5)
    return tag("circle", cx=x, cy=y, r=DOT, class_="chart-after", fill="currentColor")


def _axis(y: Scale, texts: SessionsWords) -> Markup:
    marks = [
        label(texts.number(mark), BOX.left - 8, y(mark) + 4, class_="chart-soft", anchor="end")
        for mark in (LOWEST, 0, HIGHEST)
    ]
    zero = tag("line", x1=BOX.left, y1=y(0), x2=BOX.right, y2=y(0), stroke="currentColor", stroke_opacity="0.5")
    side = tag("line", x1=BOX.left, y1=BOX.top, x2=BOX.left, y2=BOX.bottom, stroke="currentColor", stroke_opacity="0.5")
    ends = [
        label(texts.better, BOX.left + 6, BOX.top - 3, class_="chart-soft"),
        label(texts.worse, BOX.left + 6, BOX.bottom - 3, class_="chart-soft"),
    ]
    return tag("g", zero, side, *marks, *ends, class_="chart-axes")
