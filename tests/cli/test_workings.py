"""The promise: how each number was worked out can be read below the answer, and never in its place."""

from __future__ import annotations

import subprocess
import sys

from tests.people import PEOPLE, STORIES


def assessed(name: str, *options: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "unstuck", "assess", str(STORIES / f"{name}.json"), "--on", PEOPLE[name]["on"]]
    return subprocess.run([*command, *options], capture_output=True, check=False)


def test_workings_stand_below_the_whole_answer_even_in_danger() -> None:
    plain, more = assessed("in_danger"), assessed("in_danger", "--workings")
    assert (more.returncode, more.stderr) == (0, b"")
    assert more.stdout.startswith(plain.stdout)
    told = more.stdout.decode()[len(plain.stdout.decode()) :]
    assert "How was this worked out?" in told
    assert "r = 0.737" in told.replace("\n", " ")
    assert "Sources" in told


def test_workings_are_told_in_words_alone() -> None:
    done = assessed("in_danger", "--workings", "--json")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == b"unstuck: --workings is told in words alone: leave out --json\n"
