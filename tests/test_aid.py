"""The promise: all options with both sides, none of them chosen for anyone, and safety never put on the scales."""

from datetime import date
from typing import Any

import pytest

from tests.people import CHECK_FIRST, PEOPLE, STOP_NOW, day_of, story_of
from unstuck.aid import (
    about,
    apart,
    as_a_test,
    columns,
    lacks,
    look_again,
    matters,
    name,
    needs_a_contact,
    nothing_done,
    to_mind,
)
from unstuck.decision.options import MOST, alarms_of_100
from unstuck.knowledge import facts, words
from unstuck.readout import Readout, assess
from unstuck.story import FORMAT, validate

ON = date(2026, 5, 4)
VALUES: list[str] = facts("options")["values"]
HELP = list(facts("options")["help"])


def answer(*said: str, **about_me: Any) -> Readout:  # noqa: ANN401 - JSON
    given = [{"date": ON.isoformat(), "indicator": indicator, "answer": "yes"} for indicator in said]
    therapy = {"id": "t", "started": "2026-01-05", "therapist": {"provider_type": "us_psychiatrist"}}
    tree = {"format": FORMAT, "about": about_me, "therapies": [therapy], "answers": given}
    return assess(validate(tree), ON)


@pytest.mark.parametrize("person", sorted(PEOPLE))
def test_each_option_has_equal_sides_and_what_fits_is_marked_and_nothing_left_out_for_it(person: str) -> None:
    told = assess(story_of(person), day_of(person))
    found = columns(told, {})
    for column in found:
        assert len(column.upsides) == len(column.downsides) == 3
        assert len(column.living) == 5
        assert not column.meets
    if told.watch.flags.level == "none" and not told.case.minor:
        assert len(found) == 8
        assert any(column.suggested for column in found) or told.next_step.id == "get_urgent_help"


@pytest.mark.parametrize("flag", [*STOP_NOW, *CHECK_FIRST])
def test_with_a_red_flag_nothing_that_leads_to_that_therapist_stands_beside_the_way_out(flag: str) -> None:
    found = {column.id for column in columns(answer(flag), {})}
    assert found == {"add_or_refer_specialist", "change_without_handover"}
    assert apart().id == "safety"


def test_someone_under_18_sees_what_fits_their_age() -> None:
    found = {column.id for column in columns(answer(age_band="under_18"), {})}
    assert found == {"keep_going", "talk_to_therapist", "add_or_refer_specialist"}
    assert words("en", "safety").say("notices.minor") in to_mind(answer(age_band="under_18"))


def test_every_count_of_a_hundred_has_its_picture_with_the_same_words() -> None:
    shown = [figure for column in columns(answer(), {}) for figure in column.figures] + list(nothing_done())
    assert sum(figure.picture is not None for figure in shown) == len(shown) - 1  # what waiting does is no count
    for figure in shown:
        assert figure.line.sources
        if figure.picture:
            assert "<desc" in figure.picture


def test_what_matters_is_held_against_each_option_and_moves_none_of_them() -> None:
    sliders = {"better_soon": 9, "spend_little": 2}
    found = columns(answer(), sliders)
    assert [column.id for column in found] == [column.id for column in columns(answer(), {})]
    assert all(
        [value for value, _ in column.meets] == [words("en", "options").say(f"values.{key}") for key in sliders]
        for column in found
    )
    said = matters(sliders, answer())
    assert [one.weight for one in said] == [9, 2]
    for one in said:
        listed = [option for _, options in one.by_meeting for option in options]
        assert sorted(listed) == sorted(column.name for column in found)


@pytest.mark.parametrize("kind", HELP)
def test_help_that_is_needed_and_does_not_come_names_what_may_fill_the_gap(kind: str) -> None:
    (found,) = lacks({kind: "no"}, answer())
    assert found.options
    assert lacks({kind: "yes"}, answer()) == ()


def test_before_leaving_an_order_or_a_prescriber_is_told() -> None:
    said = words("en", "options").say
    assert said("page.mandated") in to_mind(answer(mandated=True))
    assert said("page.mandated") not in to_mind(answer())
    assert said("page.prescriber") in to_mind(answer())


@pytest.mark.parametrize(
    "option", ["planned_break", "end_or_space_out", "change_with_handover", "change_without_handover"]
)
def test_in_danger_nothing_ends_or_pauses_without_someone_else_in_place(option: str) -> None:
    assert needs_a_contact(answer("suicidal_thoughts"), option)
    assert not needs_a_contact(answer(), option)
    assert not needs_a_contact(answer("suicidal_thoughts"), "talk_to_therapist")


def test_the_aid_says_what_it_is_from_when_it_is_and_who_paid() -> None:
    assert len(about()) == 7
    lines, counts = as_a_test()
    assert len(lines) == 6
    assert str(alarms_of_100().false_alarms) in counts.line.text
    assert not counts.line.confirmed


def test_there_is_always_a_day_to_look_again_and_it_lies_ahead() -> None:
    for person in PEOPLE:
        told = assess(story_of(person), day_of(person))
        assert look_again(told) > told.record.on


def test_the_most_a_thing_can_matter_is_shown() -> None:
    assert all(one.weight == MOST for one in matters(dict.fromkeys(VALUES, MOST), answer()))
    assert name("safety")
