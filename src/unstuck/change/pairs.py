"""Who is in a table of scores before and after, with which two scores, and what is wrong with it?

A table is CSV text with a header, parted by commas, semicolons or tabs. Wrong are things someone has to look at: text
where a number belongs, an infinite score, an id that stands twice. A missing score isn't wrong: that person is left
out, by name.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from math import isfinite, nan
from typing import Literal

import numpy as np

from unstuck.change.tables import Floats
from unstuck.knowledge import Blank, words

SEPARATORS = (",", ";", "\t")
MOST = 100
SHOWN = 40
LARGEST = 1e9
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
MISSING = frozenset({"", "na", "n/a", "nan", "null"})
INFINITE = frozenset({"inf", "infinity", "∞"})
Why = Literal["missing_pre", "missing_post", "missing_both"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a table, or with what was asked of it.

    Attributes:
        place: "line:column" in a table, the name of an option, or "" for the table as a whole.
        id: which sentence under `problem` in `classify.toml` says it.
        blanks: what the sentence needs.
    """

    place: str
    id: str
    blanks: Mapping[str, Blank] = field(default_factory=dict)

    def text(self, language: str = "en") -> str:
        """The problem in one sentence."""
        return words(language, "classify").say(f"problem.{self.id}", **self.blanks)


@dataclass(frozen=True, slots=True)
class Columns:
    """The header's names for who, before and after."""

    id: str = "id"
    pre: str = "pre"
    post: str = "post"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Someone who can't be classified, on which line of the table, and why."""

    id: str
    line: int
    why: Why


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """The people with both scores, in the order of the table, and those without.

    Attributes:
        ids: as they stand in the table, each once.
        pre, post: their scores, as many as ids, all finite.
        left_out: everybody else.
    """

    ids: Sequence[str]
    pre: Floats
    post: Floats
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Cells by column, without the header, and the line each row stands on."""

    header: tuple[str, ...]
    columns: Sequence[Sequence[str]]
    lines: Sequence[int]


def read_pairs(raw: bytes, columns: Columns) -> Pairs | tuple[Problem, ...]:
    """Read a table, or say what is wrong with it: all of it, up to the first hundred problems."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return (Problem("", "not_text", {"byte": error.start + 1}),)
    separator = _separator(text, columns)
    sheet = _quickly(text, separator) or _carefully(text, separator)
    if not isinstance(sheet, _Sheet):
        return sheet
    problems = _header_problems(sheet.header, columns)
    return problems or _pairs(sheet, columns)


def _separator(text: str, columns: Columns) -> str:
    """The sign between cells: the one that makes the columns appear in the header."""
    header = text.partition("\n")[0].replace('"', "")
    wanted = {columns.id, columns.pre, columns.post}
    return max(SEPARATORS, key=lambda sign: len(wanted & {name.strip() for name in header.split(sign)}))


def _quickly(text: str, separator: str) -> _Sheet | None:
    """Read a table of equal, filled rows without quotes, None if it isn't one; several times as fast as `csv`."""
    if '"' in text or "\r" in text.replace("\r\n", ""):
        return None
    text = text.replace("\r\n", "\n").rstrip("\n") + "\n"
    width = text.partition("\n")[0].count(separator) + 1
    if "\n" + separator * (width - 1) + "\n" in text:
        return None
    signs = np.frombuffer(text.encode(), np.uint8)
    marks = signs[(signs == ord(separator)) | (signs == ord("\n"))]
    row = [ord(separator)] * (width - 1) + [ord("\n")]
    if marks.size % width or (marks.reshape(-1, width) != row).any():
        return None
    cells = text.replace("\n", separator).split(separator)[:-1]
    by_column = [cells[width + place :: width] for place in range(width)]
    return _Sheet(tuple(cells[:width]), by_column, range(2, len(by_column[0]) + 2))


