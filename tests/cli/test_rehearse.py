"""The promise: one can practise in a terminal or a pipe, stop at any time, and never where no talk is needed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.people import STORIES, day_of
from unstuck.knowledge import words
from unstuck.talk.rehearsal import therapists

SAID = words("en", "rehearsal")


def rehearse(given_lines: bytes, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "unstuck", "rehearse", *arguments], input=given_lines, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode()


def of(name: str) -> tuple[str, ...]:
    return (str(STORIES / f"{name}.json"), "--on", day_of(name).isoformat())


def test_a_talk_can_be_picked_through_to_a_plan_with_what_worked_at_the_end() -> None:
    said = rehearse(b"1\n1\n1\n1\n")
    assert "A plan and a date" in said
    assert "What worked over this talk" in said
    assert "you named a time" in said


def test_one_can_write_ones_own_words() -> None:
    said = rehearse(
        b"I would like to say how this is for me\nCould we slow down?\nnext week, then?\n", "--with", "welcomes"
    )
    assert said.count("You asked for something") == 2
    assert "A plan and a date" in said


def test_the_end_of_input_is_a_stop_and_that_is_fine() -> None:
    for lines in (b"", b"2\n", b"2\n1\n", b"9\nx\n\n"):
        assert "You can stop at any time" in rehearse(lines)


def test_a_number_that_is_not_there_is_asked_for_again() -> None:
    assert "A plan and a date" in rehearse(b"7\n1\n9\n1\n1\n1\n")


@pytest.mark.parametrize("name", ["a_line_crossed", "not_on_the_register"])
def test_where_no_talk_is_needed_there_is_no_practice(name: str) -> None:
    said = rehearse(b"1\n1\n1\n", *of(name))
    assert "There is no page for a talk here." in said
    assert "They:" not in said


def test_a_sign_of_danger_ends_it_with_the_numbers_of_ones_country() -> None:
    said = rehearse(b"I want to die\n", *of("still_early"), "--with", "upset")
    assert "988" in said
    assert said.count("They:") == 1


def test_words_that_may_be_a_sign_show_the_numbers_and_go_on() -> None:
    said = rehearse(b"I can't go on like this\n1\n", *of("still_early"), "--with", "upset")
    assert "988" in said
    assert said.count("They:") > 1


def test_after_a_threat_one_reads_that_one_can_go() -> None:
    said = rehearse(b"1\n1\n1\n2\n", "--with", "presses")
    assert "You owe no answer and no last session." in said


def test_control_signs_typed_never_reach_the_terminal() -> None:
    assert "\x1b" not in rehearse(b"\x1b[2Jhi\n" * 6, "--with", "upset")


@settings(max_examples=12, deadline=None)
@given(st.sampled_from(therapists()), st.binary(max_size=80))
def test_any_bytes_typed_end_well(therapist: str, typed: bytes) -> None:
    said = rehearse(typed, "--with", therapist)
    assert any(SAID.say(f"closings.{closing}.title") in said for closing in SAID.entries["closings"])


def test_nothing_is_written(tmp_path: Path) -> None:
    before = set(tmp_path.rglob("*"))
    subprocess.run(
        [sys.executable, "-m", "unstuck", "rehearse", "--with", "welcomes"],
        input=b"secret\n",
        capture_output=True,
        check=True,
        cwd=tmp_path,
    )
    assert set(tmp_path.rglob("*")) == before
