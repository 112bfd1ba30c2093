"""The promise: a curve says whom it was learned from and where every figure comes from, and nothing beyond its end."""

import tomllib

import pytest

from tests.change.curve_examples import PLAIN, ROOTS, WELLBEING
from unstuck.change.curves import FOLDER, Curve, curve_for, measures_with_curves, read_curve
from unstuck.exchange.curve_file import curve_file
from unstuck.knowledge import words
from unstuck.measures import measure

SHIPPED = measures_with_curves()


def test_a_measure_without_a_curve_has_none() -> None:
    assert curve_for("who5") is None
    assert curve_for("no such measure") is None
    assert curve_for("../facts/measures") is None


def test_there_are_curves_for_three_measures() -> None:
    assert SHIPPED == ("bdi", "gad7", "phq9")


def shipped(measure_id: str) -> Curve:
    curve = curve_for(measure_id)
    assert curve is not None
    return curve


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_curve_is_of_its_measure_on_its_scale_with_sources_and_known_caveats(name: str) -> None:
    curve, of = shipped(name), measure(name)
    assert (curve.measure, curve.better) == (name, of.better)
    assert (curve.scale.lowest, curve.scale.highest) == (of.lowest, of.highest)
    parts = " ".join(source.part for source in curve.sources)
    assert all(part in parts for part in ("points", "spread", "population"))
    assert all(f"caveat.{caveat}.person" in words("en", "forecast") for caveat in curve.caveats)
    assert len(curve.caveats) >= 1


@pytest.mark.parametrize("name", ["phq9", "gad7"])
def test_the_published_curves_end_at_week_10_and_say_that_their_spread_is_borrowed(name: str) -> None:
    curve = shipped(name)
    assert (curve.clock, curve.last) == ("week", 11)
    assert {"weeks_0_to_10", "variances_borrowed"} <= set(curve.caveats)
    assert any(source.part == "spread" and not source.confirmed for source in curve.sources)
    with pytest.raises(ValueError, match="runs from"):
        curve.mean(11.1)


def test_the_published_means_are_those_of_the_tables() -> None:
    for name, start, slope, bend in (("phq9", 12.90, -1.45, 0.07), ("gad7", 11.50, -1.23, 0.06)):
        for week in range(11):
            assert shipped(name).mean(week + 1) == pytest.approx(start + slope * week + bend * week**2, abs=0.01)


@pytest.mark.parametrize(("name", "start", "end"), [("phq9", 5.5, 6.4), ("gad7", 4.5, 5.7)])
def test_the_borrowed_spread_gives_about_the_published_sds_at_the_start_and_at_week_10(
    name: str, start: float, end: float
) -> None:
    from math import log, sqrt  # noqa: PLC0415 - used here only

    spread = shipped(name).spread
    for time, sd in ((1.0, start), (11.0, end)):
        x = log(time)
        line = spread.level + 2 * spread.level_slope * x + spread.slope * x * x
        assert sqrt(line + spread.state + spread.noise) == pytest.approx(sd, rel=0.07)


@pytest.mark.parametrize("curve", [PLAIN, ROOTS, WELLBEING], ids=["points", "square roots", "higher is better"])
def test_points_of_the_scale_go_to_the_model_s_units_and_back_in_order(curve: Curve) -> None:
    scores = [curve.scale.lowest + n * curve.scale.step for n in range(8)]
    inward = [curve.inward(score) for score in scores]
    assert inward == sorted(inward)
    assert [curve.outward(value) for value in inward] == pytest.approx(scores)


def test_a_curve_of_sessions_counts_sessions_and_one_of_weeks_counts_days() -> None:
    sessions, weeks = shipped("bdi"), shipped("phq9")
    assert sessions.time(days=30, sessions=3) == 4
    assert weeks.time(days=21, sessions=9) == 4
    assert weeks.time(days=-14, sessions=0) == 1  # an earlier score is the baseline
    assert sessions.ahead(sessions=5, every_days=14) == 5
    assert weeks.ahead(sessions=5, every_days=14) == 10


def test_leaving_the_curve_s_people_is_said_in_each_respect_and_what_isn_t_known_isn_t_judged() -> None:
    curve = shipped("phq9")
    assert curve.outside() == ()
    assert curve.outside("26-64", 15, 7) == ()
    assert curve.outside("under_18", 7, 30) == ("age_outside", "baseline_outside", "spacing_outside")
    assert curve.outside(days_between=3.5) == ("spacing_outside",)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_curve_written_down_is_the_same_curve_when_it_is_read(name: str) -> None:
    assert read_curve(curve_file(shipped(name))) == shipped(name)


def changed(**entries: object) -> str:
    """The text of a good curve with some top-level or nested entries set otherwise."""
    text = (FOLDER / "phq9.toml").read_text(encoding="utf-8")
    raw = tomllib.loads(text)
    for place, value in entries.items():
        *tables, last = place.split("__")
        table = raw
        for name in tables:
            table = table[name]
        old = f"{last} = {_toml(table[last])}"
        assert old in text, old
        text = text.replace(old, f"{last} = {_toml(value)}", 1)
    return text


def _toml(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value).lower() if isinstance(value, bool) else str(value)


@pytest.mark.parametrize(
    ("entries", "place"),
    [
        ({"format": "unstuck-curve/2"}, "format"),
        ({"clock": "moon"}, "clock"),
        ({"version": "yesterday"}, "version"),
        ({"spread__phi": 1.2}, r"spread\.phi"),
        ({"spread__noise": 0}, r"spread\.noise"),
        ({"spread__level": -1}, r"spread\.level"),
        ({"spread__state": float("nan")}, r"spread\.state"),
        ({"spread__level_slope": -40}, "level_slope is too large"),
        ({"scale__highest": -3}, "highest must be above lowest"),
        ({"population__people": 1}, r"population\.people"),
    ],
)
def test_a_curve_that_can_t_be_is_refused_with_its_place(entries: dict[str, object], place: str) -> None:
    with pytest.raises(ValueError, match=place):
        read_curve(changed(**entries))


def test_every_place_is_named_at_once_and_unknown_entries_are_refused() -> None:
    text = changed(clock="moon", spread__phi=2) + '\n[extra]\nname = "x"\n'
    with pytest.raises(ValueError, match="clock") as refused:
        read_curve(text)
    assert "spread.phi" in str(refused.value)
    assert "extra" in str(refused.value)


def test_points_must_begin_at_1_rise_in_time_and_stay_on_the_scale() -> None:
    text = (FOLDER / "phq9.toml").read_text(encoding="utf-8")
    for old, new, place in (
        ("[1.0, 12.9]", "[1.5, 12.9]", "rise from 1"),
        ("[3.0, 10.28]", "[2.0, 10.28]", "rise from 1"),
        ("[3.0, 10.28]", "[3.0, 40.0]", "on the scale"),
    ):
        with pytest.raises(ValueError, match=place):
            read_curve(text.replace(old, new))
