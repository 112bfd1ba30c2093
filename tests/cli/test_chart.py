"""The promise: a story can be drawn, and the picture says in words what it shows."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.people import PEOPLE, STORIES, day_of, story_of
from unstuck.pictures import scores_picture, scores_table, sessions_picture, sessions_table
from unstuck.readout import assess

SVG = "{http://www.w3.org/2000/svg}"


def drawn(name: str, *options: str) -> subprocess.CompletedProcess[bytes]:
    story = str(STORIES / f"{name}.json")
    command = [sys.executable, "-m", "unstuck", "chart", story, "--on", PEOPLE[name]["on"], *options]
    return subprocess.run(command, capture_output=True, check=False)


@pytest.mark.parametrize("name", PEOPLE)
def test_everyone_with_scores_or_ratings_can_be_drawn(name: str) -> None:
    answer = assess(story_of(name), day_of(name))
    pictures = [scores_picture(answer, change, forecast=True) for change in answer.working.measures]
    felt = sessions_picture(answer)
    for picture in [*pictures, *([felt] if felt else [])]:
        root = ET.fromstring(picture)  # noqa: S314 - our own output
        assert root.findtext(f"{SVG}title")
        assert root.findtext(f"{SVG}desc")


def test_a_picture_of_scores_has_a_table_beside_it_that_says_the_same() -> None:
    answer = assess(story_of("still_early"), day_of("still_early"))
    change = answer.working.leading
    assert change is not None
    shown = scores_table(answer, change, forecast=True)
    assert shown.head == ("Day", "Sessions so far", "Score", "In words", "What happened")
    assert [row[2] for row in shown.rows[:3]] == ["13", "13", "12"]
    assert shown.rows[0][3] == "moderate"
    assert shown.rows[-1][4] == "where it may go: 80 of 100"
    assert len(shown.rows) > len(scores_table(answer, change).rows)
    assert all(len(row) == len(shown.head) for row in shown.rows)


@pytest.mark.parametrize("name", PEOPLE)
def test_every_score_every_event_and_every_rated_session_is_in_a_table(name: str) -> None:
    answer = assess(story_of(name), day_of(name))
    for change in answer.working.measures:
        shown = scores_table(answer, change)
        assert sum(bool(row[2]) for row in shown.rows) == len(change.series.points)
        assert sum(bool(row[4]) for row in shown.rows) == len({event.date for event in answer.record.events})
    felt = sessions_table(answer)
    assert (felt is None) <= (sessions_picture(answer) is None)
    if felt is not None:
        assert len(felt.rows) == len(answer.record.attended)


def test_the_command_writes_a_file_or_to_standard_output(tmp_path: Path) -> None:
    file = tmp_path / "scores.svg"
    assert drawn("going_well", "-o", str(file), "--forecast").stdout == b""
    assert file.read_bytes() + b"\n" == drawn("going_well", "--forecast").stdout.replace(b"\r\n", b"\n")


def test_what_cannot_be_drawn_is_said() -> None:
    nothing = drawn("scores_and_nothing_else", "--sessions")
    assert (nothing.returncode, nothing.stdout) == (2, b"")
    assert b"there is nothing to draw yet" in nothing.stderr
    assert b"There are:" in drawn("going_well", "--measure", "gad7").stderr


@pytest.mark.parametrize(
    ("place", "said"), [("", "the name of a file"), (".", "is a folder"), ("no/x.svg", "no folder")]
)
def test_where_nothing_can_be_written_is_said_and_nothing_is_left_behind(place: str, said: str, tmp_path: Path) -> None:
    story = str(STORIES / "going_well.json")
    for command in (["chart", story, "-o", place], ["classify", "-", "--reliability", "0.8", "--chart", place]):
        table = b"id,pre,post\nana,30,10\nben,20,18\n"
        run = [sys.executable, "-m", "unstuck", *command]
        done = subprocess.run(run, input=table, capture_output=True, check=False, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (2, b"")
        assert said in done.stderr.decode()
    assert not list(tmp_path.iterdir())
