"""The promise: everything we know can be looked up with where it is from, and looking leaves no trace in an address."""

import re

import pytest
from django.test import Client

from tests.web.clients import open_pages
from unstuck.explain import explain, library
from unstuck.knowledge import words
from unstuck.web.places import ids, place_of
from unstuck.web.views.library import KINDS

PAGE = words("en", "library_page")


def test_each_thing_has_its_number_and_no_two_share_one() -> None:
    assert [place_of(id_) for id_ in ids()] == list(range(len(library())))


@pytest.mark.parametrize("number", range(0, len(ids()), 7))
def test_a_page_shows_what_is_known_says_what_nobody_checked_and_names_its_sources(client: Client, number: int) -> None:
    open_pages(client)
    answer = client.get(f"/91/{number}")
    assert answer.status_code == 200
    assert len(answer.content) < 100_000
    found = explain(ids()[number])
    text = answer.text
    for source in found.sources:
        assert f'href="/91/{place_of(source.id)}"' in text or found.kind == "source"
    unsure = sum(not line.confirmed for section in found.sections for line in section.lines)
    assert text.count(PAGE.say("unconfirmed")) >= unsure
    title = re.search(r"<title>(.*?)</title>", text)
    assert title is not None
    assert title[1].startswith(PAGE.say("title"))


def test_an_address_elsewhere_opens_only_when_it_is_followed_and_is_told_nothing(client: Client) -> None:
    open_pages(client)
    outside = [
        link
        for number in range(0, len(ids()), 11)
        for link in re.findall(r"<a [^>]*href=\"https?://[^>]*>", client.get(f"/91/{number}").text)
    ]
    assert outside
    assert all('rel="noreferrer noopener"' in link for link in outside)


def test_a_search_finds_things_by_their_other_names_and_travels_in_no_address(client: Client) -> None:
    open_pages(client)
    answer = client.post("/90", {"words": "eye movement"})
    assert answer.status_code == 200
    assert f'href="/91/{place_of("emdr")}"' in answer.text
    assert PAGE.say("nothing") in client.post("/90", {"words": "nothing of that name"}).text
    assert "eye movement" not in client.get("/90").text


def test_hostile_words_are_shown_as_words(client: Client) -> None:
    open_pages(client)
    answer = client.post("/90", {"words": "<script>alert(1)</script>"}).text
    assert "<script>alert" not in answer
    assert "&lt;script&gt;" in answer


@pytest.mark.parametrize("address", ["/91/99999", "/92/99", "/91/999999999999999999999"])
def test_there_is_no_page_behind_the_last_one(client: Client, address: str) -> None:
    open_pages(client)
    assert client.get(address).status_code == 404


def test_every_shelf_lists_its_things(client: Client) -> None:
    open_pages(client)
    links = {
        link
        for number in range(len(KINDS))
        for link in re.findall(r'href="/91/(\d+)"', client.get(f"/92/{number}").text)
    }
    assert {int(link) for link in links} == set(range(len(ids())))


def test_what_is_locked_shows_nothing(client: Client) -> None:
    assert client.get("/90").headers["location"] == "/4"
