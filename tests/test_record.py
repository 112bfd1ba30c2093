"""The promise: what counts on a day is what was known on that day, about the therapy in question."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from unstuck.record import Record, record
from unstuck.story import FORMAT, validate

JUNE = date(2026, 6, 1)


def on_day(day: date = JUNE, therapy: str | None = None, **tree: Any) -> Record:  # noqa: ANN401 - JSON values
    return record(validate({"format": FORMAT} | tree), day, therapy)


def phq9(day: str, total: int, **more: Any) -> dict[str, Any]:  # noqa: ANN401
    return {"date": day, "measure": "phq9", "total": total} | more


def therapy(name: str, started: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401
    return {"id": name, "started": started} | more


def test_entries_after_the_day_are_left_out_and_counted() -> None:
    found = on_day(date(2026, 1, 31), notes=[{"date": "2026-01-31", "text": "a"}, {"date": "2026-02-01", "text": "b"}])
    assert [note.text for note in found.notes] == ["a"]
    assert found.left_out == 1


def test_an_ending_that_lies_ahead_has_not_happened() -> None:
    found = on_day(therapies=[therapy("t", "2026-01-01", ended="2026-07-01", ended_by="me")])
    assert found.open
    assert found.therapy is not None
    assert found.therapy.ended_by is None


def test_a_promise_looked_at_later_is_still_open() -> None:
    talk = {"date": "2026-05-01", "agreed": [{"text": "a list", "done": False, "checked_on": "2026-06-10"}]}
    assert on_day(conversations=[talk]).conversations[0].agreed[0].done is None


@pytest.mark.parametrize(
    ("therapies", "current"),
    [
        ([therapy("a", "2026-01-01"), therapy("b", "2026-02-01", main=True)], "b"),
        ([therapy("a", "2026-01-01", ended="2026-02-01"), therapy("b", "2026-01-15")], "b"),
        ([therapy("a", "2026-01-01", ended="2026-02-01"), therapy("b", "2026-01-15", ended="2026-01-20")], "a"),
        ([therapy("a", "2026-01-01"), therapy("b", "2026-07-01", main=True)], "a"),
        ([], None),
    ],
)
def test_the_current_therapy_is_the_open_main_one_else_the_last_to_end(
    therapies: list[dict[str, Any]], current: str | None
) -> None:
    assert on_day(therapies=therapies).therapy_id == current


def test_of_two_open_therapies_the_one_with_more_sessions_lately_is_current() -> None:
    sessions = [{"date": f"2026-05-{day:02}", "therapy": name} for day, name in ((1, "a"), (8, "b"), (15, "b"))]
    old = [{"date": f"2026-02-{day:02}", "therapy": "a"} for day in range(1, 9)]
    found = on_day(therapies=[therapy("a", "2026-01-01"), therapy("b", "2026-04-01")], sessions=[*old, *sessions])
    assert found.therapy_id == "b"
    assert found.session_count == 2


def test_the_baseline_is_the_last_score_in_the_four_weeks_up_to_the_first_session() -> None:
    found = on_day(
        therapies=[therapy("t", "2026-02-01")],
        sessions=[{"date": "2026-02-03"}],
        scores=[phq9("2025-12-01", 5), phq9("2026-01-10", 12), phq9("2026-02-03", 14), phq9("2026-03-01", 9)],
    )
    assert list(found.series["phq9"].values) == [14, 9]
    assert found.series["phq9"].history == ((date(2025, 12, 1), 5), (date(2026, 1, 10), 12))


def test_else_the_baseline_is_the_first_score_after() -> None:
    found = on_day(
        therapies=[therapy("t", "2026-02-01")],
        sessions=[{"date": "2026-02-03"}],
        scores=[phq9("2025-12-01", 5), phq9("2026-03-01", 9)],
    )
    assert list(found.series["phq9"].values) == [9]


def test_several_scores_of_a_day_count_as_their_mean_and_an_exact_repeat_once() -> None:
    found = on_day(scores=[phq9("2026-03-01", 10), phq9("2026-03-01", 10), phq9("2026-03-01", 16)])
    assert list(found.series["phq9"].values) == [13]
    assert found.repeated == 1


def test_with_scores_but_no_session_each_score_after_the_first_counts_as_one() -> None:
    found = on_day(scores=[phq9(f"2026-0{month}-01", 10) for month in range(1, 6)])
    assert (found.assumed_sessions, found.session_count) == (4, 4)


def test_missed_and_moved_appointments_are_no_sessions() -> None:
    statuses = ["attended", "late", "moved", "missed", "cancelled_by_me", "cancelled_by_therapist", None]
    sessions = [{"date": f"2026-03-0{n}", "status": status} for n, status in enumerate(statuses, start=1)]
    assert on_day(therapies=[therapy("t", "2026-01-01")], sessions=sessions).session_count == 3


def test_scores_and_answers_belong_to_the_therapy_of_their_day() -> None:
    both = [therapy("a", "2026-01-01", ended="2026-02-01"), therapy("b", "2026-03-01")]
    answers = [
        {"date": "2026-01-20", "indicator": "leave_angry", "answer": "yes"},
        {"date": "2026-03-20", "indicator": "leave_stuck", "answer": "yes"},
        {"date": "2026-03-20", "indicator": "leave_confused", "answer": "yes", "therapy": "a"},
    ]
    scores = [phq9("2026-01-10", 15), phq9("2026-03-10", 9)]
    now = on_day(therapies=both, answers=answers, scores=scores)
    assert set(now.answers) == {"leave_stuck"}
    assert list(now.series["phq9"].values) == [9]
    before = on_day(therapy="a", therapies=both, answers=answers, scores=scores)
    assert set(before.answers) == {"leave_angry", "leave_confused"}


@pytest.mark.parametrize(
    ("indicator", "first", "second", "counts"),
    [
        ("leave_angry", ("2026-03-01", "yes"), ("2026-03-02", "no"), "no"),
        ("leave_angry", ("2026-03-01", "yes"), ("2026-03-01", "no"), "yes"),
        ("leave_angry", ("2026-03-01", "unsure"), ("2026-03-01", "no"), "unsure"),
        ("safe_even_when_hard", ("2026-03-01", "yes"), ("2026-03-01", "no"), "no"),
    ],
)
def test_the_latest_answer_counts_and_of_one_day_the_more_serious(
    indicator: str, first: tuple[str, str], second: tuple[str, str], counts: str
) -> None:
    answers = [{"date": day, "indicator": indicator, "answer": answer} for day, answer in (first, second)]
    assert on_day(answers=answers).said(indicator) == counts
    assert on_day(answers=answers[::-1]).said(indicator) == counts


def test_a_record_without_news_for_two_months_is_stale() -> None:
    assert on_day(notes=[{"date": "2026-04-01", "text": ""}]).stale
    assert not on_day(notes=[{"date": "2026-04-02", "text": ""}]).stale


def test_a_therapy_nobody_recorded_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        on_day(therapy="x")
