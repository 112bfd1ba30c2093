"""Which rows does a CSV file hold, and which of its lines can't be read?

Spreadsheets write it with commas, semicolons or tabs, with or without quotes and a byte-order mark, and with any of
three line ends; the header's own names tell which it is. RFC 4180.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from unstuck.knowledge import Blank, words

LARGEST = 100_000_000
SEPARATORS = (",", ";", "\t")
SHOWN = 40


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a table, or with what was asked of it.

    Attributes:
        line: the line of the file, the header being the first; None when it is about the whole.
        column: the column's name, or the option's; "" when it is about the whole.
        id: which sentence under `problem` in `convert.toml` says it.
        blanks: what the sentence needs beside line and column.
    """

    line: int | None
    column: str
    id: str
    blanks: Mapping[str, Blank] = field(default_factory=dict)

    def text(self, language: str = "en") -> str:
        """The problem in one line, its place first."""
        say = words(language, "convert").say
        said = say(f"problem.{self.id}", column=shown(self.column), **self.blanks)
        if self.line is None:
            return said
        place = "place.cell" if self.column else "place.line"
        return say(place, line=str(self.line), column=shown(self.column), said=said)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with a header.

    Attributes:
        names: the columns, as named in the header.
        separator: what stands between two cells.
        text: the whole file.
    """

    names: tuple[str, ...]
    separator: str
    text: str

    def rows(self) -> Iterator[tuple[int, Sequence[str]] | Problem]:
        """Each row after the header, as its line and cells, or why it can't be read.

        Lines without a word are no rows. After a quotation mark that never closes nothing more can be read.
        """
        rows = _filled_rows(self.text, self.separator)
        next(rows)
        for row in rows:
            if isinstance(row, Problem) or len(row[1]) == len(self.names):
                yield row
            else:
                line, cells = row
                yield Problem(line, "", "uneven", {"n": len(cells), "columns": len(self.names)})


def read_sheet(raw: bytes, wanted: Sequence[str]) -> Sheet | tuple[Problem, ...]:
    """The table in a file's bytes (UTF-8, with or without a byte-order mark).

    Args:
        raw: the file.
        wanted: the columns that are needed; the separator is the one that makes them appear in the header.

    Returns:
        The table, or everything that is wrong with its header. Rows are read later, one by one.
    """
    if len(raw) > LARGEST:
        return (Problem(None, "", "too_large", {"limit": LARGEST // 1_000_000}),)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return (Problem(None, "", "not_text", {"byte": error.start + 1}),)
    if not text.strip():
        return (Problem(None, "", "empty"),)
    headers = {separator: _header(text, separator) for separator in SEPARATORS}
    separator = max(headers, key=lambda separator: _fit(headers[separator], wanted))
    names = headers[separator]
    return _header_problems(names, wanted) or Sheet(names, separator, text)


def shown(value: str) -> str:
    """A text from a table as a report may show it: short, on one line, without control characters."""
    text = "".join(sign if sign.isprintable() else "?" for sign in value[: SHOWN + 1])
    return text if len(text) <= SHOWN else text[:SHOWN] + "..."


def _filled_rows(text: str, separator: str) -> Iterator[tuple[int, Sequence[str]] | Problem]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, cells
    except csv.Error:
        yield Problem(reader.line_num, "", "not_csv")


def _header(text: str, separator: str) -> tuple[str, ...]:
    first = next(_filled_rows(text, separator), None)
    return () if first is None or isinstance(first, Problem) else tuple(name.strip() for name in first[1])


def _fit(names: Sequence[str], wanted: Sequence[str]) -> tuple[int, int]:
    return sum(column in names for column in wanted), len(names)


def _header_problems(names: Sequence[str], wanted: Sequence[str]) -> tuple[Problem, ...]:
    if not names:
        return (Problem(1, "", "not_csv"),)
    columns = {"columns": ", ".join(map(shown, names))}
    missing = [Problem(None, name, "no_column", columns) for name in wanted if name not in names]
    return (*missing, *(Problem(None, name, "column_twice") for name in wanted if names.count(name) > 1))
