"""The promise: every classical result has a kind sentence for the person and an exact line for a clinician."""

from collections.abc import Iterator, Mapping
from typing import Any, get_args

import pytest

from unstuck.change.pairs import Why
from unstuck.change.reliable_change import Kind
from unstuck.change.significance import CATEGORIES, Effect
from unstuck.knowledge import BLANK, words

SAID = words("en", "change_classical")
BLANKS = {
    "measure": "PHQ-9",
    "baseline": 18,
    "now": 9,
    "before": 18,
    "after": 9,
    "points": 9,
    "index": -2.891,
    "reliability": 0.84,
    "sd": 5.5,
    "source": "Kroenke 2001",
    "cutoff": 10,
    "cutoff_source": "Kroenke 2001",
    "false_alarms": 5,
    "missed": 24,
    "true_change": 9,
    "session": 4,
    "percent": 50,
    "needed": 50,
    "mid": 5,
    "difference": -6.2,
    "lower": -7.4,
    "upper": -5,
    "n": 40,
    "decided": 8,
    "eligible": 9,
    "slope": -1.2,
    "error": 0.3,
    "own": -0.4,
}
ALARMING = ("danger", "fail", "your therapist", "must", "diagnos", "you are safe")


def results(found: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    if "person" in found:
        yield path, found
        return
    for name, below in found.items():
        if isinstance(below, dict):
            yield from results(below, f"{path}.{name}".removeprefix("."))


RESULTS = [(path, found) for path, found in results(SAID.entries) if path != "group"]


@pytest.mark.parametrize("path", [path for path, _ in RESULTS])
def test_a_result_is_said_to_the_person_and_to_a_clinician(path: str) -> None:
    for reader in ("person", "clinician"):
        text = SAID.say(f"{path}.{reader}", **BLANKS)  # type: ignore[arg-type]  # text and numbers, both blanks
        assert text.endswith(".")
        assert "{" not in text


@pytest.mark.parametrize(("path", "found"), RESULTS, ids=[path for path, _ in RESULTS])
def test_the_person_is_spoken_to_kindly_and_without_jargon(path: str, found: dict[str, Any]) -> None:
    assert not [word for word in ALARMING if word in found["person"].lower()]
    assert not {"index", "reliability", "sd", "source"} & set(BLANK.findall(found["person"])), path


def test_every_reliable_change_line_names_its_reliability_its_sd_and_its_source() -> None:
    for category in CATEGORIES:
        assert {"index", "reliability", "sd", "source"} <= set(BLANK.findall(SAID.entries[category]["clinician"]))


def test_every_kind_effect_and_reason_the_code_can_give_has_its_words() -> None:
    for kind in get_args(Kind):
        for group in ("percentage", "anchor", "slope"):
            assert f"{group}.{kind.replace(' ', '_')}.person" in SAID
    assert all(f"group.{effect}.clinician" in SAID for effect in get_args(Effect))
    table = words("en", "classify")
    assert all(f"left_out.{why}" in table for why in get_args(Why))
    assert all(f"told.{name}" in table and f"name.{name}" in table for name in CATEGORIES)
