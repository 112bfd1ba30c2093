"""The promise: a check-in is short, on any day, nothing in it is needed, nothing is lost, and danger leads to help."""

import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.vault.people import CHEAP
from tests.web.clients import desk_of, open_pages
from unstuck.measures import ids, measure
from unstuck.safety.notes import read_note
from unstuck.story import FORMAT, Story, validate
from unstuck.vault.vault import Vault
from unstuck.web.notebook import Notebook

ON = date(2026, 6, 8)
TODAY = ON.isoformat()
THERAPY = {"id": "t", "started": "2026-01-05"}
HOSTILE = "<script>alert(1)</script>\"'{{ 7 }}{% lorem %}"
GRAVE = "I want to kill myself"


def told(**lists: Any) -> Story:  # noqa: ANN401 - what JSON holds
    return validate({"format": FORMAT, **lists})


def begun(client: Client, **lists: Any) -> Notebook:  # noqa: ANN401 - what JSON holds
    return open_pages(client, told(**{"therapies": [THERAPY], **lists}), ON)


def sessions(notebook: Notebook) -> list[dict[str, Any]]:
    return [entry.value for entry in notebook.pages.entries("sessions")]


def fields(page: str) -> set[str]:
    """The names of everything that can be filled in."""
    found = re.findall(r'<(?:input|textarea|select)[^>]*?name="([^"]+)"', page.partition("<main")[2])
    return set(found) - {"csrfmiddlewaretoken", "once"}


def test_after_a_session_there_are_at_most_eight_fields_and_none_is_needed(client: Client) -> None:
    notebook = begun(client)
    page = client.get("/22").text
    assert len(fields(page)) <= 8
    assert " required" not in page
    client.post("/22", {})
    assert sessions(notebook) == [{"date": TODAY, "therapy": "t"}]


def test_one_tap_before_and_the_rest_after_make_one_session(client: Client) -> None:
    notebook = begun(client)
    client.post("/21", {"before": "-2"})
    client.post("/21", {"before": "1"})  # tapped again: changed
    assert sessions(notebook) == [{"date": TODAY, "therapy": "t", "before": 1}]
    assert "You said 1 today" in client.get("/20").text
    client.post("/22", {"after": "3", "bond": "7", "heard": "8", "note": "We made a plan.", "win": "Slept five nights"})
    alliance = {"bond": 7, "heard": 8}
    assert sessions(notebook) == [
        {"date": TODAY, "therapy": "t", "before": 1, "after": 3, "note": "We made a plan.", "alliance": alliance}
    ]
    (win,) = notebook.story.events
    assert (win.kind, win.text, win.date) == ("win", "Slept five nights", ON)


def test_a_second_session_of_a_day_is_one_more_and_the_first_can_be_looked_at(client: Client) -> None:
    notebook = begun(client, sessions=[{"date": TODAY, "therapy": "t", "after": 1}])
    (known,) = notebook.pages.entries("sessions")
    assert f"/101/{known.id}" in client.get("/22").text
    client.post("/22", {"after": "2"})
    assert [one["after"] for one in sessions(notebook)] == [1, 2]


def test_what_felt_wrong_leads_to_the_page_to_tick(client: Client) -> None:
    notebook = begun(client)
    assert client.post("/22", {"after": "-3", "wrong": "1"}).headers["location"] == "/31"
    assert len(sessions(notebook)) == 1


@pytest.mark.parametrize("status", ["moved", "cancelled_by_me", "cancelled_by_therapist", "missed"])
def test_a_session_that_was_missed_or_moved_is_noted_as_such(client: Client, status: str) -> None:
    notebook = begun(client)
    assert client.post("/29", {"note": "not said what"}).status_code == 400
    client.post("/29", {"status": status, "day": "2026-06-01"})
    assert sessions(notebook) == [{"date": "2026-06-01", "therapy": "t", "status": status}]


