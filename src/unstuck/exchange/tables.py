"""Which stories does a table of scores hold?

The engine behind `unstuck convert`: a file's bytes and options in, stories or problems out. A score that can't be
one is reported with its line, never left out; only an empty cell or `NA` is no score.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import Any

from unstuck.exchange.sheet import Problem, Sheet, read_sheet, shown
from unstuck.knowledge import Blank
from unstuck.measures import Measure, ids, measure

FORMAT = "unstuck-story/1"
START = date(2026, 1, 1)
MOST = 100
DAY = re.compile(r"\d{4}-\d\d-\d\d")
DAY_NUMBER = re.compile(r"[+-]?\d+(\.0*)?", re.ASCII)
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)", re.ASCII)
UNSAFE = re.compile(r"[^\w.-]")
LONGEST_NAME = 50  # letters, of up to four bytes: file systems allow 255
MISSING = frozenset({"", "na", "n/a", "nan", "null"})
Story = dict[str, Any]
Cells = Sequence[str]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a table; `asked` makes one from the texts of the options.

    Attributes:
        measure: what the scores are scores of.
        day: the column of days, one row a score; None for one row a person.
        scores: the columns of scores, each with the day its scores belong to where no column of days says so.
        id: the column that says whose row it is; None when the table is one person's.
        only: the one person asked for; None for everybody.
        start: the day that day numbers count from.
    """

    measure: Measure
    day: str | None
    scores: Mapping[str, date | None]
    id: str | None = None
    only: str | None = None
    start: date = START

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that is needed, each once."""
        named = (self.id, self.day, *self.scores)
        return tuple(dict.fromkeys(name for name in named if name is not None))


@dataclass(frozen=True, slots=True)
class Converted:
    """What a table held.

    Attributes:
        stories: a story by person, in the order of the table; "" is the person of a table that names nobody.
        scores: how many scores they hold together.
        missing: how many scores were empty or `NA`.
    """

    stories: Mapping[str, Story]
    scores: int
    missing: int


def asked(
    measure_id: str,
    *,
    day: str | None = None,
    score: str | None = None,
    wide: str | None = None,
    person: str | None = None,
    id_column: str | None = None,
    start: str | None = None,
) -> Asked | tuple[Problem, ...]:
    """What the options ask for, or everything that is wrong with them.

    Args:
        measure_id: a measure's id.
        day: the column of days, together with `score`.
        score: the column of scores.
        wide: instead of those two the columns of scores with their days, as "bdi.pre=0,bdi.2m=61".
        person: the one person asked for, as "ID=3".
        id_column: the column that says whose row it is, for everybody.
        start: the day that day numbers count from, as "2026-01-01".
    """
    problems = [*_measure_problems(measure_id), *_shape_problems(day, score, wide)]
    first_day = START if start is None else _day(start)
    if first_day is None:
        problems.append(Problem(None, "--start", "not_a_start", {"value": shown(start or "")}))
    scores: dict[str, date | None] = {} if score is None else {score: None}
    if wide is not None:
        scores = dict(_wide(wide, first_day or START, problems))
    column, _, only = (part.strip() for part in (person or "").partition("="))
    if person is not None and not (column and only):
        problems.append(Problem(None, "--person", "no_person_named", {"value": shown(person)}))
    if person is not None and id_column is not None:
        problems.append(Problem(None, "--id", "one_or_everybody"))
    if problems or first_day is None:
        return tuple(problems)
    return Asked(measure(measure_id), day, scores, id_column or column or None, only or None, first_day)


def read_table(raw: bytes, wanted: Asked) -> Converted | tuple[Problem, ...]:
    """The stories in a table of scores, or everything that is wrong with it, up to the first hundred problems.

    Args:
        raw: a CSV file as it is, UTF-8, with a header.
        wanted: what is asked of it.
    """
    sheet = read_sheet(raw, wanted.columns)
    if not isinstance(sheet, Sheet):
        return sheet
    reader = _Reader(wanted, sheet)
    for row in sheet.rows():
        if isinstance(row, Problem):
            reader.problems.append(row)
        else:
            reader.take(*row)
        if len(reader.problems) >= MOST:
            return tuple(reader.problems[:MOST])
    if not reader.problems and not reader.stories:
        return (_nobody(wanted),)
    return tuple(reader.problems) or Converted(reader.stories, reader.scores, reader.missing)


def file_names(people: Iterable[str]) -> dict[str, str]:
    """A file name for each person that every system can write, none like another even where capitals don't count."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for person in people:
        plain = UNSAFE.sub("_", person)[:LONGEST_NAME].strip(".") or "_"
        tries = (f"person-{plain}{f'-{n}' if n > 1 else ''}.json" for n in count(1))
        names[person] = next(name for name in tries if name.casefold() not in taken)
        taken.add(names[person].casefold())
    return names


def _measure_problems(measure_id: str) -> Iterator[Problem]:
    if measure_id not in ids():
        yield Problem(None, "--measure", "unknown_measure", {"value": shown(measure_id), "known": ", ".join(ids())})


