"""The promise: nothing that wasn't ticked stands on a handover sheet, whatever is in the story."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.moving_on.people import NOOR, ON, answer_of, noor
from tests.paper.reading import everything_in, squeezed
from unstuck.cli import execute
from unstuck.knowledge import words
from unstuck.moving_on.call_sheet import call_sheet
from unstuck.moving_on.candidates_page import call_paper
from unstuck.moving_on.handover import Sheet, own_words, sheet, told
from unstuck.moving_on.handover_page import (
    item_choices,
    label_of,
    opening,
    paper,
    picture,
    prompts,
    sheet_sections,
    told_before,
    word_choices,
)
from unstuck.moving_on.signs import latest_wishes, signs
from unstuck.paper.page import as_markdown, as_text
from unstuck.paper.pdf import fitted
from unstuck.readout import assess
from unstuck.story import FORMAT, Story, dump, read, validate
from unstuck.story.plans import FACTS, WORDS, OwnWords

SINGLE = {
    **{word: (f"zqown{word}zq",) for word in WORDS},
    "goal:door": ("zqgoalzq",),
    "method": ("supportive therapy",),
    "therapist": ("zqtherapistzq",),
    "dates": ("January 13, 2026",),
    "schedule": ("37 minutes",),
    "sessions": ("11 sessions",),
    "scores:gad7": ("February 2, 2026", "March 3, 2026"),
    "chart:gad7": ("2/2/26", "3/3/26"),
    "scores:phq9": ("February 5, 2026", "March 9, 2026"),
    "chart:phq9": ("2/5/26", "3/9/26"),
}
"""What only this item says."""

NEVER = tuple(
    f"zq{name}zq"
    for name in (
        *("note", "session", "event", "asked", "agreed", "wish", "candidate", "contact", "trial", "values", "other"),
        *("olduse", "whom", "goalsecret"),
    )
)
ANY_TEXT = st.text(max_size=12)


@st.composite
def stories(draw: st.DrawFn) -> Story:
    """A story that has something to say about everything, each with a mark of its own in a text of any kind."""

    def marked(name: str) -> str:
        return f"{draw(ANY_TEXT)}zq{name}zq{draw(ANY_TEXT)}"

    tree: dict[str, Any] = {
        "format": FORMAT,
        "about": {"country": draw(st.sampled_from(["US", "GB", "DE", None])), "concerns": ["ocd"], "mandated": True},
        "goals": [{"id": "door", "text": marked("goal")}, {"id": marked("goalsecret")}],
        "therapies": [
            {
                "id": "t1",
                "started": "2026-01-13",
                "approach": "supportive",
                "main": True,
                "sessions_allowed": 23,
                "therapist": {"name": marked("therapist"), "provider_type": draw(st.sampled_from([None, "us_lpc"]))},
                "schedule": {"minutes": 37},
            },
            {"id": "t0", "started": "2020-01-13", "ended": "2020-06-01", "therapist": {"name": marked("other")}},
        ],
        "sessions": [
            {"date": f"2026-01-{day:02}", "therapy": "t1", "note": marked("session"), "before": -3, "after": -2}
            for day in range(20, 31)
        ],
        "scores": [
            {"date": "2026-02-02", "measure": "gad7", "total": 14},
            {"date": "2026-03-03", "measure": "gad7", "total": 13},
            {"date": "2026-02-05", "measure": "phq9", "total": 17, "items": [2, 2, 2, 2, 2, 2, 2, 2, 1]},
            {"date": "2026-03-09", "measure": "phq9", "total": 12},
        ],
        "answers": [{"date": "2026-03-12", "indicator": draw(st.sampled_from(["leave_angry", "suicidal_thoughts"])),
                     "answer": "yes"}],
        "events": [{"date": "2026-02-20", "kind": "illness", "text": marked("event")}],
        "conversations": [
            {"date": "2026-03-14", "asked_for": marked("asked"), "agreed": [{"text": marked("agreed")}]}
        ],
        "notes": [{"date": "2026-03-15", "text": marked("note")}],
        "trials": [
            {"id": "x", "planned_on": "2026-03-15", "change": "time", "text": marked("trial"), "rating": "after",
             "before": 8, "after": 8}
        ],
        "values": [{"date": "2026-03-15", "text": marked("values")}],
        "wishes": [{"date": "2026-03-15", "trouble": marked("wish"), "about_me": marked("wish")}],
        "candidates": [{"id": "c", "name": marked("candidate"), "contact": marked("contact")}],
        "handovers": [
            {"id": "old", "date": "2026-03-01", "words": {"problem": marked("olduse")}},
            {"id": "new", "date": "2026-03-20", "words": {word: marked(f"own{word}") for word in WORDS}},
        ],
        "told": [{"date": "2026-03-15", "to": "friend", "name": marked("whom"), "form": "spoken", "items": ["risk"]}],
    }  # fmt: skip
    return validate(tree)


def made(story: Story, share: Iterable[str]) -> Sheet:
    answer = assess(story, date(2026, 4, 1), "t1")
    return sheet(answer, story, list(share), own_words(story, answer.record.on, "t1"))


def holds_what_was_ticked(text: str, share: set[str]) -> None:
    """All of what was ticked is there and nothing else; a picture and a list of the same scores tell the same."""
    for item, marks in SINGLE.items():
        kind, _, of = item.partition(":")
        same = {"scores": f"chart:{of}", "chart": f"scores:{of}"}.get(kind)
        if item in share:
            assert all(mark in text for mark in marks), item
        elif same not in share:
            assert not any(mark in text for mark in marks), item
    assert not [mark for mark in NEVER if mark in text]


def written(of: Sheet) -> str:
    """Everything that leaves: title, lines and pictures."""
    sections = sheet_sections(of)
    texts = [words("en", "handover").say("title"), *opening(of)]
    texts += [text for section in sections for text in (section.heading, *(line.text for line in section.lines))]
    texts += [drawn for piece in of.pieces if (drawn := picture(of, piece)) is not None]
    return "\n".join(texts)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(stories(), st.sets(st.sampled_from(sorted(SINGLE))))
def test_only_what_was_ticked_is_on_the_sheet(story: Story, share: set[str]) -> None:
    holds_what_was_ticked(written(made(story, share)), share)


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=stories(), share=st.sets(st.sampled_from(sorted(SINGLE)), max_size=3))
def test_the_command_prints_the_ticked_items_and_nothing_else(
    story: Story, share: set[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "story.json"
    file.write_text(json.dumps(story.model_dump(mode="json", exclude_defaults=True) | {"format": FORMAT}), "utf-8")
    options = ["--share", ",".join(share)] if share else []
    assert execute(["handover", str(file), "--on", "2026-04-01", "--therapy", "t1", *options]) == 0
    holds_what_was_ticked(capsys.readouterr().out, share)


PRINTED = SINGLE | {
    "scores:gad7": ("2/2/26:14",),
    "scores:phq9": ("2/5/26:17",),
    "chart:gad7": ("GAD-7: 2 scores",),
    "chart:phq9": ("PHQ-9: 2 scores",),
}
"""What only this item says on paper."""


def holds_only(text: str, share: set[str]) -> None:
    """Nothing that wasn't ticked is there, however lines are broken."""
    plain = squeezed(text)
    for item, marks in PRINTED.items():
        assert item in share or not any(squeezed(mark) in plain for mark in marks), item
    assert not [mark for mark in NEVER if mark in plain]


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(stories(), st.sets(st.sampled_from(sorted(SINGLE))))
def test_only_what_was_ticked_is_in_the_text_and_the_markdown_of_the_page(story: Story, share: set[str]) -> None:
    shown = paper(made(story, share))
    holds_only(as_text(shown), share)
    holds_only(as_markdown(shown), share)


