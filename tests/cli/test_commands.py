"""The promise: each command answers on standard output, reports on standard error, and exits with the right code."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from tests.people import PEOPLE, STORIES, tree_of
from unstuck.cli.reference import reference
from unstuck.cli.root import COMMANDS
from unstuck.cli.schema import schemas

DOCS = Path(__file__).parents[2] / "docs"


def unstuck(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "unstuck", *arguments], input=given, capture_output=True, check=False)


def story(name: str) -> str:
    return str(STORIES / f"{name}.json")


def test_assess_prints_the_answer_and_nothing_else() -> None:
    done = unstuck("assess", story("still_early"), "--on", "2026-02-03")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "It is too early to say." in done.stdout.decode()
    assert b"\x1b" not in done.stdout


def test_assess_as_json_is_the_read_out() -> None:
    done = unstuck("assess", story("still_early"), "--on", "2026-02-03", "--json")
    answer = json.loads(done.stdout)
    assert answer["format"] == "unstuck-readout/1"
    assert answer["next_step"]["id"] == "wait_and_review"


def test_two_processes_give_the_same_bytes() -> None:
    arguments = ("assess", story("it_used_to_help"), "--on", "2026-09-22", "--json")
    assert unstuck(*arguments).stdout == unstuck(*arguments).stdout


def test_a_story_may_come_from_standard_input() -> None:
    raw = Path(story("still_early")).read_bytes()
    piped = unstuck("assess", "-", "--on", "2026-02-03", "--json", given=raw)
    assert piped.stdout == unstuck("assess", story("still_early"), "--on", "2026-02-03", "--json").stdout


def test_without_a_day_the_answer_is_of_today() -> None:
    done = unstuck("assess", story("still_early"), "--json")
    assert json.loads(done.stdout)["as_of"] == date.today().isoformat()  # noqa: DTZ011 - the person's own day


def test_assess_can_look_at_an_earlier_therapy() -> None:
    done = unstuck("assess", story("the_one_before"), "--therapy", "old", "--on", "2026-01-20", "--json")
    assert json.loads(done.stdout)["therapy"] == "old"


@pytest.mark.parametrize("command", ["assess", "check", "questions"])
def test_what_is_wrong_with_a_file_is_said_on_standard_error_with_exit_2(command: str, tmp_path: Path) -> None:
    tree = tree_of("still_early")
    tree["sessions"][0]["before"] = 7
    file = tmp_path / "story.json"
    file.write_text(json.dumps(tree), encoding="utf-8")
    done = unstuck(command, str(file))
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == "unstuck: this file has 1 problem:\n  sessions[0].before: 7 is above 5\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("assess", "no/such/file.json"), "there is no file"),
        (("assess", "."), ". is a folder, not a file"),
        (("assess", ""), "this needs the name of a file"),
        (("assess",), "Missing argument"),
        (("assess", "x", "--on", "yesterday"), "is not a day"),
        (("assess", story("still_early"), "--therapy", "t9"), "no therapy with the id t9"),
        (("demo", "nobody"), "nobody here is called nobody"),
        (("sing",), "No such command"),
        (("convert", "x.csv"), "Missing option"),
        (("convert", "x.csv", "--measure", "phq9", "--id", "ID"), "--id and --out belong together"),
    ],
)
def test_bad_usage_is_one_report_with_exit_2(arguments: tuple[str, ...], said: str) -> None:
    done = unstuck(*arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert said in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_check_says_that_a_story_is_fine() -> None:
    assert unstuck("check", story("still_early")).stdout.decode().startswith("This story is fine")


@pytest.mark.parametrize("name", PEOPLE)
def test_the_demo_shows_everyone(name: str) -> None:
    done = unstuck("demo", name)
    assert (done.returncode, done.stderr) == (0, b"")
    assert PEOPLE[name]["title"] in done.stdout.decode()


def test_the_demo_lists_everyone() -> None:
    assert len(unstuck("demo", "--list").stdout.splitlines()) == len(PEOPLE)


def test_questions_name_what_would_tell_most_or_the_whole_bank() -> None:
    asked = json.loads(unstuck("questions", story("still_early"), "--on", "2026-02-03", "--json").stdout)
    bank = json.loads(unstuck("questions", "--json").stdout)
    assert 0 < len(asked) < len(bank)
    assert {question["indicator"] for question in asked} <= {question["indicator"] for question in bank}
    assert all(question["text"].endswith("?") and question["why"] for question in bank)


def test_convert_makes_a_story_that_can_be_assessed(tmp_path: Path) -> None:
    table = tmp_path / "scores.csv"
    table.write_text("day,score\n2026-01-05,18\n2026-02-05,14\n2026-03-05,9\n", encoding="utf-8")
    made = unstuck("convert", str(table), "--measure", "phq9", "--date", "day", "--score", "score")
    done = unstuck("assess", "-", "--on", "2026-03-06", "--json", given=made.stdout)
    assert json.loads(done.stdout)["working"]["verdict"] == "recovered"


def test_convert_writes_one_file_a_person(tmp_path: Path) -> None:
    table = tmp_path / "scores.csv"
    table.write_text("who,day,score\na,0,18\nb,0,17\na,7,16\n", encoding="utf-8")
    options = ("--measure", "phq9", "--date", "day", "--score", "score", "--id", "who", "--out", str(tmp_path / "out"))
    done = unstuck("convert", str(table), *options)
    assert (done.returncode, done.stdout) == (0, b"")
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == ["person-a.json", "person-b.json"]


def test_a_folder_nobody_may_write_to_is_the_machine_saying_no(tmp_path: Path) -> None:
    table = tmp_path / "scores.csv"
    table.write_text("who,day,score\na,0,18\n", encoding="utf-8")
    options = ("--measure", "phq9", "--date", "day", "--score", "score", "--id", "who", "--out", str(table))
    done = unstuck("convert", str(table), *options)
    assert (done.returncode, done.stdout) == (3, b"")
    assert done.stderr.decode().startswith("unstuck: the machine says no")


def test_a_disk_that_is_full_leaves_no_half_story(tmp_path: Path) -> None:
    table = tmp_path / "scores.csv"
    table.write_text("who,day,score\na,0,18\n", encoding="utf-8")
    (tmp_path / "out" / "person-a.json").mkdir(
        parents=True
    )  # a folder in the way: writing works, putting in place fails
    options = ("--measure", "phq9", "--date", "day", "--score", "score", "--id", "who", "--out", str(tmp_path / "out"))
    assert unstuck("convert", str(table), *options).returncode == 3
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["person-a.json"]


NO_ROOM = Path("/dev/full")
on_a_full_disk = pytest.mark.skipif(
    not NO_ROOM.exists(), reason="left out: this system has no disk that is always full"
)


@on_a_full_disk
@pytest.mark.parametrize(
    "arguments",
    [("assess", story("still_early")), ("assess", story("still_early"), "--json"), ("questions",), ("--help",)],
    ids=" ".join,
)
def test_an_answer_that_finds_no_room_is_the_machine_saying_no(arguments: tuple[str, ...]) -> None:
    with NO_ROOM.open("wb") as full:
        command = [sys.executable, "-m", "unstuck", *arguments]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 3
    assert len(done.stderr.decode().splitlines()) == 1
    assert done.stderr.decode().startswith("unstuck: the machine says no")


def test_who_has_read_enough_may_close_the_pipe() -> None:
    command = [sys.executable, "-m", "unstuck", "questions"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as asked:
        assert asked.stdout is not None
        assert asked.stderr is not None
        asked.stdout.close()
        assert (asked.wait(), asked.stderr.read()) == (0, b"")


CLOSED = "import os, sys; os.close(int(sys.argv[1])); os.execv(sys.executable, [sys.executable, '-m', *sys.argv[2:]])"


@pytest.mark.skipif(sys.platform == "win32", reason="left out: Windows closes standard streams in another way")
@pytest.mark.parametrize(
    ("stream", "code", "said"), [(0, 2, "standard input is closed"), (1, 3, "standard output is closed"), (2, 2, "")]
)
def test_a_closed_stream_is_one_report_and_no_traceback(stream: int, code: int, said: str) -> None:
    command = [sys.executable, "-c", CLOSED, str(stream), "unstuck", "check", "-"]
    done = subprocess.run(command, input=b"", capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (code, b"")
    assert said in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_control_characters_in_a_story_never_reach_the_terminal(tmp_path: Path) -> None:
    tree = tree_of("still_early")
    talk = {"date": "2026-01-28", "agreed": [{"text": "\x1b[2J\u202eevil\x07"}], "review_on": "2026-02-01"}
    file = tmp_path / "story.json"
    file.write_text(json.dumps(tree | {"conversations": [talk]}), encoding="utf-8")
    done = unstuck("assess", str(file), "--on", "2026-02-03")
    assert "evil" in done.stdout.decode()
    assert not {"\x1b", "\x07", "\u202e"} & set(done.stdout.decode())


def test_an_answer_loads_nothing_it_has_no_use_for() -> None:
    asked = f"import sys; from unstuck.cli import execute; execute(['assess', {story('still_early')!r}, '--json'])"
    heavy = {"scipy", "django", "pandas", "polars", "cryptography", "typst"}
    program = f"{asked}; sys.exit(','.join({{*sys.modules}} & {heavy}) or 0)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_help_shows_examples_for_every_command() -> None:
    for command in COMMANDS:
        done = unstuck(command, "--help")
        assert done.returncode == 0
        assert f"Example: unstuck {command}" in done.stdout.decode()


def test_the_command_page_is_current() -> None:
    assert (DOCS / "commands.md").read_text(encoding="utf-8") == reference()


@pytest.mark.parametrize("name", schemas())
def test_the_schemas_are_current(name: str) -> None:
    assert (DOCS / "schema" / name).read_text(encoding="utf-8") == schemas()[name]


def test_fit_makes_a_curve_or_says_what_is_wrong(tmp_path: Path) -> None:
    rows = [f"p{n},{k},{20 - 2 * k + (n * 7 + k * 3) % 9}" for n in range(60) for k in range(1, 7)]
    table = tmp_path / "scores.csv"
    table.write_text("\n".join(["id,time,score", *rows]), encoding="utf-8")
    done = unstuck("fit", str(table), "--measure", "phq9", "--json")
    assert json.loads(done.stdout)["people"] == 60
    table.write_text("id,time,score\na,1,x\n", encoding="utf-8")
    bad = unstuck("fit", str(table), "--measure", "phq9")
    assert (bad.returncode, bad.stdout) == (2, b"")
    assert b"no curve can be fitted" in bad.stderr