def test_several_past_days_can_be_entered_in_a_row(client: Client) -> None:
    notebook = begun(client)
    for day in ("2026-05-04", "2026-05-11", "2026-05-18"):
        answer = client.post("/22/1", {"day": day, "before": "0", "after": "1", "another": "1"})
        assert answer.headers["location"] == "/22/1"
    assert [one["date"] for one in sessions(notebook)] == ["2026-05-04", "2026-05-11", "2026-05-18"]
    without = client.post("/22/1", {"after": "4"})  # so that it is not taken for today
    assert without.status_code == 400
    assert len(sessions(notebook)) == 3


def test_the_first_check_in_notes_the_therapy_and_asks_when_it_started(client: Client) -> None:
    notebook = begun(client, therapies=[])
    answer = client.post("/22", {"after": "2"})
    (therapy,) = notebook.pages.entries("therapies")
    assert answer.headers["location"] == f"/101/{therapy.id}"
    assert sessions(notebook)[0]["therapy"] == therapy.value["id"]
    client.post(f"/101/{therapy.id}", {"seen": "1", "started": "2026-03-02", "therapist.name": "Ms K"})
    (known,) = notebook.story.therapies
    assert (known.started, known.therapist.name if known.therapist else None) == (date(2026, 3, 2), "Ms K")


@pytest.mark.parametrize(
    ("therapy", "day", "started", "ended"),
    [
        ({"id": "t", "started": "2026-06-01"}, "2026-05-04", "2026-05-04", None),
        ({"id": "t", "started": "2026-01-05", "ended": "2026-05-01", "ended_by": "me"}, TODAY, "2026-01-05", None),
    ],
)
def test_where_no_therapy_ran_that_day_it_is_asked_which_and_nothing_typed_is_lost(
    client: Client, therapy: dict[str, str], day: str, started: str, ended: str | None
) -> None:
    notebook = begun(client, therapies=[therapy])
    sent = {"day": day, "after": "-1", "note": "my own words", "win": "a small one"}
    page = client.post("/22", sent)
    assert page.status_code == 400
    assert "my own words" in page.text
    assert "a small one" in page.text
    assert 'value="-1" id="id_after_4" checked' in page.text
    assert not sessions(notebook)
    client.post("/22", sent | {"belongs": "same"})
    (known,) = notebook.pages.entries("therapies")
    assert (known.value["started"], known.value.get("ended"), known.value.get("ended_by")) == (started, ended, None)
    assert sessions(notebook)[0]["therapy"] == "t"
    assert notebook.pages.unfit() == ()


def test_another_therapy_can_begin_after_one_that_ended(client: Client) -> None:
    notebook = begun(client, therapies=[{"id": "t", "started": "2026-01-05", "ended": "2026-05-01"}])
    client.post("/21", {"before": "2", "belongs": "new"})
    assert [x.started for x in notebook.story.therapies] == [date(2026, 1, 5), ON]
    assert sessions(notebook)[0]["therapy"] == notebook.story.therapies[1].id


def test_a_day_that_has_not_come_is_told_and_the_page_comes_back_whole(client: Client) -> None:
    notebook = begun(client)
    for address, sent in (
        ("/22", {"day": "2026-06-09", "note": "my own words"}),
        ("/26", {"day": "2030-01-01", "text": "my own words"}),
        ("/22", {"day": "yesterday", "note": "my own words"}),
        ("/22", {"after": "11", "note": "my own words"}),
    ):
        page = client.post(address, sent)
        assert page.status_code == 400
        assert "my own words" in page.text
    assert notebook.story == told(therapies=[THERAPY])


def test_a_note_with_danger_leads_to_the_first_page_where_help_stands_first(client: Client) -> None:
    assert read_note(GRAVE)
    for address, sent in (
        ("/22", {"note": GRAVE}),
        ("/26", {"text": GRAVE}),
        ("/29", {"status": "missed", "note": GRAVE}),
    ):
        begun(client)
        answer = client.post(address, sent)
        assert answer.headers["location"] == "/"
        assert 'class="urgent"' in client.get("/").text


