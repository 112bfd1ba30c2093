"""The promise: the way from first doubt to the end hangs together, and the page shows what the commands print.

One repairs it with the same therapist, one changes the hour and keeps it, one moves on with a handover and compares
five, and one leaves for safety and is never told to talk first.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from benchmarks.journeys import Step, page, people, walk

DOCS = Path(__file__).parents[1] / "docs"
TALK = re.compile(
    r"tell your therapist|talk(ing)? it over with your therapist|bring(ing)? it up|ask once more|say it once more"
    r"|raise it with|one honest talk|Practise the talk\n|use part of today",
    re.IGNORECASE,
)


@cache
def steps(name: str) -> tuple[Step, ...]:
    return tuple(walk(name))


def said(name: str, on: str, command: str) -> str:
    """What a command printed for someone on a day."""
    (found,) = (one for one in steps(name) if one.on == on and one.command.startswith(f"unstuck {command}"))
    return found.out


def test_the_page_is_what_the_commands_print() -> None:
    shown = (DOCS / "journeys.md").read_text(encoding="utf-8")
    assert shown == "\n".join(page()), "make it anew: python -m benchmarks.journeys > docs/journeys.md"


@pytest.mark.parametrize("name", people())
def test_every_step_is_done_and_none_is_left_out(name: str) -> None:
    for step in steps(name):
        assert step.code == 0, step.command
        assert step.out, step.command
    days = [step.on for step in steps(name)]
    assert days == sorted(days)


def test_ruth_says_it_it_is_put_right_and_the_answer_follows() -> None:
    assert "You could tell your therapist how it has been" in said("ruth", "2026-02-24", "assess")
    assert "You have a plan together. It deserves its time." in said("ruth", "2026-03-10", "assess")
    kept = said("ruth", "2026-03-24", "agree")
    assert kept.count(", kept: ") == 2
    assert "What you agreed on came about." in kept
    assert "This looks fine." in said("ruth", "2026-05-26", "assess")
    assert "Ring Anna" in said("ruth", "2026-05-26", "ending")


def test_sam_hears_nothing_before_the_end_and_then_keeps_the_hour_and_the_therapist() -> None:
    plan = said("sam", "2026-03-08", "trial")
    assert "you would see it in about" in plan
    for day in ("2026-03-17", "2026-04-15"):
        running = said("sam", day, "trial")
        assert "more sessions to go" in running
        assert "better" not in running
    assert "Since the change it is better" in said("sam", "2026-05-12", "trial")
    assert "This looks fine." in said("sam", "2026-05-19", "assess")


def test_iris_asks_twice_compares_five_and_hands_over_only_what_she_ticked() -> None:
    assert "You have done your part." in said("iris", "2026-06-23", "agree")
    assert "You could look for another therapist" in said("iris", "2026-06-30", "assess")
    compared = said("iris", "2026-07-11", "candidates")
    names = ("Dr Amari", "Dr Diaz", "Ms Bell", "Dr Egan", "Mr Cole")
    rows = [line for line in compared.splitlines() if line.startswith("| ")][2:]
    assert sorted(row.split(" | ")[0].removeprefix("| ").strip() for row in rows) == sorted(names)
    assert re.search(r"Mr Cole +\| out", compared)
    sheet = said("iris", "2026-07-12", "handover")
    assert "I check the door and the stove" in sheet
    assert "Sertraline" not in sheet
    assert "2019" not in sheet
    assert "This looks fine." in said("iris", "2026-11-04", "assess")


def test_ada_is_never_told_to_talk_first() -> None:
    leaving = [step for step in steps("ada") if step.on < "2026-05-01"]
    assert [step.command.split()[1] for step in leaving] == ["assess", "brief", "rehearse", "brief", "ending"]
    for step in leaving:
        assert not TALK.search(f"{step.out}\n{step.err}"), (step.command, TALK.search(step.out))
    assert "You can stop now." in leaving[0].out
    assert "Where it can be told" in leaving[-1].out
    assert "listening line" in leaving[-1].out


def test_what_is_looked_for_in_adas_pages_is_found_in_others() -> None:
    found = [step for name in ("ruth", "iris") for step in steps(name) if TALK.search(step.out)]
    assert len(found) >= 3
