"""The promise: a trial is planned beforehand, says nothing before its end, and then no more than its ratings can."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.people import STORIES, day_of, story_of
from unstuck.change.step import Plan, judge, power
from unstuck.change.trials import Standing, standings
from unstuck.cli import execute
from unstuck.knowledge import words
from unstuck.readout import Readout, assess
from unstuck.story import FORMAT, Story, read, validate
from unstuck.story.plans import Change
from unstuck.trial.page import change_choices, plan_sections, rating_choices, rating_name, standing_section
from unstuck.trial.planning import PHIS, entry, prepare
from unstuck.trial.planning import started as begun

START = date(2026, 1, 6)
PLANNED = {
    "id": "later",
    "therapy": "t1",
    "planned_on": "2026-03-03",
    "change": "time",
    "rating": "after",
    "before": 8,
    "after": 8,
    "review_on": "2026-05-05",
}


def week(number: int) -> date:
    return START + timedelta(weeks=number)


def story(after: Sequence[float | None], trial: dict[str, Any] | None = None, **more: Any) -> Story:  # noqa: ANN401 - JSON
    """Weekly sessions, rated afterwards, and a trial."""
    sessions = [{"date": week(n).isoformat(), "therapy": "t1", "after": value} for n, value in enumerate(after)]
    tree = {
        "format": FORMAT,
        "therapies": [{"id": "t1", "started": START.isoformat(), "schedule": {"every_days": 7}}],
        "sessions": sessions,
        "trials": [trial or PLANNED],
    }
    return validate({**tree, **more})


def started(**changed: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    return {**PLANNED, "started_on": week(8).isoformat(), **changed}


def at(of: Story, on: date) -> Standing:
    return standings(of, on)[0]


def answer(of: Story, on: date) -> Readout:
    return assess(of, on)


def text_of(found: Standing) -> str:
    return " ".join(line.text for line in standing_section(found).lines)


LOW = [-2.0, -1.0, -2.0, -3.0, -2.0, -1.0, -2.0, -2.0]
HIGH = [3.0, 2.0, 3.0, 4.0, 3.0, 2.0, 3.0, 3.0]


def test_before_the_change_it_says_how_many_ratings_are_missing() -> None:
    found = at(story([*LOW[:5]]), week(8))
    assert (found.state, found.more, found.result) == ("planned", 3, None)
    assert "Rate 3 more sessions as it is now" in text_of(found)


def test_with_the_ratings_before_in_it_may_start() -> None:
    found = at(story(LOW), week(8))
    assert (found.state, found.more) == ("planned", 0)
    assert "you can start" in text_of(found)


@pytest.mark.parametrize("seen", range(1, 8))
def test_looking_early_shows_only_how_many_sessions_are_to_go(seen: int) -> None:
    found = at(story([*LOW, *HIGH[:seen]], started()), week(8 + seen))
    assert (found.state, found.more, found.result) == ("running", 8 - seen, None)
    assert not any(word in text_of(found) for word in ("better", "worse", "point"))


@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(-5, 5), min_size=16, max_size=24))
def test_whoever_looks_each_session_hears_one_answer_and_it_never_changes(after: list[int]) -> None:
    of = story([float(value) for value in after], started())
    answers = [at(of, week(n)) for n in range(8, len(after))]
    results = [found.result for found in answers if found.result is not None]
    assert all(found.state == "running" for found in answers[:7])
    assert all(a == b for a, b in pairwise(results))
    assert results


def test_the_answer_is_that_of_the_arithmetic_on_the_planned_ratings() -> None:
    after = [*LOW, *HIGH, -5.0, -5.0, -5.0]
    found = at(story(after, started()), week(18))
    first = [(week(n), value) for n, value in enumerate(LOW)]
    then = [(week(8 + n), value) for n, value in enumerate(HIGH)]
    assert found.state == "done"
    assert found.result == judge(Plan(8, 8, "higher"), first, then)
    assert found.result.id == "helped"
    assert "better, by about" in text_of(found)


def test_only_the_last_planned_ratings_before_the_change_count() -> None:
    after = [5.0, 5.0, *LOW, *HIGH]
    found = at(story(after, started(started_on=week(10).isoformat())), week(18))
    first = [(week(2 + n), value) for n, value in enumerate(LOW)]
    then = [(week(10 + n), value) for n, value in enumerate(HIGH)]
    assert found.result == judge(Plan(8, 8, "higher"), first, then)


def test_a_help_that_is_not_seen_is_not_called_none() -> None:
    found = at(story([*LOW, *LOW], started()), week(16))
    assert found.result is not None
    assert found.result.id == "no_clear_difference"
    low, high = (round(100 * power(8, 8, 1.0, phi)) for phi in (PHIS[-1], PHIS[0]))
    assert f"about {low} to {high} of 100" in text_of(found)


def test_past_the_day_to_look_it_says_how_many_more_not_what_is_there() -> None:
    found = at(story([*LOW, *HIGH[:5]], started()), date(2026, 5, 6))
    assert (found.state, found.more, found.result) == ("overdue", 3, None)
    assert "not enough data yet. About 3 more sessions to go." in text_of(found)


def test_a_trial_that_started_without_its_ratings_before_is_never_judged() -> None:
    found = at(
        story([*LOW[:4], *HIGH, *HIGH], started(planned_on="2026-01-20", started_on=week(4).isoformat())), week(20)
    )
    assert (found.state, found.result) == ("too_few_before", None)
    assert "4 ratings too few" in text_of(found)


def test_a_trial_that_was_given_up_is_not_judged_however_many_ratings_there_are() -> None:
    given_up = started(stopped={"date": week(20).isoformat(), "why": "The bus stopped running."})
    found = at(story([*LOW, *HIGH], given_up), week(20))
    assert (found.state, found.result) == ("stopped", None)
    assert "The bus stopped running." in text_of(found)
    assert at(story([*LOW, *HIGH], given_up), week(19)).state == "done"


def test_sessions_without_a_rating_don_t_count_and_missed_ones_neither() -> None:
    found = at(story([*LOW, None, *HIGH[:4], None], started()), week(14))
    assert (found.state, found.more) == ("running", 4)


def test_what_else_happened_is_said_beside_the_answer() -> None:
    events = [
        {"date": week(8).isoformat(), "kind": "schedule_change"},
        {"date": week(10).isoformat(), "kind": "medication_change"},
        {"date": week(11).isoformat(), "kind": "win"},
        {"date": week(40).isoformat(), "kind": "illness"},
    ]
    found = at(story([*LOW, *HIGH], started(), events=events), week(41))
    assert [event.kind for event in found.alongside] == ["medication_change"]
    assert "In the same time: a change of medicine." in text_of(found)


def test_two_trials_at_once_are_told_apart_by_nobody() -> None:
    other = started(id="video", change="format", started_on=week(9).isoformat())
    found = standings(story([*LOW, *HIGH], trials=[started(), other]), week(17))
    assert found[0].overlapping == ("video",)
    assert "Nobody can tell the two apart" in text_of(found[0])


def test_trials_planned_later_and_starts_that_lie_ahead_are_not_known() -> None:
    of = story([*LOW, *HIGH], started(started_on=week(9).isoformat()))
    assert standings(of, date(2026, 3, 2)) == ()
    assert at(of, date(2026, 3, 3)).state == "planned"
    assert at(of, week(9)).state == "running"


@pytest.mark.parametrize(
    ("rating", "more"),
    [
        ("gad7", {"scores": [{"date": week(n).isoformat(), "measure": "gad7", "total": 14} for n in range(8)]}),
        ("goal:g", {"goal_ratings": [{"date": week(n).isoformat(), "goal": "g", "rating": 3} for n in range(8)]}),
    ],
)
def test_a_measure_or_a_goal_can_be_what_counts(rating: str, more: dict[str, Any]) -> None:
    of = story([None] * 8, {**PLANNED, "rating": rating}, goals=[{"id": "g", "text": "Walk"}], **more)
    found = at(of, week(8))
    assert (found.state, found.more, found.each_session) == ("planned", 0, False)
    assert rating_name(rating, of.goals) in {"GAD-7", "your goal “Walk”"}


def test_gain_and_alliance_are_ratings_of_sessions() -> None:
    sessions = [
        {"date": week(n).isoformat(), "before": -1, "after": 2, "alliance": {"bond": 6, "heard": 8}} for n in range(5)
    ]
    for rating in ("gain", "alliance"):
        found = at(story([], {**PLANNED, "rating": rating}, sessions=sessions), week(8))
        assert (found.more, found.each_session) == (3, True)


def test_lower_is_better_where_the_scale_says_so() -> None:
    totals = [15, 14, 16, 15, 14, 15, 16, 15, 6, 5, 7, 6, 5, 6, 7, 6]
    scores = [{"date": week(n).isoformat(), "measure": "gad7", "total": x} for n, x in enumerate(totals)]
    found = at(story([None] * 16, started(rating="gad7"), scores=scores), week(17))
    assert found.result is not None
    assert found.result.id == "helped"
    assert found.result.better_by == pytest.approx(9, abs=0.5)


# Planning


def test_the_power_is_shown_before_it_starts_and_is_not_made_to_look_good() -> None:
    found = prepare(answer(story(LOW), week(8)), "time", "after")
    middle = found.powers[1]
    assert (middle.low, middle.high) == (round(100 * power(8, 8, 1, 0.6)), round(100 * power(8, 8, 1, 0)))
    assert middle.high < 50
    text = " ".join(line.text for section in plan_sections(found) for line in section.lines)
    assert f"in about {middle.low} to {middle.high} of 100" in text
    assert "20 ratings before and after would not show a middling step" in text
    assert "at most 5 of 100" in text


def test_a_plan_names_what_is_missing_before_and_when_to_look() -> None:
    found = prepare(answer(story(LOW[:5]), week(5)), "format", "after")
    assert (found.have, found.more_before) == (5, 3)
    assert "more_before" in found.cautions
    assert found.review_on == week(5) + timedelta(weeks=3 + 8)


def test_a_low_start_is_named_since_some_of_the_way_back_comes_by_itself() -> None:
    values = [1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1.0, 2.0, -3.0, -3.0]
    assert "low_start" in prepare(answer(story([*values]), week(10)), "time", "after").cautions
    assert "low_start" not in prepare(answer(story([*LOW]), week(8)), "time", "after").cautions


def test_a_rating_that_never_moves_is_named() -> None:
    found = prepare(answer(story([2.0] * 8), week(8)), "time", "after")
    assert "always_the_same" in found.cautions
    assert found.sd is None
    assert all(one.points is None for one in found.powers)


@pytest.mark.parametrize(
    ("name", "blocked"), [("a_line_crossed", "line_crossed"), ("in_danger", "urgent"), ("sixteen", "minor")]
)
def test_where_something_else_comes_first_no_trial_is_planned(name: str, blocked: str) -> None:
    found = prepare(assess(story_of(name), day_of(name)), "time", "after")
    assert found.blocked == blocked
    assert len(plan_sections(found)) == 1


@pytest.mark.parametrize("change", ["break", "frequency"])
def test_less_contact_needs_someone_else_while_much_weighs_on_a_person(change: Change) -> None:
    answers = [{"date": week(7).isoformat(), "indicator": "suicidal_thoughts", "answer": "yes"}]
    seen = answer(story(LOW, answers=answers), week(8))
    assert "contact_first" in prepare(seen, change, "after").cautions
    assert "contact_first" not in prepare(seen, "time", "after").cautions


def test_who_was_sent_by_a_court_reads_so_before_meeting_less_often() -> None:
    seen = answer(story(LOW, about={"mandated": True}), week(8))
    found = prepare(seen, "frequency", "after")
    assert "mandated" in found.cautions
    assert any("lawyer" in line.text for section in plan_sections(found) for line in section.lines)


def test_too_few_or_too_many_ratings_are_refused() -> None:
    with pytest.raises(ValueError, match="4 to 20"):
        prepare(answer(story(LOW), week(8)), "time", "after", before=3)


def test_every_change_and_every_event_has_its_words() -> None:
    said = words("en", "trial")
    for change in ("weekday", "time", "frequency", "length", "format", "homework", "focus", "break", "other"):
        assert f"changes.{change}" in said


# The command


def test_the_plan_goes_into_the_story_and_comes_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tree = json.loads(story_json(story([*LOW])))
    file = tmp_path / "story.json"
    file.write_text(json.dumps(tree | {"trials": []}), encoding="utf-8")
    assert execute(["trial", str(file), "--on", "2026-03-03", "--plan", "time", "--json"]) == 0
    entry = json.loads(capsys.readouterr().out)
    file.write_text(json.dumps(tree | {"trials": [entry]}), encoding="utf-8")
    assert read(file.read_bytes()).trials[0].id == "time"
    assert execute(["trial", str(file), "--on", "2026-03-03"]) == 0
    assert "another time, planned on March 3, 2026" in capsys.readouterr().out


def test_a_trial_is_planned_begun_and_given_up_in_the_story(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "story.json"
    file.write_text(story_json(story([*LOW], trials=[])), encoding="utf-8")
    here = [str(file), "-o", str(file)]
    for _ in range(2):
        assert execute(["trial", *here, "--on", "2026-03-03", "--plan", "time", "--text", "At six"]) == 0
    assert [one.id for one in read(file.read_bytes()).trials] == ["time", "time-2"]
    assert execute(["trial", *here, "--on", "2026-03-10", "--start", "time"]) == 0
    assert execute(["trial", *here, "--on", "2026-03-11", "--stop", "time-2", "--why", "One is enough"]) == 0
    first, second = read(file.read_bytes()).trials
    assert (first.started_on, first.text, first.stopped) == (date(2026, 3, 10), "At six", None)
    assert second.stopped is not None
    assert (second.stopped.date, second.stopped.why) == (date(2026, 3, 11), "One is enough")
    said = capsys.readouterr().out
    assert "In your words: At six" in said
    assert "In your words: One is enough" in said


@pytest.mark.parametrize("options", [["--start", "time"], ["--stop", "other"], ["--start", ""]])
def test_only_a_trial_there_is_can_begin_or_be_given_up(
    options: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "story.json"
    file.write_text(story_json(story([*LOW], started())), encoding="utf-8")
    before = file.read_bytes()
    assert execute(["trial", str(file), "-o", str(file), "--on", "2026-03-20", *options]) == 2
    assert "there is no trial" in capsys.readouterr().err
    assert file.read_bytes() == before


def test_where_something_else_comes_first_no_plan_is_noted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "story.json"
    file.write_bytes((STORIES / "a_line_crossed.json").read_bytes())
    before = file.read_bytes()
    assert execute(["trial", str(file), "--on", "2026-04-27", "--plan", "time", "-o", str(file)]) == 2
    assert "You can stop now" in capsys.readouterr().err
    assert file.read_bytes() == before


def test_a_trial_cannot_begin_before_it_was_planned() -> None:
    of = story([*LOW])
    known = assess(of, date(2026, 3, 3))
    planned = entry(of, known, prepare(known, "time", "after"))
    with pytest.raises(ValueError, match="2026-03-02"):
        begun(planned, date(2026, 3, 2))


def test_what_can_be_changed_and_what_it_can_be_judged_by_are_offered_with_how_many_ratings_there_are() -> None:
    assert {change for change, _ in change_choices()} == set(get_args(Change))
    of = story([*LOW], scores=[{"date": week(1), "measure": "gad7", "total": 9}], goals=[{"id": "g", "text": "Sleep"}])
    found = {choice.id: choice for choice in rating_choices(assess(of, date(2026, 3, 3)), of.goals)}
    assert found["after"].have == len(LOW)
    assert found["gad7"].have == 1
    assert found["goal:g"].have == 0
    assert "Sleep" in found["goal:g"].name


@pytest.mark.parametrize(("phi", "least"), [(0.0, 0.40), (0.3, 0.28), (0.6, 0.22)])
def test_a_step_of_one_sd_is_seen_as_often_as_the_plan_says(phi: float, least: float) -> None:
    random, days = Random(20260311), [week(n) for n in range(16)]
    seen, trials = 0, 600
    for _ in range(trials):
        values = [random.gauss(0, 1)]
        for _ in range(15):
            values.append(phi * values[-1] + (1 - phi * phi) ** 0.5 * random.gauss(0, 1))
        points = [(day, value + (place >= 8)) for place, (day, value) in enumerate(zip(days, values, strict=True))]
        seen += judge(Plan(8, 8, "higher"), points[:8], points[8:]).id == "helped"
    assert seen / trials >= least - 1.645 * (least * (1 - least) / trials) ** 0.5
    assert power(8, 8, 1.0, phi) >= least


def test_a_rating_nobody_knows_is_refused_with_those_there_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "story.json"
    file.write_text(story_json(story(LOW)), encoding="utf-8")
    assert execute(["trial", str(file), "--plan", "time", "--rating", "luck"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "after, gain, alliance" in said.err


def story_json(of: Story) -> str:
    return json.dumps({"format": FORMAT} | of.model_dump(mode="json", exclude_defaults=True))


# Chance: the arithmetic is checked at length in benchmarks/series.py; here the whole way through a story


@pytest.mark.parametrize("phi", [0.0, 0.6])
def test_where_nothing_changed_few_trials_claim_something_though_someone_looks_each_session(phi: float) -> None:
    random = Random(20260303)
    claims, trials = 0, 300
    for _ in range(trials):
        values, last = [], random.gauss(0, 1)
        for _ in range(18):
            last = phi * last + (1 - phi * phi) ** 0.5 * random.gauss(0, 1)
            values.append(max(-5.0, min(5.0, 1.5 * last)))
        of = story([*values], started())
        looks = [at(of, week(n)) for n in (8, 11, 14, 16, 17)]
        claims += any(x.result is not None and x.result.id in {"helped", "harmed"} for x in looks)
    assert claims / trials <= 0.05 + 1.645 * (0.05 * 0.95 / trials) ** 0.5


@pytest.mark.parametrize("phi", [0.0, 0.3, 0.6])
def test_a_start_at_a_low_makes_no_help_out_of_the_way_back_up(phi: float) -> None:
    random, days = Random(7), [week(n) for n in range(16)]
    claims = trials = 0
    while trials < 300:
        values = [random.gauss(0, 1)]
        for _ in range(15):
            values.append(phi * values[-1] + (1 - phi * phi) ** 0.5 * random.gauss(0, 1))
        usual = sum(values[:6]) / 6
        if max(values[6:8]) > usual - 1:
            continue
        trials += 1
        points = list(zip(days, values, strict=True))
        claims += judge(Plan(8, 8, "higher"), points[:8], points[8:]).id in {"helped", "harmed"}
    assert claims / trials <= 0.05
