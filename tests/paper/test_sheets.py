"""The promise: a handover, a call sheet and any other page print on four sheets at most, tagged, in any script."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.moving_on.people import ON, answer_of, noor
from tests.paper.reading import everything_in, read, roles, root_of, squeezed, text_of
from tests.paper.test_pdf import LONG
from tests.people import PEOPLE, day_of, story_of
from unstuck.explain import Section
from unstuck.moving_on.alone import without_a_talk
from unstuck.moving_on.call_sheet import call_sheet
from unstuck.moving_on.candidates_page import call_file_name, call_paper
from unstuck.moving_on.ending import ending
from unstuck.moving_on.ending_page import alone_sections, ending_sections
from unstuck.moving_on.handover import own_words, sheet
from unstuck.moving_on.handover_page import file_name, paper
from unstuck.moving_on.search import search
from unstuck.moving_on.signs import latest_wishes, missing, signs, worked
from unstuck.moving_on.wishes_page import wishes_sections
from unstuck.paper.page import Block, Page, as_markdown, as_text, of_sections
from unstuck.paper.pdf import fitted
from unstuck.readout import assess
from unstuck.story import Story
from unstuck.story.plans import FACTS, OF_EACH, WORDS
from unstuck.told import Line

MOST = 4
MANY = ("words without end", "emoji", "Arabic", "Chinese", "fifty thousand", "lines")


def handover_of(story: Story, on: date = ON) -> Page:
    """A handover with every item there is."""
    return paper(sheet(answer_of(story, on), story, [*WORDS, *FACTS, *OF_EACH], own_words(story, on, "t1")))


def call_of(story: Story) -> Page:
    answer, wishes = answer_of(story), latest_wishes(story, ON)
    return call_paper(call_sheet(signs(answer, wishes), wishes, story.candidates[0]))


def pages_of(pdf: bytes) -> int:
    return len(read(pdf).pages)


@pytest.mark.parametrize("made", [handover_of(noor()), call_of(noor())], ids=["handover", "call sheet"])
def test_a_sheet_is_tagged_names_its_language_and_has_a_general_title(made: Page) -> None:
    reader = read(fitted(made).pdf)
    root = root_of(reader)
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert "pdfuaid" in root["/Metadata"].get_object().get_data().decode()
    assert set(reader.metadata or {}) == {"/Title", "/Creator"}
    assert reader.metadata is not None
    assert str(reader.metadata.title) in {"What I want you to know", "A first call"}
    found = list(roles(root["/StructTreeRoot"]))
    assert found.count("/H1") == 1
    assert "/H2" in found


def test_files_are_called_the_same_for_everyone() -> None:
    assert (file_name(), call_file_name()) == ("what-i-want-you-to-know", "a-first-call")


def test_the_handover_prints_its_scores_as_a_picture_with_words_for_who_cannot_see_it() -> None:
    pdf = fitted(handover_of(noor())).pdf
    assert pages_of(pdf) <= 2
    assert "/Figure" in list(roles(root_of(read(pdf))["/StructTreeRoot"]))
    assert "GAD-7: 3 scores, 13 on March 1, 2026, 13 on July 1, 2026." in " ".join(everything_in(pdf).split())
    assert "My father moved in" not in everything_in(pdf)


def test_of_many_scores_the_first_and_the_newest_are_printed_and_the_rest_is_counted() -> None:
    days = [(date(2026, 2, 3) + timedelta(n)).isoformat() for n in range(59)]
    story = noor(scores=[{"date": day, "measure": "gad7", "total": n % 20} for n, day in enumerate(days)])
    said = " ".join(text_of(fitted(handover_of(story, date(2026, 5, 1))).pdf).split())
    assert "2/3/26: 0; 18 more; 2/22/26: 19" in said
    assert "4/2/26: 18" in said


def test_a_call_sheet_has_room_to_write_that_nobody_has_read_aloud_and_numbers_to_ring() -> None:
    made = call_of(noor())
    pdf = fitted(made).pdf
    assert pages_of(pdf) == 2
    said = text_of(pdf)
    assert "1. Which register are you on" in said
    assert "I felt heard. 0 1 2 3 4 5 6 7 8 9 10" in " ".join(said.split())
    assert sum(block.room for block in made.blocks) >= 12
    assert all(block.room == 0 or block.lines for block in made.blocks)
    assert "_" not in as_text(made)


@pytest.mark.parametrize("name", MANY)
def test_whatever_is_written_a_handover_takes_four_sheets_at_most_and_holds_every_item(name: str) -> None:
    text = LONG[name]
    handovers = [{"id": "h", "date": "2026-09-20", "therapy": "t1", "words": dict.fromkeys(WORDS, text)}]
    made = handover_of(noor(handovers=handovers, goals=[{"id": "door", "text": text}], goal_ratings=[]))
    printed = fitted(made)
    assert pages_of(printed.pdf) <= MOST
    said = squeezed(text_of(printed.pdf))
    for block in made.blocks:
        assert squeezed(block.heading or "") in said, block.heading
    assert printed.cut


@pytest.mark.parametrize("name", MANY)
def test_whatever_is_written_a_call_sheet_takes_four_sheets_at_most_and_asks_everything(name: str) -> None:
    text = LONG[name]
    wishes = {"date": "2026-09-01", "trouble": text, "missing": text, "ended": text, "style_text": text,
              "criteria": [{"id": "own:x", "need": "must", "text": text}]}  # fmt: skip
    made = call_of(noor(wishes=[wishes], candidates=[{"id": "a", "name": text}]))
    printed = fitted(made)
    assert pages_of(printed.pdf) <= MOST
    said = squeezed(text_of(printed.pdf))
    for block in made.blocks:
        assert squeezed(block.heading or "") in said, block.heading


def test_what_was_cut_is_named_by_its_heading_and_the_page_does_not_say_so() -> None:
    made = Page("A page", (Block(("short",), "First"), Block(("word " * 20_000,), "Second"), Block(("end",), "Third")))
    printed = fitted(made)
    assert printed.cut == ("Second",)
    said = text_of(printed.pdf)
    assert "…" in said
    assert "Third" in said
    assert "cut" not in said
    assert fitted(replace_text(made, "word")).cut == ()


def replace_text(shown: Page, text: str) -> Page:
    return Page(shown.title, tuple(Block((text,), block.heading) for block in shown.blocks))


def test_of_very_many_lines_the_first_are_kept() -> None:
    made = Page("A page", tuple(Block((f"line {n}",), f"Heading {n}") for n in range(2_000)))
    printed = fitted(made)
    assert pages_of(printed.pdf) <= MOST
    assert "Heading 0" in text_of(printed.pdf)
    assert "Heading 1999" in printed.cut


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.text(max_size=40), st.lists(st.text(max_size=400), max_size=6)), max_size=12))
def test_any_sections_print_on_four_sheets_at_most(drafts: list[tuple[str, list[str]]]) -> None:
    sections = [Section(str(n), head, tuple(map(Line, lines))) for n, (head, lines) in enumerate(drafts)]
    assert 1 <= pages_of(fitted(of_sections("A page", sections)).pdf) <= MOST


@pytest.mark.parametrize("name", PEOPLE)
def test_everyones_ending_and_wishes_print_on_four_sheets_whole(name: str) -> None:
    story, on = story_of(name), day_of(name)
    answer = assess(story, on)
    found = ending(answer)
    first, *rest = ending_sections(answer, found, story.goals)
    wishes = latest_wishes(story, on)
    looked_for = wishes_sections(wishes, worked(answer), missing(answer), search(answer, wishes))
    every: dict[str, Any] = {
        "ending": of_sections("Ending", (first, *rest)),
        "alone": of_sections("Alone", alone_sections(without_a_talk(answer))),
        "wishes": of_sections("Wishes", looked_for),
    }
    for kind, made in every.items():
        printed = fitted(made)
        assert pages_of(printed.pdf) <= MOST, kind
        assert not printed.cut, kind


def test_what_nobody_has_confirmed_is_marked_on_paper_too() -> None:
    sections = [Section("a", "A heading", (Line("A fact.", confirmed=False), Line("Another.")))]
    said = as_markdown(of_sections("A page", sections, ("Before.",)))
    assert "A fact. (not confirmed)" in said
    assert said.index("Before.") < said.index("A heading")
    assert "Another. (" not in said
