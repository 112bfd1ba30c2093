"""The promise: a table of many people's scores becomes a curve anyone can read, or every wrong line is named."""

import json
from dataclasses import astuple
from math import log

import numpy as np
import pytest

from tests.shared import SHARED, needs_shared
from unstuck.change.curves import read_curve
from unstuck.exchange.fit_table import Counted, FitAsked, Fitted, fit_table, said
from unstuck.exchange.sheet import Problem


def asked(counted: str = "sessions", measure: str = "phq9") -> FitAsked:
    return FitAsked(measure, "who", "when", "score", counted)  # type: ignore[arg-type]  # a wrong one is tried below


def table(*rows: str) -> bytes:
    return "\n".join(["who,when,score", *rows]).encode()


def people(n: int = 60, seed: int = 3) -> list[str]:
    """Rows of people with eight sessions each, one score in ten missing."""
    rng = np.random.default_rng(seed)
    rows = []
    for who in range(n):
        level, slope = rng.normal(14, 4), rng.normal(-2, 1.5)
        for session in range(1, 9):
            raw = level + slope * log(session) + rng.normal(0, 2)
            score = "NA" if rng.random() < 0.1 and session > 1 else str(int(np.clip(round(raw), 0, 27)))
            rows.append(f"p{who},{session},{score}")
    return rows


def fitted(raw: bytes, of: FitAsked) -> Fitted:
    found = fit_table(raw, of)
    assert isinstance(found, Fitted), [said(problem) for problem in found]
    return found


def wrong(raw: bytes, of: FitAsked) -> tuple[Problem, ...]:
    found = fit_table(raw, of)
    assert not isinstance(found, Fitted)
    return found


def test_a_table_becomes_a_curve_that_can_be_read_again() -> None:
    found = fitted(table(*people()), asked())
    curve = read_curve(found.text)
    assert (curve.measure, curve.clock, curve.last) == ("phq9", "session", 8)
    assert curve.population.people == 60
    assert curve.points[0][1] == pytest.approx(14, abs=1.5)
    assert curve.points[-1][1] == pytest.approx(14 - 2 * log(8), abs=1.5)
    assert "60 people" in curve.sources[0].citation
    assert {"own_fit", "fit_few_people"} <= set(curve.caveats)


def test_what_was_left_out_and_how_sure_the_fit_is_stands_in_the_answer() -> None:
    rows = [*people(), "single,1,12"]
    answer = json.loads(json.dumps(fitted(table(*rows), asked()).as_json(), allow_nan=False))
    assert answer["missing"] == sum(row.endswith("NA") for row in rows) > 10
    assert (answer["single"], answer["merged"], answer["people"]) == (1, 0, 61)
    assert answer["converged"] is True
    assert "few_people" in answer["warnings"]
    assert answer["spread_errors"]["noise"] > 0
    assert answer["curve"]["measure"] == "phq9"


def test_rows_in_any_order_give_the_same_curve() -> None:
    rows = people()
    assert fitted(table(*rows), asked()).text == fitted(table(*rows[::-1]), asked()).text


def test_semicolons_and_decimal_commas_are_understood() -> None:
    raw = "\n".join(["who;when;score", *(row.replace(",", ";") for row in people())]).encode()
    assert fitted(raw, asked()).learned.growth.people == 60


def test_visits_are_numbered_by_day_and_days_become_weeks_since_the_first() -> None:
    as_days = [f"{who},{7 * (int(at) - 1) + 100},{score}" for who, at, score in (row.split(",") for row in people())]
    visits, days = fitted(table(*as_days), asked("visits")), fitted(table(*as_days), asked("days"))
    assert visits.learned.curve.clock == "session"
    assert days.learned.curve.clock == "week"
    assert days.learned.curve.last == 8
    assert days.learned.curve.population.days_between[0] == pytest.approx(7)
    dates = [
        f"p{who},2026-0{1 + at // 4}-{1 + 7 * (at % 4):02},{10 + (who + at) % 7}"
        for who in range(40)
        for at in range(8)
    ]
    assert fitted(table(*dates), asked("days")).learned.growth.scores == 320


