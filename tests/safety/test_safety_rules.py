"""The promise: help stands on top as soon, as long and as strongly as the rules say, and doubt counts as a sign."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unstuck.knowledge import facts, words
from unstuck.safety.answers import Answer, Said
from unstuck.safety.rules import SEVERITY, NoteSign, RiskItem, Safety, SafetyFacts, safety

TODAY = date(2026, 3, 31)
KINDS = sorted(facts("safety")["notes"])


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def answered(indicator: str, said: Said, days_ago: int = 0) -> Answer:
    return Answer(indicator, ago(days_ago), said)


def item(value: float, days_ago: int = 0, measure: str = "phq9") -> RiskItem:
    return RiskItem(measure, ago(days_ago), value)


def note(kind: str, days_ago: int = 0, *, plain: bool = True, guess: bool = False) -> NoteSign:
    return NoteSign(kind, ago(days_ago), plain, guess, "words")


def judged(*known: Answer | RiskItem | NoteSign, severe_or_rising: bool = False) -> Safety:
    return safety(
        SafetyFacts(
            on=TODAY,
            answers=tuple(x for x in known if isinstance(x, Answer)),
            risk_items=tuple(x for x in known if isinstance(x, RiskItem)),
            note_signs=tuple(x for x in known if isinstance(x, NoteSign)),
            severe_or_rising=severe_or_rising,
        )
    )


def first_question(found: Safety) -> str:
    return found.questions[0].indicator


def test_nothing_recorded_is_no_level_and_no_question() -> None:
    assert judged() == Safety("none", (), ())


@pytest.mark.parametrize("indicator", ["not_safe_now", "mania_or_psychosis_signs", "medical_danger"])
def test_some_answers_are_urgent(indicator: str) -> None:
    assert judged(answered(indicator, "yes")).level == "urgent"


@pytest.mark.parametrize("indicator", ["suicidal_thoughts", "afraid_at_home", "harm_to_others"])
def test_other_answers_mean_support(indicator: str) -> None:
    assert judged(answered(indicator, "yes")).level == "support"


@pytest.mark.parametrize("indicator", sorted(facts("safety")["answers"]))
def test_unsure_means_support_and_is_asked_again(indicator: str) -> None:
    found = judged(answered(indicator, "unsure"))
    assert found.level == "support"
    assert indicator in {question.indicator for question in found.questions}


def test_a_yes_stands_until_a_later_no_and_is_asked_again_meanwhile() -> None:
    old = judged(answered("not_safe_now", "yes", 200))
    assert (old.level, first_question(old)) == ("urgent", "not_safe_now")
    assert judged(answered("afraid_at_home", "yes", 9), answered("afraid_at_home", "no", 2)).level == "none"


@pytest.mark.parametrize(("days", "level"), [(0, "support"), (14, "support"), (15, "none")])
def test_after_danger_has_passed_support_stays_for_two_weeks(days: int, level: str) -> None:
    found = judged(answered("not_safe_now", "yes", days + 3), answered("not_safe_now", "no", days))
    assert found.level == level


def test_repeating_the_no_does_not_prolong_support() -> None:
    said = [answered("not_safe_now", "yes", 40), answered("not_safe_now", "no", 30), answered("not_safe_now", "no", 1)]
    assert judged(*said).level == "none"


def test_on_one_day_the_more_serious_answer_counts() -> None:
    assert judged(answered("not_safe_now", "no"), answered("not_safe_now", "yes")).level == "urgent"
    kept = [answered("as_usual_and_can_keep_safe", said) for said in ("yes", "no")]
    assert judged(item(2), *kept).level == "urgent"


@pytest.mark.parametrize("measure", ["phq9", "core10"])
@pytest.mark.parametrize(
    ("value", "days", "level"),
    [
        (0, 0, "none"),
        (1, 0, "support"),
        (1, 28, "support"),
        (1, 29, "none"),
        (2, 0, "urgent"),
        (3, 14, "urgent"),
        (2, 15, "support"),
        (3, 28, "support"),
        (3, 29, "none"),
    ],
)
def test_an_item_about_suicide_counts_by_its_value_and_age(measure: str, value: int, days: int, level: str) -> None:
    assert judged(item(value, days, measure)).level == level


def test_a_newer_zero_takes_nothing_from_a_high_item_and_ends_a_low_one_after_two_weeks() -> None:
    assert judged(item(2, 10), item(0, 1)).level == "urgent"
    assert judged(item(1, 10), item(0, 1)).level == "support"
    assert judged(item(1, 20), item(0, 1)).level == "none"


def test_as_usual_and_able_to_keep_safe_lowers_a_high_item_only_when_answered_since() -> None:
    kept = "as_usual_and_can_keep_safe"
    assert judged(item(2, 3), answered(kept, "yes", 3)).level == "support"
    assert judged(item(2, 3), answered(kept, "yes", 4)).level == "urgent"
    assert judged(item(2, 3), answered(kept, "unsure", 1)).level == "urgent"
    assert judged(item(2, 3), answered(kept, "yes", 2), answered(kept, "no", 1)).level == "urgent"
    assert judged(item(2, 3), item(2, 1), answered(kept, "yes", 2)).level == "urgent"


def test_as_usual_lowers_nothing_but_items() -> None:
    assert judged(answered("not_safe_now", "yes", 2), answered("as_usual_and_can_keep_safe", "yes")).level == "urgent"


def test_other_forms_have_no_such_item() -> None:
    assert judged(item(3, measure="gad7")).level == "none"


@pytest.mark.parametrize("kind", KINDS)
def test_every_sign_in_a_note_is_at_least_support_and_urgent_beside_severe_or_rising_scores(kind: str) -> None:
    sign = note(kind, plain=False)
    assert judged(sign).level == "support"
    assert judged(sign, severe_or_rising=True).level == "urgent"


@pytest.mark.parametrize("kind", ["intent", "plan", "farewell"])
@pytest.mark.parametrize(
    ("days", "level"), [(0, "urgent"), (30, "urgent"), (31, "support"), (44, "support"), (45, "none")]
)
def test_plain_intent_plan_or_farewell_is_urgent_for_a_month(kind: str, days: int, level: str) -> None:
    assert judged(note(kind, days)).level == level


def test_severe_scores_alone_are_no_danger() -> None:
    assert judged(severe_or_rising=True).level == "none"


def test_a_guess_is_asked_about_first_and_the_answer_decides() -> None:
    guess = note("intent", 2, guess=True)
    asked = judged(guess, answered("suicidal_thoughts", "no", 3))
    assert (asked.level, asked.questions[0].indicator, asked.questions[0].quote) == (
        "support",
        "suicidal_thoughts",
        "words",
    )
    assert judged(guess, answered("suicidal_thoughts", "yes", 1)).level == "urgent"
    assert judged(guess, answered("suicidal_thoughts", "unsure", 1)).level == "support"
    assert judged(guess, answered("suicidal_thoughts", "no", 2)) == Safety("none", (), ())


def test_a_no_takes_nothing_from_clear_words() -> None:
    assert judged(note("intent", 2), answered("suicidal_thoughts", "no", 1)).level == "urgent"


def test_signs_of_suicide_lead_to_the_question_about_danger_now_until_it_is_answered() -> None:
    assert first_question(judged(item(2, 1))) == "not_safe_now"
    assert first_question(judged(note("plan"))) == "not_safe_now"
    assert [q.indicator for q in judged(item(2, 1)).questions] == ["not_safe_now", "as_usual_and_can_keep_safe"]
    assert [q.indicator for q in judged(item(2, 1), answered("not_safe_now", "no")).questions] == [
        "as_usual_and_can_keep_safe"
    ]


def test_a_severe_total_without_items_puts_the_safety_question_first() -> None:
    known = SafetyFacts(on=TODAY, severe_without_items_on=ago(4))
    assert safety(known).level == "none"
    assert first_question(safety(known)) == "suicidal_thoughts"
    answered_since = replace(known, answers=(answered("suicidal_thoughts", "no", 4),))
    assert safety(answered_since).questions == ()


def test_while_help_stands_on_top_a_contact_is_kept() -> None:
    assert judged(answered("suicidal_thoughts", "yes")).keep_a_contact
    assert not judged().keep_a_contact


def test_fear_at_home_is_known_from_the_answer_or_a_note() -> None:
    assert judged(answered("afraid_at_home", "yes")).afraid_at_home
    assert judged(note("fear_at_home")).afraid_at_home
    assert not judged(answered("harm_to_others", "yes")).afraid_at_home


def test_the_most_serious_and_newest_signal_stands_first() -> None:
    found = judged(answered("suicidal_thoughts", "yes", 1), item(2, 6), answered("not_safe_now", "yes", 5))
    assert [signal.id for signal in found.signals] == ["not_safe_now", "phq9_item9", "suicidal_thoughts"]


def test_every_signal_and_question_has_words() -> None:
    said, rules = words("en", "safety"), facts("safety")
    signals = [*rules["answers"], *(f"note_{kind}" for kind in KINDS), *(x["signal"] for x in rules["items"].values())]
    for signal in signals:
        assert said.say(f"signals.{signal}")
    for indicator in (*rules["answers"], "as_usual_and_can_keep_safe"):
        assert said.say(f"questions.{indicator}.text")
        assert "words" in said.say(f"questions.{indicator}.quoted", quote="words")
        assert said.say(f"questions.{indicator}.why")


days = st.integers(0, 60)
answers = st.builds(
    answered,
    st.sampled_from([*facts("safety")["answers"], "as_usual_and_can_keep_safe"]),
    st.sampled_from(["yes", "no", "unsure"]),
    days,
)
items = st.builds(item, st.integers(0, 3), days, st.sampled_from(["phq9", "core10"]))
notes = st.builds(note, st.sampled_from(KINDS), days, plain=st.booleans(), guess=st.booleans())
everything = st.lists(st.one_of(answers, items, notes), max_size=8)


@given(everything, st.data(), st.booleans())
def test_the_order_of_entries_means_nothing(
    known: list[Answer | RiskItem | NoteSign], data: st.DataObject, severe: bool
) -> None:
    shuffled = data.draw(st.permutations(known))
    assert judged(*known, severe_or_rising=severe) == judged(*shuffled, severe_or_rising=severe)


@given(everything, notes, st.booleans())
def test_one_more_sign_in_a_note_never_lowers_the_level(
    known: list[Answer | RiskItem | NoteSign], sign: NoteSign, severe: bool
) -> None:
    before = judged(*known, severe_or_rising=severe)
    after = judged(*known, sign, severe_or_rising=severe)
    assert SEVERITY[after.level] >= SEVERITY[before.level]


@given(everything, st.booleans())
def test_a_level_always_has_a_signal_and_a_signal_a_level(
    known: list[Answer | RiskItem | NoteSign], severe: bool
) -> None:
    found = judged(*known, severe_or_rising=severe)
    assert (found.level == "none") == (found.signals == ())
    assert len({signal.id for signal in found.signals}) == len(found.signals)
    assert len({question.indicator for question in found.questions}) == len(found.questions)


@given(everything)
def test_severe_or_rising_scores_never_lower_the_level(known: list[Answer | RiskItem | NoteSign]) -> None:
    assert SEVERITY[judged(*known, severe_or_rising=True).level] >= SEVERITY[judged(*known).level]
