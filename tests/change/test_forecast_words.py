"""The promise: whatever the forecast, its flags and its curves return has a sentence for the person and a line more."""

import re
from typing import Any, get_args

import pytest

from unstuck.change.curves import curve_for, measures_with_curves
from unstuck.change.expected_response import Response, SoFar
from unstuck.knowledge import facts, words

SENTENCES = words("en", "forecast")
NUMBERS = (
    *("session", "better", "worse", "well", "p_better", "p_worse", "p_well", "low", "high", "points", "n"),
    *("n_scores", "baseline", "latest", "cutoff", "false_alarms", "missed", "people", "scores", "steps"),
)
BLANKS = dict.fromkeys(NUMBERS, 12) | dict.fromkeys(("measure", "source", "version", "known"), "PHQ-9")
WARNINGS = ("few_people", "not_converged", "no_state", "slow_state", "no_slope", "errors_unknown")
CAVEATS = (
    *("age_outside", "baseline_outside", "spacing_outside", "own_fit"),
    *(f"fit_{warning}" for warning in WARNINGS),
    *sorted({caveat for name in measures_with_curves() if (curve := curve_for(name)) for caveat in curve.caveats}),
)


@pytest.mark.parametrize(
    "key",
    [
        *("chances", "recovery", "range", "unlikely_to_improve", "unlikely_errors", "no_curve", "past_curve", "how"),
        *("recalibrated", *(f"caveat.{caveat}" for caveat in CAVEATS)),
        *(f"so_far.{flag}" for flag in get_args(SoFar)),
        *(f"response.{flag}" for flag in get_args(Response)),
    ],
)
def test_every_answer_has_a_sentence_for_the_person_and_a_line_for_a_clinician(key: str) -> None:
    for reader in ("person", "clinician"):
        assert "{" not in SENTENCES.say(f"{key}.{reader}", **BLANKS)


def every(entry: Any) -> list[str]:  # noqa: ANN401 - what TOML holds
    return [entry] if isinstance(entry, str) else [text for part in entry.values() for text in every(part)]


def test_nobody_is_promised_anything_and_no_one_is_blamed() -> None:
    said = " ".join(every(SENTENCES.entries)).lower()
    assert not re.search(r"\b(you will (?:get|recover|fail)|guarantee\w*|your therapist)\b", said)


def test_both_kinds_of_error_are_known_per_100() -> None:
    errors = facts("forecast")["unlikely_errors"]
    assert 0 < errors["false_alarms"] < 100
    assert 0 < errors["missed"] < 100
