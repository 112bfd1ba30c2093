"""The promise: a sign is found where the record shows it, and life outside therapy is no complaint about it."""

from __future__ import annotations

from datetime import date, timedelta

from unstuck.change.working import working
from unstuck.reasons.computed import computed
from unstuck.reasons.ranking import something_wrong
from unstuck.reasons.weights import Finding
from unstuck.record import record
from unstuck.story import FORMAT, validate

START = date(2026, 1, 6)
WEEK = timedelta(days=7)


def signs(totals: list[int], sessions: int = 10) -> set[str]:
    """What weekly PHQ-9 scores in a weekly therapy show."""
    tree = {
        "format": FORMAT,
        "therapies": [{"id": "t", "started": START.isoformat()}],
        "sessions": [{"date": (START + number * WEEK).isoformat()} for number in range(sessions)],
        "scores": [
            {"date": (START + number * WEEK).isoformat(), "measure": "phq9", "total": total}
            for number, total in enumerate(totals)
        ],
    }
    known = record(validate(tree), START + sessions * WEEK)
    return {finding.indicator for finding in computed(known, working(known)) if finding.value == "yes"}


def test_scores_that_never_moved_show_no_early_change() -> None:
    assert "no_early_change" in signs([18, 17, 18, 19, 18, 17, 18, 18])


def test_a_gain_that_was_lost_again_is_a_gain_and_not_a_missing_one() -> None:
    found = signs([18, 14, 9, 8, 10, 14, 15, 16])
    assert "no_early_change" not in found
    assert "gains_reversing" in found


def test_what_happens_outside_therapy_is_no_complaint_about_it_unless_it_calls_for_other_help() -> None:
    assert not something_wrong([Finding("life_event_outside", "yes")])
    assert not something_wrong([Finding("money_housing_or_work_strain", "yes")])
    assert something_wrong([Finding("violence_or_fear_outside", "yes")])
    assert something_wrong([Finding("leave_misunderstood", "yes")])
    assert not something_wrong([Finding("leave_misunderstood", "no")])
