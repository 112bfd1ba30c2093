"""The promise: whoever one practises with and whatever one says, the talk ends, kindly, and never under a threat."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unstuck.knowledge import facts, words
from unstuck.story.models import Response
from unstuck.talk.rehearsal import (
    DANGER,
    STOPPED,
    Scene,
    Turn,
    as_response,
    begin,
    may_talk_again,
    pick,
    scene,
    therapists,
    write,
)
from unstuck.talk.remarks import signs_in, to_try, worked

SAID = words("en", "rehearsal")
RULES = facts("rehearsal")
CLOSINGS = set(RULES["closings"])
TALK_AGAIN = ("bring it up", "one more", "try first", "real talk", "talk it over", "when you meet", "comes back to it")


def paths(here: Scene, before: tuple[Scene, ...] = ()) -> Iterator[tuple[tuple[Scene, ...], Turn]]:
    """Every way through a talk: the scenes, and the turn that ended it."""
    on_the_way = (*before, here)
    for reply in here.replies:
        turn = pick(here, reply.id)
        if turn.scene is None:
            yield on_the_way, turn
        else:
            yield from paths(turn.scene, on_the_way)


ALL = [(kind, *path) for kind in therapists() for path in paths(begin(kind))]


def test_every_way_through_every_talk_ends_in_a_closing_with_words() -> None:
    assert len(ALL) > 100
    for kind, scenes, turn in ALL:
        assert turn.closing in CLOSINGS, kind
        assert len(scenes) <= 6
        assert len({one.id for one in scenes}) == len(scenes)


def test_every_scene_and_every_closing_can_be_reached_and_nothing_else_is_kept() -> None:
    reached = {one.id for _, scenes, _ in ALL for one in scenes}
    assert reached == set(RULES["scenes"])
    ended = {turn.closing for _, _, turn in ALL}
    assert ended == CLOSINGS - {DANGER}
    used = {row["replies"] for row in RULES["scenes"].values()}
    assert used == set(RULES["replies"])


def test_after_a_threat_nobody_is_told_to_talk() -> None:
    threats = [(scenes, turn) for _, scenes, turn in ALL if any(one.threat for one in scenes)]
    assert threats
    for _, turn in threats:
        assert turn.closing is not None
        assert not may_talk_again(turn.closing)


@pytest.mark.parametrize("closing", sorted(CLOSINGS))
def test_a_closing_that_may_not_speak_of_another_talk_does_not(closing: str) -> None:
    text = " ".join(SAID.list(f"closings.{closing}.lines")).casefold()
    assert text
    if not may_talk_again(closing):
        assert not [phrase for phrase in TALK_AGAIN if phrase in text]


def test_who_is_pressed_or_hurt_can_stop_in_every_scene_and_who_is_threatened_only_leaves() -> None:
    for name, row in RULES["scenes"].items():
        turn = write(scene(name), "")
        assert turn == Turn(None, STOPPED)
        if row.get("threat"):
            assert {one.closing for one in scene(name).replies} == {"out"}


def test_every_sentence_is_there_and_none_is_left_over() -> None:
    assert set(SAID.entries["says"]) == set(RULES["scenes"])
    assert {key: set(held) for key, held in SAID.entries["replies"].items()} == {
        key: set(held) for key, held in RULES["replies"].items()
    }
    assert set(SAID.entries["closings"]) == CLOSINGS
    assert set(SAID.entries["therapists"]) == set(therapists())
    shown = set(RULES["remarks"]["worked"])
    assert set(SAID.entries["remarks"]["worked"]) == set(SAID.entries["remarks"]["summary"]) == shown
    assert set(SAID.entries["remarks"]["try"]) == {*RULES["remarks"]["try"], "long"}


def test_each_closing_is_called_what_a_story_calls_such_an_answer() -> None:
    responses = {as_response(closing) for closing in CLOSINGS}
    assert responses - {None} == set(get_args(Response))


# Words of one's own


@pytest.mark.parametrize("family", sorted(RULES["replies"]))
def test_what_our_own_replies_show_is_found_in_their_words(family: str) -> None:
    for reply, shows in RULES["replies"][family].items():
        text = SAID.say(f"replies.{family}.{reply}")
        if not text.startswith("You say"):  # not said aloud
            assert set(shows) <= signs_in(text), text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I feel alone when you look at the clock.", {"about_me", "example"}),
        ("You never listen!", {"blame"}),
        ("Could we slow down?", {"request"}),
        ("Could we slow down? And can we meet on Fridays? Please?", {"request", "many"}),
        ("I’M SORRY, never mind", {"about_me", "sorry"}),
        ("I hear you. I am going to stop here.", {"about_me", "boundary"}),
        ("Thanks. How do you see it?", {"thanks", "invite"}),
        ("Let's look at it again next week", {"request", "date"}),
        ("We talked of the weather", set()),
        ("", set()),
        ("the sorrynotsorry band", set()),
    ],
)
def test_a_few_plain_signs_are_read(text: str, found: set[str]) -> None:
    assert signs_in(text) == found


def test_a_language_without_lists_is_not_read() -> None:
    assert signs_in("Könnten wir langsamer machen?", "de") == frozenset()


def test_very_many_words_are_called_a_lot() -> None:
    assert to_try(signs_in("and then " * 60)) == "long"


def test_there_is_one_thing_to_praise_and_at_most_one_to_try() -> None:
    signs = signs_in("Thank you. You never listen. I feel alone. Could we slow down?")
    assert worked(signs) == "request"
    assert to_try(signs) == "blame"
    assert worked(()) is None
    assert to_try(()) is None


@pytest.mark.parametrize(
    ("where", "text", "to"),
    [
        ("welcomes", "I would like to talk about us", "welcomes_asks"),
        ("welcomes", "You never ask me", "welcomes_blamed"),
        ("upset_hurt", "I'm going to stop here", STOPPED),
        ("upset_hurt", "Sorry, forget it", "not_your_job"),
        ("presses_threatens", "hm", "out"),
        ("presses_threatens", "Sorry, please forgive me, can we talk again?", "out"),
        ("welcomes_asks", "blue", "welcomes_plan"),
    ],
)
def test_written_words_lead_where_the_reply_they_are_most_like_leads(where: str, text: str, to: str) -> None:
    turn = write(scene(where), text)
    assert to == (turn.scene.id if turn.scene else turn.closing)


@pytest.mark.parametrize("text", ["I want to kill myself tonight.", "I am going to end my life."])
@pytest.mark.parametrize("where", ["welcomes", "presses_threatens"])
def test_a_sign_of_danger_ends_the_practice_and_help_comes_first(where: str, text: str) -> None:
    turn = write(scene(where), text)
    assert (turn.scene, turn.closing, turn.danger) == (None, DANGER, True)


@pytest.mark.parametrize("text", ["Sorry, please forgive me.", "I can't go on like this with you.", "I give up."])
def test_words_that_may_mean_something_else_show_help_and_let_the_talk_go_on(text: str) -> None:
    turn = write(scene("welcomes_asks"), text)
    assert turn.scene is not None
    assert turn.danger


@given(st.sampled_from(therapists()), st.lists(st.one_of(st.text(max_size=60), st.integers(0, 2)), max_size=12))
def test_whatever_is_said_it_ends_and_after_a_threat_never_with_a_talk(kind: str, said: list[str | int]) -> None:
    here: Scene | None = begin(kind)
    threatened = False
    for one in (*said, *([""] * 1)):
        assert here is not None
        threatened = threatened or here.threat
        turn = write(here, one) if isinstance(one, str) else pick(here, here.replies[one % len(here.replies)].id)
        here = turn.scene
        if turn.closing is not None:
            assert turn.closing in CLOSINGS
            assert not (threatened and may_talk_again(turn.closing))
            return
    raise AssertionError("an empty line didn't end it")


def test_nobody_practises_with_someone_unknown() -> None:
    with pytest.raises(KeyError):
        begin("nobody")
