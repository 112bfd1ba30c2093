"""The promise: half a page in the client's words, with one request, and never a page where no talk is needed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.people import CHECK_FIRST, FLAGS, PEOPLE, SAFETY, STOP_NOW, day_of, story_of, trees
from tests.talk.people import MARA, ON, answer_of, mara
from unstuck.knowledge import facts, words
from unstuck.paper.page import as_markdown, as_text
from unstuck.paper.room import cut, legible, lines_of
from unstuck.readout import assess
from unstuck.reasons.weights import indicators
from unstuck.story import validate
from unstuck.story.checks import vocabulary
from unstuck.talk.brief import NoSuchItem, NotOne, compose, proposal, told
from unstuck.talk.items import Item, items
from unstuck.talk.page import page
from unstuck.talk.standing import hints, may_end_in_writing, no_talk

KNOWN = facts("brief")


def every(own: dict[str, str] | None = None, **changed: Any) -> tuple[Item, ...]:  # noqa: ANN401 - JSON values
    story = mara(**changed)
    return items(answer_of(story), story, own)


def by_id(found: tuple[Item, ...]) -> dict[str, Item]:
    return {item.id: item for item in found}


def test_a_page_says_what_helped_what_does_not_one_example_the_effect_one_request_and_when_to_look_again() -> None:
    ticked = ["goal:sleep", "goal:work", "example:2026-05-19", "said:leave_stuck", "ask:method", "review"]
    said = as_text(page(compose(every(), ticked)))
    sections = ("helped", "facts", "example", "effect", "ask", "view", "review")
    places = [said.index(words("en", "brief").say(f"sections.{section}")) for section in sections]
    assert places == sorted(places)
    assert "I said 2 of 10 on February 1, 2026, and 6 on May 1, 2026" in " ".join(said.split())
    assert "She asked about the week again." in said
    assert "Could we use part of today" in said


def test_the_persons_own_words_come_first_in_every_section() -> None:
    own = {section: f"My own {section}." for section in KNOWN["own"]}
    found = every(own)
    for section in KNOWN["sections"]:
        of_section = [item.own for item in found if item.section == section]
        assert of_section == sorted(of_section, reverse=True), section
    assert next(item.id for item in found if item.section == "ask") == "own:ask"


def test_goals_and_scores_stand_where_their_course_puts_them() -> None:
    found = by_id(every())
    assert found["goal:sleep"].section == "helped"
    assert found["goal:work"].section == "facts"
    assert found["scores:gad7"].section == "facts"
    assert found["rating:heard"].section == "facts"
    assert found["rating:bond"].section == "helped"
    assert found["feel"].section == "effect"
    assert "goal:later" not in found


def test_what_was_agreed_and_not_kept_can_be_said_as_a_fact() -> None:
    found = by_id(every())
    assert "A sleep diary" in found["broken:2026-03-10"].text
    assert "Ten minutes for it each time" in found["due:2026-03-10"].text
    assert "Talk about the nights" in found["asked:2026-03-10"].text


def test_pages_of_another_therapy_and_of_later_days_are_not_among_the_items() -> None:
    story = mara(notes=[{"date": "2020-03-01", "text": "Old"}, {"date": "2026-07-01", "text": "Later"}])
    assert not [item for item in items(answer_of(story), story) if "Old" in item.text or "Later" in item.text]


def test_two_pages_of_one_day_are_two_items() -> None:
    found = by_id(every(notes=[{"date": "2026-05-21", "text": "One"}, {"date": "2026-05-21", "text": "Two"}]))
    assert {found["example:2026-05-21"].text[-3:], found["example:2026-05-21.2"].text[-3:]} == {"One", "Two"}


def test_the_request_that_fits_the_strongest_reason_is_the_first() -> None:
    requests = [item.id for item in every() if item.section == "ask"]
    assert requests[0] == "ask:method"
    assert sorted(requests) == sorted(f"ask:{kind}" for kind in KNOWN["ask"])


def test_a_page_holds_one_request_one_example_and_one_picture() -> None:
    with pytest.raises(NotOne) as several:
        compose(every(), ["ask:method", "ask:pace"])
    assert several.value.ids == ("ask:method", "ask:pace")
    with pytest.raises(NotOne):
        compose(every(), ["example:2026-05-19", "example:2026-05-21"])
    scores = [*MARA["scores"], {"date": "2026-05-05", "measure": "phq9", "total": 9}]
    with pytest.raises(NotOne):
        compose(every(scores=scores), ["chart:gad7", "chart:phq9"])


def test_what_no_page_can_hold_is_refused_and_what_is_not_there_is_named() -> None:
    with pytest.raises(NoSuchItem, match="diagnosis"):
        compose(every(), ["diagnosis", "ask:method"])
    made = compose(every(), ["goal:knitting", "ask:method"])
    assert made.empty == ("goal:knitting",)
    assert made.shared == ("ask:method",)


def test_own_words_need_a_section_that_takes_them() -> None:
    with pytest.raises(ValueError, match="review"):
        every({"review": "soon"})


def test_a_suggestion_has_one_request_and_fits_half_a_page() -> None:
    for name in PEOPLE:
        story, on = story_of(name), day_of(name)
        found = items(assess(story, on), story)
        ids = proposal(found)
        made = compose(found, ids)
        assert len(made.of("ask")) == (1 if no_talk(assess(story, on)) is None else 0), name
        assert not made.cut, name
        assert not made.no_room, name
        assert sum(lines_of(piece.text, 88) for piece in made.pieces) <= KNOWN["room"]["lines"] / 2
        assert all(not piece.private for piece in made.pieces)


def test_who_is_afraid_at_home_gets_no_suggestion() -> None:
    assert proposal(every(), nothing=True) == ()


def test_a_page_gives_no_verdict_no_reason_and_no_forecast() -> None:
    banned = [
        words("en", "reasons").say(f"{reason}.{key}") for reason in vocabulary("reasons") for key in ("name", "may")
    ]
    for item in every():
        assert not [one for one in banned if one.casefold() in item.text.casefold()], item.id


def test_no_red_flag_no_question_about_safety_and_no_fear_can_be_ticked() -> None:
    listed = {id_ for rows in KNOWN["said"].values() for ids in rows.values() for id_ in ids}
    assert listed.isdisjoint({*FLAGS, *SAFETY, "risk_rising", "violence_or_fear_outside", "needs_specialist_condition"})
    assert listed <= set(indicators())
    assert set(KNOWN["unasked"]) <= listed


def test_every_answer_that_can_be_ticked_has_its_sentence() -> None:
    said = words("en", "brief")
    for rows in KNOWN["said"].values():
        for value, ids in rows.items():
            assert all(f"said.{id_}.{value}" in said for id_ in ids)


@pytest.mark.parametrize("text", ["I want to die.", "I took all my pills last night to end my life."])
def test_own_words_that_name_danger_are_never_suggested(text: str) -> None:
    found = every({"effect": text})
    assert by_id(found)["own:effect"].private
    assert "own:effect" not in proposal(found)


@pytest.mark.parametrize("flag", STOP_NOW)
def test_after_something_that_should_not_happen_there_is_no_page_and_one_letter(flag: str) -> None:
    story = mara(answers=[{"date": "2026-05-25", "indicator": flag, "answer": "yes", "therapy": "t1"}])
    answer = answer_of(story)
    assert no_talk(answer) == "stop_now"
    found = items(answer, story, {"ask": "Please listen"})
    assert [item.id for item in found] == ["name", "records", "no_contact"]
    assert proposal(found) == ()
    letter = as_text(page(compose(found, ["records"]), "letter", safe=True))
    assert "I am not coming to sessions any more" in letter
    assert "copy of my records" in letter
    for word in ("talk about it when", "How do you see", "request", "try"):
        assert word not in letter.replace("try to change my mind", "")


@pytest.mark.parametrize("flag", CHECK_FIRST)
def test_what_has_to_be_checked_first_needs_no_talk_either(flag: str) -> None:
    story = mara(answers=[{"date": "2026-05-25", "indicator": flag, "answer": "yes", "therapy": "t1"}])
    assert no_talk(answer_of(story)) == "check_first"


def test_a_line_crossed_in_a_therapy_that_is_over_needs_no_page_and_no_letter() -> None:
    therapies = [{"id": "t1", "started": "2026-01-06", "ended": "2026-05-30"}]
    story = mara(
        therapies=therapies,
        sessions=[],
        answers=[{"date": "2026-05-25", "indicator": "sexual_or_romantic", "answer": "yes", "therapy": "t1"}],
    )
    answer = answer_of(story)
    assert no_talk(answer) == "aftercare"
    assert not may_end_in_writing("aftercare")
    assert items(answer, story) == ()


def test_who_is_afraid_at_home_is_not_sent_into_a_room_with_someone_from_home() -> None:
    therapies = [{"id": "t1", "started": "2026-01-06", "schedule": {"format": "couple"}}]
    answers = [{"date": "2026-05-30", "indicator": "afraid_at_home", "answer": "yes"}]
    story = mara(therapies=therapies, answers=answers)
    assert no_talk(answer_of(story)) == "afraid_and_together"
    assert items(answer_of(story), story) == ()


def test_a_line_crossed_by_an_earlier_therapist_takes_nothing_from_the_talk_with_this_one() -> None:
    answers = [{"date": "2020-03-01", "indicator": "sexual_or_romantic", "answer": "yes", "therapy": "t0"}]
    assert no_talk(answer_of(mara(answers=answers))) is None


def test_what_to_know_first_is_said() -> None:
    answers = [
        {"date": "2026-05-30", "indicator": "afraid_to_speak", "answer": "yes", "therapy": "t1"},
        {"date": "2026-05-30", "indicator": "afraid_at_home", "answer": "yes"},
    ]
    poor = [{"date": f"2026-04-{day:02}", "response": "defensive"} for day in (1, 8)]
    story = mara(answers=answers, conversations=poor, about={"age_band": "under_18", "mandated": True})
    assert set(hints(answer_of(story))) == {"minor", "mandated", "shared_device", "enough", "letter"}
    said = words("en", "brief")
    assert all(f"private.{hint}" in said for hint in (*hints(answer_of(story)), "ended"))


def test_scores_of_someone_under_18_are_put_on_neither_side_and_not_drawn() -> None:
    story = mara(about={"age_band": "under_18"})
    found = by_id(items(answer_of(story), story))
    assert found["scores:gad7"].section == "where"
    assert "chart:gad7" not in found


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(trees(quiet=False))
def test_for_any_story_there_are_items_or_a_reason_why_not_and_ids_are_unique(tree: dict[str, Any]) -> None:
    story = validate(tree)
    answer = assess(story, date(2026, 6, 1))
    found = items(answer, story)
    assert len({item.id for item in found}) == len(found)
    assert all(item.section in KNOWN["sections"] and item.text for item in found)
    assert all(item.id.partition(":")[0] in KNOWN["kinds"] for item in found)
    if no_talk(answer) is None:
        assert {item.id for item in found} >= {f"ask:{kind}" for kind in KNOWN["ask"]}
    else:
        assert not [item for item in found if item.section == "ask"]


# The forms


def test_the_very_short_version_is_one_sentence_and_the_request() -> None:
    said = as_text(page(compose(every(), ["ask:pace", "said:leave_stuck"]), "short"))
    assert said.startswith("I'd like ten minutes today to talk about how this is going.")
    assert len(said.splitlines()) <= 3
    assert "stuck" not in said


def test_a_letter_opens_the_talk_or_ends_it_when_that_is_the_request() -> None:
    opens = as_text(page(compose(every(), ["name", "ask:pace"]), "letter"))
    ends = as_text(page(compose(every(), ["name", "ask:ending", "goal:sleep"]), "letter"))
    assert opens.startswith("Hello Ms Kay,")
    assert "easier for me than to say it" in opens
    assert "I have decided to end our sessions" in ends
    assert "How do you see" not in ends


def test_a_name_that_was_not_ticked_is_not_in_the_greeting() -> None:
    assert "Kay" not in as_text(page(compose(every(), ["ask:pace"]), "letter"))


def test_notes_to_speak_from_begin_with_asking_for_time_and_end_with_a_date() -> None:
    said = as_text(page(compose(every(), ["said:leave_stuck", "ask:pace", "review"]), "spoken"))
    assert said.index("ten minutes") < said.index("stuck") < said.index("pace") < said.index("three sessions")


def test_in_markdown_a_persons_signs_stand_for_themselves() -> None:
    own = {"facts": "# no *bold* [x](http://a) <b>\n- 1. `c` 5) a_b\n1. one\n+ two\n=== | $x$ & ~"}
    said = as_markdown(page(compose(every(own), ["own:facts"])))
    for raw in ("\n# no", "*bold*", "[x]", "<b>", "\n- 1", "`c`", "\n1. ", "\n+ ", "\n==="):
        assert raw not in said.replace("\\", "\\\\") if raw[0] == "\n" else f"\\{raw[0]}" in said
    assert "\\*bold\\*" in said
    assert "1\\. one" in said


def test_what_was_handed_over_is_kept_as_ids() -> None:
    made = compose(every(), ["goal:sleep", "ask:pace"])
    kept = told(made.shared, ON, "therapist", "letter", "t1")
    assert kept.items == ("goal:sleep", "ask:pace")
    assert kept.form == "letter"


# Room


def test_long_notes_are_cut_to_a_few_lines_and_the_person_hears_of_it() -> None:
    found = every({"effect": "word " * 10_000})
    made = compose(found, ["own:effect"])
    assert made.cut == ("own:effect",)
    assert made.pieces[0].text.endswith("word…")
    assert lines_of(made.pieces[0].text, 88) <= KNOWN["room"]["long"]


def test_what_has_no_room_is_named_and_the_request_always_has() -> None:
    own = dict.fromkeys(KNOWN["own"], "long words " * 500)
    found = every(own)
    ids = [item.id for item in found if item.section not in KNOWN["single"] and item.draw is None]
    made = compose(found, [*ids, "own:ask", "own:example"])
    assert made.no_room
    assert {"own:ask", "own:example"} <= set(made.shared)
    assert set(made.no_room).isdisjoint(made.shared)


texts = st.text(max_size=400)


@given(texts, st.integers(1, 9), st.integers(5, 90))
def test_what_is_cut_is_a_beginning_that_fits(text: str, lines: int, width: int) -> None:
    plain = legible(text)
    short = cut(plain, lines, width)
    assert lines_of(short, width) <= lines
    assert plain.startswith(short.removesuffix("…").rstrip())
    assert (short == plain) == (lines_of(plain, width) <= lines)


@given(texts)
def test_what_is_legible_stays_as_it_is_and_holds_no_control_sign(text: str) -> None:
    plain = legible(text)
    assert legible(plain) == plain
    assert not {"\u202e", "\x1b", "\r", "\t", "\u2028"} & set(plain)


def test_an_accent_and_a_joined_emoji_are_never_cut_off_their_letter() -> None:
    assert cut("e\u0301" * 30, 1, 10) == "e\u0301" * 9 + "…"
    family = "\U0001f468\u200d\U0001f469"
    assert cut(family * 9, 1, 20).removesuffix("…") == family * 4
