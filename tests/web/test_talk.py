"""The promise: a talk is noted as it was, on its own day, and one that is still to come is not noted at all."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.people import day_of, story_of
from tests.web.clients import open_pages
from unstuck.knowledge import words

NAME = "stalled_after_a_gain"
TODAY = day_of(NAME)


@pytest.mark.parametrize("days", [0, 1, 20])
def test_a_talk_of_today_or_before_keeps_its_day(client: Client, days: int) -> None:
    notebook = open_pages(client, story_of(NAME), TODAY)
    on = TODAY - timedelta(days=days)
    answer = client.post("/57", {"date": on.isoformat(), "asked_for": "Less homework"})
    assert answer.headers["location"] == "/58"
    assert notebook.story.conversations[-1].date == on


def test_a_talk_still_to_come_is_told_and_nothing_typed_is_lost(client: Client) -> None:
    notebook = open_pages(client, story_of(NAME), TODAY)
    before = notebook.story.conversations
    later = (TODAY + timedelta(days=1)).isoformat()
    answer = client.post("/57", {"date": later, "asked_for": "Less homework"})
    assert answer.status_code == 400
    assert words("en", "talk_page").say("not_yet") in answer.text
    assert "Less homework" in answer.text
    assert notebook.story.conversations == before
