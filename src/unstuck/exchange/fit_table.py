"""Which reference curve does a table of many people's scores hold?

The engine behind `unstuck fit`: a file's bytes and options in, a curve or problems out. One row a score, in any
order. What can't be a score or a time is reported with its line, never left out; only an empty cell or `NA` is no
score, and those are counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from itertools import pairwise
from math import isfinite
from statistics import fmean
from typing import Any, Literal, get_args

import numpy as np

from unstuck.change.curves import Scale, Source
from unstuck.change.learning import Learned, empty_curve, learn
from unstuck.exchange.curve_file import curve_file
from unstuck.exchange.sheet import Problem, Sheet, read_sheet, shown
from unstuck.exchange.tables import DAY, MISSING, MOST, NUMBER
from unstuck.knowledge import Blank, version, words
from unstuck.measures import Measure, ids, measure

Counted = Literal["sessions", "visits", "days"]
OWN = "fit"
"""Sentences of problems that only a fit has stand in `forecast.toml` under this name; the others in `convert.toml`."""


@dataclass(frozen=True, slots=True)
class FitAsked:
    """What is asked of a table.

    Attributes:
        measure: id of the measure.
        id: the column that says whose score it is.
        time: the column that says when.
        score: the column of scores.
        counted: what `time` is. "sessions": session numbers from 1, each once a person. "visits": days, whose order
            numbers the person's scores; scores of one day count in the order of the file. "days": days, from which
            weeks since the person's first score are counted; scores of one day count as their mean.
        language: the words in which the curve says where it comes from.
    """

    measure: str
    id: str
    time: str
    score: str
    counted: Counted
    language: str = "en"


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """What a table held.

    Attributes:
        learned: the curve and its fit.
        missing: how many scores were empty or `NA`.
        merged: how many scores went into the mean of another of the same day.
        single: how many people have one score only; they count for the mean, not for change.
    """

    learned: Learned
    missing: int
    merged: int
    single: int

    @property
    def text(self) -> str:
        """The curve as the text of its TOML file."""
        return curve_file(self.learned.curve)

    def as_json(self) -> dict[str, Any]:
        """The fit in ids and numbers; what could not be told is null."""
        growth = self.learned.growth
        return {
            "format": "unstuck-fit/1",
            "curve": asdict(self.learned.curve),
            "people": growth.people,
            "scores": growth.scores,
            "missing": self.missing,
            "merged": self.merged,
            "single": self.single,
            "log_likelihood": self.learned.log_likelihood,
            "log_likelihood_other_scale": self.learned.other,
            "mean": list(growth.mean),
            "mean_errors": list(growth.mean_errors),
            "bends": list(growth.bends),
            "spread_errors": {
                name: value if isfinite(value) else None for name, value in asdict(growth.spread_errors).items()
            },
            "converged": growth.converged,
            "steps": growth.steps,
            "warnings": list(growth.warnings),
        }


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    who: str
    time: float
    score: float


def fit_table(raw: bytes, asked: FitAsked) -> Fitted | tuple[Problem, ...]:
    """The curve in a table of scores, or everything that is wrong with it, up to the first hundred problems.

    Args:
        raw: a CSV file as it is, UTF-8, with a header.
        asked: what is asked of it.
    """
    problems = tuple(_wrong_options(asked))
    if problems:
        return problems
    sheet = read_sheet(raw, (asked.id, asked.time, asked.score))
    if not isinstance(sheet, Sheet):
        return sheet
    rows: list[_Row] = []
    missing = 0
    wrong: list[Problem] = []
    for found in _read(sheet, asked):
        if isinstance(found, Problem):
            wrong.append(found)
        elif found is None:
            missing += 1
        else:
            rows.append(found)
    if asked.counted == "sessions":
        wrong += _twice(rows, asked)
    if wrong:
        return tuple(sorted(wrong, key=lambda problem: problem.line or 0)[:MOST])
    return _fitted(rows, asked, missing)


def said(problem: Problem, language: str = "en") -> str:
    """A problem of a fit in one line, its place first."""
    sentences, key = words(language, "forecast"), f"{OWN}.problem.{problem.id}"
    if key not in sentences:
        return problem.text(language)
    text = sentences.say(key, column=shown(problem.column), **problem.blanks)
    if problem.line is None:
        return text
    return words(language, "convert").say("place.cell", line=str(problem.line), column=shown(problem.column), said=text)


def _wrong_options(asked: FitAsked) -> Iterator[Problem]:
    if asked.measure not in ids():
        yield Problem(None, "--measure", "unknown_measure", {"value": shown(asked.measure), "known": ", ".join(ids())})
    if asked.counted not in get_args(Counted):
        yield Problem(
            None, "--count", "unknown_count", {"value": shown(asked.counted), "known": ", ".join(get_args(Counted))}
        )


def _read(sheet: Sheet, asked: FitAsked) -> Iterator[_Row | Problem | None]:
    """Each row as a score, as what is wrong with it, or as None when its score is missing."""
    of = measure(asked.measure)
    places = [sheet.names.index(name) for name in (asked.id, asked.time, asked.score)]
    comma = sheet.separator != ","
    for row in sheet.rows():
        if isinstance(row, Problem):
            yield row
            continue
        line, cells = row
        who, when, score = (cells[place].strip() for place in places)
        if score.lower() in MISSING:
            yield None
        elif not who:
            yield Problem(line, asked.id, "no_id")
        else:
            time = _time(line, when.replace(",", ".") if comma else when, asked)
            value = _score(line, score.replace(",", ".") if comma else score, asked, of)
            yield from (found for found in (time, value) if isinstance(found, Problem))
            if not isinstance(time, Problem) and not isinstance(value, Problem):
                yield _Row(line, who, time, value)


def _time(line: int, cell: str, asked: FitAsked) -> float | Problem:
    """A time as a number: the session, or days from any beginning."""
    if cell.lower() in MISSING:
        return Problem(line, asked.time, "no_day")
    if asked.counted != "sessions" and DAY.fullmatch(cell):
        try:
            return float(date.fromisoformat(cell).toordinal())
        except ValueError:
            return Problem(line, asked.time, "not_a_day", {"value": shown(cell)})
    if not NUMBER.fullmatch(cell):
        wrong = "not_a_session" if asked.counted == "sessions" else "not_a_day"
        return Problem(line, asked.time, wrong, {"value": shown(cell)})
    time = float(cell)
    if asked.counted == "sessions" and (time < 1 or not time.is_integer()):
        return Problem(line, asked.time, "not_a_session", {"value": shown(cell)})
    return time


def _score(line: int, cell: str, asked: FitAsked, of: Measure) -> float | Problem:
    if not NUMBER.fullmatch(cell):
        return Problem(line, asked.score, "not_a_number", {"value": shown(cell)})
    score = float(cell)
    if of.lowest <= score <= of.highest:
        return score
    blanks: dict[str, Blank] = {"value": shown(cell), "measure": of.name, "lowest": of.lowest, "highest": of.highest}
    return Problem(line, asked.score, "above" if score > of.highest else "below", blanks)


def _twice(rows: Sequence[_Row], asked: FitAsked) -> Iterator[Problem]:
    """Second scores of one person in one session: nobody could tell which counts."""
    seen: dict[tuple[str, float], int] = {}
    for row in rows:
        first = seen.setdefault((row.who, row.time), row.line)
        if first != row.line:
            yield Problem(row.line, asked.time, "twice", {"value": shown(row.who), "first": str(first)})


def _fitted(rows: Sequence[_Row], asked: FitAsked, missing: int) -> Fitted | tuple[Problem, ...]:
    of = measure(asked.measure)
    people: dict[str, list[_Row]] = defaultdict(list)
    kept = _day_means(rows) if asked.counted == "days" else rows
    for row in sorted(kept, key=lambda row: row.time):
        people[row.who].append(row)
    who, time, score = _columns(people, asked.counted)
    scale = Scale(of.lowest, of.highest, 0.1 if of.decimals else 1.0, roots=False)
    clock: Literal["week", "session"] = "week" if asked.counted == "days" else "session"
    try:
        learned = learn(who, time, score, empty_curve(asked.measure, version(), clock, of.better, scale))
    except ValueError:
        return (Problem(None, "", "too_little", {"people": len(people), "scores": len(rows)}),)
    single = sum(len(scores) == 1 for scores in people.values())
    return Fitted(_described(learned, people, asked), missing, len(rows) - len(kept), single)


def _day_means(rows: Sequence[_Row]) -> list[_Row]:
    """One row a person and day, with the mean of the day's scores."""
    days: dict[tuple[str, float], list[_Row]] = defaultdict(list)
    for row in rows:
        days[row.who, row.time].append(row)
    return [replace(found[0], score=fmean(row.score for row in found)) for found in days.values()]


