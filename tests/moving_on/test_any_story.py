"""The promise: whatever stands in a story, each of these commands answers or reports once, and help comes first."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.fuzz import mutated
from tests.moving_on.people import NOOR
from tests.people import PEOPLE, STORIES, day_of
from unstuck.cli import execute

TRIAL = {
    "id": "later",
    "planned_on": "2026-03-01",
    "change": "time",
    "rating": "after",
    "before": 4,
    "after": 4,
    "started_on": "2026-04-20",
}
RAW = json.dumps(NOOR | {"trials": [TRIAL]}).encode()
COMMANDS = (
    ("trial",),
    ("trial", "--plan", "break"),
    ("handover", "--share", "problem,scores,chart,goal,dates,therapist"),
    ("ending",),
    ("wishes",),
    ("candidates",),
    ("candidates", "--json"),
    ("call-sheet",),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(command=st.sampled_from(COMMANDS), seed=st.integers(0, 2**32))
def test_a_damaged_story_is_an_answer_or_a_report(
    command: tuple[str, ...], seed: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "story.json"
    file.write_bytes(mutated(RAW, Random(seed)))
    code = execute([command[0], str(file), *command[1:], "--on", "2026-09-30"])
    said = capsys.readouterr()
    assert code in {0, 2}
    assert bool(said.out) == (code == 0)
    assert "Traceback" not in said.err


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("name", sorted(PEOPLE))
def test_everyone_gets_an_answer(name: str, command: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    on = day_of(name).isoformat()
    assert execute([command[0], str(STORIES / f"{name}.json"), *command[1:], "--on", on]) == 0
    assert capsys.readouterr().out


@pytest.mark.parametrize("command", [("ending",), ("wishes",), ("call-sheet",), ("trial", "--plan", "time")])
def test_who_is_in_danger_reads_where_to_get_help_before_anything_else(
    command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    on = day_of("in_danger").isoformat()
    assert execute([command[0], str(STORIES / "in_danger.json"), *command[1:], "--on", on]) == 0
    said = capsys.readouterr().out
    assert said.index("988") < said.index("# ")


@pytest.mark.parametrize(("name", "said"), [("sixteen", "an adult you trust"), ("sent_by_the_court", "your lawyer")])
def test_who_has_to_ask_someone_first_reads_so_first(name: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert execute(["wishes", str(STORIES / f"{name}.json"), "--on", day_of(name).isoformat()]) == 0
    assert said in capsys.readouterr().out.partition("## ")[2].partition("## ")[0]


def test_the_same_story_and_day_give_the_same_bytes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "story.json"
    file.write_bytes(RAW)
    for command in COMMANDS:
        said = set()
        for _ in range(2):
            assert execute([command[0], str(file), *command[1:], "--on", "2026-09-30"]) == 0
            said.add(capsys.readouterr().out)
        assert len(said) == 1
