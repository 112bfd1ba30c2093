"""What does sealing cost? `python -m benchmarks.vault_speed` prints a table for docs/speed.md.

A vault of 500 sessions and 5,000 entries in all, opened to a read-out once the key is there, and written to; beside it
the same entries as plain JSON in plain SQLite with the same care for the disk. Of each the least of several runs, which
is what it takes when nothing else runs; on the disk of `TMPDIR`.
"""

from __future__ import annotations

import json
import platform
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

from unstuck.readout import assess
from unstuck.story import FORMAT, Story, validate
from unstuck.vault.database import CAREFUL
from unstuck.vault.keys import STANDARD, Cost, spend
from unstuck.vault.seal import Key
from unstuck.vault.store import find
from unstuck.vault.stories import records
from unstuck.vault.vault import Vault

START = date(2015, 1, 6)
SESSIONS = 500
ENTRIES = 5000
RUNS = 30
WRITES = 60
AIMS = {"open to a read-out": 120.0, "write one entry": 20.0}
CHEAP = Cost(memory=64, iterations=1, lanes=1)
NOTE = {"date": "2026-01-06", "text": "Slept well; worried about the exam, but it went fine."}


def story() -> Story:
    """Ten years of a session a week; on the other days scores, ratings of goals and a journal."""
    draw = Random(1)

    def each(day: int) -> list[str]:
        return [(START + timedelta(days=7 * number + day)).isoformat() for number in range(SESSIONS)]

    measures = {"phq9": 0, "gad7": 0, "wsas": 3, "core10": 5}
    return validate(
        {
            "format": FORMAT,
            "about": {"country": "US", "concerns": ["depression"]},
            "goals": [{"id": "sleep", "text": "Sleep through"}, {"id": "work", "text": "Go back to work"}],
            "therapies": [{"id": "t", "started": START.isoformat(), "approach": "cbt"}],
            "sessions": [
                {
                    "date": day,
                    "before": draw.randint(-4, 3),
                    "after": draw.randint(-3, 4),
                    "alliance": {"bond": draw.randint(4, 9), "heard": draw.randint(4, 9)},
                    "note": "We talked about work and sleep, and made a plan for the week.",
                }
                for day in each(0)
            ],
            "scores": [
                {"date": day, "measure": name, "total": draw.randint(5, 20)}
                for name, weekday in measures.items()
                for day in each(weekday)
            ],
            "goal_ratings": [
                {"date": day, "goal": goal, "rating": draw.randint(0, 9)}
                for goal, weekday in (("sleep", 2), ("work", 4))
                for day in each(weekday)
            ],
            "notes": [NOTE | {"date": day} for weekday in (1, 3, 6) for day in each(weekday)][: ENTRIES - 3504],
        }
    )


def timed(job: Callable[[], object], runs: int) -> float:
    """The least time of a job, in milliseconds."""
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        job()
        times.append((time.perf_counter() - began) * 1000)
    return min(times)


def sealed(folder: Path) -> Iterator[tuple[str, float]]:
    """What each thing takes with a vault, in milliseconds."""
    vault, _ = Vault.create(folder, "a passphrase", cost=CHEAP)
    vault.write_story(story())
    vault.lock()
    vault = Vault.open_with_passphrase(folder, "a passphrase", cost=CHEAP)
    key, rows = key_of(vault), find(folder)
    last = max(session.date for session in vault.story().sessions)
    vault.lock()

    yield "open", timed(lambda: Vault(rows, key, "passphrase"), RUNS)
    yield "open to the story", timed(lambda: Vault(rows, key, "passphrase").story(), RUNS)
    yield "open to a read-out", timed(lambda: assess(Vault(rows, key, "passphrase").story(), last), RUNS)
    vault = Vault(rows, key, "passphrase")
    names: list[str] = []
    yield "write one entry", timed(lambda: names.append(vault.append("notes", NOTE)), WRITES)
    corrected = iter(names)
    yield "correct one entry", timed(lambda: vault.correct(next(corrected), NOTE, seen=1), RUNS)
    gone = iter(names)
    yield "destroy one entry", timed(lambda: vault.destroy(next(gone)), RUNS)
    copy = count()
    yield "back up", timed(lambda: vault.backup(folder / f"backup-{next(copy)}"), 3)
    yield "seal everything anew", timed(lambda: vault.rekey("a passphrase", cost=CHEAP), 3)
    yield "try a passphrase", timed(lambda: spend("a guess", STANDARD), 3)


def key_of(vault: Vault) -> Key:
    """The key of an open vault: what is measured begins once it is there."""
    return vault._memory.unlocked().key  # noqa: SLF001 - nothing else hands it out


def plain(file: Path) -> Iterator[tuple[str, float]]:
    """What the same takes with plain JSON in plain SQLite, in milliseconds."""
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.executescript(f"PRAGMA journal_mode = WAL; {CAREFUL}")
        database.execute("CREATE TABLE entry (id INTEGER PRIMARY KEY, kind TEXT, value TEXT)")
        insert = "INSERT INTO entry (kind, value) VALUES (?, ?)"
        database.execute("BEGIN")
        database.executemany(insert, [(kind, json.dumps(value)) for kind, value in records(story())])
        database.execute("COMMIT")
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")

        def read() -> Story:
            tree: dict[str, Any] = {"format": FORMAT}
            for kind, value in database.execute("SELECT kind, value FROM entry"):
                tree.setdefault(kind, []).append(json.loads(value))
            tree["about"] = tree["about"][0]
            return validate(tree)

        last = max(session.date for session in read().sessions)
        yield "open to the story", timed(read, RUNS)
        yield "open to a read-out", timed(lambda: assess(read(), last), RUNS)
        yield "write one entry", timed(lambda: database.execute(insert, ("notes", json.dumps(NOTE))), WRITES)


def main() -> int:
    """Print the table; 1 when an aim was missed."""
    with tempfile.TemporaryDirectory() as place:
        ours = dict(sealed(Path(place) / "sealed"))
        bare = dict(plain(Path(place) / "plain.sqlite3"))
        sizes = [(Path(place) / name).stat().st_size / 1e6 for name in ("sealed/vault.sqlite3", "plain.sqlite3")]
    print(f"Python {platform.python_version()}, {ENTRIES} entries, the least of several runs\n")
    print("| what | vault | aim | plain SQLite | ratio |\n|---|---|---|---|---|")
    for name, milliseconds in ours.items():
        aim = f"{AIMS[name]:.0f} ms" if name in AIMS else ""
        beside = f"{bare[name]:.1f} ms | {milliseconds / bare[name]:.1f}" if name in bare else " | "
        print(f"| {name} | {milliseconds:.1f} ms | {aim} | {beside} |")
    print(f"| on the disk | {sizes[0]:.1f} MB | | {sizes[1]:.1f} MB | {sizes[0] / sizes[1]:.1f} |")
    return int(any(ours[name] > aim for name, aim in AIMS.items()))


if __name__ == "__main__":
    sys.exit(main())
