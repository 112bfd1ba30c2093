"""The promise: a check that could not be done is never called passed, and one that failed never goes unheard."""

from __future__ import annotations

import json
import sys

import pytest

from set_up.checks import Check, judge_audit, ready_helpers
from set_up.helpers import HELPERS


def report(*packages: dict[str, object]) -> str:
    """What pip-audit prints: its summary, and its report as one line."""
    return "Summary\n" + json.dumps({"dependencies": packages, "fixes": []}) + "\n"


SOUND: dict[str, object] = {"name": "alpha", "version": "1.0", "vulns": []}
WEAK: dict[str, object] = {"name": "beta", "version": "2.0", "vulns": [{"id": "CVE-2026-1"}]}
UNKNOWN: dict[str, object] = {"name": "gamma", "skip_reason": "not found"}


def test_a_program_that_ends_well_is_a_check_passed_and_any_other_shows_what_it_printed() -> None:
    assert Check("fine", (sys.executable, "-c", "print('unheard')")).outcome().state == "passed"
    failed = Check("broken", (sys.executable, "-c", "import sys; print('line 3 is wrong'); sys.exit(4)")).outcome()
    assert failed.state == "failed"
    assert failed.words == "line 3 is wrong"


def test_an_audit_of_nothing_is_left_out_though_it_ended_well() -> None:
    assert judge_audit(0, report(UNKNOWN, UNKNOWN)).state == "left out"
    assert judge_audit(0, report()).state == "left out"


def test_an_audit_that_reached_nobody_is_left_out() -> None:
    assert judge_audit(1, "requests.exceptions.ConnectionError: NameResolutionError").state == "left out"


def test_an_audit_that_broke_down_for_another_reason_failed() -> None:
    broken = judge_audit(2, "usage: pip-audit\nerror: unrecognized arguments")
    assert broken.state == "failed"
    assert broken.words == "error: unrecognized arguments"


def test_a_weak_package_fails_the_audit_and_is_named() -> None:
    weak = judge_audit(1, report(SOUND, WEAK, UNKNOWN))
    assert weak.state == "failed"
    assert "beta 2.0" in weak.words


def test_an_audit_passes_when_packages_were_looked_up_and_says_how_many_were_not() -> None:
    assert judge_audit(0, report(SOUND, SOUND)).words == ""
    partly = judge_audit(0, report(SOUND, UNKNOWN))
    assert partly.state == "passed"
    assert partly.words.startswith("1 packages")


def test_a_helper_named_by_hand_that_is_not_there_fails_aloud(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for helper in HELPERS:
        monkeypatch.setenv(helper.variable, f"nowhere/{helper.name}")
    outcomes, places = ready_helpers()
    assert [outcome.state for outcome in outcomes] == ["failed", "failed"]
    assert places == {}
    assert "nowhere/chromium" in capsys.readouterr().out
