"""The promise: a note in another language is known as one, and a short English note is not taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unstuck.safety.language import is_english


@pytest.mark.parametrize(
    "note",
    [
        "",
        "ok",
        "Tired.",
        "Headache, work stress.",
        "7/10 😀",
        "Slept five nights out of seven.",
        "We made a plan.",
        "Met José for a coffee, it was nice.",
        "im so done with everything rn",
        "Bad day. Panic on the bus again.",
        "Naïve of me to think that.",
        "HW done",
    ],
)
def test_english_notes_are_english(note: str) -> None:
    assert is_english(note)


@pytest.mark.parametrize(
    "note",
    [
        "Ich will nicht mehr leben.",
        "Heute war ein guter Tag, ich habe gut geschlafen.",
        "Je ne veux plus vivre.",
        "J'ai bien dormi cette nuit et la séance était utile.",
        "No quiero vivir más, estoy muy cansada.",
        "Hoy me siento mejor.",
        "Bugün çok kötüydüm, uyuyamadım.",
        "Artık yaşamak istemiyorum",
        "Я не хочу больше жить.",
        "Сегодня спал хорошо",
        "我不想活了",
        "今天睡得很好",
        "لا أريد أن أعيش",
        "Non voglio più vivere, sono stanca.",
        "Não quero mais viver, estou cansado.",
        "Nie chcę już żyć.",
        "Ik wil niet meer leven, het gaat slecht.",
        "Jag vill inte leva och jag är trött.",
        "もう生きたくない",
        "죽고 싶어요",
        "אני לא רוצה לחיות",
        "Müde",
    ],
)
def test_notes_in_other_languages_are_not(note: str) -> None:
    assert not is_english(note)


@given(st.text())
def test_any_text_gets_an_answer(note: str) -> None:
    assert is_english(note) in {True, False}
