"""The promise: the few words on top never say more than the answer, and never less than what matters most."""

import pytest

from tests.people import PEOPLE, day_of, story_of
from unstuck.knowledge import words
from unstuck.readout import Readout, assess
from unstuck.readout.at_a_glance import headline, how_sure, time_said
from unstuck.story import validate

LANGUAGE = "en"


def person(name: str) -> Readout:
    return assess(story_of(name), day_of(name))


def says(key: str) -> str:
    return words(LANGUAGE, "glance").say(f"headline.{key}")


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("still_early", "too_early"),
        ("stalled_after_a_gain", "stalled"),
        ("kind_talk_no_plan", "unchanged"),
        ("a_line_crossed", "stop_now"),
        ("not_on_the_register", "check_first"),
        ("what_she_came_for", "done"),
        ("sixteen", "minor"),
        ("in_danger", "worse"),
    ],
)
def test_a_person_reads_in_a_few_words_where_things_stand(name: str, key: str) -> None:
    assert headline(person(name), LANGUAGE) == says(key)


@pytest.mark.parametrize("name", sorted(PEOPLE))
def test_good_news_never_stands_on_top_of_a_crossed_line_or_of_something_wrong(name: str) -> None:
    found = person(name)
    good = {says(key) for key in ("holding", "improving", "improved", "recovered", "done")}
    if found.watch.flags.level != "none":
        assert headline(found, LANGUAGE) == says(found.watch.flags.level)
    elif found.case.something_wrong and found.next_step.id != "end_or_space_out":
        assert headline(found, LANGUAGE) not in good


@pytest.mark.parametrize("name", sorted(PEOPLE))
def test_nobody_is_told_to_be_sure_where_the_verdict_is_open(name: str) -> None:
    found = person(name)
    sure = how_sure(found, LANGUAGE)
    if found.working.verdict in {"too_early", "not_enough_data"}:
        assert sure == words(LANGUAGE, "glance").say("sure.not_yet")
    assert sure.startswith("How sure: ")


@pytest.mark.parametrize(("sessions", "key"), [(0, "unknown"), (1, "first"), (2, "fit"), (5, "fit"), (6, "ran")])
def test_the_number_of_sessions_alone_already_says_something_useful(sessions: int, key: str) -> None:
    days = [f"2026-03-{day:02}" for day in range(1, sessions + 1)]
    tree = {
        "format": "unstuck-story/1",
        "therapies": [{"id": "t", "started": "2026-03-01"}],
        "sessions": [{"date": day} for day in days],
    }
    found = assess(validate(tree), day_of("still_early").replace(month=4))
    count = words(LANGUAGE, "working").say("sessions", n=sessions)
    assert time_said(found, LANGUAGE) == words(LANGUAGE, "glance").say(f"time.{key}", sessions=count)
