"""The promise: whatever bytes come in, the answer is an answer or one clear report, never a traceback."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.fuzz import mutated
from tests.people import PEOPLE, STORIES
from unstuck.cli import execute

BODY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=10,
)


def code_for(raw: bytes, folder: Path, capsys: pytest.CaptureFixture[str]) -> int:
    file = folder / "story.json"
    file.write_bytes(raw)
    code = execute(["assess", str(file), "--on", "2026-06-01", "--json"])
    said = capsys.readouterr()
    if code == 0:
        assert json.loads(said.out)["format"] == "unstuck-readout/1"
    else:
        assert said.out == ""
        assert said.err.startswith("unstuck: ")
    assert "Traceback" not in said.err
    return code


@BODY
@given(st.binary(max_size=200))
def test_any_bytes_are_an_answer_or_a_report(tmp_path: Path, capsys: pytest.CaptureFixture[str], raw: bytes) -> None:
    assert code_for(raw, tmp_path, capsys) in {0, 2}


@BODY
@given(st.sampled_from(sorted(PEOPLE)), st.integers(0, 2**32))
def test_a_damaged_story_is_an_answer_or_a_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, seed: int
) -> None:
    raw = (STORIES / f"{name}.json").read_bytes()
    assert code_for(mutated(raw, Random(seed)), tmp_path, capsys) in {0, 2}


@BODY
@given(st.dictionaries(st.sampled_from(["about", "goals", "sessions", "scores", "notes", "values"]), json_values))
def test_any_json_is_an_answer_or_a_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], tree: dict[str, object]
) -> None:
    raw = json.dumps({"format": "unstuck-story/1"} | tree).encode()
    assert code_for(raw, tmp_path, capsys) in {0, 2}
