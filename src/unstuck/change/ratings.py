"""Which ratings does a trial rest on? The person's own, of one kind, a point a day."""

from __future__ import annotations

from dataclasses import dataclass

from unstuck.change.series import Point, by_day
from unstuck.measures import goal, measure
from unstuck.measures.measure import Better
from unstuck.record import Record, Series
from unstuck.story import Session
from unstuck.story.plans import SESSION_RATINGS

GOAL = "goal:"


@dataclass(frozen=True, slots=True)
class Ratings:
    """The ratings of one kind.

    Attributes:
        id: "after", "gain", "alliance", a measure's id, or "goal:" and a goal's id.
        better: which direction is better.
        points: days and ratings, one a day, oldest first.
        each_session: whether there is one for each session, so that ratings still missing are sessions to come.
    """

    id: str
    better: Better
    points: tuple[Point, ...]
    each_session: bool


def ratings(record: Record, rating: str) -> Ratings:
    """The ratings of this therapy a trial can rest on; none when nothing of the kind was recorded."""
    if rating in SESSION_RATINGS:
        found = ((x.date, _of_session(x, rating)) for x in record.attended)
        points = [(day, value) for day, value in found if value is not None]
        return Ratings(rating, "higher", tuple(by_day(points)), each_session=True)
    if rating.startswith(GOAL):
        return Ratings(rating, goal().better, _points(record.goal_series.get(rating.removeprefix(GOAL))), False)
    return Ratings(rating, measure(rating).better, _points(record.series.get(rating)), False)


def _points(series: Series | None) -> tuple[Point, ...]:
    return series.points if series else ()


def _of_session(session: Session, rating: str) -> float | None:
    if rating == "alliance":
        return session.alliance.mean if session.alliance else None
    if rating == "after":
        return session.after
    if session.before is None or session.after is None:
        return None
    return session.after - session.before
