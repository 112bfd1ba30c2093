"""One person's scores over time: what they were, what they mean, and where they may be heading.

From back to front: the bands of the scale, the usual course of many people, the range of ups and downs about the
baseline, the cut-off, the forecast, events, and the scores themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from unstuck.charts.layout import WIDTH, Box, KeyEntry, Scale, apart, cut, key, round_marks
from unstuck.charts.svg import Markup, label, picture, points, tag

MOST_DOTS = 80
BOX = Box(left=44, top=30, right=520, bottom=250)
DAYS_MARKED = 5
MOST_EVENTS = 9
LINE_DASHES = {"cutoff": "8 4", "reliable": "2 4", "expected": "1 3", "forecast": "5 3"}


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of the scale with a name, such as "moderate"; `low` and `high` in points."""

    name: str
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Range:
    """What is expected on a day: the middle of it (None where only the range is known), its lower and upper end."""

    day: date
    low: float
    high: float
    middle: float | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened; `text` may be the person's own words."""

    day: date
    text: str


@dataclass(frozen=True, slots=True)
class ScoresFacts:
    """What is drawn.

    Attributes:
        scores: days and scores, at least one, in any order.
        lowest: the least score there can be, in points.
        highest: the most.
        bands: names for stretches of the scale.
        cutoff: the line between the usual range and not.
        reliable_change: what a change must exceed to be more than ups and downs, about the first score.
        expected: the course of many people.
        forecast: what may come; its first day is best the day of the last score.
        events: the newest nine are shown.
    """

    scores: Sequence[tuple[date, float]]
    lowest: float
    highest: float
    bands: Sequence[Band] = ()
    cutoff: float | None = None
    reliable_change: float | None = None
    expected: Sequence[Range] = ()
    forecast: Sequence[Range] = ()
    events: Sequence[Event] = ()


