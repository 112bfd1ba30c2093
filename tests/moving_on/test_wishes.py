"""The promise: a search starts from the person's own words and history, and a call sheet is made for this person."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.moving_on.people import NOOR, ON, answer_of, noor
from tests.paper.reading import text_of
from tests.people import FLAGS, PEOPLE, day_of, story_of, trees
from unstuck.cli import execute
from unstuck.knowledge import facts, words
from unstuck.moving_on.call_sheet import RATINGS, call_sheet, choose
from unstuck.moving_on.candidates_page import sheet_sections, sheet_title
from unstuck.moving_on.search import search
from unstuck.moving_on.signs import latest_wishes, missing, signs, worked
from unstuck.moving_on.wishes_page import criteria_choices, own_choices, style_choices, wishes_sections
from unstuck.readout import assess
from unstuck.story import Story, validate
from unstuck.story.plans import STYLE, Wishes

ROWS = facts("candidates")
ABOUT = {"particular_concern", "method_matters", "therapy_before", "risk", "mandated", "afraid_at_home"}
WISHED = {"approach_wished", "style_wished", "identity", "language", "cost", "schedule", "format"}
SIGNS = {*ROWS["signs"], *ABOUT, *WISHED, "line_crossed", "sessions_limited"}


def page(story: Story, on: date = ON) -> str:
    answer, wishes = answer_of(story, on), latest_wishes(story, on)
    sections = wishes_sections(wishes, worked(answer), missing(answer), search(answer, wishes))
    return "\n".join(line.text for section in sections for line in section.lines)


def test_own_words_come_first() -> None:
    found = page(noor()).splitlines()
    assert found[0] == "What it is about: I check the door and the stove for an hour"
    assert "Your own words: Someone who gives me tasks and asks how they went" in found


def test_a_search_names_what_is_wished_then_a_first_choice_where_the_kind_matters() -> None:
    wishes = {**NOOR["wishes"][0], "approaches": ["act"]}
    found = search(answer_of(noor(wishes=[wishes])), latest_wishes(noor(wishes=[wishes]), ON))
    assert [(x.id, x.why) for x in found.approaches] == [("act", "wished"), ("erp", "first_choice")]


def test_what_was_tried_before_is_marked() -> None:
    therapies = [{**NOOR["therapies"][0], "approach": "erp"}]
    story = noor(therapies=therapies)
    assert search(answer_of(story), latest_wishes(story, ON)).approaches[0].tried
    assert "ask what would be different" in page(story)


def test_for_a_concern_where_kinds_come_out_alike_no_method_is_pushed() -> None:
    story = noor(about={"country": "US", "concerns": ["depression"]})
    assert search(answer_of(story), latest_wishes(story, ON)).approaches == ()


def test_professionals_for_whom_it_is_usual_work_come_first_with_a_register() -> None:
    found = search(answer_of(noor()), None)
    assert found.kinds[0].id == "us_psychologist"
    assert found.kinds[0].registers
    assert all(kind.ask for kind in found.kinds[1:])


def test_where_we_don_t_know_the_professions_we_say_so() -> None:
    assert "We do not know the professions of your country" in page(noor(about={"country": "FR"}))


def test_nobody_is_sent_back_for_names_to_someone_who_crossed_a_line() -> None:
    flagged = [{"date": "2026-07-01", "indicator": "sexual_or_romantic", "answer": "yes", "therapy": "t1"}]
    assert "present_therapist" in search(answer_of(noor()), None).look
    assert "present_therapist" not in search(answer_of(noor(answers=flagged)), None).look


def test_what_was_missing_follows_from_answers_and_becomes_a_wish() -> None:
    found = missing(answer_of(noor()))
    assert {"no_method", "spoke_in_vain"} <= set(found)
    assert "You may want someone who names a plan." in page(noor())


def test_an_answer_taken_back_is_missing_no_more() -> None:
    answers = [
        {"date": "2026-06-02", "indicator": "therapist_says_untrained", "answer": "yes", "therapy": "t1"},
        {"date": "2026-06-09", "indicator": "therapist_says_untrained", "answer": "no", "therapy": "t1"},
    ]
    assert "untrained" in missing(answer_of(noor(answers=answers[:1])))
    assert "untrained" not in missing(answer_of(noor(answers=answers)))


def test_later_wishes_count_once_their_day_has_come() -> None:
    wishes = [{"date": "2026-09-01", "missing": "A plan"}, {"date": "2026-10-01", "missing": "A pulse"}]
    assert "A plan" in page(noor(wishes=wishes))
    assert "A pulse" in page(noor(wishes=wishes), date(2026, 10, 2))


def test_with_nothing_written_down_the_page_helps_to_begin() -> None:
    assert "You could begin with one line" in page(noor(wishes=[]))


# The call


@settings(deadline=None)
@given(st.sets(st.sampled_from(sorted(SIGNS))))
def test_a_call_has_five_to_seven_questions_and_always_asks_for_the_register(held: set[str]) -> None:
    found = choose(frozenset(held))
    assert 5 <= len(found) <= 7
    assert found[0].id == "licence"
    assert [x.id for x in found] == [x for x in ROWS["questions"] if x in {y.id for y in found}]


@pytest.mark.parametrize(
    ("held", "question"),
    [
        ({"no_method"}, "approach"),
        ({"not_heard"}, "feedback"),
        ({"spoke_in_vain"}, "feedback"),
        ({"identity"}, "identity"),
        ({"cost"}, "money"),
        ({"schedule"}, "access"),
        ({"risk"}, "risk"),
        ({"line_crossed"}, "privacy"),
        ({"line_crossed"}, "feedback"),
        ({"medicine"}, "medicine"),
        ({"therapy_before"}, "previous"),
        ({"style_wished"}, "structure"),
        ({"mandated"}, "privacy"),
    ],
)
def test_what_holds_for_a_person_brings_its_question(held: set[str], question: str) -> None:
    assert question in {x.id for x in choose(frozenset(held))}


@settings(deadline=None)
@given(st.sets(st.sampled_from(sorted(SIGNS))))
def test_a_sheet_that_may_lie_about_says_nothing_of_danger_fear_courts_or_crossed_lines(held: set[str]) -> None:
    sections = sheet_sections(call_sheet(frozenset(held), None))
    said = " ".join(line.text for section in sections for line in section.lines).casefold()
    assert not any(word in said for word in ("afraid", "danger", "court", "ordered", "line was crossed"))
    told = {sign for question in choose(frozenset(held)) for sign in question.why}
    assert not told & {"risk", "line_crossed", "mandated", "afraid_at_home"}


def test_the_sheet_holds_own_lines_musts_what_good_answers_sound_like_and_four_ratings() -> None:
    story = noor()
    wishes = latest_wishes(story, ON)
    sheet = call_sheet(signs(answer_of(story), wishes), wishes, story.candidates[0])
    said = "\n".join(line.text for section in sheet_sections(sheet) for line in section.lines)
    assert sheet_title(sheet) == "A first call: Dr Amari"
    assert "What it is about: I check the door" in said
    assert "I can pay it: met?" in said
    assert said.count("Sounds good:") == len(sheet.questions)
    assert sheet.ratings == RATINGS == ("heard", "at_ease", "trust", "hope")
    assert all(words("en", "candidates").say(f"ratings.{name}") in said for name in RATINGS)


def test_every_sign_every_question_and_every_wish_has_its_words() -> None:
    call, wish = words("en", "candidates"), words("en", "wishes")
    untold = set(ROWS["plan"]["untold"])
    triggers = {sign for row in ROWS["questions"].values() for sign in row.get("more", {})}
    assert triggers <= SIGNS
    assert all(f"why.{sign}" in call for sign in triggers - untold)
    assert not any(f"why.{sign}" in call for sign in untold)
    assert all(f"questions.{x}.{part}" in call for x in ROWS["questions"] for part in ("ask", "good", "concern"))
    assert all(f"missing.{sign}" in wish for sign in (*ROWS["signs"], "line_crossed"))
    assert all(f"worked.{name}" in wish for name in (*ROWS["worked"].values(), "felt_heard"))
    assert all(f"criteria.{name}" in wish for name in ROWS["criteria"])
    assert all(f"look.{place}" in wish for place in ROWS["search"]["look"])


def test_every_indicator_named_is_one_there_is() -> None:
    known = facts("indicators")["indicators"]
    assert all(name in known for row in ROWS["signs"].values() for name in row["indicators"])
    assert all(name in known for name in ROWS["worked"])


@settings(deadline=None, max_examples=40)
@given(trees(quiet=False))
def test_signs_are_ones_we_know_and_any_story_can_be_read(tree: dict[str, Any]) -> None:
    story = validate(tree)
    answer = assess(story, date(2026, 7, 26))
    assert signs(answer, None) <= SIGNS
    assert page(story, date(2026, 7, 26))


@pytest.mark.parametrize("name", sorted(PEOPLE))
def test_every_person_gets_a_page_and_a_sheet(name: str) -> None:
    story, on = story_of(name), day_of(name)
    answer = assess(story, on)
    assert page(story, on)
    assert sheet_sections(call_sheet(signs(answer, None), None))


@pytest.mark.parametrize("flag", FLAGS)
def test_after_a_crossed_line_the_call_asks_what_stays_private(flag: str) -> None:
    story = noor(answers=[{"date": "2026-07-01", "indicator": flag, "answer": "yes", "therapy": "t1"}])
    assert "privacy" in {x.id for x in choose(signs(answer_of(story), None))}


# The commands


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "story.json"
    path.write_text(json.dumps(NOOR), encoding="utf-8")
    return str(path)


def test_a_sheet_is_made_for_a_name_or_an_id(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a", "dr amari"):
        assert execute(["call-sheet", file, name, "--on", "2026-09-30"]) == 0
        assert capsys.readouterr().out.startswith("# A first call: Dr Amari\n")
    assert execute(["call-sheet", file, "Dr Who", "--on", "2026-09-30"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "there isn't one candidate called Dr Who" in said.err


def test_the_questions_can_be_had_as_json(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert execute(["call-sheet", file, "--json", "--on", "2026-09-30"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert 5 <= len(answer["questions"]) <= 7
    assert answer["ratings"] == list(RATINGS)


def test_wishes_print_a_page(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert execute(["wishes", file, "--on", "2026-09-30"]) == 0
    assert capsys.readouterr().out.startswith("# What I want from a therapist\n\nYour own words come first.")


def test_everything_that_can_be_wished_for_is_offered_with_words_and_a_first_weight() -> None:
    found = criteria_choices()
    assert [choice.id for choice in found] == list(facts("candidates")["criteria"])
    assert [choice.id for choice in found if choice.need == "must"] == ["licensed"]
    assert all(choice.name and 1 <= choice.weight <= 5 for choice in found)
    assert tuple(field for field, low, high in style_choices() if low and high) == STYLE
    assert {field for field, _ in own_choices()} <= set(Wishes.model_fields)
    assert all(ask for _, ask in own_choices())


def test_a_call_sheet_is_written_as_a_pdf_on_request(file: str, tmp_path: Path) -> None:
    made = tmp_path / "sheet.pdf"
    assert execute(["call-sheet", file, "a", "--on", ON.isoformat(), "--pdf", str(made)]) == 0
    assert "With Dr Amari" in text_of(made.read_bytes())
    assert made.stat().st_mode & 0o077 == 0
