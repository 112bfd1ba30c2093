"""Which candidates stand in a table? A CSV with one professional a row becomes entries of the story.

Columns are found by name; those we don't know are an error, so that nothing is lost without a word. Several values in
one cell are divided by ";", or by "|" in a table whose columns are divided by ";".
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from unstuck.knowledge import Blank
from unstuck.moving_on.candidates import free_id
from unstuck.story import FORMAT, Unreadable, validate
from unstuck.story.plans import Candidate
from unstuck.story.problems import shown

COLUMNS = ("id", "name", "provider_type", "contact", "found", "approaches", "languages", "formats", "fee")
MORE_COLUMNS = ("minutes_away", "state", "date", "note", "added")
NUMBERS = frozenset({"fee", "minutes_away"})
LISTS = frozenset({"approaches", "languages", "formats"})
MOST_ROWS = 1000
BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a table: its line (1 is the head), an id and what the sentence needs."""

    line: int
    id: str
    blanks: Mapping[str, Blank] = field(default_factory=dict)


class NoTable(ValueError):
    """A table that can't be read as candidates.

    Attributes:
        wrong: everything that is wrong with it.
    """

    def __init__(self, wrong: Collection[Wrong]) -> None:
        super().__init__(f"{len(wrong)} problems")
        self.wrong = tuple(wrong)


def candidates(raw: bytes, taken: Collection[str] = ()) -> tuple[Candidate, ...]:
    """The candidates of a CSV file (UTF-8, with commas or semicolons).

    Args:
        raw: the file.
        taken: ids that are in use already.

    Raises:
        NoTable: with every problem of the table.
    """
    try:
        text = raw.decode("utf-8").removeprefix(BOM)
    except UnicodeDecodeError:
        raise NoTable([Wrong(1, "not_utf8")]) from None
    rows, lists = _rows(text)
    used = set(taken)
    trees = []
    wrong: list[Wrong] = []
    for line, row in rows:
        tree = _tree(row, line, lists, used, wrong)
        if tree["id"] in taken:
            wrong.append(Wrong(line, "id_taken", {"value": shown(tree["id"])}))
        used.add(tree["id"])
        trees.append((line, tree))
    wrong += _unfit(trees)
    if wrong:
        raise NoTable(sorted(wrong, key=lambda x: x.line))
    return validate({"format": FORMAT, "candidates": [tree for _, tree in trees]}).candidates


def _rows(text: str) -> tuple[list[tuple[int, dict[str, str]]], str]:
    """The rows that hold something, each with its line, and what divides values within a cell."""
    head = text.partition("\n")[0]
    mark = ";" if head.count(";") > head.count(",") else ","
    reader = csv.reader(io.StringIO(text), delimiter=mark, strict=True)
    try:
        lines = [(reader.line_num, [cell.strip() for cell in row]) for row in reader]
    except csv.Error:
        raise NoTable([Wrong(reader.line_num, "not_csv")]) from None
    filled = [(number, row) for number, row in lines if any(row)]
    if not filled or len(filled) == 1:
        raise NoTable([Wrong(1, "no_rows")])
    names = [name.casefold().replace(" ", "_") for name in filled[0][1]]
    wrong = [Wrong(1, "unknown_column", {"column": x}) for x in names if x not in {*COLUMNS, *MORE_COLUMNS}]
    wrong += [Wrong(1, "column_twice", {"column": x}) for x in sorted(set(names)) if names.count(x) > 1]
    wrong += [Wrong(number, "too_many_cells") for number, row in filled[1:] if len(row) > len(names)]
    wrong += [Wrong(MOST_ROWS + 2, "too_many_rows", {"limit": MOST_ROWS})] if len(filled) > MOST_ROWS + 1 else []
    if wrong:
        raise NoTable(wrong)
    return [(number, dict(zip(names, row, strict=False))) for number, row in filled[1:]], "|" if mark == ";" else ";"


def _tree(row: Mapping[str, str], line: int, divider: str, used: Collection[str], wrong: list[Wrong]) -> dict[str, Any]:
    """One row as an entry of a story, its values still unjudged."""
    tree: dict[str, Any] = {"id": row.get("id") or free_id(used)}
    for name, value in row.items():
        if not value or name in {"id", "state", "date"}:
            continue
        if name in LISTS:
            tree[name] = [part.strip() for part in value.split(divider) if part.strip()]
        elif name in NUMBERS:
            tree[name] = _number(name, value, line, wrong)
        else:
            tree[name] = value
    if row.get("state") and row.get("date"):
        tree["contacts"] = [{"date": row["date"], "state": row["state"]}]
    elif row.get("state", "to_call") not in {"", "to_call"}:
        wrong.append(Wrong(line, "state_without_date"))
    return tree


def _number(name: str, value: str, line: int, wrong: list[Wrong]) -> float | None:
    try:
        return float(value)
    except ValueError:
        wrong.append(Wrong(line, "not_a_number", {"column": name, "value": shown(value)}))
        return None


def _unfit(trees: list[tuple[int, dict[str, Any]]]) -> Iterator[Wrong]:
    """What the story would refuse, with the line of the table."""
    try:
        validate({"format": FORMAT, "candidates": [tree for _, tree in trees]})
    except Unreadable as unreadable:
        for problem in unreadable.problems:
            place = problem.path[1] if len(problem.path) > 1 else 0
            line = trees[place][0] if isinstance(place, int) else 1
            column = ".".join(str(part) for part in problem.path[2:3])
            yield Wrong(line, "cell", {"column": column, "why": _why(problem.text())})


def _why(text: str) -> str:
    return text.partition(": ")[2] or text
