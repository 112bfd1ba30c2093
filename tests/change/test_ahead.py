"""The promise: the forecast counts change from the same start as the answer it stands beside."""

from __future__ import annotations

from datetime import date, timedelta

from unstuck.change.ahead import Ahead, ahead
from unstuck.change.working import working
from unstuck.record import record
from unstuck.story import validate

FIRST = date(2026, 1, 6)


def looked_ahead(*scores: tuple[int, float]) -> Ahead:
    """Someone with a session a week for three weeks, and BDI scores on these days from the first session on."""
    days = [(FIRST + timedelta(days=7 * week)).isoformat() for week in range(3)]
    tree = {
        "format": "unstuck-story/1",
        "therapies": [{"id": "t", "started": days[0]}],
        "sessions": [{"therapy": "t", "date": day} for day in days],
        "scores": [
            {"date": (FIRST + timedelta(days=at)).isoformat(), "measure": "bdi", "total": score} for at, score in scores
        ],
    }
    known = record(validate(tree), FIRST + timedelta(days=15))
    (change,) = working(known).measures
    found = ahead(known, change)
    assert found is not None
    return found


def test_two_scores_before_the_second_session_are_one_beginning_and_change_counts_from_the_first() -> None:
    once = looked_ahead((3, 20), (7, 19), (14, 18))
    twice = looked_ahead((-2, 28), (3, 20), (7, 19), (14, 18))
    assert twice.scores == once.scores
    assert twice.forecast.band == once.forecast.band
    assert twice.forecast.p_reliable_improvement > once.forecast.p_reliable_improvement
    assert twice.forecast.p_deterioration < once.forecast.p_deterioration
