"""The promise: no release goes out with a help line that has expired or is about to."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from unstuck.safety.help_lines import all_lines
from unstuck.safety.release_check import due, main

CHECKED = date(2026, 11, 22)
FIRST_EXPIRY = min(line.expires_on for _, line in all_lines(CHECKED))


def test_nothing_is_due_while_every_line_is_fresh() -> None:
    assert due(FIRST_EXPIRY - timedelta(days=61)) == ()


def test_a_line_is_due_before_it_expires_and_after() -> None:
    assert due(FIRST_EXPIRY - timedelta(days=10))
    assert due(FIRST_EXPIRY + timedelta(days=10))
    assert due(FIRST_EXPIRY - timedelta(days=10), days=5) == ()


def test_the_command_names_what_is_due_and_fails(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--on", str(FIRST_EXPIRY + timedelta(days=1))]) == 1
    assert "us: 988 Suicide & Crisis Lifeline, 988: 2027-11-22" in capsys.readouterr().out
    assert main(["--on", str(FIRST_EXPIRY - timedelta(days=100))]) == 0
    assert capsys.readouterr().out == ""
