"""Which picture does an answer make? Facts of a read-out and words of a language, for `unstuck.charts` to draw."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from unstuck.change.ahead import Ahead
from unstuck.change.forecast import fan
from unstuck.change.working import MeasureChange
from unstuck.charts import (
    Band,
    Event,
    Person,
    Range,
    ScatterWords,
    ScoresFacts,
    ScoresWords,
    SessionsWords,
    change_scatter,
    scores_chart,
    sessions_chart,
)
from unstuck.knowledge import Blank, Words, words
from unstuck.readout import Readout
from unstuck.record import GOALS

if TYPE_CHECKING:
    from unstuck.change.classify import Classified

FAN_STEPS = 4
DAYS_A_WEEK = 7
EVENT_TEXT = 40


@dataclass(frozen=True, slots=True)
class Table:
    """What a picture shows, for who doesn't see it: a caption, a head and rows of written cells, some of them empty."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def scores_picture(answer: Readout, change: MeasureChange, language: str = "en", *, forecast: bool = False) -> str:
    """The scores of one measure as SVG: bands, cut-off, ups and downs, events, and on request what may come."""
    told = words(language, "charts")
    ahead = answer.forecasts.get(change.scale.id) if forecast else None
    facts = ScoresFacts(
        scores=change.series.points,
        lowest=change.scale.lowest,
        highest=change.scale.highest,
        bands=tuple(_bands(change, language)),
        cutoff=change.scale.cutoff.value if change.scale.cutoff else None,
        reliable_change=change.threshold.points if change.threshold else None,
        expected=tuple(_expected(answer, change, ahead)) if ahead else (),
        forecast=tuple(_forecast(answer, change, ahead)) if ahead else (),
        events=tuple(_events(answer, language)),
    )
    name = "goal" if change.series.measure == GOALS else change.scale.id
    return scores_chart(f"scores-{name}", facts, _scores_words(change, told))


def sessions_picture(answer: Readout, language: str = "en") -> str | None:
    """How sessions felt before and after as SVG, or None when none was rated."""
    felt = [(session.date, session.before, session.after) for session in answer.record.attended]
    if all(before is None and after is None for _, before, after in felt):
        return None
    told, feel = words(language, "charts"), answer.working.feel
    texts = SessionsWords(
        title=told.say("sessions.title"),
        description=told.say(f"sessions.{feel.pattern}", n=feel.n),
        before=told.say("sessions.before"),
        after=told.say("sessions.after"),
        better=told.say("sessions.better"),
        worse=told.say("sessions.worse"),
        number=told.written,
        day=told.short_day,
    )
    return sessions_chart("sessions", felt, texts)


def people_picture(found: Classified, language: str = "en") -> str:
    """A classified table as SVG: everyone by the score before and after, with the cut-off.

    The lines of reliable change are drawn for Jacobson-Truax alone: the other methods expect another score of each.
    """
    told, named = words(language, "charts"), words(language, "classify")
    counts = found.judged.summary().counts
    names = {name: named.say(f"name.{name}") for name in found.categories}
    counted = [told.say("people.counted", category=names[name], count=counts[name]) for name in names]
    texts = ScatterWords(
        title=told.say("people.title"),
        description=" ".join((told.say("people.description", n=len(found.pairs.ids)), *counted)),
        pre=told.say("people.pre"),
        post=told.say("people.post"),
        no_change=told.say("people.no_change"),
        reliable_change=told.say("people.reliable_change"),
        cutoff=told.say("scores.cutoff"),
        categories=names,
        number=told.written,
    )
    people = [Person(one.pre, one.post, one.category) for one in found.people()]
    reach = found.rule.critical * found.rule.error if found.options.method == "jt" else None
    cutoff = found.cutoffs.c if found.cutoffs else None
    return change_scatter("people", people, texts, reliable_change=reach, cutoff=cutoff)


