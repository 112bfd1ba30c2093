"""What went wrong, in one report on standard error."""

from __future__ import annotations

from collections.abc import Sequence

import click

from unstuck.cli.output import plain
from unstuck.knowledge import Blank, words


class Refused(Exception):
    """Something this command can't do with what it was given.

    Attributes:
        id: which sentence of `terminal.toml`, under `errors`.
        lines: what to list below it.
        code: the exit code.
        blanks: what the sentence needs.
    """

    def __init__(self, id_: str, lines: Sequence[str] = (), code: int = 2, **blanks: Blank) -> None:
        super().__init__(id_)
        self.id = id_
        self.lines = tuple(lines)
        self.code = code
        self.blanks = blanks


def report(id_: str, *lines: str, code: int, **blanks: Blank) -> int:
    """Say it on standard error and return the exit code."""
    said = words("en", "terminal").say(f"errors.{id_}", n=len(lines), **blanks)
    click.echo(plain(f"unstuck: {said}"), err=True)
    for line in lines:
        click.echo(plain(f"  {line}"), err=True)
    return code