def _carefully(text: str, separator: str) -> _Sheet | tuple[Problem, ...]:
    """Read any table, as the csv module understands it; empty lines are skipped."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        rows = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error:
        return (Problem(f"{reader.line_num}:", "not_csv", {"line": str(reader.line_num)}),)
    if not rows:
        return (Problem("", "empty"),)
    header = rows[0][1]
    uneven = ((line, len(row)) for line, row in rows if len(row) != len(header))
    problems = tuple(
        Problem(f"{line}:", "uneven", {"line": str(line), "n": cells, "columns": len(header)})
        for line, cells in islice(uneven, MOST)
    )
    if problems:
        return problems
    by_column = [[row[place] for _, row in rows[1:]] for place in range(len(header))]
    return _Sheet(tuple(header), by_column, [line for line, _ in rows[1:]])


def _header_problems(header: Sequence[str], columns: Columns) -> tuple[Problem, ...]:
    names = [name.strip() for name in header]
    if names == [""]:
        return (Problem("", "empty"),)
    found = []
    for wanted in dict.fromkeys((columns.id, columns.pre, columns.post)):
        if wanted not in names:
            blanks = {"column": _shown(wanted), "columns": ", ".join(map(_shown, names))}
            found.append(Problem(f"1:{_shown(wanted)}", "no_column", blanks))
        elif names.count(wanted) > 1:
            found.append(Problem(f"1:{_shown(wanted)}", "column_twice", {"column": _shown(wanted)}))
    if columns.pre == columns.post:
        found.append(Problem(f"1:{_shown(columns.pre)}", "same_column", {"column": _shown(columns.pre)}))
    return tuple(found)


def _pairs(sheet: _Sheet, columns: Columns) -> Pairs | tuple[Problem, ...]:
    names = [name.strip() for name in sheet.header]
    who, before, after = (sheet.columns[names.index(name)] for name in (columns.id, columns.pre, columns.post))
    ids = [cell.strip() for cell in who]
    pre, wrong_before = _numbers(before, sheet.lines, columns.pre)
    post, wrong_after = _numbers(after, sheet.lines, columns.post)
    problems = _id_problems(ids, sheet.lines, columns.id) + wrong_before + wrong_after
    if problems:
        return tuple(sorted(problems, key=_line)[:MOST])
    no_pre, no_post = np.isnan(pre), np.isnan(post)
    missing = no_pre | no_post
    if not missing.any():
        return Pairs(ids, pre, post)
    left_out = tuple(
        LeftOut(ids[row], sheet.lines[row], _why(bool(no_pre[row]), bool(no_post[row])))
        for row in np.flatnonzero(missing).tolist()
    )
    return Pairs([ids[row] for row in np.flatnonzero(~missing).tolist()], pre[~missing], post[~missing], left_out)


def _numbers(cells: Sequence[str], lines: Sequence[int], column: str) -> tuple[Floats, list[Problem]]:
    """A column's scores, NaN where missing. Each text is read once, however often it stands there."""
    read = {cell: _number(cell) for cell in set(cells)}
    wrong = {cell: found for cell, found in read.items() if isinstance(found, str)}
    if wrong:
        rows = ((line, cell) for line, cell in zip(lines, cells, strict=True) if cell in wrong)
        return np.empty(0), [
            Problem(
                f"{line}:{_shown(column)}",
                wrong[cell],
                {"line": str(line), "column": _shown(column), "value": _shown(cell), "limit": LARGEST},
            )
            for line, cell in islice(rows, MOST)
        ]
    return np.fromiter(map(read.__getitem__, cells), float, len(cells)), []


def _number(cell: str) -> float | str:
    """The score in a cell, NaN for a missing one, or the id of what is wrong with it."""
    text = cell.strip().lower()
    if text in MISSING:
        return nan
    if text.removeprefix("-").removeprefix("+") in INFINITE:
        return "not_finite"
    if not NUMBER.fullmatch(text):
        return "not_a_number"
    value = float(text)
    return value if isfinite(value) and abs(value) <= LARGEST else "too_large"


def _id_problems(ids: Sequence[str], lines: Sequence[int], column: str) -> list[Problem]:
    if len(set(ids)) == len(ids) and "" not in ids:
        return []
    found: list[Problem] = []
    first: dict[str, int] = {}
    for line, person in zip(lines, ids, strict=True):
        place = f"{line}:{_shown(column)}"
        if not person:
            found.append(Problem(place, "no_id", {"line": str(line), "column": _shown(column)}))
        elif first.setdefault(person, line) != line:
            found.append(
                Problem(place, "id_twice", {"line": str(line), "value": _shown(person), "first": str(first[person])})
            )
    return found[:MOST]


def _line(problem: Problem) -> int:
    return int(problem.place.partition(":")[0])


def _why(no_pre: bool, no_post: bool) -> Why:
    if no_pre and no_post:
        return "missing_both"
    return "missing_pre" if no_pre else "missing_post"


def _shown(value: str) -> str:
    """A text from a table as a report may show it: short, on one line, without control characters."""
    text = "".join(sign if sign.isprintable() else "?" for sign in value[: SHOWN + 1])
    return text if len(text) <= SHOWN else text[:SHOWN] + "..."