def test_our_own_check_in_needs_all_four_sliders_or_none(client: Client) -> None:
    notebook = begun(client)
    own = ids().index("checkin")
    page = client.post(f"/23/{own}", {"mood": "4", "worry": "3"})
    assert page.status_code == 400
    assert not notebook.story.scores
    client.post(f"/23/{own}", {"mood": "4", "worry": "3", "people": "6", "daily_life": "0"})
    (score,) = notebook.story.scores
    assert (score.total, score.items, score.date) == (13, (4, 3, 6, 0), ON)
    assert client.post(f"/23/{own}", {}).status_code == 302
    assert len(notebook.story.scores) == 1


@pytest.mark.parametrize("name", ids())
def test_every_scale_takes_its_total_and_says_where_its_form_is(client: Client, name: str) -> None:
    notebook, scale, number = begun(client), measure(name), ids().index(name)
    page = client.get(f"/23/{number}").text
    assert scale.parts or scale.site is None or scale.site.value in page
    if scale.parts:
        return
    for wrong in (scale.lowest - 1, scale.highest + 1, "many", *(() if scale.decimals else (scale.lowest + 0.5,))):
        answer = client.post(f"/23/{number}", {"total": str(wrong)})
        assert answer.status_code == 400
        assert str(wrong) in answer.text
    right = scale.lowest + (0.5 if scale.decimals else 1)
    client.post(f"/23/{number}", {"total": str(right), "day": "2026-06-01"})
    (score,) = notebook.story.scores
    assert (score.measure, score.total, score.date) == (name, right, date(2026, 6, 1))


def test_goals_are_added_rated_ended_and_asked_about_again(client: Client) -> None:
    notebook = begun(client)
    client.post("/24", {"new": "1", "new-text": "Sleep through"})
    (goal,) = notebook.pages.entries("goals")
    client.post("/24", {goal.id: "4", "day": "2026-06-01"})
    (rating,) = notebook.story.goal_ratings
    assert (rating.rating, rating.goal, rating.date) == (4, goal.value["id"], date(2026, 6, 1))
    client.post(f"/24/2/{goal.id}")
    assert goal.id not in fields(client.get("/24").text)
    client.post(f"/24/2/{goal.id}")
    assert goal.id in fields(client.get("/24").text)
    assert len(notebook.story.goal_ratings) == 1


def test_what_happened_is_noted_with_a_new_schedule_where_there_is_one(client: Client) -> None:
    notebook = begun(client)
    client.post(
        "/25", {"date": "2026-06-01", "kind": "schedule_change", "schedule.starts_at": "17:30", "text": "later"}
    )
    client.post("/25", {"date": TODAY, "kind": "other"})  # nothing was said
    (event,) = notebook.story.events
    assert (event.kind, event.text, event.date) == ("schedule_change", "later", date(2026, 6, 1))
    assert event.schedule is not None
    assert event.schedule.starts_at == "17:30"
    wrong = client.post("/25", {"date": "2026-06-01", "kind": "other", "schedule.every_days": "-2", "text": "my words"})
    assert wrong.status_code == 400
    assert "my words" in wrong.text


def test_a_therapy_can_be_added_with_its_therapist_method_and_pace(client: Client) -> None:
    notebook = begun(client)
    sent = {"started": "2026-05-01", "therapist.name": "Dr. Ó", "approach": "cbt", "schedule.every_days": "3.5"}
    client.post("/28/1", sent)
    new = notebook.story.therapies[-1]
    assert (new.started, new.approach) == (date(2026, 5, 1), "cbt")
    assert new.schedule is not None
    assert new.schedule.every_days == 3.5
    wrong = client.post("/28/1", sent | {"ended": "2026-04-01"})
    assert wrong.status_code == 400
    assert "Dr. Ó" in wrong.text
    assert 'id="id_ended_error"' in wrong.text


