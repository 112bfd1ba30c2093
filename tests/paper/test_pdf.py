"""The promise: a page prints on one sheet in any script, reads aloud, and no word of a person's is taken for markup."""

from __future__ import annotations

import pytest
import typst
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.paper.reading import read, roles, root_of, text_of
from tests.people import PEOPLE, day_of, story_of
from tests.talk.people import answer_of, mara
from unstuck.paper.page import Block, Page
from unstuck.paper.pdf import BOX, TooLong, printed
from unstuck.readout import assess
from unstuck.talk.brief import compose, proposal
from unstuck.talk.items import items
from unstuck.talk.page import Form, page
from unstuck.talk.printing import printed_brief

SLOW = [HealthCheck.too_slow]
FORMS: tuple[Form, ...] = ("page", "letter", "spoken", "short")
HOSTILE = '#panic() $x$ *b* _i_ `c` <l> @r [t] #sys.inputs.data \\ "q" \'q\' #import "@preview/x:0.1.0" // end'


def of_words(text: str, form: Form = "page") -> bytes:
    story = mara()
    every = items(answer_of(story), story, {"effect": text, "ask": text})
    return printed_brief(every, ["own:effect", "own:ask"], form)[1].pdf


def test_a_page_is_tagged_names_its_language_and_has_a_title() -> None:
    reader = read(of_words("Slower, please."))
    root = root_of(reader)
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "pdfuaid" in root["/Metadata"].get_object().get_data().decode()


def test_headings_lists_and_pictures_are_marked_as_such_in_reading_order() -> None:
    story = mara()
    ticked = ["said:leave_stuck", "feel", "ask:pace", "chart:gad7"]
    _, paper = printed_brief(items(answer_of(story), story), ticked)
    found = [
        role
        for role in roles(root_of(read(paper.pdf))["/StructTreeRoot"])
        if role in {"/H1", "/H2", "/L", "/LI", "/Figure"}
    ]
    assert found == ["/H1", "/H2", "/L", "/LI", "/LI", "/H2", "/H2", "/Figure"]


@pytest.mark.parametrize("form", FORMS)
def test_the_metadata_hold_a_general_title_and_nothing_else(form: Form) -> None:
    reader = read(of_words("Slower, please.", form))
    assert reader.metadata is not None
    assert set(reader.metadata) == {"/Title", "/Creator"}
    assert str(reader.metadata.title) in {"For our next session", "A letter", "What I want to say"}
    assert str(reader.metadata.creator).startswith("Typst")


def test_the_same_page_makes_the_same_bytes() -> None:
    assert of_words("Slower, please.") == of_words("Slower, please.")


def test_what_looks_like_markup_is_printed_as_it_stands() -> None:
    assert HOSTILE in text_of(of_words(HOSTILE)).replace("\n", " ")


def test_a_picture_is_there_with_words_for_who_cannot_see_it() -> None:
    story = mara()
    _, paper = printed_brief(items(answer_of(story), story), ["chart:gad7"])
    reader = read(paper.pdf)
    inside = "".join(str(reader.get_object(number)) for number in range(1, int(str(reader.trailer["/Size"]))))
    assert "'/Alt': 'GAD-7: 4 scores from January 5, 2026" in inside
    assert "/Figure" in inside
    assert "My brother moved in" not in inside


LONG = {
    "words without end": "Donaudampfschifffahrtsgesellschaft" * 200,
    "emoji": "\U0001f600\U0001f468\u200d\U0001f469\u200d\U0001f467\U0001f44d\U0001f3fd" * 300,
    "Arabic": "أنا متعب من الحديث عن الأسبوع فقط. " * 200,
    "Chinese": "我每次离开都觉得很孤单。" * 300,
    "Hindi": "मैं हर बार अकेला महसूस करता हूँ। " * 200,
    "Thai": "ฉันรู้สึกโดดเดี่ยวทุกครั้ง" * 200,
    "Urdu and Hebrew": "میں تھک گیا ہوں۔ אני עייף מאוד. " * 200,
    "capital letters": "W" * 5000,
    "fifty thousand": "We talked about the week, and I went home as I had come. " * 900,
    "lines": "one\n" * 12_500,
    "wide signs": "\ufdfd\u2e3b" * 500,
    "stacked accents": ("e" + "\u0301\u0323\u0302" * 20) * 50,
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_whatever_is_written_it_prints_on_one_sheet_within_its_edges(text: str, form: Form) -> None:
    story = mara(goals=[{"id": str(n), "text": text} for n in range(12)], goal_ratings=[])
    own = dict.fromkeys(("where", "helped", "facts", "example", "effect", "ask"), text)
    every = items(answer_of(story), story, own)
    ticked = [item.id for item in every if item.section not in {"ask", "example"}] + ["own:ask", "own:example"]
    made, paper = printed_brief(every, ticked, form)
    reader = read(paper.pdf)
    assert len(reader.pages) == 1
    assert "own:ask" in made.shared


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("我每次离开都觉得很孤单", "我每次离开都觉得很孤单"),
        ("أنا متعب", "متعب"),
        ("Мне одиноко после сессии", "Мне одиноко после сессии"),
        ("Ich möchte etwas ändern, ça va ?", "Ich möchte etwas ändern, ça va ?"),
    ],
)
def test_other_scripts_are_text_that_can_be_read_back_or_boxes_that_are_named(text: str, shown: str) -> None:
    paper = printed(Page("A page", (Block((text,)),)))
    assert paper.unprintable or shown in text_of(paper.pdf)


def test_signs_without_a_font_become_boxes_and_are_named_on_the_page_and_to_the_person() -> None:
    bare = typst.Fonts(include_system_fonts=False)
    paper = printed(Page("A page", (Block(("Slower, 请慢一点, please 👍",)),)), fonts=bare)
    said = text_of(paper.pdf)
    assert set(paper.unprintable) == {"请", "慢", "一", "点", "👍"}
    assert f"Slower, {BOX * 4}, please {BOX}" in said
    assert f"shown as {BOX}" in said
    assert "/StructTreeRoot" in root_of(read(paper.pdf))


@settings(max_examples=120, deadline=None, suppress_health_check=SLOW)
@given(st.text(max_size=200), st.booleans())
@example("\u200d\u200c", False)
@example("\u0301", True)
@example("\ufe0f\u20e3", True)
def test_any_text_prints(text: str, bare: bool) -> None:
    fonts = typst.Fonts(include_system_fonts=False) if bare else None
    paper = printed(Page("A page", (Block((text, f"a {text}"), "A heading", listed=True),)), pages=4, fonts=fonts)
    assert 1 <= len(read(paper.pdf).pages) <= 4


def test_a_page_may_take_several_sheets_when_that_is_allowed_and_no_more() -> None:
    long = Page("A page", tuple(Block(("A line that says something. " * 30,)) for _ in range(16)))
    assert 2 <= len(read(printed(long, pages=4).pdf).pages) <= 4
    with pytest.raises(TooLong):
        printed(long)


@pytest.mark.parametrize("name", PEOPLE)
def test_everyones_suggestion_prints_on_one_sheet(name: str) -> None:
    story = story_of(name)
    every = items(assess(story, day_of(name)), story)
    made, paper = printed_brief(every, proposal(every))
    assert made == compose(every, proposal(every))
    assert len(read(paper.pdf).pages) == 1
    for piece in page(made).blocks:
        assert (piece.heading or "") in text_of(paper.pdf)