def test_two_scores_of_one_day_count_as_their_mean_and_are_counted() -> None:
    rows = [f"{who},{7 * int(at)},{score}" for who, at, score in (row.split(",") for row in people())]
    found = fitted(table(*rows, "p0,7,20", "p1,7,20"), asked("days"))
    assert found.merged == 2


@pytest.mark.parametrize(
    ("row", "counted", "id_"),
    [
        ("p0,9,many", "sessions", "not_a_number"),
        ("p0,9,inf", "sessions", "not_a_number"),
        ("p0,9,28", "sessions", "above"),
        ("p0,9,-1", "sessions", "below"),
        (",9,10", "sessions", "no_id"),
        ("p0,,10", "sessions", "no_day"),
        ("p0,0,10", "sessions", "not_a_session"),
        ("p0,2.5,10", "sessions", "not_a_session"),
        ("p0,2026-01-05,10", "sessions", "not_a_session"),
        ("p0,1,10", "sessions", "twice"),
        ("p0,soon,10", "days", "not_a_day"),
        ("p0,2026-02-30,10", "days", "not_a_day"),
        ("p0,9", "sessions", "uneven"),
        ('p0,"9,10', "sessions", "not_csv"),
    ],
)
def test_a_row_that_can_t_be_is_named_with_its_line(row: str, counted: Counted, id_: str) -> None:
    rows = people(3)
    (problem,) = wrong(table(*rows, row), asked(counted))
    assert (problem.id, problem.line) == (id_, len(rows) + 2)
    assert str(problem.line) in said(problem)


def test_everything_wrong_is_reported_at_once_in_the_order_of_the_lines_up_to_a_hundred() -> None:
    found = wrong(table("a,1,x", ",2,5", "a,1,40"), asked())
    assert [(problem.line, problem.id) for problem in found] == [(2, "not_a_number"), (3, "no_id"), (4, "above")]
    assert len(wrong(table(*["a,1,x"] * 300), asked())) == 100


@pytest.mark.parametrize(
    ("raw", "id_"),
    [
        (b"", "empty"),
        (b"who,when\na,1", "no_column"),
        (table(), "too_little"),
        (table("a,1,10", "a,2,9"), "too_little"),
        (table("a,1,10", "b,1,9", "c,1,8"), "too_little"),
        (table(*(f"p{who},{at},10" for who in range(9) for at in (1, 2, 3))), "too_little"),
        (table("a,1,NA"), "too_little"),
        (b"\xff\xfe", "not_text"),
    ],
    ids=["empty", "no column", "header only", "one person", "one session", "one score again", "all missing", "bytes"],
)
def test_a_table_without_a_curve_in_it_says_why(raw: bytes, id_: str) -> None:
    found = wrong(raw, asked())
    assert found[0].id == id_
    assert said(found[0])


def test_unknown_measures_and_ways_of_counting_are_named_with_the_known_ones() -> None:
    found = wrong(table("a,1,10"), asked("moons", "phq99"))
    assert [problem.id for problem in found] == ["unknown_measure", "unknown_count"]
    assert "phq9" in said(found[0])
    assert "visits" in said(found[1])


@needs_shared
def test_enrichd_gives_the_curve_of_the_bdi_that_is_shipped() -> None:
    from unstuck.change.curves import curve_for  # noqa: PLC0415 - used here only

    raw = (SHARED / "data" / "enrichd_bdi_cbt_npmlda.csv").read_bytes()
    found = read_curve(fitted(raw, FitAsked("bdi", "ID", "time", "BDI", "visits")).text)
    curve = curve_for("bdi")
    assert curve is not None
    assert found.scale == curve.scale
    assert [mean for _, mean in found.points] == pytest.approx([mean for _, mean in curve.points], rel=1e-3)
    assert astuple(found.spread) == pytest.approx(astuple(curve.spread), rel=1e-3)