@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(stories(), st.sets(st.sampled_from(sorted(SINGLE))))
def test_only_what_was_ticked_is_in_the_pdf_its_metadata_and_its_inside(story: Story, share: set[str]) -> None:
    holds_only(everything_in(fitted(paper(made(story, share))).pdf), share)


@settings(deadline=None, max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=stories(), share=st.sets(st.sampled_from(sorted(SINGLE)), max_size=3))
def test_the_command_writes_a_pdf_that_holds_no_more_and_nothing_beside_it(
    story: Story, share: set[str], tmp_path: Path
) -> None:
    file, out = tmp_path / "story.json", tmp_path / "out"
    out.mkdir(exist_ok=True)
    file.write_bytes(dump(story))
    share_or_none = ["--share", ",".join(share)] if share else []
    where = ["--on", "2026-04-01", "--therapy", "t1", "--pdf", str(out / "sheet.pdf")]
    assert execute(["handover", str(file), *where, *share_or_none]) == 0
    assert [made.name for made in out.iterdir()] == ["sheet.pdf"]
    holds_only(everything_in((out / "sheet.pdf").read_bytes()), share)


@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(stories())
def test_a_call_sheet_holds_what_was_written_for_a_search_and_nothing_else_of_the_story(story: Story) -> None:
    answer, wishes = assess(story, date(2026, 4, 1), "t1"), latest_wishes(story, date(2026, 4, 1))
    shown = call_paper(call_sheet(signs(answer, wishes), wishes, story.candidates[0]))
    never = {f"zq{name}zq" for name in ("contact", "about", "therapist", "goal", *(f"own{word}" for word in WORDS))}
    for text in (as_text(shown), as_markdown(shown), everything_in(fitted(shown).pdf)):
        plain = squeezed(text)
        assert not [mark for mark in (*never, *NEVER) if mark in plain and mark not in {"zqwishzq", "zqcandidatezq"}]
        assert "PHQ-9" not in plain


