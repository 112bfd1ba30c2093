"""The promise: every answer is kept at once and can be mended, one can stop at any time, and safety is always first."""

import re
from datetime import date

import pytest
from django.test import Client

from tests.people import FLAGS, PEOPLE, day_of, story_of
from tests.web.clients import open_pages
from unstuck.knowledge import words
from unstuck.story import FORMAT, Story, validate
from unstuck.web.notebook import Notebook

ON = date(2026, 5, 4)
SAID = words("en", "why_page")
THERAPY = {"id": "t", "started": "2026-01-05"}
TALK = {"date": "2026-04-01", "therapy": "t", "agreed": [{"text": "One task"}], "review_on": "2026-05-01"}


def begun(client: Client, story: Story | None = None) -> Notebook:
    """Somebody who has the questions open, and has ticked nothing on the page before them."""
    notebook = open_pages(client, story or validate({"format": FORMAT, "therapies": [THERAPY]}), ON)
    client.post("/30")
    return notebook


def shown(client: Client) -> str:
    """The id of the question a person sees now."""
    found = re.search(r'name="question" value="([^"]+)"', client.get("/32").text)
    assert found is not None
    return found[1]


def answers(notebook: Notebook) -> dict[str, str]:
    return {one.indicator: one.answer for one in notebook.story.answers}


def test_the_page_to_tick_comes_first_and_once_in_a_sitting(client: Client) -> None:
    notebook = begun(client)
    assert client.get("/32").headers["location"] == "/31"
    client.post("/31", {"skip": "1"})
    assert answers(notebook) == {}
    assert client.get("/32").status_code == 200


def test_it_stays_in_reach_of_every_question(client: Client) -> None:
    begun(client)
    client.post("/31")
    assert 'href="/31"' in client.get("/32").text
    assert 'href="/35"' in client.get("/32").text


def test_what_is_answered_is_kept_at_once_with_its_day_and_therapy(client: Client) -> None:
    notebook = begun(client)
    client.post("/31")
    name = shown(client)
    client.post("/32", {"question": name, "answer": "unsure"})
    kept = next(one for one in notebook.story.answers if one.indicator == name)
    assert (kept.date, kept.answer, kept.therapy) == (ON, "unsure", "t")


def test_going_back_mends_the_answer_and_leaves_one(client: Client) -> None:
    notebook = begun(client)
    client.post("/31")
    name = shown(client)
    client.post("/32", {"question": name, "answer": "yes"})
    place = notebook.asked.index(name)
    assert SAID.say("answer.yes") in client.get(f"/33/{place}").text
    client.post(f"/33/{place}", {"answer": "no"})
    assert [one.answer for one in notebook.story.answers if one.indicator == name] == ["no"]
    client.post(f"/33/{place}", {"answer": "skip"})
    assert answers(notebook)[name] == "no"


def test_a_skipped_question_is_not_asked_again_in_this_sitting_and_may_be_in_the_next(client: Client) -> None:
    notebook = begun(client)
    client.post("/31")
    first = shown(client)
    client.post("/32", {"question": first, "answer": "skip"})
    assert shown(client) != first
    assert first not in answers(notebook)
    client.post("/30")
    assert shown(client) == first


def test_after_at_most_seven_the_answer_comes_by_itself(client: Client) -> None:
    begun(client)
    client.post("/31")
    for number in range(1, 9):
        page = client.get("/32")
        if page.status_code == 302:
            break
        assert SAID.say("number", number=number, most=7) in page.text
        name = shown(client)
        client.post("/32", {"question": name, "answer": "skip"})
    assert page.headers["location"] == "/35"
    assert client.get("/35").status_code == 200


def test_stopping_before_the_first_question_still_gives_an_answer(client: Client) -> None:
    open_pages(client)
    assert words("en", "steps").say("wait_and_review.you") in client.get("/35").text


@pytest.mark.parametrize("flag", FLAGS)
def test_after_a_red_flag_is_ticked_the_page_is_about_that_and_leads_to_no_talk(client: Client, flag: str) -> None:
    begun(client)
    sent = client.post("/31", {"tick": flag})
    assert sent.headers["location"] == "/34"
    page = client.get("/34").text
    main = page[page.index("<main") : page.index("</main")]
    assert any(
        words("en", "steps").say(f"{step}.you") in main for step in ("leave_now_and_report", "get_independent_advice")
    )
    assert 'href="/50"' not in main
    assert 'href="/50"' not in client.get("/35").text.partition("<main")[2]


def test_after_a_sign_of_danger_help_stands_on_top_of_every_page(client: Client) -> None:
    begun(client)
    assert client.post("/31", {"tick": "not_safe_now"}).headers["location"] == "/34"
    for address in ("/30", "/31", "/34", "/35", "/40", "/41"):
        page = client.get(address).text
        assert page.index('class="urgent"') < page.index("<h1"), address


def test_words_in_a_note_are_asked_about_before_the_page_to_tick(client: Client) -> None:
    note = {"date": ON.isoformat(), "text": "Maybe I should just end it."}
    begun(client, validate({"format": FORMAT, "therapies": [THERAPY], "notes": [note]}))
    assert (
        words("en", "safety").say("questions.suicidal_thoughts.quoted", quote="just end it") in client.get("/32").text
    )


def test_a_promise_is_asked_about_on_its_day_and_noted_where_it_was_made(client: Client) -> None:
    notebook = begun(client, validate({"format": FORMAT, "therapies": [THERAPY], "conversations": [TALK]}))
    assert shown(client) == "agreement_kept:1"
    client.post("/32", {"question": "agreement_kept:1", "answer": "yes"})
    agreed = notebook.story.conversations[0].agreed[0]
    assert (agreed.done, agreed.checked_on) == (True, ON)
    client.post("/33/0", {"answer": "no"})
    assert notebook.story.conversations[0].agreed[0].done is False


@pytest.mark.parametrize("strange", ["", "nobody", "few_sessions", "agreement_kept:7", "<script>", "ticks"])
def test_what_is_no_question_changes_nothing(client: Client, strange: str) -> None:
    notebook = begun(client)
    assert client.post("/32", {"question": strange, "answer": "yes"}).headers["location"] == "/32"
    assert client.post("/31", {"tick": strange, "skip": "1"}).status_code == 302
    assert answers(notebook) == {}
    assert client.get("/33/99").headers["location"] == "/32"


@pytest.mark.parametrize("name", sorted(PEOPLE))
def test_reasons_are_told_in_words_with_both_sides_and_never_as_shares(client: Client, name: str) -> None:
    notebook = open_pages(client, story_of(name), day_of(name), demo=name)
    page = client.get("/30").text
    assert page.count("<details") >= min(len(notebook.answer().reasons), 3)
    main = page.partition("<main")[2]
    assert "%" not in main
    assert client.get("/35").status_code == 200
