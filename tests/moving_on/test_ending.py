"""The promise: an ending fits how it was, and who has to get away is never told to talk first."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.people import FLAGS, PEOPLE, STORIES, day_of, story_of, trees
from unstuck.cli import execute
from unstuck.explain import Section
from unstuck.knowledge import facts, words
from unstuck.moving_on.alone import without_a_talk
from unstuck.moving_on.ending import PATHS, PathId, closing_for, ending
from unstuck.moving_on.ending_page import alone_sections, ending_sections
from unstuck.readout import Readout, assess
from unstuck.safety.reporting import places
from unstuck.story import FORMAT, Story, validate
from unstuck.story.plans import OwnWords

PATH = st.sampled_from([None, *PATHS])


def seen(name: str) -> Readout:
    return assess(story_of(name), day_of(name))


def story(**changed: Any) -> Story:  # noqa: ANN401 - JSON
    """Ten weekly sessions of an open therapy."""
    sessions = [{"date": (date(2026, 1, 6) + timedelta(weeks=n)).isoformat()} for n in range(10)]
    tree = {"format": FORMAT, "therapies": [{"id": "t1", "started": "2026-01-06"}], "sessions": sessions}
    return validate(tree | changed)


def text(sections: tuple[Section, ...]) -> str:
    return " ".join(line.text for section in sections for line in section.lines)


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("what_she_came_for", "planned"),
        ("going_well", "planned"),
        ("kind_talk_no_plan", "not_working"),
        ("the_therapist_leaves", "by_therapist"),
        ("a_line_crossed", "safety"),
        ("not_on_the_register", "safety"),
    ],
)
def test_the_record_points_to_a_path(name: str, path: PathId) -> None:
    assert ending(seen(name)).path == path


def test_someone_who_stopped_going_reads_so_and_may_choose_another_path() -> None:
    on = date(2026, 4, 20)
    assert ending(assess(story(), on)).path == "stopped_going"
    assert ending(assess(story(), on), "planned").path == "planned"
    assert ending(assess(story(), date(2026, 3, 17))).path != "stopped_going"


def test_a_therapy_that_ended_without_a_word_reads_so() -> None:
    ended = [{"id": "t1", "started": "2026-01-06", "ended": "2026-03-20", "ended_by": "stopped_going"}]
    found = ending(assess(story(therapies=ended), date(2026, 3, 25)))
    assert (found.path, found.closing.id) == ("stopped_going", "none")


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(trees(quiet=False), st.sampled_from(FLAGS), PATH)
def test_with_a_red_flag_every_path_is_the_way_out_and_none_has_a_talk_in_it(
    tree: dict[str, Any], flag: str, chosen: PathId | None
) -> None:
    tree["answers"].append({"date": "2026-07-25", "indicator": flag, "answer": "yes", "therapy": "t1"})
    told = validate(tree)
    answer = assess(told, date(2026, 7, 26))
    found = ending(answer, chosen)
    assert (found.path, found.also, found.closing.id, found.taper) == ("safety", (), "none", ())
    said = text(ending_sections(answer, found, told.goals))
    assert "You need not" in said or "You may stop while you find out more" in said
    assert "Say it one to three sessions ahead" not in said


def test_after_an_ended_therapy_with_a_crossed_line_the_way_out_is_what_is_shown() -> None:
    ended = [{"id": "t1", "started": "2026-01-06", "ended": "2026-03-20", "ended_by": "me"}]
    answers = [{"date": "2026-03-01", "indicator": "sexual_or_romantic", "answer": "yes", "therapy": "t1"}]
    assert ending(assess(story(therapies=ended, answers=answers), date(2026, 4, 1))).path == "safety"


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(trees(quiet=False), PATH)
def test_whoever_carries_a_lot_is_never_offered_to_meet_less_often(tree: dict[str, Any], chosen: PathId | None) -> None:
    answer = assess(validate(tree), date(2026, 7, 26))
    found = ending(answer, chosen)
    if answer.watch.safety.keep_a_contact:
        assert found.taper == ()
        assert "less_often" not in found.parts
        assert "contact_first" in found.notices or found.path in {"safety", "stopped_going"}


@pytest.mark.parametrize(
    ("sessions", "days", "expected"),
    [(0, 0, "line"), (2, 400, "line"), (3, 30, "part"), (7, 60, "part"), (8, 90, "one"), (24, 200, "one"),
     (25, 200, "several"), (10, 365, "several"), (200, 2000, "several")],
)  # fmt: skip
def test_how_much_ending_fits_how_long_it_was(sessions: int, days: int, expected: str) -> None:
    assert closing_for(sessions, days).id == expected


def test_who_is_afraid_to_say_it_is_offered_a_letter() -> None:
    answers = [{"date": "2026-03-01", "indicator": "afraid_to_speak", "answer": "yes"}]
    found = ending(assess(story(answers=answers), date(2026, 3, 12)), "not_working")
    assert found.closing.id == "letter"


def test_longer_gaps_start_from_the_next_session_and_end_with_a_look_back() -> None:
    found = ending(assess(story(), date(2026, 3, 12)), "planned")
    assert found.taper == (date(2026, 3, 31), date(2026, 4, 14), date(2026, 5, 12))
    assert found.look_back == date(2026, 8, 10)


def test_in_the_last_year_there_is_no_gap_goes_beyond_it() -> None:
    sessions = [{"date": "9999-12-20"}]
    therapies = [{"id": "t1", "started": "9999-12-01"}]
    found = ending(assess(story(therapies=therapies, sessions=sessions), date(9999, 12, 30)), "planned")
    assert found.look_back == date.max


@pytest.mark.parametrize(
    ("about", "therapist", "notice"),
    [
        ({"mandated": True}, None, "mandated"),
        ({"age_band": "under_18"}, None, "minor"),
        ({}, {"provider_type": "us_psychiatrist"}, "prescriber"),
    ],
)
def test_what_has_to_be_known_first_is_said_first(
    about: dict[str, Any], therapist: dict[str, Any] | None, notice: str
) -> None:
    therapies = [{"id": "t1", "started": "2026-01-06", "therapist": therapist}]
    answer = assess(story(about=about, therapies=therapies), date(2026, 3, 12))
    found = ending(answer, "not_working")
    assert notice in found.notices
    assert len(ending_sections(answer, found)[0].lines) == 2


def test_own_words_come_before_ours() -> None:
    answer = assess(story(), date(2026, 3, 12))
    own = OwnWords(keep="The walk before work", warning_signs="I stop calling people", plan="Call Jo")
    sections = {x.id: x for x in ending_sections(answer, ending(answer, "planned"), own=own)}
    assert sections["keep"].lines[0].text == "The walk before work"
    assert [line.text for line in sections["relapse"].lines[:2]] == ["I stop calling people", "Call Jo"]


def test_goals_are_told_in_the_person_s_words_with_how_far_they_are() -> None:
    answer, told = seen("what_she_came_for"), story_of("what_she_came_for")
    assert "“Back at work”: you last said 10 of 10." in text(ending_sections(answer, ending(answer), told.goals))


@pytest.mark.parametrize("country", ["US", "GB", "CA", "AU", "DE", "IE", "NZ"])
def test_where_to_report_is_said_with_what_each_place_does_with_a_name(country: str) -> None:
    answers = [{"date": "2026-03-01", "indicator": "sexual_or_romantic", "answer": "yes"}]
    answer = assess(story(about={"country": country}, answers=answers), date(2026, 3, 12))
    said = text(ending_sections(answer, ending(answer)))
    assert "You can stop without it." in said
    for place in places(country):
        assert words("en", "reporting").say(f"{place.id}.name_needed") in said


def test_where_we_know_no_place_we_say_so() -> None:
    answers = [{"date": "2026-03-01", "indicator": "sexual_or_romantic", "answer": "yes"}]
    answer = assess(story(about={"country": "FR"}, answers=answers), date(2026, 3, 12))
    assert "We do not know the places in your country" in text(ending_sections(answer, ending(answer)))


def test_every_path_and_every_part_has_its_words_and_none_is_left_over() -> None:
    said = words("en", "ending").entries
    rows = facts("ending")["paths"]
    assert set(rows) == set(PATHS) == set(said["paths"])
    assert {part for row in rows.values() for part in row["parts"]} == set(said["parts"])


@pytest.mark.parametrize("name", sorted(PEOPLE))
@pytest.mark.parametrize("path", [None, *PATHS])
def test_every_person_can_read_every_path(name: str, path: PathId | None) -> None:
    answer = seen(name)
    assert text(ending_sections(answer, ending(answer, path), story_of(name).goals))


# If talking isn't possible


def test_writing_telling_someone_and_a_line_to_call() -> None:
    found = without_a_talk(seen("kind_talk_no_plan"))
    assert found.parts == ("journal", "friend", "nobody")
    said = text(alone_sections(found))
    assert "What did I expect?" in said
    assert "You need not be in danger to call" in said
    assert not any(line.kind.startswith("emergency") for line in found.lines)


def test_who_is_afraid_at_home_is_not_sent_to_someone_who_lives_there() -> None:
    answers = [{"date": "2026-03-01", "indicator": "afraid_at_home", "answer": "yes"}]
    found = without_a_talk(assess(story(answers=answers), date(2026, 3, 12)))
    assert found.parts[1] == "not_at_home"


def test_someone_under_18_is_sent_to_an_adult_they_are_not_afraid_of() -> None:
    found = without_a_talk(seen("sixteen"))
    assert "adult" in found.parts
    assert "friend" not in found.parts
    assert "you are not afraid of" in text(alone_sections(found))


# The command


def test_in_danger_help_stands_on_top(capsys: pytest.CaptureFixture[str]) -> None:
    assert execute(["ending", str(STORIES / "in_danger.json"), "--on", day_of("in_danger").isoformat()]) == 0
    said = capsys.readouterr().out
    assert said.index("988") < said.index("# ")


def test_the_way_out_comes_with_what_to_do_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tree = json.loads((STORIES / "a_line_crossed.json").read_bytes())
    file = tmp_path / "story.json"
    file.write_text(json.dumps(tree), encoding="utf-8")
    assert execute(["ending", str(file), "--as", "planned", "--on", day_of("a_line_crossed").isoformat()]) == 0
    said = capsys.readouterr().out
    assert said.startswith("# Leaving for your safety")
    assert "## Write it down" in said
