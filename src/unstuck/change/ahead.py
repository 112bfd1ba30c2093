"""Where may this measure be heading in this therapy, and what must be known of the forecast?

Puts one record's scores on the clock of the measure's reference curve. A measure without a curve has no forecast.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from unstuck.change.curves import Curve, curve_for
from unstuck.change.forecast import Forecast, forecast
from unstuck.change.working import MeasureChange
from unstuck.record import Record

USUAL_COURSE = 12  # sessions looked ahead to when nobody has said how many there are


@dataclass(frozen=True, slots=True)
class Ahead:
    """A forecast with the session it is for.

    Attributes:
        session: counted from the first session of this therapy.
        forecast: the chances and the range then.
        scores: what it rests on, as (time on the curve's clock, score).
        curve: the reference curve it rests on.
        caveats: ids of what to know about it, of the curve and of how far the record leaves its people.
    """

    session: int
    forecast: Forecast
    scores: tuple[tuple[float, float], ...]
    curve: Curve
    caveats: tuple[str, ...]

    @property
    def unlike(self) -> tuple[str, ...]:
        """In what this record leaves the people the curve was learned from."""
        return tuple(caveat for caveat in self.caveats if caveat not in self.curve.caveats)


def ahead(record: Record, change: MeasureChange) -> Ahead | None:
    """The forecast for the planned end of this therapy, or None where none can be made.

    None for a measure without a curve, without a threshold, a baseline alone, or a record beyond the curve's end.
    """
    curve = curve_for(change.scale.id)
    if curve is None or change.threshold is None or len(change.series.points) < 2:  # noqa: PLR2004 - no course yet
        return None
    scores = _on_the_clock(record, change, curve)
    if scores[-1][0] >= curve.last:
        return None
    session = _horizon(record, curve, scores[-1][0])
    if session is None:
        return None
    left = curve.ahead(session - record.session_count, record.interval)
    cutoff = change.scale.cutoff.value if change.scale.cutoff else None
    baseline = change.series.baseline[1]
    until = scores[-1][0] + left
    found = forecast(scores, curve, change.threshold.points, until, cutoff=cutoff, baseline=baseline)
    outside = curve.outside(record.about.age_band, baseline, _days_between(change))
    return Ahead(session, found, scores, curve, (*curve.caveats, *outside))


def _on_the_clock(record: Record, change: MeasureChange, curve: Curve) -> tuple[tuple[float, float], ...]:
    start = change.series.baseline[0]
    attended = [session.date for session in record.attended]
    placed: dict[float, float] = {}
    for number, (day, value) in enumerate(change.series.points):
        # a baseline and a score soon after it, with no session between, are both the course's beginning
        held = number if record.assumed_sessions else max(bisect_right(attended, day) - 1, 0)
        placed[curve.time((day - start).days, held)] = value  # of two on one place the newer counts
    return tuple(placed.items())


def _horizon(record: Record, curve: Curve, now: float) -> int | None:
    """The planned last session, else the twelfth, or as far as the curve reaches; None when no session lies ahead."""
    held = record.session_count
    allowed = record.therapy.sessions_allowed if record.therapy else None
    one = curve.ahead(1, record.interval)
    reach = held + int((curve.last - now) / one + 1e-9)
    wanted = allowed if allowed and allowed > held else max(USUAL_COURSE, held + 1)
    session = min(wanted, reach)
    return session if session > held else None


def _days_between(change: MeasureChange) -> float | None:
    points = change.series.points
    return (points[-1][0] - points[0][0]).days / (len(points) - 1) if len(points) > 1 else None