@dataclass(frozen=True, slots=True)
class ScoresWords:
    """What is written.

    Attributes:
        title: of the picture, short.
        description: for who doesn't see it: where it began, where it is, what happened in between.
        score: the name of the line of scores.
        cutoff: the name of the cut-off.
        reliable_change: the name of the range of ups and downs.
        expected: the name of the usual course.
        forecast: the name of the forecast.
        number: how a score is written.
        day: how a day is written, short.
    """

    title: str
    description: str
    score: str
    cutoff: str
    reliable_change: str
    expected: str
    forecast: str
    number: Callable[[float], str]
    day: Callable[[date], str]


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where days and scores are drawn."""

    first: date
    x: Scale
    y: Scale

    def at(self, day: date) -> float:
        return self.x((day - self.first).days)


def scores_chart(identifier: str, facts: ScoresFacts, texts: ScoresWords) -> str:
    """The picture of one person's scores, as SVG.

    Raises:
        ValueError: no score, or an identifier that is none.
    """
    if not facts.scores:
        raise ValueError("a picture of scores needs a score")
    scores = sorted(facts.scores)
    events = sorted(facts.events, key=lambda event: event.day)[-MOST_EVENTS:]
    frame = _frame(facts, scores, events)
    entries = _key_entries(facts, texts, events)
    written, bottom = key(entries, 8, BOX.bottom + 36, WIDTH - 8)
    return picture(
        identifier,
        texts.title,
        texts.description,
        (WIDTH, bottom + 4),
        _bands(facts, frame),
        _ribbon(sorted(facts.expected, key=lambda one: one.day), frame, "expected"),
        _reliable(facts, scores[0][1], frame),
        _cutoff(facts, frame),
        _ribbon(sorted(facts.forecast, key=lambda one: one.day), frame, "forecast"),
        _axes(facts, frame, texts),
        _events(events, frame),
        _scores(scores, frame, texts),
        written,
    )


def _frame(facts: ScoresFacts, scores: Sequence[tuple[date, float]], events: Sequence[Event]) -> _Frame:
    days = [day for day, _ in scores] + [one.day for one in events]
    days += [one.day for one in (*facts.expected, *facts.forecast)]
    first, last = min(days), max(days)
    room = 10  # pixels, so that the first and the last dot don't sit on the frame
    return _Frame(
        first,
        Scale(0, (last - first).days, BOX.left + room, BOX.right - room),
        Scale(facts.lowest, facts.highest, BOX.bottom, BOX.top),
    )


def _bands(facts: ScoresFacts, frame: _Frame) -> Markup:
    """Stripes in two greys by turns, each with its name beside it."""
    places = apart([(frame.y(band.low) + frame.y(band.high)) / 2 + 4 for band in facts.bands])
    drawn = []
    for i, (band, place) in enumerate(zip(facts.bands, places, strict=True)):
        top, bottom = frame.y(band.high), frame.y(band.low)
        drawn += [
            tag(
                "rect",
                x=BOX.left,
                y=top,
                width=BOX.right - BOX.left,
                height=bottom - top,
                class_=f"chart-band chart-band-{i + 1}",
                fill="currentColor",
                fill_opacity="0.08" if i % 2 else "0.03",
            ),
            label(cut(band.name, WIDTH - BOX.right - 12), BOX.right + 8, place, class_="chart-soft"),
        ]
    return tag("g", *drawn, class_="chart-bands")


def _ribbon(ranges: Sequence[Range], frame: _Frame, kind: str) -> Markup:
    """A range over time with a dashed edge, and its middle as a dashed line."""
    upper = [(frame.at(one.day), frame.y(one.high)) for one in ranges]
    lower = [(frame.at(one.day), frame.y(one.low)) for one in ranges]
    middle = [(frame.at(one.day), frame.y(one.middle)) for one in ranges if one.middle is not None]
    if not ranges:
        return tag("g", class_=f"chart-{kind}")
    dashes = LINE_DASHES[kind]
    return tag(
        "g",
        tag(
            "polygon",
            points=points(upper + lower[::-1]),
            fill="currentColor",
            fill_opacity="0.1",
            stroke="currentColor",
            stroke_opacity="0.6",
            stroke_dasharray=dashes,
        ),
        tag("polyline", points=points(middle), stroke="currentColor", stroke_width=1.5, stroke_dasharray=dashes),
        class_=f"chart-{kind}",
    )


def _reliable(facts: ScoresFacts, baseline: float, frame: _Frame) -> Markup:
    if facts.reliable_change is None:
        return tag("g", class_="chart-reliable")
    ends = (baseline - facts.reliable_change, baseline + facts.reliable_change)
    inside = [end for end in ends if facts.lowest < end < facts.highest]
    return tag("g", *(_across(frame.y(end), "reliable") for end in inside), class_="chart-reliable")


def _cutoff(facts: ScoresFacts, frame: _Frame) -> Markup:
    if facts.cutoff is None:
        return tag("g", class_="chart-cutoff")
    return tag("g", _across(frame.y(facts.cutoff), "cutoff"), class_="chart-cutoff")


def _across(y: float, kind: str) -> Markup:
    return tag(
        "line",
        x1=BOX.left,
        y1=y,
        x2=BOX.right,
        y2=y,
        stroke="currentColor",
        stroke_width=1.5,
        stroke_dasharray=LINE_DASHES[kind],
    )


def _axes(facts: ScoresFacts, frame: _Frame, texts: ScoresWords) -> Markup:
    marks = [
        label(texts.number(mark), BOX.left - 8, frame.y(mark) + 4, class_="chart-soft", anchor="end")
        for mark in round_marks(facts.lowest, facts.highest)
    ]
    span = int(frame.x.high)
    steps = sorted({round(span * i / (DAYS_MARKED - 1)) for i in range(DAYS_MARKED)})
    days = [
        label(
            texts.day(frame.first + timedelta(days=step)),
            frame.x(step),
            BOX.bottom + 18,
            class_="chart-soft",
            anchor="middle",
        )
        for step in steps
    ]
    frame_line = tag(
        "path",
        d=f"M{BOX.left:.0f} {BOX.top:.0f}V{BOX.bottom:.0f}H{BOX.right:.0f}",
        stroke="currentColor",
        stroke_opacity="0.5",
    )
    return tag("g", frame_line, *marks, *days, class_="chart-axes")


def _events(events: Sequence[Event], frame: _Frame) -> Markup:
    """A numbered flag a day; the key says what each was."""
    drawn = []
    for i, event in enumerate(events, start=1):
        x = frame.at(event.day)
        line = tag("line", x1=x, y1=BOX.top, x2=x, y2=BOX.bottom, stroke="currentColor", stroke_opacity="0.35")
        drawn += [line, _flag(i, x, BOX.top - 9)]
    return tag("g", *drawn, class_="chart-events")


def _flag(number: int, x: float, y: float) -> Markup:
    ring = tag("circle", cx=x, cy=y, r=9, stroke="currentColor")
    return tag("g", ring, label(str(number), x, y + 4, anchor="middle"), class_="chart-event")


def _scores(scores: Sequence[tuple[date, float]], frame: _Frame, texts: ScoresWords) -> Markup:
    """The line, a dot a score where there are not too many to tell apart, and the first and the last in figures."""
    places = [(frame.at(day), frame.y(score)) for day, score in scores]
    dotted = places if len(places) <= MOST_DOTS else ()
    dots = [tag("circle", cx=x, cy=y, r=4, fill="currentColor") for x, y in dotted]
    figures = [
        label(texts.number(scores[i][1]), places[i][0], places[i][1] - 10, class_="chart-figure", anchor="middle")
        for i in sorted({0, len(scores) - 1})
    ]
    line = tag("polyline", points=points(places), stroke="currentColor", stroke_width=2.5, stroke_linejoin="round")
    return tag("g", line, *dots, *figures, class_="chart-scores")


def _key_entries(facts: ScoresFacts, texts: ScoresWords, events: Sequence[Event]) -> list[KeyEntry]:
    dot = tag("circle", cx=10, cy=7, r=4, fill="currentColor")
    entries = [KeyEntry(tag("g", _sample(None), dot), texts.score)]
    if facts.cutoff is not None:
        entries.append(KeyEntry(_sample("cutoff"), texts.cutoff))
    if facts.reliable_change is not None:
        entries.append(KeyEntry(_sample("reliable"), texts.reliable_change))
    if facts.expected:
        entries.append(KeyEntry(_patch("expected"), texts.expected))
    if facts.forecast:
        entries.append(KeyEntry(_patch("forecast"), texts.forecast))
    return entries + [
        KeyEntry(_flag(i, 10, 7), f"{texts.day(event.day)}: {event.text}") for i, event in enumerate(events, start=1)
    ]


def _sample(kind: str | None) -> Markup:
    dashes = LINE_DASHES[kind] if kind else None
    return tag("line", x1=0, y1=7, x2=20, y2=7, stroke="currentColor", stroke_width=2, stroke_dasharray=dashes)


def _patch(kind: str) -> Markup:
    return tag(
        "rect",
        x=0,
        y=1,
        width=20,
        height=12,
        fill="currentColor",
        fill_opacity="0.1",
        stroke="currentColor",
        stroke_opacity="0.6",
        stroke_dasharray=LINE_DASHES[kind],
    )
