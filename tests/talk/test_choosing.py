"""The promise: what only the person sees while choosing is whole, stands in the order of the page, and stays apart."""

from __future__ import annotations

from typing import get_args

import pytest

from tests.people import PEOPLE, day_of, story_of
from tests.talk.people import answer_of, mara
from unstuck.knowledge import facts
from unstuck.paper.page import as_text
from unstuck.readout import assess
from unstuck.talk.brief import compose
from unstuck.talk.choosing import choices, hint_lines, left_out, no_talk_lines
from unstuck.talk.items import items
from unstuck.talk.page import Form, file_name, page
from unstuck.talk.standing import NoTalk


def test_everything_that_can_be_ticked_stands_once_in_the_order_of_the_page() -> None:
    story = mara()
    every = items(answer_of(story), story, {"ask": "Could we begin with the nights?"})
    found = choices(every)
    assert [item for choice in found for item in choice.items] == list(every)
    order = facts("brief")["sections"]
    places = [order.index(choice.section) for choice in found]
    assert places == sorted(places)
    assert all(choice.items and choice.heading for choice in found)


def test_what_is_left_out_empty_or_without_room_is_told_by_its_name_and_not_on_the_page() -> None:
    story = mara()
    own = {"effect": "I go home alone. " * 200}
    made = compose(items(answer_of(story), story, own), ["own:effect", "ask:pace", "broken:2020-01-01"])
    found = {left.id: left for left in left_out(made)}
    assert found["cut"].ids == ("own:effect",)
    assert found["empty"].ids == ("broken:2020-01-01",)
    assert "goal:sleep" in found["left_out"].ids
    assert "no_room" not in found
    said = as_text(page(made))
    assert all(left.heading not in said for left in found.values())


def test_where_no_talk_is_needed_the_lines_say_so_and_name_no_command() -> None:
    for why in get_args(NoTalk):
        said = " ".join(no_talk_lines(why))
        assert said
        assert "unstuck" not in said
        assert "--" not in said


@pytest.mark.parametrize("name", PEOPLE)
def test_hints_are_plain_sentences_for_everyone(name: str) -> None:
    for line in hint_lines(assess(story_of(name), day_of(name))):
        assert line.endswith(".")
        assert "--" not in line


def test_a_file_is_called_the_same_for_everyone() -> None:
    names = [file_name(form) for form in get_args(Form)]
    assert len(set(names)) == len(names)
    assert all(name.replace("-", "").isalpha() and name.islower() for name in names)