def scores_table(
    answer: Readout, change: MeasureChange, language: str = "en", *, forecast: bool = False, newest: int | None = None
) -> Table:
    """All that `scores_picture` shows, as a table: day by day the score, its band, and what happened.

    Args:
        answer: the read-out.
        change: the measure.
        language: of the sentences.
        forecast: whether to add what may come.
        newest: how many of the days at the most, None for all; the caption says so where some are left out.
    """
    told, record = words(language, "charts"), answer.record
    happened: dict[date, list[str]] = defaultdict(list)
    for event in _events(answer, language):
        happened[event.day].append(event.text)
    scores, sessions = dict(change.series.points), [session.date for session in record.attended]
    days = sorted({*scores, *happened})
    shown = days if newest is None else days[-newest:]
    rows = [
        (
            told.written(day),
            told.written(bisect_right(sessions, day)),
            _number(scores.get(day), told),
            _band_name(change, scores.get(day), language),
            "; ".join(happened.get(day, ())),
        )
        for day in shown
    ]
    ahead = answer.forecasts.get(change.scale.id) if forecast else None
    for later in tuple(_forecast(answer, change, ahead))[1:] if ahead else ():
        blanks = {"low": round(later.low, 1), "high": round(later.high, 1)}
        rows.append((told.written(later.day), "", told.say("table.between", **blanks), "", told.say("scores.forecast")))
    head = ("day", "sessions_so_far", "score", "band", "happened")
    caption = told.say(f"scores.title_{change.scale.better}", measure=change.scale.name)
    if len(shown) < len(days):
        caption = told.say("table.newest", caption=caption, n=len(shown))
    return Table(caption, tuple(told.say(f"table.{key}") for key in head), tuple(rows))


def sessions_table(answer: Readout, language: str = "en") -> Table | None:
    """How sessions felt and how working together was rated, a row a session, or None when nothing was rated."""
    told = words(language, "charts")
    rows = [
        (
            told.written(session.date),
            _number(session.before, told),
            _number(session.after, told),
            _number(session.alliance.mean if session.alliance else None, told),
        )
        for session in answer.record.attended
    ]
    if not any(cell for row in rows for cell in row[1:]):
        return None
    head = tuple(told.say(key) for key in ("table.day", "sessions.before", "sessions.after", "table.together"))
    return Table(told.say("sessions.title"), head, tuple(rows))


def _number(value: float | None, told: Words) -> str:
    return "" if value is None else told.written(round(value, 1))


def _band_name(change: MeasureChange, score: float | None, language: str) -> str:
    band = None if score is None else change.scale.band(score)
    return words(language, "measures").say(f"band.{band.id}") if band else ""


def _scores_words(change: MeasureChange, told: Words) -> ScoresWords:
    points = change.series.points
    blanks: dict[str, Blank] = {
        "measure": change.scale.name,
        "n": len(points),
        "first": round(points[0][1], 1),
        "last": round(points[-1][1], 1),
        "from": points[0][0],
        "to": points[-1][0],
    }
    return ScoresWords(
        title=told.say(f"scores.title_{change.scale.better}", **blanks),
        description=told.say("scores.description", **blanks),
        score=change.scale.name,
        cutoff=told.say("scores.cutoff"),
        reliable_change=told.say("scores.reliable_change"),
        expected=told.say("scores.expected"),
        forecast=told.say("scores.forecast"),
        number=told.written,
        day=told.short_day,
    )


def _bands(change: MeasureChange, language: str) -> Iterator[Band]:
    told, scale = words(language, "measures"), change.scale
    ends = (*(band.mark for band in scale.bands[1:]), scale.highest)
    for band, end in zip(scale.bands, ends, strict=True) if scale.bands else ():
        yield Band(told.say(f"band.{band.id}"), band.mark, end)


def _events(answer: Readout, language: str) -> Iterator[Event]:
    told = words(language, "charts")
    for event in answer.record.events:
        yield Event(event.date, (event.text or told.say(f"event.{event.kind}"))[:EVENT_TEXT])


def _forecast(answer: Readout, change: MeasureChange, ahead: Ahead) -> Iterator[Range]:
    """The last score itself, then the range at a few times up to the horizon."""
    last_day, last = change.series.latest
    yield Range(last_day, last, last, last)
    start, end = ahead.scores[-1][0], ahead.forecast.time
    times = tuple(start + (end - start) * step / FAN_STEPS for step in range(1, FAN_STEPS + 1))
    for point in fan(ahead.scores, ahead.curve, times):
        yield Range(_day_at(answer, last_day, ahead, point.time - start), point.low, point.high, point.middle)


def _expected(answer: Readout, change: MeasureChange, ahead: Ahead) -> Iterator[Range]:
    """The usual course of many people, from the baseline's day on."""
    day, start = change.series.baseline[0], 1.0
    for step in range(FAN_STEPS + 1):
        time = start + (ahead.forecast.time - start) * step / FAN_STEPS
        mean = ahead.curve.mean(time)
        yield Range(_day_at(answer, day, ahead, time - start), mean, mean, mean)


def _day_at(answer: Readout, day: date, ahead: Ahead, later: float) -> date:
    each = DAYS_A_WEEK if ahead.curve.clock == "week" else answer.record.interval
    return day + timedelta(days=min(round(later * each), (date.max - day).days))
