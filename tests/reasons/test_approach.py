"""The promise: what happens in sessions leads to the likely method and one good question; a thin trace stays thin."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unstuck.knowledge import facts
from unstuck.reasons.approach import next_signs, recognise, signs, signs_of

THERAPIES: list[str] = facts("catalogue")["therapies"]
SIGNS = [sign.id for sign in signs()]
ticks = st.frozensets(st.sampled_from(SIGNS), max_size=8)


def test_exposure_with_the_ritual_left_out_is_erp() -> None:
    found = recognise({"ladder", "no_ritual", "face_fear"})
    assert found.likely[0].therapy == "erp"
    assert found.likely[0].sure == "likely"
    assert (found.ask, found.about) == ("confirm", ("erp",))


def test_talk_about_the_week_with_comfort_is_supportive_and_its_signs_are_marked_unconfirmed() -> None:
    found = recognise({"week_talk", "encouragement", "no_exercises"})
    assert found.likely[0].therapy == "supportive"
    assert set(found.likely[0].unconfirmed) == {"week_talk", "encouragement", "no_exercises"}


def test_two_close_ones_lead_to_asking_which() -> None:
    found = recognise({"ladder", "face_fear"})
    assert (found.ask, set(found.about)) == ("which", {"erp", "exposure"})


def test_nothing_ticked_points_nowhere_and_asks_for_the_name() -> None:
    assert recognise(()) == recognise((), shown=SIGNS[:8])
    assert recognise(()).likely == ()
    assert recognise(()).ask == "name_it"


def test_homework_alone_proves_nothing() -> None:
    assert all(one.sure != "likely" for one in recognise({"homework"}).likely)


@pytest.mark.parametrize("therapy", THERAPIES)
def test_its_own_signs_lead_to_each_therapy(therapy: str) -> None:
    assert recognise(signs_of(therapy)).likely[0].therapy == therapy


@pytest.mark.parametrize("therapy", THERAPIES)
def test_each_therapy_has_a_core_and_known_signs(therapy: str) -> None:
    held = facts("therapies")[therapy]
    assert held["core"]
    assert set(signs_of(therapy)) <= set(SIGNS)
    assert set(held.get("unconfirmed_signs", ())) <= set(signs_of(therapy))


def test_every_sign_belongs_to_a_therapy() -> None:
    assert {sign for therapy in THERAPIES for sign in signs_of(therapy)} == set(SIGNS)
    assert len(SIGNS) == len(set(SIGNS))


def test_a_sign_that_was_shown_and_not_ticked_speaks_against() -> None:
    asked = recognise({"ladder", "face_fear"}, shown={"ladder", "face_fear", "no_ritual"})
    unasked = recognise({"ladder", "face_fear"})
    assert "erp" in unasked.about
    assert asked.about == ("exposure",)
    assert {one.therapy: one.not_ticked for one in asked.likely}["erp"] == ("no_ritual",)


def test_an_unknown_sign_is_refused() -> None:
    with pytest.raises(ValueError, match="no such sign: horoscope"):
        recognise({"horoscope"})
    with pytest.raises(ValueError, match="no such sign"):
        next_signs((), {"horoscope"})


@given(ticks, ticks)
def test_at_most_three_are_named_and_the_question_names_only_them(ticked: frozenset[str], more: frozenset[str]) -> None:
    found = recognise(ticked, ticked | more)
    assert len(found.likely) <= 3
    assert set(found.about) <= {one.therapy for one in found.likely}
    order = ["likely", "maybe", "possible"]
    assert [order.index(one.sure) for one in found.likely] == sorted(order.index(one.sure) for one in found.likely)


@given(ticks, ticks)
def test_nothing_is_asked_twice(ticked: frozenset[str], more: frozenset[str]) -> None:
    shown = ticked | more
    asked = next_signs(ticked, shown)
    assert len(asked) == 8
    assert not set(asked) & shown
    assert list(asked) == sorted(asked, key=SIGNS.index)


def test_four_short_pages_find_the_method_of_most_simulated_people() -> None:
    """People drawn from our own judged chances: this shows that the guide is consistent, not that it is right."""
    rule = facts("therapies")["recognition"]
    draw = Random(6)
    first = top3 = n = 0
    for therapy in THERAPIES:
        for _ in range(2):
            ticked: set[str] = set()
            shown: set[str] = set()
            for _page in range(4):
                page = next_signs(ticked, shown)
                shown |= set(page)
                ticked |= {sign for sign in page if draw.random() < _chance(therapy, sign, rule)}
            found = [one.therapy for one in recognise(ticked, shown).likely]
            n += 1
            first += found[:1] == [therapy]
            top3 += therapy in found
    assert first / n >= 0.7
    assert top3 / n >= 0.7


def _chance(therapy: str, sign: str, rule: dict[str, float]) -> float:
    held = facts("therapies")[therapy]
    if sign in held["core"]:
        return rule["core"]
    if sign in held["often"]:
        return rule["often"]
    homely = sign in facts("therapies")["recognition"]["homely"]
    return rule["elsewhere_homely"] if homely else rule["elsewhere"]
