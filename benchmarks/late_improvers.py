"""What is someone told whose change begins late? The whole answer, session by session, beside those who never change.

    python -m benchmarks.late_improvers > docs/accuracy/late-improvers.md

Courses of S3 (`simulation.py` unchanged, seed 111) as stories: a session and a PHQ-9 total a week, and nothing else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from benchmarks.forecast import table
from benchmarks.forecast_courses import LATE, TEST, Floats, kinds, simulated
from unstuck.decision.steps import LEAVING
from unstuck.readout import Readout, assess
from unstuck.story import validate

PEOPLE = 600
SESSIONS = (3, 4, 5, 6, 7, 8, 10, 12)
WHO = {"late improvers": LATE, "unchanged": LATE + 1, "getting worse": LATE + 2}
VERDICTS = ("worse", "unchanged", "too_early", "holding", "improving", "improved", "recovered")
FOR_LACK_OF_EFFECT = LEAVING | {"change_therapy_type", "planned_break"}
START = date(2026, 1, 6)
HEAD = f"""# People whose change begins late: what they are told

Made by `python -m benchmarks.late_improvers`. {PEOPLE} people of each kind from S3 of the forecast's benchmark
([forecast.md](forecast.md)), as stories with a session and a PHQ-9 total a week, no ratings and no words. *Late
improvers* are flat up to and with session 6 and then improve fast. Until then nothing in their scores tells them from
people who stay unchanged, so nobody can tell them something else; what can be chosen is what both are told, and when.

*Told it isn't working*: the verdict `unchanged`, or a step that changes, pauses or ends therapy and is not one for
people who are better. *Told improvement is unlikely*: the forecast's flag; none at session 12, where the curve ends.
Shares of 100, each at its session."""
SHOWS = """## What this shows

- Before the sixth session nobody is told that it isn't working: without a change that counts the verdict is
  `too_early`, and the step is to wait and look again, with a day to do so.
- From the sixth session on most late improvers hear `unchanged`, as do those who stay so. The step that goes with it
  is a talk, or another pair of eyes beside the therapy, and never to leave: that column holds only people who are
  better. Who begins to improve is told so as soon as half of a reliable change is there, before it is reliable.
- A talk at session 6 costs a late improver little, and a review at four to six weeks is what guidelines ask for (NICE
  NG222). Some services see late improvers and others don't (Saunders 2019), so it is a talk and no verdict on anyone.
- The price: three of ten unchanged people hear before the sixth session that it moves the right way or is better, and
  one of five after it; "moves the right way" says of itself that ups and downs could do that alone. Most who get worse
  by about 5 points hear `unchanged` and not `worse`: it takes 6 points, and two scores in a row."""


@dataclass(frozen=True, slots=True)
class Said:
    """What one answer says."""

    verdict: str
    step: str
    why: str
    unlikely: bool

    @property
    def not_working(self) -> bool:
        """Whether someone is told that it isn't working."""
        better = self.why in {"no_longer_needed", "going_well"}
        return self.verdict == "unchanged" or (self.step in FOR_LACK_OF_EFFECT and not better)


def story(scores: Floats) -> dict[str, Any]:
    """A session a week, and that day's total."""
    days = [(START + timedelta(days=7 * week)).isoformat() for week in range(len(scores))]
    return {
        "format": "unstuck-story/1",
        "about": {"age_band": "26-64", "concerns": ["depression"]},
        "therapies": [{"id": "t", "started": days[0], "schedule": {"every_days": 7}}],
        "sessions": [{"therapy": "t", "date": day} for day in days],
        "scores": [
            {"date": day, "measure": "phq9", "total": int(score)} for day, score in zip(days, scores, strict=True)
        ],
    }


def said(answer: Readout) -> Said:
    """What matters here of one answer."""
    ahead = answer.forecasts.get("phq9")
    unlikely = ahead is not None and ahead.forecast.unlikely_to_improve
    return Said(answer.working.verdict, answer.next_step.id, answer.next_step.why, unlikely)


def answers(kind: int) -> dict[int, list[Said]]:
    """What people of one kind are told after each session."""
    (cohort,) = simulated("S3", TEST[:1])
    people = np.flatnonzero(kinds(TEST[0]) == kind)[:PEOPLE]
    stories = [validate(story(cohort.scores[person])) for person in people]
    return {at: [said(assess(one, START + timedelta(days=7 * (at - 1)))) for one in stories] for at in SESSIONS}


def share(found: Sequence[Said], holds: Iterable[bool]) -> str:
    return f"{100 * sum(holds) / len(found):.1f}"


def told_rows(found: dict[str, dict[int, list[Said]]]) -> Iterator[Sequence[object]]:
    for who, by_session in found.items():
        for at, all_said in by_session.items():
            verdicts = Counter(one.verdict for one in all_said)
            yield (
                who,
                at,
                share(all_said, (one.not_working for one in all_said)),
                share(all_said, (one.unlikely for one in all_said)),
                *(f"{100 * verdicts[verdict] / len(all_said):.1f}" for verdict in VERDICTS),
            )


def step_rows(found: dict[str, dict[int, list[Said]]], steps: Sequence[str]) -> Iterator[Sequence[object]]:
    for who, by_session in found.items():
        for at, all_said in by_session.items():
            yield who, at, *(share(all_said, (one.step == step for one in all_said)) for step in steps)


def main() -> None:
    found = {who: answers(kind) for who, kind in WHO.items()}
    steps = sorted({one.step for by in found.values() for all_said in by.values() for one in all_said})
    head = ("who", "session", "told it isn't working", "told improvement is unlikely")
    print(HEAD, "", "## Verdicts", "", sep="\n")
    print(table((*head, *(f"`{verdict}`" for verdict in VERDICTS)), told_rows(found)))
    print("## Next steps", "", sep="\n")
    print(table(("who", "session", *(f"`{step}`" for step in steps)), step_rows(found, steps)))
    print(SHOWS)


if __name__ == "__main__":
    main()
