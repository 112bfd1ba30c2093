"""The promise: every option gets equal room, every number says of whom and for how long, and nothing is decided."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unstuck.decision.options import (
    LIVING,
    Get,
    alarms_of_100,
    choice,
    figure,
    gaps,
    how_they_meet,
    if_nothing,
    option_of,
    safety_branch,
    side_by_side,
)
from unstuck.knowledge import facts, words

SAID = words("en", "options")
COMPARED = [one.id for one in side_by_side()]
FIGURES = list(facts("options")["figures"])
VALUES: list[str] = facts("options")["values"]
HELP = list(facts("options")["help"])


def characters(option: str, side: str) -> int:
    return sum(len(text) for text in SAID.list(f"options.{option}.{side}"))


def test_there_are_nine_options_and_the_safety_branch_never_stands_beside_the_others() -> None:
    assert len(COMPARED) == 8
    assert safety_branch().id == "safety"
    assert "safety" not in COMPARED
    assert not safety_branch().meets


def test_every_next_step_of_the_contract_but_urgent_help_belongs_to_one_option() -> None:
    steps = facts("vocabulary")["next_steps"].split()
    homeless = [step for step in steps if option_of(step) is None]
    assert homeless == ["get_urgent_help"]


def test_a_change_of_therapist_is_two_options_by_handover() -> None:
    assert option_of("change_therapist", handover=True) == "change_with_handover"
    assert option_of("change_therapist", handover=False) == "change_without_handover"
    assert option_of("change_therapist") == "change_with_handover"


@pytest.mark.parametrize("option", COMPARED)
def test_good_and_bad_sides_have_equal_number_and_about_equal_length(option: str) -> None:
    upsides, downsides = SAID.list(f"options.{option}.upsides"), SAID.list(f"options.{option}.downsides")
    assert len(upsides) == len(downsides) == 3
    lengths = sorted((characters(option, "upsides"), characters(option, "downsides")))
    assert lengths[1] <= 1.2 * lengths[0]


def test_no_option_gets_much_more_room_than_another() -> None:
    lengths = sorted(characters(option, "upsides") + characters(option, "downsides") for option in COMPARED)
    middle = lengths[len(lengths) // 2]
    assert all(0.8 * middle <= length <= 1.2 * middle for length in lengths)


@pytest.mark.parametrize("option", COMPARED)
def test_each_option_says_what_living_with_it_is_like_and_by_when(option: str) -> None:
    assert all(SAID.say(f"options.{option}.living.{place}") for place in LIVING)
    assert SAID.say(f"options.{option}.by_when")
    assert SAID.say(f"options.{option}.what")


@pytest.mark.parametrize("option", COMPARED)
def test_each_option_is_judged_against_everything_that_may_matter(option: str) -> None:
    assert set(choice(option).meets) == set(VALUES)
    assert set(choice(option).meets.values()) <= {"yes", "partly", "no", "open"}
    assert all(SAID.say(f"values.{value}") for value in VALUES)


@pytest.mark.parametrize("name", FIGURES)
def test_each_figure_says_its_group_its_period_and_how_sure_it_is(name: str) -> None:
    found = figure(name)
    assert SAID.say(f"figures.{name}.text", **found.blanks)
    assert SAID.say(f"figures.{name}.group")
    assert SAID.say(f"figures.{name}.period")
    assert SAID.say(f"certainty.{found.certainty}")
    assert found.source in facts("sources")


@pytest.mark.parametrize("name", [name for name in FIGURES if name not in {"only_waiting", "therapists_alone"}])
def test_chances_are_told_of_a_hundred(name: str) -> None:
    assert "100" in SAID.say(f"figures.{name}.text", **figure(name).blanks)


def test_every_figure_is_shown_somewhere() -> None:
    shown = {one.id for option in (*COMPARED, "safety") for one in choice(option).figures}
    page = {*facts("options")["if_nothing"], *facts("options")["test_figures"]}
    assert shown | page == set(FIGURES)


def test_an_option_without_a_study_says_that_there_is_no_figure() -> None:
    assert choice("planned_break").figures == ()
    assert "no study" in SAID.say("page.no_figure")


def test_twice_a_week_is_told_as_sixty_five_of_a_hundred_pairs() -> None:
    assert figure("twice_a_week").blanks == {"n": 65}


def test_what_happens_if_nothing_is_done_is_told_with_figures() -> None:
    assert [one.id for one in if_nothing()] == ["course_over_26_weeks", "only_waiting", "worse_in_therapy"]


def test_of_a_hundred_people_seven_are_found_one_is_missed_and_eighteen_alarms_are_false() -> None:
    alarms = alarms_of_100()
    assert (alarms.found, alarms.missed, alarms.false_alarms, alarms.rightly_quiet) == (7, 1, 18, 74)


def test_what_matters_most_comes_first_and_options_keep_their_order() -> None:
    rows = how_they_meet({"spend_little": 3, "right_method": 9, "no_waiting": 0})
    assert [(row.value, row.weight) for row in rows] == [("right_method", 9), ("spend_little", 3)]
    assert list(rows[0].meets) == COMPARED
    assert rows[0].meets["add_or_refer_specialist"] == "yes"


@given(st.dictionaries(st.sampled_from(VALUES), st.integers(0, 10)))
def test_sliders_never_add_up_to_a_winner(sliders: dict[str, int]) -> None:
    rows = how_they_meet(sliders)
    assert [row.value for row in rows if not sliders[row.value]] == []
    assert len(rows) == sum(weight > 0 for weight in sliders.values())
    assert [row.weight for row in rows] == sorted((row.weight for row in rows), reverse=True)
    assert all(list(row.meets) == COMPARED for row in rows)


@pytest.mark.parametrize("sliders", [{"horoscope": 3}, {"no_waiting": 11}, {"no_waiting": -1}])
def test_a_slider_we_dont_know_or_out_of_range_is_refused(sliders: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="not something that may matter"):
        how_they_meet(sliders)


def test_help_that_is_needed_and_does_not_come_is_a_gap_with_options() -> None:
    found = gaps({"medicine": "no", "listened": "yes", "fits_my_life": "unsure"})
    assert [(gap.help, gap.get) for gap in found] == [("medicine", "no"), ("fits_my_life", "unsure")]
    assert found[0].options == ("add_or_refer_specialist",)


@given(st.dictionaries(st.sampled_from(HELP), st.sampled_from(["yes", "some", "no", "unsure"])))
def test_only_what_is_needed_and_missing_is_a_gap(get: dict[str, Get]) -> None:
    assert {gap.help for gap in gaps(get)} == {kind for kind, level in get.items() if level != "yes"}


def test_unknown_help_is_refused_and_known_help_leads_to_real_options() -> None:
    with pytest.raises(ValueError, match="no such kind of help: magic"):
        gaps({"magic": "no"})
    for kind, options in facts("options")["help"].items():
        assert set(options) <= set(COMPARED)
        assert SAID.say(f"help.{kind}")


def test_the_words_never_tell_anyone_what_to_choose() -> None:
    text = " ".join(str(entry) for entry in SAID.entries["options"].values()).casefold()
    for order in ("you should", "you must", "the best option", "we recommend", "% sure"):
        assert order not in text
