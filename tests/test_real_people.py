"""The promise: every real record can be read and answered, also one that nobody wrote for us."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from benchmarks.real_people import beat_the_blues, enrichd, page
from tests.shared import needs_shared


@needs_shared
def test_everyone_of_two_open_trials_gets_an_answer() -> None:
    hearts, blues = enrichd(), beat_the_blues()
    assert (len(hearts), len(blues)) == (557, 100)
    verdicts = Counter(answer.working.verdict for answer in hearts.values())
    assert verdicts["recovered"] > verdicts["unchanged"] > verdicts["worse"]
    assert all(answer.record.assumed_sessions for answer in hearts.values())


@needs_shared
def test_the_page_on_real_people_is_what_the_data_say() -> None:
    assert (Path(__file__).parents[1] / "docs" / "real-people.md").read_text(encoding="utf-8") == page()