@pytest.mark.parametrize(
    ("address", "draft", "field"), [("/22", "22", "note"), ("/26", "26", "text"), ("/22/1", "220", "win")]
)
def test_what_is_half_written_is_there_again_and_gone_once_it_is_saved(
    client: Client, address: str, draft: str, field: str
) -> None:
    notebook = begun(client)
    client.post("/6", {"draft": draft, field: "half written", "day": "2026-06-02"})
    page = client.get(address).text
    assert "half written" in page
    assert 'value="2026-06-02"' in page
    client.post(address, {field: "all of it", "day": "2026-06-02"})
    assert "half written" not in client.get(address).text
    client.post("/6", {"draft": draft, field: "half written"})
    client.post(address, {"fresh": "1", field: "half written"})
    assert "half written" not in client.get(address).text
    assert json.dumps(notebook.story.model_dump(mode="json")).count("half written") == 0


def test_hostile_words_are_shown_as_words(client: Client) -> None:
    begun(client, therapies=[{**THERAPY, "therapist": {"name": HOSTILE}}], goals=[{"id": "g", "text": HOSTILE}])
    for address, draft, field in (("/22", "22", "note"), ("/26", "26", "text"), ("/25", "25", "text")):
        client.post("/6", {"draft": draft, field: HOSTILE})
        page = client.get(address).text
        assert "&lt;script&gt;alert(1)" in page
        assert "<script>alert" not in page
    for address in ("/20", "/24", "/28"):
        page = client.get(address).text
        assert "&lt;script&gt;alert(1)" in page
        assert "<script>alert" not in page


def test_line_ends_are_kept_as_one_types_them(client: Client) -> None:
    notebook = begun(client)
    client.post("/26", {"text": "one\r\ntwo\r\n\r\nthree"})
    assert notebook.story.notes[0].text == "one\ntwo\n\nthree"


def test_more_than_fits_is_told_and_comes_back_whole(client: Client) -> None:
    notebook = begun(client)
    long = "word " * 2_000_000  # 10 MB
    answer = client.post("/26", {"text": long})
    assert answer.status_code == 400
    assert long.strip() in answer.text
    assert not notebook.story.notes
    assert "maxlength" not in client.get("/26").text  # a browser would cut off silently what is pasted
    fits = "word " * 40_000
    assert client.post("/26", {"text": fits}).status_code == 302
    assert notebook.story.notes[0].text == fits.strip()


def test_the_blank_sheet_has_a_line_for_several_sessions_and_says_nothing_of_what_it_is_for(client: Client) -> None:
    begun(client)
    page = client.get("/27").text
    printed = re.sub(r'<p class="[^"]*no-print.*?</p>', "", page.partition("<main")[2].partition("</main")[0])
    assert page.count("<tr>") > 6
    assert not re.search("therap|unstuck|session|bond", printed, re.IGNORECASE)


def test_it_is_all_in_the_vault_after_it_was_closed(client: Client, folder: Path) -> None:
    vault, _ = Vault.create(folder, "correct horse", cost=CHEAP)
    open_pages(client, vault)
    client.post("/21", {"before": "-2"})
    client.post("/22", {"after": "3", "note": "We made a plan."})
    client.post("/6", {"draft": "26", "text": "half written"})
    desk_of(client).lock()
    again = Vault.open_with_passphrase(folder, "correct horse", cost=CHEAP)
    (session,) = again.story().sessions
    assert (session.before, session.after, session.note) == (-2, 3, "We made a plan.")
    assert "half written" in again.draft("26")
    again.lock()


@pytest.mark.parametrize("day", [ON, ON - timedelta(days=400)])
def test_every_page_opens_for_who_wrote_nothing_and_for_whom_it_ended(client: Client, day: date) -> None:
    ended = told(
        therapies=[{**THERAPY, "ended": "2026-02-01"}], scores=[{"date": TODAY, "measure": "phq9", "total": 9}]
    )
    for story in (told(), ended):
        open_pages(client, story, day)
        for address in ("/20", "/21", "/22", "/22/1", "/23", "/24", "/25", "/26", "/27", "/28", "/28/1", "/29"):
            assert client.get(address).status_code == 200
        assert client.get("/23/999").status_code == 404
