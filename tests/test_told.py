"""The promise: a fact becomes a sentence with its source, and what nobody confirmed says so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unstuck.decision.remit import NEEDS
from unstuck.explain import source
from unstuck.knowledge import facts
from unstuck.reasons.approach import recognise, signs
from unstuck.reasons.fit_for_concern import fit_for_concern
from unstuck.told import Line, dose, fit_lines, guess_lines, listed, remit_lines

CONDITIONS: list[str] = [*facts("catalogue")["conditions"], *facts("catalogue")["parts"]]
THERAPIES: list[str] = facts("catalogue")["therapies"]
PROVIDERS: list[str] = facts("catalogue")["providers"]


def text(lines: tuple[Line, ...]) -> str:
    return " ".join(line.text for line in lines)


def test_for_depression_the_kind_is_said_to_matter_little() -> None:
    assert "come out much alike" in text(fit_lines(fit_for_concern("depression", "supportive"), "en"))


def test_for_ocd_the_kind_is_said_to_matter_and_the_first_choice_is_named() -> None:
    told = text(fit_lines(fit_for_concern("ocd", "supportive"), "en"))
    assert "makes a clear difference" in told
    assert "ERP" in told
    assert "does not tell how it will go for you" in told


def test_an_effect_is_told_in_pairs_with_range_interval_trials_and_sureness() -> None:
    told = text(fit_lines(fit_for_concern("ocd", "erp"), "en"))
    for part in ("79 pairs", "71 to 86", "Hedges g 1.16", "0.8 to 1.53", "10 trials", "fairly sure"):
        assert part in told


def test_a_note_on_one_part_names_the_part() -> None:
    assert "Bulimia: The next step" in text(fit_lines(fit_for_concern("eating", "cbt_ed"), "en"))


def test_an_unknown_concern_gets_one_honest_line() -> None:
    assert len(fit_lines(fit_for_concern("boredom", "cbt"), "en")) == 1


@given(st.sampled_from(CONDITIONS), st.sampled_from([*THERAPIES, None]))
def test_every_fit_can_be_told_and_never_as_a_personal_chance(concern: str, approach: str | None) -> None:
    told = text(fit_lines(fit_for_concern(concern, approach), "en"))
    assert "%" not in told.replace("95 %", "")
    assert "your chance" not in told.casefold()
    assert "{" not in told


@pytest.mark.parametrize("kind", PROVIDERS)
def test_every_need_is_answered_and_what_isnt_a_plain_yes_comes_with_a_next_thing_to_do(kind: str) -> None:
    lines = remit_lines(kind, "en")
    assert len(lines) >= len(NEEDS)
    assert text(lines).count("this is part of what they do") == 2 * len(NEEDS) - len(lines)
    assert all(source(key) for line in lines for key in line.sources)


def test_an_unknown_kind_of_professional_is_asked_about() -> None:
    assert "which kind of professional" in text(remit_lines("br_psicologo", "en"))


def test_the_guide_ends_with_the_question_for_the_therapist() -> None:
    assert guess_lines(recognise({"ladder", "no_ritual"}), "en")[-1].text.startswith("Is what we do exposure with")
    assert guess_lines(recognise(()), "en")[-1].text.startswith("What is this way of working called")


@given(st.frozensets(st.sampled_from([sign.id for sign in signs()]), max_size=6))
def test_every_guess_ends_with_a_question_and_has_no_open_blank(ticked: frozenset[str]) -> None:
    lines = guess_lines(recognise(ticked), "en")
    assert lines[-1].text.endswith("?")
    assert "{" not in text(lines)


def test_lengths_are_said_as_people_say_them() -> None:
    assert dose("en", 8, 12, "sessions") == "8 to 12 sessions"
    assert dose("en", 12, 12, "sessions") == "about 12 sessions"
    assert dose("en", 1, 10, "hours") == "up to 10 hours"
    assert dose("en", 12, 0, "months") == "12 months or more"


def test_lists_are_joined_as_the_language_does() -> None:
    assert listed("en", ["a", "b", "c"]) == "a, b, and c"
    assert listed("de", ["a", "b", "c"]) == "a, b und c"
