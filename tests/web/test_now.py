"""The promise: the first page says where things stand for everyone, danger before all else, and opens every number."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client

from tests.people import PEOPLE, day_of, story_of
from tests.web.clients import desk_of, open_pages
from unstuck.knowledge import words
from unstuck.readout import assess
from unstuck.readout.at_a_glance import headline
from unstuck.readout.sentences import help_now, step, working_said
from unstuck.story import validate
from unstuck.web.notebook import Loose
from unstuck.workings import workings

SHOUT = "<script>alert(1)</script>\"'{{ 7 }}"


def said(key: str) -> str:
    file, _, rest = key.partition(".")
    return words("en", file).say(rest)


def shown(client: Client, name: str, address: str = "/") -> str:
    """The page of one invented person, as it can be read."""
    open_pages(client, story_of(name), day_of(name))
    answer = client.get(address)
    assert answer.status_code == 200
    return html.unescape(answer.text)


@pytest.mark.parametrize("name", sorted(PEOPLE))
def test_everyone_reads_where_things_stand_how_sure_and_the_one_next_step(client: Client, name: str) -> None:
    page = shown(client, name)
    answer = assess(story_of(name), day_of(name))
    assert f"<h1>{headline(answer, 'en')}</h1>" in page
    assert working_said(answer, "en") in page
    assert "How sure: " in page
    if answer.next_step.id != "get_urgent_help":
        assert all(sentence in page for sentence in step(answer, "en"))


@pytest.mark.parametrize("name", sorted(PEOPLE))
def test_danger_stands_before_everything_and_a_crossed_line_before_scores_and_talks(client: Client, name: str) -> None:
    page = shown(client, name)
    answer = assess(story_of(name), day_of(name))
    if answer.watch.safety.level != "none":
        assert all(page.index(sentence) < page.index("<h1>") for sentence in help_now(answer, "en"))
        assert said("now.see_forecast") not in page
    else:
        assert said("now.help.heading") not in page
    if answer.watch.flags.level != "none":
        assert page.index(said("now.where_to_tell")) < page.index(said("now.how_it_stands"))
        assert said("now.go.talk_to_therapist") not in page
        assert said("now.see_forecast") not in page


@pytest.mark.parametrize("name", ["stalled_after_a_gain", "goals_without_a_scale", "something_feels_off", "sixteen"])
def test_every_number_opens_to_how_it_was_worked_out_and_where_it_comes_from(client: Client, name: str) -> None:
    found = workings(assess(story_of(name), day_of(name)))
    for number, worked in enumerate(found):
        page = shown(client, name, f"/9/{number}")
        assert all(line.text in page for section in worked.sections for line in section.lines)
        assert all(source.citation in page for source in worked.sources)
        assert all(f"/9/{other}" in page for other in range(len(found)) if other != number)
    assert client.get(f"/9/{len(found)}").status_code == 404


def test_what_may_come_is_shown_only_to_who_asks_with_its_method_and_curve(client: Client) -> None:
    name = "still_early"
    found = next(one for one in workings(assess(story_of(name), day_of(name))) if one.id == "gad7")
    chances = [line.text for section in found.sections if section.id == "forecast" for line in section.lines]
    assert chances
    assert not any(line in shown(client, name) for line in chances)
    asked = shown(client, name, "/9")
    assert all(line in asked for line in chances)
    assert words("en", "forecast").say("how.person") in asked


def test_someone_in_danger_is_shown_no_chances_even_when_they_ask(client: Client) -> None:
    page = shown(client, "in_danger", "/9")
    assert said("charts.scores.forecast") not in page
    assert page.index(said("now.help.heading")) < page.index("<h1>")


def test_nothing_written_yet_is_a_kind_page_with_one_thing_to_do(client: Client) -> None:
    open_pages(client)
    page = client.get("/").text
    assert said("now.empty.text") in page
    assert 'href="/11"' in page
    for address in ("/9", "/9/0"):
        assert client.get(address).status_code == 200


def test_without_a_score_the_picture_shows_how_sessions_felt_and_without_that_there_is_none(client: Client) -> None:
    days = [f"2026-01-{day:02}" for day in range(6, 12)]
    felt = {"format": "unstuck-story/1", "sessions": [{"date": day, "before": -1, "after": 2} for day in days]}
    bare = {"format": "unstuck-story/1", "sessions": [{"date": day} for day in days]}
    open_pages(client, Loose(validate(felt)), day_of("going_well"))
    assert said("charts.sessions.title") in client.get("/").text
    open_pages(client, Loose(validate(bare)), day_of("going_well"))
    assert "<svg" not in client.get("/").text


def test_of_several_therapies_each_can_be_looked_at(client: Client) -> None:
    name = "the_one_before"
    page = shown(client, name)
    assert said("now.look_at") in page
    before, now = sorted(story_of(name).therapies, key=lambda one: one.started)
    client.post("/14", {"therapy": before.id})
    assert f"<h1>{said('glance.headline.ended')}</h1>" in client.get("/").text
    client.post("/14", {"therapy": "no such therapy"})
    client.post("/14", {"therapy": now.id})
    assert f"<h1>{said('glance.headline.ended')}</h1>" not in client.get("/").text


def test_who_wants_to_stop_is_not_argued_with(client: Client) -> None:
    client.post("/10", {"door": "want_to_stop"})
    assert html.escape(said("first_run.at_once.want_to_stop")) in client.get("/11").text
    client.post("/11", {"age": "this_month", "sessions": "2"})
    page = client.get("/").text
    assert said("now.wants_to_stop") in page
    assert said("now.go.stop") in page


def test_what_was_written_is_shown_as_text(client: Client) -> None:
    tree = {
        "format": "unstuck-story/1",
        "therapies": [
            {"id": "a", "started": "2026-01-05", "therapist": {"name": SHOUT}},
            {"id": SHOUT, "started": "2026-01-06", "therapist": {"name": SHOUT}, "main": True},
        ],
        "goals": [{"id": SHOUT, "text": SHOUT}],
        "goal_ratings": [{"date": f"2026-01-{day:02}", "goal": SHOUT, "rating": 3} for day in range(6, 12)],
        "events": [{"date": "2026-01-08", "kind": "life_event", "text": SHOUT}],
        "conversations": [
            {
                "date": "2026-01-08",
                "agreed": [{"text": SHOUT}],
                "review_on": "2026-01-09",
                "response": "welcomed_with_plan",
            }
        ],
    }
    open_pages(client, Loose(validate(tree)), day_of("going_well"))
    for address in ("/", "/9", "/9/0", "/9/1"):
        page = client.get(address).text
        assert "<script>alert" not in page
        assert "49" not in re.findall(r">(\d+)<", page)
    assert html.escape(SHOUT) in client.get("/").text


def test_pages_stay_small(client: Client) -> None:
    for name in ("stalled_after_a_gain", "a_line_crossed", "in_danger"):
        for address in ("/", "/9", "/9/1"):
            assert len(shown(client, name, address).encode()) < 100_000
    assert desk_of(client).notebook is not None
