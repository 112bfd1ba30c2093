"""The promise: signs of danger in a note are seen, plain ones above all; look-alikes are not; doubt asks."""

from __future__ import annotations

import hashlib
import re
import tomllib
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unstuck.knowledge import facts
from unstuck.safety.notes import Sign, read_note
from unstuck.safety.patterns import parse

SENTENCES = tomllib.loads((Path(__file__).parent / "sentences.toml").read_text(encoding="utf-8"))
ASKS = {kind: rule["asks"] for kind, rule in facts("safety")["notes"].items()}
URGENT = {kind for kind, rule in facts("safety")["notes"].items() if rule.get("urgent")}
PLAIN = "I want to kill myself."


def is_held_out(sentence: str) -> bool:
    return hashlib.sha256(sentence.encode()).digest()[-1] % 2 == 1


def in_half(group: str, *, held_out: bool) -> list[tuple[str, str]]:
    """Sentences of one half, each with the safety question it should lead to ("" for a look-alike)."""
    return [
        (sentence, kind.get("asks", ""))
        for kind in SENTENCES[group].values()
        for sentence in kind["sentences"]
        if is_held_out(sentence) == held_out
    ]


def leads_to(sentence: str, question: str) -> bool:
    return any(ASKS[sign.kind] == question for sign in read_note(sentence))


def is_plain(note: str) -> bool:
    return any(sign.level == "plain" and sign.kind in URGENT for sign in read_note(note))


def only(note: str) -> Sign:
    (sign,) = read_note(note)
    return sign


def share(found: list[bool]) -> float:
    return sum(found) / len(found)


def test_plain_intent_is_seen_in_the_half_it_was_tuned_on_and_in_the_one_it_was_not() -> None:
    plain = SENTENCES["danger"]["plain"]["sentences"]
    assert share([is_plain(sentence) for sentence in plain if not is_held_out(sentence)]) >= 0.98
    assert share([is_plain(sentence) for sentence in plain if is_held_out(sentence)]) >= 0.93


@pytest.mark.parametrize(("held_out", "sensitivity", "specificity"), [(False, 0.98, 0.95), (True, 0.93, 0.93)])
def test_danger_is_seen_and_look_alikes_are_not(held_out: bool, sensitivity: float, specificity: float) -> None:
    danger = in_half("danger", held_out=held_out)
    assert share([leads_to(sentence, question) for sentence, question in danger]) >= sensitivity
    look_alikes = in_half("look_alike", held_out=held_out)
    assert share([read_note(sentence) == () for sentence, _ in look_alikes]) >= specificity


def test_the_later_rounds_are_mostly_seen_too() -> None:
    for number in ("second", "third"):
        danger = [x for held_out in (False, True) for x in in_half(f"{number}_danger", held_out=held_out)]
        assert share([leads_to(sentence, question) for sentence, question in danger]) >= 0.85
        look_alikes = [x for held_out in (False, True) for x in in_half(f"{number}_look_alike", held_out=held_out)]
        assert share([read_note(sentence) == () for sentence, _ in look_alikes]) >= 0.9


@pytest.mark.parametrize(
    "note",
    [
        "this traffic is killing me",
        "I'm dying to see it",
        "I could kill for a coffee",
        "my brother wanted to kill himself in 2010",
        "I used to think about suicide",
        "I don't want to die",
        "she said 'I want to die'",
        "The deadline is Friday and I am dead tired.",
        "suicide prevention training at work",
        "Not suicidal, no plan, never had one.",
        "I never wanted to die.",
        "The song is called I Want to Die",
        "Ten years ago I tried to kill myself.",
        "She asked if I want to die and I said no.",
    ],
)
def test_figures_titles_the_past_others_quotes_and_negation_are_no_signs(note: str) -> None:
    assert read_note(note) == ()


@pytest.mark.parametrize(
    "note",
    [
        "I WANT TO DIE",
        "i wanna die",
        "I want\nto die",
        "I  want   to die!!!",
        "I … want to die",
        "I w\u00adant to d\u200bie",
        "Ｉ ｗａｎｔ ｔｏ ｄｉｅ",
        "i want to dieeee",
        "I don’t want to live anymore",
        "I don't want to live anymore",
        "I dont want to live anymore",
        "I do not want to live any more",
        "im gonna kill my self",
        "i want to k1ll myself",
        "No, I want to die.",
        "not gonna lie I want to die",
        "I don't know why I want to die",
        "I can't stop wanting to die",
        "My therapist asked if I want to die and I said yes.",
        "Slept badly.\n- milk\n- I want to die\n- call Tom",
    ],
)
def test_spelling_case_and_layout_hide_nothing(note: str) -> None:
    assert is_plain(note)
    assert any(sign.certainty == "clear" for sign in read_note(note))


@pytest.mark.parametrize(
    "note",
    [
        "I want to die lol",
        "I want to die 😂",
        "I wanted to die.",
        '"I want to die"',
        'I wrote: "I want to die"',
        "She says that I want to die",
        "I used to think about suicide and now I do again.",
    ],
)
def test_what_may_mean_something_else_is_a_guess(note: str) -> None:
    signs = read_note(note)
    assert signs
    assert all(sign.certainty == "guess" for sign in signs)


