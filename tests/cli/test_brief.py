"""The promise: `unstuck brief` prints what was ticked, keeps the rest to the person, and can do without a talk."""

from __future__ import annotations

import io
import json
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from benchmarks.fuzz import mutated
from tests.people import PEOPLE, STORIES, day_of
from tests.talk.people import MARA
from unstuck.cli import execute
from unstuck.story import read

ON = ("--on", "2026-06-01")


@pytest.fixture
def story(tmp_path: Path) -> str:
    file = tmp_path / "story.json"
    file.write_text(json.dumps(MARA), encoding="utf-8")
    return str(file)


def brief_of(name: str, *options: str) -> int:
    return execute(["brief", str(STORIES / f"{name}.json"), "--on", day_of(name).isoformat(), *options])


def test_without_share_everything_is_listed_with_a_suggestion_that_is_not_shared(
    story: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert execute(["brief", story, *ON]) == 0
    said = capsys.readouterr()
    for item in ("goal:sleep", "example:2026-05-19", "ask:method", "(private: think twice)", "none of it is shared"):
        assert item in said.err
    assert "She asked about the week" not in said.out
    assert said.out.startswith("For our next session")


def test_what_is_suggested_can_be_shared_by_copying_its_names(story: str, capsys: pytest.CaptureFixture[str]) -> None:
    execute(["brief", story, *ON])
    names = capsys.readouterr().err.partition("To share just that: --share ")[2].split()[0]
    assert execute(["brief", story, *ON, "--share", names]) == 0
    said = capsys.readouterr()
    assert "What I ask for" in said.out
    assert "stay_from_loyalty" in said.err
    assert "can't be taken back" in said.err


def test_of_many_notes_the_newest_are_listed_and_the_others_can_still_be_ticked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notes = [{"date": f"2026-05-{day:02}", "text": f"Page {day}"} for day in range(1, 29)]
    file = tmp_path / "story.json"
    file.write_text(json.dumps(MARA | {"notes": notes}), encoding="utf-8")
    assert execute(["brief", str(file), *ON]) == 0
    listed = capsys.readouterr().err
    assert "Page 28" in listed
    assert "Page 3" not in listed
    assert "and 24 older notes" in listed
    assert execute(["brief", str(file), *ON, "--share", "example:2026-05-03"]) == 0
    assert "Page 3" in capsys.readouterr().out


def test_own_words_are_shared_when_they_are_ticked_too(story: str, capsys: pytest.CaptureFixture[str]) -> None:
    own = ["--own", "ask=Could we begin with the nights?", "--own", "effect=I go home as I came."]
    assert execute(["brief", story, *ON, *own, "--share", "own:ask"]) == 0
    said = capsys.readouterr()
    assert "Could we begin with the nights?" in said.out
    assert "I go home as I came." not in said.out
    assert "own:effect" in said.err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--share", "diagnosis"), "the page can't hold diagnosis"),
        (("--share", "ask:pace,ask:method"), "one request"),
        (("--own", "mood=low"), "own words need a place"),
        (("--therapy", "t9"), "no therapy with the id t9"),
    ],
)
def test_what_cannot_be_is_one_report_and_nothing_is_printed(
    story: str, options: tuple[str, ...], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert execute(["brief", story, *ON, *options, "--pdf", str(tmp_path / "page.pdf")]) == 2
    seen = capsys.readouterr()
    assert seen.out == ""
    assert said in seen.err
    assert not (tmp_path / "page.pdf").exists()


def test_the_pdf_holds_what_was_printed_and_only_its_owner_may_read_it(
    story: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "page.pdf"
    options = ("--share", "goal:sleep,said:leave_stuck,ask:pace,chart:gad7", "--pdf", str(file))
    assert execute(["brief", story, *ON, *options]) == 0
    shown = PdfReader(io.BytesIO(file.read_bytes())).pages[0].extract_text()
    printed = capsys.readouterr().out.partition("GAD-7: 4 scores")[0]
    assert "".join(printed.replace("- ", "").split()) == "".join(shown.partition("minimal")[0].replace("•", "").split())
    assert file.stat().st_mode & 0o077 == 0


def test_a_folder_nobody_may_write_to_is_the_machine_saying_no(
    story: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert execute(["brief", story, *ON, "--share", "ask:pace", "--pdf", str(tmp_path / "no" / "page.pdf")]) == 3
    assert capsys.readouterr().out == ""


def test_it_can_be_markdown_a_letter_notes_or_one_sentence(story: str, capsys: pytest.CaptureFixture[str]) -> None:
    for option, begins in (
        ("--markdown", "# For our next session"),
        ("--letter", "Hello,"),
        ("--spoken", "What I want to say"),
        ("--short", "I'd like ten minutes today"),
    ):
        assert execute(["brief", story, *ON, "--share", "ask:pace", option]) == 0
        assert capsys.readouterr().out.startswith(begins)


@pytest.mark.parametrize("name", ["a_line_crossed", "not_on_the_register"])
def test_for_safety_it_says_that_no_talk_is_needed_and_offers_a_letter_that_ends_it(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert brief_of(name) == 0
    said = capsys.readouterr().out
    assert "There is no page for a talk here." in said
    assert "--letter" in said
    assert brief_of(name, "--letter") == 0
    letter = capsys.readouterr().out
    assert "I am not coming to sessions any more" in letter
    assert "can we talk" not in letter.casefold()


def test_for_safety_nothing_is_written_that_was_asked_for_as_a_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "page.pdf"
    assert brief_of("a_line_crossed", "--share", "ask:pace", "--pdf", str(file)) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "You can stop now." in said.err
    assert not file.exists()


def test_help_stands_first_and_never_on_the_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert brief_of("in_danger", "--share", "ask:understanding") == 0
    said = capsys.readouterr()
    assert said.err.index("988") < said.err.index("Not on the page")
    assert "988" not in said.out


@pytest.mark.parametrize("form", ["", "--letter", "--spoken", "--short"])
@pytest.mark.parametrize("name", sorted(PEOPLE))
def test_everyone_gets_an_answer_and_twice_the_same(name: str, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    seen = set()
    for _ in range(2):
        assert brief_of(name, *([form] if form else [])) == 0
        seen.add(capsys.readouterr().out)
    assert len(seen) == 1
    assert "".join(seen)


def test_signs_without_width_that_a_script_needs_are_kept(story: str, capsys: pytest.CaptureFixture[str]) -> None:
    own = "نمی\u200cخواهم \u202e\x1b[2J"
    assert execute(["brief", story, *ON, "--own", f"ask={own}", "--share", "own:ask"]) == 0
    said = capsys.readouterr().out
    assert "نمی\u200cخواهم" in said
    assert not {"\u202e", "\x1b"} & set(said)


def test_a_story_with_nothing_in_it_gives_a_bare_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "story.json"
    file.write_text('{"format": "unstuck-story/1"}', encoding="utf-8")
    assert execute(["brief", str(file), *ON]) == 0
    assert "How do you see it?" in capsys.readouterr().out


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), letter=st.booleans())
def test_a_damaged_story_is_an_answer_or_a_report(
    seed: int, letter: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "story.json"
    file.write_bytes(mutated(json.dumps(MARA).encode(), Random(seed)))
    options = ["--share", "name,goal:sleep,example:2026-05-19,broken:2026-03-10,chart:gad7,ask:method"]
    code = execute(["brief", str(file), *ON, *options, *(["--letter"] if letter else [])])
    said = capsys.readouterr()
    assert code in {0, 2}
    assert bool(said.out) == (code == 0)
    assert "Traceback" not in said.err


def test_what_was_handed_over_is_noted_as_items_without_their_words(story: str, tmp_path: Path) -> None:
    new = tmp_path / "later.json"
    share = ["--share", "goal:sleep,ask:pace", "--letter", "--handed-to", "therapist", "-o", str(new)]
    assert execute(["brief", story, *ON, *share]) == 0
    (kept,) = read(new.read_bytes()).told
    assert (kept.to, kept.form, kept.therapy) == ("therapist", "letter", "t1")
    assert kept.items == ("goal:sleep", "ask:pace")
    assert "Sleep" not in kept.model_dump_json()


def test_without_a_file_to_note_it_in_nothing_is_printed_or_noted(
    story: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = Path(story).read_bytes()
    assert execute(["brief", story, *ON, "--share", "ask:pace", "--handed-to", "therapist"]) == 2
    assert capsys.readouterr().out == ""
    assert Path(story).read_bytes() == before
