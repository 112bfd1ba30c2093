"""How long does an answer take? `python benchmarks/assess.py` prints a table for docs/speed.md.

In process: `assess` on 50 and 500 sessions, with two scores, a rating and a note each, in processor time, so that
waiting for other programs is left out. Cold: the whole command, in a process of its own, beside a Python that imports
nothing but what the command can't do without.
"""

from __future__ import annotations

import json
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from unstuck.readout import assess
from unstuck.story import FORMAT, validate

START = date(2020, 1, 7)
RUNS = 101
COLD_RUNS = 11
IMPORTS = "import pydantic, numpy, click"


def story(sessions: int) -> dict[str, Any]:
    """A long record: weekly sessions with ratings and notes, two scores a week, a journal."""
    draw = Random(1)
    days = [(START + timedelta(days=7 * number)).isoformat() for number in range(sessions)]
    return {
        "format": FORMAT,
        "about": {"country": "US", "concerns": ["depression"]},
        "therapies": [{"id": "t", "started": START.isoformat(), "approach": "cbt"}],
        "sessions": [
            {
                "date": day,
                "before": draw.randint(-4, 3),
                "after": draw.randint(-3, 4),
                "alliance": {"bond": draw.randint(4, 9), "heard": draw.randint(4, 9)},
                "note": "We talked about work and sleep, and made a plan for the week.",
            }
            for day in days
        ],
        "scores": [
            {"date": day, "measure": measure, "total": draw.randint(5, 20)}
            for day in days
            for measure in ("phq9", "gad7")
        ],
        "answers": [{"date": days[-1], "indicator": "leave_stuck", "answer": "yes"}],
        "notes": [{"date": day, "text": "Slept well; worried about the exam, but it went fine."} for day in days],
    }


def timed(job: Callable[[], object], runs: int, clock: Callable[[], float] = time.perf_counter) -> float:
    """The median time of a job, in milliseconds, after one run that isn't counted."""
    job()
    times = []
    for _ in range(runs):
        began = clock()
        job()
        times.append((clock() - began) * 1000)
    return median(times)


def in_process(sessions: int) -> float:
    read, on = validate(story(sessions)), START + timedelta(days=7 * sessions)
    return timed(lambda: assess(read, on), RUNS, time.process_time)


def cold() -> tuple[float, float, list[str]]:
    """The whole command, imports alone, and what it imported that it should not."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "story.json"
        file.write_text(json.dumps(story(50)), encoding="utf-8")
        command = [sys.executable, "-m", "unstuck", "assess", str(file)]
        whole = timed(lambda: subprocess.run(command, check=True, capture_output=True), COLD_RUNS)
        alone = timed(lambda: subprocess.run([sys.executable, "-c", IMPORTS], check=True), COLD_RUNS)
        seen = subprocess.run(
            [sys.executable, "-X", "importtime", *command[1:]], check=True, capture_output=True, text=True
        ).stderr
    return whole, alone, [name for name in ("scipy", "django", "pandas") if f" {name}\n" in seen]


def main() -> None:
    print(f"Python {platform.python_version()}, median of {RUNS} runs (cold: {COLD_RUNS})\n")
    print("| what | time |\n|---|---|")
    for sessions in (50, 500):
        print(f"| `assess`, {sessions} sessions, in process | {in_process(sessions):.1f} ms |")
    whole, alone, unwanted = cold()
    print(f"| `unstuck assess STORY`, cold | {whole:.0f} ms |")
    print(f"| importing pydantic, numpy and click alone | {alone:.0f} ms |")
    print(f"| ratio | {whole / alone:.2f} |")
    print(f"\nImported without need: {', '.join(unwanted) or 'nothing'}.")


if __name__ == "__main__":
    main()