def test_an_attempt_is_a_sign_when_recent_and_none_when_long_past() -> None:
    assert only("I tried to kill myself last night.").certainty == "clear"
    assert read_note("I tried to kill myself in 2012.") == ()


def test_two_negations_undo_each_other() -> None:
    assert read_note("Not a day goes by without me thinking of suicide.")
    assert not read_note("A day without thinking of suicide.")


def test_a_sign_names_its_place_and_its_reason() -> None:
    note = "Bad week. I want to die. Slept little."
    sign = only(note)
    assert note[sign.start : sign.end] == "I want to die"
    assert (sign.kind, sign.level, sign.why) == ("intent", "plain", "active intent, C-SSRS 4")


def test_of_each_kind_the_first_clear_sign_counts() -> None:
    note = "I want to die lol. I want to die. I want to die."
    assert [(sign.certainty, sign.start) for sign in read_note(note)] == [("clear", note.index("I want to die. "))]


@pytest.mark.parametrize("sentence", [s for s in SENTENCES["danger"]["plain"]["sentences"] if is_plain(s)])
def test_how_plain_words_are_written_does_not_matter(sentence: str) -> None:
    assert is_plain(sentence.upper())
    assert is_plain(sentence.lower())
    assert is_plain(sentence.replace("’", "'").replace("'", "’"))
    assert is_plain(re.sub(r"(?<=n)['’](?=t\b)|(?<=\bI)['’](?=m\b)", "", sentence))
    assert is_plain(f"Long day at work, then dinner.\n\n{sentence}\n\nBed at ten.")


@given(st.text())
def test_one_more_danger_sentence_never_takes_a_sign_away(note: str) -> None:
    before = {(sign.kind, sign.level, sign.certainty) for sign in read_note(note)}
    after = {(sign.kind, sign.level, sign.certainty) for sign in read_note(f"{note}\n\n{PLAIN}")}
    assert ("intent", "plain", "clear") in after
    assert all(sign in after or (*sign[:2], "clear") in after for sign in before)


PIECES = st.sampled_from(
    [s for group in ("danger", "look_alike") for k in SENTENCES[group].values() for s in k["sentences"] if '"' not in s]
)


@given(st.lists(PIECES, max_size=4), st.sampled_from(["\n\n", "\n\n\n"]))
def test_a_plain_sentence_is_seen_in_any_company(sentences: list[str], between: str) -> None:
    assert is_plain(between.join([*sentences, PLAIN]))
    assert is_plain(between.join([PLAIN, *sentences]))


@given(st.text())
def test_any_text_can_be_read_and_every_sign_lies_in_it(note: str) -> None:
    for sign in read_note(note):
        assert 0 <= sign.start < sign.end <= len(note)


@pytest.mark.parametrize(
    "piece", ["I was tired but it went well. ", "i want to die ", '"i want to die" ', "'a ", "not "]
)
def test_long_notes_are_read_in_linear_time(piece: str) -> None:
    def seconds(size: int) -> float:
        note = piece * (size // len(piece))
        start = perf_counter()
        read_note(note)
        return perf_counter() - start

    read_note(piece)
    short, long = seconds(20_000), seconds(200_000)
    assert long < 40 * short + 0.5


def test_every_pattern_can_be_read_and_every_group_has_a_reason_and_a_rule() -> None:
    for group in facts("danger")["signs"]:
        assert group["why"]
        assert group["kind"] in ASKS
        for line in group["say"].split("\n"):
            if line:
                assert parse(line).anchor


def test_a_pattern_without_a_word_to_look_for_is_refused() -> None:
    with pytest.raises(ValueError, match="no word"):
        parse("_3 maybe?")


def test_the_set_is_large_and_halved() -> None:
    for group in ("danger", "look_alike"):
        halves = [in_half(group, held_out=held_out) for held_out in (False, True)]
        assert sum(map(len, halves)) >= 150
        assert min(map(len, halves)) >= 70


@pytest.mark.parametrize(
    ("name", "round_", "halves"),
    [
        ("first round, the half it was tuned on", "", (False,)),
        ("first round, the half held out", "", (True,)),
        ("second round", "second_", (False, True)),
        ("third round", "third_", (False, True)),
    ],
)
def test_the_table_in_the_docs_is_current(name: str, round_: str, halves: tuple[bool, ...]) -> None:
    danger = [x for held_out in halves for x in in_half(f"{round_}danger", held_out=held_out)]
    look_alikes = [x for held_out in halves for x in in_half(f"{round_}look_alike", held_out=held_out)]
    seen = sum(leads_to(sentence, question) for sentence, question in danger)
    left_alone = sum(read_note(sentence) == () for sentence, _ in look_alikes)
    row = f"| {name} | {seen} of {len(danger)} | {left_alone} of {len(look_alikes)} |"
    assert row in (Path(__file__).parents[2] / "docs" / "safety.md").read_text(encoding="utf-8")
