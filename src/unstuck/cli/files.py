"""How does a story come in, and how does an answer go into a file? From a file, or "-" for standard input."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from unstuck.cli.problems import Refused
from unstuck.story import Story, read
from unstuck.story.models import DAY
from unstuck.story.reading import LARGEST
from unstuck.vault.places import write_private

STDIN = "-"
LARGEST_TABLE = 1_000_000_000


class Day(click.ParamType[date]):
    """A day such as 2026-01-05."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, or click's own report."""
        if isinstance(value, date):
            return value
        if isinstance(value, str) and DAY.fullmatch(value):
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass
        return self.fail(f"{value!r} is not a day: write it as 2026-01-05", param, ctx)


def raw(place: str, most: int = LARGEST) -> bytes:
    """The bytes of a file or of standard input, at most one more than `most`, so that a reader can say "too large".

    Raises:
        Refused: there is no such file, it is a folder, or standard input is closed.
    """
    if place == STDIN:
        if sys.stdin is None:
            raise Refused("no_input")
        return sys.stdin.buffer.read(most + 1)
    if not place:
        raise Refused("no_name")
    path = Path(place)
    if path.is_dir():
        raise Refused("folder", place=place)
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    except (FileNotFoundError, ValueError, NotADirectoryError):
        raise Refused("no_file", place=place) from None


def table(place: str) -> bytes:
    """The bytes of a table of scores or people.

    Raises:
        Refused: there is no such file, or it is a folder.
    """
    return raw(place, LARGEST_TABLE)


def story(place: str) -> Story:
    """The story at a place.

    Raises:
        Refused: there is no such file.
        Unreadable: with every problem of the file.
    """
    return read(raw(place))


def write(place: str, text: str) -> None:
    """Write a text into a file that only its owner may read, whole or not at all.

    Raises:
        Refused: no file is named, or its folder isn't there.
        OSError: the system says no.
    """
    path = Path(place)
    if not place or path.is_dir():
        raise Refused("folder" if place else "no_target", place=place)
    if not path.parent.is_dir():
        raise Refused("no_folder", place=str(path.parent))
    write_private(path, text.encode())
