"""The promise: every number shown about a person says how it was worked out, by whose figures, how often it errs."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from tests.people import PEOPLE, START, day_of, story_of, tree_of, trees
from unstuck.change.curves import curve_for
from unstuck.knowledge import facts, words
from unstuck.readout import Readout, assess
from unstuck.readout.written import written
from unstuck.story import validate
from unstuck.workings import Worked, workings

PAGE = Path(__file__).parents[2] / "docs" / "accuracy" / "series.md"
TALK = words("en", "forecast").say("worth_a_talk.person")


def answer_of(name: str) -> Readout:
    return assess(story_of(name), day_of(name))


def answer_to(tree: dict[str, Any], on: date) -> Readout:
    return assess(validate(tree), on)


def worked(answer: Readout, id_: str) -> Worked:
    return next(one for one in workings(answer) if one.id == id_)


def text(one: Worked, section: str | None = None) -> str:
    return " ".join(line.text for part in one.sections if section in {None, part.id} for line in part.lines)


def weekly(*scores: float, measure: str = "phq9", age: str = "26-64", every: int = 7) -> dict[str, Any]:
    """Someone with a session a week and a score on the day of each."""
    days = [(START + timedelta(days=every * i)).isoformat() for i in range(len(scores))]
    return {
        "format": "unstuck-story/1",
        "about": {"age_band": age},
        "therapies": [{"id": "t", "started": days[0]}],
        "sessions": [{"therapy": "t", "date": day} for day in days],
        "scores": [{"date": day, "measure": measure, "total": x} for day, x in zip(days, scores, strict=True)],
    }


def after(weeks: int) -> date:
    return START + timedelta(days=7 * weeks)


@pytest.mark.parametrize("name", PEOPLE)
def test_each_number_of_the_read_out_stands_in_its_working(name: str) -> None:
    answer = answer_of(name)
    found = {one.id: one for one in workings(answer)}
    for measure in written(answer)["working"]["measures"]:
        if measure["measure"] == "goals":
            continue
        told = text(found[measure["measure"]])
        shown = [measure["baseline"], measure["latest"], abs(measure["change"]), measure["reliable_change"]]
        for number in (round(x, 1) for x in shown if x):
            assert words("en", "workings").written(int(number) if number == int(number) else number) in told
        if measure["forecast"] and answer.watch.safety.level != "urgent":
            assert all(f"{x:g}" in text(found[measure["measure"]], "forecast") for x in measure["forecast"]["band80"])
            assert str(measure["forecast"]["p_reliable_improvement"]) in told


@pytest.mark.parametrize("name", PEOPLE)
def test_everything_shown_is_explained_in_sections_with_their_sources(name: str) -> None:
    answer = answer_of(name)
    found = workings(answer)
    ids = [one.id for one in found]
    assert ids[0] == "overall"
    assert {x.scale.id for x in answer.working.measures} | {f"goal:{x}" for x in answer.working.goals} <= set(ids)
    assert ("alliance" in ids) == bool(answer.working.alliance.n or answer.working.srs)
    for one in found:
        assert one.name
        assert all(part.heading and part.lines for part in one.sections)
        assert "{" not in text(one)
        assert {x.id for x in one.sources} == {
            key for part in one.sections for line in part.lines for key in line.sources
        }


@settings(max_examples=60, deadline=None)
@given(tree=trees(quiet=False))
def test_any_record_can_be_worked_out(tree: dict[str, Any]) -> None:
    answer = answer_to(tree, START + timedelta(days=220))
    assert all(one.sections for one in workings(answer))


def test_a_change_that_counts_names_its_reliability_its_spread_and_where_they_were_found() -> None:
    told = text(worked(answer_of("going_well"), "phq9"), "clinician")
    assert "r = 0.737 (retest;" in told
    assert "SD 5.5" in told
    assert "RCI -1.75" in told
    assert "The rule used here: 6 points" in told


def test_both_kinds_of_error_are_told_per_100() -> None:
    told = text(worked(answer_of("going_well"), "phq9"), "errors")
    assert "Of 100 people who stayed the same, about 13 are told they changed." in told
    assert "Of 100 who truly changed by 9 points, about 23 are not seen." in told


def test_the_start_says_how_it_was_chosen() -> None:
    tree = weekly(18, 17)
    assert "the last score in the four weeks up to the start" in text(worked(answer_to(tree, after(2)), "phq9"))
    tree["scores"] = tree["scores"][1:]
    assert "the first one after it counts" in text(worked(answer_to(tree, after(2)), "phq9"))
    tree |= {"therapies": [], "sessions": []}
    assert "the first score counts" in text(worked(answer_to(tree, after(2)), "phq9"))


def test_the_forecast_names_its_method_its_curve_and_who_says_so() -> None:
    answer = answer_of("still_early")
    told, curve = text(worked(answer, "gad7")), curve_for("gad7")
    assert curve is not None
    assert all(one.citation in told for one in curve.sources)
    assert "Ornstein-Uhlenbeck" in told
    assert "30,006 people" in told
    lines = [line for part in worked(answer, "gad7").sections for line in part.lines]
    assert {line.confirmed for line in lines if line.text.startswith("spread: ")} == {False}


def test_both_flags_stand_beside_the_forecast_by_their_names() -> None:
    told = worked(answer_of("going_well"), "phq9")
    assert "Change so far" in text(told, "beside")
    assert "Expected response" in text(told, "beside")
    assert "Expected treatment response: 12, within the 80 % band" in text(told, "clinician")


def test_who_leaves_the_curve_s_people_is_told_so() -> None:
    low = worked(answer_to(weekly(7, 6, 6), after(2)), "phq9")
    assert "Your first score was outside what those people started with." in text(low, "forecast")
    daily = weekly(18, 17, 17) | {"sessions": [{"therapy": "t", "date": START.isoformat()}]}
    daily["scores"] = [x | {"date": (START + timedelta(days=i)).isoformat()} for i, x in enumerate(daily["scores"])]
    assert "more often, or less often" in text(worked(answer_to(daily, after(1)), "phq9"), "forecast")


def test_the_read_out_itself_says_when_the_curve_s_people_were_others() -> None:
    ids = {notice["id"] for notice in written(answer_to(weekly(7, 6, 6), after(2)))["notices"]}
    assert "forecast_unlike" in ids
    like = {notice["id"] for notice in written(answer_to(weekly(17, 16, 16), after(2)))["notices"]}
    assert "forecast_unlike" not in like


def test_without_a_curve_or_beyond_its_end_it_says_why_there_is_no_forecast() -> None:
    assert "nobody has published how scores usually run" in text(worked(answer_of("hard_and_working"), "pcl5"))
    assert "ends here" in text(worked(answer_of("stalled_after_a_gain"), "phq9"), "forecast")
    alone = worked(answer_to(weekly(18), after(1)), "phq9")
    assert "no forecast from one score alone" in text(alone, "forecast")


def test_when_improvement_is_called_unlikely_both_errors_stand_beside_it() -> None:
    answer = answer_to(weekly(20, 21, 21, 27, 27), after(4))
    assert answer.forecasts["phq9"].forecast.unlikely_to_improve
    told = worked(answer, "phq9")
    assert "Few people with scores like yours" in text(told, "forecast")
    assert TALK in text(told, "forecast")
    assert "Of 100 people told this, about 12" in text(told, "errors")


@pytest.mark.parametrize("indicator", ["threats_humiliation_discrimination", "afraid_to_speak"])
def test_a_talk_is_never_named_to_someone_who_was_harmed_or_is_afraid(indicator: str) -> None:
    tree = weekly(20, 21, 21, 27, 27)
    tree["answers"] = [{"date": after(4).isoformat(), "indicator": indicator, "answer": "yes", "therapy": "t"}]
    answer = answer_to(tree, after(4))
    assert "worth a talk" not in " ".join(text(one) for one in workings(answer)) + written(answer)["text"]


def test_who_is_in_danger_is_told_no_chances() -> None:
    told = text(worked(answer_of("in_danger"), "phq9"))
    assert "What counts now is help" in told
    assert "of 100 people with scores like yours" not in told.lower()


def test_scores_of_people_under_18_are_not_worked_out() -> None:
    found = workings(answer_to(weekly(20, 14, 9, age="under_18"), after(3)))
    assert [one.id for one in found] == ["overall"]
    assert "not judged here for people under 18" in text(found[0])


def test_a_fall_of_working_together_says_from_which_mean_how_deep_and_how_often_that_is_wrong() -> None:
    tree = weekly(18, 17, 17, 16, 16, 16)
    for session, rating in zip(tree["sessions"], (8, 8, 8, 8, 4, 4), strict=True):
        session["alliance"] = {"overall": rating}
    told = worked(answer_to(tree, after(5)), "alliance")
    assert "Your mean was 8. From February 3, 2026 on ratings fell, by up to 4 points." in text(told, "rupture")
    assert "about 12 of 100 people see a false fall" in text(told, "errors")


def test_a_sudden_gain_and_a_scale_of_one_s_own_are_worked_out_too() -> None:
    gain = worked(answer_to(weekly(20, 21, 20, 10, 11, 10), after(5)), "phq9")
    assert "Between session 3 and the next, your score got better by 10 points in one go" in text(gain, "course")
    assert "Sudden gain after session 3: 20 to 10" in text(gain, "clinician")
    own = worked(answer_to(weekly(18, 20, 17, 21, 19, 20, 22, measure="checkin"), after(6)), "checkin")
    assert "3.4 times your usual step" in text(own, "threshold")
    assert "by chance" in text(own, "errors")


def table(heading: str) -> list[list[str]]:
    part = PAGE.read_text(encoding="utf-8").split(f"## {heading}")[1].split("\n## ")[0]
    return [[cell.strip() for cell in row.split("|")[1:-1]] for row in re.findall(r"^\|.*\|$", part, re.MULTILINE)[2:]]


def test_the_error_rates_that_are_told_are_those_that_were_simulated() -> None:
    told = facts("working")
    usual = next(row for row in table("The alliance") if row[:2] == ["1.0", "0.3"])
    assert told["rupture"] == {"false_alarms": round(float(usual[2])), "missed": round(100 - float(usual[4]))}
    rises = table("Hard work or worsening")
    missed = max(float(row[2]) + float(row[3]) for row in rises if row[0].startswith("worse"))
    alarms = max(float(row[5]) for row in rises if row[0] == "exposure")
    assert told["rise"] == {"false_alarms": round(alarms), "missed": round(missed)}


def test_a_working_is_made_of_facts_a_person_recorded_and_nothing_of_their_notes() -> None:
    tree = tree_of("going_well")
    tree["notes"] = [{"date": "2026-03-01", "text": "zebra"}]
    told = " ".join(text(one) for one in workings(answer_to(tree, day_of("going_well"))))
    assert "zebra" not in told
