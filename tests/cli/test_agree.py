"""The promise: a talk is noted whole or not at all, never over another file, and the ledger says what is due."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.people import PEOPLE, STORIES, day_of
from tests.talk.people import MARA
from unstuck.cli import execute
from unstuck.story import read

ON = ("--on", "2026-06-01")
NOTE = ("--asked", "Begin with the nights", "--saw", "thanked_me", "--agreed", "Ten minutes for the nights",
        "--about", "not_heard", "--offered", "schedule", "--review", "2026-06-22")  # fmt: skip


@pytest.fixture
def story(tmp_path: Path) -> Path:
    file = tmp_path / "story.json"
    file.write_text(json.dumps(MARA), encoding="utf-8")
    return file


def test_the_ledger_says_what_is_due_and_how_the_answer_can_be_read(
    story: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert execute(["agree", str(story), *ON]) == 0
    said = capsys.readouterr().out
    assert "Number 2, agreed on March 10, 2026: Ten minutes for it each time" in said
    assert "There was a plan, and it did not come about." in said
    assert "Number 1, not kept: A sleep diary" in said


def test_a_talk_is_noted_in_the_story_and_feeds_the_next_read_out(
    story: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = read(story.read_bytes())
    assert execute(["agree", str(story), *ON, *NOTE, "--kept", "2", "-o", str(story)]) == 0
    after = read(story.read_bytes())
    talk = after.conversations[-1]
    assert len(after.conversations) == 2
    assert after.model_copy(update={"conversations": before.conversations}) == before
    assert (talk.asked_for, talk.response, talk.about) == (
        "Begin with the nights",
        "welcomed_with_plan",
        ("not_heard",),
    )
    assert talk.therapy == "t1"
    assert "This is how a good answer looks." in capsys.readouterr().out
    assert execute(["assess", str(story), *ON, "--json"]) == 0
    step = json.loads(capsys.readouterr().out)["next_step"]
    assert (step["id"], step["review_on"]) == ("wait_and_review", "2026-06-22")


def test_what_was_kept_and_what_was_not_is_marked_by_its_number(
    story: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert execute(["agree", str(story), *ON, "--kept", "2", "-o", str(story)]) == 0
    assert "Number 2, kept: Ten minutes" in capsys.readouterr().out
    assert read(story.read_bytes()).conversations[0].agreed[1].done is True


def test_signs_that_no_file_can_hold_are_left_out(story: Path) -> None:
    assert execute(["agree", str(story), *ON, "--asked", "Slower\ud800,\x1b please", "-o", str(story)]) == 0
    assert read(story.read_bytes()).conversations[-1].asked_for == "Slower, please"


def test_a_new_file_leaves_the_story_as_it_was(story: Path, tmp_path: Path) -> None:
    raw = story.read_bytes()
    new = tmp_path / "new.json"
    assert execute(["agree", str(story), *ON, *NOTE, "-o", str(new)]) == 0
    assert story.read_bytes() == raw
    assert len(read(new.read_bytes()).conversations) == 2


def test_a_link_to_the_story_stays_a_link(story: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.json"
    link.symlink_to(story)
    assert execute(["agree", str(link), *ON, *NOTE, "-o", str(link)]) == 0
    assert link.is_symlink()
    assert len(read(story.read_bytes()).conversations) == 2


def test_after_a_threat_it_says_that_one_can_stop_and_never_to_talk(
    story: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert execute(["agree", str(story), *ON, "--saw", "threatened", "-o", str(tmp_path / "new.json")]) == 0
    said = capsys.readouterr().out
    assert "You can stop now." in said
    assert "once more" not in said


def test_with_another_red_flag_it_says_why_no_talk_is_needed(capsys: pytest.CaptureFixture[str]) -> None:
    assert execute(["agree", str(STORIES / "a_line_crossed.json"), "--on", day_of("a_line_crossed").isoformat()]) == 0
    assert "You can stop now." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (NOTE, "name it with -o"),
        ((*NOTE, "-o", "{other}"), "there is another file"),
        ((*NOTE, "-o", "{folder}"), "is a folder"),
        (("--kept", "9", "-o", "{story}"), "there is no promise 9"),
        (("--saw", "yawned", "-o", "{story}"), "yawned: not one of these"),
        (("--asked", "x", "--review", "2026-05-01", "-o", "{story}"), "has to come after the talk"),
        (("--response", "charming", "-o", "{story}"), "not one of"),
        (("--about", "boredom", "-o", "{story}"), "not one of"),
    ],
)
def test_what_cannot_be_noted_is_one_report_and_the_file_stays(
    story: Path, tmp_path: Path, options: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.json"
    other.write_text("mine", encoding="utf-8")
    places = {"{other}": str(other), "{folder}": str(tmp_path), "{story}": str(story)}
    raw = story.read_bytes()
    assert execute(["agree", str(story), *ON, *(places.get(option, option) for option in options)]) == 2
    seen = capsys.readouterr()
    assert seen.out == ""
    assert said in seen.err
    assert (story.read_bytes(), other.read_text()) == (raw, "mine")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["other.json", "story.json"]


def test_a_folder_nobody_may_write_to_is_the_machine_saying_no(
    story: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert execute(["agree", str(story), *ON, *NOTE, "-o", str(tmp_path / "no" / "story.json")]) == 3
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("name", sorted(PEOPLE))
def test_everyone_gets_a_ledger(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert execute(["agree", str(STORIES / f"{name}.json"), "--on", day_of(name).isoformat()]) == 0
    assert "# Asked, promised, kept" in capsys.readouterr().out
