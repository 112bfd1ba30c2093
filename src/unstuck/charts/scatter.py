"""A table of people, each by the score before and the score after: who changed reliably, who crossed the cut-off?

On the diagonal nothing changed; between the dashed lines beside it the change is within measurement error; the dotted
lines are the cut-off. A shape stands for a category. Jacobson, N. S., & Truax, P. (1991). J Consult Clin Psychol 59,
12-19, figure 2.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from unstuck.charts.layout import WIDTH, Box, KeyEntry, Scale, key, round_marks
from unstuck.charts.svg import Markup, label, number, picture, points, tag

Category = Literal["recovered", "improved", "unchanged", "deteriorated", "harmed"]
CATEGORIES: tuple[Category, ...] = ("recovered", "improved", "unchanged", "deteriorated", "harmed")
BOX = Box(left=60, top=12, right=480, bottom=432)
MOST = 5000
MARK = 4.5


@dataclass(frozen=True, slots=True)
class Person:
    """One person's two scores and what they come to."""

    pre: float
    post: float
    category: Category


@dataclass(frozen=True, slots=True)
class ScatterWords:
    """What is written: the names of the axes, of the lines and of the categories, and how a number is written."""

    title: str
    description: str
    pre: str
    post: str
    no_change: str
    reliable_change: str
    cutoff: str
    categories: Mapping[Category, str]
    number: Callable[[float], str]


def change_scatter(
    identifier: str,
    people: Sequence[Person],
    texts: ScatterWords,
    *,
    reliable_change: float | None = None,
    cutoff: float | None = None,
) -> str:
    """The picture of a table of people, as SVG.

    People with the same scores share one mark. Of more than 5,000 marks every second (third, ...) is drawn, so that
    any table gives a picture; who needs all of them has the table.

    Raises:
        ValueError: nobody, or an identifier that is none.
    """
    if not people:
        raise ValueError("a picture of a table needs people")
    marks = sorted({(person.pre, person.post, person.category) for person in people})
    marks = marks[:: -(-len(marks) // MOST)]
    low, high = _range(people, cutoff)
    x, y = Scale(low, high, BOX.left, BOX.right), Scale(low, high, BOX.bottom, BOX.top)
    entries = _key_entries({category for _, _, category in marks}, texts, reliable_change, cutoff)
    written, bottom = key(entries, 8, BOX.bottom + 52, WIDTH - 8)
    return picture(
        identifier,
        texts.title,
        texts.description,
        (WIDTH, bottom + 4),
        _axes(x, y, texts),
        _lines(x, y, reliable_change, cutoff),
        tag("g", *(_mark(category, x(pre), y(post)) for pre, post, category in marks), class_="chart-people"),
        written,
    )


def _range(people: Sequence[Person], cutoff: float | None) -> tuple[float, float]:
    """Both axes alike, from the lowest to the highest score, with a little room."""
    values = [score for person in people for score in (person.pre, person.post)]
    values += [cutoff] if cutoff is not None else []
    low, high = min(values), max(values)
    room = (high - low) * 0.04 or 1.0
    return low - room, high + room


def _axes(x: Scale, y: Scale, texts: ScatterWords) -> Markup:
    marks = round_marks(x.low, x.high)
    across = [label(texts.number(m), x(m), BOX.bottom + 18, class_="chart-soft", anchor="middle") for m in marks]
    along = [label(texts.number(m), BOX.left - 8, y(m) + 4, class_="chart-soft", anchor="end") for m in marks]
    frame = tag(
        "path",
        d=f"M{BOX.left:.0f} {BOX.top:.0f}V{BOX.bottom:.0f}H{BOX.right:.0f}",
        stroke="currentColor",
        stroke_opacity="0.5",
    )
    middle = (BOX.top + BOX.bottom) / 2
    post = tag(
        "g",
        label(texts.post, 0, 0, anchor="middle"),
        transform=f"translate(16 {number(middle)}) rotate(-90)",
    )
    pre = label(texts.pre, (BOX.left + BOX.right) / 2, BOX.bottom + 38, anchor="middle")
    return tag("g", frame, *across, *along, pre, post, class_="chart-axes")


def _lines(x: Scale, y: Scale, reliable_change: float | None, cutoff: float | None) -> Markup:
    low, high = x.low, x.high
    drawn = [_line([(x(low), y(low)), (x(high), y(high))], None)]
    if reliable_change is not None and reliable_change < high - low:
        near, far = low + reliable_change, high - reliable_change
        drawn.append(_line([(x(low), y(near)), (x(far), y(high))], "6 4"))
        drawn.append(_line([(x(near), y(low)), (x(high), y(far))], "6 4"))
    if cutoff is not None:
        drawn.append(_line([(x(cutoff), BOX.top), (x(cutoff), BOX.bottom)], "2 3"))
        drawn.append(_line([(BOX.left, y(cutoff)), (BOX.right, y(cutoff))], "2 3"))
    return tag("g", *drawn, class_="chart-lines")


def _line(places: list[tuple[float, float]], dashes: str | None) -> Markup:
    return tag("polyline", points=points(places), stroke="currentColor", stroke_opacity="0.7", stroke_dasharray=dashes)


def _mark(category: Category, x: float, y: float) -> Markup:
    """A filled disc recovered, an open one improved, a small cross unchanged; worse are triangles that point up."""
    class_ = f"chart-{category}"
    if category == "recovered":
        return tag("circle", cx=x, cy=y, r=MARK, class_=class_, fill="currentColor", fill_opacity="0.7")
    if category == "improved":
        return tag("circle", cx=x, cy=y, r=MARK, class_=class_, stroke="currentColor", stroke_width=1.5)
    if category == "unchanged":
        arm = MARK / 2
        d = "".join(
            f"M{number(a[0])} {number(a[1])}L{number(b[0])} {number(b[1])}"
            for a, b in (((x - arm, y - arm), (x + arm, y + arm)), ((x - arm, y + arm), (x + arm, y - arm)))
        )
        return tag("path", d=d, class_=class_, stroke="currentColor", stroke_opacity="0.7")
    corners = [(x, y - MARK), (x + MARK, y + MARK), (x - MARK, y + MARK)]
    filled = category == "harmed"
    return tag(
        "polygon",
        points=points(corners),
        class_=class_,
        fill="currentColor" if filled else None,
        stroke="currentColor",
        stroke_width=1.5,
    )


def _key_entries(
    present: set[Category], texts: ScatterWords, reliable_change: float | None, cutoff: float | None
) -> list[KeyEntry]:
    entries = [KeyEntry(_mark(one, 10, 7), texts.categories[one]) for one in CATEGORIES if one in present]
    entries.append(KeyEntry(_line([(0, 13), (20, 1)], None), texts.no_change))
    if reliable_change is not None:
        entries.append(KeyEntry(_line([(0, 13), (20, 1)], "6 4"), texts.reliable_change))
    if cutoff is not None:
        entries.append(KeyEntry(_line([(0, 7), (20, 7)], "2 3"), texts.cutoff))
    return entries
