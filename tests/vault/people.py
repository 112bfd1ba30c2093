"""People with a vault each, and what they wrote."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from unstuck.story import Story, validate
from unstuck.vault.keys import Cost
from unstuck.vault.vault import Vault

CHEAP = Cost(memory=64, iterations=1, lanes=1)
"""What a passphrase costs in a test: the shape of the real thing, a thousandth of its time."""
ROOT = Path(__file__).parents[2]

NOTE = {"date": "2026-02-03", "text": "Slept five nights out of seven."}
STORY: Mapping[str, object] = {
    "format": "unstuck-story/1",
    "about": {"age_band": "26-64", "country": "US", "concerns": ["gad"], "aim": "get_better", "mandated": False},
    "goals": [{"id": "sleep", "text": "Sleep without checking the news", "set_on": "2026-01-05"}],
    "therapies": [
        {
            "id": "t1",
            "started": "2026-01-20",
            "main": True,
            "sessions_allowed": 12,
            "therapist": {"name": "Ms K", "provider_type": "us_lcsw"},
            "approach": "supportive",
            "schedule": {"every_days": 3.5, "weekday": "tue", "starts_at": "13:00", "minutes": 50},
        }
    ],
    "sessions": [
        {
            "therapy": "t1",
            "date": "2026-01-20",
            "status": "attended",
            "before": -1,
            "after": 2,
            "alliance": {"bond": 7, "goals": 6.5, "tasks": 6, "heard": 8},
            "note": "We made a plan.",
        }
    ],
    "scores": [{"date": "2026-01-05", "measure": "gad7", "total": 13}],
    "goal_ratings": [{"date": "2026-02-03", "goal": "sleep", "rating": 3}],
    "answers": [{"date": "2026-02-03", "indicator": "do_not_know_method", "answer": "yes", "therapy": "t1"}],
    "events": [{"date": "2026-02-01", "kind": "life_event", "text": "Bereavement"}],
    "conversations": [
        {
            "date": "2026-02-10",
            "therapy": "t1",
            "about": ["not_heard"],
            "asked_for": "One concrete change",
            "response": "heard_no_plan",
            "agreed": [{"text": "Start with my list"}],
            "review_on": "2026-03-03",
        }
    ],
    "notes": [NOTE, {"date": "2026-02-04", "text": "Café, naïve, 睡眠, 🙂\n\tand a new line"}],
    "values": [{"date": "2026-02-11", "text": "To be taken seriously"}],
    "wishes": [{"date": "2026-02-12", "worked": "Homework", "languages": ["es"], "style": {"time": -2}}],
}
"""The story of the contract, which uses every list."""


@dataclass(frozen=True, slots=True)
class Person:
    """Someone with a vault, which is open."""

    folder: Path
    passphrase: str
    code: str
    vault: Vault

    def again(self) -> Vault:
        """The same vault, opened once more, as in another window."""
        return Vault.open_with_passphrase(self.folder, self.passphrase, cost=CHEAP)

    def note(self, text: str) -> str:
        """Write a page of the journal; gives its id."""
        return self.vault.append("notes", {"date": "2026-02-03", "text": text})


def person(folder: Path, passphrase: str) -> Person:
    """Someone with a new vault."""
    vault, code = Vault.create(folder, passphrase, cost=CHEAP)
    return Person(folder, passphrase, code, vault)


def story(**changes: object) -> Story:
    """The story of the contract, with other lists instead."""
    return validate({**STORY, **changes})


@contextmanager
def tampering(folder: Path) -> Iterator[sqlite3.Connection]:
    """The database behind the vault's back, as a thief or a failing disk has it."""
    connection = sqlite3.connect(folder / "vault.sqlite3", isolation_level=None)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA ignore_check_constraints = ON")
    try:
        yield connection
    finally:
        connection.close()


def elsewhere() -> dict[str, str]:
    """The environment for a process that uses our modules."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))}


def python(module: str, *arguments: object) -> list[str]:
    """The command that runs one of our modules in another process."""
    return [sys.executable, "-m", module, *map(str, arguments)]
