"""The short written cases of tests/cases: invented people with what a careful clinician would answer.

A case is written compactly and becomes a story here. Each stands in one of two halves, taken in turns when it was
written; weights were changed with an eye on the open half alone. Keys of a case:

- `about`: the person in two or three lines. `half`: open or held_out.
- `reason`, `step`, `also` (also reasonable), `level` and `flags` (both "none" unless said): the labels.
- `sessions` held every `every` days (7); `missed`, `moved`, `cancelled`: some of them, counted back from the last, 1.
- `scores`, `goals`: values spread evenly from before the first session to the day before the answer; `items`: the
  answers to each item of the newest form.
- `alliance`: overall ratings of the newest sessions; `feel`: before and after of the newest sessions.
- `yes`, `no`, `unsure`: answers of the day before; `earlier_yes`: a week before that; `before`: red flags of a
  therapist from years ago.
- `talks`, `events`: with `back`, days before the answer, and `review_in`, days after the talk.
- `notes`: of the day before. `concerns`, `approach`, `provider`, `format`, `allowed`, `aim`: as in a story.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Literal

from unstuck.story import FORMAT, Story, validate

FOLDER = Path(__file__).parent / "cases"
START = date(2026, 1, 5)
BEFORE = date(2023, 3, 1)
WEEK = 7
Half = Literal["open", "held_out"]
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """One written case.

    Attributes:
        name: its name in the file.
        file: the file it stands in, named after the reason or "danger".
        half: whether it could be looked at while weights were changed.
        written: everything as it stands in the file.
        on: the day of the answer.
    """

    name: str
    file: str
    half: Half
    written: Mapping[str, Any]
    on: date

    @property
    def reason(self) -> str | None:
        """The true reason, None where the case is about danger alone."""
        return self.written.get("reason")

    @property
    def step(self) -> str:
        """The right next step."""
        return str(self.written["step"])

    @property
    def reasonable(self) -> frozenset[str]:
        """The right step and those also reasonable."""
        return frozenset({self.step, *self.written.get("also", ())})

    @property
    def story(self) -> Story:
        """What the person has recorded."""
        return validate(_tree(self.written, self.on))


@cache
def cases() -> tuple[Case, ...]:
    """Every written case, file by file."""
    return tuple(
        Case(name, path.stem, row["half"], row, _last_session(row) + timedelta(days=2))
        for path in sorted(FOLDER.glob("*.toml"))
        for name, row in tomllib.loads(path.read_text(encoding="utf-8")).items()
    )


def _last_session(row: Mapping[str, Any]) -> date:
    return START + timedelta(days=row.get("every", WEEK) * (row["sessions"] - 1))


def _tree(row: Mapping[str, Any], on: date) -> Json:
    eve = _day(on - timedelta(days=1))
    return {
        "format": FORMAT,
        "about": {
            "age_band": "26-64",
            "country": "GB",
            "concerns": row.get("concerns", []),
            "aim": row.get("aim", "get_better"),
        },
        "therapies": [*_therapy_before(row), _therapy(row)],
        "sessions": list(_sessions(row)),
        "scores": list(_scores(row, on)),
        "goals": [{"id": name} for name in row.get("goals", {})],
        "goal_ratings": [
            {"date": day, "goal": name, "rating": value}
            for name, values in row.get("goals", {}).items()
            for day, value in _spread(values, on)
        ],
        "answers": list(_answers(row, on)),
        "events": [{"date": _back(on, x), **_without(x, "back")} for x in row.get("events", ())],
        "conversations": [_talk(x, on) for x in row.get("talks", ())],
        "notes": [{"date": eve, "text": text} for text in row.get("notes", ())],
    }


def _therapy(row: Mapping[str, Any]) -> Json:
    return {
        "id": "now",
        "started": _day(START),
        "main": True,
        "approach": row.get("approach"),
        "sessions_allowed": row.get("allowed"),
        "therapist": {"provider_type": row.get("provider", "uk_therapist")},
        "schedule": {"every_days": row.get("every", WEEK), "format": row.get("format", "in_person")},
    }


def _therapy_before(row: Mapping[str, Any]) -> Iterator[Json]:
    if "before" in row:
        ended = _day(BEFORE + timedelta(days=200))
        yield {"id": "before", "started": _day(BEFORE), "ended": ended, "ended_by": "me"}


def _sessions(row: Mapping[str, Any]) -> Iterator[Json]:
    count: int = row["sessions"]
    status = {
        count - back: state
        for key, state in (("missed", "missed"), ("moved", "moved"), ("cancelled", "cancelled_by_me"))
        for back in row.get(key, ())
    }
    held = [number for number in range(count) if number not in status]
    ratings = _newest(held, row.get("alliance", ()))
    felt = _newest(held, row.get("feel", ()))
    for number in range(count):
        session: Json = {
            "therapy": "now",
            "date": _day(START + timedelta(days=number * row.get("every", WEEK))),
            "status": status.get(number, "attended"),
        }
        if number in ratings:
            session["alliance"] = {"overall": ratings[number]}
        if number in felt:
            session["before"], session["after"] = felt[number]
        yield session


def _newest(held: Sequence[int], values: Sequence[Any]) -> dict[int, Any]:
    return dict(zip(held[-len(values) :], values, strict=True)) if values else {}


def _scores(row: Mapping[str, Any], on: date) -> Iterator[Json]:
    for name, totals in row.get("scores", {}).items():
        *earlier, newest = ({"date": day, "measure": name, "total": total} for day, total in _spread(totals, on))
        yield from earlier
        yield newest | {"items": row.get("items", {}).get(name)}


def _spread(values: Sequence[float], on: date) -> Iterator[tuple[str, float]]:
    """The first value on the day before the first session, the last on the day before the answer, the rest between."""
    first = START - timedelta(days=1)
    days = (on - timedelta(days=1) - first).days
    for place, value in enumerate(values):
        yield _day(first + timedelta(days=round(days * place / max(len(values) - 1, 1)))), value


def _answers(row: Mapping[str, Any], on: date) -> Iterator[Json]:
    eve = on - timedelta(days=1)
    given = [(eve, said, said) for said in ("yes", "no", "unsure")]
    for day, key, said in (*given, (eve - timedelta(days=WEEK), "earlier_yes", "yes")):
        for indicator in row.get(key, ()):
            yield {"date": _day(day), "indicator": indicator, "answer": said, "therapy": "now"}
    for flag in row.get("before", ()):
        yield {"date": _day(BEFORE + timedelta(days=190)), "indicator": flag, "answer": "yes", "therapy": "before"}


def _talk(row: Mapping[str, Any], on: date) -> Json:
    held = on - timedelta(days=row["back"])
    review = {"review_on": _day(held + timedelta(days=row["review_in"]))} if "review_in" in row else {}
    return {"date": _day(held), "therapy": "now", **_without(row, "back", "review_in"), **review}


def _back(on: date, row: Mapping[str, Any]) -> str:
    return _day(on - timedelta(days=row["back"]))


def _without(row: Mapping[str, Any], *keys: str) -> Json:
    return {key: value for key, value in row.items() if key not in keys}


def _day(day: date) -> str:
    return day.isoformat()