def _shape_problems(day: str | None, score: str | None, wide: str | None) -> Iterator[Problem]:
    if wide is not None and (day is not None or score is not None):
        yield Problem(None, "--wide", "long_or_wide")
    if wide is None:
        for option, value in (("--date", day), ("--score", score)):
            if value is None:
                yield Problem(None, option, "needed")


def _wide(text: str, start: date, problems: list[Problem]) -> Iterator[tuple[str, date]]:
    seen = set()
    for part in text.split(","):
        column, _, day = (piece.strip() for piece in part.rpartition("="))
        when = _day(day) or _numbered_day(day, start)
        if not column or when is None:
            problems.append(Problem(None, "--wide", "no_day_named", {"value": shown(part)}))
        elif column in seen:
            problems.append(Problem(None, "--wide", "column_twice_asked", {"value": shown(column)}))
        else:
            seen.add(column)
            yield column, when


def _nobody(wanted: Asked) -> Problem:
    if wanted.only is None:
        return Problem(None, "", "no_rows")
    return Problem(None, wanted.id or "", "no_such_person", {"value": shown(wanted.only)})


class _Reader:
    """Takes one row after the other; what is wrong with a row is kept beside what is right with the others."""

    def __init__(self, wanted: Asked, sheet: Sheet) -> None:
        self.wanted = wanted
        self.place = {name: place for place, name in enumerate(sheet.names)}
        self.decimal_comma = sheet.separator != ","
        self.stories: dict[str, Story] = {}
        self.problems: list[Problem] = []
        self.scores = 0
        self.missing = 0
        self.day_numbers: bool | None = None

    def take(self, line: int, cells: Cells) -> None:
        """Take the scores of one row, or keep what is wrong with it."""
        wanted = self.wanted
        who = "" if wanted.id is None else cells[self.place[wanted.id]].strip()
        if wanted.only not in (None, who):
            return
        if wanted.id is not None and not who:
            self.problems.append(Problem(line, wanted.id, "no_id"))
        elif wanted.day is None and who in self.stories:
            self._one_row_too_many(line, who)
        else:
            story = self.stories.setdefault(who, {"format": FORMAT, "scores": []})
            story["scores"] += self._scores(line, cells)

    def _one_row_too_many(self, line: int, who: str) -> None:
        if self.wanted.id is None:
            self._once(Problem(line, "", "several_people"))
        else:
            self.problems.append(Problem(line, self.wanted.id, "person_twice", {"value": shown(who)}))

    def _scores(self, line: int, cells: Cells) -> Iterator[Story]:
        for column, fixed_day in self.wanted.scores.items():
            cell = cells[self.place[column]].strip()
            if cell.lower() in MISSING:
                self.missing += 1
                continue
            total = self._total(line, column, cell)
            day = fixed_day or self._day(line, cells)
            if total is not None and day is not None:
                self.scores += 1
                yield {"date": day.isoformat(), "measure": self.wanted.measure.id, "total": total}

    def _total(self, line: int, column: str, cell: str) -> float | None:
        of = self.wanted.measure
        text = cell.replace(",", ".") if self.decimal_comma else cell
        if not NUMBER.fullmatch(text):
            self.problems.append(Problem(line, column, "not_a_number", {"value": shown(cell)}))
            return None
        total = float(text)
        wrong = "above" if total > of.highest else "below" if total < of.lowest else None
        if wrong is None and not of.decimals and not total.is_integer():
            wrong = "decimals"
        if wrong:
            blanks: dict[str, Blank] = {
                "value": shown(cell),
                "measure": of.name,
                "lowest": of.lowest,
                "highest": of.highest,
            }
            self.problems.append(Problem(line, column, wrong, blanks))
            return None
        return int(total) if total.is_integer() else total

    def _day(self, line: int, cells: Cells) -> date | None:
        column = self.wanted.day or ""
        cell = cells[self.place[column]].strip()
        written = _day(cell)
        day = written or _numbered_day(cell, self.wanted.start)
        if day is None:
            wrong = "no_day" if cell.lower() in MISSING else "not_a_day"
            self.problems.append(Problem(line, column, wrong, {"value": shown(cell)}))
        elif self.day_numbers not in (None, written is None):
            self._once(Problem(line, column, "mixed_days"))
        else:
            self.day_numbers = written is None
        return day

    def _once(self, problem: Problem) -> None:
        if all(known.id != problem.id for known in self.problems):
            self.problems.append(problem)


def _day(text: str) -> date | None:
    """A day written as 2026-01-05."""
    try:
        return date.fromisoformat(text) if DAY.fullmatch(text) else None
    except ValueError:
        return None


def _numbered_day(text: str, start: date) -> date | None:
    """The day so many days after `start`; before it when the number is negative."""
    if not DAY_NUMBER.fullmatch(text):
        return None
    try:
        return start + timedelta(days=float(text))
    except OverflowError:
        return None