def _columns(
    people: dict[str, list[_Row]], counted: Counted
) -> tuple[np.ndarray[Any, np.dtype[np.int64]], np.ndarray[Any, np.dtype[np.float64]], np.ndarray[Any, Any]]:
    """Person, time on the curve's clock and score, a row a score."""
    who = [number for number, rows in enumerate(people.values()) for _ in rows]
    score = [row.score for rows in people.values() for row in rows]
    time = [at for rows in people.values() for at in _clock(rows, counted)]
    return np.array(who), np.array(time), np.array(score)


def _clock(rows: Sequence[_Row], counted: Counted) -> Iterator[float]:
    for number, row in enumerate(rows, start=1):
        if counted == "sessions":
            yield row.time
        else:
            yield float(number) if counted == "visits" else 1 + (row.time - rows[0].time) / 7


def _described(learned: Learned, people: dict[str, list[_Row]], asked: FitAsked) -> Learned:
    """The curve with what the table says of its people."""
    firsts = [rows[0].score for rows in people.values()]
    gaps = [late.time - early.time for rows in people.values() for early, late in pairwise(rows)]
    who = replace(learned.curve.population, baseline=(min(firsts), max(firsts)))
    if asked.counted != "sessions" and gaps:
        shortest, longest = np.percentile(gaps, (5, 95)).tolist()
        who = replace(who, days_between=(shortest, longest))
    told, growth = words(asked.language, "forecast"), learned.growth
    citation = told.say(f"{OWN}.source", people=growth.people, scores=growth.scores)
    curve = replace(
        learned.curve,
        population=who,
        sources=(Source("points and spread", citation, "", confirmed=True),),
        caveats=("own_fit", *(f"fit_{warning}" for warning in learned.growth.warnings)),
    )
    return replace(learned, curve=curve)