@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(stories(), st.sets(st.sampled_from(sorted(SINGLE))))
def test_what_is_kept_of_a_handover_names_items_and_holds_no_words(story: Story, share: set[str]) -> None:
    kept = told(made(story, share), "new_therapist")
    assert set(kept.items) <= share
    assert "zq" not in kept.model_dump_json()


def test_help_and_what_was_kept_back_never_reach_the_page_others_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = [{"date": "2026-09-29", "indicator": "suicidal_thoughts", "answer": "yes"}]
    file = tmp_path / "story.json"
    file.write_text(json.dumps(NOOR | {"answers": answers}), encoding="utf-8")
    assert execute(["handover", str(file), "--on", "2026-09-30", "--share", "problem"]) == 0
    said = capsys.readouterr()
    assert "988" in said.err
    assert "988" not in said.out
    assert "medicine" in said.err
    assert "medicine" not in said.out.casefold()


def test_medicine_risk_and_diagnoses_are_the_persons_own_words_or_nothing() -> None:
    story = noor(handovers=[])
    of = sheet(answer_of(story), story, ["medicine", "risk", "diagnoses"], OwnWords())
    assert of.pieces == ()
    assert of.empty == ("medicine", "risk", "diagnoses")
    assert opening(of) == ("Nothing is ticked yet.",)


def test_a_picture_holds_scores_and_no_event() -> None:
    story = noor()
    of = sheet(answer_of(story), story, ["chart"], OwnWords())
    drawn = picture(of, of.pieces[0])
    assert drawn is not None
    assert "<svg" in drawn
    assert "My father" not in drawn


def test_ticking_a_kind_ticks_each_of_it() -> None:
    story = noor(goals=[{"id": "a", "text": "Sleep"}, {"id": "b", "text": "Work"}], goal_ratings=[])
    of = sheet(answer_of(story), story, ["goal"], OwnWords())
    assert [piece.item for piece in of.pieces] == ["goal:a", "goal:b"]
    assert of.empty == ()


def test_an_item_that_no_sheet_can_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="notes"):
        sheet(answer_of(noor()), noor(), ["problem", "notes"], OwnWords())


def test_a_goal_set_later_and_words_written_later_are_not_known_yet() -> None:
    story = noor(goals=[{"id": "door", "text": "Later", "set_on": "2026-12-01"}], goal_ratings=[])
    of = sheet(answer_of(story), story, ["goal:door"], own_words(story, date(2026, 9, 1), "t1"))
    assert of.pieces == ()
    assert "problem" not in of.kept_back


def test_what_was_handed_over_is_kept_as_items_without_their_text() -> None:
    story = noor()
    of = sheet(answer_of(story), story, ["problem", "scores"], own_words(story, ON, "t1"))
    kept = told(of, "new_therapist", "Dr Amari")
    assert kept.items == ("problem", "scores:gad7")
    assert kept.date == ON
    assert "Dr Amari: problem and scores:gad7" in told_before(kept)


def test_what_is_not_in_words_yet_comes_with_a_question_that_helps() -> None:
    story = noor()
    of = sheet(answer_of(story), story, ["problem"], own_words(story, ON, "t1"))
    asked = " ".join(prompts(of))
    assert "What I keep: What do you want to keep doing?" in asked
    assert "What troubles you most?" not in asked


def test_every_item_has_a_label() -> None:
    story = noor()
    for item in (*WORDS, *FACTS, "scores:gad7", "chart:phq9", "goal:door"):
        assert label_of(item, story.goals)
    assert label_of("goal:door", story.goals).endswith("Lock the door once and go")


def test_what_can_be_ticked_is_shown_as_it_would_stand_there() -> None:
    story = noor()
    found = {choice.id: choice for choice in item_choices(answer_of(story), story, own_words(story, ON, "t1"))}
    assert found["problem"].lines == ("I check the door and the stove for an hour before I can leave.",)
    assert found["goal:door"].label == "My goal, Lock the door once and go"
    assert {"medicine", "risk", "scores:gad7", "chart:gad7", "therapist"} <= set(found)
    assert "plan" not in found


def test_all_own_words_can_be_written_each_with_a_question() -> None:
    assert tuple(field for field, _, _ in word_choices()) == WORDS
    assert all(label and ask.endswith((".", "?")) for _, label, ask in word_choices())


def test_the_command_notes_who_got_the_sheet_and_which_items(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "story.json"
    file.write_text(json.dumps(NOOR), encoding="utf-8")
    share = ["--share", "problem,scores", "--handed-to", "new_therapist", "-o", str(file)]
    assert execute(["handover", str(file), "--on", "2026-09-30", *share]) == 0
    (kept,) = read(file.read_bytes()).told
    assert (kept.to, kept.form, kept.items) == ("new_therapist", "handover", ("problem", "scores:gad7"))
    assert execute(["handover", str(file), "--on", "2026-10-01"]) == 0
    assert "a new therapist: problem and scores:gad7" in capsys.readouterr().err
